//! Made-up matters of Liaoning, one context for each kind and language.
//!
//! They are data files of this crate, typed when they are read. Units and matters are invented;
//! nobody is named.

use super::Context;
use crate::model::{Kind, Language};

/// Why a sample cannot be read. It can only happen after an edit of a sample.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SampleFault {
    /// There is no sample.
    #[error("there is no sample of {kind} in {language}")]
    None {
        /// Kind.
        kind: Kind,
        /// Language.
        language: Language,
    },
    /// The file is not TOML, or does not fit the context.
    #[error("sample of {kind} in {language}: {problem}")]
    Unfit {
        /// Kind.
        kind: Kind,
        /// Language.
        language: Language,
        /// What is wrong.
        problem: String,
    },
}

/// A realistic context of a kind.
///
/// # Errors
/// [`SampleFault`] when the data file does not fit its type.
pub fn sample(kind: Kind, language: Language) -> Result<Context, SampleFault> {
    let unfit = |problem: String| SampleFault::Unfit { kind, language, problem };
    let own = FILES.iter().find(|(file, of, _)| *file == kind.slug() && *of == language);
    let (_, _, text) = own.ok_or(SampleFault::None { kind, language })?;
    let mut table: toml::Table = toml::from_str(text).map_err(|e| unfit(e.to_string()))?;
    let shared = match language {
        Language::Zh => include_str!("../../samples/shared.zh.toml"),
        Language::En => include_str!("../../samples/shared.en.toml"),
    };
    let mut shared: toml::Table = toml::from_str(shared).map_err(|e| unfit(e.to_string()))?;
    if let Some(toml::Value::Array(names)) = table.remove("shared") {
        for name in names.iter().filter_map(toml::Value::as_str) {
            let value = shared.remove(name).ok_or_else(|| unfit(format!("no shared {name}")))?;
            table.insert(name.to_owned(), value);
        }
    }
    Context::from_toml(kind, table).map_err(|error| unfit(error.to_string()))
}

macro_rules! files {
    ($($slug:literal,)*) => {
        const FILES: &[(&str, Language, &str)] = &[
            $(
                ($slug, Language::Zh, include_str!(concat!("../../samples/", $slug, ".zh.toml"))),
                ($slug, Language::En, include_str!(concat!("../../samples/", $slug, ".en.toml"))),
            )*
        ];
    };
}

files! {
    "circular",
    "notice",
    "rectification-notice",
    "reply",
    "minutes",
    "letter",
    "assessment-report",
    "analysis-chapter",
    "simplified-form",
    "list-report",
    "screening-sheet",
    "plan",
    "publicity",
    "visit-record",
    "meeting-record",
    "expert-review",
    "filing-form",
    "tracking-report",
    "appraisal-sheet",
    "questionnaire",
    "survey-statistics",
    "responsibility-letter",
    "post-evaluation",
    "certificate",
    "case-sheet",
    "dossier",
}
