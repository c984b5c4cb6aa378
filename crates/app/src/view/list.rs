//! The list of matters, within what the actor may see.

use std::sync::Arc;

use access::{Permission, Relation, relations};
use domain::matter::Status;
use store::{MatterFilter, MatterListRow, Page, Reader, Scope, Sort};
use uuid::Uuid;

use crate::{
    App, AppError, Ctx,
    directory::{Units, require},
    error::Outcome,
};

/// What the list is asked for.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Filters besides the scope, which the use case sets itself.
    pub filter: Option<MatterFilter>,
    /// Which page.
    pub page: Page,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct MatterList {
    /// Its rows.
    pub rows: Vec<MatterListRow>,
    /// Where the next page starts.
    pub next: Option<store::Cursor>,
    /// How many match, counted up to [`COUNT_CAP`].
    pub count: u64,
    /// Units of the installation.
    pub units: Arc<Units>,
}

/// Above this number the list says "more than".
pub const COUNT_CAP: u32 = 10_000;

/// What part of the installation the actor sees. A subtree is seen by path; a
/// unit that takes part sees its own matters, which is the subtree of its path.
/// Whoever is only named sees the matters that name them.
#[must_use]
pub fn scope_of(ctx: &Ctx, permission: Permission) -> Option<Scope> {
    let granted = relations(ctx.role(), permission);
    if granted.is_empty() {
        return None;
    }
    if granted.contains(&Relation::Anywhere) {
        return Some(Scope::All);
    }
    if granted.iter().all(|relation| *relation == Relation::Named) {
        return Some(Scope::Named(ctx.person().uuid()));
    }
    Some(Scope::Under(ctx.actor.path.clone()))
}

/// Reads a page of the list: three statements at most.
///
/// # Errors
/// Denied to roles that see no matters; a failure of the store.
pub async fn list(app: &App, ctx: &Ctx, query: &ListQuery) -> Outcome<MatterList> {
    require(ctx, Permission::ViewMatter, None)?;
    let scope = scope_of(ctx, Permission::ViewMatter).ok_or(AppError::NotFound)?;
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let mut filter = query.filter.clone().unwrap_or_else(|| MatterFilter::within(scope.clone()));
    filter.scope = scope;
    let page = reader.matters(&filter, &query.page).await?;
    let count = reader.count_matters(&filter, COUNT_CAP).await?;
    Ok(MatterList { rows: page.rows, next: page.next, count, units })
}

/// Matters found by a number or a part of the title.
const FOUND: u32 = 20;

/// Finds matters that the actor may see by a text in number or title, in the
/// order of their numbers, without the one that asks: at most so many as a
/// person can choose from.
///
/// # Errors
/// When the store fails.
pub async fn matters_like(
    app: &App,
    ctx: &Ctx,
    text: &str,
    except: Uuid,
) -> Outcome<Vec<MatterListRow>> {
    let mut reader = app.store().read().await?;
    like(&mut reader, ctx, text, except).await
}

/// As [`matters_like`], with a reader of the caller.
pub(crate) async fn like(
    reader: &mut Reader,
    ctx: &Ctx,
    text: &str,
    except: Uuid,
) -> Outcome<Vec<MatterListRow>> {
    let Some(scope) = scope_of(ctx, Permission::ViewMatter) else { return Ok(Vec::new()) };
    let mut filter = MatterFilter::within(scope);
    filter.text = Some(text.to_owned());
    filter.sort = Sort::Number;
    let page = reader.matters(&filter, &Page { after: None, limit: FOUND }).await?;
    Ok(page.rows.into_iter().filter(|row| row.id != except && covers(row)).collect())
}

/// A matter that was given up covers nothing.
pub(crate) fn covers(row: &MatterListRow) -> bool {
    row.status.as_deref() != Some(Status::Withdrawn.code())
}
