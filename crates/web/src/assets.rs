//! Style, script and icons, embedded by `build.rs` under names with a hash of
//! their content, so that browsers may keep them for ever.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::response::IntoResponse;

use crate::error::WebError;

/// An embedded file.
pub(crate) struct Asset {
    name: &'static str,
    hashed: &'static str,
    media: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an embedded file: `asset("app.css")` →
/// `/assets/app-1a2b3c4d5e6f.css`. An unknown name gives an address that
/// answers 404.
#[must_use]
pub fn asset(name: &str) -> String {
    let hashed = FILES.iter().find(|file| file.name == name).map_or(name, |file| file.hashed);
    format!("/assets/{hashed}")
}

/// `GET /assets/{file}`.
pub(crate) async fn serve(
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, WebError> {
    let found = FILES.iter().find(|known| known.hashed == file).ok_or(WebError::NotFound)?;
    let mut response = body_of(found, &headers);
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, forever);
    Ok(response)
}

/// `GET /favicon.ico`: browsers ask for it on pages that are not ours.
pub(crate) async fn favicon(headers: HeaderMap) -> Result<impl IntoResponse, WebError> {
    let found = FILES.iter().find(|known| known.name == "icon.svg").ok_or(WebError::NotFound)?;
    let mut response = body_of(found, &headers);
    let day = HeaderValue::from_static("public, max-age=86400");
    response.headers_mut().insert(header::CACHE_CONTROL, day);
    Ok(response)
}

/// `GET /robots.txt`: an office system is not for search engines.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

fn body_of(asset: &'static Asset, request: &HeaderMap) -> Response<Body> {
    let accepts = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let gzip = accepts.is_some_and(|value| value.contains("gzip"));
    let mut response = Response::new(Body::from(if gzip { asset.gzip } else { asset.plain }));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
