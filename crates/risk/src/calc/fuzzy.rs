//! `wenping calc fuzzy`: fuzzy comprehensive evaluation.
//!
//! Two shapes: `weights, counts` and `top_weights, groups`, both with `grade_scores` where a
//! single figure is wanted.

use serde_json::{Map, Value, json};

use super::read::{get, list, object, reals};
use super::{CalcError, codes};
use crate::fuzzy::{
    Counted, Evaluation, FuzzyError, MAX_FACTORS, MAX_GRADES, evaluate, evaluate_groups,
};
use crate::warning::Warning;

/// Evaluates either shape.
///
/// # Errors
/// [`CalcError`] for ragged tables, negative counts, factors without an answer, and weights that
/// do not add to 1.
pub fn fuzzy_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input)?;
    let scores = match fields.get("grade_scores") {
        None | Some(Value::Null) => None,
        Some(value) => Some(reals(value, "grade_scores", MAX_GRADES)?),
    };
    match (fields.contains_key("groups"), fields.contains_key("counts")) {
        (true, true) => Err(CalcError::new("groups", "two shapes are mixed")),
        (true, false) => two_levels(fields, scores.as_deref()),
        (false, _) => {
            let counted = counted(fields, "")?;
            let (result, warnings) = evaluate(&counted, scores.as_deref())
                .map_err(|error| refusal(&error, "weights"))?;
            Ok(described(&result, "R", &warnings))
        }
    }
}

fn two_levels(fields: &Map<String, Value>, scores: Option<&[f64]>) -> Result<Value, CalcError> {
    let top = reals(get(fields, "top_weights")?, "top_weights", MAX_FACTORS)?;
    let mut groups = Vec::new();
    for (place, group) in list(get(fields, "groups")?, "groups", MAX_FACTORS)?.iter().enumerate() {
        let path = format!("groups[{place}]");
        let group =
            group.as_object().ok_or_else(|| CalcError::new(&path, "an object is expected"))?;
        groups.push(counted(group, &format!("{path}."))?);
    }
    let (result, warnings) =
        evaluate_groups(&top, &groups, scores).map_err(|error| refusal(&error, "top_weights"))?;
    Ok(described(&result, "first_level", &warnings))
}

fn counted(fields: &Map<String, Value>, path: &str) -> Result<Counted, CalcError> {
    let field = |name: &str| {
        fields
            .get(name)
            .ok_or_else(|| CalcError::new(format!("{path}{name}"), "this field is missing"))
    };
    let weights = reals(field("weights")?, &format!("{path}weights"), MAX_FACTORS)?;
    let rows = list(field("counts")?, &format!("{path}counts"), MAX_FACTORS)?;
    let counts = rows
        .iter()
        .enumerate()
        .map(|(place, row)| reals(row, &format!("{path}counts[{place}]"), MAX_GRADES))
        .collect::<Result<Vec<Vec<f64>>, CalcError>>()?;
    Ok(Counted { weights, counts })
}

fn described(result: &Evaluation, rows: &str, warnings: &[Warning]) -> Value {
    let mut output = Map::new();
    output.insert(rows.to_owned(), json!(result.rows));
    for one in &result.operators {
        let text = json!({
            "b": one.memberships,
            "normalised": one.normalised,
            "score": one.score,
            "argmax": one.best,
        });
        output.insert(one.operator.code().to_owned(), text);
    }
    output.insert("warnings".to_owned(), codes(warnings));
    Value::Object(output)
}

fn refusal(error: &FuzzyError, weights: &str) -> CalcError {
    let inside = |group: &Option<usize>, name: &str| match group {
        Some(group) => format!("groups[{group}].{name}"),
        None => name.to_owned(),
    };
    let field = match error {
        FuzzyError::Size { group } => inside(group, "counts"),
        FuzzyError::Shape { group, factor }
        | FuzzyError::Count { group, factor }
        | FuzzyError::NoAnswers { group, factor } => {
            if group.is_none() && weights == "top_weights" {
                weights.to_owned()
            } else {
                inside(group, &format!("counts[{factor}]"))
            }
        }
        FuzzyError::Weights { group: None } => weights.to_owned(),
        FuzzyError::Weights { group } => inside(group, "weights"),
        FuzzyError::Scores => "grade_scores".to_owned(),
    };
    CalcError::new(field, error.to_string())
}
