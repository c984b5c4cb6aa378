//! `wenping rebuild`: every row again from the log. Resumable.

use locale::Msg;
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{open_existing, settings},
    output::{Output, WELL},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    let now = app.clock().now();
    let report = app
        .store()
        .rebuild(now, &mut |p| out.progress(p.events, p.of_events))
        .await
        .map_err(|e| e.to_string())?;
    app.store().close().await;
    for change in &report.changed {
        let record = change.record.as_ref().map(ToString::to_string).unwrap_or_default();
        out.complain(&format!("{} {record}", change.table));
    }
    out.document(&json!({
        "records": report.records,
        "resumed": report.resumed,
        "changed": report.changed.len(),
    }));
    out.say(
        &Msg::new("cli-rebuilt")
            .with("records", report.records)
            .with("changed", report.changed.len()),
    );
    Ok(WELL)
}
