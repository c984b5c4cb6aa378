//! Tags: a word, usually with an icon, in the colour of a level or state.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;
use locale::L10n;

/// Colour of a tag. Green, amber and red mean risk level or state of a term and
/// nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Band {
    /// Grey: not started, not rated, other.
    #[default]
    Plain,
    /// Grey with a frame only: whose turn it is.
    Outline,
    /// Blue: under way.
    Info,
    /// Green: low risk, done, passed.
    Low,
    /// Amber: medium risk, soon due, with conditions.
    Mid,
    /// Red: high risk, overdue, stopped.
    High,
}

impl Band {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Outline => "plain",
            Self::Info => "info",
            Self::Low => "low",
            Self::Mid => "mid",
            Self::High => "high",
        }
    }
}

/// A word that names a status. Colour never works alone.
#[derive(Template, Debug, Clone, PartialEq, Eq)]
#[template(path = "ui/tag.html")]
pub struct Tag {
    band: Band,
    icon: &'static str,
    text: String,
}

impl HtmlSafe for Tag {}

impl Tag {
    /// A tag.
    #[must_use]
    pub fn new(band: Band, text: impl Display) -> Self {
        Self { band, icon: "", text: text.to_string() }
    }

    /// The tag with an icon of `assets/icons.txt`.
    #[must_use]
    pub const fn with_icon(mut self, icon: &'static str) -> Self {
        self.icon = icon;
        self
    }
}

/// The tag of a risk level by its code (`LOW`, `MEDIUM`, `HIGH`). No level yet is
/// 未评级 in grey, never a zero or a dash.
#[must_use]
pub fn level_tag(l10n: L10n, level: Option<&str>) -> Tag {
    let (band, icon) = match level {
        Some("LOW") => (Band::Low, "circle-check"),
        Some("MEDIUM") => (Band::Mid, "alert-triangle"),
        Some("HIGH") => (Band::High, "alert-circle"),
        _ => (Band::Plain, "minus"),
    };
    Tag::new(band, l10n.code("level", level.unwrap_or("NONE"))).with_icon(icon)
}
