//! The file to fill in: the columns of the questionnaire, and a second sheet with
//! what may stand in each of them.

use domain::{codes::QuestionKind, consultation::form::Form};
use locale::{L10n, Lang};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::columns::{Column, columns};
use crate::{AppError, error::Outcome};

/// Widths of the columns, in characters.
const WIDTH: f64 = 24.0;

/// The template as a workbook.
///
/// # Errors
/// A failure of the writer.
pub fn template_xlsx(form: &Form, l10n: L10n) -> Outcome<Vec<u8>> {
    workbook(form, l10n).map_err(failed)
}

/// The template as a text table in UTF-8 with the mark that spreadsheets look for.
///
/// # Errors
/// A failure of the writer.
pub fn template_csv(form: &Form, l10n: L10n) -> Outcome<Vec<u8>> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    let mut table = ::csv::Writer::from_writer(&mut out);
    let heads = columns(form).iter().map(|column| column.title(l10n)).collect::<Vec<_>>();
    table.write_record(heads).map_err(failed)?;
    table.flush().map_err(failed)?;
    drop(table);
    Ok(out)
}

fn failed(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("template: {error}"))
}

fn workbook(form: &Form, l10n: L10n) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_text_wrap();
    let columns = columns(form);
    let sheet = book.add_worksheet().set_name(l10n.t("batch-sheet-answers"))?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, at) in columns.iter().zip(0_u16..) {
        sheet.set_column_width(at, WIDTH)?;
        sheet.write_string_with_format(0, at, column.title(l10n), &bold)?;
    }
    let sheet = book.add_worksheet().set_name(l10n.t("batch-sheet-choices"))?;
    sheet.set_column_width(0, 2.0 * WIDTH)?;
    sheet.set_column_width(2, 2.0 * WIDTH)?;
    let heads = ["batch-column", "batch-code", "batch-words"];
    for (key, at) in heads.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, at, l10n.t(key), &bold)?;
    }
    for ((title, code, words), row) in lines(&columns, l10n).iter().zip(1_u32..) {
        sheet.write_string(row, 0, title)?;
        sheet.write_string(row, 1, code)?;
        sheet.write_string(row, 2, words)?;
    }
    book.save_to_buffer()
}

/// What may stand in each column.
fn lines(columns: &[Column<'_>], l10n: L10n) -> Vec<(String, String, String)> {
    let english = l10n.lang() == Lang::En;
    let mut lines = Vec::new();
    for column in columns {
        let title = column.title(l10n);
        let kind = column.question.map(|question| question.kind);
        match kind {
            None if column.choices.is_empty() => {
                lines.push((title.clone(), String::new(), l10n.t("batch-sheet-hint")));
            }
            Some(QuestionKind::Text) => {
                lines.push((title.clone(), String::new(), l10n.t("batch-text-hint")));
            }
            Some(QuestionKind::Multiple) => {
                lines.push((title.clone(), String::new(), l10n.t("batch-multiple-hint")));
            }
            _ => {}
        }
        for choice in column.choices {
            let words = choice.words.get(english).to_owned();
            lines.push((title.clone(), choice.code.clone(), words));
        }
    }
    lines
}
