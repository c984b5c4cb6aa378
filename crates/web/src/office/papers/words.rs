//! Kinds, formats and states in words.

use app::lists::{Paper, PaperState};
use documents::dossier::Order as Stage;
use documents::model::{Kind, Language};
use locale::{L10n, Lang};
use papers::Format;

use crate::form::Choice;
use crate::ui::{Band, Tag};

/// The name of a kind.
pub(super) fn kind_name(l10n: L10n, kind: Kind) -> String {
    l10n.code("paper-kind", kind.slug())
}

/// The part of the archived file to which a kind belongs; `None` for those that
/// tell of the whole.
pub(super) fn stage(kind: Kind) -> Option<Stage> {
    Some(match kind {
        Kind::ScreeningSheet | Kind::ListReport => Stage::Screening,
        Kind::Plan => Stage::Plan,
        Kind::Publicity => Stage::Publicity,
        Kind::Questionnaire | Kind::SurveyStatistics | Kind::VisitRecord | Kind::MeetingRecord => {
            Stage::Survey
        }
        Kind::SimplifiedForm => Stage::Identification,
        Kind::AssessmentReport | Kind::AnalysisChapter => Stage::Report,
        Kind::ExpertReview => Stage::Review,
        Kind::FilingForm | Kind::RectificationNotice | Kind::Reply | Kind::Certificate => {
            Stage::Filing
        }
        Kind::Minutes => Stage::Decision,
        Kind::TrackingReport | Kind::ResponsibilityLetter => Stage::Tracking,
        Kind::PostEvaluation => Stage::Evaluation,
        Kind::Notice | Kind::Letter | Kind::Circular | Kind::AppraisalSheet => {
            Stage::Correspondence
        }
        Kind::CaseSheet | Kind::Dossier => return None,
    })
}

/// The heading of a part.
pub(super) fn stage_name(l10n: L10n, stage: Option<Stage>) -> String {
    let code = stage.map_or_else(|| "whole".to_owned(), |stage| u8::from(stage).to_string());
    l10n.code("download-stage", &code)
}

/// A format as its button says it.
pub(super) fn format_name(format: Format) -> String {
    format.ending().to_uppercase()
}

/// The language of the documents of a reader.
pub(super) const fn language(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::En,
        Lang::ZhCn => Language::Zh,
    }
}

/// The languages to choose from.
pub(super) fn languages(l10n: L10n) -> Vec<Choice> {
    let choice = |language: Language| {
        Choice::new(language.code(), l10n.code("download-language", language.code()))
    };
    [Language::Zh, Language::En].map(choice).into()
}

/// Kind and part of an order, in a line.
pub(super) fn paper_name(l10n: L10n, paper: &Paper) -> String {
    match paper.kind.parse::<Kind>() {
        Ok(kind) => kind_name(l10n, kind),
        Err(_) => paper.kind.clone(),
    }
}

/// The tag of a state.
pub(super) fn state_tag(l10n: L10n, state: PaperState) -> Tag {
    let (band, icon) = match state {
        PaperState::Ready => (Band::Plain, "clock"),
        PaperState::Running => (Band::Info, "refresh"),
        PaperState::Done => (Band::Low, "circle-check"),
        PaperState::Failed => (Band::High, "alert-circle"),
    };
    Tag::new(band, l10n.code("download-state", state.code())).with_icon(icon)
}

#[cfg(test)]
mod tests {
    use documents::model::Kind;
    use locale::{L10n, Lang};

    use super::{kind_name, stage, stage_name};

    #[test]
    fn every_kind_and_part_has_words_in_both_languages() {
        for lang in Lang::ALL {
            let l10n = L10n::new(lang);
            for kind in Kind::ALL {
                let words = [kind_name(l10n, *kind), stage_name(l10n, stage(*kind))];
                assert!(words.iter().all(|w| !w.contains('⟦')), "{kind}: {words:?}");
            }
        }
    }
}
