//! `wenping backup`: a consistent copy of both databases with the log's head.

use std::path::Path;

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
    let to = call.required("to");
    let now = app.clock().now();
    let report = app.store().backup(Path::new(to), now).await.map_err(|e| e.to_string())?;
    app.store().close().await;
    out.document(&json!({ "size": report.size, "root": report.root.to_string() }));
    out.say(&Msg::new("cli-backed-up").with("to", to).with("size", report.size));
    Ok(WELL)
}
