//! Krippendorff's alpha: 1 − observed/expected disagreement, for any number of raters and with
//! missing ratings.
//!
//! Only things that two or more rated count. Expected disagreement runs over all pairs of their
//! ratings. For nominal, ordinal and interval ratings it is had without looking at pairs: the
//! ordinal distance is the squared difference of mid-ranks, and sums of squared differences are
//! variances. Only the ratio scale needs the pairs of different values.

use super::{AgreementError, LARGEST, Reading, float, runs};
use crate::warning::Warning;

/// Most ratings, missing ones counted.
pub const MAX_CELLS: usize = 1_000_000;
/// Most different ratings, for the work of the ratio scale grows with their square.
pub const MAX_DISTINCT: usize = 20_000;
/// Fewer things rated by two or more make alpha unsure.
const FEW: usize = 10;

/// How the numbers of a scale compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measurement {
    /// Names: equal or not.
    Nominal,
    /// Ranks: degrees such as 微小 … 重大.
    Ordinal,
    /// Differences mean the same everywhere: probabilities.
    Interval,
    /// Ratios mean the same everywhere, with a true zero.
    Ratio,
}

impl Measurement {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Nominal, Self::Ordinal, Self::Interval, Self::Ratio];

    /// Stable code, as printed.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Ordinal => "ordinal",
            Self::Interval => "interval",
            Self::Ratio => "ratio",
        }
    }
}

/// Alpha on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Alpha {
    /// The scale.
    pub measurement: Measurement,
    /// At most 1; 0 is chance, below is worse than chance. `None` where it is undefined.
    pub value: Option<f64>,
    /// What it means.
    pub reading: Reading,
}

/// One thing's part in the disagreement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disagreement {
    /// The thing, from 0.
    pub unit: usize,
    /// Its share of the observed disagreement, 0..=1; the shares of all things add to 1.
    pub share: f64,
}

/// Checked ratings, ready for alpha.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    /// Ratings by thing, only of things that two or more rated, with the place of the thing.
    units: Vec<(usize, Vec<f64>)>,
    /// All ratings of these, sorted.
    all: Vec<f64>,
    /// Runs of equal ones among them.
    runs: Vec<(usize, usize)>,
}

impl Ratings {
    /// From rows of raters, `None` where a rater left a thing out.
    ///
    /// # Errors
    /// [`AgreementError`] for ragged rows, ratings that are no numbers, and too many of them.
    pub fn new(rows: &[Vec<Option<f64>>]) -> Result<Self, AgreementError> {
        let width = rows.first().map_or(0, Vec::len);
        if width == 0 {
            return Err(AgreementError::Empty);
        }
        if rows.len().saturating_mul(width) > MAX_CELLS {
            return Err(AgreementError::TooLarge);
        }
        let mut columns: Vec<Vec<f64>> = vec![Vec::new(); width];
        for (rater, row) in rows.iter().enumerate() {
            if row.len() != width {
                return Err(AgreementError::Shape { rater });
            }
            for (unit, (cell, column)) in row.iter().zip(&mut columns).enumerate() {
                match cell {
                    None => {}
                    // Adding 0 makes −0 the same value as 0.
                    Some(value) if value.abs() <= LARGEST => column.push(value + 0.0),
                    Some(_) => return Err(AgreementError::OutOfRange { rater, unit }),
                }
            }
        }
        let units: Vec<(usize, Vec<f64>)> =
            columns.into_iter().enumerate().filter(|(_, values)| values.len() > 1).collect();
        let mut all: Vec<f64> = units.iter().flat_map(|(_, values)| values.clone()).collect();
        all.sort_by(f64::total_cmp);
        let runs = runs(&all);
        if runs.len() > MAX_DISTINCT {
            return Err(AgreementError::TooLarge);
        }
        Ok(Self { units, all, runs })
    }

    /// Whether two or more rated anything, and not all alike.
    fn varies(&self) -> bool {
        self.runs.len() > 1
    }

    /// What to know about these ratings.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let negative = self.all.first().is_some_and(|least| *least < 0.0);
        let list = [
            (!self.varies(), Warning::AgreementUndefined),
            (self.units.len() < FEW, Warning::AgreementFewUnits),
            (negative, Warning::AgreementNegativeRatio),
        ];
        list.into_iter().filter_map(|(holds, warning)| holds.then_some(warning)).collect()
    }

    /// The ratings as numbers whose squared differences are the distances of the scale; for the
    /// ordinal scale these are mid-ranks.
    fn coded(&self, measurement: Measurement) -> Coded {
        let values: Vec<f64> =
            self.runs.iter().filter_map(|(first, _)| self.all.get(*first).copied()).collect();
        let codes = match measurement {
            Measurement::Ordinal => {
                self.runs.iter().map(|(first, end)| float(first + end) / 2.0).collect()
            }
            Measurement::Nominal | Measurement::Interval | Measurement::Ratio => values.clone(),
        };
        let counts = self.runs.iter().map(|(first, end)| float(end - first)).collect();
        Coded { measurement, values, codes, counts }
    }
}

