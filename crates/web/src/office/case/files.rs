//! Files of a case: the list that a page shows, and the download.

use app::lists::BlobKey;
use app::lists::Hash;
use app::view::Case;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::text::FileRef;
use locale::L10n;

use super::{Which, load};
use crate::error::WebError;
use crate::office::Office;
use crate::routes::encode;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

struct Line {
    name: String,
    url: Option<String>,
    size: String,
}

#[derive(Template)]
#[template(path = "case/files.html")]
struct List {
    files: Vec<Line>,
}

/// The files that an entry names, as links; 已依规删除 for erased ones.
pub(crate) fn file_list(l10n: L10n, case: &Case, files: &[FileRef]) -> Markup {
    let no = encode(&case.matter.state.number);
    let line = |file: &FileRef| match case.words.file(file) {
        None => Line { name: l10n.t("case-erased"), url: None, size: String::new() },
        Some(facts) => Line {
            url: Some(format!("/items/{no}/files/{file}")),
            size: size(l10n, facts.size),
            name: facts.name,
        },
    };
    if files.is_empty() {
        return Markup::default();
    }
    Markup::render(&List { files: files.iter().map(line).collect() })
}

fn size(l10n: L10n, bytes: u64) -> String {
    match bytes {
        0..1024 => l10n.t1("case-bytes", "n", bytes),
        1024..1_048_576 => l10n.t1("case-kib", "n", bytes.div_ceil(1024)),
        _ => l10n.t1("case-mib", "n", bytes.div_ceil(1_048_576)),
    }
}

/// Gives a file to those who may view the case: always as a download, never
/// shown inside the site.
pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, file)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let commitment: Hash = file.parse().map_err(|_| WebError::NotFound)?;
    let file = FileRef::new(commitment.0);
    let latest = load(&office, &no, &Which::default()).await?;
    let mut facts = latest.words.file(&file);
    for earlier in &latest.matter.state.assessments {
        if facts.is_none() {
            let which = Which::of(earlier.ordinal);
            facts = load(&office, &no, &which).await?.words.file(&file);
        }
    }
    let facts = facts.ok_or(WebError::NotFound)?;
    let key = BlobKey(facts.blob.parse().map_err(|_| WebError::NotFound)?);
    let broken = |e: app::lists::BlobError| WebError::internal(format!("file {key}: {e}"));
    let store = office.app.store();
    let mut reader = store.read().await.map_err(|e| WebError::internal(e.to_string()))?;
    let info = reader.blob(&key).await.map_err(|e| WebError::internal(e.to_string()))?;
    let info = info.ok_or(WebError::NotFound)?;
    drop(reader);
    let limit = office.app.settings().upload_limit;
    let bytes = store.blobs().read(&info, limit).await.map_err(broken)?;
    Ok(attachment(&facts.media_type, &facts.name, Body::from(bytes)))
}

/// Media type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An answer that browsers save and never show.
pub(crate) fn attachment(media_type: &str, name: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).ok();
    let kind = value(media_type);
    headers.insert(
        header::CONTENT_TYPE,
        kind.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    let named = value(&format!("attachment; filename*=UTF-8''{}", encode(name)));
    headers.insert(
        header::CONTENT_DISPOSITION,
        named.unwrap_or(HeaderValue::from_static("attachment")),
    );
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}
