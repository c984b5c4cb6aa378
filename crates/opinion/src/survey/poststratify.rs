//! Weights that make groups as large as they are in the population.

use std::collections::BTreeMap;

use super::SurveyError;
use super::design::{Design, check_weights};
use super::estimate::{Estimate, check_values, mean};
use super::numeric::{float, sum};

/// A sample whose groups have been weighted to the population.
#[derive(Clone, Debug)]
pub struct PostStratified {
    design: Design,
    group: Vec<usize>,
    /// Weights before, which the residuals are reckoned with.
    before: Vec<f64>,
}

/// Weights the groups of a simple random sample to the sizes of the population.
///
/// # Errors
/// [`SurveyError`] for lists of different length, weights that are none, a group without
/// respondents or without population.
pub fn post_stratify(
    groups: &[&str],
    weights: &[f64],
    population: &BTreeMap<String, f64>,
) -> Result<PostStratified, SurveyError> {
    check_weights(weights)?;
    if groups.len() != weights.len() {
        return Err(SurveyError::Shape { field: "rows", problem: "lists differ in length" });
    }
    let mut found: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for (name, weight) in groups.iter().zip(weights) {
        let next = found.len();
        found.entry(name).or_insert((next, 0.0)).1 += weight;
    }
    for (name, size) in population {
        let fits = (0.0..=1e12).contains(size);
        SurveyError::unless(fits, &format!("population.{name}"), *size, "0 to 1e12")?;
        if *size > 0.0 && !found.contains_key(name.as_str()) {
            let (name, population) = (name.clone(), *size);
            return Err(SurveyError::NoRespondent { kind: "group".into(), name, population });
        }
    }
    let mut factor = vec![0.0; found.len()];
    for (name, (place, total)) in &found {
        let size = population.get(*name).copied().filter(|size| *size > 0.0);
        let size = size.ok_or_else(|| SurveyError::NoPopulation {
            kind: "group".into(),
            name: (*name).to_owned(),
        })?;
        factor[*place] = size / total;
    }
    let group: Vec<usize> = groups.iter().map(|name| found[name].0).collect();
    let new = group.iter().zip(weights).map(|(place, weight)| weight * factor[*place]).collect();
    let design = Design::independent(new)?;
    Ok(PostStratified { design, group, before: weights.to_vec() })
}

impl PostStratified {
    /// The new weights, in the order of the rows.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        self.design.weights()
    }

    /// The weighted mean; its error is that of what the groups do not explain.
    ///
    /// # Errors
    /// [`SurveyError`] unless there is one finite number for each row.
    pub fn mean(&self, values: &[f64]) -> Result<Estimate, SurveyError> {
        check_values(&self.design, values)?;
        let all = self.design.total_weight();
        let plain = mean(&self.design, values)?;
        let groups = self.group.iter().max().map_or(0, |most| most + 1);
        let (mut above, mut below) = (vec![0.0; groups], vec![0.0; groups]);
        for ((place, value), weight) in self.group.iter().zip(values).zip(&self.before) {
            above[*place] += weight * value;
            below[*place] += weight;
        }
        let rows = self.group.iter().zip(values).zip(self.design.weights());
        let parts = rows.map(|((place, value), weight)| {
            Some((value - above[*place] / below[*place]) * weight / all)
        });
        Ok(Estimate { value: plain.value, error: self.design.variance(parts).map(f64::sqrt) })
    }
}

/// Answers that a simple random sample would need to be as precise as these weights allow
/// (Kish): (Σw)² / Σw².
#[must_use]
pub fn effective_size(weights: &[f64]) -> f64 {
    let all = sum(weights.iter().copied());
    let kish = super::estimate::kish(weights);
    if all > 0.0 { float(weights.len()) / kish } else { 0.0 }
}
