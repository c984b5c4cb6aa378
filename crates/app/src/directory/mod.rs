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
    roster::{Colleague, Dossier, colleagues, dossier, find_people},
    security::{end_own_sessions, note_refused, open_sessions, security_log},
    sheet::{MAX_ROWS, Sheet, SheetRow, sheet_text},
    sign_in::{
        PostChoice, Session, SignIn, change_password, choose_post, oversight_path, session,
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

/// The units as read last; thrown away by every change of a unit.
#[derive(Default)]
pub(crate) struct UnitCache(Mutex<Option<Arc<Units>>>);

impl UnitCache {
    fn get(&self) -> Option<Arc<Units>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    fn put(&self, units: Option<Arc<Units>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = units;
    }
}
