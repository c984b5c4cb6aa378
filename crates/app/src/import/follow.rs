//! What comes after an import: its matters, one after the other, are screened.

use access::Permission;
use domain::matter::Status;
use uuid::Uuid;

use super::stage::{own_batch, read_detail};
use crate::{App, AppError, Ctx, directory::require, error::Outcome};

/// Staged rows that are read at once.
const CHUNK: u32 = 500;

/// The number of the next matter of an import that the actor's unit has still
/// to screen, behind `after` and then from the start; `after` itself is never
/// the answer. `None` when no other is left.
///
/// # Errors
/// Denied access; not found for another unit's import; a failure of the store.
pub async fn next_to_screen(
    app: &App,
    ctx: &Ctx,
    batch: Uuid,
    after: Option<&str>,
) -> Outcome<Option<String>> {
    require(ctx, Permission::ImportMatters, None)?;
    let mut reader = app.store().read().await?;
    own_batch(reader.batch(batch).await?, ctx)?;
    let mut numbers: Vec<String> = Vec::new();
    let mut row = 0;
    loop {
        let found = reader.staged(batch, row, CHUNK).await?;
        let Some(last) = found.last() else { break };
        row = last.row_no;
        for staged in found.iter().filter(|r| r.record.is_some()) {
            numbers.extend(read_detail(staged)?.numbers);
        }
    }
    if let Some(at) = after.and_then(|no| numbers.iter().position(|n| n == no)) {
        numbers.rotate_left(at);
        numbers.remove(0);
    }
    for number in numbers {
        let matter = reader.matter_by_number(&number).await?.ok_or(AppError::NotFound)?;
        let waits = matter.status.as_deref() == Some(Status::Listed.code());
        if waits && matter.unit_id == ctx.unit().uuid() {
            return Ok(Some(number));
        }
    }
    Ok(None)
}
