//! What pages show, read in as few statements as possible: the case, the list,
//! the tasks, the audit trail.

mod acts;
mod audit;
pub mod board;
mod brought;
mod case;
mod choices;
pub(crate) mod list;
mod order;
mod suggested;
pub(crate) mod tallies;
mod tasks;
mod words;

pub use self::{
    acts::{ActState, before_screening, next_acts, step_of_act},
    audit::{AuditLine, audit, entries},
    case::{Case, case, case_as_of, earlier},
    choices::{Choice, Choices, by_distance, distance, place_name, places},
    list::{COUNT_CAP, ListQuery, MatterList, list, matters_like, scope_of},
    suggested::suggested,
    tallies::{Audience, Shown, Sums, Tallies, protected, tallies},
    tasks::{ByRule, Task, TaskGroup, Tasks, tasks},
    words::{Words, words_of},
};
