//! Weights that meet several margins at once (Deming and Stephan 1940), and their trimming.
//!
//! Answers with the same categories change their weight by the same factor, so that the iteration
//! runs over the combinations that occur and not over the answers.

use std::collections::BTreeMap;

use super::SurveyError;
use super::design::{Design, check_weights};
use super::estimate::{Estimate, check_values, mean};
use super::numeric::{float, sum};

/// Most margins of one raking.
pub const MAX_MARGINS: usize = 32;
/// Most categories of one margin.
pub const MAX_CATEGORIES: usize = 10_000;
/// Margins are met to this relative distance.
const NEAR: f64 = 1e-11;
/// Totals of margins may differ by this much, relatively, by rounding.
const SAME: f64 = 1e-6;
/// Rounds of the iteration, and cells that may be visited in all of them together.
const MOST_ROUNDS: usize = 20_000;
const MOST_VISITS: usize = 4_000_000_000;

/// One margin: a category for each row, and the size of each category in the population.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    name: String,
    categories: Vec<String>,
    targets: Vec<f64>,
    rows: Vec<u32>,
}

impl Margin {
    /// A margin called `name`, with the category of each row and the sizes of the population.
    ///
    /// # Errors
    /// [`SurveyError`] for a category without respondents or without population, and for sizes
    /// outside their range.
    pub fn new(
        name: &str,
        rows: &[&str],
        population: &BTreeMap<String, f64>,
    ) -> Result<Self, SurveyError> {
        let fits = (1..=MAX_CATEGORIES).contains(&population.len());
        let field = format!("margins.{name}");
        SurveyError::unless(fits, &field, float(population.len()), "1 to 10000 categories")?;
        let mut places = BTreeMap::new();
        for (place, (category, size)) in population.iter().enumerate() {
            let fits = (0.0..=1e12).contains(size);
            SurveyError::unless(fits, &format!("{field}.{category}"), *size, "0 to 1e12")?;
            // Nobody may belong to a category without population.
            if *size > 0.0 {
                places.insert(category.as_str(), u32::try_from(place).unwrap_or(u32::MAX));
            }
        }
        let mut asked = vec![false; population.len()];
        let mut of = Vec::with_capacity(rows.len());
        for category in rows {
            let place = *places.get(category).ok_or_else(|| SurveyError::NoPopulation {
                kind: name.to_owned(),
                name: (*category).to_owned(),
            })?;
            asked[place as usize] = true;
            of.push(place);
        }
        for ((category, size), _) in population.iter().zip(&asked).filter(|it| !it.1) {
            if *size > 0.0 {
                let (kind, name) = (name.to_owned(), category.clone());
                return Err(SurveyError::NoRespondent { kind, name, population: *size });
            }
        }
        Ok(Self {
            name: name.to_owned(),
            categories: population.keys().cloned().collect(),
            targets: population.values().copied().collect(),
            rows: of,
        })
    }

    fn total(&self) -> f64 {
        sum(self.targets.iter().copied())
    }
}

/// Raked weights.
#[derive(Clone, Debug)]
pub struct Raked {
    margins: Vec<Margin>,
    before: Vec<f64>,
    design: Design,
    /// Rounds of the iteration.
    pub rounds: usize,
}

/// Rakes base weights, all above 0, to the margins.
///
/// # Errors
/// [`SurveyError`] for weights that are none, margins of different length or total, and where no
/// weights meet the margins.
pub fn rake(before: &[f64], margins: Vec<Margin>) -> Result<Raked, SurveyError> {
    check_weights(before)?;
    let fits = (1..=MAX_MARGINS).contains(&margins.len());
    SurveyError::unless(fits, "margins", float(margins.len()), "1 to 32 margins")?;
    if margins.iter().any(|margin| margin.rows.len() != before.len()) {
        return Err(SurveyError::Shape { field: "rows", problem: "lists differ in length" });
    }
    let margins = balanced(margins)?;
    let mut cells = Cells::gather(before, &margins);
    let rounds = cells.iterate(&margins)?;
    let weights = before.iter().zip(&cells.of).map(|(it, cell)| it * cells.factor(*cell)).collect();
    let design = Design::independent(weights)?;
    Ok(Raked { margins, before: before.to_vec(), design, rounds })
}

/// Totals that differ by rounding are made equal, so that the iteration can come to rest.
fn balanced(mut margins: Vec<Margin>) -> Result<Vec<Margin>, SurveyError> {
    let one = margins.first().map_or(0.0, Margin::total);
    for margin in &mut margins {
        let other = margin.total();
        if (one - other).abs() > SAME * one.max(other) {
            return Err(SurveyError::MarginsDiffer { one, other });
        }
        for target in &mut margin.targets {
            *target *= one / other;
        }
    }
    Ok(margins)
}

