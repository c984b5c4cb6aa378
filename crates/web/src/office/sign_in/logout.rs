//! `/logout` and `/sessions/end`.

use app::directory;
use app::lists::Hash;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use locale::Msg;

use super::{login_url, no_session_cookie};
use crate::csrf;
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Submitted, read_fields};
use crate::office::{Office, web_error};
use crate::page;
use crate::state::AppState;
use crate::visit::Visit;

/// `POST /logout`, sent by the top bar of every page with nothing but its
/// token. Without a session there is nothing to end.
pub(super) async fn leave(
    State(state): State<AppState>,
    visit: Visit,
    request: Request,
) -> Result<Response, WebError> {
    if csrf::is_cross_site(request.headers()) {
        return Err(WebError::StaleForm(None));
    }
    let values = read_fields(request, &state).await?;
    if let Some(token) = visit.session_token() {
        if !visit.csrf_matches(values.get(csrf::FIELD)) {
            return Err(WebError::StaleForm(None));
        }
        directory::sign_out(state.app()?, &Hash(token.hash())).await.map_err(web_error)?;
    }
    Ok(gone(&visit, Msg::new("logout-done")))
}

/// `POST /sessions/end`: on every device.
pub(super) async fn leave_everywhere(
    State(state): State<AppState>,
    visit: Visit,
    _form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    directory::end_own_sessions(office.app, &office.ctx).await.map_err(web_error)?;
    Ok(gone(&visit, Msg::new("logout-everywhere-done")))
}

fn gone(visit: &Visit, msg: Msg) -> Response {
    let mut response = page::go(visit, login_url(), Some(&Flash::done(msg)));
    if let Some(cookie) = no_session_cookie(visit) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
