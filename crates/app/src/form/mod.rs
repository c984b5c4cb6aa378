//! Forms as data: each act says which fields it takes; one parser turns what
//! was typed into the act's input, and names the field of every mistake. Page,
//! API and import use the same description.

mod parse;
mod personal;
pub mod specs;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::BTreeMap;

use domain::rulebook::Item;
use store::StagedBlob;

pub use self::parse::{parse, parse_date, parse_whole};
pub(crate) use self::personal::names_a_person;
pub(crate) use self::wording::{faults, worded};
use crate::vault::FileFacts;

/// What was typed: values by field name, in the order of typing, and files
/// that are on disk already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawForm {
    /// Values by name; a name may come several times.
    pub values: BTreeMap<String, Vec<String>>,
    /// Files by name.
    pub files: BTreeMap<String, Vec<FileFacts>>,
    /// Files that no act has named yet, by their keys.
    pub staged: BTreeMap<String, StagedBlob>,
}

impl RawForm {
    /// The first value of a name, trimmed; empty when absent.
    #[must_use]
    pub fn first(&self, name: &str) -> &str {
        self.values.get(name).and_then(|v| v.first()).map_or("", |v| v.trim())
    }

    /// Every value of a name that is not empty.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.get(name).into_iter().flatten().map(|v| v.trim()).filter(|v| !v.is_empty())
    }

    /// Sets a value.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.insert(name.into(), vec![value.into()]);
    }
}

/// A mistake in a field. Its sentence is `field-<code>` in the locale files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field, as in the form.
    pub field: String,
    /// What is wrong.
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, String)>,
    /// The rule that the value breaks, where one stands in the rule files.
    pub rule: Option<Item>,
}

impl FieldError {
    /// A mistake without arguments.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new(), rule: None }
    }

    /// Adds an argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Names the rule that the value breaks.
    #[must_use]
    pub fn by(mut self, rule: &Item) -> Self {
        self.rule = Some(rule.clone());
        self
    }
}

/// Where the choices of a field come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A code list: its codes and the prefix of its words in the locale files.
    Codes(&'static [&'static str], &'static str),
    /// Units of the installation.
    Units,
    /// Agencies.
    Agencies,
    /// Experts of the pool.
    Experts,
    /// Experts of the panel at work who have not rated.
    SilentExperts,
    /// Reviewers of the review at work who have not voted.
    SilentReviewers,
    /// Experts of the pool who are not named in what is at work.
    Successors,
    /// Factors of the case that stand.
    Factors,
    /// Measures of the case that stand.
    Measures,
    /// Notices of the case that are up.
    OpenNotices,
    /// Meetings of the case that stand.
    Meetings,
    /// Meetings of the case whose record is not confirmed.
    Unconfirmed,
    /// Hearings of the case that are not closed.
    OpenHearings,
    /// Entries that may be struck out, as `kind:id`.
    Entries,
    /// Triggers without an answer.
    OpenTriggers,
    /// Factors of the rule package's catalogues.
    Catalogue,
    /// Return reasons of the rule package.
    ReturnReasons,
    /// Documents of the filing packet.
    Packet,
    /// Procedures of the rule package.
    Procedures,
    /// Steps that have a term.
    Steps,
    /// Topics without an answer, by position.
    OpenOpinions,
    /// Divisions of the installation.
    Divisions,
    /// Matters that may cover this one.
    Matters,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text, at most so many characters.
    Text(u32),
    /// Several lines of text, at most so many characters.
    Long(u32),
    /// A day.
    Date,
    /// A SHA-256 as 64 hexadecimal digits; kept as it is typed.
    Sha256,
    /// A whole number between two bounds.
    Count(u32, u32),
    /// A box to tick.
    Flag,
    /// Yes or no, never preselected.
    YesNo,
    /// One of several.
    One(Source),
    /// Any of several.
    Many(Source),
    /// Files.
    Files,
    /// An identifier of something that the page knows (hidden).
    Ref,
    /// A new identifier, made by the product.
    NewId,
    /// Rows of further fields, `name.0.field`.
    Rows(&'static [Field]),
    /// p and q for every factor, `name.<factor>.p`.
    Ratings,
    /// A weight for every factor, `name.<factor>`.
    Weights,
    /// Counts by attitude, `name.SUPPORT`.
    Attitudes,
    /// Answers to the screening questions, `name.<code>` and `name.<code>.basis`.
    Answers,
    /// A text for each section of the report, `name.<code>`.
    Sections,
    /// A day, month, quarter or year, understood as a period.
    Period,
    /// An entry to strike out, `kind:id`.
    Entry,
}

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name, also in the act's input.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub required: bool,
}

/// A required field.
#[must_use]
pub const fn need(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true }
}

/// A field that may stay empty.
#[must_use]
pub const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false }
}

/// The form of one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActSpec {
    /// Code of the act.
    pub code: &'static str,
    /// Its fields in order.
    pub fields: &'static [Field],
    /// Whether the act may be stated for an earlier day.
    pub dated: bool,
}
