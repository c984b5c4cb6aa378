//! `/`: everyone begins where the work of the post begins.

use app::directory;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::web_error;
use crate::error::WebError;
use crate::page;
use crate::routes::{self, mount};
use crate::state::{AppState, SignedIn};
use crate::visit::Visit;

crate::routes! {
    /// The first page.
    Home = "/", get: Page, access: Public;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    mount::<Home>(router, state, get(home))
}

/// `GET /`: leads on.
async fn home(State(state): State<AppState>, visit: Visit) -> Result<Response, WebError> {
    let Some(user) = &visit.user else {
        let first = directory::first_run(state.app()?).await.map_err(web_error)?;
        return Ok(page::go(&visit, if first { "/setup" } else { "/login" }, None));
    };
    Ok(page::go(&visit, first_page(user), None))
}

/// Where the work of a post begins: the first page of its list that exists.
fn first_page(user: &SignedIn) -> &'static str {
    let role = user.roles.first().map_or("", String::as_str);
    let wanted: &[&'static str] = match role {
        "APPROVAL_OFFICER" => &["/gate"],
        "SYSTEM_ADMIN" => &["/admin/units"],
        "SECURITY_ADMIN" => &["/admin/users"],
        "AUDIT_ADMIN" => &["/admin/security"],
        "DECISION_MAKER" | "SUPERVISOR" => &["/overview", "/tasks", "/items"],
        "AUDITOR" => &["/items"],
        _ => &["/tasks", "/items"],
    };
    let exists = |url: &str| routes::all().any(|route| route.path == url && route.get.is_some());
    wanted.iter().copied().find(|url| exists(url)).unwrap_or("/rules")
}
