//! What the form that freezes the report begins with.

use std::collections::BTreeMap;

use super::to_write;
use crate::{App, Ctx, error::Outcome, view::Case};

/// The texts that stand, by code of the section, with their live fields as
/// typed: who shows the form pours the numbers of the day into them.
///
/// # Errors
/// Denied access; not found before there is an assessment.
pub async fn prefill(app: &App, ctx: &Ctx, case: &Case) -> Outcome<BTreeMap<String, String>> {
    let (id, _) = to_write(ctx, case)?;
    let texts = app.store().read().await?.chapters(id).await?;
    Ok(texts.into_iter().map(|one| (one.section, one.content)).collect())
}
