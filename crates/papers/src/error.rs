//! Why there is no document.

use app::AppError;
use documents::{
    docx::DocxError,
    dossier::{DossierError, OriginalFault},
    figure::DrawError,
    model::{Kind, Language},
    pdf::PdfError,
    template::Faults,
    xlsx::XlsxFault,
};
use domain::codes::{Role, Step};
use locale::{L10n, Msg};

use crate::order::Format;

/// What has to be done before a document can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The step that leaves what the document tells.
    pub step: Step,
    /// The role that carries the step out, where the procedure has it.
    pub role: Option<Role>,
}

impl Missing {
    /// The sentence for a page.
    #[must_use]
    pub fn msg(self) -> Msg {
        let step = Msg::code("step", self.step.code());
        match self.role {
            None => Msg::new("paper-missing").with("step", step),
            Some(role) => Msg::new("paper-missing-by")
                .with("step", step)
                .with("role", Msg::code("role", role.code())),
        }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn say(self, l10n: L10n) -> String {
        l10n.say(&self.msg())
    }
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The use case refuses: no access, not found, or the store failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// The record does not hold yet what the document tells.
    #[error("step {} comes first", .0.step.code())]
    Missing(Missing),
    /// The case has no such document, or no such part of it.
    #[error("there is no {kind} of {subject}")]
    Unknown {
        /// What was asked for.
        kind: Kind,
        /// Of what.
        subject: String,
    },
    /// The kind is not made in this format.
    #[error("{kind} is not made as {}", .format.ending())]
    Format {
        /// What was asked for.
        kind: Kind,
        /// In which format.
        format: Format,
    },
    /// No template is in force.
    #[error("there is no template of {kind} in {language}")]
    NoTemplate {
        /// Of which kind.
        kind: Kind,
        /// In which language.
        language: Language,
    },
    /// A template or a chapter has faults.
    #[error(transparent)]
    Template(#[from] Faults),
    /// A value cannot be written as JSON.
    #[error("the values are no JSON")]
    Values(#[from] serde_json::Error),
    /// The PDF cannot be set.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The text document cannot be written.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// A drawing cannot be made.
    #[error(transparent)]
    Drawing(#[from] DrawError),
    /// The workbook cannot be written.
    #[error(transparent)]
    Workbook(#[from] XlsxFault),
    /// The file of all leaves cannot be made.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// A file that was handed in is not what was kept.
    #[error(transparent)]
    Original(#[from] OriginalFault),
    /// A file that was handed in cannot be read.
    #[error("file {name} cannot be read")]
    File {
        /// Its name.
        name: String,
        /// Why.
        #[source]
        source: app::lists::BlobError,
    },
    /// The output failed.
    #[error("writing a document")]
    Write(#[from] std::io::Error),
    /// The work was stopped.
    #[error("the work was stopped")]
    Stopped,
}

impl PaperError {
    /// A code for records and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            PaperError::App(_) => "app",
            PaperError::Missing(_) => "missing",
            PaperError::Unknown { .. } => "unknown",
            PaperError::Format { .. } => "format",
            PaperError::NoTemplate { .. } => "no-template",
            PaperError::Template(_) => "template",
            PaperError::Pdf(PdfError::Font(_)) => "font",
            PaperError::Pdf(PdfError::TableTooLarge { .. }) => "too-large",
            PaperError::Pdf(_) | PaperError::Docx(_) | PaperError::Drawing(_) => "setting",
            PaperError::Workbook(_) => "workbook",
            PaperError::Dossier(_) => "dossier",
            PaperError::Original(_) | PaperError::File { .. } => "file",
            PaperError::Values(_) | PaperError::Write(_) | PaperError::Stopped => "internal",
        }
    }

    /// Whether another try of the same order may succeed.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            PaperError::App(AppError::Internal(_) | AppError::Conflict { .. })
                | PaperError::Write(_)
                | PaperError::File { .. }
                | PaperError::Stopped
        )
    }

    /// The sentence for people.
    #[must_use]
    pub fn msg(&self) -> Msg {
        match self {
            PaperError::Missing(missing) => missing.msg(),
            PaperError::Unknown { subject, .. } => {
                Msg::new("paper-fault-unknown").with("subject", subject.as_str())
            }
            PaperError::App(AppError::Denied(_)) => Msg::new("paper-fault-denied"),
            PaperError::App(AppError::NotFound) => Msg::new("paper-fault-not-found"),
            other => {
                Msg::dynamic(format!("paper-fault-{}", other.code())).with("what", chain(other))
            }
        }
    }
}

/// An error with what it came from.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(next) = below {
        text.push_str(": ");
        text.push_str(&next.to_string());
        below = next.source();
    }
    text
}
