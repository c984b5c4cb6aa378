//! What stands between a signed-in visitor and every page: a first password
//! must be changed before anything else, a post that can never do what the route
//! is for is turned away before the form is read, and refusals are noted and say
//! who can give access.

use access::Permission;
use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use locale::Msg;

use super::{Office, web_error};
use crate::error::{self, WebError};
use crate::page;
use crate::routes::{Access, encode};
use crate::state::AppState;
use crate::visit::Visit;

/// Pages that are open while the first password stands.
const OPEN: [&str; 2] = ["/password", "/sessions/end"];

/// Runs the page, unless the password must be changed first.
pub(crate) async fn admit(
    state: &AppState,
    visit: &Visit,
    access: Access,
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
    let response = match stands(state, visit, access) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    };
    if response.status() != StatusCode::FORBIDDEN {
        return response;
    }
    note(state, visit, &route).await;
    let Some(denial) = error::denial_of(&response) else { return response };
    let ask = whom_to_ask(state, visit).await;
    WebError::Forbidden(Box::new(error::Denial { ask: denial.ask.or(ask), ..denial }))
        .into_response()
}

/// Whether the post can do what the route is for, on any matter at all. A
/// permission that nobody knows is nobody's.
fn stands(state: &AppState, visit: &Visit, access: Access) -> Result<(), WebError> {
    let Access::Action(code) = access else { return Ok(()) };
    let office = Office::of(state, visit)?;
    let permission = Permission::from_code(code)
        .ok_or_else(|| WebError::internal(format!("no permission {code}")))?;
    if access::may_ever(office.ctx.role(), permission) {
        return Ok(());
    }
    app::directory::require(&office.ctx, permission, None).map_err(web_error)
}

/// Who gives posts to the people of the visitor's unit. Without an answer the
/// page only says which posts may.
async fn whom_to_ask(state: &AppState, visit: &Visit) -> Option<Msg> {
    let office = Office::of(state, visit).ok()?;
    let granter = match app::directory::granter(office.app, &office.ctx).await {
        Ok(granter) => granter?,
        Err(error) => {
            tracing::error!(error = %error, reference = %visit.reference, "no granter was found");
            return None;
        }
    };
    let msg = Msg::new("errors-ask-granter")
        .with("unit", granter.unit)
        .with("role", Msg::code("role", granter.role.code()))
        .with("names", granter.names.join("、"));
    Some(msg)
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
