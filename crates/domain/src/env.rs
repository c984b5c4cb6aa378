//! What a transition may know of the world: the rules of the case, the
//! calendar, the day, and who acts.

use jiff::civil::Date;

use crate::{
    calendar::Calendar,
    codes::Role,
    ids::{PersonId, UnitId},
    rulebook::Package,
};

/// The surroundings of one act.
#[derive(Debug, Clone, Copy)]
pub struct Env<'a> {
    /// The rules that the record pinned.
    pub rules: &'a Package,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Today in Asia/Shanghai.
    pub today: Date,
    /// The day on which the act took place, as stated; never after `today`.
    pub occurred_on: Date,
    /// Who acts.
    pub actor: PersonId,
    /// For which unit.
    pub unit: UnitId,
    /// In which role.
    pub role: Role,
}
