//! Tables.

use serde::{Deserialize, Serialize};

use super::Inline;

/// A table. Head rows are repeated on each page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Title above the table.
    pub caption: Option<Vec<Inline>>,
    /// Width and alignment, left to right.
    pub columns: Vec<Column>,
    /// Head rows; the spans of a row add up to the number of columns.
    pub head: Vec<Vec<Cell>>,
    /// Rows; the spans of a row add up to the number of columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Share of the width, relative to the sum of all columns, > 0.
    pub share: u16,
    /// How the cells of the body stand; head cells are centred.
    pub align: Align,
}

/// How text stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right, as numbers do.
    Right,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Its text.
    pub inlines: Vec<Inline>,
    /// Columns it covers, at least 1.
    pub span: u16,
    /// What it holds.
    pub kind: CellKind,
}

/// What a cell holds, so that a spreadsheet can count with it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum CellKind {
    /// Words.
    Text,
    /// A number.
    Number {
        /// Its value; a share of 54 % is 0.54.
        value: f64,
    },
    /// A day.
    Date {
        /// The day.
        value: jiff::civil::Date,
    },
}
