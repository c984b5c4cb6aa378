//! Fuzzy comprehensive evaluation (模糊综合评价).
//!
//! Answers are counted by factor and grade; each factor's counts divided by their sum are its row
//! of the membership matrix. The weights are composed with that matrix to the membership of the
//! whole in each grade, with four operators that stand side by side because they can disagree:
//! M(∧,∨), M(·,∨), M(·,+) and M(∧,⊕). With two levels the groups are composed with the weighted
//! mean first, and their results are the rows of the second level.

use crate::warning::Warning;

/// Most factors of one level.
pub const MAX_FACTORS: usize = crate::index::MAX_FACTORS;
/// Most grades.
pub const MAX_GRADES: usize = 100;
/// Weights may miss 1 by this much, because printed weights are rounded.
const SLACK: f64 = 0.01;
/// Memberships that differ by no more share a grade.
const TIE: f64 = 1e-12;
/// Largest count and largest score: beyond is a mistake, and sums stay exact below.
const LARGEST: f64 = 1e12;

/// How weights and memberships are composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// M(∧,∨): the greatest of the lesser of weight and membership. The strongest factor decides.
    MaxMin,
    /// M(·,∨): the greatest product.
    MaxProduct,
    /// M(·,+): the weighted mean; every factor counts.
    Weighted,
    /// M(∧,⊕): the sum of the lesser of weight and membership, at most 1.
    MinBoundedSum,
}

impl Operator {
    /// All four, in the usual order.
    pub const ALL: [Self; 4] =
        [Self::MaxMin, Self::MaxProduct, Self::Weighted, Self::MinBoundedSum];

    /// Stable code, as printed.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::MaxMin => "maxmin",
            Self::MaxProduct => "maxprod",
            Self::Weighted => "weighted",
            Self::MinBoundedSum => "min_boundedsum",
        }
    }

    fn compose(self, weights: &[f64], rows: &[Vec<f64>], grades: usize) -> Vec<f64> {
        (0..grades)
            .map(|grade| {
                let cell = |row: &Vec<f64>| row.get(grade).copied().unwrap_or(0.0);
                let pairs = weights.iter().zip(rows.iter().map(cell));
                match self {
                    Self::MaxMin => pairs.map(|(w, r)| w.min(r)).fold(0.0, f64::max),
                    Self::MaxProduct => pairs.map(|(w, r)| w * r).fold(0.0, f64::max),
                    Self::Weighted => pairs.map(|(w, r)| w * r).sum(),
                    Self::MinBoundedSum => pairs.map(|(w, r)| w.min(r)).sum::<f64>().min(1.0),
                }
            })
            .collect()
    }
}

/// Weights and counts of one level or one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// One weight per factor, ≥ 0, adding to 1.
    pub weights: Vec<f64>,
    /// Answers, rows factors, columns grades, ≥ 0.
    pub counts: Vec<Vec<f64>>,
}

/// What one operator says.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    /// Which operator.
    pub operator: Operator,
    /// Membership by grade.
    pub memberships: Vec<f64>,
    /// Memberships divided by their sum.
    pub normalised: Vec<f64>,
    /// Σ normalised·score, when the grades have scores.
    pub score: Option<f64>,
    /// The grades of highest membership, from 0; more than one when they tie.
    pub best: Vec<usize>,
}

/// An evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The rows that were composed: memberships of each factor, or of each group.
    pub rows: Vec<Vec<f64>>,
    /// One entry for each of [`Operator::ALL`].
    pub operators: Vec<Composed>,
}

/// Why there is no evaluation. `group` is the place of the group, from 0, where there are groups.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FuzzyError {
    /// No factor, group or grade, or too many of them.
    #[error("there must be 1 to {MAX_FACTORS} factors and 1 to {MAX_GRADES} grades")]
    Size {
        /// The group.
        group: Option<usize>,
    },
    /// A row has another number of grades than the first, or a factor has no weight.
    #[error("factor {factor} does not have one weight and one count for each grade")]
    Shape {
        /// The group.
        group: Option<usize>,
        /// The factor, from 0.
        factor: usize,
    },
    /// A count is negative or not a finite number.
    #[error("a count of factor {factor} is not a number of answers")]
    Count {
        /// The group.
        group: Option<usize>,
        /// The factor, from 0.
        factor: usize,
    },
    /// Nobody answered on this factor: missing is missing, never zero.
    #[error("factor {factor} has no answers")]
    NoAnswers {
        /// The group.
        group: Option<usize>,
        /// The factor, from 0.
        factor: usize,
    },
    /// Weights are negative, not finite, or do not add to 1.
    #[error("the weights must be at least 0 and add to 1")]
    Weights {
        /// The group, or none for the weights of the groups themselves.
        group: Option<usize>,
    },
    /// There is not one finite score for each grade.
    #[error("there must be one score for each grade")]
    Scores,
}

impl FuzzyError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Size { .. } => "fuzzy.size",
            Self::Shape { .. } => "fuzzy.shape",
            Self::Count { .. } => "fuzzy.count",
            Self::NoAnswers { .. } => "fuzzy.no-answers",
            Self::Weights { .. } => "fuzzy.weights",
            Self::Scores => "fuzzy.scores",
        }
    }
}

