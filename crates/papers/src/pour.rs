//! From what a document says to the document.

use documents::{
    context::Context,
    model::{Document, Language},
    template::{Faults, Input, Template},
};

use crate::{Kit, PaperError, fill::Sheet};

/// Where faults of a chapter are told.
const CHAPTER: &str = "chapter:";

/// Pours a document.
///
/// # Errors
/// No template is in force; a fault with its template and line.
pub(crate) fn pour(
    kit: &Kit,
    language: Language,
    layers: &[String],
    sheet: &Sheet,
) -> Result<Document, PaperError> {
    let template = kit.template((sheet.context.kind(), language), layers, sheet.day)?;
    let mut input = input(sheet)?;
    match kit.templates.render(template, &input) {
        Err(faults) if sheet.frozen && plain_where(&mut input, &faults) => {
            Ok(again(kit, template, &input)?)
        }
        poured => Ok(poured?),
    }
}

fn again(kit: &Kit, template: &Template, input: &Input) -> Result<Document, Faults> {
    kit.templates.render(template, input)
}

/// What is poured: the values and the pictures.
fn input(sheet: &Sheet) -> Result<Input, PaperError> {
    let mut input = sheet.context.input()?;
    input.images.clone_from(&sheet.images);
    Ok(input)
}

/// What was frozen before chapters were Markdown is shown letter by letter where it cannot be
/// read as such. Whether that concerns any chapter.
fn plain_where(input: &mut Input, faults: &Faults) -> bool {
    let names = faults.0.iter().filter_map(|fault| fault.template.strip_prefix(CHAPTER));
    let mut found = false;
    for name in names {
        if let Some(text) = input.chapters.get_mut(name) {
            *text = plain(text);
            found = true;
        }
    }
    found
}

/// Text in which nothing means anything, one paragraph a line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_mul(2));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines {
        for character in line.chars() {
            if character.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(character);
        }
        out.push_str("\n\n");
    }
    out
}

/// The unit in whose name a document is made.
pub(crate) fn organ(context: &Context) -> &str {
    match context {
        Context::Circular(c) => &c.head.organ,
        Context::Notice(c) => &c.head.organ,
        Context::RectificationNotice(c) => &c.head.organ,
        Context::Reply(c) => &c.head.organ,
        Context::Minutes(c) => &c.head.organ,
        Context::Letter(c) => &c.head.organ,
        Context::AssessmentReport(c) => &c.organ,
        Context::AnalysisChapter(c) => &c.organ,
        Context::SimplifiedForm(c) => &c.organ,
        Context::ListReport(c) => &c.organ,
        Context::ScreeningSheet(c) => &c.organ,
        Context::Plan(c) => &c.organ,
        Context::Publicity(c) => &c.organ,
        Context::VisitRecord(c) => &c.organ,
        Context::MeetingRecord(c) => &c.organ,
        Context::ExpertReview(c) => &c.organ,
        Context::FilingForm(c) => &c.organ,
        Context::TrackingReport(c) => &c.organ,
        Context::AppraisalSheet(c) => &c.organ,
        Context::Questionnaire(c) => &c.organ,
        Context::ResponsibilityLetter(c) => &c.organ,
        Context::SurveyStatistics(c) => &c.organ,
        Context::PostEvaluation(c) => &c.organ,
        Context::Certificate(c) => &c.organ,
        Context::CaseSheet(c) => &c.organ,
        Context::Dossier(c) => &c.organ,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_text_means_nothing() {
        assert_eq!(plain("# a <b>\n\n{{ x }}"), "\\# a \\<b\\>\n\n\\{\\{ x \\}\\}\n\n");
    }
}
