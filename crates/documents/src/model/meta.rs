//! What a catalogue or an archive needs to know of a document.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Title, author and identity of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Title, without line breaks.
    pub title: String,
    /// The organ or unit that is its author. Never a person.
    pub organ: String,
    /// Number of the document or of the matter, as printed.
    pub number: Option<String>,
    /// Day of the document, from the record, never from the clock.
    pub date: Option<Date>,
    /// Language of the text.
    pub language: Language,
    /// Words for a catalogue.
    pub keywords: Vec<String>,
    /// Hash of the frozen version in hexadecimal digits, when there is one.
    pub version: Option<String>,
}

/// Language of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese, simplified script.
    Zh,
    /// English.
    En,
}

impl Language {
    /// Every language offered.
    pub const ALL: &'static [Language] = &[Language::Zh, Language::En];

    /// Code of ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }
}

/// A code that is none of the languages offered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no language of documents (zh, en)")]
pub struct UnknownLanguage(
    /// What was given.
    pub String,
);

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|language| language.code() == text);
        found.copied().ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
