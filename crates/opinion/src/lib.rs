//! What people answered, in numbers: survey statistics of decisions, never of persons.
//!
//! Everything is pure: no I/O, no clock, the same input gives the same answer on every machine,
//! and no input makes it panic. Results come with warnings, refusals say what to do about them.

pub mod calc;
pub mod groups;
mod seeded;
pub mod survey;
pub mod topics;
