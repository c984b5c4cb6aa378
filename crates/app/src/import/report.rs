//! Import from the command line: rows that need no question are listed, the
//! others stay in the staging list with their reasons.

use std::collections::BTreeMap;

use domain::{
    codes::{Category, ProcedureCode, ScreeningResult, Sector},
    matter::Planned,
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    confirm::{Action, Choice, confirm},
    fault::{FileRefusal, Limits, Note},
    plan::dry_run,
    propose::Hit,
    stage::{stage, staged_rows},
    table::{Table, read_table},
    understood::{CellState, PlacePlan, RowOutcome, RowPlan},
};
use crate::{App, AppError, Ctx, directory::Units, error::Outcome};

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

/// A row: what was understood, what is proposed, and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowReport {
    /// Row of the file, counted from 1 with the header.
    pub row: u32,
    /// Its outcome.
    pub outcome: RowOutcome,
    /// Title as printed.
    pub title: String,
    /// Name of the unit that carries the matter, when it is clear.
    pub unit: Option<String>,
    /// The place, and from which column it follows.
    pub division: Option<PlacePlan>,
    /// When the decision is planned.
    pub period: Option<Planned>,
    /// Proposed kind of decision.
    pub category: Category,
    /// Proposed sector.
    pub sector: Sector,
    /// Proposed result of screening.
    pub screening: ScreeningResult,
    /// The procedure, where an assessment is due.
    pub procedure: Option<ProcedureCode>,
    /// The rule on which the proposal rests; none when no rule fits.
    pub reason: Option<Hit>,
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
    let units = app.units(&mut app.store().read().await.map_err(AppError::from)?).await?;
    if is_dry_run {
        let plan = dry_run(app, ctx, &table).await?;
        return Ok(report(&table, &units, None, plan.rows));
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
    Ok(report(&table, &units, Some(staged.batch), rows))
}

fn report(table: &Table, units: &Units, batch: Option<Uuid>, rows: Vec<RowPlan>) -> Report {
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
        rows: rows.into_iter().map(|plan| row_report(plan, units)).collect(),
    }
}

fn row_report(plan: RowPlan, units: &Units) -> RowReport {
    let title = plan.printed_title().to_owned();
    let (category, sector) = (plan.category_code(), plan.sector_code());
    let reason = plan.screening.deciding().cloned();
    let unit = plan.unit.unit.and_then(|unit| units.get(&unit.uuid()));
    let remarks: Vec<Note> = plan
        .cells
        .into_iter()
        .filter(|c| !matches!(c.state, CellState::Understood | CellState::Open))
        .filter_map(|c| c.note)
        .filter(|note| note.code != "column_unknown" && !plan.reasons.contains(note))
        .collect();
    RowReport {
        row: plan.row,
        outcome: plan.outcome,
        title,
        unit: unit.map(|u| u.name.clone()),
        division: plan.place,
        period: plan.planned,
        category,
        sector,
        screening: plan.screening.result,
        procedure: plan.screening.procedure,
        reason,
        numbers: plan.numbers,
        notes: plan.questions.into_iter().chain(plan.reasons).chain(remarks).collect(),
    }
}
