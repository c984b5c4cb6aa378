//! Which posts are held now, and who gives posts.

use access::{Permission, may_ever};
use domain::{codes::Role, org::Person};
use jiff::civil::Date;
use store::{Reader, projection::PostRow};
use uuid::Uuid;

use super::oversight_path;
use crate::{App, Ctx, error::Outcome};

/// The posts among these that are held today: a post that runs out is held to
/// the end of its last day, one that an act ended is not held any more. The row
/// knows days only, so the record is asked where the last day is today.
pub(super) async fn held(
    reader: &mut Reader,
    posts: Vec<PostRow>,
    today: Date,
) -> Outcome<Vec<PostRow>> {
    let mut held: Vec<PostRow> = posts
        .into_iter()
        .filter(|p| p.valid_from <= today && p.valid_to.is_none_or(|to| today <= to))
        .collect();
    let mut last_day: Vec<Uuid> =
        held.iter().filter(|p| p.valid_to == Some(today)).map(|p| p.person_id).collect();
    last_day.sort_unstable();
    last_day.dedup();
    if last_day.is_empty() {
        return Ok(held);
    }
    let people = reader.load_many::<Person>(&last_day).await?;
    let over = |row: &PostRow| {
        let posts = people.iter().flat_map(|p| &p.state.posts);
        posts.into_iter().any(|p| p.id.uuid() == row.id && !p.held_on(today))
    };
    held.retain(|row| !over(row));
    Ok(held)
}

/// Those who can give a post, nearest to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granter {
    /// Name of their unit.
    pub unit: String,
    /// Their role.
    pub role: Role,
    /// Their names; an erased name is replaced by the sign-in name.
    pub names: Vec<String>,
}

/// Who gives posts to the people of the actor's unit: the administrators of
/// accounts at the nearest unit above it, else those with the widest view.
/// `None` when nobody holds such a post.
///
/// # Errors
/// When the store fails.
pub async fn granter(app: &App, ctx: &Ctx) -> Outcome<Option<Granter>> {
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let people = super::people::everyone(&mut reader).await?;
    let mut found: Vec<(bool, usize, Uuid, Role, String)> = Vec::new();
    for role in Role::ALL.iter().filter(|role| may_ever(**role, Permission::ManageUsers)) {
        let posts = reader.posts_of_role(role.code()).await?;
        for post in held(&mut reader, posts, ctx.today).await? {
            let person = people.iter().find(|p| p.id == post.person_id && !p.disabled);
            let (Some(person), Some(unit)) = (person, units.get(&post.unit_id)) else { continue };
            let path = oversight_path(&unit.kind, &unit.path);
            let above = ctx.actor.path.starts_with(&path);
            // Nearest first above the unit, widest first elsewhere.
            let rank = if above { usize::MAX - path.len() } else { path.len() };
            found.push((!above, rank, unit.id, *role, person.name.clone()));
        }
    }
    found.sort_unstable();
    let Some((_, _, first, role, _)) = found.first().cloned() else { return Ok(None) };
    let unit = units.get(&first).map(|u| u.name.clone()).unwrap_or_default();
    let of_first = |(_, _, at, held, name): (bool, usize, Uuid, Role, String)| {
        (at == first && held == role).then_some(name)
    };
    let names = found.into_iter().filter_map(of_first).collect();
    Ok(Some(Granter { unit, role, names }))
}
