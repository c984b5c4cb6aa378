//! Imports before they are confirmed: the rows as printed, each with its
//! outcome, so that nothing of a file is lost or guessed.

use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::{Sql, placeholders, statements},
    value::args,
};

statements! {
    PUT_BATCH = "INSERT INTO staging_batches (id, kind, unit, person, source, header, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    BATCH = "SELECT id, kind, unit, person, source, header, created_at FROM staging_batches \
        WHERE id = $1";
    BATCHES = "SELECT id, kind, unit, person, source, header, created_at FROM staging_batches \
        WHERE unit = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
    ROWS = "SELECT batch, row_no, cells, outcome, detail, record_id FROM staging_rows \
        WHERE batch = $1 AND row_no > $2 ORDER BY row_no LIMIT $3";
    COUNTS = "SELECT outcome, COUNT(*) AS n FROM staging_rows WHERE batch = $1 \
        GROUP BY outcome ORDER BY outcome";
    SETTLE = "UPDATE staging_rows SET outcome = $3, detail = $4, record_id = $5 \
        WHERE batch = $1 AND row_no = $2";
    CLAIM = "UPDATE staging_rows SET outcome = $4 \
        WHERE batch = $1 AND row_no = $2 AND outcome = $3";
    DELETE_BATCH = "DELETE FROM staging_batches WHERE id = $1";
}

const ROW_COLUMNS: usize = 6;
const ROWS_PER_INSERT: usize = 100;

pub(crate) fn insert_rows(rows: usize) -> Sql {
    Sql::built(format!(
        "INSERT INTO staging_rows (batch, row_no, cells, outcome, detail, record_id) VALUES {}",
        placeholders(rows, ROW_COLUMNS)
    ))
}

/// A file that was read for import.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// Identifier of the import.
    pub id: Uuid,
    /// What is imported.
    pub kind: String,
    /// The unit.
    pub unit: Uuid,
    /// The importer.
    pub person: Uuid,
    /// Name of the file as given.
    pub source: String,
    /// Names of the columns.
    pub header: Json,
    /// When it was read.
    pub created_at: Timestamp,
}

/// A row of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct StagedRow {
    /// The import.
    pub batch: Uuid,
    /// Row of the file, counted from 1.
    pub row_no: u32,
    /// Cells as printed.
    pub cells: Json,
    /// Code: READY, OPEN, OUTSIDE, REFUSED, TAKEN, SKIPPED.
    pub outcome: String,
    /// Questions, reasons, proposed result.
    pub detail: Json,
    /// The record made from it.
    pub record: Option<Uuid>,
}

fn json(row: &Row, column: &str) -> Result<Json, StoreError> {
    serde_json::from_str(&row.get::<String>(column)?).map_err(StoreError::corrupt)
}

fn read_batch(row: &Row) -> Result<Batch, StoreError> {
    Ok(Batch {
        id: row.get("id")?,
        kind: row.get("kind")?,
        unit: row.get("unit")?,
        person: row.get("person")?,
        source: row.get("source")?,
        header: json(row, "header")?,
        created_at: row.get("created_at")?,
    })
}

fn read_row(row: &Row) -> Result<StagedRow, StoreError> {
    Ok(StagedRow {
        batch: row.get("batch")?,
        row_no: row.get("row_no")?,
        cells: json(row, "cells")?,
        outcome: row.get("outcome")?,
        detail: json(row, "detail")?,
        record: row.get("record_id")?,
    })
}

impl Reader {
    /// One import.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn batch(&mut self, id: Uuid) -> Result<Option<Batch>, StoreError> {
        self.first(&BATCH, args![id]).await?.as_ref().map(read_batch).transpose()
    }

    /// The imports of a unit, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn batches(&mut self, unit: Uuid, limit: u32) -> Result<Vec<Batch>, StoreError> {
        self.all(&BATCHES, args![unit, limit]).await?.iter().map(read_batch).collect()
    }

    /// Rows of an import after a row number.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn staged(
        &mut self,
        batch: Uuid,
        after: u32,
        limit: u32,
    ) -> Result<Vec<StagedRow>, StoreError> {
        self.all(&ROWS, args![batch, after, limit]).await?.iter().map(read_row).collect()
    }

    /// How many rows of an import have which outcome.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn staged_counts(&mut self, batch: Uuid) -> Result<Vec<(String, u64)>, StoreError> {
        let rows = self.all(&COUNTS, args![batch]).await?;
        rows.iter().map(|row| Ok((row.get("outcome")?, row.get("n")?))).collect()
    }
}

impl Tx {
    /// Notes a file that was read.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_batch(&mut self, batch: &Batch) -> Result<(), StoreError> {
        let values = args![
            batch.id,
            &batch.kind,
            batch.unit,
            batch.person,
            &batch.source,
            batch.header.to_string(),
            batch.created_at,
        ];
        self.run(&PUT_BATCH, values).await?;
        Ok(())
    }

    /// Adds rows of an import.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_staged(&mut self, rows: &[StagedRow]) -> Result<(), StoreError> {
        for chunk in rows.chunks(ROWS_PER_INSERT) {
            let row = |row: &StagedRow| {
                args![
                    row.batch,
                    row.row_no,
                    row.cells.to_string(),
                    &row.outcome,
                    row.detail.to_string(),
                    row.record,
                ]
            };
            self.run(&insert_rows(chunk.len()), chunk.iter().flat_map(row).collect()).await?;
        }
        Ok(())
    }

    /// Notes what became of a row. `false` when there is no such row.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn settle_staged(&mut self, row: &StagedRow) -> Result<bool, StoreError> {
        let values = args![row.batch, row.row_no, &row.outcome, row.detail.to_string(), row.record];
        Ok(self.run(&SETTLE, values).await? > 0)
    }

    /// Moves a row from one outcome to another. `false` when it has another
    /// outcome by now: of two transactions at once only one gets `true`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn claim_staged(
        &mut self,
        batch: Uuid,
        row_no: u32,
        from: &str,
        to: &str,
    ) -> Result<bool, StoreError> {
        Ok(self.run(&CLAIM, args![batch, row_no, from, to]).await? > 0)
    }

    /// Removes an import with its rows.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn delete_batch(&mut self, id: Uuid) -> Result<bool, StoreError> {
        Ok(self.run(&DELETE_BATCH, args![id]).await? > 0)
    }
}
