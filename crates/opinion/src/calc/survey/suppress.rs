//! Small cells of a table.

use serde_json::{Value, json};

use super::refused;
use crate::calc::CalcError;
use crate::calc::read::{Fields, get, list};
use crate::survey::Warning;
use crate::survey::suppress::{MAX_CELLS, Margins, Table, suppress};

pub(super) fn suppression(fields: &Fields) -> Result<Value, CalcError> {
    let mut counts = Vec::new();
    for (row, value) in list(get(fields, "table")?, "table", MAX_CELLS)?.iter().enumerate() {
        let path = format!("table[{row}]");
        let cells = list(value, &path, MAX_CELLS)?;
        let read = |(column, cell)| whole(cell, &format!("{path}[{column}]"));
        counts.push(cells.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    let table = Table::new(&counts).map_err(refused)?;
    let margins = match get(fields, "margins_published")?.as_bool() {
        Some(true) => Margins::Published,
        Some(false) => Margins::Withheld,
        None => return Err(CalcError::new("margins_published", "true or false is expected")),
    };
    let floor = whole(get(fields, "min_cell")?, "min_cell")?;
    let protect = whole(get(fields, "protect")?, "protect")?;
    let found = suppress(&table, floor, protect, margins).map_err(refused)?;
    let mut output = json!({
        "primary": found.primary,
        "feasible": found.extra.is_some(),
        "warnings": Warning::codes(&found.warnings),
    });
    if let Some(extra) = &found.extra {
        let total: u64 = extra.iter().map(|(row, column)| counts[*row][*column]).sum();
        output["extra"] = json!(extra);
        output["extra_total"] = json!(total);
    }
    Ok(output)
}

/// A whole number from 0; 12.0 is one too.
fn whole(value: &Value, path: &str) -> Result<u64, CalcError> {
    value
        .as_u64()
        .or_else(|| value.as_f64().filter(|it| it.fract() == 0.0).and_then(exact))
        .ok_or_else(|| CalcError::new(path, "a whole number from 0 is expected"))
}

fn exact(value: f64) -> Option<u64> {
    (0.0..=1e15).contains(&value).then(|| crate::survey::sample::whole(value))
}
