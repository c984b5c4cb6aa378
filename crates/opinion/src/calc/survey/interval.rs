//! Intervals for shares of independent answers.

use serde_json::{Map, Value, json};

use super::{MAX_ITEMS, refusal, refused};
use crate::calc::CalcError;
use crate::calc::read::{Fields, float_field, get, list, missing, object};
use crate::survey::interval::{Count, Method, interval};
use crate::survey::{SurveyError, Warning};

pub(super) fn intervals(fields: &Fields) -> Result<Value, CalcError> {
    let confidence = float_field(fields, "confidence", "")?;
    list(get(fields, "cases")?, "cases", MAX_ITEMS)?
        .iter()
        .enumerate()
        .map(|(place, item)| one(object(item, &format!("cases[{place}]"))?, place, confidence))
        .collect()
}

fn one(item: &Fields, place: usize, confidence: f64) -> Result<Value, CalcError> {
    let prefix = format!("cases[{place}].");
    let whole = |name: &str| {
        let path = format!("{prefix}{name}");
        let value = item.get(name).ok_or_else(|| missing(&path))?;
        value.as_u64().ok_or_else(|| CalcError::new(path, "a whole number from 0 is expected"))
    };
    let count = match Count::new(whole("x")?, whole("n")?) {
        Ok(count) => count,
        Err(error @ SurveyError::NoAnswer) => return Ok(json!({ "error": error.to_string() })),
        Err(error) => return Err(refusal(&error, &prefix)),
    };
    let mut output = Map::new();
    let mut flat = Vec::new();
    for method in Method::ALL {
        let found = interval(count, confidence, method).map_err(refused)?;
        if found[0] >= found[1] {
            flat.push(method.name());
        }
        output.insert(method.name().to_owned(), json!(found));
    }
    if !flat.is_empty() {
        // The exact interval stands in for these in everything the product shows.
        output.insert("without_width".to_owned(), json!(flat));
        output.insert("warnings".to_owned(), Warning::codes(&[Warning::FellBackToExact]));
    }
    Ok(Value::Object(output))
}
