//! `wenping user …`: accounts, without the site.

use app::{AppError, directory::AccountLine};
use domain::codes::Role;
use locale::{L10n, Msg};
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{open_existing, settings},
    output::{Output, WELL},
};

/// One line each: account, state, and every post held today.
pub(super) async fn list(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    let accounts = app::directory::accounts(&app).await.map_err(|e| e.to_string())?;
    app.store().close().await;
    out.document(&json!(
        accounts
            .iter()
            .map(|account| json!({
                "username": account.username,
                "state": state(account),
                "locked_until": account.locked_until,
                "posts": account.posts.iter().map(|(unit, role)| json!({
                    "unit": unit, "role": role.code(),
                })).collect::<Vec<_>>(),
            }))
            .collect::<Vec<_>>()
    ));
    if out.json() {
        return Ok(WELL);
    }
    for account in &accounts {
        out.line(&line(account, out.l10n()));
    }
    Ok(WELL)
}

const fn state(account: &AccountLine) -> &'static str {
    if account.disabled {
        "disabled"
    } else if account.locked_until.is_some() {
        "locked"
    } else {
        "enabled"
    }
}

fn line(account: &AccountLine, l: L10n) -> String {
    let post = |(unit, role): &(String, Role)| format!("{unit} · {}", l.code("role", role.code()));
    let posts: Vec<String> = account.posts.iter().map(post).collect();
    let posts = if posts.is_empty() { l.t("cli-user-no-post") } else { posts.join("; ") };
    format!("{}\t{}\t{posts}", account.username, l.code("cli-user-state", state(account)))
}

pub(super) async fn unlock(call: &Call, out: &Output) -> Ended {
    let username = call.required("username");
    let app = open_existing(call, &settings(call)?).await?;
    let done = app::directory::unlock(&app, username).await;
    app.store().close().await;
    done.map_err(|e| unknown(e, username, out.l10n()))?;
    out.document(&json!({ "username": username, "unlocked": true }));
    out.say(&Msg::new("cli-user-unlocked").with("username", username));
    Ok(WELL)
}

/// Sets a random password that must be changed at the next sign-in.
pub(super) async fn password(call: &Call, out: &Output) -> Ended {
    let username = call.required("username");
    let app = open_existing(call, &settings(call)?).await?;
    let done = app::directory::operator_reset(&app, username).await;
    app.store().close().await;
    let password = done.map_err(|e| unknown(e, username, out.l10n()))?;
    out.document(&json!({ "username": username, "password": password }));
    if !out.json() {
        out.line(&password);
    }
    Ok(WELL)
}

fn unknown(error: AppError, username: &str, l: L10n) -> String {
    match error {
        AppError::NotFound => l.t1("cli-no-account", "username", username),
        other => other.to_string(),
    }
}
