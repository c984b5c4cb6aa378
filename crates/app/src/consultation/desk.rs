//! What those who run a consultation see: where it stands, its questionnaire
//! before and after the opening, the result without small numbers.

use domain::{
    codes::Step,
    consultation::{Standing, form::Form},
};

use super::{
    Audience, Coverage, Line, Offered, Results, Sheet, offered, public::line, results::told_of,
    topics::answered,
};
use crate::{App, AppError, Ctx, error::Outcome, view::Case};

/// The desk of a case.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Consultations of the matter, oldest first.
    pub lines: Vec<Line>,
    /// The latest one, when it is of the assessment that is shown.
    pub current: Option<Sheet>,
    /// Questionnaires to choose from, where one can be set now.
    pub offers: Vec<Offered>,
    /// The questionnaire that the officers put together, where there is one and
    /// one can be set now.
    pub own: Option<Form>,
    /// The result of the latest one, for staff.
    pub results: Option<Results>,
    /// Whether those who are affected are heard.
    pub coverage: Option<Coverage>,
}

/// Reads the desk of a case, access to which was checked when it was read.
///
/// # Errors
/// When the store fails.
pub async fn desk(app: &App, ctx: &Ctx, case: &Case) -> Outcome<Desk> {
    let mut reader = app.store().read().await?;
    let rows = reader.consultations_of(case.matter.id).await?;
    let latest = rows.last().map(|row| (row.row.id, row.row.assessment_id));
    let lines = rows.into_iter().map(|row| line(row.row, row.text)).collect();
    let mut current = None;
    if let Some((id, of)) = latest
        && case.assessment_id() == Some(of)
    {
        let loaded = reader.load(id).await?.ok_or(AppError::NotFound)?;
        current = Some(Sheet::of(app, &mut reader, loaded).await?);
    }
    let standing = current.as_ref().map(|sheet| sheet.consultation.state.standing);
    let running = matches!(standing, Some(Standing::Open));
    let offers = match &case.assessment {
        Some(assessment) if !running => {
            offered(app, ctx, &mut reader, (&case.matter.state, &assessment.state, &case.words))
                .await?
        }
        _ => Vec::new(),
    };
    let own = match &case.assessment {
        // After the step nobody is asked any more.
        Some(assessment)
            if !running && !assessment.state.done.contains_key(&Step::Consultation) =>
        {
            let (_, questions) = super::builder::stored(&mut reader, assessment.id).await?;
            let strata = super::prepare::strata(&case.words, &assessment.state).1;
            (!questions.is_empty()).then_some(Form { strata, questions })
        }
        _ => None,
    };
    let begun = matches!(standing, Some(Standing::Open | Standing::Closed | Standing::Published));
    let (mut results, mut coverage) = (None, None);
    if let Some(sheet) = current.as_ref().filter(|_| begun) {
        let (found, form) = (&sheet.consultation, &sheet.form);
        let counts = app.store().read_answers().await?.answer_counts(found.id).await?;
        let topics = match &case.assessment {
            Some(assessment) => answered(&assessment.state, &case.words, found.id),
            None => Vec::new(),
        };
        let read = (&counts[..], topics);
        let shown = told_of(app, &mut reader, (found, form), Audience::Staff, read).await?;
        let of = (&*case.package, &case.matter.state);
        coverage = Some(super::coverage::coverage(of, (&found.state, form), &counts, &shown));
        results = Some(shown);
    }
    Ok(Desk { lines, current, offers, own, results, coverage })
}
