//! The two column types of this schema, text and 64-bit integers, and how the
//! program's types are written as them. Keeping to two types is what makes
//! one SQL text behave alike on both engines.

use jiff::{Timestamp, civil::Date};
use ledger::Hash;
use uuid::Uuid;

/// A value bound to a statement; `None` is NULL of that type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// TEXT: text, identifiers, instants, days, hashes, JSON.
    Text(Option<String>),
    /// BIGINT: numbers and booleans (0 and 1).
    Int(Option<i64>),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(Some(i64::from(number)))
    }
}

/// Numbers of this program are far below 2⁶³; a larger one would be a defect
/// and is refused by the database's own checks as the largest value.
impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Int(Some(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Int(Some(i64::from(flag)))
    }
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Text(Some(id.to_string()))
    }
}

impl From<Timestamp> for Value {
    fn from(instant: Timestamp) -> Self {
        Self::Text(Some(ledger::instant_text(instant)))
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Text(Some(day.to_string()))
    }
}

impl From<Hash> for Value {
    fn from(hash: Hash) -> Self {
        Self::Text(Some(hash.to_string()))
    }
}

impl From<&Hash> for Value {
    fn from(hash: &Hash) -> Self {
        Self::Text(Some(hash.to_string()))
    }
}

/// Optional values keep the column type of NULL, which PostgreSQL demands.
macro_rules! optional {
    ($($ty:ty => $variant:ident),+ $(,)?) => {$(
        impl From<Option<$ty>> for Value {
            fn from(value: Option<$ty>) -> Self {
                value.map_or(Self::$variant(None), Self::from)
            }
        }
    )+};
}

optional!(
    String => Text, &str => Text, Uuid => Text, Timestamp => Text, Date => Text, Hash => Text,
    i64 => Int, u32 => Int, u64 => Int, bool => Int,
);

/// The values bound to a statement, in the order of its placeholders.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::value::Value::from($value)),*] };
}
pub(crate) use args;
