//! `wenping doctor`: settings, rules and database, each with what is wanted and
//! what was found.

use locale::Msg;
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{open_existing, settings},
    output::{Output, WELL, WRONG},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let config = settings(call)?;
    let app = open_existing(call, &config).await?;
    let found = app.store().settings().await.map_err(|e| e.to_string())?;
    let head = app.store().head().await.map_err(|e| e.to_string())?;
    let sound = found.iter().all(|s| s.ok);
    for s in &found {
        let mark = if s.ok { "ok" } else { "!!" };
        if !out.json() {
            out.line(&format!("{mark} {} = {} ({})", s.name, s.found, s.wanted));
        }
    }
    app.store().close().await;
    out.document(&json!({
        "ok": sound,
        "events": head.tree.size(),
        "root": head.root.to_string(),
        "settings": found.iter().map(|s| json!({
            "name": s.name, "value": s.found, "wanted": s.wanted, "ok": s.ok,
        })).collect::<Vec<_>>(),
    }));
    let key = if sound { "cli-doctor-well" } else { "cli-doctor-ill" };
    out.say(&Msg::dynamic(key).with("events", head.tree.size()));
    Ok(if sound { WELL } else { WRONG })
}
