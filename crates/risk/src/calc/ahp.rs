//! `wenping calc ahp`: weights from pairwise comparisons.
//!
//! Five shapes: `n, upper`; `matrix`; `n, experts` (with `expert_weight` if they do not count the
//! same); `criteria_upper, sub`; `names, pairs`. Judgements may be fractions such as "1/3".

use serde_json::{Map, Value, json};

use super::read::{get, list, object, real, reals};
use super::{CalcError, codes};
use crate::ahp::{
    self, AhpError, Judgements, MAX_ORDER, Partial, Priorities, complete, group, hierarchy,
    priorities,
};
use crate::ratio::Ratio;

/// Most experts of one group.
const MAX_EXPERTS: usize = 1000;
/// Most judgements of one triangle.
const MAX_PAIRS: usize = MAX_ORDER * (MAX_ORDER - 1) / 2;
/// Longest name, in bytes.
const MAX_NAME: usize = 200;

type Shape = fn(&Map<String, Value>) -> Result<Value, CalcError>;

/// Weighs what is compared.
///
/// # Errors
/// [`CalcError`] for any input that is not one of the shapes, reciprocal, in range and connected.
pub fn ahp_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input)?;
    let known: [(&str, Shape); 5] = [
        ("upper", one),
        ("matrix", full),
        ("experts", several),
        ("criteria_upper", two_levels),
        ("pairs", incomplete),
    ];
    let mut found = known.iter().filter(|(name, _)| fields.contains_key(*name));
    match (found.next(), found.next()) {
        (Some((_, run)), None) => run(fields),
        (Some(_), Some((name, _))) => Err(CalcError::new(*name, "two shapes are mixed")),
        _ => Err(CalcError::new(
            "",
            "one of upper, matrix, experts, criteria_upper and pairs is expected",
        )),
    }
}

fn one(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let order = order(get(fields, "n")?, "n")?;
    weighed(&triangle(get(fields, "upper")?, "upper", order)?, "upper")
}

fn full(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let rows = list(get(fields, "matrix")?, "matrix", MAX_ORDER)?;
    let cells = rows
        .iter()
        .enumerate()
        .map(|(row, cells)| judgements(cells, &format!("matrix[{row}]"), MAX_ORDER))
        .collect::<Result<Vec<Vec<f64>>, CalcError>>()?;
    let matrix = Judgements::from_matrix(&cells).map_err(|error| match error {
        AhpError::OutOfRange { row, column } | AhpError::NotReciprocal { row, column } => {
            CalcError::new(format!("matrix[{row}][{column}]"), error.to_string())
        }
        other => refusal("matrix", &other),
    })?;
    weighed(&matrix, "matrix")
}

fn weighed(matrix: &Judgements, field: &str) -> Result<Value, CalcError> {
    let (result, warnings) = priorities(matrix).map_err(|error| refusal(field, &error))?;
    let mut output = described(&result);
    output.insert("warnings".to_owned(), codes(&warnings));
    Ok(Value::Object(output))
}

