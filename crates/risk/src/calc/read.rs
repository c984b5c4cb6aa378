//! Reading the fields of an input, each refusal with the path of what is wrong.

use serde_json::{Map, Value};

use super::CalcError;
use crate::index::MAX_FACTORS;
use crate::ladder::Ladder;
use crate::panel::{MAX_EXPERTS, Ratings};
use crate::ratio::Ratio;

/// Most bands of one input.
const MAX_BANDS: usize = 100;
/// Longest name of a level, in bytes.
const MAX_LEVEL: usize = 100;
pub(super) fn bands(fields: &Map<String, Value>) -> Result<Ladder<String>, CalcError> {
    let items = list(get(fields, "bands")?, "bands", MAX_BANDS)?;
    let mut steps = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let path = format!("bands[{place}]");
        let band =
            item.as_object().ok_or_else(|| CalcError::new(&path, "an object is expected"))?;
        let end = number(band.get("le"), &format!("{path}.le"))?;
        let level = band
            .get("level")
            .and_then(Value::as_str)
            .filter(|level| !level.trim().is_empty() && level.len() <= MAX_LEVEL)
            .ok_or_else(|| CalcError::new(format!("{path}.level"), "a short name is expected"))?;
        steps.push((end, level.to_owned()));
    }
    Ladder::new(steps).map_err(|error| CalcError::new("bands", error.to_string()))
}

/// A field that has to be there.
///
/// # Errors
/// [`CalcError`] naming it when it is missing.
pub fn get<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a Value, CalcError> {
    fields.get(name).ok_or_else(|| CalcError::new(name, "this field is missing"))
}

/// A list of 1 to `most` items; `path` is its field in a refusal.
///
/// # Errors
/// [`CalcError`] when it is no list, empty or too long.
pub fn list<'a>(value: &'a Value, path: &str, most: usize) -> Result<&'a [Value], CalcError> {
    let items = value.as_array().ok_or_else(|| CalcError::new(path, "a list is expected"))?;
    if items.is_empty() {
        return Err(CalcError::new(path, "the list is empty"));
    }
    if items.len() > most {
        return Err(CalcError::new(path, format!("the list has more than {most} items")));
    }
    Ok(items)
}

pub(super) fn numbers(
    fields: &Map<String, Value>,
    name: &str,
    most: usize,
) -> Result<Vec<Ratio>, CalcError> {
    list(get(fields, name)?, name, most)?
        .iter()
        .enumerate()
        .map(|(place, value)| number(Some(value), &format!("{name}[{place}]")))
        .collect()
}

pub(super) fn numbers_as_many(
    fields: &Map<String, Value>,
    name: &str,
    wanted: usize,
) -> Result<Vec<Ratio>, CalcError> {
    let found = numbers(fields, name, MAX_FACTORS.max(MAX_EXPERTS))?;
    if found.len() == wanted {
        Ok(found)
    } else {
        let text = format!("{wanted} values are expected, there are {}", found.len());
        Err(CalcError::new(name, text))
    }
}

/// The fields of a document, and no unbounded number of them.
pub(super) fn object(input: &Value) -> Result<&Map<String, Value>, CalcError> {
    input.as_object().ok_or_else(|| CalcError::new("", "an object is expected"))
}

/// A finite number of a statistic, written as text or as a JSON number.
pub(super) fn real(value: &Value, path: &str) -> Result<f64, CalcError> {
    let found = match value {
        Value::Number(number) => number.as_f64(),
        _ => Some(number(Some(value), path)?.to_f64()),
    };
    found
        .filter(|number| number.is_finite())
        .ok_or_else(|| CalcError::new(path, "a finite number is expected"))
}

/// A list of finite numbers.
pub(super) fn reals(value: &Value, path: &str, most: usize) -> Result<Vec<f64>, CalcError> {
    list(value, path, most)?
        .iter()
        .enumerate()
        .map(|(place, value)| real(value, &format!("{path}[{place}]")))
        .collect()
}

/// A decimal, written as text or as a JSON number. Fractions are not read here: a thousand of
/// them with unrelated denominators would be slow to add, and no form of this input has them.
pub(super) fn number(value: Option<&Value>, path: &str) -> Result<Ratio, CalcError> {
    let refused = |error: &str| CalcError::new(path, error);
    match value {
        Some(Value::String(text)) => {
            Ratio::parse_decimal(text).map_err(|error| refused(&error.to_string()))
        }
        // The shortest decimal that stands for this float is what was written.
        Some(Value::Number(number)) => {
            Ratio::parse_decimal(&number.to_string()).map_err(|error| refused(&error.to_string()))
        }
        Some(_) => Err(refused("a number is expected")),
        None => Err(refused("this field is missing")),
    }
}

pub(super) fn ratings(fields: &Map<String, Value>, name: &str) -> Result<Ratings, CalcError> {
    let rows = list(get(fields, name)?, name, MAX_EXPERTS)?;
    let mut table = Vec::with_capacity(rows.len());
    for (expert, row) in rows.iter().enumerate() {
        let path = format!("{name}[{expert}]");
        let cells = list(row, &path, MAX_FACTORS)?;
        let read = |(factor, cell): (usize, &Value)| match cell {
            Value::Null => Ok(None),
            cell => number(Some(cell), &format!("{path}[{factor}]")).map(Some),
        };
        table.push(cells.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(table)
}
