//! Deleting the words of grievances at the end of their term (docs/RETENTION.md):
//! the event first, then the words. Numbers, days, terms and figures stay.

use domain::{
    assessment::Assessment,
    grievance::{Command, Grievance},
};
use jiff::{ToSpan as _, civil::Date};
use uuid::Uuid;

use crate::{
    App, AppError, assessment_env, consultation::system, ctx::legal_day, error::Outcome, rules::pin,
};

/// Grievances that are looked at together.
const SLICE: u32 = 500;
/// No rule keeps words for a shorter time, in years.
const LEAST: i64 = 1;

/// Deletes the words of every grievance whose term is over; how many lost theirs.
/// What an earlier round left half done is completed. Words that never became an
/// entry, because no form completed them, go as well.
///
/// # Errors
/// When the store fails.
pub async fn erase_due(app: &App, now: jiff::Timestamp) -> Outcome<u32> {
    let until = a_year_before(legal_day(now))?;
    let (mut erased, mut after) = (0, Uuid::nil());
    loop {
        let mut reader = app.store().read_answers().await?;
        let held = reader.held_grievances(until, after, SLICE).await?;
        reader.close().await?;
        let Some((last, _)) = held.last() else { return Ok(erased) };
        after = *last;
        for (id, matter) in held {
            if !recorded(app, now, id).await? {
                continue;
            }
            let mut answers = app.store().write_answers().await?;
            answers.erase_grievances(matter, &[id]).await?;
            answers.commit().await?;
            erased += 1;
        }
    }
}

fn a_year_before(day: Date) -> Outcome<Date> {
    let before = day.checked_sub(LEAST.years());
    before.map_err(|e| AppError::Internal(format!("a year before {day}: {e}")))
}

/// Whether the log says that the words are deleted, or does not know them; it is
/// made to say so when their term is over.
async fn recorded(app: &App, now: jiff::Timestamp, id: Uuid) -> Outcome<bool> {
    let mut tx = app.store().write().await?;
    let Some(loaded) = tx.load::<Grievance>(id).await? else { return Ok(true) };
    let state = &loaded.state;
    if state.erased.is_some() {
        return Ok(true);
    }
    let (Some(case), Some(unit)) = (state.assessment, loaded.unit) else { return Ok(false) };
    let Some(case) = tx.load::<Assessment>(case.uuid()).await? else { return Ok(false) };
    let ctx = system(unit, now);
    let hash = pin(&state.rules);
    let package = app.pinned(&mut tx, &hash).await?;
    // A term that was promised when it came in is kept to.
    let today = || app.book().resolve(&package.division, ctx.today).ok();
    let kept = package.grievances_kept.clone();
    let kept = kept.or_else(|| today().and_then(|rules| rules.package.grievances_kept.clone()));
    let Some(rule) = kept else { return Ok(false) };
    let env = assessment_env(app, &ctx, &package);
    let command = Command::Erase { rule: Box::new(rule) };
    let Ok(events) = command.decide(state, &case.state, &env) else { return Ok(false) };
    tx.commit_record(loaded, &ctx.act(Some(hash)), &events, &[]).await?;
    tx.commit().await?;
    Ok(true)
}
