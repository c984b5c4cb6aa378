//! Tables of units and people, as administrators keep them in a spreadsheet
//! and save as CSV: decoding, columns, cells.

use std::collections::BTreeMap;

use encoding_rs::GB18030;
use locale::{L10n, Lang};

use crate::{AppError, error::Outcome, form::FieldError};

/// Greatest number of rows of one table.
pub const MAX_ROWS: usize = 1000;
/// Greatest length of one cell, in characters.
const MAX_CELL: usize = 200;

/// One column: its field, the headings by which it is known, and whether a
/// table may lack it.
pub(super) struct Column {
    pub(super) field: &'static str,
    heads: &'static [&'static str],
    optional: bool,
}

pub(super) const UNIT_COLUMNS: &[Column] = &[
    Column { field: "code", heads: &["代码", "单位代码"], optional: false },
    Column { field: "name", heads: &["名称", "单位名称", "单位"], optional: false },
    Column { field: "kind", heads: &["类别", "单位类别"], optional: false },
    Column {
        field: "parent", heads: &["上级代码", "上级单位代码", "上级"], optional: false
    },
    Column {
        field: "division", heads: &["区划代码", "行政区划代码", "区划"], optional: true
    },
];
pub(super) const PEOPLE_COLUMNS: &[Column] = &[
    Column { field: "username", heads: &["账号", "登录名"], optional: false },
    Column { field: "name", heads: &["姓名", "名称"], optional: false },
    Column { field: "unit", heads: &["单位代码", "单位"], optional: false },
    Column { field: "role", heads: &["角色", "岗位"], optional: false },
    Column { field: "password", heads: &["初始密码", "密码"], optional: true },
];

/// One row with what is wrong with its cells.
#[derive(Debug, Clone, Default)]
pub struct SheetRow {
    /// Line in the file, the heading is 1.
    pub line: u64,
    /// Cells in the order of [`Sheet::columns`], trimmed.
    pub cells: Vec<String>,
    /// What is wrong, by field of the column.
    pub faults: Vec<FieldError>,
    /// The first password that was made for this person: shown once.
    pub password: Option<String>,
}

/// A table after its check.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Fields of the columns, in order.
    pub columns: Vec<&'static str>,
    /// Rows.
    pub rows: Vec<SheetRow>,
    /// Whether the rows were entered. A table with one fault enters nothing.
    pub entered: bool,
}

impl Sheet {
    /// How many cells are wrong.
    #[must_use]
    pub fn faults(&self) -> usize {
        self.rows.iter().map(|row| row.faults.len()).sum()
    }
}

impl SheetRow {
    pub(super) fn cell(&self, columns: &[Column], field: &str) -> &str {
        columns
            .iter()
            .position(|c| c.field == field)
            .and_then(|at| self.cells.get(at))
            .map_or("", String::as_str)
    }
}

/// The text of a table: UTF-8, with or without a mark, or GB 18030 as older
/// spreadsheets write it.
///
/// # Errors
/// [`AppError::Invalid`] for the field `file` when the bytes are no such text.
pub fn sheet_text(bytes: &[u8]) -> Outcome<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let refused = || AppError::Invalid(vec![FieldError::new("file", "encoding")]);
    if bytes.contains(&0) {
        return Err(refused());
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(refused)
}

/// Reads the rows of a table and checks what every cell must obey.
pub(super) fn read(text: &str, columns: &[Column]) -> Outcome<Vec<SheetRow>> {
    let wrong = |error: FieldError| AppError::Invalid(vec![error]);
    let delimiter =
        if text.lines().next().is_some_and(|l| l.contains('\t')) { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|_| wrong(FieldError::new("rows", "damaged")))?.clone();
    let places = places(&heads, columns).map_err(wrong)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| wrong(FieldError::new("rows", "damaged")))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() >= MAX_ROWS {
            return Err(wrong(FieldError::new("rows", "too_many_rows").with("max", MAX_ROWS)));
        }
        rows.push(row(&record, columns, &places));
    }
    if rows.is_empty() {
        return Err(wrong(FieldError::new("rows", "no_rows")));
    }
    Ok(rows)
}

fn row(record: &csv::StringRecord, columns: &[Column], places: &[Option<usize>]) -> SheetRow {
    let mut row =
        SheetRow { line: record.position().map_or(0, csv::Position::line), ..SheetRow::default() };
    for (column, place) in columns.iter().zip(places) {
        let cell = place.and_then(|at| record.get(at)).unwrap_or_default();
        if cell.is_empty() && !column.optional {
            row.faults.push(FieldError::new(column.field, "required"));
        } else if column.field != "password" && cell.starts_with(['=', '+', '-', '@', '\t']) {
            // A spreadsheet would run such a cell when the list is taken out again.
            row.faults.push(FieldError::new(column.field, "formula"));
        } else if cell.chars().count() > MAX_CELL {
            let have = cell.chars().count();
            row.faults.push(
                FieldError::new(column.field, "too_long").with("max", MAX_CELL).with("have", have),
            );
        }
        row.cells.push(cell.to_owned());
    }
    row
}

/// Where each column stands in the file.
fn places(heads: &csv::StringRecord, columns: &[Column]) -> Result<Vec<Option<usize>>, FieldError> {
    let place = |column: &Column| {
        heads.iter().position(|head| {
            head.eq_ignore_ascii_case(column.field) || column.heads.contains(&head)
        })
    };
    let places: Vec<Option<usize>> = columns.iter().map(place).collect();
    let missing: Vec<&str> = columns
        .iter()
        .zip(&places)
        .filter(|(column, place)| place.is_none() && !column.optional)
        .map(|(column, _)| column.heads.first().copied().unwrap_or(column.field))
        .collect();
    if missing.is_empty() {
        Ok(places)
    } else {
        Err(FieldError::new("rows", "columns").with("names", missing.join("、")))
    }
}

/// Reads a code by itself or by its words in either language.
pub(super) fn code_of<T: Copy>(
    text: &str,
    list: &str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
) -> Option<T> {
    all.iter().copied().find(|item| {
        text.eq_ignore_ascii_case(code(*item))
            || Lang::ALL
                .iter()
                .any(|lang| L10n::new(*lang).code(list, code(*item)).eq_ignore_ascii_case(text))
    })
}

/// Notes every cell of a field that stands in the table twice.
pub(super) fn note_doubles(rows: &mut [SheetRow], columns: &[Column], field: &'static str) {
    let mut first: BTreeMap<String, u64> = BTreeMap::new();
    for row in rows {
        let value = row.cell(columns, field).to_owned();
        if value.is_empty() {
            continue;
        }
        if let Some(line) = first.get(&value) {
            row.faults.push(FieldError::new(field, "double").with("line", line));
        } else {
            first.insert(value, row.line);
        }
    }
}
