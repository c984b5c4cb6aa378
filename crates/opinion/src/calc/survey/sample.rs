//! Sizes of samples.

use serde_json::{Value, json};

use super::refusal;
use crate::calc::CalcError;
use crate::calc::read::{Fields, float_field, get, list, object, optional_float};
use crate::survey::Warning;
use crate::survey::sample::{SampleTarget, sample_size};

/// Most items of one call.
const MAX_ITEMS: usize = 100_000;

pub(super) fn sizes(fields: &Fields) -> Result<Value, CalcError> {
    list(get(fields, "cases")?, "cases", MAX_ITEMS)?
        .iter()
        .enumerate()
        .map(|(place, item)| size(object(item, &format!("cases[{place}]"))?, place))
        .collect()
}

fn size(item: &Fields, place: usize) -> Result<Value, CalcError> {
    let prefix = format!("cases[{place}].");
    let number = |name| float_field(item, name, &prefix);
    let optional = |name| optional_float(item, name, &prefix);
    let target = SampleTarget {
        share: number("p")?,
        margin: number("e")?,
        confidence: number("conf")?,
        population: optional("N")?,
        design_effect: optional("deff")?.unwrap_or(1.0),
        response_rate: optional("rr")?.unwrap_or(1.0),
    };
    let size = sample_size(&target).map_err(|error| refusal(&error, &prefix))?;
    Ok(json!({
        "n0": size.unlimited,
        "n_fpc": size.finite,
        "n_deff": size.designed,
        "n_required": size.required,
        "n_to_invite": size.invited,
        "warnings": Warning::codes(&size.warnings),
    }))
}
