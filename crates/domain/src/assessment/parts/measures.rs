//! Measures against the factors, and their progress.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    codes::{Hierarchy, MeasureStatus},
    ids::{FactorId, MeasureId, UnitId},
    text::{FileRef, Text},
};

/// A measure (防范化解措施).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Identifier.
    pub id: MeasureId,
    /// Short label: M1, M2, …
    pub label: u32,
    /// Factors that it reaches.
    pub factors: Vec<FactorId>,
    /// What is done.
    pub title: Text,
    /// Place in the hierarchy.
    pub hierarchy: Hierarchy,
    /// Unit that carries it out.
    pub owner: UnitId,
    /// Unit that helps.
    #[serde(default)]
    pub helper: Option<UnitId>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub due: Date,
    /// What counts as done.
    pub acceptance: Text,
    /// Must be done before the matter starts.
    pub before_start: bool,
    /// Where it stands.
    pub status: MeasureStatus,
    /// Progress notes, oldest first.
    pub progress: Vec<Progress>,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

impl Measure {
    /// Its label as people write it: M1, M2, …
    #[must_use]
    pub fn key(&self) -> String {
        format!("M{}", self.label)
    }
}

/// A note on the progress of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Day stated.
    pub on: Date,
    /// State from then on.
    pub status: MeasureStatus,
    /// What was done.
    pub note: Text,
    /// Evidence.
    pub proof: Vec<FileRef>,
}
