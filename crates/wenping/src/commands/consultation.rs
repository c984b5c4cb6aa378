//! `wenping consultation export`: the stored answers row by row.

use std::{io::BufWriter, path::Path};

use access::Permission;
use app::AppError;
use domain::{codes::ExportFormat, refusal::Reason};
use locale::Msg;
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{acting, open_existing, settings},
    output::{Output, WELL},
};

/// Writes beside the file and names it last, so that an interruption leaves no
/// half file.
pub(super) async fn export(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    let ctx = acting(&app, call, Permission::Export).await?;
    let (slug, path) = (call.required("slug"), call.required("out"));
    let format = match call.text("format") {
        Some(format) => named(format),
        None => named(Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_default()),
    };
    let Some(format) = format else {
        return Ok(out.misused(&out.l10n().t1("cli-consultation-which", "path", path)));
    };
    let unwritten = out.l10n().t("cli-consultation-unwritten");
    let reason = call.text("reason").filter(|r| !r.trim().is_empty()).unwrap_or(&unwritten);
    let folder = Path::new(path).parent().filter(|p| !p.as_os_str().is_empty());
    let failed = |e: &dyn std::fmt::Display| format!("{path}: {e}");
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|e| failed(&e))?;
    let buffer = BufWriter::new(file.as_file_mut());
    let done = app::consultation::export(&app, &ctx, slug, (format, reason), buffer).await;
    app.store().close().await;
    let rows = match done {
        Ok(rows) => rows,
        Err(AppError::NotFound) => {
            return Ok(out.misused(&out.l10n().t1("cli-consultation-none", "slug", slug)));
        }
        Err(AppError::Refused(refusal)) => match &refusal.reason {
            Reason::Erased { day } => {
                return Ok(out.misused(&out.l10n().t1("cli-consultation-erased", "day", day)));
            }
            _ => return Err(refusal.to_string()),
        },
        Err(other) => return Err(other.to_string()),
    };
    file.persist(path).map_err(|e| failed(&e))?;
    out.document(&json!({ "path": path, "rows": rows }));
    out.say(&Msg::new("cli-exported").with("path", path).with("rows", rows));
    Ok(WELL)
}

fn named(format: &str) -> Option<ExportFormat> {
    match format.to_ascii_lowercase().as_str() {
        "csv" => Some(ExportFormat::Csv),
        "xlsx" => Some(ExportFormat::Xlsx),
        "jsonl" | "ndjson" => Some(ExportFormat::JsonLines),
        _ => None,
    }
}
