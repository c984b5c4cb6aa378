//! The program's types as columns, over the two that the engines read.

use jiff::{Timestamp, civil::Date};
use ledger::Hash;
use uuid::Uuid;

use crate::{db::Row, error::StoreError};

/// A type that a column can be read as.
pub(crate) trait Column: Sized {
    fn read(row: &Row, name: &str) -> Result<Self, StoreError>;
}

fn present<T>(value: Option<T>, name: &str) -> Result<T, StoreError> {
    value.ok_or_else(|| StoreError::Corrupt(format!("column {name} is NULL")))
}

macro_rules! required_columns {
    ($($ty:ty),+) => {$(
        impl Column for $ty {
            fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
                present(Option::<$ty>::read(row, name)?, name)
            }
        }
    )+};
}
required_columns!(String, i64, u64, u32, bool, Uuid, Timestamp, Date, Hash);

macro_rules! parsed_columns {
    ($($ty:ty),+) => {$(
        impl Column for Option<$ty> {
            fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
                let Some(text) = Option::<String>::read(row, name)? else { return Ok(None) };
                let wrong = |e| StoreError::Corrupt(format!("column {name}: {e}"));
                text.parse::<$ty>().map(Some).map_err(wrong)
            }
        }
    )+};
}
parsed_columns!(Uuid, Timestamp, Date, Hash);

macro_rules! number_columns {
    ($($ty:ty),+) => {$(
        impl Column for Option<$ty> {
            fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
                let Some(number) = Option::<i64>::read(row, name)? else { return Ok(None) };
                let wrong = |e| StoreError::Corrupt(format!("column {name}: {e}"));
                <$ty>::try_from(number).map(Some).map_err(wrong)
            }
        }
    )+};
}
number_columns!(u64, u32);

impl Column for Option<bool> {
    fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
        Ok(Option::<i64>::read(row, name)?.map(|number| number != 0))
    }
}

impl Row {
    pub(crate) fn get<T: Column>(&self, name: &str) -> Result<T, StoreError> {
        T::read(self, name)
    }
}
