//! A form that can no longer be accepted as it is (the session ended, or another
//! one began, while the person was typing) is given back, so that nothing is
//! lost: sign in beside it if needed, then send it again.

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use uuid::Uuid;

use super::{KEY_FIELD, RequestKey, extract};
use crate::csrf;
use crate::error::WebError;
use crate::page::{Page, Shell};
use crate::state::AppState;
use crate::visit::Visit;

/// A form that waits to be sent again.
#[derive(Debug)]
pub struct Kept {
    action: String,
    key: String,
    fields: Vec<(String, String)>,
    lost_files: bool,
}

#[derive(Template)]
#[template(path = "shell/rescue.html")]
struct Rescue<'a> {
    page: &'a Page,
    kept: &'a Kept,
    csrf: String,
    signed_in: bool,
}

/// The answer to a form without session: the rescue page, or the way to the
/// sign-in page when the form does not come from a page of this server.
pub(crate) async fn page(state: &AppState, visit: &Visit, request: Request) -> Response {
    if visit.machine || visit.htmx || !csrf::is_same_site(request.headers()) {
        return WebError::SignIn.into_response();
    }
    match extract::read(request, state).await {
        Ok(mut raw) => {
            let key = raw.values.take(KEY_FIELD).and_then(|text| Uuid::parse_str(&text).ok());
            raw.values.take(csrf::FIELD);
            show(visit, &keep(visit, &raw, key))
        }
        Err(error) => error.into_response(),
    }
}

/// What can be kept: everything but passwords, which are never written into a
/// page, and files, which are too large.
pub(super) fn keep(visit: &Visit, raw: &extract::Raw, key: Option<RequestKey>) -> Kept {
    let fields = raw
        .values
        .iter()
        .filter(|(name, _)| !name.contains("password"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Kept {
        action: visit.path.clone(),
        key: key.map(|key| key.to_string()).unwrap_or_default(),
        fields,
        lost_files: !raw.files.is_empty() || !raw.refused.is_empty(),
    }
}

/// The rescue page. Its token is that of the visitor without session, because it
/// stays valid after signing in.
pub(crate) fn show(visit: &Visit, kept: &Kept) -> Response {
    let signed_in = visit.user.is_some();
    let page = Page::new(visit, visit.l10n().t("rescue-title")).shell(Shell::Public);
    let csrf = if signed_in { visit.csrf() } else { visit.visitor_csrf() };
    match (Rescue { page: &page, kept, csrf, signed_in }).render() {
        Ok(text) => {
            let status = if signed_in { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED };
            (status, Html(text)).into_response()
        }
        Err(error) => WebError::from(error).into_response(),
    }
}
