//! Components: small view types that draw themselves. A template writes them as
//! they are (`{{ steps }}`); what they hold is escaped inside.
//!
//! Things that are only markup (card, table head, note around other markup) are
//! macros in `templates/ui/macros.html`.

mod list;
mod tag;

use std::fmt::{self, Display};

use askama::Template;
use askama::filters::{Escaper, Html, HtmlSafe};

pub use list::{
    Empty, Fact, Facts, Moment, Pager, Step, StepState, Steps, SubNav, SubNavEntry, Timeline,
    Verdict,
};
pub use tag::{Band, Tag, level_tag};

/// HTML that is safe to write into a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl HtmlSafe for Markup {}

impl Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Markup {
    /// HTML made by this crate. Never for anything that came from outside.
    #[must_use]
    pub(crate) const fn trusted(html: String) -> Self {
        Self(html)
    }

    /// Plain text, escaped.
    #[must_use]
    pub fn text(text: impl Display) -> Self {
        let mut html = String::new();
        // Writing to a string cannot fail.
        let _ = Html.write_escaped_str(&mut html, &text.to_string());
        Self(html)
    }

    /// A rendered template. Our templates fail only when memory does.
    #[must_use]
    pub fn render(template: &impl Template) -> Self {
        Self(template.render().unwrap_or_default())
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This and then that, with a space between.
    #[must_use]
    pub fn and(mut self, next: impl HtmlSafe) -> Self {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(&next.to_string());
        self
    }
}

/// Weight of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteKind {
    /// Something to know.
    #[default]
    Info,
    /// Something was done.
    Ok,
    /// Something to look at.
    Warn,
    /// Something failed or is refused.
    Bad,
}

impl NoteKind {
    /// Class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    pub(crate) fn from_class(class: &str) -> Self {
        [Self::Ok, Self::Warn, Self::Bad]
            .into_iter()
            .find(|kind| kind.class() == class)
            .unwrap_or_default()
    }
}

/// One message with what to do.
#[derive(Template)]
#[template(path = "ui/note.html")]
pub struct Note {
    kind: NoteKind,
    strong: String,
    text: String,
    link: Option<(String, String)>,
}

impl HtmlSafe for Note {}

impl Note {
    /// A note; `strong` is its first words and may be empty.
    #[must_use]
    pub fn new(kind: NoteKind, strong: impl Display, text: impl Display) -> Self {
        Self { kind, strong: strong.to_string(), text: text.to_string(), link: None }
    }

    /// The note with a link at its end.
    #[must_use]
    pub fn link(mut self, label: impl Display, url: impl Display) -> Self {
        self.link = Some((label.to_string(), url.to_string()));
        self
    }
}
