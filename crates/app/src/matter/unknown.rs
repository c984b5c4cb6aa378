//! A gate is asked about a number that no matter has: refused, and on record.

use access::permission_at;
use domain::{
    codes::Gate,
    unknown::{UnknownNumber, UnknownNumberEvent},
};
use store::{Loaded, Reader};
use uuid::Uuid;

use crate::{App, Ctx, error::Outcome, once};

/// The record of a number without a matter: one for each number.
fn record(number: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("urn:wenping:unknown-number:{number}").as_bytes())
}

/// Puts on record that a gate refused a number that no matter has.
///
/// # Errors
/// Denied to those who do not stand at the gate; repeated when the form was
/// sent before.
pub async fn refuse_unknown(app: &App, ctx: &Ctx, number: &str, gate: Gate) -> Outcome<()> {
    crate::directory::require(ctx, permission_at(gate), None)?;
    let id = record(number);
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let loaded = tx.load::<UnknownNumber>(id).await?.unwrap_or_else(|| Loaded::fresh(id));
    let asked = UnknownNumberEvent::UnknownNumberAsked { number: number.to_owned(), gate };
    tx.commit_record(loaded, &ctx.act(None), &[asked], &[]).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// What was asked about a number while no matter had it; nothing when nobody asked.
///
/// # Errors
/// When the store fails.
pub async fn unknown_number(reader: &mut Reader, number: &str) -> Outcome<UnknownNumber> {
    let loaded = reader.load::<UnknownNumber>(record(number)).await?;
    Ok(loaded.map(|found| found.state).unwrap_or_default())
}
