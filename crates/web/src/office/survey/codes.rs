//! What the codes in an export stand for: without it rows say nothing to those
//! who did not word the questionnaire.

use domain::codes::Channel;
use domain::consultation::form::{Choice, Form, Question};
use locale::{L10n, Lang};

/// A column of the export.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) words: String,
    /// Codes with what they stand for.
    pub(super) codes: String,
}

/// Every column, in the order of the file.
pub(super) fn code_book(l10n: L10n, form: &Form) -> Vec<Column> {
    let mut groups = named(l10n, &form.strata);
    groups.push(pair("OTHER", &l10n.t("survey-code-other")));
    let ways = Channel::ALL.iter().map(|c| pair(c.code(), &l10n.code("channel", c.code())));
    let fixed = [
        column("stratum", l10n.t("consult-group-name"), l10n.join_apart(&groups)),
        column("channel", l10n.t("consult-ways"), l10n.join_apart(&ways.collect::<Vec<_>>())),
    ];
    let closed = form.questions.iter().filter(|question| !question.choices.is_empty());
    fixed.into_iter().chain(closed.flat_map(|question| of(l10n, question))).collect()
}

/// The columns of a question.
fn of(l10n: L10n, question: &Question) -> Vec<Column> {
    let english = l10n.lang() == Lang::En;
    let codes = l10n.join_apart(&named(l10n, &question.choices));
    let words = question.words.get(english);
    let part = |field: &str| {
        let row = question.rows.iter().find(|row| question.field(&row.code) == field);
        let place = question.places.and(field.rsplit_once('.'));
        match (row, place) {
            (Some(row), _) => l10n.join_apart(&[words, row.words.get(english)]),
            (None, Some((_, n))) => l10n.join_apart(&[words, &l10n.t1("consult-place", "n", n)]),
            (None, None) => words.to_owned(),
        }
    };
    let fields = question.fields().into_iter();
    fields.map(|field| column(&field, part(&field), codes.clone())).collect()
}

fn column(name: &str, words: String, codes: String) -> Column {
    Column { name: name.to_owned(), words, codes }
}

fn named(l10n: L10n, choices: &[Choice]) -> Vec<String> {
    let english = l10n.lang() == Lang::En;
    choices.iter().map(|choice| pair(&choice.code, choice.words.get(english))).collect()
}

fn pair(code: &str, words: &str) -> String {
    format!("{code} {words}")
}
