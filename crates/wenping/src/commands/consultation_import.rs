//! `wenping consultation import`: answers on paper, or of such as were heard, from
//! a CSV or XLSX file. Nothing is taken in unless the whole file is right.

use access::Permission;
use app::{
    AppError,
    consultation::batch::{self, BatchFile, BatchReport, Looked, Taken},
    import::{ImportError, Limits, read_file},
};
use domain::codes::Channel;
use locale::Msg;
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{acting, open_existing, settings},
    output::{Output, WELL, WRONG},
};

pub(super) async fn import(call: &Call, out: &Output) -> Ended {
    let config = settings(call)?;
    let (slug, path) = (call.required("slug"), std::path::Path::new(call.required("file")));
    let limits = Limits::for_upload(u64::from(config.limits.upload_mib) << 20);
    let bytes = match read_file(path, &limits) {
        Ok(bytes) => bytes,
        Err(ImportError::File(refusal)) => return Err(call.l10n().say(&refusal.msg())),
        Err(other) => return Err(format!("{}: {other}", path.display())),
    };
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let channel = match call.text("channel") {
        Some("phone") => Channel::Phone,
        Some("visit") => Channel::Visit,
        _ => Channel::Paper,
    };
    let app = open_existing(call, &config).await?;
    let ctx = acting(&app, call, Permission::Draft).await?;
    let file = BatchFile { name: &name, bytes: &bytes, channel };
    let done = if call.flag("dry-run") {
        batch::look(&app, &ctx, slug, file).await.map(|looked| (looked, None))
    } else {
        batch::take_file(&app, &ctx, slug, file).await
    };
    app.store().close().await;
    match done {
        Ok((Looked::Read(report), taken)) => told(&report, taken, out),
        Ok((Looked::Refused(refusal), _)) => Err(call.l10n().say(&refusal.msg())),
        Ok((Looked::Closed, _)) => Err(call.l10n().t("entry-closed")),
        Err(AppError::NotFound) => {
            Ok(out.misused(&out.l10n().t1("cli-consultation-none", "slug", slug)))
        }
        Err(other) => Err(other.to_string()),
    }
}

fn told(report: &BatchReport, taken: Option<Taken>, out: &Output) -> Ended {
    out.document(&json!({ "report": report, "taken": taken }));
    let l = out.l10n();
    if let Some(day) = report.taken_on {
        out.say(&Msg::new("batch-known-file").with("day", l.date(day)));
        return Ok(WELL);
    }
    if report.wrong > 0 {
        out.say(&Msg::new("batch-wrong").with("n", report.wrong));
        if !out.json() {
            for fault in &report.faults {
                out.line(&fault.line(l));
            }
        }
        return Ok(WRONG);
    }
    let known = report.known.len();
    match taken {
        Some(taken) => out
            .say(&Msg::new("batch-taken").with("rows", taken.rows).with("counted", taken.counted)),
        None => out.say(
            &Msg::new("cli-consultation-right").with("rows", report.rows).with("known", known),
        ),
    }
    Ok(WELL)
}
