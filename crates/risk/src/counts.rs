//! The count rule: how many single factors of which degree give which level.

use serde::{Deserialize, Serialize};

use crate::scale::{Degree, Level};
use crate::warning::Warning;

/// How many factors have each degree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DegreeCounts {
    /// 微小.
    pub negligible: u32,
    /// 较小.
    pub minor: u32,
    /// 一般.
    pub moderate: u32,
    /// 较大.
    pub major: u32,
    /// 重大.
    pub grave: u32,
}

impl FromIterator<Degree> for DegreeCounts {
    fn from_iter<I: IntoIterator<Item = Degree>>(degrees: I) -> Self {
        let mut counts = Self::default();
        for degree in degrees {
            let count = match degree {
                Degree::Negligible => &mut counts.negligible,
                Degree::Minor => &mut counts.minor,
                Degree::Moderate => &mut counts.moderate,
                Degree::Major => &mut counts.major,
                Degree::Grave => &mut counts.grave,
            };
            *count = count.saturating_add(1);
        }
        counts
    }
}

impl DegreeCounts {
    /// All factors counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        [self.negligible, self.minor, self.moderate, self.major, self.grave]
            .into_iter()
            .map(u64::from)
            .sum()
    }
}

/// Thresholds of the count rule, data of the rule files. Each is the least count that suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RuleText", into = "RuleText")]
pub struct CountRule(RuleText);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    high_grave: u32,
    high_major: u32,
    medium_grave: u32,
    medium_major: u32,
    low_major: u32,
    low_moderate: u32,
    judge_moderate: u32,
}

/// The thresholds of a [`CountRule`] contradict one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("each threshold of the count rule must be at least 1 and the higher level ask for more")]
pub struct CountRuleError;

impl TryFrom<RuleText> for CountRule {
    type Error = CountRuleError;

    fn try_from(text: RuleText) -> Result<Self, CountRuleError> {
        let ordered = text.medium_grave <= text.high_grave
            && text.low_major <= text.medium_major
            && text.medium_major <= text.high_major
            && text.low_moderate <= text.judge_moderate;
        let positive = text.medium_grave >= 1 && text.low_major >= 1 && text.low_moderate >= 1;
        if ordered && positive { Ok(Self(text)) } else { Err(CountRuleError) }
    }
}

impl From<CountRule> for RuleText {
    fn from(rule: CountRule) -> Self {
        rule.0
    }
}

/// Which clause of the count rule gave the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountReason {
    /// Enough 重大.
    Grave,
    /// Enough 较大.
    Major,
    /// Enough 一般.
    Moderate,
    /// No clause applies: nothing above 较小.
    Nothing,
}

/// Answer of the count rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountResult {
    /// The level.
    pub level: Level,
    /// The clause that gave it.
    pub reason: CountReason,
    /// What was counted.
    pub counts: DegreeCounts,
    /// What to know about it.
    pub warnings: Vec<Warning>,
}

impl CountRule {
    /// ≥ 2 重大 or ≥ 5 较大 high; 1 重大 or 2–4 较大 medium; 1 较大 or 1–4 一般 low; five or more
    /// 一般 are for a person to judge (domain reference §1.4).
    #[must_use]
    pub fn convention() -> Self {
        Self(RuleText {
            high_grave: 2,
            high_major: 5,
            medium_grave: 1,
            medium_major: 2,
            low_major: 1,
            low_moderate: 1,
            judge_moderate: 5,
        })
    }

    /// The level of the counted factors. Nothing to count is low with a warning: whether a matter
    /// without factors is complete is another question, which the completeness checks answer.
    #[must_use]
    pub fn apply(&self, counts: &DegreeCounts) -> CountResult {
        let rule = &self.0;
        let (level, reason) = if counts.grave >= rule.high_grave {
            (Level::High, CountReason::Grave)
        } else if counts.major >= rule.high_major {
            (Level::High, CountReason::Major)
        } else if counts.grave >= rule.medium_grave {
            (Level::Medium, CountReason::Grave)
        } else if counts.major >= rule.medium_major {
            (Level::Medium, CountReason::Major)
        } else if counts.major >= rule.low_major {
            (Level::Low, CountReason::Major)
        } else if counts.moderate >= rule.low_moderate {
            (Level::Low, CountReason::Moderate)
        } else {
            (Level::Low, CountReason::Nothing)
        };
        CountResult { level, reason, counts: *counts, warnings: self.warnings(counts) }
    }

    fn warnings(&self, counts: &DegreeCounts) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if counts.moderate >= self.0.judge_moderate && counts.major == 0 && counts.grave == 0 {
            warnings.push(Warning::ManyModerate);
        }
        if counts.total() == 0 {
            warnings.push(Warning::NoFactor);
        }
        warnings
    }
}

#[cfg(test)]
#[path = "counts_tests.rs"]
mod tests;
