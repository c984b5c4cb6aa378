//! Saved views: a filter that a person keeps under a name. Personal, no act.

use app::personal;
use axum::extract::{Path, State};
use axum::response::Response;
use locale::Msg;
use uuid::Uuid;

use super::query::ListState;
use super::routes::DropView;
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::office::{Office, web_error};
use crate::page;
use crate::state::AppState;
use crate::visit::Visit;

/// A view as a link.
pub(super) struct View {
    /// Its name.
    pub(super) name: String,
    /// The list that it opens.
    pub(super) url: String,
    /// Where to send its removal.
    pub(super) drop: String,
    /// Whether the list shows it now.
    pub(super) current: bool,
}

fn failed(error: impl std::fmt::Display) -> WebError {
    WebError::internal(error.to_string())
}

/// The views of the person who asks.
pub(super) async fn views(office: &Office<'_>, asked: &ListState) -> Result<Vec<View>, WebError> {
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let found = reader.views(office.ctx.person().uuid()).await.map_err(failed)?;
    let shown = asked.query();
    Ok(found
        .into_iter()
        .map(|view| View {
            url: format!("/items?{}", view.query),
            drop: DropView { id: view.id.to_string() }.to_string(),
            current: view.query == shown,
            name: view.name,
        })
        .collect())
}

/// `POST /items/views`.
pub(super) async fn save(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    // The query is read and written anew, so that only known filters are kept.
    let query = axum::extract::Query::<ListState>::try_from_uri(&list_uri(&form))
        .map(|asked| asked.0.query())
        .unwrap_or_default();
    let back = format!("/items?{query}");
    let name: String = form.values.get("name").trim().chars().take(40).collect();
    if name.is_empty() || name.chars().any(char::is_control) {
        let msg = Msg::new("items-view-unnamed");
        return Ok(page::go(&visit, back, Some(&Flash::bad(msg))));
    }
    // The key of the form is the identifier: sending it twice saves once.
    let kept = personal::save_view(office.app, &office.ctx, form.key, name.clone(), query).await;
    if !kept.map_err(web_error)? {
        let msg = Msg::new("items-view-too-many").with("max", personal::MOST_VIEWS);
        return Ok(page::go(&visit, back, Some(&Flash::bad(msg))));
    }
    let msg = Msg::new("items-view-saved").with("name", name);
    Ok(page::go(&visit, back, Some(&Flash::done(msg))))
}

fn list_uri(form: &Submitted) -> axum::http::Uri {
    let query = form.values.get("query");
    format!("/items?{query}").parse().unwrap_or_default()
}

/// `POST /items/views/{id}/delete`.
pub(super) async fn forget(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    _form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let id = Uuid::parse_str(&id).map_err(|_| WebError::NotFound)?;
    personal::forget_view(office.app, &office.ctx, id).await.map_err(web_error)?;
    let flash = Flash::done(Msg::new("items-view-dropped"));
    Ok(page::go(&visit, "/items", Some(&flash)))
}
