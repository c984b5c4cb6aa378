//! Writes rows as they come.

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::{Head, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Overflow, Place, Value, XlsxFault};

/// Paper A4, as the file format numbers it.
const A4: u8 = 9;
/// Largest integer whose digits spreadsheets keep.
const MAX_INTEGER: u64 = 999_999_999_999_999;
/// Font of cells; spreadsheets put another in its place where it is missing.
const FONT: &str = "宋体";

/// Whose workbook it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Properties {
    /// Title.
    pub title: String,
    /// Unit that gives it out. Never a person.
    pub author: String,
    /// Day of the record from which it is made, 1900 to 9999.
    pub created: Date,
}

/// A workbook to which rows are added one by one.
pub struct Writer {
    book: Workbook,
    names: Vec<String>,
    open: Option<Open>,
    written: u64,
}

/// The sheet that takes rows.
struct Open {
    head: Head,
    index: usize,
    /// Which sheet of the same head this is, from 1.
    part: usize,
    /// Rows already used, head rows included.
    used: u32,
    head_rows: u32,
    /// Rows that may be used, head rows included.
    most: u32,
}

impl Writer {
    /// Begins a workbook. Scratch files lie in `scratch`, a folder that must exist, or in the
    /// system's folder for such files.
    ///
    /// # Errors
    /// When the folder cannot be written or the day is unknown to spreadsheets.
    pub fn new(properties: &Properties, scratch: Option<&Path>) -> Result<Self, XlsxFault> {
        let mut book = Workbook::new();
        if let Some(folder) = scratch {
            book.set_tempdir(folder)?;
        }
        let created = excel_day(properties.created);
        let created = created.ok_or(XlsxFault::Created { day: properties.created })?;
        let about = DocProperties::new()
            .set_title(&properties.title)
            .set_author(&properties.author)
            .set_creation_datetime(&created);
        book.set_properties(&about);
        Ok(Self { book, names: Vec::new(), open: None, written: 0 })
    }

    /// Begins a sheet; the rows that follow are its rows.
    ///
    /// # Errors
    /// A name that is there already, no columns or too many, a head that no cell holds.
    pub fn sheet(&mut self, head: Head) -> Result<(), XlsxFault> {
        self.close()?;
        self.begin(head, 1)
    }

    /// Adds a row to the sheet begun last.
    ///
    /// # Errors
    /// No sheet yet, a number of cells that differs from that of the columns, more rows than fit,
    /// or a value that the cell cannot hold, with its place.
    pub fn row(&mut self, cells: &[Value<'_>]) -> Result<(), XlsxFault> {
        let Some(open) = &self.open else {
            return Err(XlsxFault::NoSheet);
        };
        if open.used >= open.most {
            let (head, part) = (open.head.clone(), open.part.saturating_add(1));
            if head.overflow == Overflow::Refuse {
                let limit = open.most.saturating_sub(open.head_rows);
                return Err(XlsxFault::TooManyRows { sheet: head.name.to_string(), limit });
            }
            self.close()?;
            self.begin(head, part)?;
        }
        let Some(open) = &mut self.open else {
            return Err(XlsxFault::NoSheet);
        };
        let columns = open.head.columns.len();
        if cells.len() != columns {
            return Err(XlsxFault::Cells {
                sheet: open.name(),
                row: open.used.saturating_add(1),
                cells: cells.len(),
                columns,
            });
        }
        let sheet = self.book.worksheet_from_index(open.index)?;
        for (index, value) in cells.iter().enumerate() {
            open.write(sheet, index, value)?;
        }
        open.used = open.used.saturating_add(1);
        self.written = self.written.saturating_add(1);
        Ok(())
    }

    /// Ends the workbook; returns the number of rows below the heads.
    ///
    /// # Errors
    /// No sheet at all, or the output fails.
    pub fn finish<W: Write + Send>(mut self, out: W) -> Result<u64, XlsxFault> {
        if self.open.is_none() {
            return Err(XlsxFault::NoSheet);
        }
        self.close()?;
        self.book.save_to_writer(out)?;
        Ok(self.written)
    }

    fn begin(&mut self, head: Head, part: usize) -> Result<(), XlsxFault> {
        let columns = head.columns.len();
        if columns == 0 || columns > MAX_COLUMNS {
            return Err(XlsxFault::Columns { sheet: head.name.to_string(), columns });
        }
        let open = Open::new(head, part, self.names.len());
        let name = open.name();
        let folded = name.to_lowercase();
        if self.names.contains(&folded) {
            return Err(XlsxFault::SheetTwice { name });
        }
        self.names.push(folded);
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(&name)?;
        open.begin(sheet)?;
        self.open = Some(open);
        Ok(())
    }

    /// The range of the filters is known once the sheet has its rows.
    fn close(&mut self) -> Result<(), XlsxFault> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let sheet = self.book.worksheet_from_index(open.index)?;
        let first = open.head_rows.saturating_sub(1);
        sheet.autofilter(first, 0, open.used.saturating_sub(1), open.last_column())?;
        self.open = Some(open);
        Ok(())
    }
}

