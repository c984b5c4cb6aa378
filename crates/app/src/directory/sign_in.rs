//! Signing in and out, and what a session stands for.

use access::Actor;
use argon2::{
    Argon2,
    password_hash::{PasswordVerifier, phc::PasswordHash},
};
use domain::{
    codes::{Role, UnitKind},
    ids::{PersonId, PostId, UnitId},
};
use jiff::{SignedDuration, Timestamp};
use ledger::Hash;
use store::{Account, LockPolicy, Reader, SecurityEvent, Tx};
use uuid::Uuid;

use super::accounts::{check_password, hash_password};
use crate::{App, AppError, Settings, ctx::legal_day, error::Outcome, form::FieldError};

/// A post that a session may act in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostChoice {
    /// The post.
    pub post: PostId,
    /// Its unit.
    pub unit: UnitId,
    /// Name of the unit.
    pub unit_name: String,
    /// Its role.
    pub role: Role,
}

/// What a session stands for.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who acts, in the chosen post.
    pub actor: Actor,
    /// Name of the person, or the sign-in name where it was erased.
    pub name: String,
    /// Name of the unit.
    pub unit_name: String,
    /// Division of the unit.
    pub division: String,
    /// Posts to choose from.
    pub posts: Vec<PostChoice>,
    /// The chosen post.
    pub post: PostId,
    /// Whether the password must be changed first.
    pub must_change: bool,
}

/// The answer to a sign-in.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// Signed in; the session is open under the token's hash.
    In {
        /// Whether the password must be changed first.
        must_change: bool,
    },
    /// Name or password is wrong; which of them is not told.
    Wrong,
    /// Too many wrong passwords.
    Locked {
        /// Until when.
        until: Timestamp,
    },
}

/// Opens a session if name and password are right.
///
/// # Errors
/// When the store fails.
pub async fn sign_in(
    app: &App,
    username: &str,
    password: &str,
    token: Hash,
    now: Timestamp,
) -> Outcome<SignIn> {
    let seen = app.store().read().await?.account_by_username(username.trim()).await?;
    let right = verify(seen.as_ref(), password);
    let mut tx = app.store().write().await?;
    // The password is judged before the account is held, because that takes
    // long; the lock is judged after, so that guesses at once count one by one.
    let account = match &seen {
        Some(seen) => tx.hold_account(seen.person).await?,
        None => None,
    };
    let Some(account) = account else {
        note(app, &mut tx, now, None, "WRONG").await?;
        tx.commit().await?;
        return Ok(SignIn::Wrong);
    };
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        return Ok(SignIn::Locked { until });
    }
    let disabled = tx.person(account.person).await?.is_none_or(|p| p.row.disabled);
    let unchanged = seen.is_some_and(|seen| seen.password_hash == account.password_hash);
    let right = right && unchanged && !disabled;
    let settings = app.settings();
    let policy = LockPolicy {
        after: settings.lock_after,
        period: SignedDuration::from_mins(i64::from(settings.lock_minutes)),
    };
    tx.note_sign_in(account.person, right, policy, now).await?;
    note(app, &mut tx, now, Some(account.person), if right { "IN" } else { "WRONG" }).await?;
    if right {
        tx.open_session(&store::Session {
            token_hash: token,
            person: account.person,
            post: None,
            created_at: now,
            seen_at: now,
            expires_at: expiry(app.settings(), now, now),
        })
        .await?;
    }
    tx.commit().await?;
    Ok(if right { SignIn::In { must_change: account.must_change } } else { SignIn::Wrong })
}

/// An unknown name costs the same time as a wrong password.
fn verify(account: Option<&Account>, password: &str) -> bool {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                          0gkNXxVeEDVWgAbeH2pjJcJqR4/N3g0ijgHx6w1f9Ew";
    let stored = account.map_or(NOBODY, |a| a.password_hash.as_str());
    let matches = PasswordHash::new(stored)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    matches && account.is_some()
}

/// When a session ends that was opened at `since` and used at `now`: some time
/// after the last request, and at the latest some hours after the sign-in.
fn expiry(settings: &Settings, since: Timestamp, now: Timestamp) -> Timestamp {
    let after = |at: Timestamp, minutes: i64| {
        at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
    };
    let idle = after(now, i64::from(settings.session_minutes));
    idle.min(after(since, i64::from(settings.session_hours) * 60))
}

async fn note(
    app: &App,
    tx: &mut Tx,
    now: Timestamp,
    person: Option<Uuid>,
    outcome: &str,
) -> Outcome<()> {
    tx.note_security(&SecurityEvent {
        id: app.ids().id(now),
        at: now,
        kind: "SIGN_IN".into(),
        person,
        unit: None,
        route: "/login".into(),
        outcome: outcome.into(),
    })
    .await?;
    Ok(())
}

