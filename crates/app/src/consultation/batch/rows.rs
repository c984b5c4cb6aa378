//! The rows of a file of answers. Each is checked like a form that somebody
//! filled in; every cell that is out of order is named.

use std::collections::BTreeSet;

use domain::{
    codes::{Channel, QuestionKind},
    consultation::{
        answer::{Filled, accept},
        form::{Choice, Form},
    },
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    TOLD,
    columns::{Column, Head, SHEET, columns, head},
    fault::CellFault,
};
use crate::{
    consultation::paper::number,
    import::{FileRefusal, Limits, RawRow, cell_fault, plain, read_rows},
};

/// Most answers of one file: as many as are placed within about a second, so that
/// residents who answer meanwhile do not wait longer.
const MOST_ROWS: usize = 5_000;

/// One answer of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    /// Number on the paper, or of the record of what was heard.
    pub(super) sheet: String,
    /// What was filled in.
    pub(super) filled: Filled,
}

/// What a file holds.
pub(super) struct Read {
    pub(super) encoding: &'static str,
    pub(super) rows: Vec<Row>,
    /// Cells that are out of order, as many as are told.
    pub(super) faults: Vec<CellFault>,
    /// All of them.
    pub(super) wrong: usize,
}

/// Reads a file against the questionnaire.
///
/// # Errors
/// [`FileRefusal`] where it cannot be read as a table at all.
pub(super) fn read(
    form: &Form,
    (channel, day): (Channel, Date),
    (name, bytes): (&str, &[u8]),
    limits: &Limits,
) -> Result<Read, FileRefusal> {
    let limits = Limits { rows: MOST_ROWS.min(limits.rows), ..*limits };
    let (raw, encoding) = read_rows(bytes, name, &limits)?;
    if let Some(wide) = raw.iter().find(|row| row.cells.len() > limits.columns) {
        let found = wide.cells.len();
        return Err(FileRefusal::TooManyColumns { found, limit: limits.columns });
    }
    let columns = columns(form);
    let head = match head(&columns, &raw) {
        Ok(head) => head,
        Err(faults) => {
            let wrong = faults.len();
            return Ok(Read { encoding, rows: Vec::new(), faults, wrong });
        }
    };
    let below: Vec<&RawRow> = raw.iter().skip(head.at + 1).filter(|row| row.is_filled()).collect();
    if below.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if below.len() > limits.rows {
        return Err(FileRefusal::TooManyRows { limit: limits.rows });
    }
    let mut reading =
        Reading { form, columns: &columns, head: &head, faults: Vec::new(), wrong: 0 };
    let mut seen = BTreeSet::new();
    let mut rows = Vec::with_capacity(below.len());
    for raw in below {
        let row = reading.row(raw, (channel, day));
        if !row.sheet.is_empty() && !seen.insert(row.sheet.clone()) {
            let at = head.places.iter().position(|place| *place == Some(0));
            reading.put(|r| r.fault(raw.number, at, "repeated_sheet").found(&row.sheet));
        }
        rows.push(row);
    }
    Ok(Read { encoding, rows, faults: reading.faults, wrong: reading.wrong })
}

struct Reading<'a> {
    form: &'a Form,
    columns: &'a [Column<'a>],
    head: &'a Head,
    faults: Vec<CellFault>,
    wrong: usize,
}

