//! The question that is put before something is taken while it comes in like a
//! flood; everything that was filled in stays in the page.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::error::WebError;
use crate::form::Values;
use crate::limit::{self, Peer, Turn};
use crate::page::{self, Page, Shell};
use crate::state::AppState;
use crate::visit::Visit;

/// The hidden name of a question that was put.
const GUARD: &str = "guard";
/// The field of its answer.
const SUM: &str = "sum";

#[derive(Template)]
#[template(path = "consult/guard.html")]
struct GuardPage {
    page: Page,
    guard: String,
    question: String,
    error: String,
    carried: Vec<(String, String)>,
    next: String,
}

/// The question, when one has to be answered first; nothing when what was sent
/// can be taken.
///
/// # Errors
/// [`WebError::TooMany`].
pub(super) fn question(
    state: &AppState,
    visit: &Visit,
    (peer, turn): (&Peer, Turn),
    values: &Values,
    next: String,
) -> Result<Option<Response>, WebError> {
    if turn == Turn::Free {
        return Ok(None);
    }
    if state.solved(values.get(GUARD), values.get(SUM)) {
        limit::answered(state, peer)?;
        return Ok(None);
    }
    draw(state, visit, values, next).map(Some)
}

fn draw(
    state: &AppState,
    visit: &Visit,
    values: &Values,
    next: String,
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let asked = state.ask();
    let again = values.has(GUARD);
    let stays = |(name, value): (&str, &str)| {
        (name != GUARD && name != SUM).then(|| (name.to_owned(), value.to_owned()))
    };
    let drawn = page::show(&GuardPage {
        page: Page::new(visit, l10n.t("consult-guard-title")).shell(Shell::Public).errors(again),
        guard: asked.id,
        question: l10n.t2("consult-guard-question", ("a", asked.a), ("b", asked.b)),
        error: if again { l10n.t("consult-guard-wrong") } else { String::new() },
        carried: values.iter().filter_map(stays).collect(),
        next,
    })?;
    Ok((StatusCode::TOO_MANY_REQUESTS, drawn).into_response())
}
