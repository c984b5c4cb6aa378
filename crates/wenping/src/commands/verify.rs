//! `wenping verify`: root, gaps, and state equals fold, for every record.

use locale::Msg;
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{open_existing, settings},
    output::{Output, WELL, WRONG},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    let mut report = app
        .store()
        .verify(&mut |p| out.progress(p.events, p.of_events))
        .await
        .map_err(|e| e.to_string())?;
    let now = app.clock().now();
    let rows = app.store().compare_rows(now, &mut |_| {}).await.map_err(|e| e.to_string())?;
    report.findings.extend(rows.changed.into_iter().map(|change| store::Finding {
        seq: None,
        record: change.record,
        what: call.l10n().t1("cli-verify-row", "table", change.table),
    }));
    app.store().close().await;
    for finding in &report.findings {
        let seq = finding.seq.map_or_else(|| "–".to_owned(), |s| s.to_string());
        let record = finding.record.as_ref().map(ToString::to_string).unwrap_or_default();
        out.complain(&format!("{seq} {record}: {}", finding.what));
    }
    out.document(&json!({
        "events": report.events,
        "records": report.records,
        "root": report.root.to_string(),
        "findings": report.findings.iter().map(|f| json!({
            "seq": f.seq,
            "record": f.record.as_ref().map(ToString::to_string),
            "what": f.what,
        })).collect::<Vec<_>>(),
    }));
    let key = if report.is_clean() { "cli-verify-clean" } else { "cli-verify-found" };
    out.say(
        &Msg::dynamic(key)
            .with("events", report.events)
            .with("records", report.records)
            .with("findings", report.findings.len())
            .with("root", report.root.to_string()),
    );
    Ok(if report.is_clean() { WELL } else { WRONG })
}