/// The combinations of categories that occur.
struct Cells {
    /// Cell of each row.
    of: Vec<u32>,
    /// Weight of each cell before and now.
    base: Vec<f64>,
    now: Vec<f64>,
    /// Category of each cell, margin by margin.
    category: Vec<Vec<u32>>,
}

impl Cells {
    fn gather(before: &[f64], margins: &[Margin]) -> Self {
        let mut of = vec![0_u32; before.len()];
        let mut category: Vec<Vec<u32>> = Vec::new();
        let mut count = 1_usize;
        for margin in margins {
            let width = margin.targets.len();
            let next = refine(&mut of, &margin.rows, count, width);
            for list in &mut category {
                *list = next.iter().map(|(cell, _)| list[*cell as usize]).collect();
            }
            category.push(next.iter().map(|(_, place)| *place).collect());
            count = next.len();
        }
        let mut base = vec![0.0; count];
        for (cell, weight) in of.iter().zip(before) {
            base[*cell as usize] += weight;
        }
        Self { of, now: base.clone(), base, category }
    }

    fn factor(&self, cell: u32) -> f64 {
        self.now[cell as usize] / self.base[cell as usize]
    }

    fn iterate(&mut self, margins: &[Margin]) -> Result<usize, SurveyError> {
        let work = self.now.len().saturating_mul(margins.len()).max(1);
        let most = (MOST_VISITS / work).clamp(10, MOST_ROUNDS);
        let mut worst = (f64::INFINITY, 0, 0);
        for round in 1..=most {
            worst = (0.0, 0, 0);
            for (place, margin) in margins.iter().enumerate() {
                let missed = self.fit(place, margin);
                if missed.0 > worst.0 {
                    worst = (missed.0, place, missed.1);
                }
            }
            if worst.0 <= NEAR {
                return Ok(round);
            }
        }
        let margin = &margins[worst.1];
        Err(SurveyError::NoConvergence {
            margin: margin.name.clone(),
            name: margin.categories.get(worst.2).cloned().unwrap_or_default(),
            miss: worst.0,
        })
    }

    /// Makes one margin right; how far off it was, and in which category.
    fn fit(&mut self, place: usize, margin: &Margin) -> (f64, usize) {
        let mut sums = vec![0.0; margin.targets.len()];
        let category = &self.category[place];
        for (weight, at) in self.now.iter().zip(category) {
            sums[*at as usize] += weight;
        }
        let mut worst = (0.0, 0);
        for (at, (total, target)) in sums.iter_mut().zip(&margin.targets).enumerate() {
            // A category that nobody has is no one's factor.
            let factor = if *total > 0.0 { target / *total } else { 1.0 };
            let miss = if factor.is_finite() { (factor - 1.0).abs() } else { f64::MAX };
            if miss > worst.0 {
                worst = (miss, at);
            }
            *total = factor;
        }
        for (weight, at) in self.now.iter_mut().zip(category) {
            *weight *= sums[*at as usize];
        }
        worst
    }
}

/// Splits cells by one more margin. Returns (old cell, category) of each new cell, in the order of
/// first appearance, and renumbers the rows.
fn refine(of: &mut [u32], rows: &[u32], count: usize, width: usize) -> Vec<(u32, u32)> {
    let mut next = Vec::new();
    let slots = count.saturating_mul(width);
    let number = |next: &mut Vec<(u32, u32)>, key: (u32, u32)| {
        next.push(key);
        u32::try_from(next.len()).unwrap_or(u32::MAX)
    };
    // A dense table while it is small beside the rows, a tree otherwise.
    if slots <= 4 * of.len() + 1024 {
        let mut table = vec![0_u32; slots];
        for (cell, place) in of.iter_mut().zip(rows) {
            let slot = &mut table[*cell as usize * width + *place as usize];
            if *slot == 0 {
                *slot = number(&mut next, (*cell, *place));
            }
            *cell = *slot - 1;
        }
    } else {
        let mut tree = BTreeMap::new();
        for (cell, place) in of.iter_mut().zip(rows) {
            let key = (*cell, *place);
            let found = *tree.entry(key).or_insert_with(|| number(&mut next, key));
            *cell = found - 1;
        }
    }
    next
}

/// Rounds in which the residuals come to rest; each margin usually needs a handful.
const RESIDUAL_ROUNDS: usize = 500;

