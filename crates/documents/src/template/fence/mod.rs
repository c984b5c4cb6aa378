//! Blocks between fences: grids, tables, figures, places to sign.
//!
//! A line is `key: value` or cells with `|` between them. A `|` within a value is escaped, so a
//! value never makes a cell.

mod figure;

use super::fault::Reason;
use super::inline::line;
use crate::model::{
    Align, Block, Cell, CellKind, Column, Fact, Facts, Inline, Language, SignatureLine, Table,
    Words, plain,
};

/// Line within the block, from 0 (none for the block as a whole), and what is wrong.
pub type Problem = (Option<usize>, Reason);

/// Makes the block of a name.
///
/// # Errors
/// When the name is unknown or a line of the block cannot be understood.
pub fn block(name: &str, text: &str, language: Language) -> Result<Block, Problem> {
    let lines = Lines { block: name, text, language };
    match name {
        "contents" => Ok(Block::Contents),
        "pagebreak" => Ok(Block::PageBreak),
        "facts" => facts(&lines),
        "table" => table(&lines),
        "signature" => signatures(&lines),
        "chart" => figure::chart(&lines),
        "matrix" => figure::matrix(&lines),
        "ruler" => figure::ruler(&lines),
        "qr" => figure::qr(&lines),
        other => Err((None, Reason::UnknownBlock(other.to_owned()))),
    }
}

/// A cell whose kind is read from its text.
pub fn cell(inlines: Vec<Inline>, language: Language) -> Cell {
    let text = plain(&inlines, Words::of(language));
    let kind = if let Some(value) = number(&text) {
        CellKind::Number { value }
    } else if let Ok(value) = text.trim().parse() {
        CellKind::Date { value }
    } else {
        CellKind::Text
    };
    Cell { inlines, span: 1, kind }
}

/// A number as people write it: 1,234.5 or 54%. Codes with leading zeros are no numbers.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (digits, unit) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
    let digits = digits.trim().replace(',', "").replace('−', "-");
    let bare = digits.trim_start_matches('-');
    let code = bare.len() > 1 && bare.starts_with('0') && !bare.starts_with("0.");
    let shape = bare.chars().all(|c| c.is_ascii_digit() || c == '.') && !bare.is_empty();
    let value: f64 = digits.parse().ok().filter(|_| shape && !code)?;
    Some(value / unit)
}

struct Lines<'a> {
    block: &'a str,
    text: &'a str,
    language: Language,
}

impl<'a> Lines<'a> {
    fn each(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let lines = self.text.lines().enumerate();
        lines.map(|(at, line)| (at, line.trim())).filter(|(_, line)| !line.is_empty())
    }

    /// Lines of `key: value`.
    fn pairs(&self) -> Result<Vec<(usize, &'a str, &'a str)>, Problem> {
        let pair = |(at, line): (usize, &'a str)| match line.split_once(':') {
            Some((key, value)) => Ok((at, key.trim(), value.trim())),
            None => Err(self.problem(at, "a line must be `key: value`")),
        };
        self.each().map(pair).collect()
    }

    fn problem(&self, at: usize, problem: impl Into<String>) -> Problem {
        (Some(at), Reason::Block { block: self.block.to_owned(), problem: problem.into() })
    }

    fn inlines(&self, at: usize, text: &str) -> Result<Vec<Inline>, Problem> {
        line(text).map_err(|reason| (Some(at), reason))
    }

    fn plain(&self, at: usize, text: &str) -> Result<String, Problem> {
        Ok(plain(&self.inlines(at, text)?, Words::of(self.language)))
    }

    /// A number, or nothing where the record has none.
    fn number(&self, at: usize, text: &str) -> Result<Option<f64>, Problem> {
        let inlines = self.inlines(at, text)?;
        if inlines.iter().any(|inline| matches!(inline, Inline::Missing { .. })) {
            return Ok(None);
        }
        let text = plain(&inlines, Words::of(self.language));
        let no_number = || self.problem(at, format!("{text:?} is no number"));
        number(&text).map(Some).ok_or_else(no_number)
    }

    /// A number between 0 and 1; 54% is 0.54.
    fn share(&self, at: usize, text: &str) -> Result<Option<f64>, Problem> {
        let Some(value) = self.number(at, text)? else { return Ok(None) };
        let inside = (0.0..=1.0).contains(&value);
        let outside = || self.problem(at, "a value must be from 0 to 1");
        inside.then_some(Some(value)).ok_or_else(outside)
    }

    fn interval(&self, at: usize, cells: &[&str]) -> Result<Option<(f64, f64)>, Problem> {
        match cells {
            [] => Ok(None),
            [low, high] => Ok(self.share(at, low)?.zip(self.share(at, high)?)),
            _ => Err(self.problem(at, "an interval has two ends")),
        }
    }
}

