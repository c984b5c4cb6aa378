//! Weights from pairwise comparisons: the analytic hierarchy process (AHP).
//!
//! Judgements a(i, j) say how many times more i weighs than j. The weights are the principal
//! eigenvector (Saaty 1977); the consistency ratio CR = (λmax − n)/(n − 1)/RI is accepted below
//! 0.10 with the random indices of Saaty 1980. Missing judgements are completed so that λmax is
//! least (Bozóki, Fülöp and Rónyai 2010). Several experts are joined by their judgements (AIJ) or
//! by their priorities (AIP), both with geometric means (Forman and Peniwati 1998).
//!
//! Weights that come out of this are statistics (floats); [`crate::weights::rounded`] makes them
//! ten-thousandths that add to exactly 1.

mod complete;
mod error;
mod group;
mod matrix;
mod perron;

pub use complete::{Completed, Partial, complete};
pub use error::AhpError;
pub use group::{Group, Hierarchy, Sub, group, hierarchy};
pub use matrix::{Judgements, is_judgement as in_range};

use crate::warning::Warning;
use perron::perron;

/// Most things that are compared: random indices are published up to this order, and nobody
/// compares more than 105 pairs with care. Larger sets are split into two levels.
pub const MAX_ORDER: usize = 15;

/// Consistency ratios below this are accepted (Saaty 1980).
pub const ACCEPT_BELOW: f64 = 0.10;

/// Random indices for 1 to 15 things (Saaty 1980).
pub const RANDOM_INDEX: [f64; MAX_ORDER] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// Deviations below this are rounding, not a judgement that is off.
const NO_DEVIATION: f64 = 1e-9;

/// How consistent judgements are.
#[derive(Clone, Debug, PartialEq)]
pub struct Consistency {
    /// λmax, at least n.
    pub lambda_max: f64,
    /// (λmax − n)/(n − 1), at least 0; 0 for one or two things.
    pub index: f64,
    /// CI/RI; 0 for one or two things.
    pub ratio: f64,
    /// Whether the ratio is below [`ACCEPT_BELOW`].
    pub accepted: bool,
}

impl Consistency {
    pub(crate) fn new(order: usize, lambda_max: f64) -> Self {
        let index = match order {
            0..=2 => 0.0,
            n => ((lambda_max - float(n)) / float(n - 1)).max(0.0),
        };
        let random = RANDOM_INDEX.get(order.saturating_sub(1)).copied().unwrap_or(0.0);
        let ratio = if random > 0.0 { index / random } else { 0.0 };
        Self { lambda_max, index, ratio, accepted: ratio < ACCEPT_BELOW }
    }
}

/// Weights from one complete set of judgements.
#[derive(Clone, Debug, PartialEq)]
pub struct Priorities {
    /// Principal eigenvector, adds to 1.
    pub weights: Vec<f64>,
    /// Row geometric means, normalised: a second opinion that needs no iteration.
    pub geometric: Vec<f64>,
    /// How consistent the judgements are.
    pub consistency: Consistency,
    /// The judgement (i, j), i < j, that lies furthest from w(i)/w(j) on the log scale, which is
    /// the one to ask about first; `None` when all fit. The first of several that tie.
    pub worst: Option<Worst>,
}

/// The judgement that fits the weights least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worst {
    /// The first thing.
    pub row: usize,
    /// The second thing, after the first.
    pub column: usize,
    /// What was judged.
    pub judged: f64,
    /// w(row)/w(column), which would fit.
    pub fitting: f64,
}

/// Weights from complete judgements, with the warning [`Warning::AhpInconsistent`] when the
/// consistency ratio is not below 0.10.
///
/// # Errors
/// [`AhpError::NoResult`] when the numbers are too far apart for floats.
pub fn priorities(judgements: &Judgements) -> Result<(Priorities, Vec<Warning>), AhpError> {
    let result = weigh(judgements)?;
    let warnings = warnings_of(judgements, &[&result.consistency]);
    Ok((result, warnings))
}

pub(crate) fn weigh(judgements: &Judgements) -> Result<Priorities, AhpError> {
    let eigen = perron(judgements)?;
    let worst = worst_of(judgements, &eigen.right);
    let consistency = Consistency::new(judgements.order(), eigen.value);
    Ok(Priorities { geometric: geometric(judgements), consistency, worst, weights: eigen.right })
}

pub(crate) fn warnings_of(judgements: &Judgements, checks: &[&Consistency]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if checks.iter().any(|check| !check.accepted) {
        warnings.push(Warning::AhpInconsistent);
    }
    if judgements.leaves_scale() {
        warnings.push(Warning::AhpOutsideScale);
    }
    warnings
}

fn geometric(judgements: &Judgements) -> Vec<f64> {
    let n = judgements.order();
    let logs = (0..n).map(|i| (0..n).map(|j| judgements.at(i, j).ln()).sum::<f64>() / float(n));
    normalised(logs.map(f64::exp).collect())
}

fn worst_of(judgements: &Judgements, weights: &[f64]) -> Option<Worst> {
    let mut worst = None;
    let mut furthest = NO_DEVIATION;
    for (row, first) in weights.iter().enumerate() {
        for (column, second) in weights.iter().enumerate().skip(row + 1) {
            let (judged, fitting) = (judgements.at(row, column), first / second);
            let off = (judged / fitting).ln().abs();
            // Three inconsistent judgements always tie; the first is named, whatever the rounding.
            if off > furthest * (1.0 + 1e-12) {
                furthest = off;
                worst = Some(Worst { row, column, judged, fitting });
            }
        }
    }
    worst
}

pub(crate) fn normalised(mut values: Vec<f64>) -> Vec<f64> {
    let sum: f64 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= sum);
    values
}

pub(crate) fn float(n: usize) -> f64 {
    // Orders and counts are far below 2^53.
    n as f64
}

#[cfg(test)]
#[path = "ahp_tests.rs"]
mod tests;
