//! The demerit-score method: a table of items, each with a maximum; the scores add up.

use serde::{Deserialize, Serialize};

use crate::level_rule::LevelRule;
use crate::ratio::Ratio;
use crate::scale::Level;

/// One row of the table, data of the rule files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemeritItem {
    /// Stable code of the item.
    pub code: String,
    /// The most that it can add, above 0.
    pub max: Ratio,
}

/// The score given for one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemeritScore {
    /// Code of the item.
    pub code: String,
    /// Demerit points, 0 to the maximum of the item.
    pub score: Ratio,
}

/// Outcome of the method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemeritResult {
    /// Sum W of the scores.
    pub total: Ratio,
    /// The most that the table could give.
    pub possible: Ratio,
    /// The level of W.
    pub level: Level,
}

/// Why a demerit table gives no total.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DemeritError {
    /// The table has no items.
    #[error("the demerit table has no items")]
    NoItems,
    /// Two items of the table or two scores have the same code.
    #[error("the item {0} appears twice")]
    Twice(String),
    /// An item's maximum is not above 0.
    #[error("the maximum of the item {0} must be above 0")]
    BadMaximum(String),
    /// A score names no item of the table.
    #[error("the table has no item {0}")]
    Unknown(String),
    /// An item has no score; missing is never 0.
    #[error("the item {0} has no score")]
    Missing(String),
    /// A score is below 0.
    #[error("the score of the item {0} is below 0")]
    Negative(String),
    /// A score is above the maximum of its item.
    #[error("the item {code} has {}, above its maximum {}", plain(.score), plain(.max))]
    AboveMaximum {
        /// The item.
        code: String,
        /// The score given.
        score: Box<Ratio>,
        /// The most that it can be.
        max: Box<Ratio>,
    },
    /// The total stated on the form is not the sum of the scores.
    #[error("the stated total {} is not the sum {}", plain(.stated), plain(.computed))]
    TotalDiffers {
        /// As stated.
        stated: Box<Ratio>,
        /// As added up.
        computed: Box<Ratio>,
    },
}

impl DemeritError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoItems => "demerit.no-items",
            Self::Twice(_) => "demerit.twice",
            Self::BadMaximum(_) => "demerit.bad-maximum",
            Self::Unknown(_) => "demerit.unknown",
            Self::Missing(_) => "demerit.missing",
            Self::Negative(_) => "demerit.negative",
            Self::AboveMaximum { .. } => "demerit.above-maximum",
            Self::TotalDiffers { .. } => "demerit.total-differs",
        }
    }
}

/// A short decimal when the value has one of up to four places, else the fraction.
fn plain(value: &Ratio) -> String {
    let text = value.round_half_up(4);
    match Ratio::parse_decimal(&text) {
        Ok(same) if same == *value => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        _ => value.to_string(),
    }
}

/// Adds the scores of a complete table and places the sum W on a level.
///
/// `stated` is the total that the form claims, if it claims one.
///
/// # Errors
/// [`DemeritError`]: among others when an item has no score or one above its maximum, and when
/// the stated total differs from the sum (the error shows both).
pub fn demerit_total(
    items: &[DemeritItem],
    scores: &[DemeritScore],
    stated: Option<&Ratio>,
    rule: &LevelRule,
) -> Result<DemeritResult, DemeritError> {
    check_items(items)?;
    check_codes(items, scores)?;
    for item in items {
        check_score(item, scores)?;
    }
    let computed: Ratio = scores.iter().map(|given| &given.score).sum();
    match stated {
        Some(stated) if *stated != computed => Err(DemeritError::TotalDiffers {
            stated: Box::new(stated.clone()),
            computed: Box::new(computed),
        }),
        _ => Ok(DemeritResult {
            level: rule.level(&computed),
            total: computed,
            possible: items.iter().map(|item| &item.max).sum(),
        }),
    }
}

fn check_items(items: &[DemeritItem]) -> Result<(), DemeritError> {
    if items.is_empty() {
        return Err(DemeritError::NoItems);
    }
    for (place, item) in items.iter().enumerate() {
        if items.iter().take(place).any(|earlier| earlier.code == item.code) {
            return Err(DemeritError::Twice(item.code.clone()));
        }
        if item.max <= Ratio::zero() {
            return Err(DemeritError::BadMaximum(item.code.clone()));
        }
    }
    Ok(())
}

fn check_codes(items: &[DemeritItem], scores: &[DemeritScore]) -> Result<(), DemeritError> {
    for (place, given) in scores.iter().enumerate() {
        if scores.iter().take(place).any(|earlier| earlier.code == given.code) {
            return Err(DemeritError::Twice(given.code.clone()));
        }
        if !items.iter().any(|item| item.code == given.code) {
            return Err(DemeritError::Unknown(given.code.clone()));
        }
    }
    Ok(())
}

fn check_score(item: &DemeritItem, scores: &[DemeritScore]) -> Result<(), DemeritError> {
    let given = scores
        .iter()
        .find(|given| given.code == item.code)
        .ok_or_else(|| DemeritError::Missing(item.code.clone()))?;
    if given.score.is_negative() {
        return Err(DemeritError::Negative(item.code.clone()));
    }
    if given.score > item.max {
        return Err(DemeritError::AboveMaximum {
            code: item.code.clone(),
            score: Box::new(given.score.clone()),
            max: Box::new(item.max.clone()),
        });
    }
    Ok(())
}

#[cfg(test)]
#[path = "demerit_tests.rs"]
mod tests;
