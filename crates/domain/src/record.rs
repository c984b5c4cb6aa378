//! The contract between a record, its events and the store: a record is what
//! its events fold to, at any time and on any machine.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::ids::{PersonId, UnitId};

/// Who acted, for which unit, and when: the part of an event's envelope that
/// folding may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMeta {
    /// Position in the log of this node, gapless from 0.
    pub seq: u64,
    /// When the system wrote the event (UTC); never goes back.
    pub recorded_at: Timestamp,
    /// The legal day (Asia/Shanghai) on which the act took place, as stated.
    pub occurred_on: Date,
    /// The unit for which the actor acted.
    pub unit: UnitId,
    /// The opaque identifier of the official who acted.
    pub actor: PersonId,
}

/// Something that happened, as a versioned body.
pub trait EventBody: Sized + Clone {
    /// The stable name written to the log, for example `NoticePublished`.
    fn type_name(&self) -> &'static str;
    /// The version of this body's form, counted from 1.
    fn type_version(&self) -> u32;
    /// The body as JSON of strings, booleans and integers below 2⁵³.
    fn to_data(&self) -> Result<serde_json::Value, UpcastError>;
    /// Reads a body of any released version and lifts it to today's form.
    ///
    /// # Errors
    /// [`UpcastError`] when the type or version was never released, or the
    /// data does not have its form.
    fn from_data(name: &str, version: u32, data: &serde_json::Value) -> Result<Self, UpcastError>;
}

/// Why an event's data could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {name} version {version}: {reason}")]
pub struct UpcastError {
    /// Event type as written in the log.
    pub name: String,
    /// Version as written in the log.
    pub version: u32,
    /// What did not fit.
    pub reason: String,
}

/// A record: the state that its events fold to.
pub trait Record: Default + Clone + PartialEq + Serialize + DeserializeOwned {
    /// Stable kind, part of the stream name.
    const KIND: &'static str;
    /// Counts up whenever `apply` changes its result for old events; rows with
    /// another version are folded again.
    const FOLD_VERSION: u32;
    /// What can happen to it.
    type Event: EventBody;
    /// Applies one event. Never fails: what is in the log has happened.
    fn apply(&mut self, meta: &EventMeta, event: &Self::Event);
}

/// Implements [`EventBody`] for an enum that serde tags as
/// `{"type": …, "data": …}`, with the version of each released variant.
/// Variants that are not listed have version 1.
#[macro_export]
macro_rules! event_body {
    ($ty:ty $(, $variant:literal => $version:literal)* $(,)?) => {
        impl $crate::record::EventBody for $ty {
            fn type_name(&self) -> &'static str { self.name() }
            fn type_version(&self) -> u32 {
                match self.name() { $($variant => $version,)* _ => 1 }
            }
            fn to_data(&self) -> Result<serde_json::Value, $crate::record::UpcastError> {
                $crate::record::body_to_data(self, self.name())
            }
            fn from_data(
                name: &str, version: u32, data: &serde_json::Value,
            ) -> Result<Self, $crate::record::UpcastError> {
                let known: u32 = match name { $($variant => $version,)* _ => 1 };
                $crate::record::body_from_data(name, version, known, data)
            }
        }
    };
}

/// Serialises an adjacently tagged event and returns its data part.
///
/// # Errors
/// [`UpcastError`] when the value cannot be written as JSON.
pub fn body_to_data<T: Serialize>(body: &T, name: &str) -> Result<serde_json::Value, UpcastError> {
    let mut value = serde_json::to_value(body).map_err(|e| UpcastError {
        name: name.to_owned(),
        version: 0,
        reason: e.to_string(),
    })?;
    Ok(value.get_mut("data").map_or(serde_json::Value::Null, serde_json::Value::take))
}

/// Reads an adjacently tagged event of a known version.
///
/// # Errors
/// [`UpcastError`] when the version is newer than this program or the data do
/// not fit.
pub fn body_from_data<T: DeserializeOwned>(
    name: &str,
    version: u32,
    known: u32,
    data: &serde_json::Value,
) -> Result<T, UpcastError> {
    let fail = |reason: String| UpcastError { name: name.to_owned(), version, reason };
    if version == 0 || version > known {
        return Err(fail(format!("this program knows versions 1 to {known}")));
    }
    let mut tagged = serde_json::Map::new();
    tagged.insert("type".to_owned(), serde_json::Value::String(name.to_owned()));
    if !data.is_null() {
        tagged.insert("data".to_owned(), data.clone());
    }
    serde_json::from_value(serde_json::Value::Object(tagged)).map_err(|e| fail(e.to_string()))
}
