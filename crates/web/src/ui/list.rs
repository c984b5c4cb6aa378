//! Step bar, sub-navigation, facts, timeline, verdict, empty state, pager.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;
use locale::L10n;

use super::{Markup, NoteKind};

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepState {
    /// Not yet.
    #[default]
    Later,
    /// Under way.
    Now,
    /// Done.
    Done,
    /// Not needed in this procedure.
    Skipped,
}

/// One step of the bar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// Name.
    pub label: String,
    /// Dates or a word under it, may be empty.
    pub detail: String,
    /// Where it stands.
    pub state: StepState,
}

/// The step bar of a case. It shows, it is not a navigation.
#[derive(Template)]
#[template(path = "ui/steps.html")]
pub struct Steps {
    /// Steps in their order.
    pub steps: Vec<Step>,
    /// Words of the page.
    pub l10n: L10n,
}

/// One part of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubNavEntry {
    /// Label.
    pub label: String,
    /// Address.
    pub url: String,
    /// Whether the page is this one.
    pub current: bool,
}

/// The parts of one case, each with its own address.
#[derive(Template)]
#[template(path = "ui/subnav.html")]
pub struct SubNav {
    /// Parts in their order.
    pub entries: Vec<SubNavEntry>,
    /// Name for screen readers.
    pub label: String,
}

/// One fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    label: String,
    value: Markup,
    change: Option<(String, String)>,
}

/// A summary list. With `change` links it is the page "check your answers".
#[derive(Template, Default)]
#[template(path = "ui/facts.html")]
pub struct Facts {
    facts: Vec<Fact>,
    class: &'static str,
}

impl Facts {
    /// One fact a row.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Two facts a row on wide screens.
    #[must_use]
    pub fn two() -> Self {
        Self { class: "two", ..Self::default() }
    }

    /// One more fact; an empty value is shown as a dash, because missing is not
    /// nothing.
    #[must_use]
    pub fn fact(self, label: impl Display, value: impl Display) -> Self {
        let text = value.to_string();
        let shown = if text.trim().is_empty() { locale::format::MISSING.to_owned() } else { text };
        self.markup(label, Markup::text(shown))
    }

    /// One more fact whose value holds tags or links.
    #[must_use]
    pub fn markup(mut self, label: impl Display, value: impl HtmlSafe) -> Self {
        let value = Markup::trusted(value.to_string());
        self.facts.push(Fact { label: label.to_string(), value, change: None });
        self
    }

    /// A link beside the last fact, to change it.
    #[must_use]
    pub fn change(mut self, word: impl Display, url: impl Display) -> Self {
        self.class = "three";
        if let Some(fact) = self.facts.last_mut() {
            fact.change = Some((word.to_string(), url.to_string()));
        }
        self
    }
}

/// One moment of a timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    /// Date or time as shown.
    pub time: String,
    /// What happened.
    pub text: String,
    /// A second line, may be empty.
    pub detail: String,
    /// Needs attention (amber dot).
    pub warn: bool,
    /// Still to come (hollow dot).
    pub todo: bool,
}

/// Moments in the order of time.
#[derive(Template)]
#[template(path = "ui/timeline.html")]
pub struct Timeline {
    /// The moments.
    pub moments: Vec<Moment>,
}

/// The answer of a check: may it go on?
#[derive(Template)]
#[template(path = "ui/verdict.html")]
pub struct Verdict {
    /// Yes or no.
    pub passed: bool,
    /// The answer in one sentence.
    pub title: String,
    /// What it means.
    pub lead: String,
    /// Conditions, or what is missing.
    pub points: Vec<String>,
    /// Whether the heading takes the focus: the answer to what was just sent.
    pub focus: bool,
}

/// Nothing to show: what is missing and one way on.
#[derive(Template)]
#[template(path = "ui/empty.html")]
pub struct Empty {
    /// Name of an icon.
    pub icon: &'static str,
    /// What is missing.
    pub title: String,
    /// What to try.
    pub lead: String,
    /// The way on: label and address.
    pub action: Option<(String, String)>,
}

/// Keyset paging: on to the next rows, back to the first ones. There are no page
/// numbers, because rows move while people read.
#[derive(Template)]
#[template(path = "ui/pager.html")]
pub struct Pager {
    /// What is shown, for example 第 1–50 件，共 651 件.
    pub text: String,
    /// Address of the first rows; `None` when these are the first.
    pub first: Option<String>,
    /// Address of the rows before.
    pub previous: Option<String>,
    /// Address of the rows after; `None` at the end.
    pub next: Option<String>,
    /// Words of the page.
    pub l10n: L10n,
}

impl HtmlSafe for Steps {}
impl HtmlSafe for SubNav {}
impl HtmlSafe for Facts {}
impl HtmlSafe for Timeline {}
impl HtmlSafe for Verdict {}
impl HtmlSafe for Empty {}
impl HtmlSafe for Pager {}

impl Verdict {
    const fn id(&self) -> &'static str {
        if self.passed { "verdict-yes" } else { "verdict-no" }
    }

    const fn kind(&self) -> NoteKind {
        if self.passed { NoteKind::Ok } else { NoteKind::Bad }
    }
}
