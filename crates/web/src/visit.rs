//! What is known about one request before any handler runs: language, theme,
//! session, reference number. [`enter`] finds it out and finishes the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use locale::{L10n, Lang};

use crate::cookie;
use crate::error::{self, WebError};
use crate::flash::{self, Flash};
use crate::session::{self, Token};
use crate::state::{AppState, SignedIn};
use crate::{csrf, headers, preference};

/// One request. Handlers take it as an extractor.
#[derive(Clone)]
pub struct Visit {
    /// Language, theme and size of the text.
    pub display: preference::Display,
    /// Number that people quote when something went wrong, and that logs carry.
    pub reference: String,
    /// Path with query.
    pub path: String,
    /// Whether htmx asks for a part of a page.
    pub htmx: bool,
    /// Whether the answer is read by a program (`/api/`, or JSON is asked for).
    pub machine: bool,
    /// Who is signed in.
    pub user: Option<SignedIn>,
    /// The message that the last action left.
    pub flash: Option<Flash>,
    /// Whether every page says that it shows sample data.
    pub demo: bool,
    /// What the demonstration holds of 2016, for the same line.
    pub holds: Option<Arc<app::demo::Summary>>,
    https: bool,
    session: Option<Token>,
    visitor: Token,
    visitor_is_new: bool,
    form_shown: Arc<AtomicBool>,
}

impl Visit {
    async fn of(state: &AppState, uri: &Uri, headers: &HeaderMap) -> Self {
        let https = state.config.server.https();
        let token = |name| cookie::read(headers, name).and_then(Token::parse);
        let mut session = token(session::cookie_name(https));
        let user = match &session {
            Some(token) => state.session_of(&token.hash()).await,
            None => None,
        };
        if user.is_none() {
            session = None;
        }
        let visitor = token(session::visitor_cookie_name(https));
        Self {
            display: preference::Display::of(uri, headers),
            reference: state.entropy.reference(),
            path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            htmx: headers.contains_key("hx-request"),
            machine: is_machine(uri, headers),
            user,
            flash: Flash::read(headers),
            demo: state.config.demo.enabled,
            holds: state.demo.clone(),
            https,
            session,
            visitor_is_new: visitor.is_none(),
            visitor: visitor.unwrap_or_else(|| Token::new(&state.entropy)),
            form_shown: Arc::default(),
        }
    }

    /// The texts of the visitor's language.
    #[must_use]
    pub const fn l10n(&self) -> L10n {
        L10n::new(self.display.lang)
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.display.lang
    }

    /// Whether cookies and headers are those of HTTPS.
    #[must_use]
    pub const fn https(&self) -> bool {
        self.https
    }

    /// The token for forms of this answer. A visitor without session gets the
    /// cookie that belongs to it, and only then.
    #[must_use]
    pub fn csrf(&self) -> String {
        match &self.session {
            Some(session) => csrf::token(session),
            None => self.visitor_csrf(),
        }
    }

    /// The token that outlives the session.
    pub(crate) fn visitor_csrf(&self) -> String {
        self.form_shown.store(true, Ordering::Relaxed);
        csrf::token(&self.visitor)
    }

    /// Whether a form was made by a page of this browser.
    #[must_use]
    pub fn csrf_matches(&self, given: &str) -> bool {
        let secrets: Vec<&Token> =
            self.session.iter().chain((!self.visitor_is_new).then_some(&self.visitor)).collect();
        csrf::matches(given, &secrets)
    }

    /// The token of the current session, for signing out.
    #[must_use]
    pub const fn session_token(&self) -> Option<&Token> {
        self.session.as_ref()
    }

    /// The person at work, or the way to the sign-in page.
    ///
    /// # Errors
    /// [`WebError::SignIn`] without a session.
    pub fn signed_in(&self) -> Result<&SignedIn, WebError> {
        self.user.as_ref().ok_or(WebError::SignIn)
    }
}

fn is_machine(uri: &Uri, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let json = accept.is_some_and(|value| value.contains("json") && !value.contains("text/html"));
    uri.path().starts_with("/api/") || json
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| WebError::internal("a handler runs outside of visit::enter"))
    }
}

/// The outermost middleware of every request.
pub(crate) async fn enter(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let visit = Visit::of(&state, request.uri(), request.headers()).await;
    let route = request.uri().path().to_owned();
    request.extensions_mut().insert(visit.clone());
    let response = error::render(&visit, next.run(request).await);
    let response = finish(&visit, response);
    tracing::info!(
        http.method = %method,
        http.path = %route,
        http.status = response.status().as_u16(),
        duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        reference = %visit.reference,
        "request answered"
    );
    response
}

fn finish(visit: &Visit, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers::secure(headers, visit.https);
    if let Ok(value) = HeaderValue::from_str(&visit.reference) {
        headers.insert("x-request-id", value);
    }
    let cookies = new_cookies(visit);
    let private = visit.user.is_some() || !cookies.is_empty() || visit.flash.is_some();
    if private && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    } else if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    // The message of the last action is shown by the first page, not by the
    // redirect that leads there.
    let page = response.status().is_success() && !visit.htmx;
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/html")));
    if page
        && html
        && visit.flash.is_some()
        && let Some(cookie) = flash::clear(visit.https)
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn new_cookies(visit: &Visit) -> Vec<HeaderValue> {
    let mut cookies = visit.display.cookies(visit.https);
    if visit.visitor_is_new && visit.form_shown.load(Ordering::Relaxed) {
        let name = session::visitor_cookie_name(visit.https);
        cookies.extend(cookie::write(name, &visit.visitor.cookie(), None, visit.https));
    }
    cookies
}
