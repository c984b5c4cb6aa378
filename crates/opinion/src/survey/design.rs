//! Strata, clusters and weights, and the variance that they give.
//!
//! Ultimate clusters: the variance of a total is that of the totals of the first-stage units
//! (a respondent, or a cluster of them) within their strata, as in the R package survey.

use std::collections::BTreeMap;

use super::numeric::{float, sum};
use super::{SurveyError, Warning};

/// Most rows of one survey.
pub const MAX_ROWS: usize = 2_000_000;

/// What stands in for the variance of a stratum with a single unit, by the names of R.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lonely {
    /// Refuse.
    Fail,
    /// It adds no variance.
    Remove,
    /// It was taken with certainty and adds no variance.
    Certainty,
    /// Its distance from the mean of all stands in: cautious.
    Adjust,
    /// The average of the other strata stands in.
    Average,
}

impl Lonely {
    /// By its name in R.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "fail" => Self::Fail,
            "remove" => Self::Remove,
            "certainty" => Self::Certainty,
            "adjust" => Self::Adjust,
            "average" => Self::Average,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug)]
struct Stratum {
    name: String,
    units: usize,
    /// Units of the population where sampling was without replacement.
    population: Option<f64>,
}

/// A sample: the weight of each answer and where it was drawn. Rows keep the order given.
#[derive(Clone, Debug)]
pub struct Design {
    weights: Vec<f64>,
    /// First-stage unit of each row.
    unit: Vec<usize>,
    /// Stratum of each unit.
    stratum: Vec<usize>,
    strata: Vec<Stratum>,
    lonely: Lonely,
}

impl Design {
    /// A simple random sample of independent answers with weights, which are all above 0.
    ///
    /// # Errors
    /// [`SurveyError`] for weights that are none.
    pub fn independent(weights: Vec<f64>) -> Result<Self, SurveyError> {
        check_weights(&weights)?;
        let units = weights.len();
        Ok(Self {
            weights,
            unit: (0..units).collect(),
            stratum: vec![0; units],
            strata: vec![Stratum { name: "all".to_owned(), units, population: None }],
            lonely: Lonely::Fail,
        })
    }

    /// A simple random sample within each stratum, each answer weighing N/n. `sizes` gives the
    /// population of every stratum; `finite` tells to use the finite population correction.
    ///
    /// # Errors
    /// [`SurveyError`] for a stratum without respondents, without population, or with more
    /// respondents than people, and for a stratum with a single respondent when told to fail.
    pub fn stratified(
        strata: &[&str],
        sizes: &BTreeMap<String, f64>,
        correction: Correction,
        lonely: Lonely,
    ) -> Result<Self, SurveyError> {
        check_length(strata.len())?;
        let (stratum, mut found) = group(strata);
        for (name, population) in sizes {
            let fits = (0.0..=1e12).contains(population);
            SurveyError::unless(fits, &format!("population.{name}"), *population, "0 to 1e12")?;
            if *population > 0.0 && !found.iter().any(|it| it.name == *name) {
                let (name, population) = (name.clone(), *population);
                return Err(SurveyError::NoRespondent { kind: "stratum".into(), name, population });
            }
        }
        let mut weight = Vec::with_capacity(found.len());
        for it in &mut found {
            let population = sizes.get(&it.name).copied().filter(|size| *size > 0.0);
            let population = population.ok_or_else(|| SurveyError::NoPopulation {
                kind: "stratum".into(),
                name: it.name.clone(),
            })?;
            if population < float(it.units) {
                let (name, respondents) = (it.name.clone(), it.units);
                return Err(SurveyError::Oversampled { name, respondents, population });
            }
            weight.push(population / float(it.units));
            it.population = (correction == Correction::Finite).then_some(population);
        }
        let weights = stratum.iter().map(|place| weight[*place]).collect();
        let unit = (0..stratum.len()).collect();
        Self { weights, unit, stratum, strata: found, lonely }.checked()
    }

    /// Clusters within strata, drawn with replacement. A cluster belongs to its stratum: the same
    /// label in two strata is two clusters.
    ///
    /// # Errors
    /// [`SurveyError`] for lists of different length, weights that are none, and for a stratum
    /// with a single cluster when told to fail.
    pub fn clustered(
        strata: &[&str],
        clusters: &[&str],
        weights: Vec<f64>,
        lonely: Lonely,
    ) -> Result<Self, SurveyError> {
        check_weights(&weights)?;
        if strata.len() != weights.len() || clusters.len() != weights.len() {
            return Err(SurveyError::Shape { field: "rows", problem: "lists differ in length" });
        }
        let (row_stratum, mut found) = group(strata);
        let mut places = BTreeMap::new();
        let mut stratum = Vec::new();
        let mut unit = Vec::with_capacity(weights.len());
        for (place, cluster) in row_stratum.iter().zip(clusters) {
            let next = stratum.len();
            let at = *places.entry((*place, *cluster)).or_insert(next);
            if at == next {
                stratum.push(*place);
            }
            unit.push(at);
        }
        for (place, it) in found.iter_mut().enumerate() {
            it.units = stratum.iter().filter(|at| **at == place).count();
        }
        Self { weights, unit, stratum, strata: found, lonely }.checked()
    }

