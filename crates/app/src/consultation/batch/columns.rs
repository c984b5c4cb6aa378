//! The columns of a file of answers: those of the template, each of them once,
//! named by their code, by their words, or by both.

use domain::consultation::{
    answer::STRATUM,
    form::{Choice, Form, Question},
};
use locale::{L10n, Lang};

use super::fault::CellFault;
use crate::import::{HEADER_WITHIN, RawRow, names_residents, plain};

/// The code of the column with the number on the paper.
pub(super) const SHEET: &str = "sheet";

/// A column of the template.
pub(super) struct Column<'a> {
    /// `sheet`, `stratum` or a field of a question.
    pub(super) code: String,
    /// The question; none for the first two columns.
    pub(super) question: Option<&'a Question>,
    /// What can be chosen.
    pub(super) choices: &'a [Choice],
}

/// The columns of a questionnaire in their order.
pub(super) fn columns(form: &Form) -> Vec<Column<'_>> {
    let fixed = [
        Column { code: SHEET.to_owned(), question: None, choices: &[] },
        Column { code: STRATUM.to_owned(), question: None, choices: &form.strata },
    ];
    let asked = form.questions.iter().flat_map(|question| {
        question.fields().into_iter().map(move |code| Column {
            code,
            question: Some(question),
            choices: &question.choices,
        })
    });
    fixed.into_iter().chain(asked).collect()
}

impl Column<'_> {
    /// What is asked, in words.
    pub(super) fn words(&self, l10n: L10n) -> String {
        match self.question {
            Some(question) => self.asked(l10n, question),
            None if self.code == SHEET => l10n.t("batch-col-sheet"),
            None => l10n.t("batch-col-stratum"),
        }
    }

    /// What is asked in a field: of a matrix with the row, of a ranking with the place.
    fn asked(&self, l10n: L10n, question: &Question) -> String {
        let english = l10n.lang() == Lang::En;
        let words = question.words.get(english);
        let Some((_, part)) = self.code.split_once('.') else { return words.to_owned() };
        let row = question.rows.iter().find(|row| row.code == part);
        let part = match row {
            Some(row) => row.words.get(english).to_owned(),
            None => l10n.t1("consult-place", "n", part),
        };
        l10n.t2("batch-col-part", ("question", words), ("part", &*part))
    }

    /// The header of the template: code and words.
    pub(super) fn title(&self, l10n: L10n) -> String {
        format!("{} {}", self.code, self.words(l10n))
    }

    /// Whether a header means this column.
    fn is_meant_by(&self, header: &str) -> bool {
        let first = header.split_whitespace().next().unwrap_or_default();
        let header = plain(header);
        first.eq_ignore_ascii_case(&self.code)
            || header == plain(&self.code)
            || Lang::ALL.iter().any(|lang| header == plain(&self.words(L10n::new(*lang))))
    }
}

/// The header of a file: in which row it stands, and for each cell its text and
/// the position of its column in the template.
pub(super) struct Head {
    pub(super) at: usize,
    pub(super) texts: Vec<String>,
    pub(super) places: Vec<Option<usize>>,
}

/// Finds the header among the first rows.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn head(columns: &[Column<'_>], rows: &[RawRow]) -> Result<Head, Vec<CellFault>> {
    let meant = |row: &RawRow| -> Vec<Option<usize>> {
        let cells = row.cells.iter().map(|(text, _)| text.trim_start_matches('\u{feff}').trim());
        cells
            .map(|text| {
                columns.iter().position(|column| !text.is_empty() && column.is_meant_by(text))
            })
            .collect()
    };
    let found = rows
        .iter()
        .take(HEADER_WITHIN)
        .map(meant)
        .enumerate()
        .map(|(at, places)| (places.iter().flatten().count(), at, places))
        .filter(|(known, ..)| *known > 1)
        .max_by_key(|(known, at, _)| (*known, std::cmp::Reverse(*at)));
    let first = rows.first().map_or(1, |row| row.number);
    let Some((_, at, places)) = found else {
        return Err(vec![CellFault::new(first, None, "", "no_header")]);
    };
    let faults = rows.get(at).map(|row| faults(columns, row, &places)).unwrap_or_default();
    if !faults.is_empty() {
        return Err(faults);
    }
    let cells = rows.get(at).into_iter().flat_map(|row| &row.cells);
    Ok(Head { at, texts: cells.map(|(text, _)| text.trim().to_owned()).collect(), places })
}

fn faults(columns: &[Column<'_>], row: &RawRow, places: &[Option<usize>]) -> Vec<CellFault> {
    let mut faults = Vec::new();
    for (at, ((text, _), place)) in row.cells.iter().zip(places).enumerate() {
        let code = match place {
            None if text.trim().is_empty() => continue,
            None if names_residents(text) => "personal_column",
            None => "unknown_column",
            Some(_) if places.get(..at).is_some_and(|before| before.contains(place)) => {
                "repeated_column"
            }
            Some(_) => continue,
        };
        faults.push(CellFault::new(row.number, Some(at), text, code));
    }
    for (at, column) in columns.iter().enumerate() {
        if !places.contains(&Some(at)) {
            let title = column.title(L10n::new(Lang::ZhCn));
            faults.push(CellFault::new(row.number, None, &title, "missing_column"));
        }
    }
    faults
}
