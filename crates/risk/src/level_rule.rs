//! Rules that place a number on one of three levels, with the side on which an edge falls.
//!
//! One shape serves the index, the share of opposition, the participants and the demerit score;
//! only the data differ, and the data are in the rule files.

use serde::{Deserialize, Serialize};

use crate::ratio::{MAX_PLACES, Ratio};
use crate::scale::Level;

/// The side to which a value exactly on a cut belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edge {
    /// The level below the cut.
    Lower,
    /// The level above the cut.
    Upper,
}

/// A cut between two neighbouring levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Where the cut lies, in the unit of the rule.
    pub at: Ratio,
    /// Where a value exactly on the cut belongs.
    pub edge: Edge,
}

impl Cut {
    /// A cut at `at` with its edge.
    #[must_use]
    pub fn new(at: Ratio, edge: Edge) -> Self {
        Self { at, edge }
    }

    /// Whether `value` lies above the cut, an edge counted as this cut says.
    #[must_use]
    pub fn is_passed_by(&self, value: &Ratio) -> bool {
        match self.edge {
            Edge::Lower => *value > self.at,
            Edge::Upper => *value >= self.at,
        }
    }
}

/// Two cuts between 低, 中 and 高.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RuleText", into = "RuleText")]
pub struct LevelRule {
    low_medium: Cut,
    medium_high: Cut,
}

/// The cuts of a [`LevelRule`] do not ascend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cut to medium must lie below the cut to high, and neither below 0")]
pub struct LevelRuleError;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    low_medium: Cut,
    medium_high: Cut,
}

impl TryFrom<RuleText> for LevelRule {
    type Error = LevelRuleError;

    fn try_from(text: RuleText) -> Result<Self, LevelRuleError> {
        Self::new(text.low_medium, text.medium_high)
    }
}

impl From<LevelRule> for RuleText {
    fn from(rule: LevelRule) -> Self {
        Self { low_medium: rule.low_medium, medium_high: rule.medium_high }
    }
}

impl LevelRule {
    /// A rule from its two cuts.
    ///
    /// # Errors
    /// [`LevelRuleError`] unless 0 ≤ low–medium < medium–high.
    pub fn new(low_medium: Cut, medium_high: Cut) -> Result<Self, LevelRuleError> {
        if low_medium.at.is_negative() || low_medium.at >= medium_high.at {
            return Err(LevelRuleError);
        }
        Ok(Self { low_medium, medium_high })
    }

    /// Composite index: T < 0.36 low, 0.36 to 0.64 medium, > 0.64 high (domain reference §1.4).
    #[must_use]
    pub fn index_convention() -> Self {
        Self {
            low_medium: Cut::new(Ratio::ten_thousandths(3600), Edge::Upper),
            medium_high: Cut::new(Ratio::ten_thousandths(6400), Edge::Lower),
        }
    }

    /// Participants in one event: < 20 low, 20 to below 200 medium, ≥ 200 high (§1.4).
    #[must_use]
    pub fn participants_convention() -> Self {
        Self {
            low_medium: Cut::new(Ratio::from_integer(20), Edge::Upper),
            medium_high: Cut::new(Ratio::from_integer(200), Edge::Upper),
        }
    }

    /// Share of opposition: < 20 % low, 20 to 50 % medium, > 50 % high (Jiangsu, §1.4).
    #[must_use]
    pub fn opposition_convention() -> Self {
        Self {
            low_medium: Cut::new(Ratio::ten_thousandths(2000), Edge::Upper),
            medium_high: Cut::new(Ratio::ten_thousandths(5000), Edge::Lower),
        }
    }

    /// Demerit score: W ≤ 40 low, 40 < W < 70 medium, W ≥ 70 high (Jiangsu, §1.4).
    #[must_use]
    pub fn demerit_convention() -> Self {
        Self {
            low_medium: Cut::new(Ratio::from_integer(40), Edge::Lower),
            medium_high: Cut::new(Ratio::from_integer(70), Edge::Upper),
        }
    }

    /// The cut between low and medium.
    #[must_use]
    pub fn low_medium(&self) -> &Cut {
        &self.low_medium
    }

    /// The cut between medium and high.
    #[must_use]
    pub fn medium_high(&self) -> &Cut {
        &self.medium_high
    }

    /// The level of a value.
    #[must_use]
    pub fn level(&self, value: &Ratio) -> Level {
        if self.medium_high.is_passed_by(value) {
            Level::High
        } else if self.low_medium.is_passed_by(value) {
            Level::Medium
        } else {
            Level::Low
        }
    }

    /// A value as people read it beside the cuts: two decimals, and as many more, by
    /// twos, as it takes not to seem to lie on a cut on which it does not lie.
    #[must_use]
    pub fn written(&self, value: &Ratio) -> String {
        let lies = |text: &String, places: u32| {
            let cuts = [&self.low_medium, &self.medium_high];
            cuts.iter().any(|cut| cut.at != *value && cut.at.round_half_up(places) == *text)
        };
        let mut texts = (2..=MAX_PLACES).step_by(2).map(|at| (value.round_half_up(at), at));
        let found = texts.find(|(text, places)| !lies(text, *places));
        found.map_or_else(|| value.round_half_up(MAX_PLACES), |(text, _)| text)
    }

    /// The level of a count, for rules in heads.
    #[must_use]
    pub fn level_of_count(&self, count: u64) -> Level {
        self.level(&Ratio::from_count(count))
    }
}

#[cfg(test)]
#[path = "level_rule_tests.rs"]
mod tests;
