//! Import from the command line: rows that need no question are listed, the
//! others stay in the staging list with their reasons.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use super::{
    confirm::{Action, Choice, confirm},
    fault::{FileRefusal, Limits, Note},
    plan::dry_run,
    stage::{stage, staged_rows},
    table::{Table, read_table},
    understood::{CellState, RowOutcome, RowPlan},
};
use crate::{App, AppError, Ctx, error::Outcome};

/// How an import of a file can end badly.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is refused.
    #[error(transparent)]
    File(FileRefusal),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(std::io::Error),
    /// The use case ended badly.
    #[error(transparent)]
    App(#[from] AppError),
}

/// A remark on a cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowReport {
    /// Row of the file, counted from 1 with the header.
    pub row: u32,
    /// Its outcome.
    pub outcome: RowOutcome,
    /// Title as printed.
    pub title: String,
    /// Proposed result of screening.
    pub screening: String,
    /// Numbers of the matters made from it.
    pub numbers: Vec<String>,
    /// Questions, reasons, and remarks on cells that were left empty or refused.
    pub notes: Vec<Note>,
}

/// What an import did or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Name of the file.
    pub file: String,
    /// Encoding, or `XLSX`.
    pub encoding: String,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// The import in the staging list; none for a dry run.
    pub batch: Option<Uuid>,
    /// How many rows have which outcome.
    pub counts: BTreeMap<&'static str, usize>,
    /// Columns that were recognised: header → meaning.
    pub columns: BTreeMap<String, &'static str>,
    /// Columns that name residents and were thrown away.
    pub personal_columns: Vec<String>,
    /// Row by row.
    pub rows: Vec<RowReport>,
}

impl Report {
    /// Rows that were neither listed nor ready to be.
    #[must_use]
    pub fn left(&self) -> usize {
        let fine = |r: &&RowReport| !matches!(r.outcome, RowOutcome::Ready | RowOutcome::Taken);
        self.rows.iter().filter(fine).count()
    }

    /// The faults as a table: row, outcome, column, reason, sentence, title. The
    /// cells are safe to open in a spreadsheet.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the table cannot be written.
    pub fn faults_csv(&self, l10n: locale::L10n) -> Outcome<Vec<u8>> {
        let failed = |e: String| AppError::Internal(format!("fault table: {e}"));
        let mut out = ::csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
        out.write_record(["row", "outcome", "column", "code", "reason", "title"])
            .map_err(|e| failed(e.to_string()))?;
        for row in &self.rows {
            for note in &row.notes {
                let cells = [
                    row.row.to_string(),
                    row.outcome.code().to_owned(),
                    note.field.clone(),
                    note.code.clone(),
                    l10n.say(&note.msg()),
                    row.title.clone(),
                ];
                out.write_record(cells.map(|c| crate::export::safe(&c)))
                    .map_err(|e| failed(e.to_string()))?;
            }
        }
        out.into_inner().map_err(|e| failed(e.to_string()))
    }
}

/// Reads, plans and, unless it is a dry run, stages a file and lists every row
/// that needs no question.
///
/// # Errors
/// A refused file, denied access, a failure of the store.
pub async fn import_file(
    app: &App,
    ctx: &Ctx,
    bytes: &[u8],
    name: &str,
    is_dry_run: bool,
) -> Result<Report, ImportError> {
    let limits = Limits::for_upload(app.settings().upload_limit);
    let table = read_table(bytes, name, &limits).map_err(ImportError::File)?;
    if is_dry_run {
        let plan = dry_run(app, ctx, &table).await?;
        return Ok(report(&table, None, plan.rows));
    }
    let staged = stage(app, ctx, &table).await?;
    let ready: BTreeMap<u32, Choice> = staged
        .plan
        .rows
        .iter()
        .filter(|row| row.outcome == RowOutcome::Ready)
        .map(|row| (row.row, Choice::new(Action::Accept)))
        .collect();
    confirm(app, ctx, staged.batch, &ready).await?;
    let mut rows: Vec<RowPlan> = Vec::with_capacity(staged.plan.rows.len());
    loop {
        let after = rows.last().map_or(0, |r| r.row);
        let (_, found) = staged_rows(app, ctx, staged.batch, after, 500).await?;
        if found.is_empty() {
            break;
        }
        rows.extend(found);
    }
    Ok(report(&table, Some(staged.batch), rows))
}

fn report(table: &Table, batch: Option<Uuid>, rows: Vec<RowPlan>) -> Report {
    let mut counts: BTreeMap<_, _> = RowOutcome::ALL.iter().map(|o| (o.code(), 0)).collect();
    for row in &rows {
        *counts.entry(row.outcome.code()).or_default() += 1;
    }
    let known = table.columns.iter().filter_map(|c| Some((c.header.clone(), c.field?.code())));
    Report {
        file: table.file.clone(),
        encoding: table.encoding.to_owned(),
        dry_run: batch.is_none(),
        batch,
        counts,
        columns: known.collect(),
        personal_columns: table
            .columns
            .iter()
            .filter(|c| c.personal)
            .map(|c| c.header.clone())
            .collect(),
        rows: rows.into_iter().map(row_report).collect(),
    }
}

fn row_report(plan: RowPlan) -> RowReport {
    let remarks = plan
        .cells
        .into_iter()
        .filter(|c| !matches!(c.state, CellState::Understood | CellState::Open))
        .filter_map(|c| c.note)
        .filter(|note| note.code != "column_unknown");
    RowReport {
        row: plan.row,
        outcome: plan.outcome,
        title: plan.title,
        screening: plan.screening.result.code().to_owned(),
        numbers: plan.numbers,
        notes: plan.questions.into_iter().chain(plan.reasons).chain(remarks).collect(),
    }
}
