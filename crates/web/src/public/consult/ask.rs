//! Questions as the page draws them.

use domain::codes::QuestionKind;
use domain::consultation::{
    answer::{Fault, Filled, LETTER, MAX_TEXT, STRATUM, applies},
    form::{Form, Question},
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
    /// Free text.
    Text,
    /// One line.
    Line,
}

/// One question.
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
}

impl Ask {
    pub(crate) fn is(&self, look: &str) -> bool {
        matches!(
            (look, self.look),
            ("boxes", Look::Boxes)
                | ("scale", Look::Scale)
                | ("text", Look::Text)
                | ("line", Look::Line)
        )
    }
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
    Ask {
        id: "q-letter".to_owned(),
        name: format!("{PREFIX}{LETTER}"),
        legend: l10n.t("consult-letter"),
        hint: l10n.t("consult-letter-hint"),
        look: Look::Line,
        options: Vec::new(),
        text: typed.cloned().unwrap_or_default(),
        error: fault(l10n, faults, LETTER),
        max: MAX_LETTER,
    }
}

fn english(l10n: L10n) -> bool {
    l10n.lang() == locale::Lang::En
}

fn fault(l10n: L10n, faults: &[Fault], field: &str) -> String {
    let found = faults.iter().find(|fault| fault.field == field);
    found.map_or_else(String::new, |fault| l10n.code("consult-fault", fault.code))
}

fn group(l10n: L10n, form: &Form, filled: &Filled, faults: &[Fault]) -> Ask {
    let options = form.strata.iter().map(|choice| Option_ {
        value: choice.code.clone(),
        label: choice.words.get(english(l10n)).to_owned(),
        chosen: is_chosen(filled, STRATUM, &choice.code),
    });
    Ask {
        id: "q-stratum".to_owned(),
        name: format!("{PREFIX}{STRATUM}"),
        legend: l10n.t("consult-group"),
        hint: l10n.t("consult-group-hint"),
        look: Look::Radios,
        options: options.collect(),
        text: String::new(),
        error: fault(l10n, faults, STRATUM),
        max: MAX_TEXT,
    }
}

fn ask(l10n: L10n, question: &Question, filled: &Filled, faults: &[Fault]) -> Ask {
    let look = match question.kind {
        QuestionKind::Attitude | QuestionKind::Single => Look::Radios,
        QuestionKind::Multiple => Look::Boxes,
        QuestionKind::Scale => Look::Scale,
        QuestionKind::Text => Look::Text,
    };
    let options = question.choices.iter().map(|choice| Option_ {
        value: choice.code.clone(),
        label: choice.words.get(english(l10n)).to_owned(),
        chosen: is_chosen(filled, &question.code, &choice.code),
    });
    let text = filled.get(&question.code).and_then(|values| values.first());
    Ask {
        id: format!("q-{}", question.code),
        name: format!("{PREFIX}{}", question.code),
        legend: question.words.get(english(l10n)).to_owned(),
        hint: if question.required { String::new() } else { l10n.t("consult-optional") },
        look,
        options: options.collect(),
        text: if look == Look::Text { text.cloned().unwrap_or_default() } else { String::new() },
        error: fault(l10n, faults, &question.code),
        max: MAX_TEXT,
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
            form.question(code).is_some_and(|q| q.step + 1 == step && applies(form, q, filled))
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
