//! What a sheet is before its rows come.

use std::fmt;

use super::{NameFault, XlsxFault};

/// Longest name of a sheet, in units of UTF-16.
const MAX_NAME: usize = 31;

/// The name of a sheet as every spreadsheet accepts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetName(String);

impl SheetName {
    /// Takes a name: 1 to 31 characters, none of `[ ] : * ? / \`, no apostrophe at an end.
    ///
    /// # Errors
    /// [`XlsxFault::SheetName`] with what is wrong.
    pub fn new(name: impl Into<String>) -> Result<Self, XlsxFault> {
        let name = name.into();
        match name_fault(&name) {
            Some(reason) => Err(XlsxFault::SheetName { name, reason }),
            None => Ok(Self(name)),
        }
    }

    /// The name of the next sheet of the same list: 事项, 事项 2, 事项 3. A long name is cut.
    pub(super) fn numbered(&self, number: usize) -> Self {
        let ending = format!(" {number}");
        let mut stem = self.0.clone();
        while units(&stem).saturating_add(ending.len()) > MAX_NAME {
            stem.pop();
        }
        stem.push_str(&ending);
        Self(stem)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SheetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn name_fault(name: &str) -> Option<NameFault> {
    if name.trim().is_empty() {
        return Some(NameFault::Empty);
    }
    if units(name) > MAX_NAME {
        return Some(NameFault::TooLong);
    }
    let forbidden = |c: char| "[]:*?/\\".contains(c) || c.is_control();
    if let Some(found) = name.chars().find(|c| forbidden(*c)) {
        return Some(NameFault::Holds(found));
    }
    if name.starts_with('\'') || name.ends_with('\'') {
        return Some(NameFault::Apostrophe);
    }
    name.eq_ignore_ascii_case("history").then_some(NameFault::Reserved)
}

/// A sheet before its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its name.
    pub name: SheetName,
    /// A line above the heads of the columns, over the whole width.
    pub title: Option<String>,
    /// The columns, left to right; at least one.
    pub columns: Vec<Column>,
    /// What becomes of rows that do not fit.
    pub overflow: Overflow,
}

/// What becomes of rows that a sheet cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// They are an error.
    Refuse,
    /// They go to another sheet with the same head, after this many rows.
    NextSheet {
        /// Rows of one sheet below its head, at least 1; more than fit means as many as fit.
        after: u32,
    },
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub header: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Width in digits of the standard font; a Chinese character takes two. 1 to 255.
    pub width: u8,
}

impl Column {
    /// A column with its head, kind and width in digits.
    pub fn new(header: impl Into<String>, kind: Kind, width: u8) -> Self {
        Self { header: header.into(), kind, width }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, and numbers that are names: codes, telephone numbers.
    Text,
    /// Counts.
    Integer,
    /// Numbers with a fixed number of decimal places, 0 to 9.
    Decimal {
        /// Decimal places.
        places: u8,
    },
    /// Shares, held as 0.54 and shown as 54.0%.
    Share,
    /// Yuan with two decimal places.
    Money,
    /// Days.
    Date,
}

impl Kind {
    /// The number format of the file.
    pub(super) fn number_format(self) -> String {
        match self {
            Kind::Text => "@".to_owned(),
            Kind::Integer => "0".to_owned(),
            Kind::Decimal { places: 0 } => "0".to_owned(),
            Kind::Decimal { places } => format!("0.{}", "0".repeat(usize::from(places.min(9)))),
            Kind::Share => "0.0%".to_owned(),
            Kind::Money => "#,##0.00".to_owned(),
            Kind::Date => "yyyy-mm-dd".to_owned(),
        }
    }
}
