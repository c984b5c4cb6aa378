//! Workbooks: looked over as a zip archive before anything is unpacked into
//! memory, then read by values; formulas are known by their place.

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xlsx};

use super::{
    fault::{FileRefusal, Limits},
    table::RawRow,
};
use crate::archive::{self, Trouble};

fn damaged(reason: impl ToString) -> FileRefusal {
    FileRefusal::Damaged { reason: reason.to_string() }
}

/// Refuses macros, programs and archives that unpack to too much.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<(), FileRefusal> {
    archive::inspect(bytes, limits.bounds()).map_err(|trouble| match trouble {
        Trouble::Bomb { part } | Trouble::Nested { part } => FileRefusal::ZipBomb { part },
        Trouble::Macro { part } => FileRefusal::Macro { part },
        Trouble::Program { part } => FileRefusal::Kind { found: part },
        Trouble::Damaged { reason } => FileRefusal::Damaged { reason },
    })
}

/// Reads the rows of the first visible sheet that has any.
pub(super) fn rows(bytes: &[u8], limits: &Limits) -> Result<Vec<RawRow>, FileRefusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible)
        .map(|s| s.name.clone())
        .collect();
    for name in sheets {
        let range = book.worksheet_range(&name).map_err(damaged)?;
        let formulas = book.worksheet_formula(&name).map_err(damaged)?;
        let (Some(start), Some(end)) = (range.start(), range.end()) else {
            continue;
        };
        check_size(start, end, limits)?;
        let is_formula = |row: u32, column: u32| {
            formulas.get_value((row, column)).is_some_and(|text| !text.is_empty())
        };
        let rows = range.rows().zip(start.0..).map(|(cells, row)| RawRow {
            number: row.saturating_add(1),
            cells: cells
                .iter()
                .zip(start.1..)
                .map(|(cell, column)| (text(cell), is_formula(row, column)))
                .collect(),
        });
        return Ok(rows.collect());
    }
    Err(FileRefusal::Empty)
}

fn check_size(start: (u32, u32), end: (u32, u32), limits: &Limits) -> Result<(), FileRefusal> {
    let size = |a: u32, b: u32| {
        usize::try_from(b.saturating_sub(a)).unwrap_or(usize::MAX).saturating_add(1)
    };
    if size(start.0, end.0) > limits.rows + super::table::HEADER_WITHIN {
        return Err(FileRefusal::TooManyRows { limit: limits.rows });
    }
    let columns = size(start.1, end.1);
    if columns > limits.columns {
        return Err(FileRefusal::TooManyColumns { found: columns, limit: limits.columns });
    }
    Ok(())
}

/// A cell as a person reads it: whole numbers without a point, days as days.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}
