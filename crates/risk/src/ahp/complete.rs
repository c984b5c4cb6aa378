//! Judgements of which some are missing.
//!
//! The missing ones are chosen so that λmax is least. λmax is a convex function of the logarithms
//! of the missing judgements, strictly so when a chain of judgements connects all things, so the
//! completion is unique (Bozóki, Fülöp and Rónyai 2010).

use super::matrix::{check_order, is_judgement, pairs};
use super::perron::{Perron, perron};
use super::{AhpError, Judgements, Priorities, warnings_of, weigh};
use crate::warning::Warning;

/// Judgements of some pairs of `order` things.
#[derive(Clone, Debug, PartialEq)]
pub struct Partial {
    judgements: Judgements,
    missing: Vec<(usize, usize)>,
}

/// What the completed judgements say.
#[derive(Clone, Debug, PartialEq)]
pub struct Completed {
    /// The judgements with the missing ones filled in.
    pub judgements: Judgements,
    /// Pairs (i, j), i < j, that were missing.
    pub missing: Vec<(usize, usize)>,
    /// Weights of the completed judgements. The consistency ratio flatters when judgements are
    /// missing, for the random index is that of complete ones.
    pub priorities: Priorities,
}

impl Partial {
    /// From judgements (i, j, how many times more i weighs than j).
    ///
    /// # Errors
    /// [`AhpError`] for a pair out of range or given twice, a judgement that is not positive and
    /// in range, and things that no chain of judgements connects.
    pub fn new(order: usize, given: &[(usize, usize, f64)]) -> Result<Self, AhpError> {
        check_order(order)?;
        let mut judgements = Judgements::indifferent(order);
        let mut known = Vec::with_capacity(given.len());
        for &(row, column, value) in given {
            let pair = (row.min(column), row.max(column));
            if row == column || known.contains(&pair) {
                return Err(AhpError::Twice { row, column });
            }
            if row.max(column) >= order || !is_judgement(value) {
                return Err(AhpError::OutOfRange { row, column });
            }
            judgements.set(row, column, value);
            known.push(pair);
        }
        connected(order, &known)?;
        let missing = pairs(order).filter(|pair| !known.contains(pair)).collect();
        Ok(Self { judgements, missing })
    }
}

fn connected(order: usize, known: &[(usize, usize)]) -> Result<(), AhpError> {
    let mut reached = vec![false; order];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for _ in 0..order {
        for (row, column) in known {
            let either = reached.get(*row) == Some(&true) || reached.get(*column) == Some(&true);
            for place in [row, column] {
                if let (true, Some(mark)) = (either, reached.get_mut(*place)) {
                    *mark = true;
                }
            }
        }
    }
    match reached.iter().position(|mark| !mark) {
        Some(column) => Err(AhpError::NotConnected { row: 0, column }),
        None => Ok(()),
    }
}

/// Completes the judgements and weighs them.
///
/// # Errors
/// [`AhpError::NoResult`] when the numbers are too far apart for floats.
pub fn complete(partial: &Partial) -> Result<(Completed, Vec<Warning>), AhpError> {
    let judgements = fill(partial)?;
    let priorities = weigh(&judgements)?;
    let mut warnings = warnings_of(&partial.judgements, &[&priorities.consistency]);
    if !partial.missing.is_empty() {
        warnings.push(Warning::AhpCompleted);
    }
    Ok((Completed { judgements, missing: partial.missing.clone(), priorities }, warnings))
}

/// Greatest number of sweeps; each at least halves what is left in all cases tried, and the
/// least decrease ends them earlier.
const SWEEPS: usize = 2000;
/// A slope of λmax, relative to λmax, that counts as level.
const LEVEL: f64 = 1e-12;

