//! Why a workbook cannot be written, with the place in it.

use std::fmt;

use jiff::civil::Date;

use super::{Kind, MAX_TEXT};

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet numbers it, from 1; head rows count.
    pub row: u32,
    /// Column from 1.
    pub column: usize,
    /// Head of the column.
    pub header: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "sheet {}, row {}, column {} ({})",
            self.sheet, self.row, self.column, self.header
        )
    }
}

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum XlsxFault {
    /// A workbook without a sheet cannot be opened.
    #[error("a workbook without a sheet")]
    NoSheet,
    /// A name that spreadsheets refuse.
    #[error("sheet name {name:?}: {reason}")]
    SheetName {
        /// The name.
        name: String,
        /// What is wrong with it.
        reason: NameFault,
    },
    /// Two sheets with one name; spreadsheets do not tell upper from lower case.
    #[error("two sheets named {name:?}")]
    SheetTwice {
        /// The name.
        name: String,
    },
    /// A sheet without columns, or with more than fit.
    #[error("sheet {sheet}: {columns} columns")]
    Columns {
        /// Name of the sheet.
        sheet: String,
        /// How many were asked for.
        columns: usize,
    },
    /// A row with more or fewer cells than columns.
    #[error("sheet {sheet}, row {row}: {cells} cells for {columns} columns")]
    Cells {
        /// Name of the sheet.
        sheet: String,
        /// Row from 1.
        row: u32,
        /// Cells of the row.
        cells: usize,
        /// Columns of the sheet.
        columns: usize,
    },
    /// More rows than a sheet holds, where a second sheet is not wanted.
    #[error("sheet {sheet}: more than {limit} rows")]
    TooManyRows {
        /// Name of the sheet.
        sheet: String,
        /// Rows that fit below the head.
        limit: u32,
    },
    /// A text that no cell holds.
    #[error("{place}: {characters} characters, a cell holds {limit}", limit = MAX_TEXT)]
    TooLong {
        /// Where.
        place: Place,
        /// Its length in units of UTF-16.
        characters: usize,
    },
    /// A value of another kind than its column.
    #[error("{place}: not of the kind {expected:?}")]
    WrongKind {
        /// Where.
        place: Place,
        /// Kind of the column.
        expected: Kind,
    },
    /// A number that a cell cannot hold exactly: infinite, no number, or an integer of more than
    /// 15 digits, whose last digits spreadsheets silently replace by zeros.
    #[error("{place}: a number that a cell cannot hold")]
    Number {
        /// Where.
        place: Place,
    },
    /// A day before 1900 or after 9999, which spreadsheets do not know.
    #[error("{place}: the day {day} is unknown to spreadsheets")]
    Day {
        /// Where.
        place: Place,
        /// The day.
        day: Date,
    },
    /// A day of creation that spreadsheets do not know.
    #[error("the day of creation {day} is unknown to spreadsheets")]
    Created {
        /// The day.
        day: Date,
    },
    /// The folder for the scratch file, or the output, failed.
    #[error("writing a workbook")]
    Write(#[source] rust_xlsxwriter::XlsxError),
}

impl From<rust_xlsxwriter::XlsxError> for XlsxFault {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        XlsxFault::Write(error)
    }
}

/// What is wrong with the name of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Empty.
    #[error("empty")]
    Empty,
    /// More than 31 characters.
    #[error("more than 31 characters")]
    TooLong,
    /// One of the characters that spreadsheets keep for themselves, or a control character.
    #[error("holds {0:?}")]
    Holds(char),
    /// An apostrophe at an end.
    #[error("begins or ends with an apostrophe")]
    Apostrophe,
    /// A name that spreadsheets keep for the history of changes.
    #[error("reserved")]
    Reserved,
}
