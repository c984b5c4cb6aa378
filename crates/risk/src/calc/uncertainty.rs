//! `wenping calc uncertainty`: the distribution of T, or Sobol indices of runs made elsewhere.
//!
//! Two shapes: `factors` (w, p and q, each a distribution) with `quantile_p` and `thresholds`;
//! `D, N, Y` with `layout`. Distributions: `const {x}`, `uniform {a, b}`, `triangular` and `pert
//! {a, mode, b}`, `beta {alpha, beta}`, `normal {mean, sd, a, b}` (cut at a and b, 0 and 1 if they
//! are left out), `discrete {values, weights}` (equal weights if they are left out).

use serde_json::{Map, Value, json};

use super::read::{get, list, number, object, real, reals};
use super::{CalcError, codes};
use crate::crossing::{Movable, crossing};
use crate::index::MAX_FACTORS;
use crate::level_rule::{Cut, Edge};
use crate::ratio::Ratio;
use crate::uncertainty::{
    Analysis, Bar, Distribution, Indices, MAX_RUNS, MAX_VALUES, Uncertain, UncertaintyError,
    analyse, estimate,
};

/// Most quantiles, and most thresholds.
const MAX_POINTS: usize = 1000;
/// Quantiles where none are asked for.
const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// The layout of runs that is understood, in the words of the format.
const LAYOUT: &str = "A, AB_0..AB_{D-1}, B";

/// Computes either shape.
///
/// # Errors
/// [`CalcError`] for distributions that are none, weights out of range and runs that do not fit.
pub fn uncertainty_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input)?;
    match (fields.contains_key("factors"), fields.contains_key("Y")) {
        (true, true) => Err(CalcError::new("Y", "two shapes are mixed")),
        (false, true) => sampled(fields),
        _ => distribution_of_t(fields),
    }
}

fn sampled(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    match fields.get("layout") {
        None => {}
        Some(Value::String(layout)) if layout.contains(LAYOUT) => {}
        Some(_) => {
            return Err(CalcError::new("layout", format!("per base row {LAYOUT} is expected")));
        }
    }
    let size = |name: &str| {
        get(fields, name)?
            .as_u64()
            .and_then(|size| usize::try_from(size).ok())
            .filter(|size| *size > 0)
            .ok_or_else(|| CalcError::new(name, "a whole number above 0 is expected"))
    };
    let (variables, rows) = (size("D")?, size("N")?);
    let runs = reals(get(fields, "Y")?, "Y", MAX_RUNS)?;
    let found =
        estimate(variables, rows, &runs).map_err(|error| CalcError::new("Y", error.to_string()))?;
    let (mut first, mut total) = (vec![Value::Null; variables], vec![Value::Null; variables]);
    if let Some(indices) = found {
        first = indices.iter().map(|one| json!(one.first)).collect();
        total = indices.iter().map(|one| json!(one.total)).collect();
    }
    Ok(json!({ "S1": first, "ST": total }))
}

fn distribution_of_t(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let mut factors = Vec::new();
    for (place, item) in list(get(fields, "factors")?, "factors", MAX_FACTORS)?.iter().enumerate() {
        factors.push(factor(item, &format!("factors[{place}]"))?);
    }
    let levels = match fields.get("quantile_p") {
        None | Some(Value::Null) => QUANTILES.to_vec(),
        Some(Value::Array(levels)) if levels.is_empty() => Vec::new(),
        Some(value) => reals(value, "quantile_p", MAX_POINTS)?,
    };
    let thresholds = thresholds(fields)?;
    let (analysis, warnings) = analyse(&factors).map_err(|error| match error {
        UncertaintyError::Weight(place) => {
            CalcError::new(format!("factors[{place}].w"), error.to_string())
        }
        other => CalcError::new("factors", other.to_string()),
    })?;
    let mut quantiles = Vec::with_capacity(levels.len());
    for (place, level) in levels.iter().enumerate() {
        let quantile = analysis.spread.quantile(*level).ok_or_else(|| {
            CalcError::new(format!("quantile_p[{place}]"), "a level lies between 0 and 1")
        })?;
        quantiles.push(quantile);
    }
    let exceeds: Map<String, Value> = thresholds
        .iter()
        .map(|(text, at)| (text.clone(), json!(analysis.spread.exceeds(at.to_f64()))))
        .collect();
    Ok(json!({
        "mean": analysis.mean,
        "variance": analysis.variance,
        "quantile_p": levels,
        "quantiles": quantiles,
        "prob_exceeds": exceeds,
        "interval_support": [analysis.support.0, analysis.support.1],
        "base_at_means": analysis.mean,
        "tornado": analysis.tornado.iter().map(bar).collect::<Vec<Value>>(),
        "sobol": indices(&analysis, factors.len()),
        "sobol_method": "analytic",
        "next_threshold": next_threshold(&factors, &analysis, &thresholds)?,
        "warnings": codes(&warnings),
    }))
}

fn bar(bar: &Bar) -> Value {
    json!({ "var": bar.variable.name(), "low": bar.low, "high": bar.high, "swing": bar.swing })
}

