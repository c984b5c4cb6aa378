//! Deleting answers at the end of their term (docs/RETENTION.md): the event
//! first, then the rows in slices. Leaves, tags, seals and counts stay.

use domain::{
    assessment::Assessment,
    consultation::{Command, Consultation, Standing},
    rulebook::KeepRule,
};
use uuid::Uuid;

use super::seal::system;
use crate::{App, assessment_env, error::Outcome, rules::pin};

/// Consultations that are looked at in one round.
const MANY: u32 = 10_000;

/// Deletes the answers of every consultation whose term is over; how many
/// consultations lost theirs. What an earlier round left half done is completed.
///
/// # Errors
/// When the store fails.
pub async fn erase_due(app: &App, now: jiff::Timestamp) -> Outcome<u32> {
    let mut erased = 0;
    for standing in [Standing::Closed, Standing::Published] {
        let mut reader = app.store().read().await?;
        let over = reader.consultations_in(standing.code(), MANY).await?;
        reader.close().await?;
        for row in over {
            let id = row.row.id;
            let remain = app.store().read_answers().await?.answers_remain(id).await?;
            if remain && recorded(app, now, id).await? {
                rows(app, id).await?;
                erased += 1;
            }
        }
    }
    Ok(erased)
}

/// Whether the log says that the answers of a consultation are deleted; it is
/// made to say so when their term is over.
async fn recorded(app: &App, now: jiff::Timestamp, id: Uuid) -> Outcome<bool> {
    let mut tx = app.store().write().await?;
    let Some(loaded) = tx.load::<Consultation>(id).await? else { return Ok(false) };
    if loaded.state.erased.is_some() {
        return Ok(true);
    }
    let (Some(case), Some(unit)) = (loaded.state.assessment, loaded.unit) else {
        return Ok(false);
    };
    let Some(case) = tx.load::<Assessment>(case.uuid()).await? else { return Ok(false) };
    let ctx = system(unit, now);
    let hash = pin(&loaded.state.rules);
    let package = app.pinned(&mut tx, &hash).await?;
    // A term that was promised when people answered is kept to.
    let today = || app.book().resolve(&package.division, ctx.today).ok();
    let kept: Option<KeepRule> = package
        .answers_kept
        .clone()
        .or_else(|| today().and_then(|rules| rules.package.answers_kept.clone()));
    let Some(rule) = kept else { return Ok(false) };
    let head = app.store().read_answers().await?.answers_head(id).await?;
    let command = Command::Erase { count: head.map_or(0, |h| h.size), rule: Box::new(rule) };
    let env = assessment_env(app, &ctx, &package);
    let Ok(events) = command.decide(&loaded.state, &case.state, &env) else { return Ok(false) };
    let slug = loaded.state.slug.clone();
    tx.commit_record(loaded, &ctx.act(Some(hash)), &events, &[]).await?;
    tx.commit().await?;
    app.sheets().forget(&slug);
    Ok(true)
}

/// Deletes slice by slice, so that answers to others do not wait.
async fn rows(app: &App, id: Uuid) -> Outcome<()> {
    loop {
        let mut answers = app.store().write_answers().await?;
        let more = answers.erase_some_answers(id).await?;
        answers.commit().await?;
        if !more {
            return Ok(());
        }
    }
}
