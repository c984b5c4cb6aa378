//! Reading the log.

use domain::{
    ids::{PersonId, UnitId},
    record::EventMeta,
};
use ledger::{Envelope, Hash};
use uuid::Uuid;

use crate::{
    db::{Reader, Row},
    error::StoreError,
    sql::statements,
    stream::{StoredEvent, StreamRef},
    value::args,
};

macro_rules! select_events {
    ($rest:literal) => {
        concat!(
            "SELECT seq, record_kind, record_id, version, type, type_v, recorded_at, occurred_on, \
             unit, actor, rule_package, body, leaf_hash, root FROM events ",
            $rest
        )
    };
}

statements! {
    OF_STREAM = select_events!("WHERE record_kind = $1 AND record_id = $2 ORDER BY version");
    FROM_SEQ = select_events!("WHERE seq >= $1 ORDER BY seq LIMIT $2");
    OF_KIND_RANGE = select_events!(
        "WHERE record_kind = $1 AND record_id >= $2 AND record_id <= $3 \
         ORDER BY record_id, version"
    );
}

/// Reads an event's row. The columns are taken as they are; whether they agree
/// with the hashed body is the business of `verify`.
pub(crate) fn stored_event(row: &Row) -> Result<StoredEvent, StoreError> {
    let body: String = row.get("body")?;
    let envelope: Envelope =
        serde_json::from_str(&body).map_err(|e| StoreError::corrupt(format!("event: {e}")))?;
    let commitments: Result<Vec<Hash>, _> =
        envelope.commitments.iter().map(|c| c.parse()).collect();
    Ok(StoredEvent {
        stream: StreamRef::new(row.get::<String>("record_kind")?, row.get("record_id")?),
        version: row.get("version")?,
        meta: EventMeta {
            seq: row.get("seq")?,
            recorded_at: row.get("recorded_at")?,
            occurred_on: row.get("occurred_on")?,
            unit: UnitId::new(row.get("unit")?),
            actor: PersonId::new(row.get("actor")?),
        },
        type_name: row.get("type")?,
        type_v: row.get("type_v")?,
        rule_package: row.get("rule_package")?,
        data: envelope.data,
        commitments: commitments.map_err(StoreError::corrupt)?,
        body,
        leaf_hash: row.get("leaf_hash")?,
        root: row.get("root")?,
    })
}

fn read_all(rows: &[Row]) -> Result<Vec<StoredEvent>, StoreError> {
    rows.iter().map(stored_event).collect()
}

impl Reader {
    /// All events of one record, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or a row is damaged.
    pub async fn events(&mut self, kind: &str, id: Uuid) -> Result<Vec<StoredEvent>, StoreError> {
        read_all(&self.all(&OF_STREAM, args![kind, id]).await?)
    }

    /// Up to `limit` events from a position of the log on.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or a row is damaged.
    pub async fn events_from(
        &mut self,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        read_all(&self.all(&FROM_SEQ, args![seq, limit]).await?)
    }

    /// The rows of the log from a position on, not yet parsed.
    pub(crate) async fn event_rows(
        &mut self,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError> {
        self.all(&FROM_SEQ, args![seq, limit]).await
    }

    /// The rows of all events of the records of a kind in a range of identifiers.
    pub(crate) async fn event_rows_between(
        &mut self,
        kind: &str,
        first: &str,
        last: &str,
    ) -> Result<Vec<Row>, StoreError> {
        self.all(&OF_KIND_RANGE, args![kind, first, last]).await
    }
}
