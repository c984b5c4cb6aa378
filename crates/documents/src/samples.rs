//! One made-up document of every kind, for tests, for a preview, and to show what there is.

use crate::context::{self, SampleFault};
use crate::model::{Document, Kind, Language};
use crate::template::{Faults, Templates, builtin};

/// Why a sample cannot be made. It can only happen after an edit of a template or a sample.
#[derive(Debug, thiserror::Error)]
pub enum SamplesError {
    /// A sample cannot be read.
    #[error(transparent)]
    Sample(#[from] SampleFault),
    /// A value cannot be written as JSON.
    #[error("the values of {0} are no JSON")]
    Values(Kind, #[source] serde_json::Error),
    /// A template has faults.
    #[error(transparent)]
    Template(#[from] Faults),
    /// There is no template.
    #[error("there is no template of {kind} in {language}")]
    NoTemplate {
        /// Kind.
        kind: Kind,
        /// Language.
        language: Language,
    },
}

/// Every sample of a language, with the name of its file without an ending.
///
/// # Errors
/// [`SamplesError`] when a sample or a template has a fault.
pub fn samples(language: Language) -> Result<Vec<(String, Document)>, SamplesError> {
    let templates = Templates::new(builtin())?;
    let make = |kind: &Kind| Ok((kind.slug().to_owned(), sample(&templates, *kind, language)?));
    Kind::ALL.iter().map(make).collect()
}

/// One sample, made with the national template of its kind.
///
/// # Errors
/// As [`samples`].
pub fn sample(
    templates: &Templates,
    kind: Kind,
    language: Language,
) -> Result<Document, SamplesError> {
    let fits = |template: &&crate::template::Template| {
        template.kind() == kind
            && template.language() == language
            && template.name().starts_with("national/")
    };
    let template = templates.iter().find(fits);
    let template = template.ok_or(SamplesError::NoTemplate { kind, language })?;
    let context = context::sample(kind, language)?;
    let input = context.input().map_err(|error| SamplesError::Values(kind, error))?;
    Ok(templates.render(template, &input)?)
}