impl Raked {
    /// The raked weights, in the order of the rows; all above 0, and every margin is met to a
    /// relative 1e-11.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        self.design.weights()
    }

    /// The design with the raked weights.
    #[must_use]
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The weighted mean; its error is that of what the margins do not explain, by least squares
    /// over the answers as the R package survey reckons it after raking.
    ///
    /// # Errors
    /// [`SurveyError`] unless there is one finite number for each row.
    pub fn mean(&self, values: &[f64]) -> Result<Estimate, SurveyError> {
        check_values(&self.design, values)?;
        let plain = mean(&self.design, values)?;
        let cells = Cells::gather(&self.before, &self.margins);
        let explained = cells.explained(&self.margins, values, plain.value);
        let all = self.design.total_weight();
        let rows = values.iter().zip(self.weights()).zip(&cells.of);
        let parts = rows.map(|((value, weight), cell)| {
            Some((value - plain.value - explained[*cell as usize]) * weight / all)
        });
        Ok(Estimate { value: plain.value, error: self.design.variance(parts).map(f64::sqrt) })
    }

    /// The greatest relative distance of the margins from what `weights` give.
    #[must_use]
    pub fn miss(&self, weights: &[f64]) -> f64 {
        let mut worst = 0.0_f64;
        for margin in &self.margins {
            let mut sums = vec![0.0; margin.targets.len()];
            for (weight, at) in weights.iter().zip(&margin.rows) {
                sums[*at as usize] += weight;
            }
            for (total, target) in sums.iter().zip(&margin.targets).filter(|it| *it.1 > 0.0) {
                worst = worst.max((total / target - 1.0).abs());
            }
        }
        worst
    }
}

impl Cells {
    /// What an additive model of the margins explains of the values in each cell, by fitting one
    /// margin after the other until nothing moves.
    fn explained(&self, margins: &[Margin], values: &[f64], centre: f64) -> Vec<f64> {
        let mut count = vec![0.0; self.now.len()];
        let mut left = vec![0.0; self.now.len()];
        for (cell, value) in self.of.iter().zip(values) {
            count[*cell as usize] += 1.0;
            left[*cell as usize] += value - centre;
        }
        let scale = left.iter().fold(0.0_f64, |most, it| most.max(it.abs()));
        let mut explained = vec![0.0; self.now.len()];
        for _ in 0..RESIDUAL_ROUNDS {
            let mut moved = 0.0_f64;
            for (margin, category) in margins.iter().zip(&self.category) {
                let mut sums = vec![(0.0, 0.0); margin.targets.len()];
                for ((at, left), count) in category.iter().zip(&left).zip(&count) {
                    sums[*at as usize].0 += left;
                    sums[*at as usize].1 += count;
                }
                for (cell, at) in category.iter().enumerate() {
                    let (total, answers) = sums[*at as usize];
                    let step = total / answers;
                    explained[cell] += step;
                    left[cell] -= step * count[cell];
                    moved = moved.max(step.abs());
                }
            }
            if moved <= 1e-13 * scale {
                break;
            }
        }
        explained
    }
}

/// Weights cut at `ratio` times their mean, what is cut off being shared equally among the others,
/// until none is above. The total stays; margins are no longer met exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct Trimmed {
    /// The weights, in the order given.
    pub weights: Vec<f64>,
    /// The bound, `ratio` × mean.
    pub upper: f64,
}

/// Trims weights, all above 0, at `ratio` times their mean (R's `trimWeights`, strict).
///
/// # Errors
/// [`SurveyError`] for weights that are none, and a ratio that is not above 1.
pub fn trim(weights: &[f64], ratio: f64) -> Result<Trimmed, SurveyError> {
    check_weights(weights)?;
    SurveyError::unless(ratio > 1.0 && ratio <= 1e9, "trim_ratio", ratio, "above 1, at most 1e9")?;
    let all = sum(weights.iter().copied());
    let upper = ratio * all / float(weights.len());
    let mut order = weights.to_vec();
    order.sort_by(|one, other| other.total_cmp(one));
    // Each round adds the same to all that are not cut, so that the rounds end where the others
    // have got a shift that brings the total back. The number that is cut is found from the top.
    let (mut cut, mut rest, mut shift) = (0_usize, all, 0.0);
    while order.get(cut).is_some_and(|weight| weight + shift > upper) {
        rest -= order[cut];
        cut += 1;
        let others = float(order.len() - cut);
        shift = (all - upper * float(cut) - rest) / others;
    }
    let weights = weights.iter().map(|weight| (weight + shift).min(upper)).collect();
    Ok(Trimmed { weights, upper })
}
