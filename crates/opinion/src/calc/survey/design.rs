//! Estimates from strata and clusters.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{labels, numbers, optional_numbers, refused, sizes, texts};
use crate::calc::CalcError;
use crate::calc::read::Fields;
use crate::survey::design::{Correction, Design, Lonely};
use crate::survey::estimate::{
    design_effect, domain_means, exact_on_answers, kish, mean, share_intervals, total,
};
use crate::survey::{SurveyError, Warning};

/// Confidence of every interval here.
const CONFIDENCE: f64 = 0.95;

pub(super) fn stratified(fields: &Fields, rows: &[&Fields]) -> Result<Value, CalcError> {
    let strata = labels(rows, "h")?;
    let sizes = match fields.get("population") {
        Some(value) => sizes(value, "population")?,
        None => sizes_of_rows(&strata, &numbers(rows, "N")?).map_err(refused)?,
    };
    let correction = match fields.get("fpc").map(Value::as_bool) {
        None | Some(Some(true)) => Correction::Finite,
        Some(Some(false)) => Correction::None,
        Some(None) => return Err(CalcError::new("fpc", "true or false is expected")),
    };
    let design = Design::stratified(&texts(&strata), &sizes, correction, lonely(fields)?)
        .map_err(refused)?;
    let mut output = Map::new();
    let mut warnings = design.warnings();
    for name in ["y", "x"] {
        let values = match name {
            "y" => Some(numbers(rows, name)?),
            _ => optional_numbers(rows, name)?,
        };
        if let Some(values) = values {
            warnings.extend(variable(&mut output, &design, name, &values).map_err(refused)?);
        }
    }
    let answers = numbers(rows, "y")?;
    if rows.iter().any(|row| row.contains_key("dom")) {
        let domains = labels(rows, "dom")?;
        let found = domain_means(&design, &answers, &texts(&domains)).map_err(refused)?;
        for (name, estimate) in found {
            put(&mut output, "domain_mean_y", &name, json!(estimate.value));
            put(&mut output, "domain_se_y", &name, json!(estimate.error));
        }
    }
    warnings.extend(shares(&mut output, &design, &answers).map_err(refused)?);
    output.insert("df".to_owned(), json!(design.degrees_of_freedom()));
    output.insert("warnings".to_owned(), Warning::codes(&warnings));
    Ok(Value::Object(output))
}

fn variable(
    output: &mut Map<String, Value>,
    design: &Design,
    name: &str,
    values: &[f64],
) -> Result<Vec<Warning>, SurveyError> {
    let average = mean(design, values)?;
    let sum = total(design, values)?;
    let (effect, warnings) = design_effect(design, values)?;
    put(output, "mean", name, json!(average.value));
    put(output, "se", name, json!(average.error));
    put(output, "deff", name, json!(effect.without_replacement));
    put(output, "ci95_normal", name, json!(average.normal_interval(CONFIDENCE)));
    put(output, "total", name, json!(sum.value));
    put(output, "total_se", name, json!(sum.error));
    Ok(warnings)
}

fn shares(
    output: &mut Map<String, Value>,
    design: &Design,
    answers: &[f64],
) -> Result<Vec<Warning>, SurveyError> {
    let found = share_intervals(design, answers, CONFIDENCE)?;
    let (value, warnings) = match found {
        Ok(found) => {
            let value = json!({
                "logit": found.logit,
                "likelihood": found.likelihood,
                "asin": found.asin,
                "beta": found.beta,
                "mean": found.mean,
            });
            (value, Vec::new())
        }
        Err(Warning::NotYesNo) => (Value::Null, vec![Warning::NotYesNo]),
        Err(why) => {
            let exact = exact_on_answers(answers, CONFIDENCE)?;
            output.insert("fallback_clopper_pearson".to_owned(), json!(exact));
            (Value::Null, vec![why, Warning::FellBackToExact])
        }
    };
    output.insert("svyciprop_y".to_owned(), value);
    Ok(warnings)
}

pub(super) fn clustered(fields: &Fields, rows: &[&Fields]) -> Result<Value, CalcError> {
    let (strata, clusters) = (labels(rows, "h")?, labels(rows, "psu")?);
    let (weights, answers) = (numbers(rows, "w")?, numbers(rows, "y")?);
    let lonely = lonely(fields)?;
    let design =
        Design::clustered(&texts(&strata), &texts(&clusters), weights, lonely).map_err(refused)?;
    let average = mean(&design, &answers).map_err(refused)?;
    let (effect, mut warnings) = design_effect(&design, &answers).map_err(refused)?;
    warnings.extend(design.warnings());
    let mut output = Map::new();
    warnings.extend(shares(&mut output, &design, &answers).map_err(refused)?);
    let beta = output.remove("svyciprop_y").and_then(|it| it.get("beta").cloned());
    output.extend([
        ("mean".to_owned(), json!(average.value)),
        ("se".to_owned(), json!(average.error)),
        ("deff".to_owned(), json!(effect.without_replacement)),
        ("deff_replace".to_owned(), json!(effect.with_replacement)),
        ("kish_weight_deff".to_owned(), json!(kish(design.weights()))),
        ("ci95_beta".to_owned(), json!(beta)),
        ("df".to_owned(), json!(design.degrees_of_freedom())),
        ("warnings".to_owned(), Warning::codes(&warnings)),
    ]);
    Ok(Value::Object(output))
}

fn lonely(fields: &Fields) -> Result<Lonely, CalcError> {
    let Some(value) = fields.get("lonely_psu") else { return Ok(Lonely::Fail) };
    value.as_str().and_then(Lonely::parse).ok_or_else(|| {
        CalcError::new("lonely_psu", "fail, remove, certainty, adjust or average is expected")
    })
}

fn sizes_of_rows(strata: &[String], sizes: &[f64]) -> Result<BTreeMap<String, f64>, SurveyError> {
    let mut found = BTreeMap::new();
    for (name, size) in strata.iter().zip(sizes) {
        let known = *found.entry(name.clone()).or_insert(*size);
        if known.to_bits() != size.to_bits() {
            return Err(SurveyError::TwoSizes { name: name.clone(), one: known, other: *size });
        }
    }
    Ok(found)
}

fn put(output: &mut Map<String, Value>, key: &str, name: &str, value: Value) {
    let entry = output.entry(key.to_owned()).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(map) = entry {
        map.insert(name.to_owned(), value);
    }
}
