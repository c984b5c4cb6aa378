//! `wenping backup`: a whole installation in one folder, verified.

use std::path::Path;

use locale::Msg;
use serde_json::json;

use super::{Ended, verify};
use crate::{
    cli::Call,
    installation::{copy_mark, open_existing, settings},
    output::{Output, WELL, WRONG},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let config = settings(call)?;
    let app = open_existing(call, &config).await?;
    let (from, to) = (&config.storage.data_dir, Path::new(call.required("to")));
    let now = app.clock().now();
    let report = app
        .store()
        .backup(to, now, &mut |p| out.progress(p.events, p.of_events))
        .await
        .map_err(|e| e.to_string())?;
    app.store().close().await;
    copy_mark(from, to)?;
    let secret = !call.flag("without-secret");
    if secret {
        copy_secret(&from.join(app::SECRET_FILE), &to.join(app::SECRET_FILE))
            .map_err(|e| format!("{}: {e}", app::SECRET_FILE))?;
    }
    for key in &report.damaged {
        out.complain(&call.l10n().t1("cli-backup-damaged", "key", key));
    }
    for finding in &report.findings {
        out.complain(&verify::told(finding, call.l10n()));
    }
    out.document(&json!({
        "to": to.display().to_string(),
        "sound": report.is_sound(),
        "size": report.size,
        "root": report.root.to_string(),
        "blobs": report.blobs,
        "damaged": report.damaged,
        "findings": report.findings.len(),
        "secret": secret,
    }));
    out.say(
        &Msg::new("cli-backed-up")
            .with("to", to.display().to_string())
            .with("size", report.size)
            .with("blobs", report.blobs),
    );
    out.say(&Msg::dynamic(if secret { "cli-backup-secret" } else { "cli-backup-no-secret" }));
    Ok(if report.is_sound() { WELL } else { WRONG })
}

/// Only the owner of the process may read the copy, from its first byte on.
fn copy_secret(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let secret = std::fs::read(from)?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
    file.write_all(&secret)?;
    file.sync_all()
}
