//! `/password`: the own account.

use app::lists::Hash;
use app::{
    AppError,
    directory::{self, Session},
};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use locale::Msg;

use super::{Password, Posts, SessionsEnd, login::Onward, session_cookie};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted, Values};
use crate::office::{Office, refusal::at_fields, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, local_path};
use crate::session::Token;
use crate::state::AppState;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "sign_in/password.html")]
struct Account {
    page: Page,
    f: FormView,
    end: FormView,
    must_change: bool,
    posts: usize,
    sessions: String,
    post_url: String,
    password_url: String,
    end_url: String,
}

/// `GET /password`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(onward): Query<Onward>,
) -> Result<Response, WebError> {
    let values = Values::new().with("next", local_path(&onward.next));
    let form = FormView::new(&state, &visit, values);
    page::show(&account(&state, &visit, form).await?)
}

async fn account(state: &AppState, visit: &Visit, form: FormView) -> Result<Account, WebError> {
    let office = Office::of(state, visit)?;
    let session = session_of(visit)?;
    let l = visit.l10n();
    let person = office.ctx.person();
    let open =
        directory::open_sessions(office.app, person, office.ctx.now).await.map_err(web_error)?;
    Ok(Account {
        page: Page::new(visit, l.t("account-title"))
            .subtitle(format!("{} · {}", session.name, session.unit_name))
            .errors(form.has_errors()),
        f: form,
        end: FormView::new(state, visit, Values::new()),
        must_change: session.must_change,
        posts: session.posts.len(),
        sessions: l.t1("account-sessions-open", "count", open),
        post_url: Posts.url(),
        password_url: Password.url(),
        end_url: SessionsEnd.url(),
    })
}

fn session_of(visit: &Visit) -> Result<&Session, WebError> {
    visit.signed_in()?.session.as_deref().ok_or(WebError::SignIn)
}

/// `POST /password`. Every session of the person ends; this browser gets a new
/// one under a new token, in the same post.
pub(super) async fn change(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let (old, new) = (form.values.get("password-old"), form.values.get("password-new"));
    let mut errors = Errors::new();
    for field in ["password-old", "password-new", "password-again"] {
        if form.values.get(field).is_empty() {
            errors.add(field, Msg::new("field-error-empty"));
        }
    }
    if errors.is_empty() && new != form.values.get("password-again") {
        errors.add("password-again", Msg::new("account-password-differs"));
    }
    if errors.is_empty() {
        let (person, now) = (office.ctx.person(), office.ctx.now);
        match directory::change_password(office.app, person, old, new, now).await {
            Ok(()) => return renewed(&state, &visit, &office, &form).await,
            Err(error) => at_fields(in_form(error), &[], &mut errors).map_err(web_error)?,
        }
    }
    let view = account(&state, &visit, FormView::again(&visit, form, errors)).await?;
    page::show_form(&view, view.f.has_errors())
}

/// Names of the fields as this form has them: every name says that it holds a
/// password, so that nothing writes it into a page.
fn in_form(error: AppError) -> AppError {
    match error {
        AppError::Invalid(mut found) => {
            for fault in &mut found {
                fault.field = format!("password-{}", fault.field);
            }
            AppError::Invalid(found)
        }
        other => other,
    }
}

async fn renewed(
    state: &AppState,
    visit: &Visit,
    office: &Office<'_>,
    form: &Submitted,
) -> Result<Response, WebError> {
    let internal = |error: app::lists::StoreError| WebError::internal(error);
    let person = office.ctx.person();
    let mut reader = office.app.store().read().await.map_err(internal)?;
    let row = reader.person(person.uuid()).await.map_err(internal)?;
    drop(reader);
    let username = row.and_then(|p| p.row.username).unwrap_or_default();
    let token = Token::new(&state.entropy);
    let (hash, now) = (Hash(token.hash()), office.ctx.now);
    let new = form.values.get("password-new");
    directory::sign_in(office.app, &username, new, hash, now).await.map_err(web_error)?;
    let post = session_of(visit)?.post;
    directory::choose_post(office.app, &hash, post, now).await.map_err(web_error)?;
    let flash = Flash::done(Msg::new("account-password-changed"));
    let next = local_path(form.values.get("next"));
    let mut response = page::go(visit, next, Some(&flash));
    if let Some(cookie) = session_cookie(visit, &token) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