/// Cells of a line, at each `|` that is not escaped.
fn cells(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, character) in line.char_indices() {
        if character == '|' && !escaped {
            out.push(line.get(start..at).unwrap_or_default().trim());
            start = at.saturating_add(1);
        }
        escaped = character == '\\' && !escaped;
    }
    out.push(line.get(start..).unwrap_or_default().trim());
    out
}

fn facts(lines: &Lines<'_>) -> Result<Block, Problem> {
    let mut rows = Vec::new();
    for (at, line) in lines.each() {
        let cells = cells(line);
        let (pairs, rest) = cells.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(lines.problem(at, "labels and values must be in pairs"));
        }
        let fact = |[label, value]: &[&str; 2]| {
            let (label, height) = height(label);
            Ok(Fact { label: lines.inlines(at, label)?, value: lines.inlines(at, value)?, height })
        };
        rows.push(pairs.iter().map(fact).collect::<Result<Vec<_>, Problem>>()?);
    }
    Ok(Block::Facts(Facts { rows }))
}

/// A height of the form `{30mm}` at the end of a label.
fn height(label: &str) -> (&str, Option<u16>) {
    let parts = label.strip_suffix("mm}").and_then(|rest| rest.rsplit_once('{'));
    match parts.and_then(|(label, digits)| Some((label, digits.parse().ok()?))) {
        Some((label, height)) => (label.trim_end(), Some(height)),
        None => (label, None),
    }
}

fn table(lines: &Lines<'_>) -> Result<Block, Problem> {
    let mut table =
        Table { caption: None, columns: Vec::new(), head: Vec::new(), rows: Vec::new() };
    for (at, line) in lines.each() {
        if let Some(caption) = line.strip_prefix("caption:") {
            table.caption = Some(lines.inlines(at, caption)?);
        } else if let Some(columns) = line.strip_prefix("columns:") {
            let read = |text: &str| {
                column(text).ok_or_else(|| lines.problem(at, "columns are as 6c 20l 10r"))
            };
            table.columns = columns.split_whitespace().map(read).collect::<Result<_, _>>()?;
        } else if let Some(head) = line.strip_prefix("head:") {
            let row = row(lines, at, head, table.columns.len())?;
            table.head.push(row);
        } else {
            let row = row(lines, at, line, table.columns.len())?;
            table.rows.push(row);
        }
    }
    if table.columns.is_empty() {
        return Err(lines.problem(0, "a table needs its columns"));
    }
    Ok(Block::Table(table))
}

fn column(text: &str) -> Option<Column> {
    let align = match text.chars().last()? {
        'l' => Align::Left,
        'c' => Align::Centre,
        'r' => Align::Right,
        _ => return None,
    };
    let share = text.get(..text.len().checked_sub(1)?)?.parse().ok().filter(|share| *share > 0)?;
    Some(Column { share, align })
}

/// A row; a cell of `<` belongs to the one before it.
fn row(lines: &Lines<'_>, at: usize, text: &str, columns: usize) -> Result<Vec<Cell>, Problem> {
    let mut out: Vec<Cell> = Vec::new();
    let texts = cells(text);
    if texts.len() != columns {
        let problem = format!("{} cells in a table of {columns} columns", texts.len());
        return Err(lines.problem(at, problem));
    }
    for text in texts {
        match out.last_mut() {
            Some(last) if text == "<" => last.span = last.span.saturating_add(1),
            _ => out.push(cell(lines.inlines(at, text)?, lines.language)),
        }
    }
    Ok(out)
}

fn signatures(lines: &Lines<'_>) -> Result<Block, Problem> {
    let mut out = Vec::new();
    for (at, line) in lines.each() {
        let cells = cells(line);
        let [label, rest @ ..] = cells.as_slice() else { continue };
        out.push(SignatureLine {
            label: lines.inlines(at, label)?,
            value: lines.inlines(at, rest.first().copied().unwrap_or_default())?,
        });
    }
    Ok(Block::Signatures { lines: out })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_codes_are_not() {
        assert_eq!(number("1,234.5"), Some(1234.5));
        assert_eq!(number("54%"), Some(0.54));
        assert_eq!(number("0.36"), Some(0.36));
        for text in ["007", "", "F1", "2017-02-07", "1e5", "%"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn cells_end_at_bars_that_are_not_escaped() {
        assert_eq!(cells("a | b\\|c | d\\\\|e"), ["a", "b\\|c", "d\\\\", "e"]);
    }

    #[test]
    fn faults_name_the_line() {
        let check = |name: &str, text: &str, line: Option<usize>| {
            assert_eq!(block(name, text, Language::Zh).unwrap_err().0, line, "{name}");
        };
        check("facts", "a | b\nc", Some(1));
        check("table", "columns: 1l 1l\na | b\nc", Some(2));
        check("chart", "n: 10\nbar: a | 140%", Some(1));
        check("ruler", "thresholds: 0.64 | 0.36", Some(0));
        check("nothing", "", None);
    }
}
