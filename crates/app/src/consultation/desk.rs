//! What those who run a consultation see: where it stands, its questionnaire
//! before and after the opening, the result without small numbers.

use domain::consultation::Standing;

use super::{Line, Offered, Results, Sheet, of_matter, offered, results};
use crate::{App, Ctx, error::Outcome, view::Case};

/// The desk of a case.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Consultations of the matter, oldest first.
    pub lines: Vec<Line>,
    /// The latest one, when it is of the assessment that is shown.
    pub current: Option<Sheet>,
    /// Questionnaires to choose from, where one can be set now.
    pub offers: Vec<Offered>,
    /// The result of the latest one, for staff.
    pub results: Option<Results>,
}

/// Reads the desk of a case, access to which was checked when it was read.
///
/// # Errors
/// When the store fails.
pub async fn desk(app: &App, ctx: &Ctx, case: &Case) -> Outcome<Desk> {
    let lines = of_matter(app, case.matter.id).await?;
    let mut reader = app.store().read().await?;
    let mut current = None;
    if let (Some(line), Some(assessment)) = (lines.last(), case.assessment_id()) {
        let sheet = Sheet::of(app, &mut reader, &line.slug).await?;
        let own = sheet.consultation.state.assessment.map(domain::ids::AssessmentId::uuid);
        current = Some(sheet).filter(|_| own == Some(assessment));
    }
    let standing = current.as_ref().map(|sheet| sheet.consultation.state.standing);
    let running = matches!(standing, Some(Standing::Open));
    let offers = match &case.assessment {
        Some(assessment) if !running => {
            offered(app, ctx, &mut reader, &case.matter.state, &assessment.state).await?
        }
        _ => Vec::new(),
    };
    reader.close().await?;
    let begun = matches!(standing, Some(Standing::Open | Standing::Closed | Standing::Published));
    let results = match &current {
        Some(sheet) if begun => {
            Some(results(app, Some(ctx), &sheet.consultation.state.slug).await?)
        }
        _ => None,
    };
    Ok(Desk { lines, current, offers, results })
}
