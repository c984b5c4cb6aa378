//! What follows the decision, and what stops or stretches a case.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    assessment::parts::Rating,
    codes::{CauseParty, Level, Step, TriggerKind},
    ids::{FactorId, IncidentId, MeasureId, TriggerId, UnitId},
    text::{FileRef, Text},
};

/// A check-in during implementation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Day.
    pub on: Date,
    /// What was found.
    pub report: Text,
    /// Petitions on the matter since the last check-in, as a count.
    pub petitions: u32,
    /// Live ratings.
    pub ratings: Vec<Rating>,
    /// Live level that the ratings and measures give.
    #[serde(default)]
    pub live: Option<Level>,
    /// Evidence.
    pub proof: Vec<FileRef>,
    /// The trigger that a live level above the filed one raised, or the one that
    /// stood already when this check-in found the same again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<TriggerId>,
}

/// An incident during implementation; no person is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Identifier.
    pub id: IncidentId,
    /// Day.
    pub on: Date,
    /// What happened.
    pub account: Text,
    /// Number of participants, as a count.
    pub participants: u32,
    /// Factors that it came from; empty means unforeseen.
    pub factors: Vec<FactorId>,
}

/// A trigger of re-assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Identifier.
    pub id: TriggerId,
    /// Which trigger.
    pub kind: TriggerKind,
    /// Day.
    pub on: Date,
    /// Evidence in words.
    pub reason: Text,
    /// How it was answered; none while it is open.
    #[serde(default)]
    pub answer: Option<Text>,
    /// Whether the answer opened a re-assessment.
    #[serde(default)]
    pub reassessed: bool,
    /// The overdue measures that called for it, so that none does twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<MeasureId>,
    /// The grievances that called for it, where they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
}

/// Grievances that point to one risk within some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    /// The risk.
    pub factor: FactorId,
    /// How many.
    pub count: u32,
    /// Within how many days; none where the rule sets no window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

/// The post-evaluation (后评估).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEvaluation {
    /// Day.
    pub on: Date,
    /// Unit that made it; not the one that made the assessment.
    pub unit: UnitId,
    /// Foreseen factors that came true.
    pub came_true: Vec<FactorId>,
    /// Whether the level was right.
    pub level_was_right: bool,
    /// Findings and lessons.
    pub findings: Text,
    /// Why it was made before the rule's least time was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortened: Option<Text>,
}

/// A pause of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// First day.
    pub from: Date,
    /// Day of resumption; none while it lasts.
    #[serde(default)]
    pub to: Option<Date>,
    /// Who caused it.
    pub cause: CauseParty,
    /// Why.
    pub reason: Text,
}

/// A longer term for one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Which step.
    pub step: Step,
    /// Added days, in the unit of the step's term.
    pub days: u32,
    /// Why.
    pub reason: Text,
    /// Day of the extension.
    pub on: Date,
}
