//! Questions as the page draws them.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::codes::QuestionKind;
use domain::consultation::{
    answer::{Fault, Filled, LETTER, MAX_TEXT, STRATUM, applies},
    form::{Choice, Form, Question},
};
use locale::L10n;

use super::PREFIX;

/// Most characters of the code of a letter as people write it.
const MAX_LETTER: usize = 60;

/// One option.
pub(crate) struct Option_ {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

/// How a question is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// One of several, below each other.
    Radios,
    /// Any of several.
    Boxes,
    /// One of a scale, beside each other.
    Scale,
    /// One of several, as a list that opens.
    List,
    /// Free text.
    Text,
    /// One line.
    Line,
    /// Several parts under one question.
    Group,
}

/// Most choices that stand beside each other.
const BESIDE: usize = 5;

/// One question, or one row or place of it. A template writes it as it is.
#[derive(Template)]
#[template(path = "consult/ask.html")]
pub(crate) struct Ask {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) legend: String,
    pub(crate) hint: String,
    pub(crate) look: Look,
    pub(crate) options: Vec<Option_>,
    pub(crate) text: String,
    pub(crate) error: String,
    pub(crate) max: usize,
    /// Rows of a matrix, places of a ranking.
    pub(crate) parts: Vec<Ask>,
    /// Whether it stands under a question.
    pub(crate) inner: bool,
    /// The words of the empty choice of a list.
    pub(crate) none: String,
}

impl HtmlSafe for Ask {}

impl Ask {
    pub(crate) fn is(&self, look: &str) -> bool {
        matches!(
            (look, self.look),
            ("boxes", Look::Boxes)
                | ("scale", Look::Scale)
                | ("list", Look::List)
                | ("text", Look::Text)
                | ("line", Look::Line)
                | ("group", Look::Group)
        )
    }
}

/// What is wrong on a page, each with the place to go to.
pub(crate) fn errors(asks: &[Ask]) -> Vec<(String, String)> {
    asks.iter()
        .flat_map(|ask| std::iter::once(ask).chain(&ask.parts))
        .filter(|ask| !ask.error.is_empty())
        .map(|ask| (ask.id.clone(), format!("{} {}", ask.legend, ask.error)))
        .collect()
}

/// The questions of a step of the page: 1 is the choice of the group.
pub(super) fn asks(
    l10n: L10n,
    form: &Form,
    filled: &Filled,
    step: u8,
    faults: &[Fault],
) -> Vec<Ask> {
    if step == 1 {
        return vec![group(l10n, form, filled, faults)];
    }
    form.of_step(step - 1)
        .filter(|question| applies(form, question, filled))
        .map(|question| ask(l10n, question, filled, faults))
        .collect()
}

/// Every question, the group first, whatever was chosen.
pub(crate) fn every(l10n: L10n, form: &Form, filled: &Filled, faults: &[Fault]) -> Vec<Ask> {
    let questions = form.questions.iter().map(|question| ask(l10n, question, filled, faults));
    std::iter::once(group(l10n, form, filled, faults)).chain(questions).collect()
}

/// The code of the sealed letter, where an answer needs one.
pub(crate) fn letter(l10n: L10n, filled: &Filled, faults: &[Fault]) -> Ask {
    let typed = filled.get(LETTER).and_then(|values| values.first());
    let drawn = Drawn { l10n, filled, faults };
    Ask {
        hint: l10n.t("consult-letter-hint"),
        text: typed.cloned().unwrap_or_default(),
        max: MAX_LETTER,
        ..drawn.field(LETTER, l10n.t("consult-letter"), Look::Line, &[])
    }
}

fn english(l10n: L10n) -> bool {
    l10n.lang() == locale::Lang::En
}

fn fault(l10n: L10n, faults: &[Fault], field: &str) -> String {
    let found = faults.iter().find(|fault| fault.field == field);
    found.map_or_else(String::new, |fault| l10n.code("consult-fault", fault.code))
}

/// The state of a page while it is drawn.
struct Drawn<'a> {
    l10n: L10n,
    filled: &'a Filled,
    faults: &'a [Fault],
}

