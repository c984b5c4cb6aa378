//! The distribution of T: chances of passing a cut, and quantiles.

use super::{Uncertain, UncertaintyError, lattice::Lattice};
use crate::level_rule::{Cut, Edge, LevelRule};
use crate::uncertainty::distribution::{Distribution, Shape};

/// Most values of T that are counted one by one.
const MAX_ATOMS: usize = 100_000;
/// Values of T that differ by no more are equal: products of three decimals of four places lie at
/// least ten times as far apart.
const SAME: f64 = 1e-13;

/// The distribution of T.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    low: f64,
    high: f64,
    form: Form,
}

#[derive(Clone, Debug, PartialEq)]
enum Form {
    /// Values with the chance of that value or a lower one.
    Atoms(Vec<(f64, f64)>),
    /// Chances of this place or a lower one, on a lattice.
    Lattice { origin: f64, step: f64, cumulated: Vec<f64> },
}

impl Spread {
    /// Every value of T by itself, when all numbers are discrete and T has few enough values.
    pub(super) fn counted(factors: &[Uncertain]) -> Option<Self> {
        let mut atoms = vec![(0.0, 1.0)];
        for factor in factors.iter().filter(|factor| factor.weight > 0.0) {
            let (p, q) = (values(&factor.p)?, values(&factor.q)?);
            if p.len().saturating_mul(q.len()) > MAX_ATOMS {
                return None;
            }
            let own = p.iter().flat_map(|(p, first)| {
                q.iter().map(move |(q, second)| (factor.weight * p * q, first * second))
            });
            let own = merged(own.collect());
            if own.len().saturating_mul(atoms.len()) > 20 * MAX_ATOMS {
                return None;
            }
            let sums = atoms.iter().flat_map(|(value, chance)| {
                own.iter().map(move |(more, other)| (value + more, chance * other))
            });
            atoms = merged(sums.collect());
            if atoms.len() > MAX_ATOMS {
                return None;
            }
        }
        let mut sum = 0.0;
        for (_, chance) in &mut atoms {
            sum += *chance;
            *chance = sum;
        }
        let (low, high) = (atoms.first()?.0, atoms.last()?.0);
        Some(Self { low, high, form: Form::Atoms(atoms) })
    }

    pub(super) fn on_lattice(lattice: Lattice, (low, high): (f64, f64)) -> Self {
        let mut sum = 0.0;
        let mut cumulated = lattice.chances;
        for chance in &mut cumulated {
            sum += *chance;
            *chance = sum;
        }
        let form = Form::Lattice { origin: lattice.origin, step: lattice.step, cumulated };
        Self { low, high, form }
    }

    /// Least and greatest possible T.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// P(T > `at`).
    #[must_use]
    pub fn exceeds(&self, at: f64) -> f64 {
        self.above(at, SAME)
    }

    /// P(T ≥ `at`). It differs from [`Spread::exceeds`] where T has a value of its own at `at`.
    #[must_use]
    pub fn reaches(&self, at: f64) -> f64 {
        self.above(at, -SAME)
    }

    /// P(T lies above the cut), an edge counted as the cut says.
    #[must_use]
    pub fn passes(&self, cut: &Cut) -> f64 {
        match cut.edge {
            Edge::Lower => self.exceeds(cut.at.to_f64()),
            Edge::Upper => self.reaches(cut.at.to_f64()),
        }
    }

    /// P(low), P(medium), P(high); they add to 1.
    #[must_use]
    pub fn levels(&self, rule: &LevelRule) -> [f64; 3] {
        let high = self.passes(rule.medium_high());
        let above_low = self.passes(rule.low_medium()).max(high);
        [1.0 - above_low, above_low - high, high]
    }

    fn above(&self, at: f64, slack: f64) -> f64 {
        if at.is_nan() || at + slack >= self.high {
            return 0.0;
        }
        if at + slack < self.low {
            return 1.0;
        }
        let below = match &self.form {
            Form::Atoms(atoms) => {
                let place = atoms.partition_point(|(value, _)| *value <= at + slack);
                place.checked_sub(1).and_then(|last| atoms.get(last)).map_or(0.0, |(_, sum)| *sum)
            }
            Form::Lattice { origin, step, cumulated } => {
                // Each place stands for half a step on either side.
                let position = (at - origin) / step + 0.5;
                let place = position.max(0.0).floor();
                let at = |place: usize| cumulated.get(place).copied().unwrap_or(1.0);
                let next = place as usize;
                let before = next.checked_sub(1).map_or(0.0, at);
                before + (position - place).clamp(0.0, 1.0) * (at(next) - before)
            }
        };
        (1.0 - below).clamp(0.0, 1.0)
    }

    /// The value that T does not exceed with chance `level` (0..=1, or `None`).
    #[must_use]
    pub fn quantile(&self, level: f64) -> Option<f64> {
        if !(0.0..=1.0).contains(&level) {
            return None;
        }
        if level <= 0.0 {
            return Some(self.low);
        }
        if level >= 1.0 {
            return Some(self.high);
        }
        let value = match &self.form {
            Form::Atoms(atoms) => {
                // Sums of chances such as ten tenths miss a level by roundings.
                let place = atoms.partition_point(|(_, sum)| *sum < level - 1e-12);
                atoms.get(place).map_or(self.high, |(value, _)| *value)
            }
            Form::Lattice { origin, step, cumulated } => {
                let place = cumulated.partition_point(|sum| *sum < level);
                let at = |place: usize| cumulated.get(place).copied().unwrap_or(1.0);
                let before = place.checked_sub(1).map_or(0.0, at);
                let within = (level - before) / (at(place) - before);
                let within = if within.is_finite() { within } else { 0.5 };
                origin + step * (place as f64 - 0.5 + within)
            }
        };
        Some(value.clamp(self.low, self.high))
    }
}

fn values(distribution: &Distribution) -> Option<Vec<(f64, f64)>> {
    match distribution.shape() {
        Shape::Point(value) => Some(vec![(*value, 1.0)]),
        Shape::Discrete(values) => Some(values.clone()),
        _ => None,
    }
}

/// In rising order, equal values joined.
fn merged(mut atoms: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    atoms.sort_by(|a, b| a.0.total_cmp(&b.0));
    atoms.dedup_by(|next, first| {
        let same = next.0 - first.0 <= SAME;
        if same {
            first.1 += next.1;
        }
        same
    });
    atoms
}

/// Chooses the way: one by one where that is possible, a lattice elsewhere.
pub(super) fn spread(
    factors: &[Uncertain],
    variance: f64,
    support: (f64, f64),
) -> Result<Spread, UncertaintyError> {
    match Spread::counted(factors) {
        Some(spread) => Ok(spread),
        None => Ok(Spread::on_lattice(super::lattice::lay_out(factors, variance)?, support)),
    }
}
