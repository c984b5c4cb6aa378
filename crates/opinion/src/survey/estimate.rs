//! Means, totals and shares from a design, with what is known of their error.

use super::design::{Design, check_length};
use super::interval::{Interval, clopper_pearson};
use super::numeric::{float, sum};
use super::profile::{Share, likelihood};
use super::special::{Unit, normal_quantile, t_critical};
use super::{SurveyError, Warning};

/// Standard errors of shares below this are rounding: the design sees no error.
const NO_WIDTH: f64 = 1e-12;

/// A mean or a total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error; `None` where the design does not tell.
    pub error: Option<f64>,
}

impl Estimate {
    /// Estimate ± z standard errors.
    #[must_use]
    pub fn normal_interval(&self, confidence: f64) -> Option<Interval> {
        let z = normal_quantile(f64::midpoint(1.0, confidence));
        self.error.map(|error| [self.value - z * error, self.value + z * error])
    }
}

/// Variance of the design over that of a simple random sample of the same size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesignEffect {
    /// Against sampling without replacement. `None` where that has no variance, or the weights add
    /// up to less than the answers.
    pub without_replacement: Option<f64>,
    /// Against sampling with replacement.
    pub with_replacement: Option<f64>,
}

/// The weighted mean of one number for each row (linearised variance).
///
/// # Errors
/// [`SurveyError`] unless there is one finite number for each row.
pub fn mean(design: &Design, values: &[f64]) -> Result<Estimate, SurveyError> {
    check_values(design, values)?;
    Ok(domain_mean(design, values, |_| true))
}

/// The same over the rows of a domain, whose number is random as well. A domain without rows has
/// no mean: the value is 0 and the error `None`.
pub(crate) fn domain_mean(
    design: &Design,
    values: &[f64],
    inside: impl Fn(usize) -> bool,
) -> Estimate {
    let rows = || values.iter().zip(design.weights()).enumerate().filter(|it| inside(it.0));
    let all = sum(rows().map(|(_, (_, weight))| *weight));
    if all <= 0.0 {
        return Estimate { value: 0.0, error: None };
    }
    let value = sum(rows().map(|(_, (value, weight))| value * weight / all));
    let parts = values
        .iter()
        .zip(design.weights())
        .enumerate()
        .map(|(row, (it, weight))| inside(row).then(|| (it - value) * weight / all));
    Estimate { value, error: design.variance(parts).map(f64::sqrt) }
}

/// The weighted total of one number for each row.
///
/// # Errors
/// [`SurveyError`] unless there is one finite number for each row.
pub fn total(design: &Design, values: &[f64]) -> Result<Estimate, SurveyError> {
    check_values(design, values)?;
    let parts = || values.iter().zip(design.weights()).map(|(value, weight)| value * weight);
    Ok(Estimate { value: sum(parts()), error: design.variance(parts().map(Some)).map(f64::sqrt) })
}

/// Means by domain, in the order of the labels.
///
/// # Errors
/// [`SurveyError`] unless there is one finite number and one label for each row.
pub fn domain_means(
    design: &Design,
    values: &[f64],
    domains: &[&str],
) -> Result<Vec<(String, Estimate)>, SurveyError> {
    check_values(design, values)?;
    if domains.len() != design.rows() {
        return Err(SurveyError::Shape { field: "dom", problem: "lists differ in length" });
    }
    let names: std::collections::BTreeSet<&str> = domains.iter().copied().collect();
    SurveyError::unless(names.len() <= 1000, "dom", float(names.len()), "at most 1000 domains")?;
    let one = |name: &str| domain_mean(design, values, |row| domains[row] == name);
    Ok(names.iter().map(|name| ((*name).to_owned(), one(name))).collect())
}

/// The design effect of a mean.
///
/// # Errors
/// [`SurveyError`] unless there is one finite number for each row.
pub fn design_effect(
    design: &Design,
    values: &[f64],
) -> Result<(DesignEffect, Vec<Warning>), SurveyError> {
    let estimate = mean(design, values)?;
    let (all, rows) = (design.total_weight(), float(design.rows()));
    let square = |value: &f64| {
        let gap = value - estimate.value;
        gap * gap * rows / (rows - 1.0)
    };
    let parts = values.iter().zip(design.weights());
    let spread = sum(parts.map(|(value, weight)| square(value) * weight / all));
    let over = |simple: f64| {
        let error = estimate.error?;
        (simple > 0.0 && simple.is_finite()).then(|| error * error / simple)
    };
    let mut warnings = Vec::new();
    if all < rows {
        warnings.push(Warning::WeightsBelowSample);
    }
    let without_replacement =
        if all < rows { None } else { over(spread * (all - rows) / (all * rows)) };
    Ok((DesignEffect { without_replacement, with_replacement: over(spread / rows) }, warnings))
}

