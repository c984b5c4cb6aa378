//! How sure T is, and what moves it.
//!
//! Each p and q is a distribution (a stated range, or the experts' own ratings) and all of them
//! are independent. As T = Σ w·p·q, its mean, variance and Sobol indices are closed forms; its
//! quantiles and the chances of a level come from a numerical convolution (`lattice`), which needs
//! no random numbers and gives the same answer on every machine.
//!
//! That the experts' spread is independent between factors is an assumption: where the same
//! expert is severe on all of them, the true spread of T is wider.

mod distribution;
mod fourier;
mod lattice;
mod nodes;
mod panel;
mod sobol;
mod spread;
mod stop_loss;

pub use distribution::{Distribution, MAX_VALUES};
pub use panel::from_panel;
pub use sobol::{Estimated, MAX_RUNS, estimate};
pub use spread::Spread;

use crate::index::{MAX_FACTORS, Quantity};
use crate::warning::Warning;

/// Largest weight of a factor; weights that add to 1 are the rule.
const MAX_WEIGHT: f64 = 1000.0;
/// Swings of the tornado that differ by no more are equal, and then names decide.
const EQUAL_SWING: f64 = 1e-12;

/// A factor whose ratings are not sure.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// Weight, 0..=1000.
    pub weight: f64,
    /// Probability.
    pub p: Distribution,
    /// Impact.
    pub q: Distribution,
}

/// The probability or the impact of one factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// [`Quantity::P`] or [`Quantity::Q`].
    pub quantity: Quantity,
    /// The factor, from 0.
    pub factor: usize,
}

impl Variable {
    /// Short name: p0, q0, p1, …
    #[must_use]
    pub fn name(self) -> String {
        let letter = if self.quantity == Quantity::P { 'p' } else { 'q' };
        format!("{letter}{}", self.factor)
    }
}

/// How far T moves when one variable runs over its whole range and all others keep their means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// What is moved.
    pub variable: Variable,
    /// T at the lower end.
    pub low: f64,
    /// T at the upper end.
    pub high: f64,
    /// high − low, ≥ 0.
    pub swing: f64,
}

/// Shares of the variance of T.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// First order: what knowing this variable alone would take away.
    pub first: f64,
    /// Total: what would be left if all others were known.
    pub total: f64,
}

/// What is known about T.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Mean of T, which is also T at the means of all variables.
    pub mean: f64,
    /// Variance of T.
    pub variance: f64,
    /// Least and greatest possible T.
    pub support: (f64, f64),
    /// The distribution of T.
    pub spread: Spread,
    /// One bar a variable, the longest first, equal ones by name.
    pub tornado: Vec<Bar>,
    /// Indices of p and q of each factor; `None` when nothing varies.
    pub sobol: Option<Vec<[Indices; 2]>>,
}

/// Why T's distribution is not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UncertaintyError {
    /// No factor is given.
    #[error("there is no factor")]
    NoFactor,
    /// More than 1000 factors, or more values than can be convolved.
    #[error("there are too many factors or values")]
    TooMany,
    /// A weight is negative, not finite or above 1000.
    #[error("the weight of factor {0} must lie between 0 and 1000")]
    Weight(usize),
    /// A probability or impact outside 0..=1.
    #[error("a probability or impact must lie between 0 and 1")]
    OutOfRange,
    /// The least, likeliest and greatest value are not in this order.
    #[error("the least, likeliest and greatest value must stand in this order")]
    Order,
    /// A shape or standard deviation is not positive, or too large.
    #[error("the shape of the distribution is out of range")]
    Shape,
    /// Discrete values are missing, too many, or have no weight.
    #[error("1 to {MAX_VALUES} values are needed, with weights of at least 0, not all 0")]
    Values,
    /// A sample of model runs has another length than its layout says, or too many runs.
    #[error(
        "the runs do not fit D and N: N·(D + 2) finite numbers are expected, at most {MAX_RUNS}"
    )]
    Runs,
}

impl UncertaintyError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoFactor => "uncertainty.no-factor",
            Self::TooMany => "uncertainty.too-many",
            Self::Weight(_) => "uncertainty.weight",
            Self::OutOfRange => "uncertainty.out-of-range",
            Self::Order => "uncertainty.order",
            Self::Shape => "uncertainty.shape",
            Self::Values => "uncertainty.values",
            Self::Runs => "uncertainty.runs",
        }
    }
}

