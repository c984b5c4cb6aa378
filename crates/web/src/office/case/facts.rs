//! The facts of a matter as they were registered.

use app::view::{Case, place_in};
use domain::{ids::UnitId, matter::Planned};
use locale::format::{fixed, number};
use locale::{L10n, Lang};

use super::maybe_text;
use crate::ui::Facts;

/// The facts and the units that take part.
pub(crate) fn facts(l10n: L10n, case: &Case) -> Facts {
    let matter = &case.matter.state;
    let mut list = Facts::two();
    if let Some(parties) = &matter.parties {
        let unit = |unit: UnitId| case.unit_name(unit).to_owned();
        let maybe = |unit: Option<UnitId>| unit.map(|u| case.unit_name(u)).unwrap_or_default();
        list = list
            .fact(l10n.t("case-lead"), unit(parties.lead))
            .fact(l10n.t("case-decision-maker"), unit(parties.decision_maker))
            .fact(l10n.t("case-filing"), unit(parties.filing))
            .fact(l10n.t("case-legality"), maybe(parties.legality))
            .fact(l10n.t("case-executing"), maybe(parties.executing));
    }
    let Some(facts) = &matter.facts else { return list };
    let count = |n: Option<u32>, key: &str| n.map(|n| l10n.t1(key, "n", n)).unwrap_or_default();
    list.fact(l10n.t("case-place"), place_in(l10n.lang(), &case.units, facts.division.as_str()))
        .fact(l10n.t("case-category"), l10n.code("category", facts.category.code()))
        .fact(l10n.t("case-sector"), l10n.code("sector", facts.sector.code()))
        .fact(l10n.t("case-planned"), facts.planned.map(|p| planned(l10n, p)).unwrap_or_default())
        .fact(l10n.t("case-listed"), matter.listed_on.map(|d| l10n.date(d)).unwrap_or_default())
        .fact(l10n.t("case-households"), count(facts.scale.households, "case-n-households"))
        .fact(l10n.t("case-persons"), count(facts.scale.persons, "case-n-persons"))
        .fact(
            l10n.t("case-investment"),
            facts.scale.investment.map(|n| investment(l10n, n)).unwrap_or_default(),
        )
        .fact(l10n.t("case-area"), count(facts.scale.area, "case-n-area"))
        .fact(l10n.t("case-check-code"), &matter.check_code)
}

/// An amount in 10,000 yuan, in the unit of the language: 万元, or millions.
fn investment(l10n: L10n, ten_thousands: u32) -> String {
    let n = match l10n.lang() {
        Lang::ZhCn => number(i64::from(ten_thousands)),
        Lang::En => {
            let millions = fixed(i64::from(ten_thousands) * 100, 2);
            millions.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    };
    l10n.t1("case-n-investment", "n", n)
}

/// The longer texts: what is planned and on what it rests.
pub(crate) fn texts(l10n: L10n, case: &Case) -> Vec<(String, String)> {
    let Some(facts) = &case.matter.state.facts else { return Vec::new() };
    let words = |text| maybe_text(l10n, &case.words, text);
    [
        (l10n.t("case-content"), words(facts.content.as_ref())),
        (l10n.t("case-basis"), words(facts.basis.as_ref())),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

/// A planned period; one day is written once.
pub(crate) fn planned(l10n: L10n, planned: Planned) -> String {
    app::import::period(l10n, planned)
}