/// The different ratings with what the scale makes of them.
struct Coded {
    measurement: Measurement,
    values: Vec<f64>,
    codes: Vec<f64>,
    counts: Vec<f64>,
}

impl Coded {
    fn code(&self, value: f64) -> f64 {
        let place = self.values.partition_point(|known| *known < value);
        self.codes.get(place).copied().unwrap_or(value)
    }

    /// Σ of the distances of all ordered pairs.
    fn expected(&self) -> f64 {
        let total: f64 = self.counts.iter().sum();
        match self.measurement {
            Measurement::Nominal => self.counts.iter().map(|count| count * (total - count)).sum(),
            Measurement::Ordinal | Measurement::Interval => {
                spread(self.codes.iter().copied().zip(self.counts.iter().copied()))
            }
            Measurement::Ratio => {
                let mut sum = 0.0;
                for (place, (a, count)) in self.codes.iter().zip(&self.counts).enumerate() {
                    let others = self.codes.iter().zip(&self.counts).take(place);
                    let part: f64 = others.map(|(b, n)| n * ratio_distance(*a, *b)).sum();
                    sum += 2.0 * count * part;
                }
                sum
            }
        }
    }

    /// Σ of the distances of all ordered pairs of one thing, over (its ratings − 1).
    fn observed(&self, values: &[f64]) -> f64 {
        let sum = match self.measurement {
            Measurement::Nominal => {
                let mut sorted = values.to_vec();
                sorted.sort_by(f64::total_cmp);
                let count = values.len();
                runs(&sorted)
                    .into_iter()
                    .map(|(first, end)| float((end - first) * (count - (end - first))))
                    .sum()
            }
            Measurement::Ordinal | Measurement::Interval => {
                spread(values.iter().map(|value| (self.code(*value), 1.0)))
            }
            Measurement::Ratio => {
                let mut sum = 0.0;
                for (place, a) in values.iter().enumerate() {
                    let others = values.iter().take(place);
                    sum += 2.0 * others.map(|b| ratio_distance(*a, *b)).sum::<f64>();
                }
                sum
            }
        };
        sum / float(values.len().saturating_sub(1).max(1))
    }
}

/// Σ n(a)·n(b)·(a − b)² over all ordered pairs, which is 2·N·Σ n·(a − mean)².
fn spread(items: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let total: f64 = items.clone().map(|(_, count)| count).sum();
    let mean = items.clone().map(|(value, count)| value * count).sum::<f64>() / total;
    2.0 * total * items.map(|(value, count)| count * (value - mean) * (value - mean)).sum::<f64>()
}

fn ratio_distance(a: f64, b: f64) -> f64 {
    let sum = a + b;
    // Two zeros are equal; negative values never come here.
    if sum == 0.0 { 0.0 } else { ((a - b) / sum) * ((a - b) / sum) }
}

/// Alpha on one scale. On the ratio scale it is undefined where a rating is negative.
#[must_use]
pub fn alpha(ratings: &Ratings, measurement: Measurement) -> Alpha {
    let negative = ratings.all.first().is_some_and(|least| *least < 0.0);
    let defined = ratings.varies() && !(measurement == Measurement::Ratio && negative);
    let value = defined.then(|| {
        let coded = ratings.coded(measurement);
        let observed: f64 = ratings.units.iter().map(|(_, values)| coded.observed(values)).sum();
        1.0 - float(ratings.all.len() - 1) * observed / coded.expected()
    });
    let value = value.filter(|value| value.is_finite());
    Alpha { measurement, value, reading: Reading::of_alpha(value) }
}

/// The things on which the raters disagree, the worst first; those without disagreement are left
/// out. Empty where alpha is undefined.
#[must_use]
pub fn disagreements(ratings: &Ratings, measurement: Measurement) -> Vec<Disagreement> {
    if alpha(ratings, measurement).value.is_none() {
        return Vec::new();
    }
    let coded = ratings.coded(measurement);
    // Rounding must not make a disagreement of equal ratings.
    let differ = |values: &[f64]| values.iter().any(|value| Some(value) != values.first());
    let mut parts: Vec<Disagreement> = ratings
        .units
        .iter()
        .filter(|(_, values)| differ(values))
        .map(|(unit, values)| Disagreement { unit: *unit, share: coded.observed(values) })
        .filter(|part| part.share > 0.0)
        .collect();
    let sum: f64 = parts.iter().map(|part| part.share).sum();
    parts.iter_mut().for_each(|part| part.share /= sum);
    parts.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.unit.cmp(&b.unit)));
    parts
}

/// The widest difference between two raters on one and the same thing. `None` where no thing was
/// rated by two.
#[must_use]
pub fn widest_gap(ratings: &Ratings) -> Option<f64> {
    let gap = |values: &Vec<f64>| {
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        most - least
    };
    ratings.units.iter().map(|(_, values)| gap(values)).reduce(f64::max)
}
