//! A table with its header understood.

use serde::{Deserialize, Serialize};

use super::{
    cells::is_negative,
    csv,
    fault::{FileRefusal, Limits, Note},
    words::{HEADER_WORDS, plain},
    xlsx,
};

/// The header stands within so many rows: tables often begin with their title.
pub(crate) const HEADER_WITHIN: usize = 10;
/// Longest cell that is kept, in characters.
const MAX_CELL: usize = 10_000;

domain::codes! {
    /// What a column means.
    Field {
        /// Title of the matter.
        Title = "title",
        /// The unit that carries the matter.
        Unit = "unit",
        /// The body that decides.
        Authority = "authority",
        /// The unit that files.
        Filing = "filing",
        /// Name or code of the division.
        Division = "division",
        /// Where it is.
        Place = "place",
        /// Year of the list.
        Year = "year",
        /// When the decision is planned.
        Planned = "planned",
        /// When the list or approval was issued.
        Issued = "issued",
        /// First day of a public notice.
        NoticeFrom = "notice_from",
        /// Last day of a public notice.
        NoticeTo = "notice_to",
        /// Kind of decision.
        Category = "category",
        /// Sector.
        Sector = "sector",
        /// What is planned.
        Content = "content",
        /// Legal basis.
        Basis = "basis",
        /// Households affected.
        Households = "households",
        /// Persons affected, as a count.
        Persons = "persons",
        /// Investment in 10,000 yuan.
        Investment = "investment",
        /// The list from which the row is.
        Source = "source",
        /// Document number.
        DocNo = "doc_no",
        /// Number within the list.
        Seq = "seq",
        /// A level stated elsewhere; never taken over.
        StatedLevel = "stated_level",
        /// Number of a matter of this product.
        Number = "number",
        /// An example to which a row of a scoring table belongs.
        Example = "example",
        /// An indicator of a scoring table.
        Indicator = "indicator",
        /// Most points of an indicator.
        Maximum = "maximum",
        /// Points given.
        Score = "score",
        /// Stage of a scoring table.
        Stage = "stage",
        /// Group of indicators.
        Group = "group",
        /// Number of an indicator.
        ItemNo = "item_no",
        /// Total as stated.
        StatedTotal = "stated_total",
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its header as printed.
    pub header: String,
    /// What it means; `None` when it was not recognised.
    pub field: Option<Field>,
    /// Whether it names residents. Its cells were thrown away while reading.
    pub personal: bool,
}

/// A row below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Row of the file, counted from 1 with the header.
    pub number: u32,
    /// Cells as printed, one for each column.
    pub cells: Vec<String>,
    /// Cells that are refused: column and reason.
    pub faults: Vec<(usize, Note)>,
}

/// A table whose header was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name of the file as given.
    pub file: String,
    /// Encoding, or `XLSX`.
    pub encoding: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows that are not empty.
    pub rows: Vec<TableRow>,
}

impl Table {
    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|c| c.field == Some(field))
    }

    /// The cell of a field in a row, trimmed; empty when there is no such column.
    #[must_use]
    pub fn cell<'r>(&self, row: &'r TableRow, field: Field) -> &'r str {
        let refused = |column: usize| row.faults.iter().any(|(c, _)| *c == column);
        self.column(field)
            .filter(|column| !refused(*column))
            .and_then(|column| row.cells.get(column))
            .map_or("", |cell| cell.trim())
    }
}

/// A row as the file holds it: text and whether the cell is a formula.
pub(crate) struct RawRow {
    pub(crate) number: u32,
    pub(crate) cells: Vec<(String, bool)>,
}

impl RawRow {
    /// Whether something stands in it.
    pub(crate) fn is_filled(&self) -> bool {
        self.cells.iter().any(|(text, formula)| *formula || !text.trim().is_empty())
    }
}

/// Reads a CSV or XLSX file.
///
/// # Errors
/// [`FileRefusal`] with the reason.
pub fn read_table(bytes: &[u8], file: &str, limits: &Limits) -> Result<Table, FileRefusal> {
    let (raw, encoding) = read_rows(bytes, file, limits)?;
    shape(raw, file, encoding, limits)
}

/// The rows of a CSV or XLSX file as they stand there, with their encoding.
pub(crate) fn read_rows(
    bytes: &[u8],
    file: &str,
    limits: &Limits,
) -> Result<(Vec<RawRow>, &'static str), FileRefusal> {
    limits.admit(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FileRefusal::Empty);
    }
    refuse_kinds(bytes, file)?;
    if bytes.starts_with(b"PK") {
        xlsx::inspect(bytes, limits)?;
        return Ok((xlsx::rows(bytes, limits)?, "XLSX"));
    }
    csv::rows(bytes, limits)
}

fn refuse_kinds(bytes: &[u8], file: &str) -> Result<(), FileRefusal> {
    let lower = file.to_ascii_lowercase();
    if [".xlsm", ".xltm", ".xlam", ".xlsb"].iter().any(|ending| lower.ends_with(ending)) {
        return Err(FileRefusal::Macro { part: file.to_owned() });
    }
    let kinds: [(&[u8], &str); 4] =
        [(b"\xD0\xCF\x11\xE0", "XLS"), (b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"\x1F\x8B", "gzip")];
    match kinds.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, found)) => Err(FileRefusal::Kind { found: (*found).to_owned() }),
        None if lower.ends_with(".xlsx") && !bytes.starts_with(b"PK") => {
            Err(FileRefusal::Damaged { reason: "no zip archive".to_owned() })
        }
        None => Ok(()),
    }
}

