//! Signing in and out, the own password, the post in which one acts.

mod login;
mod logout;
mod password;
mod post;

use axum::Router;
use axum::http::HeaderValue;
use axum::routing::{get, post as posting};

use crate::cookie;
use crate::routes::{Route as _, encode, mount};
use crate::session;
use crate::state::AppState;
use crate::visit::Visit;

crate::routes! {
    /// Sign in.
    Login = "/login", get: Page, post: PersonalOrDraft, access: Public;
    /// Sign out on this device.
    Logout = "/logout", post: PersonalOrDraft, access: Public;
    /// The own account: password, sessions.
    Password = "/password", get: Page, post: PersonalOrDraft, access: SignedIn;
    /// Sign out on every device.
    SessionsEnd = "/sessions/end", post: PersonalOrDraft, access: SignedIn;
    /// The post in which one acts, for people who hold several.
    Posts = "/post", get: Page, post: PersonalOrDraft, access: SignedIn;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Login>(router, state, get(login::show).post(login::enter));
    let router = mount::<Logout>(router, state, posting(logout::leave));
    let router = mount::<Password>(router, state, get(password::show).post(password::change));
    let router = mount::<SessionsEnd>(router, state, posting(logout::leave_everywhere));
    mount::<Posts>(router, state, get(post::show).post(post::choose))
}

/// The cookie of a session that begins.
fn session_cookie(visit: &Visit, token: &session::Token) -> Option<HeaderValue> {
    let https = visit.https();
    cookie::write(session::cookie_name(https), &token.cookie(), None, https)
}

/// The cookie that removes the session from this browser.
fn no_session_cookie(visit: &Visit) -> Option<HeaderValue> {
    let https = visit.https();
    cookie::write(session::cookie_name(https), "", Some(0), https)
}

/// An address with the page to go on to, when there is one.
fn onward(url: &str, next: &str) -> String {
    if next == "/" { url.to_owned() } else { format!("{url}?next={}", encode(next)) }
}

/// The sign-in page.
fn login_url() -> String {
    Login.url()
}
