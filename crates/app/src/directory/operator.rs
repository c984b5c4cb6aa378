//! The person for whom a command of the operator acts. The act is logged under
//! that person's name, and access is decided as on the page.

use access::{Actor, Permission, may_ever};
use domain::{
    codes::Role,
    ids::{PersonId, UnitId},
};

use store::Account;

use super::{accounts::hash_password, sign_in::oversight_path};
use crate::{App, AppError, ctx::legal_day, error::Outcome};

/// Finds the person with a sign-in name, or, without one, the person with the
/// widest view whose post may do something; `None` when there is none.
///
/// # Errors
/// When the store fails.
pub async fn operator(
    app: &App,
    username: Option<&str>,
    permission: Permission,
) -> Outcome<Option<Actor>> {
    let mut reader = app.store().read().await?;
    let today = legal_day(app.clock().now());
    let units = app.units(&mut reader).await?;
    let people = super::people::everyone(&mut reader).await?;
    let mut found: Vec<(usize, String, Actor)> = Vec::new();
    for role in Role::ALL.iter().filter(|r| may_ever(**r, permission)) {
        let posts = reader.posts_of_role(role.code()).await?;
        for post in super::posts::held(&mut reader, posts, today).await? {
            let person = people.iter().find(|p| p.id == post.person_id && !p.disabled);
            let (Some(person), Some(unit)) = (person, units.get(&post.unit_id)) else { continue };
            if username.is_some_and(|name| name != person.username) {
                continue;
            }
            let path = oversight_path(&unit.kind, &unit.path);
            let actor = Actor {
                person: PersonId::new(person.id),
                role: *role,
                unit: UnitId::new(unit.id),
                path: path.clone(),
            };
            found.push((path.len(), person.username.clone(), actor));
        }
    }
    found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    Ok(found.into_iter().next().map(|(_, _, actor)| actor))
}

/// Lifts the lock of an account.
///
/// # Errors
/// Not found for an unknown sign-in name.
pub async fn unlock(app: &App, username: &str) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    let account = tx.account_by_username(username).await?.ok_or(AppError::NotFound)?;
    tx.put_account(&Account { failed: 0, locked_until: None, ..account }).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets a random password that must be changed at the next sign-in, and ends
/// every session of the person.
///
/// # Errors
/// Not found for an unknown sign-in name.
pub async fn operator_reset(app: &App, username: &str) -> Outcome<String> {
    let mut tx = app.store().write().await?;
    let account = tx.account_by_username(username).await?.ok_or(AppError::NotFound)?;
    let password = hex::encode(&app.ids().bytes()[..10]);
    let person = account.person;
    tx.put_account(&Account {
        password_hash: hash_password(&password)?,
        failed: 0,
        locked_until: None,
        must_change: true,
        updated_at: app.clock().now(),
        ..account
    })
    .await?;
    tx.end_sessions_of(person).await?;
    tx.commit().await?;
    Ok(password)
}