impl Reading<'_> {
    /// Counts a fault, and makes it while there are not too many to be told.
    fn put(&mut self, make: impl FnOnce(&Self) -> CellFault) {
        self.wrong = self.wrong.saturating_add(1);
        if self.faults.len() < TOLD {
            let fault = make(self);
            self.faults.push(fault);
        }
    }

    fn fault(&self, row: u32, at: Option<usize>, code: &'static str) -> CellFault {
        let header = at.and_then(|at| self.head.texts.get(at)).map_or("", String::as_str);
        let column = at.and_then(|at| self.column(at));
        let fault = CellFault::new(row, at, header, code);
        fault.allowed(column.map_or(&[], |column| column.choices))
    }

    /// The column of the template that stands at a place of the file.
    fn column(&self, at: usize) -> Option<&Column<'_>> {
        self.columns.get((*self.head.places.get(at)?)?)
    }

    fn row(&mut self, raw: &RawRow, (channel, day): (Channel, Date)) -> Row {
        let (mut sheet, mut filled) = (String::new(), Filled::new());
        let mut wrong = BTreeSet::new();
        for (at, (text, formula)) in raw.cells.iter().enumerate() {
            let Some(column) = self.column(at) else {
                if *formula || !text.trim().is_empty() {
                    self.put(|_| CellFault::new(raw.number, Some(at), "", "extra_cells"));
                }
                continue;
            };
            match cell(column, text, *formula) {
                Ok(values) if column.code == SHEET => {
                    sheet = values.into_iter().next().unwrap_or_default();
                }
                Ok(values) => {
                    filled.insert(column.code.clone(), values);
                }
                Err(code) => {
                    wrong.insert(column.code.clone());
                    self.put(|r| {
                        let fault = r.fault(raw.number, Some(at), code);
                        if code == "choice" { told(fault, text) } else { fault }
                    });
                }
            }
        }
        if sheet.is_empty() && !wrong.contains(SHEET) {
            self.at_column(raw.number, SHEET, "sheet");
        }
        for fault in accept(self.form, &filled, channel, day).err().unwrap_or_default() {
            if !wrong.contains(&fault.field) {
                self.at_column(raw.number, &fault.field, fault.code);
            }
        }
        Row { sheet, filled }
    }

    fn at_column(&mut self, row: u32, code: &str, fault: &'static str) {
        let known = self.columns.iter().position(|column| column.code == code);
        let at = self.head.places.iter().position(|place| place.is_some() && *place == known);
        self.put(|r| r.fault(row, at, fault));
    }
}

/// What stands in a cell may be repeated unless it looks like a number of a person.
fn told(fault: CellFault, text: &str) -> CellFault {
    if cell_fault(text, false).is_some() { fault } else { fault.found(text) }
}

/// The values of a cell: codes of choices, a text, or a number.
fn cell(column: &Column<'_>, text: &str, formula: bool) -> Result<Vec<String>, &'static str> {
    let is_text = column.question.is_some_and(|q| q.kind == QuestionKind::Text);
    match cell_fault(text, formula) {
        // Words are sealed and read by a moderator, who takes numbers of persons out;
        // elsewhere such a number is none of the choices.
        Some("personal_value") | None => {}
        Some(code) => return Err(code),
    }
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    if column.code == SHEET {
        return number(text).map(|number| vec![number]).ok_or("sheet");
    }
    if is_text {
        return Ok(vec![text.to_owned()]);
    }
    if plain(text).is_empty() {
        // A lone mark says that nothing was ticked.
        return Ok(Vec::new());
    }
    if let Some(code) = choice(column.choices, text) {
        return Ok(vec![code]);
    }
    text.split([';', '；', '|', '\n'])
        .filter(|part| !part.trim().is_empty())
        .map(|part| choice(column.choices, part).ok_or("choice"))
        .collect()
}

/// The code of a choice that is named by its code, its words, or both.
fn choice(choices: &[Choice], text: &str) -> Option<String> {
    let wanted = plain(text);
    let named = |choice: &&Choice| {
        let words = [&choice.words.zh, &choice.words.en];
        words.iter().filter(|words| !words.is_empty()).any(|words| {
            wanted == plain(words) || wanted == plain(&format!("{}{words}", choice.code))
        })
    };
    let by_code = choices.iter().find(|c| c.code.eq_ignore_ascii_case(text.trim()));
    by_code.or_else(|| choices.iter().find(named)).map(|choice| choice.code.clone())
}
