//! Appending to the log: gapless numbers, instants that never go back, leaf
//! hash and running root, in the transaction that changes the state.

use domain::{
    ids::{PersonId, UnitId},
    record::EventMeta,
};
use jiff::Timestamp;
use ledger::{ENVELOPE_VERSION, Envelope, Hash, RecordRef, Tree, whole_micros};
use uuid::Uuid;

use crate::{
    db::{Lock, Reader, Tx},
    error::{AppendError, StoreError},
    sql::{Sql, placeholders, statements},
    stream::{Act, Appended, NewEvent, StreamRef},
    value::{Value, args},
};

statements! {
    HEAD = "SELECT log_id, node_id, size, frontier, root, last_recorded_at FROM log_head";
    BEGIN_LOG = "INSERT INTO log_head (one, log_id, node_id, size, frontier, root) \
        VALUES (1, $1, $2, 0, '[]', $3) ON CONFLICT (one) DO NOTHING";
    MOVE_HEAD = "UPDATE log_head SET size = $1, frontier = $2, root = $3, last_recorded_at = $4";
    LAST_OF_STREAM = "SELECT version, actor, recorded_at FROM events \
        WHERE record_kind = $1 AND record_id = $2 ORDER BY version DESC LIMIT 1";
}

const EVENT_COLUMNS: usize = 14;
const ROWS_PER_INSERT: usize = 50;

/// The insert for a number of events at once.
pub(crate) fn insert_events(rows: usize) -> Sql {
    Sql::built(format!(
        "INSERT INTO events (seq, record_kind, record_id, version, type, type_v, recorded_at, \
         occurred_on, unit, actor, rule_package, body, leaf_hash, root) VALUES {}",
        placeholders(rows, EVENT_COLUMNS)
    ))
}

/// Where the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// Identifier of the log.
    pub log_id: Uuid,
    /// Identifier of the node that writes it.
    pub node_id: Uuid,
    /// Size and peaks of the Merkle tree.
    pub tree: Tree,
    /// The stored root.
    pub root: Hash,
    /// When the last event was recorded.
    pub last_recorded_at: Option<Timestamp>,
}

impl Reader {
    /// Where the log stands in this view.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the frontier does not fit the size.
    pub async fn head(&mut self) -> Result<LogHead, StoreError> {
        let row = self.first(&HEAD, args![]).await?;
        let row = row.ok_or_else(|| StoreError::corrupt("the log has no head"))?;
        let peaks: Vec<Hash> = serde_json::from_str(&row.get::<String>("frontier")?)
            .map_err(|e| StoreError::corrupt(format!("frontier: {e}")))?;
        Ok(LogHead {
            log_id: row.get("log_id")?,
            node_id: row.get("node_id")?,
            tree: Tree::from_parts(row.get("size")?, peaks).map_err(StoreError::corrupt)?,
            root: row.get("root")?,
            last_recorded_at: row.get("last_recorded_at")?,
        })
    }
}

impl Tx {
    /// Makes the head of an empty log; a log that exists keeps its own.
    pub(crate) async fn begin_log(&mut self, log: Uuid, node: Uuid) -> Result<(), StoreError> {
        self.run(&BEGIN_LOG, args![log, node, Tree::new().root()]).await?;
        Ok(())
    }

    /// Takes the right to append, once per transaction, and reads the head.
    async fn take_head(&mut self) -> Result<LogHead, StoreError> {
        if let Some(head) = &self.head {
            return Ok(head.clone());
        }
        self.lock(Lock::Log).await?;
        let head = self.head().await?;
        self.head = Some(head.clone());
        Ok(head)
    }

    /// Appends events to one record. `expected_version` is the version that
    /// the caller decided on; 0 opens the record.
    ///
    /// # Errors
    /// [`AppendError::Conflict`] when the record is at another version.
    pub async fn append(
        &mut self,
        stream: &StreamRef,
        expected_version: u64,
        act: &Act,
        events: &[NewEvent],
    ) -> Result<Vec<Appended>, AppendError> {
        let mut head = self.take_head().await?;
        self.check_version(stream, expected_version).await?;
        let mut appended = Vec::with_capacity(events.len());
        for (chunk, first) in events.chunks(ROWS_PER_INSERT).zip((0_u64..).step_by(ROWS_PER_INSERT))
        {
            let mut values = Vec::with_capacity(chunk.len() * EVENT_COLUMNS);
            for (event, version) in chunk.iter().zip(expected_version + first + 1..) {
                let written = write_event(&mut head, stream, version, act, event)?;
                values.extend(written.values);
                appended.push(written.appended);
            }
            self.run(&insert_events(chunk.len()), values).await?;
        }
        self.head = Some(head);
        self.head_changed = true;
        Ok(appended)
    }

