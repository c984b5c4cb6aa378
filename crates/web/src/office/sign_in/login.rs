//! `/login`.

use app::directory::{self, SignIn};
use app::lists::Hash;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use locale::{L10n, Msg};
use serde::Deserialize;

use super::{Password, Posts, login_url, onward, session_cookie};
use crate::error::WebError;
use crate::form::{Errors, FormView, Parse, Submitted, Values};
use crate::office::web_error;
use crate::page::{self, Page};
use crate::routes::{Route as _, local_path};
use crate::session::Token;
use crate::state::AppState;
use crate::visit::Visit;

/// Where to go on after signing in.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Onward {
    #[serde(default)]
    pub(super) next: String,
}

#[derive(Template)]
#[template(path = "sign_in/login.html")]
struct LoginPage {
    page: Page,
    f: FormView,
    /// Sign-ins of the demonstration: role, names, unit.
    demo: Vec<(String, Vec<String>, String)>,
    demo_password: &'static str,
    signed_in_as: Option<String>,
}

/// `GET /login`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(onward): Query<Onward>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    if directory::first_run(app).await.map_err(web_error)? {
        return Ok(page::go(&visit, "/setup", None));
    }
    let values = Values::new().with("next", local_path(&onward.next));
    page::show(&login_page(&state, &visit, FormView::new(&state, &visit, values)))
}

fn login_page(state: &AppState, visit: &Visit, form: FormView) -> LoginPage {
    let l = visit.l10n();
    let signed_in_as = visit.user.as_ref().map(|user| l.t1("login-already", "name", &user.name));
    LoginPage {
        page: Page::new(visit, l.t("login-title")).errors(form.has_errors()),
        f: form,
        demo: if state.config.demo.enabled { demo_lines(l) } else { Vec::new() },
        demo_password: app::demo::PASSWORD,
        signed_in_as,
    }
}

/// One line for each post; the experts share one.
fn demo_lines(l: L10n) -> Vec<(String, Vec<String>, String)> {
    let mut lines: Vec<(String, Vec<String>, String)> = Vec::new();
    for sign_in in app::demo::sign_ins() {
        let role = l.code("role", sign_in.role.code());
        match lines.last_mut() {
            Some((last, names, unit)) if *last == role && *unit == sign_in.unit_name => {
                names.push(sign_in.username);
            }
            _ => lines.push((role, vec![sign_in.username], sign_in.unit_name)),
        }
    }
    lines
}

/// `POST /login`: a new session under a new token; the token of a session that
/// was open in this browser is void from then on.
pub(super) async fn enter(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let mut parse = Parse::new(&form.values);
    let username = parse.text("username", 60);
    let password = form.values.get("password").to_owned();
    if password.is_empty() {
        parse.wrong("password", Msg::new("field-error-empty"));
    }
    let errors = match (parse.finish(), username) {
        (Ok(()), Some(username)) => {
            let token = Token::new(&state.entropy);
            let next = local_path(form.values.get("next")).to_owned();
            let (hash, now) = (Hash(token.hash()), app.clock().now());
            let answer = directory::sign_in(app, &username.to_lowercase(), &password, hash, now)
                .await
                .map_err(web_error)?;
            match answer {
                SignIn::In { must_change } => {
                    return entered(&state, &visit, &token, &next, must_change).await;
                }
                SignIn::Wrong => said("username", Msg::new("login-wrong")),
                SignIn::Locked { until } => {
                    let time = visit.l10n().time(until);
                    said("username", Msg::new("login-locked").with("time", time))
                }
            }
        }
        (Err(errors), _) => errors,
        (Ok(()), None) => Errors::new(),
    };
    let view = login_page(&state, &visit, FormView::again(&visit, form, errors));
    page::show_form(&view, view.f.has_errors())
}

fn said(field: &str, msg: Msg) -> Errors {
    let mut errors = Errors::new();
    errors.add(field, msg);
    errors
}

/// The way on: first the password, then the post, then the page asked for.
async fn entered(
    state: &AppState,
    visit: &Visit,
    token: &Token,
    next: &str,
    must_change: bool,
) -> Result<Response, WebError> {
    let app = state.app()?;
    if let Some(old) = visit.session_token() {
        directory::sign_out(app, &Hash(old.hash())).await.map_err(web_error)?;
    }
    let (hash, now) = (Hash(token.hash()), app.clock().now());
    let Some(session) = directory::session(app, &hash, now).await.map_err(web_error)? else {
        directory::sign_out(app, &hash).await.map_err(web_error)?;
        let flash =
            crate::flash::Flash { kind: crate::ui::NoteKind::Bad, msg: Msg::new("login-no-post") };
        return Ok(page::go(visit, login_url(), Some(&flash)));
    };
    let url = if must_change {
        onward(&Password.url(), next)
    } else if session.posts.len() > 1 {
        onward(&Posts.url(), next)
    } else {
        next.to_owned()
    };
    let mut response = page::go(visit, url, None);
    if let Some(cookie) = session_cookie(visit, token) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
