//! What stands between a signed-in visitor and every page: a first password
//! must be changed before anything else, and refusals are noted.

use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

use super::Office;
use crate::page;
use crate::routes::encode;
use crate::state::AppState;
use crate::visit::Visit;

/// Pages that are open while the first password stands.
const OPEN: [&str; 2] = ["/password", "/sessions/end"];

/// Runs the page, unless the password must be changed first.
pub(crate) async fn admit(
    state: &AppState,
    visit: &Visit,
    request: Request,
    next: Next,
) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned())
        .unwrap_or_default();
    let session = visit.user.as_ref().and_then(|user| user.session.as_ref());
    let first_password = session.is_some_and(|session| session.must_change);
    if first_password && !OPEN.contains(&route.as_str()) {
        return page::go(visit, format!("/password?next={}", encode(&visit.path)), None);
    }
    let response = next.run(request).await;
    if response.status() == StatusCode::FORBIDDEN {
        note(state, visit, &route).await;
    }
    response
}

/// The route goes into the security log as its template, without values. A
/// failure to note it is logged and changes no answer.
async fn note(state: &AppState, visit: &Visit, route: &str) {
    let Ok(office) = Office::of(state, visit) else { return };
    let noted = app::directory::note_refused(office.app, &office.ctx, route, "FORBIDDEN").await;
    if let Err(error) = noted {
        tracing::error!(error = %error, reference = %visit.reference, "a refusal could not be noted");
    }
}
