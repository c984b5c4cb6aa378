//! What each kind of document says of the record. Figures come from the functions that pages
//! use; what the record does not hold is told as missing.

mod asked;
mod evaluation;
mod filing;
mod forms;
mod letter;
mod lists;
mod matter;
mod meetings;
mod minutes;
mod rating;
mod report;
mod review;
mod sheets;
mod statistics;
mod survey;
mod tracking;

use std::collections::BTreeMap;

use documents::{
    context::{Context, Head},
    model::Kind,
};
use domain::codes::{Degree, Level};
use jiff::civil::Date;
use locale::L10n;

/// What tells the documents of a kind from one another.
pub(crate) mod parts {
    pub(crate) use super::{
        filing::{accepted, sent_back},
        matter::matter,
        meetings::{is_meeting, is_visit},
        minutes::DECISION,
        statistics::counted,
    };
}

pub(crate) use self::lists::{Wide, circular, listed};

use crate::{PaperError, read::Read};

/// A document before it is poured.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// What it says.
    pub(crate) context: Context,
    /// Its day: the template in force then is used.
    pub(crate) day: Date,
    /// Whether its chapters were frozen: they are shown word for word, whatever they hold.
    pub(crate) frozen: bool,
    /// The pictures that its chapters name, by name.
    pub(crate) images: BTreeMap<String, Vec<u8>>,
}

impl Sheet {
    /// A document of a day, without frozen chapters.
    pub(crate) fn new(context: Context, day: Date) -> Self {
        Self { context, day, frozen: false, images: BTreeMap::new() }
    }
}

/// Chapters by name, as people wrote them.
pub(crate) type Chapters = BTreeMap<String, String>;

/// Fills a document of a case.
///
/// # Errors
/// A step that comes first; no such document or part.
pub(crate) async fn fill(
    read: Read,
    kind: Kind,
    part: Option<&str>,
    chapters: Option<&Chapters>,
) -> Result<Sheet, PaperError> {
    match kind {
        Kind::AssessmentReport => report::report(read, part, chapters).await,
        Kind::AnalysisChapter => report::analysis(&read, chapters).await,
        Kind::SimplifiedForm => sheets::simplified(&read).await,
        Kind::CaseSheet => sheets::case_sheet(&read).await,
        Kind::FilingForm => filing::form(&read, part).await,
        Kind::TrackingReport => tracking::report(&read).await,
        Kind::Questionnaire => asked::questionnaire(&read, part).await,
        Kind::SurveyStatistics => statistics::statistics(&read).await,
        Kind::ScreeningSheet => forms::screening(&read),
        Kind::Plan => forms::plan(&read),
        Kind::Publicity => forms::publicity(&read, part),
        Kind::VisitRecord => meetings::visit(&read, part),
        Kind::MeetingRecord => meetings::meeting(&read, part),
        Kind::ExpertReview => review::review(&read, part),
        Kind::Minutes => minutes::minutes(&read, part),
        Kind::Reply => filing::reply(&read, part),
        Kind::RectificationNotice => filing::returned(&read, part),
        Kind::Certificate => filing::certificate(&read),
        Kind::ResponsibilityLetter => letter::letter(&read),
        Kind::PostEvaluation => evaluation::report(&read),
        Kind::Circular
        | Kind::Notice
        | Kind::Letter
        | Kind::ListReport
        | Kind::AppraisalSheet
        | Kind::Dossier => Err(read.unknown(kind)),
    }
}

/// The head of an official document that nobody numbered or signed yet.
fn head(l10n: L10n, organ: &str, date: Date, recipients: Option<String>) -> Head {
    Head {
        mark: l10n.t1("paper-mark", "organ", organ),
        organ: organ.to_owned(),
        number: None,
        date,
        secrecy: None,
        urgency: None,
        approver: None,
        recipients,
        attachments: Vec::new(),
        note: None,
        copied_to: None,
        printed_by: None,
        printed_on: None,
    }
}

/// A level in the words of templates.
const fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
    }
}

/// A degree in the words of templates.
const fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Negligible => "negligible",
        Degree::Minor => "minor",
        Degree::Moderate => "moderate",
        Degree::Major => "major",
        Degree::Grave => "severe",
    }
}

/// A count.
fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
