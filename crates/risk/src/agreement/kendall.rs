//! Kendall's coefficient of concordance W with its chi-square test.

use super::{AgreementError, LARGEST, MAX_CELLS, Reading, chi_square, float, runs};
use crate::warning::Warning;

/// Fewer raters and things than these make the chi-square test rough.
const SMALL: (usize, usize) = (5, 8);

/// How far raters rank alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    /// W with the correction for ties, 0..=1; `None` when every rater ties everything, or there
    /// is one rater only.
    pub w: Option<f64>,
    /// W without that correction.
    pub without_ties: Option<f64>,
    /// m(n − 1)W, Friedman's statistic.
    pub chi_square: Option<f64>,
    /// n − 1.
    pub degrees_of_freedom: usize,
    /// Chance of so high a W among raters who rank at random.
    pub p: Option<f64>,
    /// (mW − 1)/(m − 1); with ties this is not the mean of the pairwise coefficients.
    pub mean_spearman: Option<f64>,
    /// What it means.
    pub reading: Reading,
}

/// W of complete scores, rows raters, columns things; equal scores share their average rank.
///
/// # Errors
/// [`AgreementError`] for a missing or wild score, ragged rows, or fewer than two things.
pub fn kendall(scores: &[Vec<Option<f64>>]) -> Result<(Concordance, Vec<Warning>), AgreementError> {
    let things = scores.first().map_or(0, Vec::len);
    if things == 0 {
        return Err(AgreementError::Empty);
    }
    if scores.len().saturating_mul(things) > MAX_CELLS {
        return Err(AgreementError::TooLarge);
    }
    let mut sums = vec![0.0; things];
    let mut ties = 0.0;
    for (rater, row) in scores.iter().enumerate() {
        ties += add_ranks(&complete(rater, row, things)?, &mut sums);
    }
    if things < 2 {
        return Err(AgreementError::TooFew);
    }
    let result = concordance(scores.len(), things, &sums, ties);
    let warnings = [
        (result.w.is_none(), Warning::AgreementUndefined),
        (scores.len() < SMALL.0 && things < SMALL.1, Warning::AgreementSmallSample),
    ];
    let warnings = warnings.into_iter().filter_map(|(holds, warning)| holds.then_some(warning));
    Ok((result, warnings.collect()))
}

fn complete(rater: usize, row: &[Option<f64>], things: usize) -> Result<Vec<f64>, AgreementError> {
    if row.len() != things {
        return Err(AgreementError::Shape { rater });
    }
    let read = |(unit, score): (usize, &Option<f64>)| match score {
        None => Err(AgreementError::Missing { rater, unit }),
        Some(score) if score.abs() <= LARGEST => Ok(*score),
        Some(_) => Err(AgreementError::OutOfRange { rater, unit }),
    };
    row.iter().enumerate().map(read).collect()
}

/// Adds the ranks of one rater and answers Σ(t³ − t) of the ties.
fn add_ranks(row: &[f64], sums: &mut [f64]) -> f64 {
    let mut order: Vec<usize> = (0..row.len()).collect();
    let value = |place: &usize| row.get(*place).copied().unwrap_or(0.0);
    order.sort_by(|a, b| value(a).total_cmp(&value(b)));
    let sorted: Vec<f64> = order.iter().map(value).collect();
    let mut ties = 0.0;
    for (first, end) in runs(&sorted) {
        let count = float(end - first);
        ties += count * (count * count - 1.0);
        let rank = float(first + 1 + end) / 2.0;
        for place in order.iter().take(end).skip(first) {
            if let Some(sum) = sums.get_mut(*place) {
                *sum += rank;
            }
        }
    }
    ties
}

fn concordance(raters: usize, things: usize, sums: &[f64], ties: f64) -> Concordance {
    let (m, n) = (float(raters), float(things));
    let centre = m * (n + 1.0) / 2.0;
    let spread: f64 = sums.iter().map(|sum| (sum - centre) * (sum - centre)).sum();
    let full = m * m * n * (n * n - 1.0);
    let corrected = full - m * ties;
    // One rater agrees with nobody, and with all tied there is nothing to agree on.
    let defined = raters > 1 && corrected > 0.5;
    let w = defined.then(|| (12.0 * spread / corrected).min(1.0));
    let chi_square = w.map(|w| m * (n - 1.0) * w);
    let p = chi_square.map(|chi| chi_square::upper_tail(chi, things - 1));
    Concordance {
        w,
        without_ties: (raters > 1).then(|| 12.0 * spread / full),
        chi_square,
        degrees_of_freedom: things - 1,
        p,
        mean_spearman: w.map(|w| (m * w - 1.0) / (m - 1.0)),
        reading: Reading::of_concordance(w, p),
    }
}
