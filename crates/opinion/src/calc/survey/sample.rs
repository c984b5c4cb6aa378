//! Sizes of samples, and their spread over strata.

use serde_json::{Value, json};

use super::{MAX_ITEMS, refusal, refused};
use crate::calc::CalcError;
use crate::calc::read::{Fields, float_field, floats, get, list, object, optional_float};
use crate::survey::Warning;
use crate::survey::allocation::{MAX_STRATA, StratumSize, allocate};
use crate::survey::sample::{SampleTarget, sample_size};

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

pub(super) fn allocation(fields: &Fields) -> Result<Value, CalcError> {
    let sizes = floats(fields, "N", MAX_STRATA)?;
    let deviations = floats(fields, "S", MAX_STRATA)?;
    if sizes.len() != deviations.len() {
        return Err(CalcError::new("S", format!("{} values are expected", sizes.len())));
    }
    let strata: Vec<StratumSize> = sizes
        .into_iter()
        .zip(deviations)
        .map(|(population, deviation)| StratumSize { population, deviation })
        .collect();
    let answers = get(fields, "n")?
        .as_u64()
        .ok_or_else(|| CalcError::new("n", "a whole number is expected"))?;
    let found = allocate(&strata, answers).map_err(refused)?;
    Ok(json!({
        "proportional": found.proportional,
        "neyman": found.neyman,
        "proportional_int": found.proportional_whole,
        "neyman_int": found.neyman_whole,
        "warnings": Warning::codes(&found.warnings),
    }))
}
