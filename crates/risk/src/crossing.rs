//! How far T is from its next level, and which factors together would take it there.
//!
//! All in exact fractions, for the answer decides on which side of a cut T lies.

use crate::index::MAX_FACTORS;
use crate::level_rule::Cut;
use crate::ratio::{Ratio, bounded_sum};

/// A factor where it stands and where it could come to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movable {
    /// Weight, ≥ 0.
    pub weight: Ratio,
    /// Probability and impact now, 0..=1.
    pub now: (Ratio, Ratio),
    /// Probability and impact at the far end: the worst that experts gave when T might rise, the
    /// best when it might fall.
    pub end: (Ratio, Ratio),
}

/// Which way T has to go to change its side of the cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// T lies below the cut.
    Up,
    /// T lies above the cut.
    Down,
}

/// What it takes to change the side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// T now.
    pub t: Ratio,
    /// Which way.
    pub direction: Direction,
    /// |cut − T|. 0 where T lies on the cut.
    pub distance: Ratio,
    /// The smallest set of factors, by place, that crosses when all of it comes to its far end,
    /// the strongest first; `None` when even all factors together do not cross.
    pub smallest: Option<Vec<usize>>,
    /// T after that, or after all factors that help have moved.
    pub after: Ratio,
}

/// Why nothing is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrossingError {
    /// No factor, or more than 1000.
    #[error("there must be 1 to {MAX_FACTORS} factors")]
    Size,
    /// A probability or impact outside 0..=1, or a weight below 0.
    #[error("a number of factor {0} is out of range")]
    OutOfRange(usize),
    /// The exact fraction grows beyond all use.
    #[error("the numbers have too many digits together to be added exactly")]
    TooComplex,
}

impl CrossingError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Size => "crossing.size",
            Self::OutOfRange(_) => "crossing.out-of-range",
            Self::TooComplex => "crossing.too-complex",
        }
    }
}

/// Distance to the other side of `cut`, and the smallest set of factors that gets there.
///
/// Gains add up, so taking the largest ones first gives the fewest factors. Ties go to the first.
///
/// # Errors
/// [`CrossingError`] for numbers out of range.
pub fn crossing(factors: &[Movable], cut: &Cut) -> Result<Crossing, CrossingError> {
    check(factors)?;
    let product = |one: &Movable, at: &(Ratio, Ratio)| &(&one.weight * &at.0) * &at.1;
    let add = |items: Vec<Ratio>| bounded_sum(items).ok_or(CrossingError::TooComplex);
    let t = add(factors.iter().map(|one| product(one, &one.now)).collect())?;
    let passed = cut.is_passed_by(&t);
    let direction = if passed { Direction::Down } else { Direction::Up };
    let mut gains: Vec<(usize, Ratio)> = factors
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let (now, end) = (product(one, &one.now), product(one, &one.end));
            (place, if passed { &now - &end } else { &end - &now })
        })
        .filter(|(_, gain)| !gain.is_zero() && !gain.is_negative())
        .collect();
    gains.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let distance = (&cut.at - &t).abs();
    let mut after = t.clone();
    let mut taken = Vec::new();
    for (place, gain) in gains {
        after = add(vec![after, if passed { &Ratio::zero() - &gain } else { gain }])?;
        taken.push(place);
        if cut.is_passed_by(&after) != passed {
            return Ok(Crossing { t, direction, distance, smallest: Some(taken), after });
        }
    }
    Ok(Crossing { t, direction, distance, smallest: None, after })
}

fn check(factors: &[Movable]) -> Result<(), CrossingError> {
    if factors.is_empty() || factors.len() > MAX_FACTORS {
        return Err(CrossingError::Size);
    }
    let sound = |one: &Movable| {
        let numbers = [&one.now.0, &one.now.1, &one.end.0, &one.end.1];
        !one.weight.is_negative() && numbers.into_iter().all(Ratio::is_unit)
    };
    match factors.iter().position(|one| !sound(one)) {
        Some(place) => Err(CrossingError::OutOfRange(place)),
        None => Ok(()),
    }
}

#[cfg(test)]
#[path = "crossing_tests.rs"]
mod tests;
