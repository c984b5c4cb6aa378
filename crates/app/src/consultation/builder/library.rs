//! Questionnaires that a unit keeps for later cases.

use domain::consultation::form::Question;
use store::{FormTemplate, Reader};
use uuid::Uuid;

use super::{Kept, content, open_to, questions, stored};
use crate::{
    App, AppError, Ctx,
    consultation::begin,
    error::Outcome,
    form::{FieldError, worded},
    once,
    view::Case,
};

/// Questionnaires that a unit may keep.
const MOST: usize = 50;
/// Longest name, in characters.
const NAME: usize = 60;

pub(super) async fn kept(reader: &mut Reader, unit: Uuid) -> Outcome<Vec<Kept>> {
    let all = reader.form_templates(unit).await?;
    let read = |one: FormTemplate| {
        Ok(Kept { id: one.id, name: one.name, questions: questions(one.content)? })
    };
    all.into_iter().map(read).collect()
}

/// Keeps the draft of a case under a name, for later cases of the same unit.
///
/// # Errors
/// A name that is missing, too long or says what no text may; an empty draft;
/// more than a unit may keep; denied access.
pub async fn keep_template(app: &App, ctx: &Ctx, case: &Case, name: &str) -> Outcome<()> {
    let (id, _) = open_to(ctx, case)?;
    let name = name.trim();
    let (have, wrong) = (name.chars().count(), |error| Err(AppError::Invalid(vec![error])));
    if have == 0 {
        return wrong(FieldError::new("name", "required"));
    }
    if have > NAME {
        return wrong(FieldError::new("name", "too_long").with("max", NAME).with("have", have));
    }
    worded("name", name, &case.package.prohibited)?;
    let mut tx = begin(app, ctx).await?;
    let (_, list): (u64, Vec<Question>) = stored(&mut tx, id).await?;
    if list.is_empty() {
        return wrong(FieldError::new("name", "form_empty"));
    }
    let unit = ctx.unit().uuid();
    if tx.form_templates(unit).await?.len() >= MOST {
        return wrong(FieldError::new("name", "form_full"));
    }
    let template = FormTemplate {
        id: app.ids().id(ctx.now),
        unit,
        name: name.to_owned(),
        content: content(&list)?,
        created_at: ctx.now,
    };
    tx.put_form_template(&template).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets a questionnaire of the unit; one of another unit is left alone.
///
/// # Errors
/// Denied access.
pub async fn forget_template(app: &App, ctx: &Ctx, case: &Case, id: Uuid) -> Outcome<()> {
    open_to(ctx, case)?;
    let mut tx = begin(app, ctx).await?;
    tx.delete_form_template(ctx.unit().uuid(), id).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}