/// Kish's design effect of unequal weights, n Σw² / (Σw)²; at least 1.
#[must_use]
pub fn kish(weights: &[f64]) -> f64 {
    let all = sum(weights.iter().copied());
    float(weights.len()) * sum(weights.iter().map(|weight| weight * weight)) / (all * all)
}

/// Intervals for a share under a design, by the names of R's `svyciprop`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareIntervals {
    /// Student's interval of the logit.
    pub logit: Interval,
    /// From the Rao-Scott scaled likelihood ratio.
    pub likelihood: Interval,
    /// Student's interval of the arcsine of the root, kept within 0…1.
    pub asin: Interval,
    /// Clopper-Pearson on the effective sample size (Korn and Graubard 1998).
    pub beta: Interval,
    /// Student's interval of the share itself; can leave 0…1.
    pub mean: Interval,
}

/// Design-based intervals of a share at a confidence in (0, 1), or why there are none: then the
/// exact interval on the answers themselves has to stand in ([`exact_on_answers`]).
///
/// # Errors
/// [`SurveyError`] unless there is a 0 or 1 for each row and the confidence is one.
pub fn share_intervals(
    design: &Design,
    values: &[f64],
    confidence: f64,
) -> Result<Result<ShareIntervals, Warning>, SurveyError> {
    let estimate = mean(design, values)?;
    let alpha = super::interval::checked_alpha(confidence)?;
    if values.iter().any(|value| *value != 0.0 && *value != 1.0) {
        return Ok(Err(Warning::NotYesNo));
    }
    let (p, rows) = (estimate.value, float(design.rows()));
    let varies = values.iter().any(|value| *value != values[0]) && p > 0.0 && p < 1.0;
    let Some(error) = estimate.error.filter(|error| varies && *error > NO_WIDTH) else {
        return Ok(Err(Warning::NoVariation));
    };
    if design.degrees_of_freedom() == 0 || design.rows() < 2 {
        return Ok(Err(Warning::NoDegreesOfFreedom));
    }
    let t = t_critical(alpha, float(design.degrees_of_freedom()));
    let spread = p * (1.0 - p);
    let logit = Unit::new(p).logit;
    let by_logit = |step: f64| Unit::from_logit(logit + step).x;
    let angle = p.sqrt().asin();
    let by_angle = |step: f64| (angle + step).clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2);
    let narrowed = t_critical(alpha, rows - 1.0) / t;
    let effective = spread / (error * error) * narrowed * narrowed;
    let (steep, bent) = (t * error / spread, t * error / (2.0 * spread.sqrt()));
    Ok(Ok(ShareIntervals {
        logit: [by_logit(-steep), by_logit(steep)],
        likelihood: likelihood(&Share { p, error, rows, t }),
        asin: [by_angle(-bent), by_angle(bent)],
        beta: clopper_pearson(effective * p, effective, alpha),
        mean: [p - t * error, p + t * error],
    }))
}

/// Clopper and Pearson on the answers as they are, without weights.
///
/// # Errors
/// [`SurveyError`] for no answers, and for a confidence that is none.
pub fn exact_on_answers(values: &[f64], confidence: f64) -> Result<Interval, SurveyError> {
    check_length(values.len())?;
    let alpha = super::interval::checked_alpha(confidence)?;
    let yes = values.iter().filter(|value| **value == 1.0).count();
    Ok(clopper_pearson(float(yes), float(values.len()), alpha))
}

/// The mean without weights; 0 for no values.
pub(crate) fn plain_mean(values: &[f64]) -> f64 {
    sum(values.iter().copied()) / float(values.len().max(1))
}

pub(crate) fn check_values(design: &Design, values: &[f64]) -> Result<(), SurveyError> {
    if values.len() != design.rows() {
        return Err(SurveyError::Shape { field: "rows", problem: "lists differ in length" });
    }
    for (row, value) in values.iter().enumerate() {
        if value.is_nan() || value.abs() > 1e15 {
            let field = format!("rows[{row}]");
            return Err(SurveyError::Range { field, value: *value, range: "-1e15 to 1e15" });
        }
    }
    Ok(())
}
