//! What is wrong with one cell of a file of answers, and what may stand there.
//! The words are in the locale files: `batch-fault-<code>`.

use domain::consultation::form::Choice;
use locale::{L10n, Lang, Msg};
use serde::Serialize;

/// Longest cell that a fault repeats, in characters.
const REPEATED: usize = 40;

/// One cell that is out of order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellFault {
    /// Row of the file, counted from 1; for XLSX as spreadsheets count.
    pub row: u32,
    /// Letters of the column as spreadsheets name it; empty for a column that is
    /// missing.
    pub column: String,
    /// The header of the column.
    pub header: String,
    /// What is wrong.
    pub code: &'static str,
    /// What stands there, where it may be repeated; never a free text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// What may stand there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<Choice>,
}

impl CellFault {
    pub(super) fn new(row: u32, at: Option<usize>, header: &str, code: &'static str) -> Self {
        Self {
            row,
            column: at.map(letters).unwrap_or_default(),
            header: short(header),
            code,
            found: String::new(),
            allowed: Vec::new(),
        }
    }

    pub(super) fn found(mut self, text: &str) -> Self {
        self.found = short(text);
        self
    }

    pub(super) fn allowed(mut self, choices: &[Choice]) -> Self {
        self.allowed = choices.to_vec();
        self
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn said(&self, l10n: L10n) -> String {
        let msg = Msg::dynamic(format!("batch-fault-{}", self.code.replace('_', "-")));
        let said = l10n.say(&msg);
        if self.found.is_empty() {
            return said;
        }
        l10n.t2("batch-found", ("said", said), ("found", &self.found))
    }

    /// What may stand there, in words; empty where nothing can be listed.
    #[must_use]
    pub fn allowed_words(&self, l10n: L10n) -> String {
        let english = l10n.lang() == Lang::En;
        let words: Vec<&str> = self.allowed.iter().map(|c| c.words.get(english)).collect();
        l10n.join_apart(&words)
    }

    /// The whole on one line.
    #[must_use]
    pub fn line(&self, l10n: L10n) -> String {
        let place = Msg::new("batch-place")
            .with("row", self.row.to_string())
            .with("column", self.column.as_str())
            .with("header", self.header.as_str());
        let line =
            l10n.t2("import-labelled", ("label", l10n.say(&place)), ("text", self.said(l10n)));
        let allowed = self.allowed_words(l10n);
        if allowed.is_empty() {
            return line;
        }
        l10n.t2("batch-line", ("line", line), ("allowed", allowed))
    }
}

fn short(text: &str) -> String {
    text.trim().chars().take(REPEATED).collect()
}

/// 0 → A, 25 → Z, 26 → AA.
fn letters(at: usize) -> String {
    let mut rest = at;
    let mut letters = Vec::new();
    loop {
        letters.push(u8::try_from(rest % 26).map_or('?', |n| char::from(b'A' + n)));
        match rest / 26 {
            0 => break,
            more => rest = more - 1,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")] {
            assert_eq!(letters(at), name);
        }
    }
}