/// Mean, variance and ends of one factor's numbers.
#[derive(Clone, Copy, Debug)]
struct Known {
    weight: f64,
    mean: [f64; 2],
    variance: [f64; 2],
    support: [(f64, f64); 2],
}

impl Known {
    fn of(factor: &Uncertain) -> Self {
        let ((mp, vp), (mq, vq)) = (factor.p.moments(), factor.q.moments());
        let support = [factor.p.support(), factor.q.support()];
        Self { weight: factor.weight, mean: [mp, mq], variance: [vp, vq], support }
    }

    fn variance_of_product(&self) -> f64 {
        let ([mp, mq], [vp, vq]) = (self.mean, self.variance);
        self.weight * self.weight * (vp * vq + vp * mq * mq + vq * mp * mp)
    }

    /// Indices before they are divided by the variance of T.
    fn parts(&self) -> [Indices; 2] {
        let ([mp, mq], [vp, vq]) = (self.mean, self.variance);
        let square = self.weight * self.weight;
        [
            Indices { first: square * vp * (mq * mq), total: square * vp * (mq * mq + vq) },
            Indices { first: square * vq * (mp * mp), total: square * vq * (mp * mp + vp) },
        ]
    }
}

/// Everything about T from independent ratings.
///
/// # Errors
/// [`UncertaintyError`] without factors, with too many, or for a weight out of range.
pub fn analyse(factors: &[Uncertain]) -> Result<(Analysis, Vec<Warning>), UncertaintyError> {
    if factors.is_empty() {
        return Err(UncertaintyError::NoFactor);
    }
    if factors.len() > MAX_FACTORS {
        return Err(UncertaintyError::TooMany);
    }
    let sound = |factor: &Uncertain| (0.0..=MAX_WEIGHT).contains(&factor.weight);
    if let Some(place) = factors.iter().position(|factor| !sound(factor)) {
        return Err(UncertaintyError::Weight(place));
    }
    let known: Vec<Known> = factors.iter().map(Known::of).collect();
    let mean: f64 = known.iter().map(|one| one.weight * one.mean[0] * one.mean[1]).sum();
    let variance: f64 = known.iter().map(Known::variance_of_product).sum();
    let end = |pick: fn((f64, f64)) -> f64| -> f64 {
        known.iter().map(|one| one.weight * pick(one.support[0]) * pick(one.support[1])).sum()
    };
    let support = (end(|ends| ends.0), end(|ends| ends.1));
    let spread = spread::spread(factors, variance, support)?;
    let sobol = (variance > 0.0).then(|| {
        let share =
            |part: Indices| Indices { first: part.first / variance, total: part.total / variance };
        known.iter().map(|one| one.parts().map(share)).collect()
    });
    let sum: f64 = factors.iter().map(|factor| factor.weight).sum();
    let warnings = [
        ((sum - 1.0).abs() > 1e-9, Warning::UncertaintyWeights),
        (sobol.is_none(), Warning::UncertaintyNoSpread),
    ];
    let warnings = warnings.into_iter().filter_map(|(holds, warning)| holds.then_some(warning));
    let tornado = tornado(&known, mean);
    Ok((Analysis { mean, variance, support, spread, tornado, sobol }, warnings.collect()))
}

fn tornado(known: &[Known], base: f64) -> Vec<Bar> {
    let mut bars: Vec<(Bar, String)> = Vec::with_capacity(2 * known.len());
    for (factor, one) in known.iter().enumerate() {
        for (own, quantity) in [(0, Quantity::P), (1, Quantity::Q)] {
            let other = one.weight * one.mean[1 - own];
            let (low, high) = one.support[own];
            let low = base + other * (low - one.mean[own]);
            let high = base + other * (high - one.mean[own]);
            let variable = Variable { quantity, factor };
            let bar = Bar { variable, low, high, swing: (high - low).max(0.0) };
            bars.push((bar, variable.name()));
        }
    }
    let rank = |bar: &Bar| (bar.swing / EQUAL_SWING).round();
    bars.sort_by(|(a, first), (b, second)| {
        rank(b).total_cmp(&rank(a)).then_with(|| first.cmp(second))
    });
    bars.into_iter().map(|(bar, _)| bar).collect()
}

#[cfg(test)]
#[path = "uncertainty_tests.rs"]
mod tests;
