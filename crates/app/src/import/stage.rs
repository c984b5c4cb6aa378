//! The staging list: rows as printed, with their plan, before a person confirms.

use access::Permission;
use serde_json::json;
use store::{Batch, StagedRow};
use uuid::Uuid;

use super::{
    plan::{Plan, dry_run},
    table::Table,
    understood::RowPlan,
};
use crate::{App, AppError, Ctx, directory::require, error::Outcome, once};

/// Kind of batch in the staging tables.
pub(super) const KIND: &str = "MATTERS";

/// A file that waits in the staging list.
#[derive(Debug, Clone, PartialEq)]
pub struct Staged {
    /// Identifier of the import.
    pub batch: Uuid,
    /// What it would do.
    pub plan: Plan,
}

/// Plans a table and keeps rows and plan in the staging list. Cells of columns
/// that name residents were thrown away when the file was read.
///
/// # Errors
/// As [`dry_run`]; repeated, with the first import, for a form sent twice.
pub async fn stage(app: &App, ctx: &Ctx, table: &Table) -> Outcome<Staged> {
    let plan = dry_run(app, ctx, table).await?;
    let batch = app.ids().id(ctx.now);
    let header: Vec<&str> = table.columns.iter().map(|c| c.header.as_str()).collect();
    let rows: Vec<StagedRow> = table
        .rows
        .iter()
        .zip(&plan.rows)
        .map(|(row, plan)| {
            Ok(StagedRow {
                batch,
                row_no: row.number,
                cells: json!(row.cells),
                outcome: plan.outcome.code().to_owned(),
                detail: detail(plan)?,
                record: None,
            })
        })
        .collect::<Outcome<_>>()?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    tx.put_batch(&Batch {
        id: batch,
        kind: KIND.to_owned(),
        unit: ctx.unit().uuid(),
        person: ctx.person().uuid(),
        source: table.file.clone(),
        header: json!(header),
        created_at: ctx.now,
    })
    .await?;
    tx.put_staged(&rows).await?;
    once::seal(&mut tx, ctx, Some(batch.to_string())).await?;
    tx.commit().await?;
    Ok(Staged { batch, plan })
}

pub(super) fn detail(plan: &RowPlan) -> Outcome<serde_json::Value> {
    serde_json::to_value(plan).map_err(|e| AppError::Internal(format!("row plan: {e}")))
}

pub(super) fn read_detail(row: &StagedRow) -> Outcome<RowPlan> {
    serde_json::from_value(row.detail.clone())
        .map_err(|e| AppError::Internal(format!("staged row {}: {e}", row.row_no)))
}

/// The imports of the actor's unit, newest first.
///
/// # Errors
/// Denied access, a failure of the store.
pub async fn batches(app: &App, ctx: &Ctx, limit: u32) -> Outcome<Vec<Batch>> {
    require(ctx, Permission::ImportMatters, None)?;
    let mut reader = app.store().read().await?;
    Ok(reader.batches(ctx.unit().uuid(), limit).await?)
}

/// Rows of an import of the actor's unit after a row number, with their plans.
///
/// # Errors
/// Denied access; not found for another unit's import.
pub async fn staged_rows(
    app: &App,
    ctx: &Ctx,
    batch: Uuid,
    after: u32,
    limit: u32,
) -> Outcome<(Batch, Vec<RowPlan>)> {
    require(ctx, Permission::ImportMatters, None)?;
    let mut reader = app.store().read().await?;
    let found = own_batch(reader.batch(batch).await?, ctx)?;
    let rows = reader.staged(batch, after, limit).await?;
    let plans = rows.iter().map(read_detail).collect::<Outcome<_>>()?;
    Ok((found, plans))
}

/// Another unit's import does not exist for this one.
pub(super) fn own_batch(batch: Option<Batch>, ctx: &Ctx) -> Outcome<Batch> {
    batch.filter(|b| b.unit == ctx.unit().uuid() && b.kind == KIND).ok_or(AppError::NotFound)
}
