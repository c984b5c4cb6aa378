//! `wenping calc survey`: from the size of a sample to the table that may be published.

mod design;
mod groups;
mod interval;
mod sample;
mod suppress;

use std::collections::BTreeMap;

use serde_json::Value;

use super::CalcError;
use super::read::{Fields, float, get, label, list, object};
use crate::survey::SurveyError;
use crate::survey::design::MAX_ROWS;

/// Most items of one call.
const MAX_ITEMS: usize = 100_000;

/// Computes what the shape of the input asks for.
///
/// # Errors
/// [`CalcError`] for any input that is not complete, in range and of bounded size.
pub fn survey_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input, "")?;
    let has = |name: &str| fields.contains_key(name);
    if has("table") || has("min_cell") {
        suppress::suppression(fields)
    } else if has("cases") && has("confidence") {
        interval::intervals(fields)
    } else if has("cases") {
        sample::sizes(fields)
    } else if has("S") {
        sample::allocation(fields)
    } else if has("rows") {
        of_rows(fields)
    } else {
        Err(CalcError::new("", "give cases, N with S, rows, or a table"))
    }
}

fn of_rows(fields: &Fields) -> Result<Value, CalcError> {
    let rows = rows(fields)?;
    let has = |name: &str| rows.first().is_some_and(|row| row.contains_key(name));
    if fields.contains_key("margins") {
        groups::raking(fields, &rows)
    } else if has("g") {
        groups::post_stratification(fields, &rows)
    } else if has("psu") {
        design::clustered(fields, &rows)
    } else if has("h") {
        design::stratified(fields, &rows)
    } else {
        Err(CalcError::new("rows[0]", "rows have h, g, or the columns of margins"))
    }
}

fn rows(fields: &Fields) -> Result<Vec<&Fields>, CalcError> {
    let rows = list(get(fields, "rows")?, "rows", MAX_ROWS)?;
    rows.iter().enumerate().map(|(row, value)| object(value, &format!("rows[{row}]"))).collect()
}

/// A column of numbers, one in each row.
fn numbers(rows: &[&Fields], name: &str) -> Result<Vec<f64>, CalcError> {
    let one = |(row, fields): (usize, &&Fields)| match fields.get(name) {
        Some(value) if value.is_f64() || value.is_i64() || value.is_u64() => {
            float(value, &format!("rows[{row}].{name}"))
        }
        Some(_) => Err(CalcError::new(format!("rows[{row}].{name}"), "a number is expected")),
        None => Err(super::read::missing(&format!("rows[{row}].{name}"))),
    };
    rows.iter().enumerate().map(one).collect()
}

/// A column that may be absent as a whole.
fn optional_numbers(rows: &[&Fields], name: &str) -> Result<Option<Vec<f64>>, CalcError> {
    let absent = rows.iter().all(|row| !row.contains_key(name));
    if absent { Ok(None) } else { numbers(rows, name).map(Some) }
}

/// A column of labels.
fn labels(rows: &[&Fields], name: &str) -> Result<Vec<String>, CalcError> {
    let one = |(row, fields): (usize, &&Fields)| {
        let value = fields.get(name);
        match value {
            // The path is written only for a refusal: there may be a million rows.
            Some(Value::String(text)) if (1..=200).contains(&text.len()) => Ok(text.clone()),
            _ => label(value, &format!("rows[{row}].{name}")),
        }
    };
    rows.iter().enumerate().map(one).collect()
}

fn texts(labels: &[String]) -> Vec<&str> {
    labels.iter().map(String::as_str).collect()
}

/// Sizes by label.
fn sizes(value: &Value, path: &str) -> Result<BTreeMap<String, f64>, CalcError> {
    let fields = object(value, path)?;
    if fields.is_empty() || fields.len() > MAX_ITEMS {
        return Err(CalcError::new(path, "1 to 100000 sizes are expected"));
    }
    fields
        .iter()
        .map(|(name, value)| Ok((name.clone(), float(value, &format!("{path}.{name}"))?)))
        .collect()
}

/// A refusal of the library as the command line prints it; `prefix` leads to the item.
fn refusal(error: &SurveyError, prefix: &str) -> CalcError {
    CalcError::new(format!("{prefix}{}", error.field()), error.to_string())
}

fn refused(error: SurveyError) -> CalcError {
    refusal(&error, "")
}
