//! Units, persons, posts, sign-in and the question who may.

mod accounts;
mod import;
mod operator;
mod people;
mod posts;
mod roster;
mod security;
mod sheet;
mod sign_in;
mod units;

use std::sync::{Arc, Mutex, PoisonError};

use access::{Permission, Resource};

pub(crate) use self::units::set_unit_in;
pub use self::{
    accounts::{
        NewPerson, NewPost, SetUp, end_post, enter_person, enter_person_in, first_run, give_post,
        reset_password, set_disabled, set_up,
    },
    import::{import_people, import_units},
    operator::{operator, operator_reset, unlock},
    people::{Names, PersonChoice, everyone, experts, names, people_of_unit},
    posts::{Granter, granter},
    roster::{AccountLine, Colleague, Dossier, accounts, colleagues, dossier, find_people},
    security::{end_own_sessions, note_refused, open_sessions, security_log},
    sheet::{MAX_ROWS, Sheet, SheetRow, sheet_text},
    sign_in::{
        PostChoice, Session, SignIn, actor, change_password, choose_post, oversight_path, session,
        sign_in, sign_out,
    },
    units::{NewUnit, Units, change_unit, set_unit, unit_version},
};
use crate::{AppError, Ctx, error::Outcome};

/// Refuses what the actor may not do, and says who may.
///
/// # Errors
/// [`AppError::Denied`].
pub fn require(ctx: &Ctx, permission: Permission, on: Option<&Resource>) -> Outcome<()> {
    access::decide(&ctx.actor, permission, on)
        .ok()
        .map(drop)
        .map_err(|denial| AppError::Denied(Box::new(denial)))
}

/// The units as read last, and the number of the change that they were read at.
/// Another server on the same database may have changed them since: every
/// request learns the number of the last change together with its session.
#[derive(Default)]
pub(crate) struct UnitCache(Mutex<KeptUnits>);

#[derive(Default)]
struct KeptUnits {
    latest: i64,
    units: Option<(i64, Arc<Units>)>,
}

impl UnitCache {
    fn with<T>(&self, look: impl FnOnce(&mut KeptUnits) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The units, unless they were changed since they were read.
    fn get(&self) -> Option<Arc<Units>> {
        self.with(|kept| {
            let fresh = kept.units.as_ref().filter(|(change, _)| *change >= kept.latest);
            fresh.map(|(_, units)| Arc::clone(units))
        })
    }

    fn put(&self, change: i64, units: Arc<Units>) {
        self.with(|kept| {
            if kept.units.as_ref().is_none_or(|(known, _)| *known <= change) {
                kept.units = Some((change, units));
            }
        });
    }

    /// Notes the number of a change that somebody made.
    fn note(&self, change: i64) {
        self.with(|kept| kept.latest = kept.latest.max(change));
    }

    fn forget(&self) {
        self.with(|kept| kept.units = None);
    }
}
