//! `wenping calc`: from JSON to JSON, one function a family.
//!
//! The composite index has two shapes: `weights, p, q, normalise_weights, bands` for ratings that stand, and `P, Q,
//! weights, expert_weight` for a panel. Numbers may be text or JSON numbers; both are read as the
//! decimal that is written, so that 0.36 is 9/25 and not the nearest binary float. What cannot be
//! computed is refused with the field that is wrong; there is no partial answer.

mod agreement;
mod ahp;
mod fuzzy;
pub mod read;
mod uncertainty;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::degree::DegreeCuts;
use crate::index::{
    FactorInput, IndexError, IndexMethod, IndexResult, MAX_FACTORS, Quantity, TakeR, Weighting,
    composite,
};
use crate::panel::{Aggregate, Aggregator, Panel, PanelError};
use crate::ratio::Ratio;
use crate::warning::Warning;
pub use agreement::agreement_json;
pub use ahp::ahp_json;
pub use fuzzy::fuzzy_json;
use read::{bands, get, numbers, numbers_as_many, ratings};
pub use uncertainty::uncertainty_json;

/// Weights used as given may miss 1 by this many ten-thousandths, because printed weights are
/// rounded. More than that is a mistake and would move the level.
const SLACK: u16 = 100;

/// A refusal, as the command line prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field}: {error}")]
pub struct CalcError {
    /// What is wrong, in English.
    pub error: String,
    /// Path of the field, such as `P[0][1]`; empty for the whole document.
    pub field: String,
}

impl CalcError {
    /// A refusal of `field`.
    #[must_use]
    pub fn new(field: impl Into<String>, error: impl Into<String>) -> Self {
        Self { error: error.into(), field: field.into() }
    }
}

/// Computes the index of either shape.
///
/// # Errors
/// [`CalcError`] for any input that is not complete, in range and of bounded size.
pub fn index_json(input: &Value) -> Result<Value, CalcError> {
    let fields = input.as_object().ok_or_else(|| CalcError::new("", "an object is expected"))?;
    let panel = fields.contains_key("P") || fields.contains_key("Q");
    let single = fields.contains_key("p") || fields.contains_key("q");
    match (single, panel) {
        (true, true) => Err(CalcError::new(
            "",
            "p and q are ratings that stand, P and Q those of a panel: give one of the two",
        )),
        (false, true) => panel_index(fields),
        (true, false) => single_index(fields),
        (false, false) => {
            Err(CalcError::new("p", "ratings are missing: give p and q, or P and Q for a panel"))
        }
    }
}

fn single_index(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let weights = numbers(fields, "weights", MAX_FACTORS)?;
    let p = numbers_as_many(fields, "p", weights.len())?;
    let q = numbers_as_many(fields, "q", weights.len())?;
    let normalise = get(fields, "normalise_weights")?
        .as_bool()
        .ok_or_else(|| CalcError::new("normalise_weights", "true or false is expected"))?;
    let bands = bands(fields)?;
    let result = composite(&factors(&p, &q, &weights), &method(normalise))
        .map_err(|error| index_refusal(&error, ["p", "q"]))?;
    let level = bands.place(&result.t).ok_or_else(|| {
        CalcError::new("bands", format!("T = {} lies above the last band", result.t))
    })?;
    let list = |of: &dyn Fn(&crate::index::FactorShare) -> Value| -> Vec<Value> {
        result.factors.iter().map(of).collect()
    };
    Ok(json!({
        "R": list(&|factor| float(&factor.r)),
        "degree": list(&|factor| json!(factor.degree)),
        "weight": list(&|factor| float(&factor.weight)),
        "contribution": list(&|factor| float(&factor.contribution)),
        "share": list(&|factor| optional(factor.share.as_ref())),
        "T": float(&result.t),
        "T_exact": result.t.to_string(),
        "level": level,
        "warnings": codes(&result.warnings),
    }))
}

