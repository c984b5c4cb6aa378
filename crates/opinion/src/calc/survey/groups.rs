//! Weights that match the population: post-stratification and raking.

use serde_json::{Value, json};

use super::{labels, numbers, optional_numbers, refused, sizes, texts};
use crate::calc::CalcError;
use crate::calc::read::{Fields, get, object, optional_float};
use crate::survey::Warning;
use crate::survey::estimate::kish;
use crate::survey::poststratify::{effective_size, post_stratify};
use crate::survey::rake::{MAX_MARGINS, Margin, rake, trim};

/// Trimmed weights that come this near to the margins, relatively, still meet them.
const MET: f64 = 1e-6;

pub(super) fn post_stratification(fields: &Fields, rows: &[&Fields]) -> Result<Value, CalcError> {
    let population = sizes(get(fields, "population")?, "population")?;
    let groups = labels(rows, "g")?;
    let (weights, answers) = (numbers(rows, "w")?, numbers(rows, "y")?);
    let found = post_stratify(&texts(&groups), &weights, &population).map_err(refused)?;
    let average = found.mean(&answers).map_err(refused)?;
    Ok(json!({
        "weights": found.weights(),
        "mean": average.value,
        "se": average.error,
    }))
}

pub(super) fn raking(fields: &Fields, rows: &[&Fields]) -> Result<Value, CalcError> {
    let given = object(get(fields, "margins")?, "margins")?;
    if given.is_empty() || given.len() > MAX_MARGINS {
        return Err(CalcError::new("margins", "1 to 32 margins are expected"));
    }
    let mut margins = Vec::with_capacity(given.len());
    for (name, value) in given {
        let population = sizes(value, &format!("margins.{name}"))?;
        let categories = labels(rows, name)?;
        let margin = Margin::new(name, &texts(&categories), &population).map_err(refused)?;
        margins.push(margin);
    }
    let raked = rake(&numbers(rows, "bw")?, margins).map_err(refused)?;
    let weights = raked.weights();
    let extreme = |pick: fn(f64, f64) -> f64| weights.iter().copied().reduce(pick);
    let mut output = json!({
        "weights": weights,
        "kish_deff": kish(weights),
        "effective_n": effective_size(weights),
        "min": extreme(f64::min),
        "max": extreme(f64::max),
    });
    if let Some(answers) = optional_numbers(rows, "y")? {
        let average = raked.mean(&answers).map_err(refused)?;
        output["weighted_y"] = json!(average.value);
        output["se_y"] = json!(average.error);
        output["unweighted_y"] = json!(crate::survey::estimate::plain_mean(&answers));
    }
    let mut warnings = Vec::new();
    if let Some(ratio) = optional_float(fields, "trim_ratio", "")? {
        let trimmed = trim(weights, ratio).map_err(refused)?;
        let miss = raked.miss(&trimmed.weights);
        if miss > MET {
            warnings.push(Warning::TrimmedMissesMargins);
        }
        output["trimmed_weights"] = json!(trimmed.weights);
        output["trim_upper"] = json!(trimmed.upper);
        output["trimmed_margin_miss"] = json!(miss);
    }
    output["warnings"] = Warning::codes(&warnings);
    Ok(output)
}
