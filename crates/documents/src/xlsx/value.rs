//! Values of cells.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Kind;

/// What one cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Words. They are never computed, whatever they begin with.
    Text(Cow<'a, str>),
    /// A count.
    Integer(i64),
    /// A number, or a share of 1.
    Decimal(f64),
    /// Money in hundredths of a yuan, exactly.
    Fen(i64),
    /// A day.
    Date(Date),
}

impl<'a> Value<'a> {
    /// Words.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Value::Text(text.into())
    }

    /// Whether a column of that kind takes this value. Words are taken by every column, as
    /// “not recorded” in a column of numbers; a column of words takes nothing else.
    pub(super) fn fits(&self, kind: Kind) -> bool {
        match self {
            Value::Empty | Value::Text(_) => true,
            Value::Integer(_) => matches!(kind, Kind::Integer | Kind::Decimal { .. }),
            Value::Decimal(_) => matches!(kind, Kind::Decimal { .. } | Kind::Share),
            Value::Fen(_) => kind == Kind::Money,
            Value::Date(_) => kind == Kind::Date,
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<Date> for Value<'_> {
    fn from(day: Date) -> Self {
        Value::Date(day)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Empty, Into::into)
    }
}
