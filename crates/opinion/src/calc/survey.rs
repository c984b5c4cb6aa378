//! `wenping calc survey`: from the size of a sample to the table that may be published.

mod sample;

use serde_json::Value;

use super::CalcError;
use super::read::object;
use crate::survey::SurveyError;

/// Computes what the shape of the input asks for.
///
/// # Errors
/// [`CalcError`] for any input that is not complete, in range and of bounded size.
pub fn survey_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input, "")?;
    let has = |name: &str| fields.contains_key(name);
    if has("cases") {
        sample::sizes(fields)
    } else {
        Err(CalcError::new("", "the shape of the input is not known"))
    }
}

/// A refusal of the library as the command line prints it; `prefix` leads to the item.
fn refusal(error: &SurveyError, prefix: &str) -> CalcError {
    CalcError::new(format!("{prefix}{}", error.field()), error.to_string())
}
