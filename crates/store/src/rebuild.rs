//! Making every row again from the log, in batches that can be interrupted,
//! beside the running service.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    db::{Lock, Tx},
    error::StoreError,
    projection::{Projection, Snapshot, TABLES},
    sql::{Sql, statements},
    store::Store,
    stream::StreamRef,
    value::args,
    verify::Progress,
};

statements! {
    STREAMS = "SELECT DISTINCT record_id FROM events WHERE record_kind = $1 AND record_id > $2 \
        ORDER BY record_id LIMIT $3";
    POSITION = "SELECT position FROM maintenance WHERE name = 'rebuild'";
    NOTE_POSITION = "INSERT INTO maintenance (name, position, started_at) \
        VALUES ('rebuild', $1, $2) ON CONFLICT (name) DO UPDATE SET position = excluded.position";
    DONE = "DELETE FROM maintenance WHERE name = 'rebuild'";
    ROWS_WITHOUT_EVENTS = "SELECT kind, id FROM records r WHERE NOT EXISTS (SELECT 1 FROM events e \
        WHERE e.record_kind = r.kind AND e.record_id = r.id) ORDER BY kind, id";
    DELETE_ROW = "DELETE FROM records WHERE kind = $1 AND id = $2";
}

const RECORDS_AT_ONCE: u32 = 100;

fn stray_sql(table: &str) -> Sql {
    Sql::built(format!("DELETE FROM {table} WHERE record_id NOT IN (SELECT id FROM records)"))
}

/// A row that was not what the log says, and is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The record; `None` for list rows that no record owns.
    pub record: Option<StreamRef>,
    /// The table.
    pub table: String,
}

/// The result of a rebuild.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RebuildReport {
    /// Records made again in this run.
    pub records: u64,
    /// Whether this run went on from an interrupted one.
    pub resumed: bool,
    /// Rows that changed.
    pub changed: Vec<Change>,
}

/// Where an interrupted rebuild goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    kind: String,
    after: String,
}

/// Whether a run keeps what it made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Keep,
    Look,
}

impl Store {
    /// Makes every record row and list row again from the events, and what lists
    /// are found by. Goes on where
    /// an interrupted run stopped. Rows that are right stay untouched in
    /// content; a rebuild of a healthy store changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or an event cannot be
    /// read.
    pub async fn rebuild(
        &self,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<RebuildReport, StoreError> {
        self.go_through(Mode::Keep, now, progress).await
    }

    /// Like [`Store::rebuild`], but keeps nothing: names the rows, list rows
    /// included, that are not what the log says.
    ///
    /// # Errors
    /// As [`Store::rebuild`].
    pub async fn compare_rows(
        &self,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<RebuildReport, StoreError> {
        self.go_through(Mode::Look, now, progress).await
    }

    async fn go_through(
        &self,
        mode: Mode,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<RebuildReport, StoreError> {
        let mut report = RebuildReport::default();
        let mut resume = if mode == Mode::Keep { self.position().await? } else { None };
        report.resumed = resume.is_some();
        for kind in self.registry().kinds() {
            let mut after = match &resume {
                Some(position) if position.kind == kind => position.after.clone(),
                Some(_) => continue,
                None => String::new(),
            };
            resume = None;
            loop {
                let mut tx = self.write().await?;
                let Some(last) = tx.rebuild_batch(kind, &after, &mut report).await? else {
                    break;
                };
                if mode == Mode::Keep {
                    let position = Position { kind: kind.to_owned(), after: last.clone() };
                    tx.note_position(&position, now).await?;
                    tx.commit().await?;
                }
                after = last;
                progress(Progress { records: report.records, ..Progress::default() });
            }
        }
        let mut tx = self.write().await?;
        tx.remove_strays(&mut report).await?;
        if mode == Mode::Keep {
            tx.commit().await?;
        } else {
            drop(tx);
        }
        self.mend_derived(mode, &mut report).await?;
        Ok(report)
    }

    async fn position(&self) -> Result<Option<Position>, StoreError> {
        let row = self.read().await?.first(&POSITION, args![]).await?;
        let text = row.map(|row| row.get::<String>("position")).transpose()?;
        text.map(|text| serde_json::from_str(&text).map_err(StoreError::corrupt)).transpose()
    }
}

impl Tx {
    /// Rebuilds the records after one; `None` when there are none left.
    async fn rebuild_batch(
        &mut self,
        kind: &str,
        after: &str,
        report: &mut RebuildReport,
    ) -> Result<Option<String>, StoreError> {
        // Nobody appends to these records while they are folded.
        self.lock(Lock::Log).await?;
        let rows = self.all(&STREAMS, args![kind, after, RECORDS_AT_ONCE]).await?;
        let ids: Result<Vec<Uuid>, _> = rows.iter().map(|row| row.get("record_id")).collect();
        let ids = ids?;
        for id in &ids {
            self.rebuild_record(kind, *id, report).await?;
            report.records += 1;
        }
        Ok(ids.last().map(Uuid::to_string))
    }

    async fn rebuild_record(
        &mut self,
        kind: &str,
        id: Uuid,
        report: &mut RebuildReport,
    ) -> Result<(), StoreError> {
        let registry = self.registry.clone();
        let events = self.events(kind, id).await?;
        let Some(folded) = registry.kind(kind)?.fold(id, &events)? else {
            return Ok(());
        };
        let mut changed = |table: &str| {
            let record = Some(StreamRef::new(kind, id));
            report.changed.push(Change { record, table: table.to_owned() });
        };
        if !self.record_row(kind, id).await?.is_some_and(|row| row.is(&folded)) {
            changed("records");
            self.save_folded(kind, &folded).await?;
        }
        let before = self.touched(id, &folded.rows).await?;
        self.rewrite(id, &folded.rows).await?;
        let after = self.touched(id, &folded.rows).await?;
        for ((table, before), (_, after)) in before.iter().zip(&after) {
            if before != after {
                changed(table);
            }
        }
        Ok(())
    }

    /// The rows that a record owns and those that it patches.
    async fn touched(
        &mut self,
        record: Uuid,
        projections: &[Projection],
    ) -> Result<Snapshot, StoreError> {
        let mut snapshot = self.snapshot(record).await?;
        for projection in projections {
            if let Projection::Patch(patch) = projection
                && patch.matter_id != record
            {
                snapshot.extend(self.snapshot(patch.matter_id).await?);
            }
        }
        Ok(snapshot)
    }

    async fn note_position(
        &mut self,
        position: &Position,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(position).map_err(StoreError::corrupt)?;
        self.run(&NOTE_POSITION, args![text, now]).await?;
        Ok(())
    }

    /// Removes rows that no event made.
    async fn remove_strays(&mut self, report: &mut RebuildReport) -> Result<(), StoreError> {
        self.lock(Lock::Log).await?;
        for row in self.all(&ROWS_WITHOUT_EVENTS, args![]).await? {
            let record = StreamRef::new(row.get::<String>("kind")?, row.get("id")?);
            self.run(&DELETE_ROW, args![&record.kind, record.id]).await?;
            report.changed.push(Change { record: Some(record), table: "records".to_owned() });
        }
        for table in TABLES {
            if self.run(&stray_sql(table.name), args![]).await? > 0 {
                report.changed.push(Change { record: None, table: table.name.to_owned() });
            }
        }
        self.run(&DONE, args![]).await?;
        Ok(())
    }
}

/// The statements that name each table of list rows.
pub(crate) fn samples() -> Vec<Sql> {
    TABLES.iter().map(|table| stray_sql(table.name)).collect()
}
