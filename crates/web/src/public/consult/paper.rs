//! Sheets to print: a poster that leads to the page, and the questionnaire for
//! those who answer on paper.

use app::consultation;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::consultation::answer::Filled;

use super::{
    Notice,
    ask::{Ask, every},
};
use crate::error::WebError;
use crate::figures::qr::qr;
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "consult/poster.html")]
struct Poster {
    page: Page,
    unit: String,
    period: String,
    about: Vec<String>,
    address: String,
    code: Markup,
    back: String,
}

#[derive(Template)]
#[template(path = "consult/paper.html")]
struct Paper {
    page: Page,
    unit: String,
    period: String,
    asks: Vec<Ask>,
    by_letter: bool,
    address: String,
    code: Markup,
    back: String,
}

/// What both sheets say.
struct Sheet {
    title: String,
    unit: String,
    period: String,
    about: Vec<String>,
    address: String,
    asks: Vec<Ask>,
    by_letter: bool,
    back: String,
}

async fn read(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    slug: String,
) -> Result<Sheet, WebError> {
    let sheet = consultation::Sheet::read(state.app()?, &slug).await.map_err(web_error)?;
    let (l10n, facts) = (visit.l10n(), &sheet.consultation.state);
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date_long(d)).unwrap_or_default();
    let lines = sheet.about.lines().map(str::trim).filter(|line| !line.is_empty());
    let back = Notice { slug }.url();
    Ok(Sheet {
        title: sheet.title.clone(),
        unit: sheet.unit.clone(),
        period: l10n.t2("consult-period", ("from", day(facts.from)), ("to", day(facts.to))),
        about: lines.map(str::to_owned).collect(),
        address: absolute(state, headers, &back),
        asks: every(l10n, &sheet.form, &Filled::new(), &[]),
        by_letter: facts.by_letter,
        back,
    })
}

/// The address as people reach it: that of the settings, else the one by which
/// this page was asked for.
pub(crate) fn absolute(state: &AppState, headers: &HeaderMap, path: &str) -> String {
    let set = &state.config.server.public_url;
    if !set.is_empty() {
        return format!("{set}{path}");
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    format!("http://{}{path}", host.unwrap_or_default())
}

pub(super) async fn poster(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let sheet = read(&state, &visit, &headers, slug).await?;
    page::show(&Poster {
        page: Page::new(&visit, &sheet.title).shell(Shell::Public),
        code: qr(&sheet.address),
        unit: sheet.unit,
        period: sheet.period,
        about: sheet.about,
        address: sheet.address,
        back: sheet.back,
    })
}

pub(super) async fn paper(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let sheet = read(&state, &visit, &headers, slug).await?;
    page::show(&Paper {
        page: Page::new(&visit, &sheet.title).shell(Shell::Public),
        code: qr(&sheet.address),
        unit: sheet.unit,
        period: sheet.period,
        asks: sheet.asks,
        by_letter: sheet.by_letter,
        address: sheet.address,
        back: sheet.back,
    })
}
