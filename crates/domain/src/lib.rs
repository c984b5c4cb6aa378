//! The domain of decision assessment: matters, assessments, list reports,
//! units and gates as states, events and transitions. Pure: no I/O, no clock,
//! no randomness; the same input gives the same answer everywhere.

pub mod assessment;
pub mod calendar;
pub mod clock;
pub mod codes;
pub mod consultation;
pub mod env;
pub mod gate;
pub mod grievance;
pub mod ids;
pub mod listing;
pub mod matter;
pub mod org;
pub mod record;
pub mod refusal;
pub mod rulebook;
pub mod text;
pub mod unknown;

pub use risk;
