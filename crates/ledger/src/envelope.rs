//! The envelope of an event: who did what, when, to which record and under
//! which rules. Its canonical bytes are the leaf of the log and never change.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::canonical::{CanonicalError, canonical};

/// The form of the envelope that this program writes.
pub const ENVELOPE_VERSION: u32 = 1;

/// The record that an event belongs to, with the version it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordRef {
    /// Stable kind of the record, for example `matter`.
    pub kind: String,
    /// Identifier of the record (UUID).
    pub id: String,
    /// The version that the event leads to, counted from 1 without gaps.
    pub version: u64,
}

/// An event as it is hashed. Holds no free text, no name and no file: only
/// their salted commitments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Form of the envelope, [`ENVELOPE_VERSION`].
    pub v: u32,
    /// The log that holds the event (UUID).
    pub log_id: String,
    /// The node that wrote it (UUID).
    pub node_id: String,
    /// Position in the log, gapless from 0.
    pub seq: u64,
    /// When the node wrote it: UTC, whole microseconds; never goes back.
    #[serde(serialize_with = "write_instant")]
    pub recorded_at: Timestamp,
    /// The legal day of the act (Asia/Shanghai), as stated by the actor.
    pub occurred_on: Date,
    /// Stable name of the event type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Version of the event's data, counted from 1.
    pub type_v: u32,
    /// The unit for which the actor acted (UUID).
    pub unit: String,
    /// The person who acted, as an opaque identifier (UUID).
    pub actor: String,
    /// The record and the version that the event leads to.
    pub record: RecordRef,
    /// Hash of the rule package in force for the act, if one was.
    pub rule_package: Option<String>,
    /// The event's body.
    pub data: Value,
    /// Commitments to erasable values that this event brings in, as hexadecimal.
    pub commitments: Vec<String>,
}

/// Why bytes are not an envelope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The value has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The bytes are not JSON of this form.
    #[error("not an envelope: {0}")]
    Form(String),
    /// The bytes are an envelope, but not in canonical form.
    #[error("the bytes are not the canonical form of what they say")]
    NotCanonical,
}

impl Envelope {
    /// The canonical bytes, which are the entry of the log.
    ///
    /// # Errors
    /// [`EnvelopeError::Canonical`] when the data hold a float, too large an
    /// integer or too deep a nesting.
    pub fn canonical(&self) -> Result<Vec<u8>, EnvelopeError> {
        let value = serde_json::to_value(self).map_err(|e| EnvelopeError::Form(e.to_string()))?;
        Ok(canonical(&value)?)
    }

    /// Reads an entry of the log; accepts only the canonical form.
    ///
    /// # Errors
    /// [`EnvelopeError`] when the bytes are not a canonical envelope.
    pub fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let envelope: Self =
            serde_json::from_slice(bytes).map_err(|e| EnvelopeError::Form(e.to_string()))?;
        if envelope.canonical()? == bytes { Ok(envelope) } else { Err(EnvelopeError::NotCanonical) }
    }
}

/// An instant in the one form that log and database use: UTC with six digits
/// of a second (`2016-12-30T08:15:00.000000Z`), so that text order is time
/// order.
#[must_use]
pub fn instant_text(instant: Timestamp) -> String {
    format!("{:.6}", whole_micros(instant))
}

/// The instant cut to whole microseconds, as the log keeps it.
#[must_use]
pub fn whole_micros(instant: Timestamp) -> Timestamp {
    // Within the range of `Timestamp` by construction.
    Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant)
}

fn write_instant<S: Serializer>(instant: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant_text(*instant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn envelope() -> Envelope {
        Envelope {
            v: ENVELOPE_VERSION,
            log_id: "l".into(),
            node_id: "n".into(),
            seq: 7,
            recorded_at: "2016-12-30T08:15:00.1234567Z".parse().unwrap(),
            occurred_on: "2016-12-29".parse().unwrap(),
            event_type: "NoticePublished".into(),
            type_v: 1,
            unit: "u".into(),
            actor: "p".into(),
            record: RecordRef { kind: "matter".into(), id: "m".into(), version: 3 },
            rule_package: None,
            data: json!({"days": 10, "地点": "公告栏"}),
            commitments: vec!["ab".into()],
        }
    }

    #[test]
    fn the_bytes_are_fixed_for_ever() {
        let expected = concat!(
            r#"{"actor":"p","commitments":["ab"],"data":{"days":10,"地点":"公告栏"},"log_id":"l","#,
            r#""node_id":"n","occurred_on":"2016-12-29","record":{"id":"m","kind":"matter","#,
            r#""version":3},"recorded_at":"2016-12-30T08:15:00.123456Z","rule_package":null,"#,
            r#""seq":7,"type":"NoticePublished","type_v":1,"unit":"u","v":1}"#
        );
        let bytes = envelope().canonical().unwrap();
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), expected);
        let read = Envelope::parse(&bytes).unwrap();
        assert_eq!(read.canonical().unwrap(), bytes);
        assert_eq!(read.record, envelope().record);
    }

    #[test]
    fn only_the_canonical_form_is_read() {
        let text = String::from_utf8(envelope().canonical().unwrap()).unwrap();
        let spaced = text.replacen(':', ": ", 1);
        assert_eq!(Envelope::parse(spaced.as_bytes()), Err(EnvelopeError::NotCanonical));
        let extra = text.replacen('{', r#"{"a":1,"#, 1);
        assert!(matches!(Envelope::parse(extra.as_bytes()), Err(EnvelopeError::Form(_))));
        let float = Envelope { data: json!(0.5), ..envelope() };
        assert!(matches!(float.canonical(), Err(EnvelopeError::Canonical(_))));
    }
}
