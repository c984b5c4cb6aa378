//! A form as a page shows it.

use std::fmt::Display;

use askama::Template;
use locale::L10n;
use uuid::Uuid;

use super::field::FieldKind;
use super::{Choice, Errors, Field, RequestKey, Submitted, Values};
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// Makes the fields of one form, each with what was typed and what is wrong with
/// it. Field names become ids, so two forms on a page use different names.
pub struct FormView {
    l10n: L10n,
    csrf: String,
    key: RequestKey,
    values: Values,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "ui/form_open.html")]
struct Open<'a> {
    action: String,
    csrf: &'a str,
    key: String,
    multipart: bool,
}

#[derive(Template)]
#[template(path = "ui/error_summary.html")]
struct Summary {
    title: String,
    items: Vec<(String, String)>,
    /// Where an earlier sending led, and the words for it.
    earlier: Option<(String, String)>,
}

/// The list of what is wrong at the top of a page: where to go, and the words;
/// empty when nothing is wrong.
pub(crate) fn summary(l10n: L10n, items: Vec<(String, String)>) -> Markup {
    summed(l10n, items, None)
}

fn summed(l10n: L10n, items: Vec<(String, String)>, earlier: Option<(String, String)>) -> Markup {
    if items.is_empty() {
        return Markup::default();
    }
    let title = l10n.t1("form-errors-title", "count", items.len());
    Markup::render(&Summary { title, items, earlier })
}

/// The key of a form whose own is spent: another one, the same each time, so
/// that the new form counts once too.
fn next_key(key: RequestKey) -> RequestKey {
    Uuid::new_v5(&key, b"again")
}

impl FormView {
    /// An empty form, or one with stored values.
    #[must_use]
    pub fn new(state: &AppState, visit: &Visit, values: Values) -> Self {
        let mut random = [0; 16];
        state.entropy.fill(&mut random);
        Self {
            l10n: visit.l10n(),
            csrf: visit.csrf(),
            key: uuid::Builder::from_random_bytes(random).into_uuid(),
            values,
            errors: Errors::new(),
        }
    }

    /// The form again, with everything typed kept. The key stays the same, so
    /// that sending it twice still counts once; only a spent one is replaced.
    #[must_use]
    pub fn again(visit: &Visit, submitted: Submitted, errors: Errors) -> Self {
        Self {
            l10n: visit.l10n(),
            csrf: visit.csrf(),
            key: if errors.spent.is_some() { next_key(submitted.key) } else { submitted.key },
            values: submitted.values,
            errors,
        }
    }

    /// Whether something is wrong. The answer then has status 422.
    #[must_use]
    pub const fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The words of the form's language.
    #[must_use]
    pub const fn l10n(&self) -> L10n {
        self.l10n
    }

    /// `<form …>` with its hidden fields; the template writes `</form>`.
    #[must_use]
    pub fn open(&self, action: impl Display) -> Markup {
        self.open_as(&action, false)
    }

    /// As [`FormView::open`], for forms with files.
    #[must_use]
    pub fn open_files(&self, action: impl Display) -> Markup {
        self.open_as(&action, true)
    }

    fn open_as(&self, action: &dyn Display, multipart: bool) -> Markup {
        let key = Uuid::to_string(&self.key);
        Markup::render(&Open { action: action.to_string(), csrf: &self.csrf, key, multipart })
    }

    /// The list of what is wrong, at the top of the page; empty when nothing is.
    #[must_use]
    pub fn summary(&self) -> Markup {
        self.summary_named(|_| None)
    }

    /// As [`FormView::summary`], each line beginning with the label of its
    /// field where there is one, so that the list can be read alone.
    #[must_use]
    pub fn summary_named(&self, label: impl Fn(&str) -> Option<String>) -> Markup {
        let item = |(field, msg): (&str, &locale::Msg)| {
            let error = self.l10n.say(msg);
            let text = match label(field) {
                Some(label) => self.l10n.t2("form-error-named", ("field", label), ("error", error)),
                None => error,
            };
            (field_id(field), text)
        };
        let url = self.errors.spent.as_ref().and_then(|spent| spent.led_to.clone());
        let earlier = url.map(|url| (url, self.l10n.t("form-spent-see")));
        summed(self.l10n, self.errors.iter().map(item).collect(), earlier)
    }