fn indices(analysis: &Analysis, factors: usize) -> Value {
    let pair = |indices: &Indices| json!({ "S1": indices.first, "ST": indices.total });
    let mut output = Map::new();
    for place in 0..factors {
        let own = analysis.sobol.as_ref().and_then(|all| all.get(place));
        for (letter, which) in [("p", 0), ("q", 1)] {
            let found = own.and_then(|own| own.get(which)).map_or(Value::Null, pair);
            output.insert(format!("{letter}{place}"), found);
        }
    }
    Value::Object(output)
}

/// The first threshold above T at the means, and the fewest factors that would cross it at the
/// upper ends of their ranges.
fn next_threshold(
    factors: &[Uncertain],
    analysis: &Analysis,
    thresholds: &[(String, Ratio)],
) -> Result<Value, CalcError> {
    let above = thresholds.iter().filter(|(_, at)| at.to_f64() >= analysis.mean);
    let Some((text, at)) = above.min_by(|a, b| a.1.cmp(&b.1)) else { return Ok(Value::Null) };
    // The shortest decimal of a float is what was written, so that sums on a cut stay on it.
    let exact = |value: f64| Ratio::parse_decimal(&format!("{value}")).ok();
    let movable = |factor: &Uncertain| {
        let ((p, _), (q, _)) = (factor.p.moments(), factor.q.moments());
        Some(Movable {
            weight: exact(factor.weight)?,
            now: (exact(p)?, exact(q)?),
            end: (exact(factor.p.support().1)?, exact(factor.q.support().1)?),
        })
    };
    let Some(movables) = factors.iter().map(movable).collect::<Option<Vec<Movable>>>() else {
        return Ok(Value::Null);
    };
    let found = crossing(&movables, &Cut::new(at.clone(), Edge::Lower))
        .map_err(|error| CalcError::new("factors", error.to_string()))?;
    Ok(json!({
        "threshold": text,
        "distance": found.distance.to_f64(),
        "smallest_set": found.smallest,
        "T_after": found.after.to_f64(),
    }))
}

fn thresholds(fields: &Map<String, Value>) -> Result<Vec<(String, Ratio)>, CalcError> {
    let items = match fields.get("thresholds") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) if items.is_empty() => return Ok(Vec::new()),
        Some(value) => list(value, "thresholds", MAX_POINTS)?,
    };
    let read = |(place, item): (usize, &Value)| {
        let at = number(Some(item), &format!("thresholds[{place}]"))?;
        let text = item.as_str().map_or_else(|| item.to_string(), str::to_owned);
        Ok((text, at))
    };
    items.iter().enumerate().map(read).collect()
}

fn factor(item: &Value, path: &str) -> Result<Uncertain, CalcError> {
    let item = item.as_object().ok_or_else(|| CalcError::new(path, "an object is expected"))?;
    let weight = real(inside(item, path, "w")?, &format!("{path}.w"))?;
    let p = distribution(inside(item, path, "p")?, &format!("{path}.p"))?;
    let q = distribution(inside(item, path, "q")?, &format!("{path}.q"))?;
    Ok(Uncertain { weight, p, q })
}

fn inside<'a>(
    item: &'a Map<String, Value>,
    path: &str,
    name: &str,
) -> Result<&'a Value, CalcError> {
    item.get(name).ok_or_else(|| CalcError::new(format!("{path}.{name}"), "this field is missing"))
}

fn distribution(value: &Value, path: &str) -> Result<Distribution, CalcError> {
    let item = value.as_object().ok_or_else(|| CalcError::new(path, "an object is expected"))?;
    let field = |name: &str| real(inside(item, path, name)?, &format!("{path}.{name}"));
    let or = |name: &str, default: f64| match item.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => real(value, &format!("{path}.{name}")),
    };
    let made = match item.get("kind").and_then(Value::as_str) {
        Some("const" | "point") => Distribution::point(field("x")?),
        Some("uniform") => Distribution::uniform(field("a")?, field("b")?),
        Some("triangular") => Distribution::triangular(field("a")?, field("mode")?, field("b")?),
        Some("pert") => Distribution::pert(field("a")?, field("mode")?, field("b")?),
        Some("beta") => Distribution::beta(field("alpha")?, field("beta")?),
        Some("normal" | "truncated_normal") => {
            let (a, b) = (or("a", 0.0)?, or("b", 1.0)?);
            Distribution::truncated_normal(field("mean")?, field("sd")?, a, b)
        }
        Some("discrete" | "empirical") => discrete(item, path)?,
        _ => {
            let known = "const, uniform, triangular, pert, beta, normal and discrete are known";
            return Err(CalcError::new(format!("{path}.kind"), known));
        }
    };
    made.map_err(|error| CalcError::new(path, error.to_string()))
}

fn discrete(
    item: &Map<String, Value>,
    path: &str,
) -> Result<Result<Distribution, UncertaintyError>, CalcError> {
    let values = reals(inside(item, path, "values")?, &format!("{path}.values"), MAX_VALUES)?;
    let weights = match item.get("weights") {
        None | Some(Value::Null) => vec![1.0; values.len()],
        Some(weights) => reals(weights, &format!("{path}.weights"), MAX_VALUES)?,
    };
    if weights.len() != values.len() {
        let error = "there must be one weight for each value";
        return Err(CalcError::new(format!("{path}.weights"), error));
    }
    let pairs: Vec<(f64, f64)> = values.into_iter().zip(weights).collect();
    Ok(Distribution::discrete(&pairs))
}
