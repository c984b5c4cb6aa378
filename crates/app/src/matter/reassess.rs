//! Opening the next assessment of a matter (动态再评).

use domain::{
    ids::AssessmentId,
    matter::{Matter, acts::Reassess, event::MatterEvent},
};
use store::{Loaded, Tx};

use crate::{App, Ctx, assessment_env, error::Outcome, rules::pin};

/// Opens the next assessment, in the transaction of the act that causes it.
///
/// # Errors
/// A refusal or a failure of the store.
pub(crate) async fn open_next(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    matter: Loaded<Matter>,
) -> Outcome<()> {
    let hash = pin(&matter.state.rules);
    let package = app.pinned(tx, &hash).await?;
    let env = assessment_env(app, ctx, &package);
    let id = app.ids().id(ctx.now);
    let events = Reassess { assessment: AssessmentId::new(id) }.decide(&matter.state, &env)?;
    let saved = tx.commit_record(matter, &ctx.act(Some(hash)), &events, &[]).await?;
    for event in &events {
        if let MatterEvent::MatterAssessmentOpened { ordinal, .. } = event {
            super::act::open(app, ctx, tx, &saved, id, *ordinal).await?;
        }
    }
    Ok(())
}
