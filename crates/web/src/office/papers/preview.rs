//! A document of a case as a page: at once, without the queue.

use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use documents::html;
use documents::model::Kind;
use papers::{Format, Order};
use serde::Deserialize;

use super::item::subject;
use super::words::{kind_name, language};
use super::{ItemDocuments, paper_error, press};
use crate::error::WebError;
use crate::office::Office;
use crate::office::case::{CaseFrame, Sub, Which, load};
use crate::office::chapters::picture_base;
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// Which of several.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Part {
    #[serde(default)]
    part: String,
}

#[derive(Template)]
#[template(path = "papers/preview.html")]
struct Show {
    page: Page,
    name: String,
    document: Markup,
    back: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, kind)): Path<(String, String)>,
    Query(which): Query<Which>,
    Query(part): Query<Part>,
) -> Result<Response, WebError> {
    let kind: Kind = kind.parse().map_err(|_| WebError::NotFound)?;
    let part = Some(part.part).filter(|part| !part.is_empty());
    drawn(&state, &visit, (&no, &which), (kind, part)).await
}

/// `GET /items/{no}/print`: the sheet of the case.
pub(super) async fn print(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    drawn(&state, &visit, (&no, &which), (Kind::CaseSheet, None)).await
}

async fn drawn(
    state: &AppState,
    visit: &Visit,
    (no, which): (&str, &Which),
    (kind, part): (Kind, Option<String>),
) -> Result<Response, WebError> {
    let office = Office::of(state, visit)?;
    let case = load(&office, no, which).await?;
    let document = fragment(state, &office, visit, &case, (kind, part)).await?;
    let CaseFrame { page, .. } = CaseFrame::of(&office, visit, &case, Sub::Documents);
    page::show(&Show {
        page,
        name: kind_name(visit.l10n(), kind),
        document,
        back: ItemDocuments { no: no.to_owned() }.url(),
    })
}

/// The document as HTML. The heading of the page is the case, so that the title
/// of the document is no second one.
async fn fragment(
    state: &AppState,
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    (kind, part): (Kind, Option<String>),
) -> Result<Markup, WebError> {
    if !Format::of_kind(kind).contains(&Format::Html) {
        return Err(WebError::NotFound);
    }
    let language = language(visit.lang());
    let order = Order { kind, subject: subject(case), part, language, format: Format::Html };
    let kit = press(state)?.kit();
    let document = papers::document(office.app, &office.ctx, kit, &order, None).await;
    let base = picture_base(&case.matter.state.number);
    let html = html::preview(&document.map_err(paper_error)?, &base)
        .map_err(|error| paper_error(error.into()))?;
    let html = html.replace("<h1 ", "<p ").replace("</h1>", "</p>");
    Ok(Markup::trusted(html))
}
