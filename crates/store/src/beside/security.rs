//! The security log: sign-ins and refused access. Opaque identifiers and
//! codes only.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    NOTE = "INSERT INTO security_log (id, at, kind, person, unit, route, outcome) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PAGE = "SELECT id, at, kind, person, unit, route, outcome FROM security_log \
        WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
    FORGET = "DELETE FROM security_log WHERE at < $1";
}

/// An entry of the security log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityEvent {
    /// Identifier of the entry.
    pub id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// What it was: SIGN_IN, SIGN_OUT, REFUSED and the like.
    pub kind: String,
    /// The person, opaque; `None` when unknown.
    pub person: Option<Uuid>,
    /// The unit.
    pub unit: Option<Uuid>,
    /// Route template without values, for example `/matters/{id}`.
    pub route: String,
    /// Code of the result.
    pub outcome: String,
}

fn read(row: &Row) -> Result<SecurityEvent, StoreError> {
    Ok(SecurityEvent {
        id: row.get("id")?,
        at: row.get("at")?,
        kind: row.get("kind")?,
        person: row.get("person")?,
        unit: row.get("unit")?,
        route: row.get("route")?,
        outcome: row.get("outcome")?,
    })
}

impl Tx {
    /// Adds an entry.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn note_security(&mut self, event: &SecurityEvent) -> Result<(), StoreError> {
        let values = args![
            event.id,
            event.at,
            &event.kind,
            event.person,
            event.unit,
            &event.route,
            &event.outcome
        ];
        self.run(&NOTE, values).await?;
        Ok(())
    }

    /// Deletes entries of before an instant and returns how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_security(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.run(&FORGET, args![before]).await
    }
}

impl Reader {
    /// Entries before a position, newest first; `None` starts at the newest.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn security_log(
        &mut self,
        before: Option<(Timestamp, Uuid)>,
        limit: u32,
    ) -> Result<Vec<SecurityEvent>, StoreError> {
        let (at, id) = before.map_or_else(
            || ("9999".to_owned(), String::new()),
            |(at, id)| (ledger::instant_text(at), id.to_string()),
        );
        self.all(&PAGE, args![at, id, limit]).await?.iter().map(read).collect()
    }
}
