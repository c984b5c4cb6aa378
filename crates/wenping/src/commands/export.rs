//! `wenping export`: the list of matters as CSV or XLSX.

use std::io::BufWriter;

use access::Permission;
use locale::Msg;
use serde_json::json;
use store::{MatterFilter, Scope};

use super::Ended;
use crate::{
    cli::Call,
    installation::{acting, open_existing, settings},
    output::{Output, WELL},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let config = settings(call)?;
    let app = open_existing(call, &config).await?;
    let ctx = acting(&app, call, Permission::Export).await?;
    let path = call.required("out");
    let file = std::fs::File::create(path).map_err(|e| format!("{path}: {e}"))?;
    let file = BufWriter::new(file);
    let filter = MatterFilter::within(Scope::All);
    let l = call.l10n();
    let written = match call.required("format") {
        "xlsx" => app::export::matters_xlsx(&app, &ctx, &filter, l, file).await,
        _ => app::export::matters_csv(&app, &ctx, &filter, l, file).await,
    };
    app.store().close().await;
    let rows = written.map_err(|e| e.to_string())?;
    out.document(&json!({ "path": path, "rows": rows }));
    out.say(&Msg::new("cli-exported").with("path", path).with("rows", rows));
    Ok(WELL)
}
