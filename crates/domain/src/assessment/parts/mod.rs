//! The entries that an assessment is made of.

mod hearing;
mod measures;
mod rating;
mod report;
mod tracking;

pub use hearing::{
    Activity, Attended, Confirmed, Group, Hearing, Notice, Opinion, Plan, PublishedList, Sealed,
    Tally,
};
pub use measures::{Measure, Progress};
pub use rating::{Factor, Judged, LevelEntry, Panel, PanelState, Rating, Replaced, WeightSet};
pub use report::{DecisionEntry, Filing, FilingState, Legality, Report, Review, Reviewer, Section};
pub use tracking::{CheckIn, Cluster, Extension, Incident, Pause, PostEvaluation, Trigger};
