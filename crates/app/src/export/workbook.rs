//! XLSX: typed cells, a frozen header with filters, memory that does not grow
//! with the number of rows.

use std::io::Write;

use jiff::civil::Date;
use locale::L10n;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use store::MatterFilter;

use super::{
    Pages,
    columns::{self, COLUMNS, Value},
};
use crate::{App, AppError, Ctx, error::Outcome};

/// Rows of one sheet that are used for matters; more go to the next sheet.
const SHEET_ROWS: u32 = 1_000_000;

fn failed(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("export: {error}"))
}

/// Writes the matters of a filter as a workbook; returns how many rows.
///
/// # Errors
/// Denied access, a failure of the store or of the writer.
pub async fn matters_xlsx<W: Write + Send>(
    app: &App,
    ctx: &Ctx,
    filter: &MatterFilter,
    l10n: L10n,
    out: W,
) -> Outcome<u64> {
    let mut pages = Pages::open(app, ctx, filter).await?;
    let units = app.units(&mut pages.reader).await?;
    let mut book = Workbook::new();
    book.set_tempdir(&app.settings().data_dir).map_err(failed)?;
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let mut written: u64 = 0;
    let mut row = 0;
    let mut sheets = 0;
    loop {
        let found = pages.next().await?;
        if sheets > 0 && found.is_empty() {
            break;
        }
        if sheets == 0 || row >= SHEET_ROWS {
            close(&mut book, sheets, row).map_err(failed)?;
            sheets += 1;
            row = 0;
            begin(&mut book, l10n, sheets).map_err(failed)?;
        }
        let sheet = book.worksheet_from_index(sheets - 1).map_err(failed)?;
        for matter in &found {
            row += 1;
            let cells = columns::cells(matter, &units, l10n);
            write_row(sheet, row, &cells, &day).map_err(failed)?;
            written += 1;
        }
    }
    close(&mut book, sheets, row).map_err(failed)?;
    book.save_to_writer(out).map_err(failed)?;
    Ok(written)
}

fn begin(book: &mut Workbook, l10n: L10n, number: usize) -> Result<(), XlsxError> {
    let name = l10n.t("export-sheet");
    let name = if number > 1 { format!("{name} {number}") } else { name };
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for ((_, width), column) in COLUMNS.iter().zip(0..) {
        sheet.set_column_width(column, *width)?;
    }
    let bold = Format::new().set_bold();
    for (header, column) in columns::headers(l10n).into_iter().zip(0..) {
        sheet.write_string_with_format(0, column, header, &bold)?;
    }
    Ok(())
}

/// The filter's range is known once the sheet is full.
fn close(book: &mut Workbook, sheets: usize, last_row: u32) -> Result<(), XlsxError> {
    let Some(index) = sheets.checked_sub(1) else {
        return Ok(());
    };
    let last_column = u16::try_from(COLUMNS.len().saturating_sub(1)).unwrap_or(u16::MAX);
    book.worksheet_from_index(index)?.autofilter(0, 0, last_row, last_column)?;
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Value],
    day: &Format,
) -> Result<(), XlsxError> {
    for (cell, column) in cells.iter().zip(0..) {
        match cell {
            // A string cell is never computed, whatever it begins with.
            Value::Text(text) if !text.is_empty() => sheet.write_string(row, column, text)?,
            Value::Number(number) => sheet.write_number(row, column, as_float(*number))?,
            Value::Day(Some(date)) => {
                sheet.write_datetime_with_format(row, column, excel_day(*date)?, day)?
            }
            Value::Text(_) | Value::Day(None) => sheet,
        };
    }
    Ok(())
}

fn excel_day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}

/// Years and counts are far below the 2⁵³ at which this would lose digits.
fn as_float(number: i64) -> f64 {
    i32::try_from(number).map_or(f64::MAX, f64::from)
}