    /// What was typed in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name)
    }

    /// What is wrong with a field, in words; empty when nothing is.
    #[must_use]
    pub fn error(&self, name: &str) -> String {
        self.errors.of(name).map(|msg| self.l10n.say(msg)).unwrap_or_default()
    }

    /// One line of text.
    #[must_use]
    pub fn text(&self, name: &str, label: impl Display) -> Field {
        self.field(FieldKind::Input("text"), name, &label)
    }

    /// Several lines of text.
    #[must_use]
    pub fn area(&self, name: &str, label: impl Display) -> Field {
        self.field(FieldKind::Area, name, &label)
    }

    /// A day, typed as text: `2016-11-18`.
    #[must_use]
    pub fn date(&self, name: &str, label: impl Display) -> Field {
        let mut field = self.field(FieldKind::Input("text"), name, &label).class("w12");
        field.inputmode = "numeric";
        field.spellcheck_off = true;
        field
    }

    /// A number.
    #[must_use]
    pub fn number(&self, name: &str, label: impl Display) -> Field {
        let mut field = self.field(FieldKind::Input("text"), name, &label).class("w12 num");
        field.inputmode = "decimal";
        field.spellcheck_off = true;
        field
    }

    /// A password: never shown again.
    #[must_use]
    pub fn password(&self, name: &str, label: impl Display) -> Field {
        let mut field = self.field(FieldKind::Input("password"), name, &label);
        field.value.clear();
        field.autocomplete = "current-password";
        field
    }

    /// A file. Browsers do not keep it after an error; the page says so.
    #[must_use]
    pub fn file(&self, name: &str, label: impl Display) -> Field {
        self.field(FieldKind::File, name, &label)
    }

    /// One of many, as a list that opens.
    #[must_use]
    pub fn select(&self, name: &str, label: impl Display, choices: &[Choice]) -> Field {
        let mut field = self.with_choices(FieldKind::Select, name, &label, choices);
        field.choose_word = self.l10n.t("form-choose");
        field
    }

    /// One of a few.
    #[must_use]
    pub fn radios(&self, name: &str, label: impl Display, choices: &[Choice]) -> Field {
        self.with_choices(FieldKind::Radios, name, &label, choices)
    }

    /// Any of a few.
    #[must_use]
    pub fn boxes(&self, name: &str, label: impl Display, choices: &[Choice]) -> Field {
        self.with_choices(FieldKind::Boxes, name, &label, choices)
    }

    fn with_choices(
        &self,
        kind: FieldKind,
        name: &str,
        label: &dyn Display,
        choices: &[Choice],
    ) -> Field {
        let mut field = self.field(kind, name, label);
        field.choices = choices.to_vec();
        for choice in &mut field.choices {
            choice.chosen = self.values.all(name).any(|value| value == choice.value);
        }
        field
    }

    fn field(&self, kind: FieldKind, name: &str, label: &dyn Display) -> Field {
        Field {
            kind,
            name: name.to_owned(),
            id: field_id(name),
            label: label.to_string(),
            hint: String::new(),
            error: self.error(name),
            error_word: self.l10n.t("form-error-word"),
            value: self.values.get(name).to_owned(),
            choices: Vec::new(),
            choose_word: String::new(),
            optional_word: String::new(),
            class: String::new(),
            max: None,
            inputmode: "",
            autocomplete: "off",
            accept: "",
            spellcheck_off: false,
        }
    }
}

/// The id of a field's control. The whole form (empty name) is `main`.
fn field_id(name: &str) -> String {
    if name.is_empty() { "main".to_owned() } else { format!("f-{name}") }
}