impl Drawn<'_> {
    /// A field without hint and parts.
    fn field(&self, field: &str, legend: String, look: Look, choices: &[Choice]) -> Ask {
        let options = choices.iter().map(|choice| Option_ {
            value: choice.code.clone(),
            label: choice.words.get(english(self.l10n)).to_owned(),
            chosen: is_chosen(self.filled, field, &choice.code),
        });
        Ask {
            id: format!("q-{}", field.replace('.', "-")),
            name: format!("{PREFIX}{field}"),
            legend,
            hint: String::new(),
            look,
            options: options.collect(),
            text: String::new(),
            error: fault(self.l10n, self.faults, field),
            max: MAX_TEXT,
            parts: Vec::new(),
            inner: false,
            none: String::new(),
        }
    }

    fn rows(&self, question: &Question) -> Vec<Ask> {
        let beside = question.choices.len() <= BESIDE;
        let look = if beside { Look::Scale } else { Look::Radios };
        let row = |row: &Choice| {
            let legend = row.words.get(english(self.l10n)).to_owned();
            let ask = self.field(&question.field(&row.code), legend, look, &question.choices);
            Ask { inner: true, ..ask }
        };
        question.rows.iter().map(row).collect()
    }

    fn places(&self, question: &Question) -> Vec<Ask> {
        let place = |(n, field): (u32, String)| {
            let legend = self.l10n.t1("consult-place", "n", n);
            let ask = self.field(&field, legend, Look::List, &question.choices);
            Ask { inner: true, none: self.l10n.t("consult-place-none"), ..ask }
        };
        (1..).zip(question.fields()).map(place).collect()
    }
}

fn group(l10n: L10n, form: &Form, filled: &Filled, faults: &[Fault]) -> Ask {
    let drawn = Drawn { l10n, filled, faults };
    let ask = drawn.field(STRATUM, l10n.t("consult-group"), Look::Radios, &form.strata);
    Ask { hint: l10n.t("consult-group-hint"), ..ask }
}

fn ask(l10n: L10n, question: &Question, filled: &Filled, faults: &[Fault]) -> Ask {
    let drawn = Drawn { l10n, filled, faults };
    let (look, parts) = match question.kind {
        QuestionKind::Attitude | QuestionKind::Single => (Look::Radios, Vec::new()),
        QuestionKind::Multiple => (Look::Boxes, Vec::new()),
        QuestionKind::Scale => (Look::Scale, Vec::new()),
        QuestionKind::Text => (Look::Text, Vec::new()),
        QuestionKind::Matrix => (Look::Group, drawn.rows(question)),
        QuestionKind::Ranking => (Look::Group, drawn.places(question)),
    };
    let typed = filled.get(&question.code).and_then(|values| values.first());
    let typed = typed.filter(|_| look == Look::Text).cloned().unwrap_or_default();
    let legend = question.words.get(english(l10n)).to_owned();
    Ask {
        hint: hint(l10n, question),
        text: typed,
        parts,
        ..drawn.field(&question.code, legend, look, &question.choices)
    }
}

fn hint(l10n: L10n, question: &Question) -> String {
    match (question.kind, question.required) {
        (QuestionKind::Ranking, true) => l10n.t("consult-ranking"),
        (QuestionKind::Ranking, false) => l10n.t("consult-ranking-optional"),
        (_, false) => l10n.t("consult-optional"),
        (_, true) => String::new(),
    }
}

fn is_chosen(filled: &Filled, question: &str, code: &str) -> bool {
    filled.get(question).is_some_and(|values| values.iter().any(|value| value == code))
}

/// Everything that was filled in on other steps, as hidden fields.
pub(super) fn carried(form: &Form, filled: &Filled, step: u8) -> Vec<(String, String)> {
    let shown = |code: &str| {
        if step == 1 {
            code == STRATUM
        } else {
            form.asked(code).is_some_and(|q| q.step + 1 == step && applies(form, q, filled))
        }
    };
    filled
        .iter()
        .filter(|(code, _)| !shown(code))
        .flat_map(|(code, values)| {
            values.iter().map(move |value| (format!("{PREFIX}{code}"), value.clone()))
        })
        .collect()
}
