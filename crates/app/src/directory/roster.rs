//! Persons with their posts and accounts, as the security administrator sees
//! them.

use access::Permission;
use domain::{codes::Role, ids::PersonId, org::Person};
use store::projection::PostRow;
use uuid::Uuid;

use super::{PersonChoice, everyone, posts::held, require};
use crate::{App, AppError, Ctx, ctx::legal_day, error::Outcome};

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

/// An account as the operator of the machine sees it.
#[derive(Debug, Clone)]
pub struct AccountLine {
    /// Sign-in name.
    pub username: String,
    /// Whether it was switched off.
    pub disabled: bool,
    /// Until when it is locked, if it is.
    pub locked_until: Option<jiff::Timestamp>,
    /// Name of the unit and role of each post held today.
    pub posts: Vec<(String, Role)>,
}

/// Every account with the posts held today, by sign-in name.
///
/// # Errors
/// When the store fails.
pub async fn accounts(app: &App) -> Outcome<Vec<AccountLine>> {
    let now = app.clock().now();
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let mut lines = Vec::new();
    for person in everyone(&mut reader).await? {
        let posts = reader.posts_of(person.id).await?;
        let posts = held(&mut reader, posts, legal_day(now)).await?;
        let account = reader.account(person.id).await?;
        let post =
            |p: PostRow| Some((units.get(&p.unit_id)?.name.clone(), Role::from_code(&p.role)?));
        lines.push(AccountLine {
            username: person.username,
            disabled: person.disabled,
            locked_until: account.and_then(|a| a.locked_until).filter(|until| *until > now),
            posts: posts.into_iter().filter_map(post).collect(),
        });
    }
    lines.sort_by(|a, b| a.username.cmp(&b.username));
    Ok(lines)
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
