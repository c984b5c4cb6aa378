//! `/items/{no}/survey/import/{file}`: a file without a fault, and taking it in.
//! `/items/{no}/survey/template`: the file to fill in.

use app::AppError;
use app::consultation::batch::{self, BatchReport};
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::Msg;
use serde::Deserialize;

use super::batch::{Read, facts};
use super::{Batch, BatchReady};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which, XLSX, attachment};
use crate::office::refusal::at_fields;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "survey/batch_ready.html")]
struct ReadyPage {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    back: String,
    facts: Facts,
    known: String,
    button: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, file)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let report = waiting(&office, &read, &file).await?;
    let f = FormView::new(&state, &visit, Values::new());
    page::show(&view(&office, &visit, &read, f, &report)?)
}

async fn waiting(office: &Office<'_>, read: &Read, file: &str) -> Result<BatchReport, WebError> {
    let found = batch::waiting(office.app, &office.ctx, read.slug()?, file).await;
    found.map_err(web_error)
}

fn view(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    f: FormView,
    report: &BatchReport,
) -> Result<ReadyPage, WebError> {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.case, Sub::Survey);
    let no = read.case.matter.state.number.clone();
    let new = report.rows.saturating_sub(report.known.len() as u64);
    Ok(ReadyPage {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: BatchReady { no: no.clone(), file: report.file.clone() }.url(),
        back: Batch { no }.url(),
        facts: facts(l10n, read.sheet()?, report),
        known: if report.known.is_empty() {
            String::new()
        } else {
            l10n.t1("batch-known-are", "numbers", l10n.join(&report.known))
        },
        button: l10n.t1("batch-take", "n", new),
    })
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, file)): Path<(String, String)>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let office = office.sending(BatchReady::PATH, &form);
    let said = match batch::take_waiting(office.app, &office.ctx, read.slug()?, &file).await {
        Ok(taken) => {
            Msg::new("batch-taken").with("rows", taken.rows).with("counted", taken.counted)
        }
        // The file is gone once it was taken in: a second click finds it counted.
        Err(AppError::NotFound) if was_taken(&read, &file)? => Msg::new("batch-taken-before"),
        Err(AppError::Repeated { .. }) => Msg::new("batch-taken-before"),
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, &["file", "channel"], &mut errors).map_err(web_error)?;
            let report = waiting(&office, &read, &file).await?;
            let f = FormView::again(&visit, form, errors);
            return page::show_form(&view(&office, &visit, &read, f, &report)?, true);
        }
    };
    Ok(page::go(&visit, read.url(), Some(&Flash::done(said))))
}

fn was_taken(read: &Read, file: &str) -> Result<bool, WebError> {
    let batches = &read.sheet()?.consultation.state.batches;
    Ok(batches.iter().any(|known| known.batch.file == file))
}

/// Which kind of file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Format {
    format: String,
}

/// `GET /items/{no}/survey/template?format=xlsx|csv`.
pub(super) async fn template(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    Query(format): Query<Format>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let (l10n, form) = (visit.l10n(), &read.sheet()?.form);
    let (ending, media_type, made) = if format.format == "csv" {
        ("csv", "text/csv; charset=utf-8", batch::template_csv(form, l10n))
    } else {
        ("xlsx", XLSX, batch::template_xlsx(form, l10n))
    };
    let bytes = made.map_err(web_error)?;
    let name = format!("{}-{}.{ending}", l10n.t("batch-template-file"), read.slug()?);
    Ok(attachment(media_type, &name, Body::from(bytes)))
}
