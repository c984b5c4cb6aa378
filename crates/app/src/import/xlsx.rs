//! Workbooks: looked over as a zip archive before anything is unpacked into
//! memory, then read by values; formulas are known by their place.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{
    fault::{FileRefusal, Limits},
    table::RawRow,
};

/// More parts than any workbook of a list has.
const MAX_PARTS: usize = 2_000;
/// Below this unpacked size a high ratio is harmless.
const RATIO_FROM: u64 = 4 * 1024 * 1024;

fn damaged(reason: impl ToString) -> FileRefusal {
    FileRefusal::Damaged { reason: reason.to_string() }
}

/// Refuses macros and archives that unpack to too much. Sizes stated in the
/// archive are not trusted: every part is unpacked once, and counted.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<(), FileRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(FileRefusal::ZipBomb { part: format!("{} parts", archive.len()) });
    }
    let mut left = limits.unpacked;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        let lower = name.to_ascii_lowercase();
        if lower.ends_with("vbaproject.bin") || lower.contains("macrosheets/") {
            return Err(FileRefusal::Macro { part: name });
        }
        let packed = part.compressed_size().max(1);
        let is_types = lower == "[content_types].xml";
        let mut capped = part.take(left.saturating_add(1));
        let unpacked = if is_types {
            let mut text = Vec::new();
            capped.read_to_end(&mut text).map_err(damaged)?;
            if String::from_utf8_lossy(&text).contains("macroEnabled") {
                return Err(FileRefusal::Macro { part: name });
            }
            u64::try_from(text.len()).unwrap_or(u64::MAX)
        } else {
            std::io::copy(&mut capped, &mut std::io::sink()).map_err(damaged)?
        };
        let swollen = unpacked > RATIO_FROM && unpacked / packed > limits.ratio;
        if unpacked > left || swollen {
            return Err(FileRefusal::ZipBomb { part: name });
        }
        left -= unpacked;
    }
    Ok(())
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