impl Open {
    fn new(head: Head, part: usize, index: usize) -> Self {
        let head_rows = if head.title.is_some() { 2 } else { 1 };
        let most = match head.overflow {
            Overflow::Refuse => MAX_ROWS,
            Overflow::NextSheet { after } => after.max(1).saturating_add(head_rows).min(MAX_ROWS),
        };
        Self { head, index, part, used: head_rows, head_rows, most }
    }

    fn name(&self) -> String {
        let name = &self.head.name;
        if self.part > 1 { name.numbered(self.part).to_string() } else { name.to_string() }
    }

    fn last_column(&self) -> u16 {
        column_number(self.head.columns.len().saturating_sub(1))
    }

    fn place(&self, index: usize, row: u32) -> Place {
        let header = self.head.columns.get(index).map_or("", |column| &column.header);
        Place {
            sheet: self.name(),
            row: row.saturating_add(1),
            column: index.saturating_add(1),
            header: header.to_owned(),
        }
    }

    /// Heads, widths and formats. Cells take the format of their column, which is looked up
    /// once here and not for every cell.
    fn begin(&self, sheet: &mut Worksheet) -> Result<(), XlsxFault> {
        for (column, number) in self.head.columns.iter().zip(0..) {
            let plain = Format::new().set_font_name(FONT).set_align(FormatAlign::VerticalCenter);
            let format = plain.set_num_format(column.kind.number_format());
            sheet.set_column_format(number, &format)?;
            sheet.set_column_width(number, column.width.max(1))?;
        }
        sheet.set_freeze_panes(self.head_rows, 0)?;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, self.head_rows.saturating_sub(1))?;
        if let Some(title) = &self.head.title {
            self.fits(title, 0, 0)?;
            let format = head_format().set_font_size(14);
            if self.last_column() == 0 {
                sheet.write_string_with_format(0, 0, title, &format)?;
            } else {
                sheet.merge_range(0, 0, 0, self.last_column(), title, &format)?;
            }
        }
        let row = self.head_rows.saturating_sub(1);
        let format = head_format()
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_background_color(Color::RGB(0xF2_F2_F2));
        for (index, column) in self.head.columns.iter().enumerate() {
            self.fits(&column.header, index, row)?;
            sheet.write_string_with_format(row, column_number(index), &column.header, &format)?;
        }
        Ok(())
    }

    fn fits(&self, text: &str, index: usize, row: u32) -> Result<(), XlsxFault> {
        // A text has at most as many units of UTF-16 as bytes of UTF-8.
        if text.len() <= MAX_TEXT {
            return Ok(());
        }
        let characters = text.encode_utf16().count();
        if characters > MAX_TEXT {
            return Err(XlsxFault::TooLong { place: self.place(index, row), characters });
        }
        Ok(())
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        index: usize,
        value: &Value<'_>,
    ) -> Result<(), XlsxFault> {
        let (row, column) = (self.used, column_number(index));
        let place = || self.place(index, row);
        if let Some(head) = self.head.columns.get(index)
            && !value.fits(head.kind)
        {
            return Err(XlsxFault::WrongKind { place: place(), expected: head.kind });
        }
        match value {
            Value::Text(text) => {
                self.fits(text, index, row)?;
                sheet.write_string(row, column, text.as_ref())?;
            }
            Value::Integer(number) if number.unsigned_abs() <= MAX_INTEGER => {
                sheet.write_number(row, column, *number as f64)?;
            }
            Value::Fen(fen) if fen.unsigned_abs() <= MAX_INTEGER => {
                sheet.write_number(row, column, *fen as f64 / 100.0)?;
            }
            Value::Decimal(number) if number.is_finite() => {
                sheet.write_number(row, column, *number)?;
            }
            Value::Integer(_) | Value::Fen(_) | Value::Decimal(_) => {
                return Err(XlsxFault::Number { place: place() });
            }
            Value::Date(day) => {
                let Some(known) = excel_day(*day) else {
                    return Err(XlsxFault::Day { place: place(), day: *day });
                };
                sheet.write_datetime(row, column, &known)?;
            }
            Value::Empty => {}
        }
        Ok(())
    }
}

fn head_format() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    let part = |number: i8| u8::try_from(number).ok();
    ExcelDateTime::from_ymd(year, part(day.month())?, part(day.day())?).ok()
}
