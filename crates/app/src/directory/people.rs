//! Names of officials and experts, for pages.

use std::collections::BTreeMap;

use jiff::civil::Date;
use store::{Reader, Scope};
use uuid::Uuid;

use crate::error::Outcome;

/// Names by person; an erased name is absent.
pub type Names = BTreeMap<Uuid, String>;

/// A person with the sign-in name, for choices.
#[derive(Debug, Clone)]
pub struct PersonChoice {
    /// Identifier.
    pub id: Uuid,
    /// Name, or the sign-in name where the name was erased.
    pub name: String,
    /// Sign-in name.
    pub username: String,
    /// Signed out for good.
    pub disabled: bool,
}

/// Names of everyone who has a record.
///
/// # Errors
/// When the store fails.
pub async fn names(reader: &mut Reader) -> Outcome<Names> {
    Ok(everyone(reader).await?.into_iter().map(|p| (p.id, p.name)).collect())
}

/// Experts of the pool on a day.
///
/// # Errors
/// When the store fails.
pub async fn experts(reader: &mut Reader, today: Date) -> Outcome<Vec<PersonChoice>> {
    let posts = reader.posts_of_role("EXPERT").await?;
    let posts = super::posts::held(reader, posts, today).await?;
    let everyone = everyone(reader).await?;
    Ok(everyone
        .into_iter()
        .filter(|p| !p.disabled && posts.iter().any(|q| q.person_id == p.id))
        .collect())
}

/// Everyone with a post at a unit.
///
/// # Errors
/// When the store fails.
pub async fn people_of_unit(reader: &mut Reader, unit: Uuid) -> Outcome<Vec<PersonChoice>> {
    let posts = reader.posts_at(unit).await?;
    let everyone = everyone(reader).await?;
    Ok(everyone.into_iter().filter(|p| posts.iter().any(|q| q.person_id == p.id)).collect())
}

/// Everyone who has a record, with names and sign-in names.
///
/// # Errors
/// When the store fails.
pub async fn everyone(reader: &mut Reader) -> Outcome<Vec<PersonChoice>> {
    let rows = reader.persons(&Scope::All).await?;
    Ok(rows
        .into_iter()
        .map(|p| {
            let username = p.row.username.unwrap_or_default();
            PersonChoice {
                id: p.row.id,
                name: p.text.unwrap_or_else(|| username.clone()),
                username,
                disabled: p.row.disabled,
            }
        })
        .collect())
}
