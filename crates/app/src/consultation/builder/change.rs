//! One change of the draft, over the version that was seen.

use domain::consultation::{
    draft::{Edit, edited},
    form::Question,
};
use store::{FormDraft, Tx};
use uuid::Uuid;

use super::{content, open_to, stored};
use crate::{
    App, AppError, Ctx, consultation::begin, error::Outcome, form::FieldError, once, view::Case,
};

/// Changes the draft of a case that was seen in the version `since`.
///
/// # Errors
/// [`AppError::Conflict`] when somebody else changed it meanwhile; a change that
/// cannot be made; denied access.
pub async fn change(app: &App, ctx: &Ctx, case: &Case, since: u64, edit: &Edit) -> Outcome<()> {
    let (id, _) = open_to(ctx, case)?;
    let mut tx = begin(app, ctx).await?;
    let questions = current(&mut tx, id, since).await?;
    write(&mut tx, ctx, (id, since), &questions, edit).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// The questions of the draft, when it is still the one that was seen.
pub(super) async fn current(tx: &mut Tx, id: Uuid, since: u64) -> Outcome<Vec<Question>> {
    let (found, questions) = stored(tx, id).await?;
    if found == since { Ok(questions) } else { Err(conflict(found)) }
}

/// Writes the questions after an edit.
pub(super) async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    (assessment, since): (Uuid, u64),
    questions: &[Question],
    edit: &Edit,
) -> Outcome<()> {
    let refused = |why: domain::consultation::draft::Unedited| {
        AppError::Invalid(vec![FieldError::new("", why.code())])
    };
    let list = edited(questions, edit).map_err(refused)?;
    let version = since.saturating_add(1);
    let draft = FormDraft { assessment, version, content: content(&list)?, updated_at: ctx.now };
    if tx.put_form_draft(&draft, since).await? { Ok(()) } else { Err(conflict(version)) }
}

const fn conflict(found: u64) -> AppError {
    AppError::Conflict { found, by: None, at: None }
}
