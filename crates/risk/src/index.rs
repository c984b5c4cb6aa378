//! The composite index T = Σ I·R with R = p × q (domain reference §1.4).

use serde::{Deserialize, Serialize};

use crate::degree::{DegreeCuts, degree_of};
use crate::ratio::{Ratio, bounded_sum};
use crate::scale::{Degree, Score, Weight};
use crate::warning::Warning;

/// Most factors of one index.
pub const MAX_FACTORS: usize = 1000;

/// Which R enters the sum. Reports use both ways, so the way is stored with the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TakeR {
    /// R = p × q as scored.
    Exact,
    /// The upper value of the degree of p × q.
    Banded,
}

/// What is asked of the weights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Weighting {
    /// They are divided by their sum.
    Normalise,
    /// They are used as given and must add to 1, give or take `slack` for rounding. Any
    /// difference is a warning.
    SumToOne {
        /// Greatest difference from 1 that is taken, ≥ 0.
        slack: Ratio,
    },
}

/// How T is computed: data of the rule files, stored with every result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexMethod {
    /// Which R is summed.
    pub take: TakeR,
    /// How weights are taken.
    pub weighting: Weighting,
    /// Cuts of the degrees.
    pub cuts: DegreeCuts,
}

impl IndexMethod {
    /// Exact R, weights that add to exactly 1, conventional cuts.
    #[must_use]
    pub fn convention() -> Self {
        Self {
            take: TakeR::Exact,
            weighting: Weighting::SumToOne { slack: Ratio::zero() },
            cuts: DegreeCuts::convention(),
        }
    }
}

/// One factor as rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorInput {
    /// Probability, 0..=1.
    pub p: Ratio,
    /// Impact, 0..=1.
    pub q: Ratio,
    /// Weight I, ≥ 0.
    pub weight: Ratio,
}

impl FactorInput {
    /// From stored scores.
    #[must_use]
    pub fn of(p: Score, q: Score, weight: Weight) -> Self {
        Self { p: p.ratio(), q: q.ratio(), weight: weight.ratio() }
    }
}

/// One factor as computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorShare {
    /// p × q.
    pub exact_r: Ratio,
    /// The degree of p × q.
    pub degree: Degree,
    /// The R that was summed: p × q, or the upper value of the degree.
    pub r: Ratio,
    /// The weight that was used, after normalising.
    pub weight: Ratio,
    /// weight × R.
    pub contribution: Ratio,
    /// contribution / T; `None` when T = 0.
    pub share: Option<Ratio>,
}

/// The composite index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexResult {
    /// T.
    pub t: Ratio,
    /// One entry per factor, in the order given.
    pub factors: Vec<FactorShare>,
    /// What to know about it.
    pub warnings: Vec<Warning>,
}

/// Which of a factor's numbers is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quantity {
    /// Probability.
    P,
    /// Impact.
    Q,
    /// Weight.
    Weight,
}

impl Quantity {
    /// Short English name, for messages of the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::P => "probability",
            Self::Q => "impact",
            Self::Weight => "weight",
        }
    }
}

/// Why there is no index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// No factor is given.
    #[error("there is no factor")]
    NoFactor,
    /// More than [`MAX_FACTORS`] factors.
    #[error("there are more than {MAX_FACTORS} factors")]
    TooMany,
    /// A number is outside its range.
    #[error("the {} of factor {factor} is out of range", .quantity.word())]
    OutOfRange {
        /// Which number.
        quantity: Quantity,
        /// Place of the factor, from 0.
        factor: usize,
    },
    /// All weights are 0, so they cannot be normalised.
    #[error("all weights are 0")]
    NoWeight,
    /// The weights do not add to 1.
    #[error("the weights add to {sum}, not to 1")]
    WeightsNotOne {
        /// Their sum.
        sum: Ratio,
    },
    /// The exact fraction grows beyond all use.
    #[error("the numbers have too many digits together to be added exactly")]
    TooComplex,
}

impl IndexError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFactor => "index.no-factor",
            Self::TooMany => "index.too-many",
            Self::OutOfRange { .. } => "index.out-of-range",
            Self::NoWeight => "index.no-weight",
            Self::WeightsNotOne { .. } => "index.weights-sum",
            Self::TooComplex => "index.too-complex",
        }
    }
}

