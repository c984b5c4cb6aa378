//! The daily seal: the root over the answers of every open consultation becomes
//! an event, so that nothing acknowledged can be taken out unseen.

use domain::{
    assessment::Assessment,
    codes::Role,
    consultation::{Command, Consultation, Standing},
    ids::PersonId,
};

use super::course::seal_of;
use crate::{App, Ctx, assessment_env, error::Outcome, rules::pin};

/// Consultations that are looked at in one round.
const MANY: u32 = 1_000;

/// Seals what came in since the last seal; how many seals were made, those of
/// discussion rounds among them. It
/// is the installation's own act, for the unit that opened the consultation.
///
/// # Errors
/// When the store fails.
pub async fn seal_due(app: &App, now: jiff::Timestamp) -> Outcome<u32> {
    let mut reader = app.store().read().await?;
    let open = reader.consultations_in(Standing::Open.code(), MANY).await?;
    reader.close().await?;
    let mut sealed = 0;
    for row in open {
        if seal(app, now, row.row.id).await? {
            sealed += 1;
        }
        if super::round::seal_round(app, now, row.row.id).await? {
            sealed += 1;
        }
    }
    Ok(sealed)
}

async fn seal(app: &App, now: jiff::Timestamp, id: uuid::Uuid) -> Outcome<bool> {
    let mut answers = app.store().write_answers().await?;
    let Some(head) = answers.answers_head(id).await? else { return Ok(false) };
    answers.keep_tiles(id, head.size).await?;
    // Where a row lies must not tell when its letter was used.
    answers.settle_letters(id).await?;
    answers.commit().await?;
    let mut tx = app.store().write().await?;
    let Some(loaded) = tx.load::<Consultation>(id).await? else { return Ok(false) };
    let Some(case) = loaded.state.assessment else { return Ok(false) };
    let Some(case) = tx.load::<Assessment>(case.uuid()).await? else { return Ok(false) };
    let Some(unit) = loaded.unit else { return Ok(false) };
    let ctx = system(unit, now);
    if loaded.state.seals.last().is_some_and(|last| last.on == ctx.today) {
        return Ok(false);
    }
    let hash = pin(&loaded.state.rules);
    let package = app.pinned(&mut tx, &hash).await?;
    let env = assessment_env(app, &ctx, &package);
    let Ok(events) = Command::Seal(seal_of(Some(&head))).decide(&loaded.state, &case.state, &env)
    else {
        return Ok(false);
    };
    if events.is_empty() {
        return Ok(false);
    }
    tx.commit_record(loaded, &ctx.act(Some(hash)), &events, &[]).await?;
    tx.commit().await?;
    Ok(true)
}

/// The installation itself: no person stands behind a daily seal or a deletion.
pub(crate) fn system(unit: domain::ids::UnitId, now: jiff::Timestamp) -> Ctx {
    let actor = access::Actor {
        person: PersonId::default(),
        role: Role::SystemAdmin,
        unit,
        path: String::new(),
    };
    Ctx::new(actor, now, "seal".to_owned())
}