    async fn check_version(
        &mut self,
        stream: &StreamRef,
        expected: u64,
    ) -> Result<(), AppendError> {
        let last = self.first(&LAST_OF_STREAM, args![&stream.kind, stream.id]).await?;
        let found = last.as_ref().map_or(Ok(0), |row| row.get::<u64>("version"))?;
        if found == expected {
            return Ok(());
        }
        let by = last.as_ref().map(|row| row.get::<Uuid>("actor")).transpose()?;
        let at = last.as_ref().map(|row| row.get::<Timestamp>("recorded_at")).transpose()?;
        let by = by.map(PersonId::new);
        Err(AppendError::Conflict { stream: stream.clone(), expected, found, by, at })
    }

    /// Acknowledges everything that the transaction did. Only after `Ok` may a
    /// caller say that something was stored. When the connection is lost while
    /// the answer is awaited, the outcome is unknown: a repeat under the same
    /// idempotency key resolves it.
    ///
    /// # Errors
    /// [`StoreError::Database`]. With [`StoreError::is_fatal`] there is no
    /// answer: the process ends, so that no layer above can go on with it.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if let (true, Some(head)) = (self.head_changed, self.head.take()) {
            let peaks = serde_json::to_string(head.tree.peaks()).map_err(StoreError::corrupt)?;
            let values = args![head.tree.size(), peaks, head.root, head.last_recorded_at];
            self.run(&MOVE_HEAD, values).await?;
        }
        let done = self.finish().await;
        if let Err(error) = &done
            && error.is_fatal()
        {
            tracing::error!(%error, "a write to disk failed; what is stored is unknown, stopping");
            std::process::exit(1);
        }
        done
    }
}

struct Written {
    values: Vec<Value>,
    appended: Appended,
}

/// Builds the envelope of the next event, moves the head over it and gives
/// the row to insert.
fn write_event(
    head: &mut LogHead,
    stream: &StreamRef,
    version: u64,
    act: &Act,
    event: &NewEvent,
) -> Result<Written, StoreError> {
    let now = whole_micros(act.now);
    let recorded_at = head.last_recorded_at.map_or(now, |last| last.max(now));
    let envelope = Envelope {
        v: ENVELOPE_VERSION,
        log_id: head.log_id.to_string(),
        node_id: head.node_id.to_string(),
        seq: head.tree.size(),
        recorded_at,
        occurred_on: act.occurred_on,
        event_type: event.type_name.clone(),
        type_v: event.type_v,
        unit: act.unit.to_string(),
        actor: act.actor.to_string(),
        record: RecordRef { kind: stream.kind.clone(), id: stream.id.to_string(), version },
        rule_package: act.rule_package.map(|hash| hash.to_string()),
        data: event.data.clone(),
        commitments: event.commitments.iter().map(Hash::to_string).collect(),
    };
    let body = String::from_utf8(envelope.canonical()?).map_err(StoreError::corrupt)?;
    let leaf_hash = head.tree.append(body.as_bytes());
    head.root = head.tree.root();
    head.last_recorded_at = Some(recorded_at);
    let values = args![
        envelope.seq,
        &stream.kind,
        stream.id,
        version,
        &event.type_name,
        event.type_v,
        recorded_at,
        act.occurred_on,
        act.unit.uuid(),
        act.actor.uuid(),
        act.rule_package,
        body,
        leaf_hash,
        head.root,
    ];
    let meta = meta_of(envelope.seq, recorded_at, act);
    Ok(Written { values, appended: Appended { meta, version, leaf_hash } })
}

fn meta_of(seq: u64, recorded_at: Timestamp, act: &Act) -> EventMeta {
    let (unit, actor): (UnitId, PersonId) = (act.unit, act.actor);
    EventMeta { seq, recorded_at, occurred_on: act.occurred_on, unit, actor }
}
