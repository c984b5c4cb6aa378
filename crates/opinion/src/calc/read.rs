//! Reading numbers and labels, each refusal with the path of what is wrong. Fields and lists are
//! read as [`risk::calc::read`] does.

pub use risk::calc::read::{get, list};
use serde_json::{Map, Value};

use super::CalcError;

/// The fields of a JSON object.
pub type Fields = Map<String, Value>;

/// Longest label, in bytes.
const MAX_LABEL: usize = 200;

/// An object.
///
/// # Errors
/// [`CalcError`] when it is something else.
pub fn object<'a>(value: &'a Value, path: &str) -> Result<&'a Fields, CalcError> {
    value.as_object().ok_or_else(|| CalcError::new(path, "an object is expected"))
}

/// A finite number.
///
/// # Errors
/// [`CalcError`] when it is something else or infinite.
pub fn float(value: &Value, path: &str) -> Result<f64, CalcError> {
    value
        .as_f64()
        .filter(|number| number.is_finite())
        .ok_or_else(|| CalcError::new(path, "a finite number is expected"))
}

/// A number that has to be there, by name.
///
/// # Errors
/// [`CalcError`] when it is missing or no finite number.
pub fn float_field(fields: &Fields, name: &str, prefix: &str) -> Result<f64, CalcError> {
    let path = format!("{prefix}{name}");
    float(fields.get(name).ok_or_else(|| missing(&path))?, &path)
}

/// A number that may be missing or null.
///
/// # Errors
/// [`CalcError`] when it is something else.
pub fn optional_float(fields: &Fields, name: &str, prefix: &str) -> Result<Option<f64>, CalcError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => float(value, &format!("{prefix}{name}")).map(Some),
    }
}

/// A list of finite numbers.
///
/// # Errors
/// [`CalcError`] when it is missing, empty, longer than `most`, or holds something else.
pub fn floats(fields: &Fields, name: &str, most: usize) -> Result<Vec<f64>, CalcError> {
    list(get(fields, name)?, name, most)?
        .iter()
        .enumerate()
        .map(|(place, value)| float(value, &format!("{name}[{place}]")))
        .collect()
}

/// A short label: text, a number or a truth value, as it is written.
///
/// # Errors
/// [`CalcError`] when it is missing, empty, too long or something else.
pub fn label(value: Option<&Value>, path: &str) -> Result<String, CalcError> {
    let text = match value {
        None => return Err(missing(path)),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(truth)) => truth.to_string(),
        Some(_) => return Err(CalcError::new(path, "a label is expected")),
    };
    if text.is_empty() || text.len() > MAX_LABEL {
        return Err(CalcError::new(path, "a label of 1 to 200 bytes is expected"));
    }
    Ok(text)
}

/// A refusal for what is not there.
#[must_use]
pub fn missing(path: &str) -> CalcError {
    CalcError::new(path, "this field is missing")
}
