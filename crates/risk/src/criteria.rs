//! The criteria of a whole matter and how they combine: the highest level wins (就高).

use serde::{Deserialize, Serialize};

use crate::counts::CountResult;
use crate::demerit::DemeritResult;
use crate::index::IndexResult;
use crate::level_rule::LevelRule;
use crate::ratio::Ratio;
use crate::scale::Level;
use crate::warning::Warning;

/// The ways in which a matter is placed on a level (domain reference §1.4, table of criteria).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// Overall attitude of the people concerned, judged in words.
    Overall,
    /// The kind of event that may happen, judged in words.
    Event,
    /// Participants in one event.
    Participants,
    /// Count of single factors by degree.
    Counts,
    /// Composite index T.
    Index,
    /// Share of those asked who oppose.
    Opposition,
    /// Demerit score W.
    Demerit,
}

impl Criterion {
    /// All criteria, in the order of the table.
    pub const ALL: [Criterion; 7] = [
        Self::Overall,
        Self::Event,
        Self::Participants,
        Self::Counts,
        Self::Index,
        Self::Opposition,
        Self::Demerit,
    ];

    /// Stable code, as stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Event => "event",
            Self::Participants => "participants",
            Self::Counts => "counts",
            Self::Index => "index",
            Self::Opposition => "opposition",
            Self::Demerit => "demerit",
        }
    }
}

/// What one criterion says. `level: None` means that its value is missing, which is never low.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionResult {
    /// Which criterion.
    pub criterion: Criterion,
    /// The level that it gives; `None` while its value is missing.
    pub level: Option<Level>,
    /// What to know about it.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

impl CriterionResult {
    /// A criterion that gives a level.
    #[must_use]
    pub fn given(criterion: Criterion, level: Level) -> Self {
        Self { criterion, level: Some(level), warnings: Vec::new() }
    }

    /// A criterion whose value is missing.
    #[must_use]
    pub fn missing(criterion: Criterion) -> Self {
        Self { criterion, level: None, warnings: Vec::new() }
    }
}

/// The level of a matter with its grounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determination {
    /// The highest level that any criterion gives.
    pub level: Level,
    /// The first criterion, in the order given, that attains it.
    pub deciding: Criterion,
    /// All criteria that attain it, in the order given; the deciding one is the first.
    pub agreeing: Vec<Criterion>,
    /// Criteria without a value, in the order given.
    pub missing: Vec<Criterion>,
    /// Warnings of all criteria and of the combination, each once, in order of their codes' list.
    pub warnings: Vec<Warning>,
}

/// Why no level can be determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DetermineError {
    /// No criterion was given.
    #[error("no criterion is given, so there is no level")]
    NoCriteria,
    /// Every criterion given lacks its value.
    #[error("every criterion lacks its value, so there is no level")]
    AllMissing,
    /// A criterion was given twice, so that it is unclear what it says.
    #[error("the criterion {} is given twice", .0.code())]
    Twice(Criterion),
}

impl DetermineError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoCriteria => "criteria.none",
            Self::AllMissing => "criteria.all-missing",
            Self::Twice(_) => "criteria.twice",
        }
    }
}

/// Combines the criteria: the highest level wins. A person may only lower the outcome with a
/// written reason, and that is not done here.
///
/// # Errors
/// [`DetermineError`] without any criterion with a value, or with one given twice.
pub fn determine(criteria: &[CriterionResult]) -> Result<Determination, DetermineError> {
    if criteria.is_empty() {
        return Err(DetermineError::NoCriteria);
    }
    for (place, item) in criteria.iter().enumerate() {
        if criteria.iter().take(place).any(|earlier| earlier.criterion == item.criterion) {
            return Err(DetermineError::Twice(item.criterion));
        }
    }
    let level =
        criteria.iter().filter_map(|item| item.level).max().ok_or(DetermineError::AllMissing)?;
    let with = |wanted: Option<Level>| -> Vec<Criterion> {
        criteria.iter().filter(|item| item.level == wanted).map(|item| item.criterion).collect()
    };
    let (agreeing, missing) = (with(Some(level)), with(None));
    let deciding = agreeing.first().copied().ok_or(DetermineError::AllMissing)?;
    let mut warnings: Vec<Warning> =
        criteria.iter().flat_map(|item| item.warnings.iter().copied()).collect();
    if !missing.is_empty() {
        warnings.push(Warning::CriterionMissing);
    }
    warnings.sort_unstable();
    warnings.dedup();
    Ok(Determination { level, deciding, agreeing, missing, warnings })
}

/// The composite index as a criterion.
#[must_use]
pub fn index(result: &IndexResult, rule: &LevelRule) -> CriterionResult {
    CriterionResult {
        warnings: result.warnings.clone(),
        ..CriterionResult::given(Criterion::Index, rule.level(&result.t))
    }
}

/// The count of single factors as a criterion. Without any factor it is missing, not low.
#[must_use]
pub fn counts(result: &CountResult) -> CriterionResult {
    let level = (result.counts.total() > 0).then_some(result.level);
    CriterionResult { criterion: Criterion::Counts, level, warnings: result.warnings.clone() }
}

/// The demerit score as a criterion.
#[must_use]
pub fn demerit(result: &DemeritResult) -> CriterionResult {
    CriterionResult::given(Criterion::Demerit, result.level)
}

/// Participants rule: expected participants in one event; `None` when nobody estimated them.
#[must_use]
pub fn participants(expected: Option<u64>, rule: &LevelRule) -> CriterionResult {
    match expected {
        Some(count) => CriterionResult::given(Criterion::Participants, rule.level_of_count(count)),
        None => CriterionResult::missing(Criterion::Participants),
    }
}

/// More people oppose than answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{opposed} oppose, but only {answered} answered")]
pub struct OppositionError {
    /// Answers that oppose.
    pub opposed: u64,
    /// All answers.
    pub answered: u64,
}

/// Exact share of opposition in 0..=1; `None` when nobody answered.
///
/// # Errors
/// [`OppositionError`] when more oppose than answered.
pub fn opposition_share(opposed: u64, answered: u64) -> Result<Option<Ratio>, OppositionError> {
    if opposed > answered {
        return Err(OppositionError { opposed, answered });
    }
    Ok(Ratio::from_count(opposed).checked_div(&Ratio::from_count(answered)))
}

/// Opposition rule on counted answers. Without answers the criterion is missing, with a warning.
///
/// # Errors
/// [`OppositionError`] when more oppose than answered.
pub fn opposition(
    opposed: u64,
    answered: u64,
    rule: &LevelRule,
) -> Result<CriterionResult, OppositionError> {
    Ok(match opposition_share(opposed, answered)? {
        Some(share) => CriterionResult::given(Criterion::Opposition, rule.level(&share)),
        None => CriterionResult {
            warnings: vec![Warning::NoAnswers],
            ..CriterionResult::missing(Criterion::Opposition)
        },
    })
}

#[cfg(test)]
#[path = "criteria_tests.rs"]
mod tests;
