//! People, their posts and their accounts, kept by the security administrator;
//! and the first run, which makes the first of them.

use access::Permission;
use argon2::{Argon2, password_hash::PasswordHasher};
use domain::{
    codes::{Role, UnitKind},
    ids::{PersonId, PostId, UnitId},
    org::{Person, PersonEvent, Post},
};
use jiff::civil::Date;
use store::{Account, Loaded, Tx};

use super::{NewUnit, require, security, units::set_unit_in};
use crate::{App, AppError, Ctx, error::Outcome, form::FieldError, once, vault::Vault};

/// Least length of a password, in characters (OWASP ASVS 5.0, 6.2.1).
pub const MIN_PASSWORD: usize = 10;
/// Greatest length that is taken, so that hashing stays bounded.
const MAX_PASSWORD: usize = 200;

/// A person to be entered, with a first post.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Sign-in name: a post-like word, not a personal name.
    pub username: String,
    /// Name of the official or expert; erasable.
    pub name: String,
    /// First password.
    pub password: String,
    /// Unit of the first post.
    pub unit: UnitId,
    /// Role of the first post.
    pub role: Role,
    /// Whether the password must be changed at the first sign-in.
    pub must_change: bool,
}

/// The first run: the root unit and the three administrators.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The unit at the root of the tree.
    pub root: NewUnit,
    /// System, security and audit administrator: three persons.
    pub admins: [(String, String); 3],
}

pub(super) fn hash_password(password: &str) -> Outcome<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| AppError::Internal(format!("password hash: {e}")))
}

pub(super) fn check_password(field: &str, password: &str) -> Result<(), FieldError> {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        return Err(FieldError::new(field, "password_short").with("min", MIN_PASSWORD));
    }
    if length > MAX_PASSWORD {
        return Err(FieldError::new(field, "too_long")
            .with("max", MAX_PASSWORD)
            .with("have", length));
    }
    Ok(())
}

pub(super) fn check_username(username: &str) -> Result<(), FieldError> {
    let fits = (3..=40).contains(&username.len())
        && username
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._".contains(&b));
    if fits { Ok(()) } else { Err(FieldError::new("username", "username")) }
}

/// Enters a person with a first post and an account.
///
/// # Errors
/// Denied access, fields out of order, a sign-in name in use.
pub async fn enter_person(app: &App, ctx: &Ctx, new: &NewPerson) -> Outcome<PersonId> {
    require(ctx, Permission::ManageUsers, None)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let id = enter_person_in(app, ctx, &mut tx, new).await?;
    once::seal(&mut tx, ctx, Some(id.to_string())).await?;
    tx.commit().await?;
    Ok(id)
}

