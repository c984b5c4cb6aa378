//! `/papers/{paper}`: how far an order has come, then the way to its file.

use app::lists::{Paper, PaperState};
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use documents::fonts::StandIn;
use locale::{L10n, Msg};
use papers::queue::Remarks;
use uuid::Uuid;

use super::words::{format_name, paper_name, state_tag};
use super::{ItemDocuments, OnePaper, PaperFile, Papers, paper_error, press};
use crate::error::WebError;
use crate::file_body::FileBody;
use crate::nav::Nav;
use crate::office::Office;
use crate::office::case::attachment;
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Tag};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "papers/one.html")]
struct Show {
    page: Page,
    /// This page, to ask again while the work goes on; none once it is over.
    again: Option<String>,
    state: Tag,
    /// What is being done.
    step: String,
    done: u32,
    steps: u32,
    /// Why it failed.
    fault: String,
    /// Address and size of the file.
    file: Option<(String, String)>,
    facts: Facts,
    /// Fonts that others stand in for.
    stand_ins: Vec<String>,
    /// Attached files that a dossier does not hold.
    left_out: Vec<String>,
    /// The documents of the case.
    back: Option<String>,
    own: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(paper): Path<String>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let id: Uuid = paper.parse().map_err(|_| WebError::NotFound)?;
    let found = press(&state)?.paper(&office.ctx, id).await.map_err(paper_error)?;
    let l10n = visit.l10n();
    let name = paper_name(l10n, &found);
    let file = found.file.as_ref();
    let remarks = file.map(Remarks::of).unwrap_or_default();
    let of_matter = !found.record.contains('/');
    let url = OnePaper { paper: paper.clone() }.url();
    page::show(&Show {
        page: Page::new(&visit, &name)
            .nav(Nav::Items)
            .subtitle(&found.record)
            .crumb(l10n.t("download-own"), Papers.url())
            .here(&name),
        again: (!found.state.is_final()).then_some(url),
        state: state_tag(l10n, found.state),
        step: step(l10n, &found),
        done: found.done.min(found.steps),
        steps: found.steps.max(1),
        fault: fault(l10n, &found),
        file: file.map(|file| (PaperFile { paper }.url(), size(l10n, file.size))),
        facts: facts(l10n, &found),
        stand_ins: stand_ins(l10n, &remarks),
        left_out: remarks.left_out,
        back: of_matter.then(|| ItemDocuments { no: matter(&found.record).to_owned() }.url()),
        own: Papers.url(),
    })
}

/// The matter of an order that may name one of its assessments.
fn matter(record: &str) -> &str {
    match record.rsplit_once("-A") {
        Some((number, ordinal)) if ordinal.parse::<u32>().is_ok() => number,
        _ => record,
    }
}

fn step(l10n: L10n, paper: &Paper) -> String {
    match paper.state {
        PaperState::Ready => l10n.t("download-waits"),
        PaperState::Running => l10n.say(
            &Msg::new("download-progress")
                .with("step", Msg::code("download-step", &paper.step))
                .with("done", paper.done.min(paper.steps))
                .with("steps", paper.steps),
        ),
        PaperState::Done | PaperState::Failed => String::new(),
    }
}

fn fault(l10n: L10n, paper: &Paper) -> String {
    if paper.state != PaperState::Failed {
        return String::new();
    }
    let msg = paper.fault.as_ref().and_then(papers::queue::fault);
    msg.map_or_else(|| l10n.t("download-fault-unknown"), |msg| l10n.say(&msg))
}

fn facts(l10n: L10n, paper: &Paper) -> Facts {
    let format = papers::Format::of_ending(&paper.format).map(format_name).unwrap_or_default();
    let facts = Facts::new()
        .fact(l10n.t("download-format"), format)
        .fact(l10n.t("download-language"), l10n.code("download-language", &paper.language))
        .fact(l10n.t("download-ordered-at"), l10n.date_time(paper.created_at));
    let Some(file) = &paper.file else { return facts };
    let facts = match file.pages {
        Some(pages) => {
            facts.fact(l10n.t("download-pages"), l10n.t1("download-pages-n", "n", pages))
        }
        None => facts,
    };
    let hash = file.sha256.to_string();
    facts
        .fact(l10n.t("download-name"), &file.name)
        .fact(l10n.t("download-kept-until"), l10n.date_time(paper.expires_at))
        .fact(l10n.t("download-sha256"), hash)
}

/// Which font stood in for which.
fn stand_ins(l10n: L10n, remarks: &Remarks) -> Vec<String> {
    let said =
        |one: &StandIn| l10n.t2("download-stand-in", ("wanted", &one.wanted), ("used", &one.used));
    let mut lines: Vec<String> = remarks.stand_ins.iter().map(said).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn size(l10n: L10n, bytes: u64) -> String {
    match bytes {
        0..1024 => l10n.t1("case-bytes", "n", bytes),
        1024..1_048_576 => l10n.t1("case-kib", "n", bytes.div_ceil(1024)),
        _ => l10n.t1("case-mib", "n", bytes.div_ceil(1_048_576)),
    }
}

/// `GET /papers/{paper}/file`: always as a download, never shown inside the site.
pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Path(paper): Path<String>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let id: Uuid = paper.parse().map_err(|_| WebError::NotFound)?;
    let press = press(&state)?;
    let found = press.paper(&office.ctx, id).await.map_err(paper_error)?;
    let file = found.file.as_ref().ok_or(WebError::NotFound)?;
    let body = Body::new(FileBody::new(press.open(file).await.map_err(paper_error)?));
    let mut response = attachment(&file.media_type, &file.name, body);
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(file.size));
    Ok(response)
}
