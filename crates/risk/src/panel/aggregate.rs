//! How the ratings of one factor become one rating.

use serde::{Deserialize, Serialize};

use super::{PanelError, Ratings, column, count_of, total};
use crate::index::Quantity;
use crate::ratio::{Ratio, bounded_dot};

/// How the ratings of one factor become one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Aggregator {
    /// Arithmetic mean.
    Mean,
    /// Middle value; the mean of the middle two for an even number.
    Median,
    /// Mean after leaving out ⌊`cut` · n⌋ ratings at each end.
    Trimmed {
        /// Share left out at each end, 0 ≤ cut < 1/2.
        cut: Ratio,
    },
    /// Mean weighted by expert.
    Weighted {
        /// One weight per expert, ≥ 0.
        experts: Vec<Ratio>,
    },
}

impl Aggregator {
    /// The trimmed mean of the trade: one fifth off at each end.
    #[must_use]
    pub fn trimmed20() -> Self {
        Self::Trimmed { cut: Ratio::ten_thousandths(2000) }
    }
}

pub(super) fn check_aggregator(how: &Aggregator, count: usize) -> Result<(), PanelError> {
    match how {
        Aggregator::Mean | Aggregator::Median => Ok(()),
        Aggregator::Trimmed { cut } => {
            let half = Ratio::ten_thousandths(5000);
            if cut.is_negative() || *cut >= half { Err(PanelError::Cut) } else { Ok(()) }
        }
        Aggregator::Weighted { experts } => {
            let fits = experts.len() == count && !experts.iter().any(Ratio::is_negative);
            if fits { Ok(()) } else { Err(PanelError::Weights) }
        }
    }
}

pub(super) fn one_of(
    ratings: &Ratings,
    factor: usize,
    how: &Aggregator,
    quantity: Quantity,
) -> Result<Ratio, PanelError> {
    let given = || column(ratings, factor).map(|(_, value)| value);
    let answer = match how {
        Aggregator::Mean => mean_of(given())?,
        Aggregator::Median => median_of(given().collect())?,
        Aggregator::Trimmed { cut } => trimmed_mean(given().collect(), cut)?,
        Aggregator::Weighted { experts } => {
            return weighted_mean(column(ratings, factor), experts)?
                .ok_or(PanelError::NoWeight { quantity, factor });
        }
    };
    answer.ok_or(PanelError::Unrated { quantity, factor })
}

pub(super) fn mean_of<'a>(
    values: impl Iterator<Item = &'a Ratio>,
) -> Result<Option<Ratio>, PanelError> {
    let values: Vec<&Ratio> = values.collect();
    let sum = total(values.iter().map(|value| (*value).clone()))?;
    Ok(sum.checked_div(&count_of(values.len())))
}

fn median_of(mut values: Vec<&Ratio>) -> Result<Option<Ratio>, PanelError> {
    values.sort_unstable();
    let middle = values.len().saturating_sub(1) / 2;
    let width = if values.len().is_multiple_of(2) { 2 } else { 1 };
    mean_of(values.into_iter().skip(middle).take(width))
}

fn trimmed_mean(mut values: Vec<&Ratio>, cut: &Ratio) -> Result<Option<Ratio>, PanelError> {
    values.sort_unstable();
    let share = cut * &count_of(values.len());
    let off = (1..=values.len()).take_while(|n| count_of(*n) <= share).count();
    let kept = values.len().saturating_sub(2 * off);
    mean_of(values.into_iter().skip(off).take(kept))
}

fn weighted_mean<'a>(
    values: impl Iterator<Item = (usize, &'a Ratio)>,
    experts: &[Ratio],
) -> Result<Option<Ratio>, PanelError> {
    let weighted: Vec<(&Ratio, &Ratio)> =
        values.filter_map(|(expert, value)| Some((experts.get(expert)?, value))).collect();
    let one = Ratio::one();
    let products = weighted.iter().map(|(weight, value)| [*weight, *value, &one]);
    let sum = bounded_dot(products).ok_or(PanelError::TooComplex)?;
    let weights = total(weighted.iter().map(|(weight, _)| (*weight).clone()))?;
    Ok(sum.checked_div(&weights))
}
