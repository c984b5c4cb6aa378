//! Factors, panels of experts, weights and the levels that follow.

use std::collections::BTreeMap;

use jiff::civil::Date;
use risk::{
    criteria::Determination,
    scale::{Score, Weight},
};
use serde::{Deserialize, Serialize};

use crate::{
    codes::{Level, Phase, RatingStage},
    ids::{FactorId, PanelId, PersonId},
    text::Text,
};

/// A risk factor (风险因素).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Identifier.
    pub id: FactorId,
    /// Short label in the register: F1, F2, …
    pub label: u32,
    /// Code in the catalogue of the rule package, if it comes from there.
    #[serde(default)]
    pub catalogue: Option<String>,
    /// Its name in this case.
    pub name: Text,
    /// When it can arise.
    pub phase: Phase,
    /// Cause and evidence.
    pub cause: Text,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

impl Factor {
    /// Its label as people write it: F1, F2, …
    #[must_use]
    pub fn key(&self) -> String {
        format!("F{}", self.label)
    }
}

/// Probability and impact of one factor as one expert sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Which factor.
    pub factor: FactorId,
    /// Probability, 0 to 1 in steps of 1/10000.
    pub p: Score,
    /// Impact, 0 to 1 in steps of 1/10000.
    pub q: Score,
}

/// State of a rating panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PanelState {
    /// Each expert rates alone; nobody sees the others.
    Blind,
    /// The first ratings are open; each may rate again after the discussion.
    Discussion,
    /// Closed; the last rating of each expert counts, the first one is kept.
    Closed,
}

/// A rating round of a panel of experts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// Identifier.
    pub id: PanelId,
    /// Before or after measures, or live.
    pub stage: RatingStage,
    /// Its experts.
    pub experts: Vec<PersonId>,
    /// Where it stands.
    pub state: PanelState,
    /// Blind ratings by expert.
    pub blind: BTreeMap<PersonId, Vec<Rating>>,
    /// Ratings after the discussion by expert; none means the blind ones stand.
    pub discussed: BTreeMap<PersonId, Vec<Rating>>,
    /// Minutes of the discussion.
    #[serde(default)]
    pub minutes: Option<Text>,
    /// Day on which it was called; unknown in rows folded before version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Date>,
    /// Experts who left it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
}

/// Somebody who never answered and was replaced or excused, with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Who left.
    pub person: PersonId,
    /// Who came instead; nobody where the person was excused.
    #[serde(default)]
    pub successor: Option<PersonId>,
    /// Day.
    pub on: Date,
    /// Who decided it.
    pub by: PersonId,
    /// Why.
    pub reason: Text,
}

/// Weights of the factors with their source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightSet {
    /// Weight by factor; they add to 10000.
    pub weights: BTreeMap<FactorId, Weight>,
    /// How they were found.
    pub source: Text,
}

/// What people judged for a level determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Overall attitude.
    pub overall: Level,
    /// Gravest event that is possible.
    pub event: Level,
    /// Participants that one event could have.
    pub participants: u32,
}

/// A level, how it came about and who lowered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelEntry {
    /// Before or after measures, or live.
    pub stage: RatingStage,
    /// Day of the determination.
    pub on: Date,
    /// What people judged.
    pub judged: Judged,
    /// What was computed, by every criterion.
    pub computed: Determination,
    /// Composite index as an exact fraction.
    pub index: String,
    /// Level that stands.
    pub level: Level,
    /// Why a lower level than the computed one stands.
    #[serde(default)]
    pub lowered: Option<Text>,
    /// Who lowered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowered_by: Option<PersonId>,
    /// Panel whose ratings were used.
    pub panel: PanelId,
}