fn described(result: &Priorities) -> Map<String, Value> {
    let check = &result.consistency;
    let worst = result.worst.map(|worst| [worst.row, worst.column]);
    let output = json!({
        "weights": result.weights,
        "lambda_max": check.lambda_max,
        "CI": check.index,
        "CR_saaty1980": check.ratio,
        "accept": check.accepted,
        "weights_geometric_mean": result.geometric,
        "worst_judgement": worst,
        "worst_judged": result.worst.map(|worst| worst.judged),
        "worst_fitting": result.worst.map(|worst| worst.fitting),
    });
    match output {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn several(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let order = order(get(fields, "n")?, "n")?;
    let experts = list(get(fields, "experts")?, "experts", MAX_EXPERTS)?
        .iter()
        .enumerate()
        .map(|(place, upper)| triangle(upper, &format!("experts[{place}]"), order))
        .collect::<Result<Vec<Judgements>, CalcError>>()?;
    let weights = match fields.get("expert_weight") {
        None | Some(Value::Null) => None,
        Some(value) => Some(reals(value, "expert_weight", MAX_EXPERTS)?),
    };
    let (result, warnings) = group(&experts, weights.as_deref()).map_err(|error| {
        refusal(if error == AhpError::Group { "expert_weight" } else { "experts" }, &error)
    })?;
    let ratios: Vec<f64> = result.individual.iter().map(|check| check.ratio).collect();
    Ok(json!({
        "AIJ_matrix_upper": result.joined.upper(),
        "AIJ_weights": result.by_judgements.weights,
        "AIJ_lambda": result.by_judgements.consistency.lambda_max,
        "AIJ_CR": result.by_judgements.consistency.ratio,
        "AIP_weights": result.by_priorities,
        "individual_CR": ratios,
        "warnings": codes(&warnings),
    }))
}

fn two_levels(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let items = list(get(fields, "sub")?, "sub", MAX_ORDER)?;
    let criteria = triangle(get(fields, "criteria_upper")?, "criteria_upper", items.len())?;
    let mut subs = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let path = format!("sub[{place}]");
        let item =
            item.as_object().ok_or_else(|| CalcError::new(&path, "an object is expected"))?;
        let field = |name: &str| {
            item.get(name)
                .ok_or_else(|| CalcError::new(format!("{path}.{name}"), "this field is missing"))
        };
        let order = order(field("n")?, &format!("{path}.n"))?;
        subs.push(triangle(field("upper")?, &format!("{path}.upper"), order)?);
    }
    let (result, warnings) = hierarchy(&criteria, &subs).map_err(|error| refusal("sub", &error))?;
    Ok(json!({
        "criteria_weights": result.criteria.weights,
        "criteria_CR": result.criteria.consistency.ratio,
        "sub_CR": result.subs.iter().map(|sub| sub.consistency.ratio).collect::<Vec<f64>>(),
        "global_weights": result.global,
        "total_CR": result.total_ratio,
        "warnings": codes(&warnings),
    }))
}

fn incomplete(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let names = names(get(fields, "names")?)?;
    let pairs = match get(fields, "pairs")? {
        Value::Array(items) if items.is_empty() => &[],
        value => list(value, "pairs", MAX_PAIRS)?,
    };
    let mut given = Vec::with_capacity(pairs.len());
    for (place, pair) in pairs.iter().enumerate() {
        let path = format!("pairs[{place}]");
        let [first, second, value] = pair.as_array().map(Vec::as_slice).unwrap_or_default() else {
            return Err(CalcError::new(path, "two names and a judgement are expected"));
        };
        let place_of = |value: &Value, part: usize| {
            let name = value.as_str();
            names.iter().position(|known| Some(known.as_str()) == name).ok_or_else(|| {
                CalcError::new(format!("{path}[{part}]"), "this is none of the names")
            })
        };
        let (first, second) = (place_of(first, 0)?, place_of(second, 1)?);
        given.push((first, second, judgement(value, &format!("{path}[2]"))?));
    }
    let refused = |error: AhpError| refusal("pairs", &error);
    let partial = Partial::new(names.len(), &given).map_err(refused)?;
    let (result, warnings) = complete(&partial).map_err(refused)?;
    let weights: Map<String, Value> =
        names.iter().cloned().zip(result.priorities.weights.iter().map(|w| json!(w))).collect();
    let mut completed = Map::new();
    for (row, column) in &result.missing {
        if let (Some(first), Some(second)) = (names.get(*row), names.get(*column)) {
            completed
                .insert(format!("{first},{second}"), json!(result.judgements.at(*row, *column)));
        }
    }
    Ok(json!({
        "weights": weights,
        "lambda_max": result.priorities.consistency.lambda_max,
        "CI": result.priorities.consistency.index,
        "completed": completed,
        "warnings": codes(&warnings),
    }))
}

fn names(value: &Value) -> Result<Vec<String>, CalcError> {
    let mut names: Vec<String> = Vec::new();
    for (place, value) in list(value, "names", MAX_ORDER)?.iter().enumerate() {
        let wrong = |error: &str| CalcError::new(format!("names[{place}]"), error);
        let name = value
            .as_str()
            .filter(|name| !name.trim().is_empty() && name.len() <= MAX_NAME)
            .ok_or_else(|| wrong("a short name is expected"))?;
        if names.iter().any(|known| known == name) {
            return Err(wrong("this name stands here twice"));
        }
        names.push(name.to_owned());
    }
    Ok(names)
}

fn order(value: &Value, path: &str) -> Result<usize, CalcError> {
    value
        .as_u64()
        .and_then(|n| usize::try_from(n).ok())
        .filter(|n| (1..=MAX_ORDER).contains(n))
        .ok_or_else(|| {
            CalcError::new(path, format!("a whole number from 1 to {MAX_ORDER} is expected"))
        })
}

fn triangle(value: &Value, path: &str, order: usize) -> Result<Judgements, CalcError> {
    let upper = match value {
        // One thing has nothing to be compared with.
        Value::Array(items) if items.is_empty() => Vec::new(),
        value => judgements(value, path, MAX_PAIRS)?,
    };
    Judgements::from_upper(order, &upper).map_err(|error| refusal(path, &error))
}

fn judgements(value: &Value, path: &str, most: usize) -> Result<Vec<f64>, CalcError> {
    list(value, path, most)?
        .iter()
        .enumerate()
        .map(|(place, value)| judgement(value, &format!("{path}[{place}]")))
        .collect()
}

fn judgement(value: &Value, path: &str) -> Result<f64, CalcError> {
    let number = match value {
        Value::String(text) => {
            Ratio::parse(text).map_err(|error| CalcError::new(path, error.to_string()))?.to_f64()
        }
        other => real(other, path)?,
    };
    if ahp::in_range(number) {
        Ok(number)
    } else {
        Err(CalcError::new(path, "a judgement is a positive number such as 3 or \"1/3\""))
    }
}

fn refusal(field: &str, error: &AhpError) -> CalcError {
    CalcError::new(field, error.to_string())
}
