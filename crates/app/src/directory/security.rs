//! The security log, and the sessions of a person. The log holds opaque
//! identifiers and codes only; pages look up what they may show.

use access::Permission;
use domain::ids::PersonId;
use jiff::Timestamp;
use store::{SecurityEvent, Tx};
use uuid::Uuid;

use super::require;
use crate::{App, Ctx, error::Outcome};

/// Notes that a signed-in person was refused at a route. The route is its
/// template without values, so that the log tells nothing of the matter.
///
/// # Errors
/// When the store fails.
pub async fn note_refused(app: &App, ctx: &Ctx, route: &str, outcome: &str) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    note(app, ctx, &mut tx, ("REFUSED", route, outcome)).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes an act on an account inside the transaction of that act: kind, route
/// and outcome.
pub(super) async fn note(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    (kind, route, outcome): (&str, &str, &str),
) -> Outcome<()> {
    tx.note_security(&SecurityEvent {
        id: app.ids().id(ctx.now),
        at: ctx.now,
        kind: kind.to_owned(),
        person: Some(ctx.person().uuid()),
        unit: Some(ctx.unit().uuid()),
        route: route.to_owned(),
        outcome: outcome.to_owned(),
    })
    .await?;
    Ok(())
}

/// Entries of the security log before a position, newest first.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn security_log(
    app: &App,
    ctx: &Ctx,
    before: Option<(Timestamp, Uuid)>,
    limit: u32,
) -> Outcome<Vec<SecurityEvent>> {
    require(ctx, Permission::ViewSecurityLog, None)?;
    Ok(app.store().read().await?.security_log(before, limit).await?)
}

/// How many sessions of a person are open.
///
/// # Errors
/// When the store fails.
pub async fn open_sessions(app: &App, person: PersonId, now: Timestamp) -> Outcome<usize> {
    let sessions = app.store().read().await?.sessions_of(person.uuid()).await?;
    Ok(sessions.iter().filter(|s| s.expires_at > now).count())
}

/// Ends every session of the person who asks, on every device.
///
/// # Errors
/// When the store fails.
pub async fn end_own_sessions(app: &App, ctx: &Ctx) -> Outcome<u64> {
    let mut tx = app.store().write().await?;
    let ended = tx.end_sessions_of(ctx.person().uuid()).await?;
    note(app, ctx, &mut tx, ("SIGN_OUT", "/sessions/end", "ALL")).await?;
    tx.commit().await?;
    Ok(ended)
}
