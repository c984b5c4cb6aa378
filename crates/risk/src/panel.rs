//! A panel of experts: ratings of every factor by every expert, some missing, and how they become
//! one rating per factor.
//!
//! Aggregates run over those who rated the factor. A factor that nobody rated is refused: a
//! missing rating is never zero. An index of its own belongs to complete experts only.

mod aggregate;

use serde::{Deserialize, Serialize};

use crate::index::Quantity;
use crate::ratio::{Ratio, bounded_dot, bounded_sum};
use crate::warning::Warning;
pub use aggregate::Aggregator;
use aggregate::{check_aggregator, mean_of, one_of};

/// Most experts of a panel.
pub const MAX_EXPERTS: usize = 1000;
/// Most factors of a panel.
pub const MAX_FACTORS: usize = crate::index::MAX_FACTORS;

/// Ratings, rows experts, columns factors; `None` where the expert did not rate.
pub type Ratings = Vec<Vec<Option<Ratio>>>;

/// Ratings of p and q by the same experts for the same factors, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    p: Ratings,
    q: Ratings,
    factors: usize,
}

/// One p and one q per factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aggregate {
    /// Probabilities by factor.
    pub p: Vec<Ratio>,
    /// Impacts by factor.
    pub q: Vec<Ratio>,
}

/// The index of each expert.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpertIndex {
    /// T by expert; `None` for an expert who left something out.
    pub per_expert: Vec<Option<Ratio>>,
    /// Mean T of the complete experts; `None` without any.
    pub mean: Option<Ratio>,
    /// Sample standard deviation (n − 1) of these; `None` with fewer than two.
    pub sd: Option<f64>,
}

/// Why a panel is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PanelError {
    /// No expert or no factor.
    #[error("the panel has no experts or no factors")]
    Empty,
    /// More than [`MAX_EXPERTS`] or [`MAX_FACTORS`].
    #[error("the panel is larger than {MAX_EXPERTS} experts and {MAX_FACTORS} factors")]
    TooLarge,
    /// A row has another length than the first row of p, or q has other experts than p.
    #[error("the {} ratings of expert {expert} do not match the panel's shape", .quantity.word())]
    Shape {
        /// Which matrix.
        quantity: Quantity,
        /// Place of the expert, from 0.
        expert: usize,
    },
    /// A rating is outside 0..=1.
    #[error("the {} of factor {factor} by expert {expert} is outside 0 to 1", .quantity.word())]
    OutOfRange {
        /// Which matrix.
        quantity: Quantity,
        /// Place of the expert, from 0.
        expert: usize,
        /// Place of the factor, from 0.
        factor: usize,
    },
    /// Nobody rated this factor.
    #[error("factor {factor} has no {} rating", .quantity.word())]
    Unrated {
        /// Which of its numbers.
        quantity: Quantity,
        /// Place of the factor, from 0.
        factor: usize,
    },
    /// There is not one weight ≥ 0 per expert, or one weight per factor.
    #[error("there must be one weight of at least 0 for each")]
    Weights,
    /// Only experts of weight 0 rated this factor.
    #[error("factor {factor} has {} ratings by experts of weight 0 only", .quantity.word())]
    NoWeight {
        /// Which of its numbers.
        quantity: Quantity,
        /// Place of the factor, from 0.
        factor: usize,
    },
    /// The share to cut is below 0 or not below one half.
    #[error("the share to cut must be at least 0 and below one half")]
    Cut,
    /// The exact fraction grows beyond all use.
    #[error("the numbers have too many digits together to be added exactly")]
    TooComplex,
}

impl PanelError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "panel.empty",
            Self::TooLarge => "panel.too-large",
            Self::Shape { .. } => "panel.shape",
            Self::OutOfRange { .. } => "panel.out-of-range",
            Self::Unrated { .. } => "panel.unrated",
            Self::Weights => "panel.weights",
            Self::NoWeight { .. } => "panel.no-weight",
            Self::Cut => "panel.cut",
            Self::TooComplex => "panel.too-complex",
        }
    }
}

impl Panel {
    /// Checks shape and ranges, and that every factor has at least one rating of each kind.
    ///
    /// # Errors
    /// [`PanelError`] with the place of what is wrong.
    pub fn new(p: Ratings, q: Ratings) -> Result<Self, PanelError> {
        let factors = p.first().map_or(0, Vec::len);
        if factors == 0 {
            return Err(PanelError::Empty);
        }
        if p.len().max(q.len()) > MAX_EXPERTS || factors > MAX_FACTORS {
            return Err(PanelError::TooLarge);
        }
        if p.len() != q.len() {
            let expert = p.len().min(q.len());
            return Err(PanelError::Shape { quantity: Quantity::Q, expert });
        }
        check(Quantity::P, &p, factors)?;
        check(Quantity::Q, &q, factors)?;
        Ok(Self { p, q, factors })
    }

    /// Number of experts.
    #[must_use]
    pub fn experts(&self) -> usize {
        self.p.len()
    }

    /// Number of factors.
    #[must_use]
    pub fn factors(&self) -> usize {
        self.factors
    }

