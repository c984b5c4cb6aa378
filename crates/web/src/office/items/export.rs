//! The list as a file, with the filter of the address.

use app::export::{Kind, matters_file};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;

use super::query::ListState;
use crate::error::WebError;
use crate::file_body::FileBody;
use crate::office::case::{XLSX, attachment};
use crate::office::{Office, web_error};
use crate::state::AppState;
use crate::visit::Visit;

/// Which kind of file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Format {
    format: String,
}

/// `GET /items/export?format=csv|xlsx`: exactly what the list shows under the
/// same filter, on all its pages.
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
    let (kind, ending, media_type) = if format.format == "xlsx" {
        (Kind::Xlsx, "xlsx", XLSX)
    } else {
        (Kind::Csv, "csv", "text/csv; charset=utf-8")
    };
    let made = matters_file(office.app, &office.ctx, &filter, l10n, kind).await;
    let (file, size) = made.map_err(web_error)?;
    let body = Body::new(FileBody::new(file));
    let mut response = attachment(media_type, &format!("{name}.{ending}"), body);
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    Ok(response)
}
