//! `/papers/new`: lists and reports across cases: the list of a unit, the circular
//! of a place, for a year.

use app::AppError;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use documents::model::{Kind, Language};
use locale::Msg;
use papers::queue::OrderError;
use papers::{Format, Order, PaperError};
use serde::Deserialize;

use super::words::{format_name, kind_name, language, languages};
use super::{OnePaper, PaperNew, not_taken, press};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, FormView, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

/// Which list or report.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Ask {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    year: String,
}

#[derive(Template)]
#[template(path = "papers/new.html")]
struct Show {
    page: Page,
    f: FormView,
    url: String,
    kind: String,
    about: String,
    years: Vec<Choice>,
    languages: Vec<Choice>,
    formats: Vec<Choice>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(ask): Query<Ask>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let kind = known(&ask.kind).ok_or(WebError::NotFound)?;
    let l10n = visit.l10n();
    let now = office.today().year();
    let year = ask.year.parse::<i16>().unwrap_or(now).to_string();
    let chosen = Values::new()
        .with("language", language(visit.lang()).code())
        .with("year", year)
        .with("format", Format::Pdf.ending());
    let formats = Format::of_kind(kind).iter().filter(|format| **format != Format::Html);
    page::show(&Show {
        page: Page::new(&visit, kind_name(l10n, kind)).nav(Nav::Items),
        f: FormView::new(&state, &visit, chosen),
        url: PaperNew.url(),
        kind: kind.to_string(),
        about: visit.signed_in()?.unit_name.clone(),
        years: (now - 4..=now).rev().map(|y| Choice::new(y.to_string(), y.to_string())).collect(),
        languages: languages(l10n),
        formats: formats.map(|f| Choice::new(f.ending(), format_name(*f))).collect(),
    })
}

/// The kinds that are across cases.
fn known(kind: &str) -> Option<Kind> {
    let kind = kind.parse::<Kind>().ok()?;
    matches!(kind, Kind::ListReport | Kind::Circular).then_some(kind)
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let order = asked(&office, &form).await?.ok_or(WebError::NotFound)?;
    match press(&state)?.order(&office.ctx, &order).await {
        Ok(id) => {
            let flash = Flash::done(Msg::new("download-ordered"));
            Ok(page::go(&visit, OnePaper { paper: id.to_string() }.url(), Some(&flash)))
        }
        Err(error) => {
            let url = format!("{}?kind={}", PaperNew.url(), order.kind);
            let said = match error {
                // A list that the unit has not handed in yet is no list.
                OrderError::Paper(PaperError::App(AppError::NotFound))
                    if order.kind == Kind::ListReport =>
                {
                    Msg::new("download-no-list")
                }
                error => not_taken(error)?,
            };
            Ok(page::go(&visit, url, Some(&Flash::bad(said))))
        }
    }
}

/// What was asked for, of the unit or place of the one who asks.
async fn asked(office: &Office<'_>, form: &Submitted) -> Result<Option<Order>, WebError> {
    let values = &form.values;
    let year = values.get("year").parse::<i16>().ok();
    let language = values.get("language").parse::<Language>().ok();
    let format = Format::of_ending(values.get("format"));
    let (Some(kind), Some(year), Some(language), Some(format)) =
        (known(values.get("kind")), year, language, format)
    else {
        return Ok(None);
    };
    let mut reader = office.app.store().read().await.map_err(|e| web_error(e.into()))?;
    let units = office.app.units(&mut reader).await.map_err(web_error)?;
    let unit = units.get(&office.ctx.unit().uuid()).ok_or(WebError::NotFound)?;
    let subject = match kind {
        Kind::Circular => format!("{}/{year}", unit.division),
        _ => format!("{}/{year}", unit.code),
    };
    Ok(Some(Order { kind, subject, part: None, language, format }))
}
