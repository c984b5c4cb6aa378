//! `wenping verify`: log and records, from the first entry to the last.

use locale::{L10n, Msg};
use serde_json::json;
use store::{Fault, Finding};

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
    report.findings.extend(rows.changed.into_iter().map(|change| Finding {
        seq: None,
        record: change.record,
        what: Fault::ListRow(change.table),
    }));
    app.store().close().await;
    for finding in &report.findings {
        out.complain(&told(finding, out.l10n()));
    }
    out.document(&json!({
        "events": report.events,
        "records": report.records,
        "root": report.root.to_string(),
        "findings": report.findings.iter().map(|f| json!({
            "seq": f.seq,
            "record": f.record.as_ref().map(ToString::to_string),
            "fault": f.what.code(),
            "what": words(&f.what, out.l10n()),
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

/// A finding on one line: position in the log, record, what is wrong.
pub(super) fn told(finding: &Finding, l: L10n) -> String {
    let seq = finding.seq.map_or_else(|| "–".to_owned(), |seq| seq.to_string());
    let record = finding.record.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{seq} {record}: {}", words(&finding.what, l))
}

fn words(fault: &Fault, l: L10n) -> String {
    let msg = Msg::dynamic(format!("cli-verify-{}", fault.code()));
    l.say(&fault.particulars().into_iter().fold(msg, |msg, (name, value)| msg.with(name, value)))
}
