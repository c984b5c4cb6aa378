//! `/post`: the post in which one acts.

use app::directory;
use app::lists::Hash;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::ids::PostId;
use locale::Msg;
use uuid::Uuid;

use super::{Posts, login::Onward};
use crate::error::WebError;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::office::web_error;
use crate::page::{self, Page};
use crate::routes::{Route as _, local_path};
use crate::state::AppState;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "sign_in/post.html")]
struct ChoosePost {
    page: Page,
    f: FormView,
    posts: Vec<Choice>,
    url: String,
}

/// `GET /post`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(onward): Query<Onward>,
) -> Result<Response, WebError> {
    let session = visit.signed_in()?.session.as_ref().ok_or(WebError::SignIn)?;
    let values =
        Values::new().with("post", session.post.to_string()).with("next", local_path(&onward.next));
    let view = choose_post(&visit, FormView::new(&state, &visit, values))?;
    page::show(&view)
}

fn choose_post(visit: &Visit, form: FormView) -> Result<ChoosePost, WebError> {
    let session = visit.signed_in()?.session.as_ref().ok_or(WebError::SignIn)?;
    let l = visit.l10n();
    let choice = |post: &directory::PostChoice| {
        Choice::new(post.post.to_string(), l.code("role", post.role.code())).hint(&post.unit_name)
    };
    Ok(ChoosePost {
        page: Page::new(visit, l.t("post-title")).errors(form.has_errors()),
        f: form,
        posts: session.posts.iter().map(choice).collect(),
        url: Posts.url(),
    })
}

/// `POST /post`.
pub(super) async fn choose(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let session = visit.signed_in()?.session.as_ref().ok_or(WebError::SignIn)?;
    let token = visit.session_token().ok_or(WebError::SignIn)?;
    let wanted = Uuid::parse_str(form.values.get("post")).ok().map(PostId::new);
    let Some(post) = session.posts.iter().find(|p| Some(p.post) == wanted) else {
        let mut errors = Errors::new();
        errors.add("post", Msg::new("field-error-choice"));
        let view = choose_post(&visit, FormView::again(&visit, form, errors))?;
        return page::show_form(&view, true);
    };
    directory::choose_post(app, &Hash(token.hash()), post.post, app.clock().now())
        .await
        .map_err(web_error)?;
    let mut next = local_path(form.values.get("next"));
    // A page of the post before may be closed to the new one.
    if post.post != session.post {
        next = "/";
    }
    Ok(page::go(&visit, next, None))
}
