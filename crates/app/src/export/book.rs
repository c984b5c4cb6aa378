//! Workbooks: typed cells, a frozen header with filters, memory that does not
//! grow with the number of rows. The same rows of the same day give the same bytes.

use std::{fs::File, io::Write};

use jiff::{Timestamp, civil::Date, tz::Offset};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Vanishing;
use crate::{App, AppError, Ctx, error::Outcome};

/// Rows of one sheet that are used; more go to the next sheet.
const SHEET_ROWS: u32 = 1_000_000;
/// Characters of a cell, counted in units of UTF-16 as spreadsheets do.
const CELL: usize = 32_767;

/// A value with its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words; never computed, whatever they begin with.
    Text(String),
    /// A day; nothing where there is none.
    Day(Option<Date>),
    /// An instant, in the time of China.
    Moment(Timestamp),
    /// A count; nothing where it is not known or may not be shown.
    Count(Option<u64>),
    /// A whole number without grouping, as a year.
    Number(i64),
    /// A share from 0 to 1, shown in percent.
    Share(Option<f64>),
}

impl Value {
    /// Words that may be absent.
    #[must_use]
    pub fn text(value: Option<&str>) -> Self {
        Self::Text(value.unwrap_or_default().to_owned())
    }
}

/// Header and width in characters of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The header.
    pub head: String,
    /// Width in characters.
    pub width: f64,
}

impl Column {
    /// A column.
    #[must_use]
    pub fn new(head: String, width: f64) -> Self {
        Self { head, width }
    }
}

/// The sheet that rows go to.
struct Current {
    name: String,
    columns: Vec<Column>,
    /// How many sheets of this name there are.
    part: usize,
    row: u32,
}

/// A workbook that is written row by row.
pub struct Book {
    book: Workbook,
    styles: Styles,
    sheets: usize,
    current: Option<Current>,
}

struct Styles {
    day: Format,
    moment: Format,
    count: Format,
    share: Format,
    head: Format,
}

impl Styles {
    fn new() -> Self {
        let number = |format| Format::new().set_num_format(format);
        Self {
            day: number("yyyy-mm-dd"),
            moment: number("yyyy-mm-dd hh:mm:ss"),
            count: number("#,##0"),
            share: number("0.0%"),
            head: Format::new().set_bold(),
        }
    }
}

fn failed(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("export: {error}"))
}

