//! What became of a section: every version that is kept.

use store::{Chapter, ChapterVersion};

use super::{known, to_read};
use crate::{App, AppError, Ctx, error::Outcome, view::Case};

/// The versions of a section, the latest first, with those that came late.
///
/// # Errors
/// Denied access; not found for a section that the rules do not have.
pub async fn history(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    section: &str,
) -> Outcome<Vec<ChapterVersion>> {
    let (id, _) = to_read(ctx, case)?;
    known(app, ctx, case, section)?;
    Ok(app.store().read().await?.chapter_history(id, section, super::save::MOST).await?)
}

/// One version of a section.
///
/// # Errors
/// Denied access; not found where it is not kept.
pub async fn version(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    (section, version): (&str, u64),
) -> Outcome<Chapter> {
    let (id, _) = to_read(ctx, case)?;
    let mut reader = app.store().read().await?;
    reader.chapter_version(id, section, version).await?.ok_or(AppError::NotFound)
}
