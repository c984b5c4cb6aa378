//! What people answered, in tables, once the consultation is over.

use app::consultation::Line;
use documents::{
    context::{Context, SurveyStatistics},
    model::Kind,
};
use domain::{codes::Step, consultation::Standing};

use super::{Sheet, matter, survey};
use crate::{PaperError, read::Read};

/// Whether there is anything to tell: the step is over, and people were asked in the consultation
/// of this assessment or at meetings. `lines` are the consultations of the matter, oldest first.
///
/// # Errors
/// When counts of the record do not fit together.
pub(crate) fn counted(read: &Read, lines: &[Line]) -> Result<bool, PaperError> {
    let Some(state) = read.case.assessment.as_ref().map(|a| &a.state) else { return Ok(false) };
    if !state.done.contains_key(&Step::Consultation) {
        return Ok(false);
    }
    let closed = [Standing::Closed, Standing::Published].map(Standing::code);
    let over = |line: &Line| {
        Some(line.assessment) == read.case.assessment_id() && closed.contains(&line.status.as_str())
    };
    Ok(lines.last().is_some_and(over) || survey::met(read)?)
}

/// The results of the consultation of a case. Where too few answered, only how many did.
///
/// # Errors
/// The consultation is not over; nobody was asked.
pub(super) async fn statistics(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    if !state.done.contains_key(&Step::Consultation) {
        return Err(read.missing(Step::Consultation));
    }
    let survey = match survey::survey(read, state).await? {
        Some(survey) => Some(survey),
        None => survey::asked(read, state).await?.map(|(survey, _)| survey),
    };
    let survey = survey.ok_or_else(|| read.unknown(Kind::SurveyStatistics))?;
    let date = read.day_of(Step::Consultation).max(survey.to);
    let context =
        SurveyStatistics { matter: matter::matter(read), organ: read.assessing(), date, survey };
    Ok(Sheet::new(Context::SurveyStatistics(Box::new(context)), date))
}
