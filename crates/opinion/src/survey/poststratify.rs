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

/// Answers of one group, as counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupCount {
    /// Answers.
    pub answers: u64,
    /// Answers that say yes.
    pub yes: u64,
    /// Size of the group in the population.
    pub population: u64,
}

/// The share of yes in the population, from counts by group: what [`post_stratify`] and
/// [`PostStratified::mean`] give for the rows behind the counts, without having the rows.
///
/// # Errors
/// [`SurveyError`] without an answer, with a group that has answers and no population or the other
/// way round, or with more yes than answers.
pub fn share_of_counts(groups: &[GroupCount]) -> Result<Estimate, SurveyError> {
    let number = |n: u64| float(usize::try_from(n).unwrap_or(usize::MAX));
    let (mut population, mut answers) = (0_u64, 0_u64);
    for (place, group) in (1_u32..).zip(groups) {
        let name = || place.to_string();
        SurveyError::unless(
            group.yes <= group.answers,
            "yes",
            number(group.yes),
            "at most the answers",
        )?;
        if group.answers > 0 && group.population == 0 {
            return Err(SurveyError::NoPopulation { kind: "group".into(), name: name() });
        }
        if group.answers == 0 && group.population > 0 {
            let population = number(group.population);
            return Err(SurveyError::NoRespondent {
                kind: "group".into(),
                name: name(),
                population,
            });
        }
        population = population.saturating_add(group.population);
        answers = answers.saturating_add(group.answers);
    }
    if answers == 0 {
        return Err(SurveyError::NoAnswer);
    }
    let (mut value, mut spread) = (0.0, 0.0);
    for group in groups.iter().filter(|group| group.answers > 0) {
        let part = number(group.population) / number(population);
        let share = number(group.yes) / number(group.answers);
        value += part * share;
        spread += part * part * share * (1.0 - share) / number(group.answers);
    }
    let all = number(answers);
    let error = (answers > 1).then(|| (spread * all / (all - 1.0)).sqrt());
    Ok(Estimate { value, error })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{GroupCount, post_stratify, share_of_counts};

    #[test]
    fn counts_give_what_their_rows_give() {
        let groups = [("a", 40_u64, 25_u64, 900_u64), ("b", 10, 2, 400), ("c", 25, 25, 50)];
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (name, answers, yes, _) in groups {
            for row in 0..answers {
                names.push(name);
                values.push(if row < yes { 1.0 } else { 0.0 });
            }
        }
        let population: BTreeMap<String, f64> =
            [("a".to_owned(), 900.0), ("b".to_owned(), 400.0), ("c".to_owned(), 50.0)].into();
        let rows = post_stratify(&names, &vec![1.0; names.len()], &population).expect("rows");
        let by_rows = rows.mean(&values).expect("an estimate");
        let counts =
            groups.map(|(_, answers, yes, population)| GroupCount { answers, yes, population });
        let by_counts = share_of_counts(&counts).expect("an estimate");
        assert!((by_rows.value - by_counts.value).abs() < 1e-12, "{by_rows:?} {by_counts:?}");
        let (one, other) = (by_rows.error.expect("known"), by_counts.error.expect("known"));
        assert!((one - other).abs() < 1e-12, "{one} {other}");
    }

    #[test]
    fn a_silent_group_is_named() {
        let group = |answers, population| GroupCount { answers, yes: 0, population };
        assert!(share_of_counts(&[group(5, 10), group(0, 10)]).is_err());
        assert!(share_of_counts(&[group(5, 0)]).is_err());
        assert!(share_of_counts(&[]).is_err());
    }
}
