//! Names of records and the parts of an act.

use std::fmt;

use domain::{
    ids::{PersonId, UnitId},
    record::EventMeta,
};
use jiff::{Timestamp, civil::Date};
use ledger::Hash;
use serde_json::Value as Json;
use uuid::Uuid;

/// One record: the stream of events that it is folded from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StreamRef {
    /// Stable kind of the record.
    pub kind: String,
    /// Identifier of the record.
    pub id: Uuid,
}

impl StreamRef {
    /// Names a record.
    #[must_use]
    pub fn new(kind: impl Into<String>, id: Uuid) -> Self {
        Self { kind: kind.into(), id }
    }
}

impl fmt::Display for StreamRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

/// Who acts, for which unit, when, and under which rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The unit for which the person acts.
    pub unit: UnitId,
    /// The person who acts.
    pub actor: PersonId,
    /// The instant by the clock; the log moves it forward when its last event
    /// is later, so that `recorded_at` never goes back.
    pub now: Timestamp,
    /// The legal day of the act as stated.
    pub occurred_on: Date,
    /// Hash of the rule package in force for the act.
    pub rule_package: Option<Hash>,
}

/// An event to append.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Stable name of its type.
    pub type_name: String,
    /// Version of its data.
    pub type_v: u32,
    /// Its data: strings, booleans and integers below 2⁵³ only.
    pub data: Json,
    /// Commitments to erasable values that it brings in.
    pub commitments: Vec<Hash>,
}

/// Where an event came to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Its envelope as folding sees it.
    pub meta: EventMeta,
    /// The version of the record that it leads to.
    pub version: u64,
    /// Its leaf hash.
    pub leaf_hash: Hash,
}

/// An event read from the log.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredEvent {
    /// The record that it belongs to.
    pub stream: StreamRef,
    /// The version of the record that it leads to.
    pub version: u64,
    /// Position, instants, unit and actor.
    pub meta: EventMeta,
    /// Name of its type.
    pub type_name: String,
    /// Version of its data.
    pub type_v: u32,
    /// Hash of the rule package in force for the act.
    pub rule_package: Option<Hash>,
    /// Its data.
    pub data: Json,
    /// Commitments that it brought in.
    pub commitments: Vec<Hash>,
    /// The canonical JSON that was hashed.
    pub body: String,
    /// Its leaf hash as stored.
    pub leaf_hash: Hash,
    /// The root of the log after it, as stored.
    pub root: Hash,
}
