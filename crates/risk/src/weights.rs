//! Weights that people give directly, and weights as they are stored.
//!
//! Experts give each factor points; each expert's points are divided by their sum, so that nobody
//! counts more for giving more, and the mean over the experts is the weight (domain reference
//! §1.4: expert scoring, and the method must be stated). All in exact fractions.

use crate::ratio::{Ratio, bounded_sum};
use crate::scale::Weight;

/// Most factors, and most experts.
pub const MAX: usize = crate::index::MAX_FACTORS;
/// Ten-thousandths in 1.
const UNITS: u16 = 10_000;

/// Why there are no weights.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// No expert or no factor, or too many.
    #[error("there must be 1 to {MAX} experts and 1 to {MAX} factors")]
    Size,
    /// An expert gave points to another number of factors than the first one.
    #[error("expert {0} gave points to another number of factors")]
    Shape(usize),
    /// Points below 0.
    #[error("expert {expert} gave factor {factor} points below 0")]
    Negative {
        /// The expert, from 0.
        expert: usize,
        /// The factor, from 0.
        factor: usize,
    },
    /// An expert gave nothing to any factor.
    #[error("expert {0} gave no points at all")]
    Nothing(usize),
    /// The exact fraction grows beyond all use, or a weight is not a finite number.
    #[error("the numbers cannot be added exactly")]
    TooComplex,
}

impl WeightsError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Size => "weights.size",
            Self::Shape(_) => "weights.shape",
            Self::Negative { .. } => "weights.negative",
            Self::Nothing(_) => "weights.nothing",
            Self::TooComplex => "weights.too-complex",
        }
    }
}

/// Weights from points, rows experts, columns factors. They are ≥ 0 and add to exactly 1.
///
/// # Errors
/// [`WeightsError`] with the place of what is wrong. A factor that an expert left out is not
/// possible here: points of 0 are an opinion, an empty form is not.
pub fn direct(points: &[Vec<Ratio>]) -> Result<Vec<Ratio>, WeightsError> {
    let factors = points.first().map_or(0, Vec::len);
    if factors == 0 || factors > MAX || points.len() > MAX {
        return Err(WeightsError::Size);
    }
    let mut columns: Vec<Vec<Ratio>> = vec![Vec::with_capacity(points.len()); factors];
    for (expert, row) in points.iter().enumerate() {
        if row.len() != factors {
            return Err(WeightsError::Shape(expert));
        }
        if let Some(factor) = row.iter().position(Ratio::is_negative) {
            return Err(WeightsError::Negative { expert, factor });
        }
        let sum = bounded_sum(row.iter().cloned()).ok_or(WeightsError::TooComplex)?;
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value.checked_div(&sum).ok_or(WeightsError::Nothing(expert))?);
        }
    }
    let count = Ratio::from_count(u64::try_from(points.len()).unwrap_or(u64::MAX));
    columns
        .into_iter()
        .map(|column| bounded_sum(column)?.checked_div(&count))
        .collect::<Option<Vec<Ratio>>>()
        .ok_or(WeightsError::TooComplex)
}

/// Weights as stored: ten-thousandths that add to exactly 10,000, each less than one unit away
/// from its share. What rounding down leaves goes to the largest remainders, ties to the first.
///
/// # Errors
/// [`WeightsError`] without weights, or when one is negative, not finite, or all are 0.
pub fn rounded(weights: &[f64]) -> Result<Vec<Weight>, WeightsError> {
    if weights.is_empty() || weights.len() > MAX {
        return Err(WeightsError::Size);
    }
    if let Some(factor) = weights.iter().position(|weight| *weight < 0.0) {
        return Err(WeightsError::Negative { expert: 0, factor });
    }
    let sum: f64 = weights.iter().sum();
    if !sum.is_finite() {
        return Err(WeightsError::TooComplex);
    }
    if sum <= 0.0 {
        return Err(WeightsError::Nothing(0));
    }
    let shares: Vec<f64> = weights.iter().map(|weight| weight / sum * f64::from(UNITS)).collect();
    // Shares lie in 0..=10,000, so that the conversion is exact after rounding down.
    let mut units: Vec<u16> = shares.iter().map(|share| share.floor() as u16).collect();
    let given: u32 = units.iter().map(|unit| u32::from(*unit)).sum();
    let left = u32::from(UNITS).saturating_sub(given) as usize;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |place: &usize| shares.get(*place).map_or(0.0, |share| share.fract());
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    for place in order.into_iter().take(left) {
        if let Some(unit) = units.get_mut(place) {
            *unit += 1;
        }
    }
    units.into_iter().map(|unit| Weight::new(unit).map_err(|_| WeightsError::TooComplex)).collect()
}

#[cfg(test)]
#[path = "weights_tests.rs"]
mod tests;