/// Finds the header, names the columns, checks every cell.
fn shape(
    raw: Vec<RawRow>,
    file: &str,
    encoding: &'static str,
    limits: &Limits,
) -> Result<Table, FileRefusal> {
    let header = raw
        .iter()
        .take(HEADER_WITHIN)
        .enumerate()
        .map(|(at, row)| (at, columns(row)))
        .filter(|(_, columns)| has_subject(columns))
        .max_by_key(|(at, columns)| (known(columns), std::cmp::Reverse(*at)));
    let Some((at, columns)) = header else {
        return Err(FileRefusal::NoHeader);
    };
    if columns.len() > limits.columns {
        return Err(FileRefusal::TooManyColumns { found: columns.len(), limit: limits.columns });
    }
    let rows: Vec<TableRow> = raw
        .into_iter()
        .skip(at + 1)
        .filter(RawRow::is_filled)
        .map(|row| checked(row, &columns))
        .collect();
    if rows.len() > limits.rows {
        return Err(FileRefusal::TooManyRows { limit: limits.rows });
    }
    if rows.is_empty() {
        return Err(FileRefusal::Empty);
    }
    Ok(Table { file: file.to_owned(), encoding, columns, rows })
}

fn columns(row: &RawRow) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (text, _) in &row.cells {
        let header = text.trim().trim_start_matches('\u{feff}').to_owned();
        let mut column = meaning(&header);
        // A second column of the same meaning is kept as printed, not mixed in.
        if column.field.is_some() && columns.iter().any(|c| c.field == column.field) {
            column.field = None;
        }
        columns.push(column);
    }
    while columns.last().is_some_and(|c| c.header.is_empty()) {
        columns.pop();
    }
    columns
}

/// Whether a header names residents.
pub(crate) fn names_residents(header: &str) -> bool {
    meaning(header).personal
}

fn meaning(header: &str) -> Column {
    let word = plain(header);
    // "总投资(万元)" is the investment in 10,000 yuan; other marks in brackets explain.
    let short = plain(header.split(['(', '（', '[', '【', '/']).next().unwrap_or_default());
    // "总投资(亿元)" is not: its figures would be ten thousand times too small.
    let short = if word.contains("亿元") { String::new() } else { short };
    let is = |list: &[String], word: &String| list.contains(word);
    let personal = &HEADER_WORDS.personal;
    let is_personal = !word.is_empty()
        && (is(&personal.names, &word)
            || is(&personal.names, &short)
            || personal.parts.iter().any(|part| word.contains(part.as_str())));
    let field = HEADER_WORDS
        .fields
        .iter()
        .find(|(_, words)| is(words, &word))
        .or_else(|| HEADER_WORDS.fields.iter().find(|(_, words)| is(words, &short)))
        .and_then(|(code, _)| Field::from_code(code))
        .filter(|_| !is_personal && !word.is_empty());
    Column { header: header.to_owned(), field, personal: is_personal }
}

fn has_subject(columns: &[Column]) -> bool {
    columns.iter().any(|c| matches!(c.field, Some(Field::Title | Field::Indicator)))
}

fn known(columns: &[Column]) -> usize {
    columns.iter().filter(|c| c.field.is_some() || c.personal).count()
}

fn checked(row: RawRow, columns: &[Column]) -> TableRow {
    let mut faults = Vec::new();
    let extra = row.cells.iter().skip(columns.len()).any(|(text, _)| !text.trim().is_empty());
    let mut cells: Vec<String> = Vec::with_capacity(columns.len());
    let mut source = row.cells.into_iter();
    for (at, column) in columns.iter().enumerate() {
        let (text, formula) = source.next().unwrap_or_default();
        if column.personal {
            cells.push(String::new());
            continue;
        }
        let fault = cell_fault(&text, formula);
        if let Some(code) = fault {
            faults.push((at, Note::new(&column.header, code)));
        }
        let kept = if fault == Some("personal_value") { "" } else { text.as_str() };
        cells.push(kept.chars().take(MAX_CELL).collect());
    }
    if extra {
        faults.push((columns.len(), Note::new("", "extra_cells")));
    }
    TableRow { number: row.number, cells, faults }
}

/// A cell that a spreadsheet would compute or that would reach outside it is
/// refused (formula injection), whatever its column: the same marks as those that
/// an export makes harmless. A lone mark such as "-" means "nothing", and a number
/// below zero is read as one, so that its column can say what is wrong with it.
pub(crate) fn cell_fault(text: &str, formula: bool) -> Option<&'static str> {
    if formula {
        return Some("formula");
    }
    if text.chars().count() > MAX_CELL {
        return Some("cell_too_long");
    }
    let trimmed = text.trim();
    let starts = trimmed.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let is_number = trimmed.parse::<f64>().is_ok() || is_negative(trimmed);
    if starts && trimmed.chars().any(char::is_alphanumeric) && !is_number {
        return Some("formula_like");
    }
    if names_a_resident(trimmed) {
        return Some("personal_value");
    }
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    trimmed.chars().any(control).then_some("control")
}

/// A mobile number or an identity number anywhere in a cell.
fn names_a_resident(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && !matches!(c, 'x' | 'X')).any(|run| {
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        let mobile = digits == 11
            && run.len() == 11
            && run.starts_with('1')
            && run.as_bytes().get(1).is_some_and(|d| (b'3'..=b'9').contains(d));
        mobile || (run.len() == 18 && digits >= 17)
    })
}
