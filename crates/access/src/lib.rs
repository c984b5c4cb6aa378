//! Who may do what: one table of (role, relation, permissions) and a pure
//! function that reads it. A "no" names the rule and those who may; the whole
//! table is kept as a golden file, `docs/ACCESS.md`.
//!
//! Access says who may *try* an act on a matter. Whether the act is possible
//! now, and whether four-eyes bar this person, is for `domain` to say.

mod act;
mod decide;
mod gate;
mod matrix;
mod permission;
mod subject;
mod table;

pub use act::{ACTS_OF_THE_SYSTEM, OTHER_ACTS, permission_for};
pub use decide::{Decision, Denial, DenialRule, Holder, decide, may_ever, relations};
pub use gate::{gates_of, permission_at};
pub use matrix::matrix;
pub use permission::Permission;
pub use subject::{Actor, Resource, UnitPath};
pub use table::{Entry, Relation, TABLE};