    fn checked(self) -> Result<Self, SurveyError> {
        let lonely = |it: &&Stratum| it.units == 1 && rest(it) >= CENSUS;
        match self.strata.iter().find(lonely) {
            Some(it) if self.lonely == Lonely::Fail => {
                Err(SurveyError::Lonely { name: it.name.clone() })
            }
            _ => Ok(self),
        }
    }

    /// Weights in the order of the rows, each above 0.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// Degrees of freedom: first-stage units less strata.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> usize {
        self.stratum.len() - self.strata.len()
    }

    /// What the design itself warns of.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let lonely = self.strata.iter().any(|it| it.units == 1 && rest(it) >= CENSUS);
        if lonely { vec![Warning::LonelyStratum] } else { Vec::new() }
    }

    /// Variance of the sum of `parts`, one weighted part for each row; rows outside a domain give
    /// `None`. `None` where it is not defined.
    pub(crate) fn variance(&self, parts: impl Iterator<Item = Option<f64>>) -> Option<f64> {
        let mut totals = vec![0.0; self.stratum.len()];
        let mut present = vec![false; self.strata.len()];
        for (unit, part) in self.unit.iter().zip(parts) {
            if let Some(part) = part {
                totals[*unit] += part;
                present[self.stratum[*unit]] = true;
            }
        }
        let mut means = vec![0.0; self.strata.len()];
        for (total, place) in totals.iter().zip(&self.stratum) {
            means[*place] += total / float(self.strata[*place].units);
        }
        let mut squares = vec![0.0; self.strata.len()];
        for (total, place) in totals.iter().zip(&self.stratum) {
            let alone = self.strata[*place].units == 1 && self.lonely == Lonely::Adjust;
            let gap = if alone { *total } else { total - means[*place] };
            squares[*place] += gap * gap;
        }
        self.added(&squares, &present)
    }

    fn added(&self, squares: &[f64], present: &[bool]) -> Option<f64> {
        let (mut known, mut all, mut variance) = (0, 0, 0.0);
        for ((it, square), _) in self.strata.iter().zip(squares).zip(present).filter(|it| *it.1) {
            all += 1;
            let rest = rest(it);
            if it.units == 1 && rest >= CENSUS {
                match self.lonely {
                    Lonely::Fail => return None,
                    Lonely::Average => continue,
                    Lonely::Remove | Lonely::Certainty | Lonely::Adjust => {}
                }
            }
            known += 1;
            if rest < CENSUS {
                continue;
            }
            let units = float(it.units);
            let scale = if it.units > 1 { rest * units / (units - 1.0) } else { rest };
            variance += scale * square;
        }
        (known > 0).then(|| variance * float(all) / float(known))
    }

    /// Sum of all weights: the size of the population as estimated.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        sum(self.weights.iter().copied())
    }
}

/// Whether a sample without replacement counts as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// With the finite population correction.
    Finite,
    /// As if drawn with replacement.
    None,
}

/// Below this share of the population left out, a stratum counts as asked completely.
const CENSUS: f64 = 1e-7;

/// Share of the stratum that was not asked.
fn rest(stratum: &Stratum) -> f64 {
    stratum.population.map_or(1.0, |size| (size - float(stratum.units)) / size)
}

fn group(names: &[&str]) -> (Vec<usize>, Vec<Stratum>) {
    let mut places: BTreeMap<&str, usize> = names.iter().map(|name| (*name, 0)).collect();
    for (place, at) in places.values_mut().enumerate() {
        *at = place;
    }
    let mut strata: Vec<Stratum> = places
        .keys()
        .map(|name| Stratum { name: (*name).to_owned(), units: 0, population: None })
        .collect();
    let of: Vec<usize> = names.iter().map(|name| places[name]).collect();
    for place in &of {
        strata[*place].units += 1;
    }
    (of, strata)
}

pub(crate) fn check_length(rows: usize) -> Result<(), SurveyError> {
    let fits = (1..=MAX_ROWS).contains(&rows);
    SurveyError::unless(fits, "rows", float(rows), "1 to 2000000 rows")
}

pub(crate) fn check_weights(weights: &[f64]) -> Result<(), SurveyError> {
    check_length(weights.len())?;
    for (row, weight) in weights.iter().enumerate() {
        if !(1e-12..=1e12).contains(weight) {
            let field = format!("rows[{row}].weight");
            return Err(SurveyError::Range { field, value: *weight, range: "1e-12 to 1e12" });
        }
    }
    Ok(())
}
