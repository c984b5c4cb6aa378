//! One made-up document of every kind, for tests, for a preview, and to show what there is.

mod books;
mod file;
mod write;

use std::path::PathBuf;

use crate::context::{self, SampleFault};
use crate::docx::DocxError;
use crate::dossier::{DossierError, OriginalFault};
use crate::figure::DrawError;
use crate::model::{Document, Kind, Language};
use crate::pdf::PdfError;
use crate::template::{Faults, Input, Template, Templates, builtin};
use crate::xlsx::XlsxFault;

pub use write::write;

/// Why a sample cannot be made. But for fonts and files it can only happen after an edit of a
/// template or a sample.
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
    /// The data of the workbooks cannot be read.
    #[error("data of the workbooks: {0}")]
    Books(String),
    /// A PDF cannot be made.
    #[error("the PDF of {0}")]
    Pdf(Kind, #[source] Box<PdfError>),
    /// A text document cannot be made.
    #[error("the DOCX of {0}")]
    Docx(Kind, #[source] Box<DocxError>),
    /// A preview cannot be made.
    #[error("the preview of {0}")]
    Html(Kind, #[source] DrawError),
    /// A workbook cannot be made.
    #[error("the workbook {0}")]
    Xlsx(&'static str, #[source] Box<XlsxFault>),
    /// The file of a case cannot be made.
    #[error("the file of a case")]
    Dossier(#[source] Box<DossierError>),
    /// The attached original is refused.
    #[error("the attached original")]
    Original(#[from] OriginalFault),
    /// A file cannot be written.
    #[error("writing {}", path.display())]
    Write {
        /// Its path.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
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
    let context = context::sample(kind, language)?;
    let input = context.input().map_err(|error| SamplesError::Values(kind, error))?;
    poured(templates, kind, language, &input)
}

/// A document of the national template of a kind.
fn poured(
    templates: &Templates,
    kind: Kind,
    language: Language,
    input: &Input,
) -> Result<Document, SamplesError> {
    let fits = |template: &&Template| {
        template.kind() == kind
            && template.language() == language
            && template.name().starts_with("national/")
    };
    let template = templates.iter().find(fits);
    let template = template.ok_or(SamplesError::NoTemplate { kind, language })?;
    Ok(templates.render(template, input)?)
}
