//! The list as a file, with the filter of the address.

use app::export::{matters_csv, matters_xlsx};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::query::ListState;
use crate::error::WebError;
use crate::office::{Office, case::attachment, web_error};
use crate::state::AppState;
use crate::visit::Visit;

/// Which kind of file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Format {
    format: String,
}

/// `GET /items/export?format=csv|xlsx`.
pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<ListState>,
    Query(format): Query<Format>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let filter = asked.filter(&office.ctx);
    let l10n = visit.l10n();
    let name = format!("{}-{}", l10n.t("items-file"), office.today());
    let mut bytes = Vec::new();
    if format.format == "xlsx" {
        let mut out = std::io::Cursor::new(&mut bytes);
        matters_xlsx(office.app, &office.ctx, &filter, l10n, &mut out).await.map_err(web_error)?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return Ok(attachment(kind, &format!("{name}.xlsx"), Body::from(bytes)));
    }
    matters_csv(office.app, &office.ctx, &filter, l10n, &mut bytes).await.map_err(web_error)?;
    Ok(attachment("text/csv; charset=utf-8", &format!("{name}.csv"), Body::from(bytes)))
}
