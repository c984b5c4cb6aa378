//! Persons with their posts and accounts, as the security administrator sees
//! them.

use access::Permission;
use domain::{ids::PersonId, org::Person};
use store::projection::PostRow;
use uuid::Uuid;

use super::{PersonChoice, everyone, require};
use crate::{App, AppError, Ctx, error::Outcome};

/// A person with posts.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Who.
    pub person: PersonChoice,
    /// Posts, past ones included.
    pub posts: Vec<PostRow>,
}

/// A person with posts and the state of the account.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Who, with every post.
    pub colleague: Colleague,
    /// Until when the account is locked, if it is.
    pub locked_until: Option<jiff::Timestamp>,
    /// Whether the password must be changed at the next sign-in.
    pub must_change: bool,
    /// Version of the person's record, for forms that change it.
    pub version: u64,
}

/// Everyone who holds or held a post at a unit, with the posts there.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn colleagues(app: &App, ctx: &Ctx, unit: Uuid) -> Outcome<Vec<Colleague>> {
    require(ctx, Permission::ManageUsers, None)?;
    let mut reader = app.store().read().await?;
    let posts = reader.posts_at(unit).await?;
    let with_posts = |person: PersonChoice| {
        let posts: Vec<PostRow> =
            posts.iter().filter(|p| p.person_id == person.id).cloned().collect();
        (!posts.is_empty()).then_some(Colleague { person, posts })
    };
    Ok(everyone(&mut reader).await?.into_iter().filter_map(with_posts).collect())
}

/// Persons whose name or sign-in name holds the words, without their posts, at
/// most `limit`; whether there are more.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn find_people(
    app: &App,
    ctx: &Ctx,
    words: &str,
    limit: usize,
) -> Outcome<(Vec<PersonChoice>, bool)> {
    require(ctx, Permission::ManageUsers, None)?;
    let words = words.trim().to_lowercase();
    let fits =
        |p: &PersonChoice| p.username.contains(&words) || p.name.to_lowercase().contains(&words);
    let mut reader = app.store().read().await?;
    let mut found: Vec<PersonChoice> =
        everyone(&mut reader).await?.into_iter().filter(fits).take(limit + 1).collect();
    let more = found.len() > limit;
    found.truncate(limit);
    Ok((found, more))
}

/// A person with every post and the state of the account.
///
/// # Errors
/// Denied access; not found for an unknown person.
pub async fn dossier(app: &App, ctx: &Ctx, person: PersonId) -> Outcome<Dossier> {
    require(ctx, Permission::ManageUsers, None)?;
    let mut reader = app.store().read().await?;
    let row = reader.person(person.uuid()).await?.ok_or(AppError::NotFound)?;
    let posts = reader.posts_of(person.uuid()).await?;
    let account = reader.account(person.uuid()).await?;
    let record = reader.load::<Person>(person.uuid()).await?.ok_or(AppError::NotFound)?;
    let username = row.row.username.unwrap_or_default();
    let person = PersonChoice {
        id: row.row.id,
        name: row.text.unwrap_or_else(|| username.clone()),
        username,
        disabled: row.row.disabled,
    };
    Ok(Dossier {
        colleague: Colleague { person, posts },
        locked_until: account
            .as_ref()
            .and_then(|a| a.locked_until)
            .filter(|until| *until > ctx.now),
        must_change: account.is_some_and(|a| a.must_change),
        version: record.version,
    })
}
