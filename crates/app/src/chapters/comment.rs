//! Comments beside a section: made by those who read it, settled by those who
//! write it or by who made them.

use access::Permission;
use store::ChapterComment;
use uuid::Uuid;

use super::{known, to_read, writer};
use crate::{
    App, AppError, Ctx,
    error::Outcome,
    form::{FieldError, worded},
    once,
    view::Case,
};

/// Longest comment, in characters.
const LONGEST: usize = 2_000;
/// Comments that a section may have.
const MOST: usize = 500;

/// A comment on a section.
#[derive(Debug, Clone, Copy)]
pub struct Remark<'a> {
    /// Code of the section.
    pub section: &'a str,
    /// Version of the text that was read; 0 where that was a frozen report.
    pub on: u64,
    /// What is to be said.
    pub text: &'a str,
}

/// Keeps a comment.
///
/// # Errors
/// A comment that is missing, too long or says what no text may; more than a
/// section may have; denied access.
pub async fn comment(app: &App, ctx: &Ctx, case: &Case, remark: Remark<'_>) -> Outcome<()> {
    let (id, state) = to_read(ctx, case)?;
    known(app, ctx, case, remark.section)?;
    let text = remark.text.trim();
    let wrong = |error| Err(AppError::Invalid(vec![error]));
    let have = text.chars().count();
    if have == 0 {
        return wrong(FieldError::new("comment", "required"));
    }
    if have > LONGEST {
        return wrong(
            FieldError::new("comment", "too_long").with("max", LONGEST).with("have", have),
        );
    }
    worded("comment", text, &case.package.prohibited)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let all = tx.chapter_comments(id).await?;
    if all.iter().filter(|one| one.section == remark.section).count() >= MOST {
        return wrong(FieldError::new("comment", "comments_full").with("max", MOST));
    }
    let draft = Some(remark.on).filter(|on| *on > 0);
    let report = state.reports.last().map(|report| report.version);
    tx.put_chapter_comment(&ChapterComment {
        id: app.ids().id(ctx.now),
        assessment: id,
        section: remark.section.to_owned(),
        draft,
        report: report.filter(|_| draft.is_none()),
        writer: writer(ctx),
        content: text.to_owned(),
        created_at: ctx.now,
        resolved: None,
    })
    .await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that a comment is settled; one that was settled before stays as it is.
///
/// # Errors
/// Denied access, also to those who neither write nor made it; not found.
pub async fn resolve(app: &App, ctx: &Ctx, case: &Case, comment: Uuid) -> Outcome<()> {
    let (id, _) = to_read(ctx, case)?;
    let mut tx = app.store().write().await?;
    let all = tx.chapter_comments(id).await?;
    let found = all.iter().find(|one| one.id == comment).ok_or(AppError::NotFound)?;
    let me = ctx.person().uuid();
    if found.writer.person != me {
        crate::directory::require(ctx, Permission::Draft, Some(&case.resource))?;
    }
    tx.resolve_chapter_comment((id, comment), me, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}
