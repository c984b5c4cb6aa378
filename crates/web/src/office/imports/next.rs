//! From the import to its next matter that has to be screened.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::Msg;
use serde::Deserialize;
use uuid::Uuid;

use super::routes::{ImportNext, ImportRows};
use crate::error::WebError;
use crate::flash::Flash;
use crate::office::{Office, case::routes::ItemScreening, web_error};
use crate::page;
use crate::state::AppState;
use crate::visit::Visit;

/// Which matter was looked at last.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    after: String,
}

/// The address that leads to the first matter of an import.
pub(super) fn first(id: &str) -> String {
    ImportNext { id: id.to_owned() }.to_string()
}

/// `GET /items/import/{id}/next`.
pub(super) async fn go_on(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    Query(After { after }): Query<After>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let batch = Uuid::parse_str(&id).map_err(|_| WebError::NotFound)?;
    let after = Some(after.as_str()).filter(|no| !no.is_empty());
    let next = app::import::next_to_screen(office.app, &office.ctx, batch, after);
    match next.await.map_err(web_error)? {
        Some(no) => Ok(page::go(&visit, format!("{}?import={batch}", ItemScreening { no }), None)),
        None => {
            let flash = Flash::done(Msg::new("importing-all-screened"));
            Ok(page::go(&visit, ImportRows { id }, Some(&flash)))
        }
    }
}
