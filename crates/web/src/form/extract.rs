//! Reading a form from the request.

use axum::body::to_bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRef, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::{StatusCode, header};
use locale::Msg;
use uuid::Uuid;

use super::{Errors, KEY_FIELD, RequestKey, Upload, Values, rescue};
use crate::csrf;
use crate::error::WebError;
use crate::state::AppState;
use crate::visit::Visit;

/// A form that a page of this browser made. Reading it checks the token
/// ([`csrf`]) and the limits of the settings; it does not look at the fields.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// Fields as typed.
    pub values: Values,
    /// Files.
    pub files: Vec<Upload>,
    /// Files that were not kept, with the reason beside their field. A page that
    /// asks for files shows it and does nothing else.
    pub refused: Errors,
    /// Key of the form, for use cases that must not run twice.
    pub key: RequestKey,
}

impl Submitted {
    /// The files of one field.
    pub fn files_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Upload> {
        self.files.iter().filter(move |file| file.field == field)
    }
}

impl<S> FromRequest<S> for Submitted
where
    S: Send + Sync,
    AppState: FromRef<S>,
{
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let state = AppState::from_ref(state);
        let cross_site = csrf::is_cross_site(request.headers());
        let same_site = csrf::is_same_site(request.headers());
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, &state).await?;
        if cross_site {
            return Err(WebError::StaleForm(None));
        }
        let mut raw = read(Request::from_parts(parts, body), &state).await?;
        let given = raw.values.take(csrf::FIELD).unwrap_or_default();
        let key = raw.values.take(KEY_FIELD).and_then(|text| Uuid::parse_str(&text).ok());
        let Some(key) = key.filter(|_| visit.csrf_matches(&given)) else {
            let keep = same_site && !visit.htmx && !visit.machine;
            let kept = keep.then(|| Box::new(rescue::keep(&visit, &raw, key)));
            return Err(WebError::StaleForm(kept));
        };
        Ok(Self { values: raw.values, files: raw.files, refused: raw.refused, key })
    }
}

/// Fields without the check of the token, for settings that anyone may set.
pub(crate) async fn read_fields(request: Request, state: &AppState) -> Result<Values, WebError> {
    Ok(read(request, state).await?.values)
}

/// Fields and files before any check.
#[derive(Default)]
pub(crate) struct Raw {
    pub(crate) values: Values,
    pub(crate) files: Vec<Upload>,
    pub(crate) refused: Errors,
}

/// Reads the body in either encoding, within the limits.
pub(crate) async fn read(request: Request, state: &AppState) -> Result<Raw, WebError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        read_multipart(request, state).await
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        read_urlencoded(request, state).await
    } else {
        Err(WebError::Unreadable(Msg::new("errors-unreadable-type")))
    }
}

async fn read_urlencoded(request: Request, state: &AppState) -> Result<Raw, WebError> {
    let limit = u64::from(state.config.limits.form_kib) * 1024;
    let size = usize::try_from(limit).unwrap_or(usize::MAX);
    let body =
        to_bytes(request.into_body(), size).await.map_err(|_| WebError::TooLarge { limit })?;
    let mut raw = Raw::default();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = decode(halves.next().unwrap_or_default())?;
        let value = decode(halves.next().unwrap_or_default())?;
        push(&mut raw, state, name, value)?;
    }
    Ok(raw)
}

/// Reads fields and files. A file that does not fit is thrown away piece by
/// piece, and the form is read to its end, so that nothing typed is lost.
async fn read_multipart(request: Request, state: &AppState) -> Result<Raw, WebError> {
    let mib = state.config.limits.upload_mib;
    let limit = u64::from(mib) * 1024 * 1024;
    // A body that breaks off because it is too large says so.
    let unreadable = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge { limit },
        _ => WebError::Unreadable(Msg::new("errors-unreadable-body")),
    };
    let mut multipart = Multipart::from_request(request, state)
        .await
        .map_err(|_| WebError::Unreadable(Msg::new("errors-unreadable-body")))?;
    let mut raw = Raw::default();
    let (mut files_left, mut words_left) = (limit, limit);
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(base_name);
        let left = if file.is_some() { &mut files_left } else { &mut words_left };
        let mut kept = Some(Vec::new());
        while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
            let rest = left.checked_sub(chunk.len() as u64);
            if let (Some(bytes), Some(rest)) = (&mut kept, rest) {
                bytes.extend_from_slice(&chunk);
                *left = rest;
            } else if let Some(bytes) = kept.take() {
                *left = left.saturating_add(bytes.len() as u64);
            }
        }
        match (file, kept) {
            (Some(file_name), Some(bytes)) => take_file(&mut raw, name, file_name, bytes),
            (Some(file_name), None) => {
                let msg = Msg::new("file-too-large").with("name", file_name);
                raw.refused.add(&name, msg.with("mib", mib));
            }
            (None, Some(bytes)) => push(&mut raw, state, name, text(bytes)?)?,
            (None, None) => return Err(WebError::TooLarge { limit }),
        }
    }
    Ok(raw)
}

/// A field without file sends neither name nor content; a file that holds
/// nothing proves nothing.
fn take_file(raw: &mut Raw, field: String, file_name: String, bytes: Vec<u8>) {
    if !bytes.is_empty() {
        raw.files.push(Upload { field, file_name, bytes });
    } else if !file_name.is_empty() {
        raw.refused.add(&field, Msg::new("file-empty").with("name", file_name));
    }
}

fn push(raw: &mut Raw, state: &AppState, name: String, value: String) -> Result<(), WebError> {
    let most = usize::try_from(state.config.limits.form_fields).unwrap_or(usize::MAX);
    if raw.values.len() >= most {
        return Err(WebError::Unreadable(Msg::new("errors-unreadable-fields").with("max", most)));
    }
    raw.values.push(name, value);
    Ok(())
}

/// Decodes one half of a pair of `application/x-www-form-urlencoded`.
fn decode(bytes: &[u8]) -> Result<String, WebError> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => decoded.push(b' '),
            b'%' => {
                let pair = [rest.next().unwrap_or_default(), rest.next().unwrap_or_default()];
                let mut value = [0];
                hex::decode_to_slice(pair, &mut value)
                    .map_err(|_| WebError::Unreadable(Msg::new("errors-unreadable-body")))?;
                decoded.extend_from_slice(&value);
            }
            _ => decoded.push(byte),
        }
    }
    text(decoded)
}

fn text(bytes: Vec<u8>) -> Result<String, WebError> {
    String::from_utf8(bytes).map_err(|_| WebError::Unreadable(Msg::new("errors-unreadable-text")))
}

/// Some browsers send folders; only the name of the file counts.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}
