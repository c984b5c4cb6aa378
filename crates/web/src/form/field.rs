//! One field with its label, hint, error and kept value.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A second line, may be empty.
    pub hint: String,
    pub(super) chosen: bool,
}

impl Choice {
    /// An option.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), chosen: false }
    }

    /// The option with a second line.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// How a field is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    Input(&'static str),
    Area,
    Select,
    Radios,
    Boxes,
    File,
}

/// A field, made by [`super::FormView`] and changed by the methods here. A
/// template writes it as it is: `{{ f.text("title", label).max(120) }}`.
#[derive(Template, Debug, Clone)]
#[template(path = "ui/field.html")]
pub struct Field {
    pub(super) kind: FieldKind,
    pub(super) name: String,
    pub(super) id: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) error: String,
    pub(super) error_word: String,
    pub(super) value: String,
    pub(super) choices: Vec<Choice>,
    pub(super) choose_word: String,
    pub(super) optional_word: String,
    pub(super) class: String,
    pub(super) max: Option<usize>,
    pub(super) inputmode: &'static str,
    pub(super) autocomplete: &'static str,
    pub(super) accept: &'static str,
    pub(super) spellcheck_off: bool,
}

impl HtmlSafe for Field {}

impl Field {
    /// A line of help under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = hint.to_string();
        self
    }

    /// Marks the field as one that may stay empty.
    #[must_use]
    pub fn optional(mut self, word: impl Display) -> Self {
        self.optional_word = word.to_string();
        self
    }

    /// At most so many characters.
    #[must_use]
    pub const fn max(mut self, max: usize) -> Self {
        self.max = Some(max);
        self
    }

    /// More classes for the control: `w12` for short ones, `num`, `mono`, `tall`.
    #[must_use]
    pub fn class(mut self, class: impl Display) -> Self {
        self.class = class.to_string();
        self
    }

    /// What the browser may fill in, for example `username`.
    #[must_use]
    pub const fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = purpose;
        self
    }

    /// Which files the browser offers, for example `.csv,.xlsx`.
    #[must_use]
    pub const fn accept(mut self, kinds: &'static str) -> Self {
        self.accept = kinds;
        self
    }

    /// Shows this value when nothing was sent yet.
    #[must_use]
    pub fn default(mut self, value: impl Display) -> Self {
        if self.value.is_empty() {
            self.value = value.to_string();
            for choice in &mut self.choices {
                choice.chosen |= choice.value == self.value;
            }
        }
        self
    }

    /// `aria-describedby`: the ids of hint and error that are there.
    fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-h", self.id));
        let error = (!self.error.is_empty()).then(|| format!("{}-e", self.id));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }

    fn is_group(&self) -> bool {
        matches!(self.kind, FieldKind::Radios | FieldKind::Boxes)
    }

    fn choice_type(&self) -> &'static str {
        if self.kind == FieldKind::Radios { "radio" } else { "checkbox" }
    }
}
