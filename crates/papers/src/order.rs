//! What somebody asks for.

use documents::model::{Kind, Language};
use serde::{Deserialize, Serialize};

/// One document in one language and format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What it is.
    pub kind: Kind,
    /// Number of the matter, or of one of its assessments (`LN-CY-2016-00412-A1`); the latest
    /// assessment without it. For the list of a unit `UNIT-CODE/YEAR`, for a circular the
    /// division code and the year, `211300/2016`.
    pub subject: String,
    /// Which of several: identifier of a meeting, notice, review, filing or report version, the
    /// address of a consultation, `decision` for the minutes of the decision.
    #[serde(default)]
    pub part: Option<String>,
    /// Language.
    pub language: Language,
    /// Form of the file.
    pub format: Format,
}

/// Form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// PDF/A-2a; a file of many leaves is PDF/A-3b.
    Pdf,
    /// Text document.
    Docx,
    /// Page for a browser.
    Html,
    /// Workbook.
    Xlsx,
    /// Archive of all leaves.
    Zip,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] =
        &[Format::Pdf, Format::Docx, Format::Html, Format::Xlsx, Format::Zip];

    /// How names of such files end, without the dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Zip => "zip",
        }
    }

    /// The format of an ending, in letters of either case.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.ending() == ending)
    }

    /// The media type of such files.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Html => "text/html; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Zip => "application/zip",
        }
    }

    /// The formats in which a kind is made.
    #[must_use]
    pub fn of_kind(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Dossier => &[Format::Pdf, Format::Zip],
            Kind::ListReport | Kind::Circular | Kind::SurveyStatistics => {
                &[Format::Pdf, Format::Docx, Format::Html, Format::Xlsx]
            }
            _ => &[Format::Pdf, Format::Docx, Format::Html],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_back_as_it_was_written() {
        let order = Order {
            kind: Kind::CaseSheet,
            subject: "LN-CY-2016-00412".to_owned(),
            part: None,
            language: Language::Zh,
            format: Format::Pdf,
        };
        let text = serde_json::to_string(&order).unwrap();
        assert!(text.contains("\"case-sheet\"") && text.contains("\"pdf\""), "{text}");
        assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
    }

    #[test]
    fn endings_name_formats() {
        assert_eq!(Format::of_ending("PDF"), Some(Format::Pdf));
        assert_eq!(Format::of_ending("doc"), None);
        for kind in Kind::ALL {
            assert!(!Format::of_kind(*kind).is_empty(), "{kind}");
        }
    }
}