impl Book {
    /// An empty workbook of the day of the operation.
    ///
    /// # Errors
    /// When the data folder, where rows are put meanwhile, cannot be used.
    pub fn new(app: &App, ctx: &Ctx) -> Outcome<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(&app.settings().data_dir).map_err(failed)?;
        let created = excel_day(ctx.today).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
        Ok(Self { book, styles: Styles::new(), sheets: 0, current: None })
    }

    /// Begins a sheet; what follows goes to it.
    ///
    /// # Errors
    /// A name that spreadsheets do not take.
    pub fn sheet(&mut self, name: String, columns: Vec<Column>) -> Outcome<()> {
        self.end_sheet()?;
        self.begin(Current { name, columns, part: 1, row: 0 }).map_err(failed)
    }

    /// Writes a row of the sheet.
    ///
    /// # Errors
    /// No sheet was begun, or the disk failed.
    pub fn row(&mut self, cells: &[Value]) -> Outcome<()> {
        if self.current.as_ref().is_some_and(|sheet| sheet.row >= SHEET_ROWS) {
            self.turn()?;
        }
        let Some(current) = &mut self.current else { return Err(failed("no sheet")) };
        current.row += 1;
        let (row, index) = (current.row, self.sheets.saturating_sub(1));
        let sheet = self.book.worksheet_from_index(index).map_err(failed)?;
        write_row(sheet, row, cells, &self.styles).map_err(failed)
    }

    /// Ends the workbook and writes it.
    ///
    /// # Errors
    /// When the writer or the disk fails.
    pub fn finish<W: Write + Send>(mut self, out: W) -> Outcome<()> {
        self.end_sheet()?;
        self.book.save_to_writer(out).map_err(failed)
    }

    /// Ends the workbook as a file that vanishes by itself, at its start, with
    /// its size in bytes.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub fn into_file(self, app: &App) -> Outcome<(File, u64)> {
        let mut file = Vanishing::new(app)?;
        self.finish(&mut file.out)?;
        file.rewound()
    }

    /// Goes on in a further sheet.
    fn turn(&mut self) -> Outcome<()> {
        let Some(full) = self.end_sheet()? else { return Ok(()) };
        self.begin(Current { part: full.part + 1, row: 0, ..full }).map_err(failed)
    }

    fn begin(&mut self, current: Current) -> Result<(), XlsxError> {
        let Current { name, part, .. } = &current;
        let name = sheet_name(name, *part);
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, at) in current.columns.iter().zip(0..) {
            sheet.set_column_width(at, column.width)?;
        }
        for (column, at) in current.columns.iter().zip(0..) {
            sheet.write_string_with_format(0, at, &column.head, &self.styles.head)?;
        }
        self.sheets += 1;
        self.current = Some(current);
        Ok(())
    }

    /// The filter's range is known once the sheet is full.
    fn end_sheet(&mut self) -> Outcome<Option<Current>> {
        let Some(current) = self.current.take() else { return Ok(None) };
        let last = u16::try_from(current.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let sheet = self.book.worksheet_from_index(self.sheets.saturating_sub(1));
        sheet.map_err(failed)?.autofilter(0, 0, current.row, last).map_err(failed)?;
        Ok(Some(current))
    }
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Value],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (cell, column) in cells.iter().zip(0..) {
        match cell {
            // A string cell is never computed, whatever it begins with.
            Value::Text(text) if !text.is_empty() => sheet.write_string(row, column, cut(text))?,
            Value::Number(number) => sheet.write_number(row, column, as_float(*number))?,
            Value::Count(Some(n)) => {
                let n = as_float(i64::try_from(*n).unwrap_or(i64::MAX));
                sheet.write_number_with_format(row, column, n, &styles.count)?
            }
            Value::Share(Some(share)) => {
                sheet.write_number_with_format(row, column, *share, &styles.share)?
            }
            Value::Day(Some(date)) => {
                sheet.write_datetime_with_format(row, column, excel_day(*date)?, &styles.day)?
            }
            Value::Moment(at) => {
                sheet.write_datetime_with_format(row, column, excel_moment(*at)?, &styles.moment)?
            }
            Value::Text(_) | Value::Day(None) | Value::Count(None) | Value::Share(None) => sheet,
        };
    }
    Ok(())
}

/// A name as spreadsheets take it: at most 31 characters, none of those that
/// stand in references. Further parts are numbered.
fn sheet_name(name: &str, part: usize) -> String {
    const MOST: usize = 31;
    let number = if part > 1 { format!(" {part}") } else { String::new() };
    let room = MOST.saturating_sub(number.len());
    let plain = name.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c });
    let name: String = plain.take(room).collect();
    format!("{}{number}", name.trim())
}

/// What a cell can hold; a longer text is cut with a mark.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= CELL {
        return text.to_owned();
    }
    let mut room = CELL - 1;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

fn excel_day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}

fn excel_moment(at: Timestamp) -> Result<ExcelDateTime, XlsxError> {
    let local = Offset::constant(8).to_datetime(at);
    let part = |n: i8| u8::try_from(n).unwrap_or(0);
    let hour = u16::from(part(local.hour()));
    excel_day(local.date())?.and_hms(hour, part(local.minute()), f64::from(part(local.second())))
}

/// Years and counts are far below the 2⁵³ at which this would lose digits.
fn as_float(number: i64) -> f64 {
    i32::try_from(number).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::{CELL, cut, sheet_name};

    #[test]
    fn a_text_is_cut_to_what_a_cell_can_hold() {
        let long = "𠀀".repeat(CELL);
        let cut = cut(&long);
        assert!(cut.encode_utf16().count() <= CELL && cut.ends_with('…'));
    }

    #[test]
    fn a_sheet_has_a_name_that_spreadsheets_take() {
        assert_eq!(sheet_name("各县（市、区）情况", 1), "各县（市、区）情况");
        assert_eq!(sheet_name("a/b", 2), "a b 2");
        let long = sheet_name(&"长".repeat(40), 12);
        assert_eq!((long.chars().count(), long.ends_with(" 12")), (31, true));
    }
}
