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

/// Ends a request that was done already.
///
/// # Errors
/// [`AppError::Repeated`] when the same form was done; [`AppError::Reused`]
/// when the key was used for something else.
pub async fn guard(tx: &mut Tx, ctx: &Ctx) -> Outcome<()> {
    let Some(form) = &ctx.form else { return Ok(()) };
    match tx.recall(ctx.person().uuid(), &form.key).await? {
        None => Ok(()),
        Some(done) if done.route == form.route && done.request_hash == form.request => {
            Err(AppError::Repeated { location: done.location })
        }
        Some(_) => Err(AppError::Reused),
    }
}

/// Remembers the form together with what it did.
///
/// # Errors
/// [`AppError::Repeated`] when another process was faster.
pub async fn seal(tx: &mut Tx, ctx: &Ctx, location: Option<String>) -> Outcome<()> {
    let Some(form) = &ctx.form else { return Ok(()) };
    let outcome = Remembered {
        person: ctx.person().uuid(),
        key: form.key.clone(),
        route: form.route.clone(),
        request_hash: form.request,
        status: 303,
        location: location.clone(),
        created_at: ctx.now,
    };
    match tx.remember(&outcome).await {
        Ok(()) => Ok(()),
        Err(IdempotencyError::Done) => Err(AppError::Repeated { location }),
        Err(IdempotencyError::Store(error)) => Err(error.into()),
    }
}
