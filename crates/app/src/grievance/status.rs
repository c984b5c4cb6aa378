//! What became of a grievance, for whoever has its code.

use domain::{
    codes::{EscalationLevel, ReturnedAs},
    grievance::{Grievance, Standing},
};
use jiff::civil::Date;

use super::receive::title;
use crate::{App, consultation::receipt::Code, error::Outcome, view::words_of};

/// What the bearer of a code sees: never the words that were brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Number.
    pub number: String,
    /// What the matter is called in public; none once it was erased.
    pub title: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// Day on which it came in.
    pub received: Option<Date>,
    /// Day on which it was taken up.
    pub acknowledged: Option<Date>,
    /// Day by which something is due.
    pub due: Option<Date>,
    /// What it is about, in the words of the official.
    pub summary: Option<String>,
    /// Until when the answer was put off, and why.
    pub extended: Option<(Date, Option<String>)>,
    /// Escalations, oldest first.
    pub escalations: Vec<(Date, EscalationLevel)>,
    /// Answers, oldest first; the words are none once they were erased.
    pub answers: Vec<(Date, Option<String>)>,
    /// How it was closed.
    pub closed: Option<(Date, Option<String>)>,
    /// Why it was not dealt with here.
    pub returned: Option<(Date, ReturnedAs, Option<String>)>,
}

/// Looks a code up; none when no grievance has it.
///
/// # Errors
/// When the store fails.
pub async fn status(app: &App, typed: &str) -> Outcome<Option<Status>> {
    let Some(code) = Code::parse(typed) else { return Ok(None) };
    let mut reader = app.store().read().await?;
    let Some(found) = reader.load::<Grievance>(code.grievance()).await? else { return Ok(None) };
    let state = &found.state;
    let words = words_of(&mut reader, state).await?;
    let title = match state.matter {
        Some(matter) => title(&mut reader, matter.uuid()).await?,
        None => None,
    };
    let text = |text: &domain::text::Text| words.get(text).map(str::to_owned);
    let dated = |dated: &domain::grievance::DatedText| (dated.on, text(&dated.text));
    let put_off = state.extended.as_ref().zip(state.answer_by());
    Ok(Some(Status {
        number: state.number.clone(),
        title,
        standing: state.standing,
        received: state.received,
        acknowledged: state.acknowledged,
        due: state.due().map(|(_, day)| day),
        summary: state.looked.as_ref().and_then(|look| text(&look.summary)),
        extended: put_off.map(|(extended, day)| (day, text(&extended.text))),
        escalations: state.escalations.iter().map(|e| (e.on, e.level)).collect(),
        answers: state.answers.iter().map(dated).collect(),
        closed: state.closed.as_ref().map(dated),
        returned: state.returned.as_ref().map(|r| (r.on, r.reason, text(&r.note))),
    }))
}