/// What the session of a token stands for; `None` when it is over, or the
/// person has no post today.
///
/// # Errors
/// When the store fails.
pub async fn session(app: &App, token: &Hash, now: Timestamp) -> Outcome<Option<Session>> {
    let mut reader = app.store().read().await?;
    let found = reader.session(token, now, super::units::CHANGES).await?;
    let Some((open, change)) = found else { return Ok(None) };
    app.unit_cache().note(change);
    let Some(person) = reader.person(open.person).await? else { return Ok(None) };
    let must_change = reader.account(open.person).await?.is_some_and(|a| a.must_change);
    let posts = posts(app, &mut reader, open.person, now).await?;
    let chosen =
        posts.iter().find(|p| Some(p.post.uuid()) == open.post).or_else(|| posts.first()).cloned();
    let Some(chosen) = chosen.filter(|_| !person.row.disabled) else { return Ok(None) };
    let units = app.units(&mut reader).await?;
    let unit = units.get(&chosen.unit.uuid()).ok_or(AppError::NotFound)?;
    let username = person.row.username.unwrap_or_default();
    let session = Session {
        actor: Actor {
            person: PersonId::new(open.person),
            role: chosen.role,
            unit: chosen.unit,
            path: oversight_path(&unit.kind, &unit.path),
        },
        name: person.text.unwrap_or(username),
        unit_name: unit.name.clone(),
        division: unit.division.clone(),
        post: chosen.post,
        posts,
        must_change,
    };
    drop(reader);
    keep_alive(app, token, &open, now).await?;
    Ok(Some(session))
}

/// A person as the holder of a role in a unit, if the post is held at this
/// instant and the account is open: for work that goes on after the session.
///
/// # Errors
/// When the store fails.
pub async fn actor(
    app: &App,
    (person, unit, role): (PersonId, UnitId, Role),
    now: Timestamp,
) -> Outcome<Option<Actor>> {
    let mut reader = app.store().read().await?;
    let units = app.units_now(&mut reader).await?;
    let open = reader.person(person.uuid()).await?.is_some_and(|found| !found.row.disabled);
    let posts = posts(app, &mut reader, person.uuid(), now).await?;
    let held = posts.iter().any(|post| post.unit == unit && post.role == role);
    let found = units.get(&unit.uuid()).filter(|_| open && held);
    Ok(found.map(|found| {
        let path = oversight_path(&found.kind, &found.path);
        Actor { person, role, unit, path }
    }))
}

/// An office that oversees its government's area sees what its government sees.
#[must_use]
pub fn oversight_path(kind: &str, path: &str) -> String {
    let oversees = UnitKind::from_code(kind).is_some_and(|k| {
        matches!(k, UnitKind::StabilityOffice | UnitKind::Inspection | UnitKind::ApprovalOffice)
    });
    let parent = path.trim_end_matches('/').rsplit_once('/').map(|(above, _)| format!("{above}/"));
    match parent {
        Some(parent) if oversees && parent.len() > 1 => parent,
        _ => path.to_owned(),
    }
}

async fn posts(
    app: &App,
    reader: &mut Reader,
    person: Uuid,
    now: Timestamp,
) -> Outcome<Vec<PostChoice>> {
    let today = legal_day(now);
    let units = app.units(reader).await?;
    let rows = reader.posts_of(person).await?;
    Ok(super::posts::held(reader, rows, today)
        .await?
        .into_iter()
        .filter_map(|p| {
            Some(PostChoice {
                post: PostId::new(p.id),
                unit: UnitId::new(p.unit_id),
                unit_name: units.get(&p.unit_id)?.name.clone(),
                role: Role::from_code(&p.role)?,
            })
        })
        .collect())
}

/// A session in use is prolonged, at most once a minute.
async fn keep_alive(app: &App, token: &Hash, open: &store::Session, now: Timestamp) -> Outcome<()> {
    if now.duration_since(open.seen_at) < SignedDuration::from_mins(1) {
        return Ok(());
    }
    let mut tx = app.store().write().await?;
    tx.touch_session(token, now, expiry(app.settings(), open.created_at, now)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the store fails.
pub async fn sign_out(app: &App, token: &Hash) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    tx.end_session(token).await?;
    tx.commit().await?;
    Ok(())
}

/// Chooses the post in which the session acts.
///
/// # Errors
/// Not found when the person does not hold the post.
pub async fn choose_post(app: &App, token: &Hash, post: PostId, now: Timestamp) -> Outcome<()> {
    let session = session(app, token, now).await?.ok_or(AppError::NotFound)?;
    if !session.posts.iter().any(|p| p.post == post) {
        return Err(AppError::NotFound);
    }
    let mut tx = app.store().write().await?;
    tx.choose_post(token, Some(post.uuid())).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes the own password; every other session of the person ends.
///
/// # Errors
/// The old password is wrong, or the new one too weak.
pub async fn change_password(
    app: &App,
    person: PersonId,
    old: &str,
    new: &str,
    now: Timestamp,
) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    let account = tx.account(person.uuid()).await?.ok_or(AppError::NotFound)?;
    if !verify(Some(&account), old) {
        return Err(AppError::Invalid(vec![FieldError::new("old", "password_wrong")]));
    }
    check_password("new", new).map_err(|e| AppError::Invalid(vec![e]))?;
    if old == new {
        return Err(AppError::Invalid(vec![FieldError::new("new", "password_same")]));
    }
    tx.put_account(&Account {
        password_hash: hash_password(new)?,
        must_change: false,
        updated_at: now,
        ..account
    })
    .await?;
    tx.end_sessions_of(person.uuid()).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Settings, expiry};

    #[test]
    fn a_session_ends_by_rest_and_by_age() {
        let settings =
            Settings { session_minutes: 30, session_hours: 2, ..Settings::on("unused".into()) };
        let since = Timestamp::from_second(1_483_056_000).unwrap();
        let at = |minutes| since + SignedDuration::from_mins(minutes);
        for (now, ends) in [(0, 30), (60, 90), (90, 120), (119, 120)] {
            assert_eq!(expiry(&settings, since, at(now)), at(ends), "used after {now} minutes");
        }
    }
}
