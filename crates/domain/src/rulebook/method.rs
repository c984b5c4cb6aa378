//! Method, thresholds and criteria of the level (domain reference §1.3–1.4).

use serde::{Deserialize, Serialize};

use super::Item;
use crate::codes::{Conclusion, Level};
use risk::{
    counts::CountRule as RiskCountRule, degree::DegreeCuts, index::TakeR, level_rule::LevelRule,
};

/// How single ratings of a panel become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// Arithmetic mean of those who rated.
    Mean,
    /// Median of those who rated.
    Median,
}

/// The count rule with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Its numbers.
    pub rule: RiskCountRule,
}

/// The participants rule with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParticipantsRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Its numbers.
    pub rule: LevelRule,
}

/// The opposition-share rule with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OppositionRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Its numbers.
    pub rule: LevelRule,
}

/// A criterion that people judge, with the words of each level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedCriterion {
    /// The words of the criterion; codes `OVERALL` and `EVENT` are known.
    #[serde(flatten)]
    pub item: Item,
    /// What low means: Chinese and English.
    pub low: [String; 2],
    /// What medium means.
    pub medium: [String; 2],
    /// What high means.
    pub high: [String; 2],
}

/// What a level recommends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelMap {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// The level after measures.
    pub level: Level,
    /// Conclusions that follow it without a reason.
    pub conclusions: Vec<Conclusion>,
}

/// The method of one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Method {
    /// The words of the method.
    pub item: Item,
    /// How R enters the sum.
    pub take_r: TakeR,
    /// How panel ratings are joined.
    pub aggregation: Aggregation,
    /// Cuts of the degrees 微小 … 重大.
    pub degree_cuts: DegreeCuts,
    /// Cuts of the composite index.
    pub index: LevelRule,
    /// Words and source of the index rule.
    pub index_item: Item,
    /// Count rule.
    pub counts: CountRule,
    /// Participants rule.
    pub participants: ParticipantsRule,
    /// Opposition-share rule, where the place has one.
    #[serde(default)]
    pub opposition: Option<OppositionRule>,
    /// Criteria that people judge.
    pub judged: Vec<JudgedCriterion>,
    /// What each level recommends.
    pub conclusions: Vec<LevelMap>,
}
