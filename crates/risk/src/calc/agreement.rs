//! `wenping calc agreement`: Krippendorff's alpha of `data`, Kendall's W of `scores`, both with
//! `rows: "raters"`; null where a rater left something out.

use serde_json::{Map, Value, json};

use super::read::{get, list, object, real};
use super::{CalcError, codes};
use crate::agreement::{
    AgreementError, MAX_CELLS, Measurement, Ratings, alpha, disagreements, kendall,
};

/// How many of the things with most disagreement are named.
const NAMED: usize = 5;

/// Computes either figure.
///
/// # Errors
/// [`CalcError`] for ragged tables, ratings that are no numbers, and W with missing scores.
pub fn agreement_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input)?;
    match fields.get("rows") {
        None => {}
        Some(Value::String(rows)) if rows == "raters" => {}
        Some(_) => return Err(CalcError::new("rows", "the rows must be raters")),
    }
    match (fields.contains_key("data"), fields.contains_key("scores")) {
        (true, true) => Err(CalcError::new("scores", "two shapes are mixed")),
        (false, true) => concordance(fields),
        _ => alphas(fields),
    }
}

fn alphas(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let ratings = Ratings::new(&table(fields, "data")?).map_err(|error| refusal(&error, "data"))?;
    let mut output = Map::new();
    let (mut readings, mut worst) = (Map::new(), Map::new());
    for measurement in Measurement::ALL {
        let found = alpha(&ratings, measurement);
        let code = measurement.code().to_owned();
        readings.insert(code.clone(), json!(found.reading.code()));
        let units: Vec<Value> = disagreements(&ratings, measurement)
            .iter()
            .take(NAMED)
            .map(|part| json!({"unit": part.unit, "share": part.share}))
            .collect();
        worst.insert(code.clone(), Value::from(units));
        output.insert(code, json!(found.value));
    }
    output.insert("readings".to_owned(), Value::Object(readings));
    output.insert("most_disagreement".to_owned(), Value::Object(worst));
    output.insert("warnings".to_owned(), codes(&ratings.warnings()));
    Ok(Value::Object(output))
}

fn concordance(fields: &Map<String, Value>) -> Result<Value, CalcError> {
    let (result, warnings) =
        kendall(&table(fields, "scores")?).map_err(|error| refusal(&error, "scores"))?;
    Ok(json!({
        "W": result.w,
        "W_without_tie_correction": result.without_ties,
        "chi2": result.chi_square,
        "df": result.degrees_of_freedom,
        "p_chi2": result.p,
        "mean_spearman": result.mean_spearman,
        "reading": result.reading.code(),
        "warnings": codes(&warnings),
    }))
}

fn table(fields: &Map<String, Value>, name: &str) -> Result<Vec<Vec<Option<f64>>>, CalcError> {
    let rows = list(get(fields, name)?, name, MAX_CELLS)?;
    let mut table = Vec::with_capacity(rows.len());
    let mut cells_read = 0_usize;
    for (place, row) in rows.iter().enumerate() {
        let path = format!("{name}[{place}]");
        let cells = list(row, &path, MAX_CELLS)?;
        cells_read = cells_read.saturating_add(cells.len());
        if cells_read > MAX_CELLS {
            return Err(refusal(&AgreementError::TooLarge, name));
        }
        let read = |(unit, cell): (usize, &Value)| match cell {
            Value::Null => Ok(None),
            cell => match cell.as_f64() {
                Some(number) => Ok(Some(number)),
                None => real(cell, &format!("{path}[{unit}]")).map(Some),
            },
        };
        table.push(cells.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(table)
}

fn refusal(error: &AgreementError, name: &str) -> CalcError {
    let field = match error {
        AgreementError::Shape { rater } => format!("{name}[{rater}]"),
        AgreementError::OutOfRange { rater, unit } | AgreementError::Missing { rater, unit } => {
            format!("{name}[{rater}][{unit}]")
        }
        AgreementError::Empty | AgreementError::TooLarge | AgreementError::TooFew => {
            name.to_owned()
        }
    };
    CalcError::new(field, error.to_string())
}