/// Descends along one missing judgement after the other: where all others stand, the best value
/// satisfies a² = (x(i)/x(j))·(y(j)/y(i)) with the eigenvectors x and y, which is iterated.
fn fill(partial: &Partial) -> Result<Judgements, AhpError> {
    let mut best = start(partial)?;
    for _ in 0..SWEEPS {
        let eigen = perron(&best)?;
        if steepest(&best, &eigen, &partial.missing) <= LEVEL * eigen.value {
            break;
        }
        let logs: Vec<f64> = partial.missing.iter().map(|pair| target(&eigen, *pair)).collect();
        match step(partial, &best, &eigen, &logs)? {
            Some(next) => best = next,
            None => break,
        }
    }
    Ok(best)
}

/// Moves all missing judgements towards their targets, as far as λmax falls.
fn step(
    partial: &Partial,
    from: &Judgements,
    eigen: &Perron,
    targets: &[f64],
) -> Result<Option<Judgements>, AhpError> {
    let mut share = 1.0;
    while share > 1e-6 {
        let mut next = from.clone();
        for ((row, column), target) in partial.missing.iter().zip(targets) {
            let here = from.at(*row, *column).ln();
            next.set(*row, *column, (here + share * (target - here)).exp());
        }
        let moved = perron(&next)?;
        // At the end λmax no longer falls measurably, but its slope still does.
        let lower = moved.value < eigen.value;
        let level = moved.value <= eigen.value * (1.0 + 1e-14)
            && steepest(&next, &moved, &partial.missing) < steepest(from, eigen, &partial.missing);
        if lower || level {
            return Ok(Some(next));
        }
        share /= 2.0;
    }
    Ok(None)
}

fn target(eigen: &Perron, (row, column): (usize, usize)) -> f64 {
    let ln = |values: &[f64], place: usize| values.get(place).copied().unwrap_or(1.0).ln();
    let (right, left) = (&eigen.right, &eigen.left);
    (ln(right, row) - ln(right, column) + ln(left, column) - ln(left, row)) / 2.0
}

/// The greatest slope of λmax along the logarithm of a missing judgement.
fn steepest(judgements: &Judgements, eigen: &Perron, missing: &[(usize, usize)]) -> f64 {
    let product: f64 = eigen.left.iter().zip(&eigen.right).map(|(y, x)| y * x).sum();
    let part = |row: usize, column: usize| -> f64 {
        let y = eigen.left.get(row).copied().unwrap_or(0.0);
        let x = eigen.right.get(column).copied().unwrap_or(0.0);
        y * x * judgements.at(row, column)
    };
    missing
        .iter()
        .map(|(row, column)| (part(*row, *column) - part(*column, *row)).abs() / product)
        .fold(0.0, f64::max)
}

/// The first guess: ratios of weights that are found along chains of judgements, by repeated
/// averaging of the logarithms over neighbours.
fn start(partial: &Partial) -> Result<Judgements, AhpError> {
    let order = partial.judgements.order();
    let known: Vec<(usize, usize)> =
        pairs(order).filter(|pair| !partial.missing.contains(pair)).collect();
    let mut logs = vec![0.0; order];
    for _ in 0..200 {
        let mut sums = vec![(0.0, 0.0); order];
        for (row, column) in &known {
            let ratio = partial.judgements.at(*row, *column).ln();
            let of = |place: usize| logs.get(place).copied().unwrap_or(0.0);
            let (first, second) = (of(*column) + ratio, of(*row) - ratio);
            for (place, value) in [(*row, first), (*column, second)] {
                if let Some((sum, count)) = sums.get_mut(place) {
                    *sum += value;
                    *count += 1.0;
                }
            }
        }
        for (log, (sum, count)) in logs.iter_mut().zip(sums) {
            if count > 0.0 {
                // Half a step: whole ones would swing for ever between the sides of a chain.
                *log = (*log + sum / count) / 2.0;
            }
        }
    }
    let mut result = partial.judgements.clone();
    for (row, column) in &partial.missing {
        let of = |place: &usize| logs.get(*place).copied().unwrap_or(0.0);
        result.set(*row, *column, (of(row) - of(column)).exp());
    }
    Ok(result)
}
