//! Records: loading the folded state, and writing events, state and list rows
//! in one act.

use domain::{
    ids::UnitId,
    record::{EventBody as _, EventMeta, Record},
};
use jiff::Timestamp;
use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::{AppendError, StoreError},
    projection::Projection,
    registry::{Folded, ProjectCtx, fold, state_text},
    sides::SideValue,
    sql::{Sql, list, statements},
    stream::{Act, Appended, NewEvent, StreamRef},
    value::{Value, args},
};

statements! {
    LOAD = "SELECT id, version, last_seq, fold_version, unit, state, created_at, updated_at \
        FROM records WHERE kind = $1 AND id = $2";
    SAVE = "INSERT INTO records \
        (kind, id, version, last_seq, fold_version, unit, state, created_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
        ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, \
        last_seq = excluded.last_seq, fold_version = excluded.fold_version, \
        unit = excluded.unit, state = excluded.state, created_at = excluded.created_at, \
        updated_at = excluded.updated_at";
    AFTER = "SELECT id, version, last_seq, fold_version, unit, state, created_at, updated_at \
        FROM records WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3";
}

const MANY: usize = 200;

pub(crate) fn load_many(count: usize) -> Sql {
    Sql::built(format!(
        "SELECT id, version, last_seq, fold_version, unit, state, created_at, updated_at \
         FROM records WHERE kind = $1 AND id IN ({})",
        list(2, count)
    ))
}

/// A record as loaded, or about to be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded<R> {
    /// Identifier of the record.
    pub id: Uuid,
    /// Its folded state.
    pub state: R,
    /// Its version; 0 before the first event.
    pub version: u64,
    /// Position of its last event; 0 before the first.
    pub last_seq: u64,
    /// The unit that opened it.
    pub unit: Option<UnitId>,
    /// When its first event was recorded.
    pub created_at: Option<Timestamp>,
    /// When its last event was recorded.
    pub updated_at: Option<Timestamp>,
    /// Whether the row was written by a program that folded otherwise.
    folded_again: bool,
}

impl<R: Record> Loaded<R> {
    /// A record that does not exist yet.
    #[must_use]
    pub fn fresh(id: Uuid) -> Self {
        Self {
            id,
            state: R::default(),
            version: 0,
            last_seq: 0,
            unit: None,
            created_at: None,
            updated_at: None,
            folded_again: false,
        }
    }

    fn ctx(&self) -> Option<ProjectCtx> {
        Some(ProjectCtx {
            id: self.id,
            version: self.version,
            last_seq: self.last_seq,
            created_at: self.created_at?,
            updated_at: self.updated_at?,
        })
    }

    /// Applies an event that was appended.
    fn advance(&mut self, meta: &EventMeta, version: u64, event: &R::Event) {
        self.state.apply(meta, event);
        self.version = version;
        self.last_seq = meta.seq;
        self.unit.get_or_insert(meta.unit);
        self.created_at.get_or_insert(meta.recorded_at);
        self.updated_at = Some(meta.recorded_at);
    }
}

/// A record's row as stored.
pub(crate) struct RecordRow {
    pub(crate) id: String,
    pub(crate) version: u64,
    pub(crate) last_seq: u64,
    pub(crate) fold_version: u32,
    pub(crate) unit: String,
    pub(crate) state: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl RecordRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            version: row.get("version")?,
            last_seq: row.get("last_seq")?,
            fold_version: row.get("fold_version")?,
            unit: row.get("unit")?,
            state: row.get("state")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }

    /// Whether the row is what folding the events gives.
    pub(crate) fn is(&self, folded: &Folded) -> bool {
        self.version == folded.ctx.version
            && self.last_seq == folded.ctx.last_seq
            && self.fold_version == folded.fold_version
            && self.unit == folded.unit.to_string()
            && self.state == folded.state
            && self.created_at == folded.ctx.created_at
            && self.updated_at == folded.ctx.updated_at
    }
}

impl Reader {
    /// Loads a record. A row folded by another version of the program is
    /// folded again from its events.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or data are damaged.
    pub async fn load<R: Record>(&mut self, id: Uuid) -> Result<Option<Loaded<R>>, StoreError> {
        let Some(row) = self.first(&LOAD, args![R::KIND, id]).await? else {
            return Ok(None);
        };
        self.loaded(RecordRow::read(&row)?).await.map(Some)
    }

