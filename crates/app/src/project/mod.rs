//! Columns that lists filter and sort by, computed from a record's state.

mod assessment;
mod consultation;
mod grievance;
mod listing;
mod matter;
mod org;
mod unknown;

use domain::{
    assessment::Assessment,
    consultation::Consultation,
    grievance::Grievance,
    listing::ListReport,
    matter::Matter,
    org::{Person, Unit},
    unknown::UnknownNumber,
};
use store::Registry;

/// Every record kind with its columns.
#[must_use]
pub fn registry() -> Registry {
    Registry::new()
        .with::<Matter>(matter::project)
        .with::<Assessment>(assessment::project)
        .with::<ListReport>(listing::project)
        .with::<Consultation>(consultation::project)
        .with::<Grievance>(grievance::project)
        .with::<Unit>(org::unit)
        .with::<Person>(org::person)
        .with::<UnknownNumber>(unknown::project)
}

fn hash(text: &domain::text::Text) -> ledger::Hash {
    ledger::Hash(*text.bytes())
}