/// Evaluates one level; `scores` of the grades, if a single figure is wanted.
///
/// # Errors
/// [`FuzzyError`] with the place of what is wrong.
pub fn evaluate(
    counted: &Counted,
    scores: Option<&[f64]>,
) -> Result<(Evaluation, Vec<Warning>), FuzzyError> {
    let rows = memberships(counted, None)?;
    let exact = check_weights(&counted.weights, rows.len(), None)?;
    finish(&counted.weights, rows, scores, exact)
}

/// Evaluates two levels: each group with the weighted mean, then the groups with every operator.
///
/// # Errors
/// [`FuzzyError`] with the group and place of what is wrong.
pub fn evaluate_groups(
    top: &[f64],
    groups: &[Counted],
    scores: Option<&[f64]>,
) -> Result<(Evaluation, Vec<Warning>), FuzzyError> {
    if groups.is_empty() || groups.len() > MAX_FACTORS {
        return Err(FuzzyError::Size { group: None });
    }
    let mut exact = check_weights(top, groups.len(), None)?;
    let mut rows = Vec::with_capacity(groups.len());
    for (place, counted) in groups.iter().enumerate() {
        let group = Some(place);
        let own = memberships(counted, group)?;
        exact &= check_weights(&counted.weights, own.len(), group)?;
        let grades = own.first().map_or(0, Vec::len);
        if rows.first().is_some_and(|first: &Vec<f64>| first.len() != grades) {
            return Err(FuzzyError::Shape { group, factor: 0 });
        }
        rows.push(Operator::Weighted.compose(&counted.weights, &own, grades));
    }
    finish(top, rows, scores, exact)
}

fn memberships(counted: &Counted, group: Option<usize>) -> Result<Vec<Vec<f64>>, FuzzyError> {
    let grades = counted.counts.first().map_or(0, Vec::len);
    if !(1..=MAX_GRADES).contains(&grades) || counted.counts.len() > MAX_FACTORS {
        return Err(FuzzyError::Size { group });
    }
    let mut rows = Vec::with_capacity(counted.counts.len());
    for (factor, counts) in counted.counts.iter().enumerate() {
        if counts.len() != grades {
            return Err(FuzzyError::Shape { group, factor });
        }
        if counts.iter().any(|count| !(0.0..=LARGEST).contains(count)) {
            return Err(FuzzyError::Count { group, factor });
        }
        let sum: f64 = counts.iter().sum();
        if sum <= 0.0 {
            return Err(FuzzyError::NoAnswers { group, factor });
        }
        let row: Vec<f64> = counts.iter().map(|count| count / sum).collect();
        if row.iter().any(|share| !share.is_finite()) {
            return Err(FuzzyError::Count { group, factor });
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Whether the weights add to 1 but for the noise of floats.
fn check_weights(weights: &[f64], count: usize, group: Option<usize>) -> Result<bool, FuzzyError> {
    if weights.len() != count {
        return Err(FuzzyError::Shape { group, factor: weights.len().min(count) });
    }
    let inside = weights.iter().all(|weight| (0.0..=1.0 + SLACK).contains(weight));
    let off = (weights.iter().sum::<f64>() - 1.0).abs();
    // A slack of exactly one hundredth is meant to pass whatever its last binary digit.
    if inside && off <= SLACK + 1e-9 { Ok(off <= 1e-9) } else { Err(FuzzyError::Weights { group }) }
}

fn finish(
    weights: &[f64],
    rows: Vec<Vec<f64>>,
    scores: Option<&[f64]>,
    exact: bool,
) -> Result<(Evaluation, Vec<Warning>), FuzzyError> {
    let grades = rows.first().map_or(0, Vec::len);
    let sound = |scores: &[f64]| {
        scores.len() == grades && scores.iter().all(|score| score.abs() <= LARGEST)
    };
    if scores.is_some_and(|scores| !sound(scores)) {
        return Err(FuzzyError::Scores);
    }
    let operators: Vec<Composed> = Operator::ALL
        .into_iter()
        .map(|operator| composed(operator, operator.compose(weights, &rows, grades), scores))
        .collect();
    let tied = operators.iter().any(|one| one.best.len() > 1);
    let differ = operators.windows(2).any(|pair| match pair {
        [one, other] => one.best != other.best,
        _ => false,
    });
    let warnings = [
        (!exact, Warning::FuzzyWeightsNotOne),
        (tied, Warning::FuzzyTie),
        (differ, Warning::FuzzyOperatorsDiffer),
    ];
    let warnings = warnings.into_iter().filter_map(|(holds, warning)| holds.then_some(warning));
    Ok((Evaluation { rows, operators }, warnings.collect()))
}

fn composed(operator: Operator, memberships: Vec<f64>, scores: Option<&[f64]>) -> Composed {
    // The weights add to about 1 and every row to 1, so the sum is positive.
    let sum: f64 = memberships.iter().sum();
    let normalised: Vec<f64> = memberships.iter().map(|b| b / sum).collect();
    let score = scores.map(|scores| normalised.iter().zip(scores).map(|(b, s)| b * s).sum());
    let highest = memberships.iter().copied().fold(0.0, f64::max);
    let best = memberships.iter().enumerate().filter(|(_, b)| **b >= highest - TIE);
    let best = best.map(|(grade, _)| grade).collect();
    Composed { operator, memberships, normalised, score, best }
}

#[cfg(test)]
#[path = "fuzzy_tests.rs"]
mod tests;