    /// Loads several records with one statement for each 200; those that do
    /// not exist are left out. The order is not that of `ids`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or data are damaged.
    pub async fn load_many<R: Record>(
        &mut self,
        ids: &[Uuid],
    ) -> Result<Vec<Loaded<R>>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(MANY) {
            let mut values = args![R::KIND];
            values.extend(chunk.iter().map(|id| Value::from(*id)));
            for row in self.all(&load_many(chunk.len()), values).await? {
                found.push(self.loaded(RecordRow::read(&row)?).await?);
            }
        }
        Ok(found)
    }

    async fn loaded<R: Record>(&mut self, row: RecordRow) -> Result<Loaded<R>, StoreError> {
        let id: Uuid = row.id.parse().map_err(StoreError::corrupt)?;
        let state = if row.fold_version == R::FOLD_VERSION {
            serde_json::from_str(&row.state)
                .map_err(|e| StoreError::corrupt(format!("state of {}/{id}: {e}", R::KIND)))?
        } else {
            fold(&self.events(R::KIND, id).await?)?
        };
        Ok(Loaded {
            id,
            state,
            folded_again: row.fold_version != R::FOLD_VERSION,
            version: row.version,
            last_seq: row.last_seq,
            unit: Some(UnitId::new(row.unit.parse().map_err(StoreError::corrupt)?)),
            created_at: Some(row.created_at),
            updated_at: Some(row.updated_at),
        })
    }

    /// The record as it stood at an instant: folded from the events that had
    /// been recorded by then. `None` when it did not exist yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or data are damaged.
    pub async fn as_of<R: Record>(
        &mut self,
        id: Uuid,
        at: Timestamp,
    ) -> Result<Option<Loaded<R>>, StoreError> {
        let mut loaded = Loaded::<R>::fresh(id);
        for event in self.events(R::KIND, id).await? {
            if event.meta.recorded_at > at {
                break;
            }
            let body = R::Event::from_data(&event.type_name, event.type_v, &event.data)?;
            loaded.advance(&event.meta, event.version, &body);
        }
        Ok((loaded.version > 0).then_some(loaded))
    }

    /// Rows of a kind after an identifier, in order.
    pub(crate) async fn record_rows(
        &mut self,
        kind: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<RecordRow>, StoreError> {
        self.all(&AFTER, args![kind, after, limit]).await?.iter().map(RecordRow::read).collect()
    }

    /// One row as stored.
    pub(crate) async fn record_row(
        &mut self,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<RecordRow>, StoreError> {
        self.first(&LOAD, args![kind, id]).await?.as_ref().map(RecordRow::read).transpose()
    }
}

impl Tx {
    /// One act on one record: stores the erasable values, appends the events,
    /// folds them, and writes the record's row and the list rows that changed.
    /// Returns the record as it is now.
    ///
    /// # Errors
    /// [`AppendError::Conflict`] when someone else changed the record since it
    /// was loaded; [`AppendError::Unreferenced`] when no event mentions one of
    /// the erasable values.
    pub async fn commit_record<R: Record + 'static>(
        &mut self,
        mut loaded: Loaded<R>,
        act: &Act,
        events: &[R::Event],
        sides: &[SideValue],
    ) -> Result<Loaded<R>, AppendError> {
        let stream = StreamRef::new(R::KIND, loaded.id);
        let new = new_events::<R>(events, sides)?;
        let appended = self.append(&stream, loaded.version, act, &new).await?;
        self.put_sides(&stream, act.unit, sides).await?;
        let before = self.projections(&loaded)?;
        for (event, Appended { meta, version, .. }) in events.iter().zip(&appended) {
            loaded.advance(meta, *version, event);
        }
        self.save(&loaded).await?;
        let after = self.projections(&loaded)?;
        if std::mem::take(&mut loaded.folded_again) {
            // The list rows are those of an earlier program: write them all.
            self.rewrite(loaded.id, &after).await?;
        } else {
            self.write_changes(loaded.id, &before, &after).await?;
        }
        Ok(loaded)
    }

    fn projections<R: Record + 'static>(
        &self,
        loaded: &Loaded<R>,
    ) -> Result<Vec<Projection>, StoreError> {
        let kind = self.registry.kind(R::KIND)?;
        let Some(ctx) = loaded.ctx() else {
            return Ok(Vec::new());
        };
        let wrong = || StoreError::UnknownKind(R::KIND.to_owned());
        kind.project(&loaded.state, &ctx).ok_or_else(wrong)
    }

    /// Writes the record's row.
    async fn save<R: Record>(&mut self, loaded: &Loaded<R>) -> Result<(), StoreError> {
        let values = args![
            R::KIND,
            loaded.id,
            loaded.version,
            loaded.last_seq,
            R::FOLD_VERSION,
            loaded.unit.map(UnitId::uuid),
            state_text(&loaded.state)?,
            loaded.created_at,
            loaded.updated_at,
        ];
        self.run(&SAVE, values).await?;
        Ok(())
    }

    /// Writes a record's row as folding its events gave it.
    pub(crate) async fn save_folded(
        &mut self,
        kind: &str,
        folded: &Folded,
    ) -> Result<(), StoreError> {
        let ctx = &folded.ctx;
        let values = args![
            kind,
            ctx.id,
            ctx.version,
            ctx.last_seq,
            folded.fold_version,
            folded.unit,
            &folded.state,
            ctx.created_at,
            ctx.updated_at,
        ];
        self.run(&SAVE, values).await?;
        Ok(())
    }
}

/// Turns typed events into bodies, each with the commitments that it mentions.
fn new_events<R: Record>(
    events: &[R::Event],
    sides: &[SideValue],
) -> Result<Vec<NewEvent>, AppendError> {
    let sides: Vec<(Hash, String)> =
        sides.iter().map(|side| (side.commitment(), side.commitment().to_string())).collect();
    let mut new = Vec::with_capacity(events.len());
    for event in events {
        let data = event.to_data().map_err(StoreError::from)?;
        let text = data.to_string();
        let mentioned = sides.iter().filter(|(_, hex)| text.contains(hex.as_str()));
        new.push(NewEvent {
            type_name: event.type_name().to_owned(),
            type_v: event.type_version(),
            commitments: mentioned.map(|(hash, _)| *hash).collect(),
            data,
        });
    }
    let lost = sides.iter().find(|(hash, _)| !new.iter().any(|e| e.commitments.contains(hash)));
    lost.map_or(Ok(new), |(hash, _)| Err(AppendError::Unreferenced(*hash)))
}