/// Computes T with everything that explains it.
///
/// # Errors
/// [`IndexError`] when a number is missing, out of range or the weights do not suit `method`.
pub fn composite(factors: &[FactorInput], method: &IndexMethod) -> Result<IndexResult, IndexError> {
    check_range(factors)?;
    let sum = bounded_sum(factors.iter().map(|factor| factor.weight.clone()))
        .ok_or(IndexError::TooComplex)?;
    let divisor = divisor_of(&sum, &method.weighting)?;
    let raw: Vec<FactorShare> = factors.iter().map(|factor| rate(factor, method)).collect();
    let total = bounded_sum(raw.iter().map(|factor| factor.contribution.clone()))
        .ok_or(IndexError::TooComplex)?;
    let t = total.checked_div(&divisor).ok_or(IndexError::NoWeight)?;
    let mut shares = Vec::with_capacity(raw.len());
    for factor in raw {
        shares.push(FactorShare {
            share: factor.contribution.checked_div(&total),
            contribution: factor.contribution.checked_div(&divisor).ok_or(IndexError::NoWeight)?,
            weight: factor.weight.checked_div(&divisor).ok_or(IndexError::NoWeight)?,
            ..factor
        });
    }
    let mut warnings = warnings_of(&shares, &t, method);
    if divisor == Ratio::one() && sum != Ratio::one() {
        warnings.push(Warning::WeightsNotOne);
    }
    warnings.sort_unstable();
    Ok(IndexResult { t, factors: shares, warnings })
}

fn check_range(factors: &[FactorInput]) -> Result<(), IndexError> {
    if factors.is_empty() {
        return Err(IndexError::NoFactor);
    }
    if factors.len() > MAX_FACTORS {
        return Err(IndexError::TooMany);
    }
    for (place, factor) in factors.iter().enumerate() {
        let wrong = if !factor.p.is_unit() {
            Some(Quantity::P)
        } else if !factor.q.is_unit() {
            Some(Quantity::Q)
        } else if factor.weight.is_negative() {
            Some(Quantity::Weight)
        } else {
            None
        };
        if let Some(quantity) = wrong {
            return Err(IndexError::OutOfRange { quantity, factor: place });
        }
    }
    Ok(())
}

fn divisor_of(sum: &Ratio, weighting: &Weighting) -> Result<Ratio, IndexError> {
    if sum.is_zero() {
        return Err(IndexError::NoWeight);
    }
    match weighting {
        Weighting::Normalise => Ok(sum.clone()),
        Weighting::SumToOne { slack } => {
            if (sum - &Ratio::one()).abs() <= *slack {
                Ok(Ratio::one())
            } else {
                Err(IndexError::WeightsNotOne { sum: sum.clone() })
            }
        }
    }
}

/// R, degree and contribution with the weight as given; shares follow once T is known.
fn rate(factor: &FactorInput, method: &IndexMethod) -> FactorShare {
    let exact_r = &factor.p * &factor.q;
    let degree = degree_of(&exact_r, &method.cuts);
    let r = match method.take {
        TakeR::Exact => exact_r.clone(),
        TakeR::Banded => method.cuts.upper(degree),
    };
    FactorShare {
        contribution: &factor.weight * &r,
        weight: factor.weight.clone(),
        share: None,
        exact_r,
        degree,
        r,
    }
}

fn warnings_of(factors: &[FactorShare], t: &Ratio, method: &IndexMethod) -> Vec<Warning> {
    let any = |test: &dyn Fn(&FactorShare) -> bool| factors.iter().any(test);
    let hidden = degree_of(t, &method.cuts) < Degree::Grave && any(&|f| f.degree == Degree::Grave);
    let banded_up = method.take == TakeR::Banded && any(&|f| f.exact_r.is_zero());
    let unweighted = any(&|f| f.weight.is_zero() && !f.r.is_zero());
    [
        (t.is_zero(), Warning::AllZero),
        (banded_up, Warning::ZeroBandedUp),
        (unweighted, Warning::UnweightedFactor),
        (hidden, Warning::GraveFactorHidden),
    ]
    .into_iter()
    .filter_map(|(holds, warning)| holds.then_some(warning))
    .collect()
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
