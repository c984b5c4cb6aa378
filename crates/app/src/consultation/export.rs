//! The stored answers as a file: row by row, in constant memory, without the
//! day, and with small groups put together, so that a row says less than the
//! answer did.

use std::io::Write;

use domain::consultation::form::Form;
use serde_json::{Map, Value, json};
use store::answers::AnswerRow;

use super::{by_slug, form};
use crate::{App, AppError, error::Outcome};

/// Rows read at once.
const PAGE: u32 = 2_000;

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, with a byte order mark so that spreadsheets read Chinese.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
}

/// Writes every stored answer of a consultation. Texts are not among them:
/// they go through moderation first.
///
/// # Errors
/// Not found; a failure of the store or of the file.
pub async fn export(
    app: &App,
    slug: &str,
    format: Format,
    out: &mut (dyn Write + Send),
) -> Outcome<Exported> {
    let mut reader = app.store().read().await?;
    let found = by_slug(&mut reader, slug).await?;
    let form = form(&mut reader, &found.state).await?;
    reader.close().await?;
    let mut answers = app.store().read_answers().await?;
    let counts = answers.answer_counts(found.id).await?;
    let small = small_groups(&form, &counts);
    if format == Format::Csv {
        out.write_all("\u{feff}".as_bytes()).map_err(file)?;
        csv_line(out, &heads(&form))?;
    }
    let (mut from, mut rows) = (0, 0);
    loop {
        let page = answers.answer_rows(found.id, from, PAGE).await?;
        let Some(last) = page.last() else { break };
        from = last.position + 1;
        for row in &page {
            write_row(out, format, &form, row, &small)?;
            rows += 1;
        }
    }
    out.flush().map_err(file)?;
    Ok(Exported { rows })
}

/// Groups with fewer answers than this are one group in the file.
const SMALL: u64 = 10;
/// The code of that group.
const OTHER: &str = "OTHER";

fn small_groups(form: &Form, counts: &[store::answers::Count]) -> Vec<String> {
    let answers = |code: &str| {
        let of = counts.iter().filter(|c| c.question.is_empty() && c.stratum == code);
        of.map(|c| c.n).sum::<u64>()
    };
    form.strata.iter().map(|s| s.code.clone()).filter(|code| answers(code) < SMALL).collect()
}

fn heads(form: &Form) -> Vec<String> {
    let fixed = ["stratum".to_owned(), "channel".to_owned()];
    let asked = form.questions.iter().filter(|q| !q.choices.is_empty()).map(|q| q.code.clone());
    fixed.into_iter().chain(asked).collect()
}

fn write_row(
    out: &mut (dyn Write + Send),
    format: Format,
    form: &Form,
    row: &AnswerRow,
    small: &[String],
) -> Outcome<()> {
    let content: Value = serde_json::from_str(&row.content)
        .map_err(|e| AppError::Internal(format!("answer {}: {e}", row.position)))?;
    let stratum = if small.contains(&row.stratum) { OTHER } else { row.stratum.as_str() };
    let chosen = |code: &str| -> Vec<String> {
        let list = content.get("values").and_then(|v| v.get(code)).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let asked = form.questions.iter().filter(|q| !q.choices.is_empty());
    match format {
        Format::Csv => {
            let mut cells = vec![stratum.to_owned(), row.channel.clone()];
            cells.extend(asked.map(|q| chosen(&q.code).join(";")));
            csv_line(out, &cells)
        }
        Format::JsonLines => {
            let values: Map<String, Value> =
                asked.map(|q| (q.code.clone(), json!(chosen(&q.code)))).collect();
            let line = json!({ "stratum": stratum, "channel": row.channel, "values": values });
            writeln!(out, "{line}").map_err(file)
        }
    }
}

/// Codes hold neither commas nor quotes.
fn csv_line(out: &mut (dyn Write + Send), cells: &[String]) -> Outcome<()> {
    writeln!(out, "{}", cells.join(",")).map_err(file)
}

fn file(error: std::io::Error) -> AppError {
    AppError::Internal(format!("export: {error}"))
}
