//! Workbooks: every list and statistic as typed cells, streamed row by row.
//!
//! A [`Writer`] takes rows as they come, for lists that are read page by page from a store; a
//! [`Book`] holds iterators of rows. Rows go through a scratch file, so that memory does not grow
//! with their number. The same rows and [`Properties`] give the same bytes: the day of creation is
//! that of the record.

mod book;
mod fault;
mod sheet;
mod value;
mod writer;

#[cfg(test)]
mod tests;

pub use book::{Book, Sheet};
pub use fault::{NameFault, Place, XlsxFault};
pub use sheet::{Column, Head, Kind, Overflow, SheetName};
pub use value::Value;
pub use writer::{Properties, Writer};

/// Rows of one sheet, head rows included (ECMA-376 as spreadsheets implement it).
pub const MAX_ROWS: u32 = 1_048_576;
/// Columns of one sheet.
pub const MAX_COLUMNS: usize = 16_384;
/// Characters of one cell, counted as spreadsheets do: in units of UTF-16.
pub const MAX_TEXT: usize = 32_767;
