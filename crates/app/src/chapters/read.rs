//! Every section with the text that stands, by whom and when, and its comments;
//! the pictures.

use access::Permission;

use super::{Section, Writing, to_read};
use crate::{App, Ctx, error::Outcome, view::Case};

/// Reads the report of a case as it is being written.
///
/// # Errors
/// Denied access; not found before there is an assessment.
pub async fn read(app: &App, ctx: &Ctx, case: &Case) -> Outcome<Writing> {
    let (id, _) = to_read(ctx, case)?;
    let mut reader = app.store().read().await?;
    let mut texts = reader.chapters(id).await?;
    let pictures = reader.pictures(id).await?;
    let comments = reader.chapter_comments(id).await?;
    let sections = case.report_sections(app, ctx).into_iter().map(|item| {
        let at = texts.iter().position(|one| one.section == item.code);
        let latest = at.map(|at| texts.swap_remove(at));
        let of_it = comments.iter().filter(|one| one.section == item.code);
        Section { comments: of_it.cloned().collect(), latest, item }
    });
    let sections = sections.collect();
    Ok(Writing { sections, pictures, writes: case.may(ctx, Permission::Draft) })
}
