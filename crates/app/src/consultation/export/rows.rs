//! Rows of codes as CSV, as a workbook or as lines of JSON, written one by one.

use std::io::Write;

use domain::codes::ExportFormat;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::{Map, Value};

use crate::{App, AppError, error::Outcome};

/// Rows of one sheet; more go to the next.
const SHEET_ROWS: u32 = 1_000_000;
/// Between the codes of one cell.
const BETWEEN: &str = ";";

fn failed(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("export: {error}"))
}

/// A file of rows.
pub(in crate::consultation) struct Rows<W: Write + Send> {
    heads: Vec<String>,
    kind: Kind<W>,
}

enum Kind<W: Write + Send> {
    Csv(Box<::csv::Writer<W>>),
    JsonLines(W),
    Xlsx { book: Box<Workbook>, out: W, sheets: usize, row: u32 },
}

impl<W: Write + Send> Rows<W> {
    /// Begins with the names of the columns.
    pub(in crate::consultation) fn begin(
        app: &App,
        format: ExportFormat,
        heads: Vec<String>,
        mut out: W,
    ) -> Outcome<Self> {
        let kind = match format {
            ExportFormat::Csv => {
                // The mark that spreadsheets look for.
                out.write_all(b"\xEF\xBB\xBF").map_err(failed)?;
                let mut table = ::csv::Writer::from_writer(out);
                table.write_record(&heads).map_err(failed)?;
                Kind::Csv(Box::new(table))
            }
            ExportFormat::JsonLines => Kind::JsonLines(out),
            ExportFormat::Xlsx => {
                let mut book = Workbook::new();
                book.set_tempdir(&app.settings().data_dir).map_err(failed)?;
                sheet(&mut book, 1, &heads).map_err(failed)?;
                Kind::Xlsx { book: Box::new(book), out, sheets: 1, row: 0 }
            }
        };
        Ok(Self { heads, kind })
    }

    /// Writes a row. Cells are codes of the questionnaire, which hold neither
    /// formulas nor separators.
    pub(in crate::consultation) fn write(&mut self, cells: &[Vec<String>]) -> Outcome<()> {
        let heads = &self.heads;
        match &mut self.kind {
            Kind::Csv(table) => {
                table.write_record(cells.iter().map(|cell| cell.join(BETWEEN))).map_err(failed)
            }
            Kind::JsonLines(out) => {
                let fields: Map<String, Value> =
                    heads.iter().cloned().zip(cells.iter().cloned().map(Value::from)).collect();
                writeln!(out, "{}", Value::Object(fields)).map_err(failed)
            }
            Kind::Xlsx { book, sheets, row, .. } => {
                if *row >= SHEET_ROWS {
                    *sheets += 1;
                    *row = 0;
                    sheet(book, *sheets, heads).map_err(failed)?;
                }
                *row += 1;
                line(book, *sheets, *row, cells).map_err(failed)
            }
        }
    }

    /// Ends the file.
    pub(in crate::consultation) fn finish(self) -> Outcome<()> {
        match self.kind {
            Kind::Csv(mut table) => table.flush().map_err(failed),
            Kind::JsonLines(mut out) => out.flush().map_err(failed),
            Kind::Xlsx { mut book, mut out, .. } => {
                book.save_to_writer(&mut out).map_err(failed)?;
                out.flush().map_err(failed)
            }
        }
    }
}

fn sheet(book: &mut Workbook, number: usize, heads: &[String]) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(format!("answers {number}"))?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (head, column) in heads.iter().zip(0..) {
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    Ok(())
}

fn line(
    book: &mut Workbook,
    sheets: usize,
    row: u32,
    cells: &[Vec<String>],
) -> Result<(), XlsxError> {
    let sheet = book.worksheet_from_index(sheets - 1)?;
    for (cell, column) in cells.iter().zip(0..) {
        if !cell.is_empty() {
            sheet.write_string(row, column, cell.join(BETWEEN))?;
        }
    }
    Ok(())
}
