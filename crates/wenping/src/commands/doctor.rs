//! `wenping doctor`: settings, rules and both databases, each with what is
//! wanted and what was found, and the end of the log. Earlier entries are left
//! to `wenping verify`, and that is said.

use locale::Msg;
use serde_json::json;
use store::Setting;

use super::{Ended, verify};
use crate::{
    cli::Call,
    installation::{open_existing, settings},
    output::{Output, WELL, WRONG},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let config = settings(call)?;
    let app = open_existing(call, &config).await?;
    let store = app.store();
    let mut found: Vec<(&str, Setting)> = Vec::new();
    for (database, db) in [("record", store.record()), ("answers", store.answers())] {
        let settings = db.settings().await.map_err(|e| e.to_string())?;
        found.extend(settings.into_iter().map(|setting| (database, setting)));
    }
    let head = store.head().await.map_err(|e| e.to_string())?;
    let wrong = store.check_end().await.map_err(|e| e.to_string())?;
    store.close().await;
    let sound = found.iter().all(|(_, s)| s.ok);
    let well = sound && wrong.is_empty();
    tell(&found, out);
    for finding in &wrong {
        out.complain(&verify::told(finding, out.l10n()));
    }
    out.document(&json!({
        "ok": well,
        "events": head.tree.size(),
        "root": head.root.to_string(),
        "log_end_ok": wrong.is_empty(),
        "log_verified": false,
        "settings": found.iter().map(|(database, s)| json!({
            "database": database, "name": s.name, "value": s.found, "wanted": s.wanted, "ok": s.ok,
        })).collect::<Vec<_>>(),
    }));
    let key = match (sound, wrong.is_empty()) {
        (_, false) => "cli-doctor-log",
        (false, true) => "cli-doctor-ill",
        (true, true) => "cli-doctor-well",
    };
    out.say(&Msg::dynamic(key).with("events", head.tree.size()));
    out.say(&Msg::new("cli-doctor-unverified"));
    Ok(if well { WELL } else { WRONG })
}

fn tell(found: &[(&str, Setting)], out: &Output) {
    if out.json() {
        return;
    }
    for (database, s) in found {
        let mark = if s.ok { "ok" } else { "!!" };
        let database = out.l10n().code("cli-database", database);
        out.line(&format!("{mark} {database} {} = {} ({})", s.name, s.found, s.wanted));
    }
}
