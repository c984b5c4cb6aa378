//! What people keep for themselves: saved views of the list. No act of an
//! office, so there is no event.

use store::SavedView;
use uuid::Uuid;

use crate::{App, Ctx, error::Outcome};

/// A person keeps no more views than fit on a screen.
pub const MOST_VIEWS: usize = 30;

/// Keeps a filter of the list under a name. The identifier is the form's key,
/// so that sending it twice saves once. `false` when there are [`MOST_VIEWS`]
/// already and nothing was kept.
///
/// # Errors
/// When the store fails.
pub async fn save_view(
    app: &App,
    ctx: &Ctx,
    id: Uuid,
    name: String,
    query: String,
) -> Outcome<bool> {
    let person = ctx.person().uuid();
    let mut tx = app.store().write().await?;
    let kept = tx.views(person).await?;
    if kept.len() >= MOST_VIEWS && kept.iter().all(|view| view.id != id) {
        return Ok(false);
    }
    tx.put_view(&SavedView { id, person, name, query, created_at: ctx.now }).await?;
    tx.commit().await?;
    Ok(true)
}

/// Forgets a saved view; one of another person is left alone.
///
/// # Errors
/// When the store fails.
pub async fn forget_view(app: &App, ctx: &Ctx, id: Uuid) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    tx.delete_view(ctx.person().uuid(), id).await?;
    tx.commit().await?;
    Ok(())
}