    /// The ratings that experts gave a factor; none for a factor outside the panel, or weights.
    pub fn ratings_of(&self, quantity: Quantity, factor: usize) -> impl Iterator<Item = &Ratio> {
        let ratings = match quantity {
            Quantity::P => Some(&self.p),
            Quantity::Q => Some(&self.q),
            Quantity::Weight => None,
        };
        ratings.into_iter().flat_map(move |all| column(all, factor)).map(|(_, rating)| rating)
    }

    /// One p and one q per factor.
    ///
    /// # Errors
    /// [`PanelError`] when the aggregator's own numbers do not fit the panel.
    pub fn aggregate(&self, how: &Aggregator) -> Result<Aggregate, PanelError> {
        check_aggregator(how, self.experts())?;
        let by_factor = |quantity, ratings: &Ratings| {
            (0..self.factors)
                .map(|factor| one_of(ratings, factor, how, quantity))
                .collect::<Result<Vec<Ratio>, PanelError>>()
        };
        Ok(Aggregate { p: by_factor(Quantity::P, &self.p)?, q: by_factor(Quantity::Q, &self.q)? })
    }

    /// T = Σ weight·p·q of every complete expert, weights used as given.
    ///
    /// # Errors
    /// [`PanelError::Weights`] unless there is one weight ≥ 0 per factor.
    pub fn expert_index(&self, weights: &[Ratio]) -> Result<ExpertIndex, PanelError> {
        if weights.len() != self.factors || weights.iter().any(Ratio::is_negative) {
            return Err(PanelError::Weights);
        }
        let per_expert = self
            .p
            .iter()
            .zip(&self.q)
            .map(|(p, q)| own_index(p, q, weights))
            .collect::<Result<Vec<Option<Ratio>>, PanelError>>()?;
        let complete: Vec<&Ratio> = per_expert.iter().flatten().collect();
        let mean = mean_of(complete.iter().copied())?;
        let sd = match &mean {
            Some(mean) => sample_sd(&complete, mean)?,
            None => None,
        };
        Ok(ExpertIndex { mean, sd, per_expert })
    }

    /// What to know about the panel's ratings.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let complete = self
            .p
            .iter()
            .zip(&self.q)
            .filter(|(p, q)| p.iter().chain(q.iter()).all(Option::is_some))
            .count();
        let single = [&self.p, &self.q]
            .into_iter()
            .any(|ratings| (0..self.factors).any(|factor| column(ratings, factor).count() == 1));
        [
            (complete < self.experts(), Warning::IncompleteExperts),
            (single, Warning::SingleRating),
            (complete == 0, Warning::NoCompleteExpert),
        ]
        .into_iter()
        .filter_map(|(holds, warning)| holds.then_some(warning))
        .collect()
    }
}

fn check(quantity: Quantity, ratings: &Ratings, factors: usize) -> Result<(), PanelError> {
    for (expert, row) in ratings.iter().enumerate() {
        if row.len() != factors {
            return Err(PanelError::Shape { quantity, expert });
        }
        let outside = |cell: &Option<Ratio>| cell.as_ref().is_some_and(|value| !value.is_unit());
        if let Some(factor) = row.iter().position(outside) {
            return Err(PanelError::OutOfRange { quantity, expert, factor });
        }
    }
    match (0..factors).find(|factor| column(ratings, *factor).next().is_none()) {
        Some(factor) => Err(PanelError::Unrated { quantity, factor }),
        None => Ok(()),
    }
}

/// The ratings of one factor with the places of their experts.
fn column(ratings: &Ratings, factor: usize) -> impl Iterator<Item = (usize, &Ratio)> {
    ratings
        .iter()
        .enumerate()
        .filter_map(move |(expert, row)| Some((expert, row.get(factor)?.as_ref()?)))
}

fn own_index(
    p: &[Option<Ratio>],
    q: &[Option<Ratio>],
    weights: &[Ratio],
) -> Result<Option<Ratio>, PanelError> {
    let mut parts = Vec::with_capacity(weights.len());
    for ((p, q), weight) in p.iter().zip(q).zip(weights) {
        match (p, q) {
            (Some(p), Some(q)) => parts.push([p, q, weight]),
            _ => return Ok(None),
        }
    }
    bounded_dot(parts).map(Some).ok_or(PanelError::TooComplex)
}

/// The variance is exact; only its root is a float.
fn sample_sd(values: &[&Ratio], mean: &Ratio) -> Result<Option<f64>, PanelError> {
    let squares = total(values.iter().map(|value| {
        let difference = *value - mean;
        &difference * &difference
    }))?;
    let variance = squares.checked_div(&count_of(values.len().saturating_sub(1)));
    Ok(variance.map(|variance| variance.to_f64().sqrt()))
}

fn total(items: impl IntoIterator<Item = Ratio>) -> Result<Ratio, PanelError> {
    bounded_sum(items).ok_or(PanelError::TooComplex)
}

fn count_of(n: usize) -> Ratio {
    Ratio::from_count(u64::try_from(n).unwrap_or(u64::MAX))
}

#[cfg(test)]
#[path = "panel_tests.rs"]
mod tests;