fn panel_index(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let p = ratings(fields, "P")?;
    let q = ratings(fields, "Q")?;
    let panel = Panel::new(p, q).map_err(|error| panel_refusal(&error))?;
    let weights = numbers_as_many(fields, "weights", panel.factors())?;
    let experts = numbers_as_many(fields, "expert_weight", panel.experts())?;
    let mut output = Map::new();
    let mut warnings = panel.warnings();
    let ways = [
        ("mean", Aggregator::Mean),
        ("median", Aggregator::Median),
        ("trimmed20", Aggregator::trimmed20()),
        ("weighted", Aggregator::Weighted { experts }),
    ];
    for (name, how) in ways {
        let aggregate = panel.aggregate(&how).map_err(|error| panel_refusal(&error))?;
        let index = composite(&factors(&aggregate.p, &aggregate.q, &weights), &method(false))
            .map_err(|error| index_refusal(&error, ["P", "Q"]))?;
        warnings.extend(index.warnings.iter().copied());
        output.insert(name.to_owned(), aggregate_json(&aggregate, &index));
    }
    let own = panel.expert_index(&weights).map_err(|error| panel_refusal(&error))?;
    let per_expert: Vec<Value> = own.per_expert.iter().map(|t| optional(t.as_ref())).collect();
    output.insert("per_expert_T".to_owned(), Value::from(per_expert));
    output.insert("mean_of_complete_expert_T".to_owned(), optional(own.mean.as_ref()));
    output.insert("sd_of_complete_expert_T".to_owned(), json!(own.sd));
    warnings.sort_unstable();
    warnings.dedup();
    output.insert("warnings".to_owned(), codes(&warnings));
    Ok(Value::Object(output))
}

fn aggregate_json(aggregate: &Aggregate, index: &IndexResult) -> Value {
    let floats = |values: &[Ratio]| -> Vec<Value> { values.iter().map(float).collect() };
    json!({
        "p": floats(&aggregate.p),
        "q": floats(&aggregate.q),
        "T": float(&index.t),
        "T_exact": index.t.to_string(),
    })
}

fn method(normalise: bool) -> IndexMethod {
    let weighting = if normalise {
        Weighting::Normalise
    } else {
        Weighting::SumToOne { slack: Ratio::ten_thousandths(SLACK) }
    };
    IndexMethod { take: TakeR::Exact, weighting, cuts: DegreeCuts::convention() }
}

fn factors(p: &[Ratio], q: &[Ratio], weights: &[Ratio]) -> Vec<FactorInput> {
    p.iter()
        .zip(q)
        .zip(weights)
        .map(|((p, q), weight)| FactorInput { p: p.clone(), q: q.clone(), weight: weight.clone() })
        .collect()
}

fn index_refusal(error: &IndexError, [p, q]: [&str; 2]) -> CalcError {
    let field = match error {
        IndexError::OutOfRange { quantity: Quantity::P, factor } => format!("{p}[{factor}]"),
        IndexError::OutOfRange { quantity: Quantity::Q, factor } => format!("{q}[{factor}]"),
        IndexError::OutOfRange { quantity: Quantity::Weight, factor } => {
            format!("weights[{factor}]")
        }
        IndexError::NoWeight | IndexError::WeightsNotOne { .. } => "weights".to_owned(),
        IndexError::NoFactor | IndexError::TooMany | IndexError::TooComplex => String::new(),
    };
    CalcError::new(field, error.to_string())
}

fn panel_refusal(error: &PanelError) -> CalcError {
    let field = match error {
        PanelError::Shape { quantity, expert } => format!("{}[{expert}]", matrix(*quantity)),
        PanelError::OutOfRange { quantity, expert, factor } => {
            format!("{}[{expert}][{factor}]", matrix(*quantity))
        }
        PanelError::Unrated { quantity, .. } => matrix(*quantity).to_owned(),
        PanelError::Weights | PanelError::NoWeight { .. } => "expert_weight".to_owned(),
        PanelError::Empty | PanelError::TooLarge | PanelError::Cut | PanelError::TooComplex => {
            String::new()
        }
    };
    CalcError::new(field, error.to_string())
}

fn matrix(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::P => "P",
        Quantity::Q => "Q",
        Quantity::Weight => "weights",
    }
}

fn float(value: &Ratio) -> Value {
    json!(value.to_f64())
}

fn optional(value: Option<&Ratio>) -> Value {
    value.map_or(Value::Null, float)
}

fn codes(warnings: &[Warning]) -> Value {
    warnings.iter().map(|warning| Value::from(warning.code())).collect()
}

#[cfg(test)]
#[path = "calc_tests.rs"]
mod tests;