/// As [`enter_person`], inside a transaction of the caller.
///
/// # Errors
/// As [`enter_person`], but access is the caller's to check.
pub async fn enter_person_in(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    new: &NewPerson,
) -> Outcome<PersonId> {
    let mut errors: Vec<FieldError> = Vec::new();
    errors.extend(check_username(&new.username).err());
    errors.extend(check_password("password", &new.password).err());
    if new.name.trim().is_empty() {
        errors.push(FieldError::new("name", "required"));
    }
    if tx.person_by_username(&new.username).await?.is_some() {
        errors.push(FieldError::new("username", "taken"));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let id = app.ids().id(ctx.now);
    let mut vault = Vault::new(app.ids());
    let name = vault.text(new.name.trim());
    let post = Post {
        id: PostId::new(app.ids().id(ctx.now)),
        unit: new.unit,
        role: new.role,
        from: ctx.occurred_on,
        to: None,
        delegated_by: None,
        ended: false,
    };
    let events = [
        PersonEvent::PersonEntered { username: new.username.clone(), name },
        PersonEvent::PostGiven { post },
    ];
    tx.commit_record(Loaded::<Person>::fresh(id), &ctx.act(None), &events, &vault.into_sides())
        .await?;
    tx.put_account(&Account {
        person: id,
        username: new.username.clone(),
        password_hash: hash_password(&new.password)?,
        failed: 0,
        locked_until: None,
        must_change: new.must_change,
        updated_at: ctx.now,
    })
    .await?;
    Ok(PersonId::new(id))
}

async fn load(tx: &mut Tx, person: PersonId) -> Outcome<Loaded<Person>> {
    tx.load::<Person>(person.uuid()).await?.ok_or(AppError::NotFound)
}

/// The person's record as the administrator saw it must still stand.
fn unchanged(loaded: &Loaded<Person>, expected: u64) -> Outcome<()> {
    if loaded.version == expected {
        return Ok(());
    }
    Err(AppError::Conflict { found: loaded.version, by: None, at: loaded.updated_at })
}

/// A post to be given.
#[derive(Debug, Clone, Copy)]
pub struct NewPost {
    /// Where.
    pub unit: UnitId,
    /// Which role.
    pub role: Role,
    /// Last day, if it runs out.
    pub until: Option<Date>,
}

/// Gives a post. `expected` is the version of the person's record that the
/// administrator saw.
///
/// # Errors
/// Denied access, two administrators' posts in one hand, a conflict.
pub async fn give_post(
    app: &App,
    ctx: &Ctx,
    person: PersonId,
    new: NewPost,
    expected: u64,
) -> Outcome<()> {
    let NewPost { unit, role, until } = new;
    require(ctx, Permission::ManageUsers, None)?;
    // Whoever gives posts holds none but those that somebody else gave.
    if person == ctx.person() {
        return Err(AppError::Invalid(vec![FieldError::new("role", "own_post")]));
    }
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let loaded = load(&mut tx, person).await?;
    unchanged(&loaded, expected)?;
    loaded.state.may_hold(role, ctx.today)?;
    let post = Post {
        id: PostId::new(app.ids().id(ctx.now)),
        unit,
        role,
        from: ctx.occurred_on,
        to: until,
        delegated_by: None,
        ended: false,
    };
    tx.commit_record(loaded, &ctx.act(None), &[PersonEvent::PostGiven { post }], &[]).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a post and every session in which it is used.
///
/// # Errors
/// Denied access, an unknown person or post.
pub async fn end_post(app: &App, ctx: &Ctx, person: PersonId, post: PostId) -> Outcome<()> {
    require(ctx, Permission::ManageUsers, None)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let loaded = load(&mut tx, person).await?;
    if !loaded.state.posts.iter().any(|p| p.id == post && p.to.is_none()) {
        return Err(AppError::NotFound);
    }
    let event = PersonEvent::PostEnded { post, to: ctx.occurred_on };
    tx.commit_record(loaded, &ctx.act(None), &[event], &[]).await?;
    tx.end_sessions_of(person.uuid()).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Signs a person out for good, or lets the person in again. `expected` is the
/// version of the person's record that the administrator saw.
///
/// # Errors
/// Denied access, an unknown person, a conflict.
pub async fn set_disabled(
    app: &App,
    ctx: &Ctx,
    person: PersonId,
    disabled: bool,
    expected: u64,
) -> Outcome<()> {
    require(ctx, Permission::ManageUsers, None)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let loaded = load(&mut tx, person).await?;
    unchanged(&loaded, expected)?;
    let event =
        if disabled { PersonEvent::PersonDisabled {} } else { PersonEvent::PersonEnabled {} };
    tx.commit_record(loaded, &ctx.act(None), &[event], &[]).await?;
    tx.end_sessions_of(person.uuid()).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets a new password that must be changed at the next sign-in.
///
/// # Errors
/// Denied access, a weak password, an unknown person.
pub async fn reset_password(app: &App, ctx: &Ctx, person: PersonId, password: &str) -> Outcome<()> {
    require(ctx, Permission::ManageUsers, None)?;
    check_password("password", password).map_err(|e| AppError::Invalid(vec![e]))?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let account = tx.account(person.uuid()).await?.ok_or(AppError::NotFound)?;
    security::note(app, ctx, &mut tx, ("PASSWORD_RESET", "/admin/users/{id}/password", "DONE"))
        .await?;
    tx.put_account(&Account {
        password_hash: hash_password(password)?,
        failed: 0,
        locked_until: None,
        must_change: true,
        updated_at: ctx.now,
        ..account
    })
    .await?;
    tx.end_sessions_of(person.uuid()).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether nobody can sign in yet.
///
/// # Errors
/// When the store fails.
pub async fn first_run(app: &App) -> Outcome<bool> {
    Ok(!app.store().read().await?.has_accounts().await?)
}

/// Makes the root unit and the three administrators, once.
///
/// # Errors
/// Not found as soon as anyone can sign in; fields out of order.
pub async fn set_up(app: &App, ctx: &Ctx, new: &SetUp) -> Outcome<UnitId> {
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    if tx.has_accounts().await? {
        return Err(AppError::NotFound);
    }
    if new.root.kind != UnitKind::Government && new.root.kind != UnitKind::Party {
        return Err(AppError::Invalid(vec![FieldError::new("kind", "choice")]));
    }
    let root = set_unit_in(app, ctx, &mut tx, &new.root).await?;
    let roles = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];
    let mut errors = Vec::new();
    for ((username, password), role) in new.admins.iter().zip(roles) {
        let person = NewPerson {
            username: username.clone(),
            name: username.clone(),
            password: password.clone(),
            unit: root,
            role,
            must_change: false,
        };
        match enter_person_in(app, ctx, &mut tx, &person).await {
            Err(AppError::Invalid(found)) => errors.extend(
                found
                    .into_iter()
                    .map(|e| FieldError { field: format!("{}.{}", role.code(), e.field), ..e }),
            ),
            other => drop(other?),
        }
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    app.forget_units();
    Ok(root)
}
