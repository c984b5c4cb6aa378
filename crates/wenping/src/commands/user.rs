//! `wenping user`: accounts, for the operator of the machine.

use locale::Msg;

use super::Ended;
use crate::{
    cli::Call,
    installation::{open_existing, settings},
    output::{Output, WELL},
};

pub(super) async fn list(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    let mut reader = app.store().read().await.map_err(|e| e.to_string())?;
    let people = app::directory::everyone(&mut reader).await.map_err(|e| e.to_string())?;
    drop(reader);
    app.store().close().await;
    for person in &people {
        out.line(&format!("{}\t{}", person.username, if person.disabled { "-" } else { "+" }));
    }
    Ok(WELL)
}

pub(super) async fn unlock(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    app::directory::unlock(&app, call.required("username")).await.map_err(|e| e.to_string())?;
    app.store().close().await;
    out.say(&Msg::new("cli-user-unlocked").with("username", call.required("username")));
    Ok(WELL)
}

/// Sets a random password that must be changed at the next sign-in.
pub(super) async fn password(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    let password = app::directory::operator_reset(&app, call.required("username"))
        .await
        .map_err(|e| e.to_string())?;
    app.store().close().await;
    out.line(&password);
    Ok(WELL)
}
