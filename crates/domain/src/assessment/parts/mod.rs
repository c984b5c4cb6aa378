//! The entries that an assessment is made of.

mod hearing;
mod measures;
mod rating;
mod report;
mod tracking;

pub use hearing::{Activity, Group, Notice, Opinion, Plan, Sealed, Tally};
pub use measures::{Measure, Progress};
pub use rating::{Factor, Judged, LevelEntry, Panel, PanelState, Rating, Replaced, WeightSet};
pub use report::{DecisionEntry, Filing, FilingState, Legality, Report, Review, Reviewer, Section};
pub use tracking::{CheckIn, Cluster, Extension, Incident, Pause, PostEvaluation, Trigger};
