//! A form sent twice has its effect once: the key of the form is remembered in
//! the transaction of its act.

use ledger::Hash;
use store::{IdempotencyError, Remembered, Tx};

use crate::{AppError, Ctx, error::Outcome};

/// The key of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey {
    /// Chosen by the form.
    pub key: String,
    /// The route that it was sent to.
    pub route: String,
    /// SHA-256 of what was typed: a key belongs to one request.
    pub request: Hash,
}

/// Takes the key of the form for this transaction, before the act. Of two equal
/// forms at once the second waits here until the first is done or undone.
///
/// # Errors
/// [`AppError::Repeated`] with what the first led to, when the same form was
/// done; [`AppError::Reused`] when the key was used for something else.
pub async fn guard(tx: &mut Tx, ctx: &Ctx) -> Outcome<()> {
    let Some(form) = &ctx.form else { return Ok(()) };
    let person = ctx.person().uuid();
    let outcome = Remembered {
        person,
        key: form.key.clone(),
        route: form.route.clone(),
        request_hash: form.request,
        status: 303,
        location: None,
        created_at: ctx.now,
    };
    match tx.remember(&outcome).await {
        Ok(()) => return Ok(()),
        Err(IdempotencyError::Done) => {}
        Err(IdempotencyError::Store(error)) => return Err(error.into()),
    }
    match tx.recall(person, &form.key).await? {
        Some(done) if done.route == form.route && done.request_hash == form.request => {
            Err(AppError::Repeated { location: done.location })
        }
        Some(done) if done.route == form.route => Err(AppError::Reused { location: done.location }),
        _ => Err(AppError::Reused { location: None }),
    }
}

/// Notes under the key that [`guard`] took what the form led to.
///
/// # Errors
/// When the store fails.
pub async fn seal(tx: &mut Tx, ctx: &Ctx, location: Option<String>) -> Outcome<()> {
    let Some(form) = &ctx.form else { return Ok(()) };
    tx.place_outcome(ctx.person().uuid(), &form.key, location.as_deref()).await?;
    Ok(())
}
