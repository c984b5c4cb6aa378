//! `/items/{no}/survey/import`: files of answers that were typed elsewhere. The
//! first step reads and checks them cell by cell, the second one takes in exactly
//! the file that was checked.

use access::Permission;
use app::consultation::batch::{self, BatchFile, BatchReport, CellFault, Looked};
use app::consultation::{self, Desk, Sheet};
use app::directory::require;
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::Channel;
use locale::{L10n, Lang, Msg};

use super::{Batch, BatchReady, BatchTemplate, Survey};
use crate::error::WebError;
use crate::form::{Choice, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which, load};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

/// A wrong cell, in words.
struct Wrong {
    row: String,
    column: String,
    header: String,
    said: String,
    allowed: String,
}

#[derive(Template)]
#[template(path = "survey/batch.html")]
struct BatchPage {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    back: String,
    mib: u64,
    channels: Vec<Choice>,
    templates: Vec<(String, String)>,
    wrong: Vec<Wrong>,
    more: String,
    taken: Vec<String>,
}

/// The case with its consultation.
pub(super) struct Read {
    pub(super) case: Case,
    desk: Desk,
}

impl Read {
    pub(super) async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let case = load(office, no, which).await?;
        let (app, ctx) = (office.app, &office.ctx);
        require(ctx, Permission::Draft, Some(&case.resource)).map_err(web_error)?;
        let desk = consultation::desk(app, ctx, &case).await.map_err(web_error)?;
        if desk.current.as_ref().is_some_and(|sheet| sheet.consultation.state.is_public()) {
            Ok(Self { case, desk })
        } else {
            Err(WebError::NotFound)
        }
    }

    pub(super) fn sheet(&self) -> Result<&Sheet, WebError> {
        self.desk.current.as_ref().ok_or(WebError::NotFound)
    }

    pub(super) fn slug(&self) -> Result<&str, WebError> {
        Ok(self.sheet()?.consultation.state.slug.as_str())
    }

    pub(super) fn url(&self) -> String {
        Batch { no: self.case.matter.state.number.clone() }.url()
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let f = FormView::new(&state, &visit, Values::new().with("channel", Channel::Paper.code()));
    page::show(&view(&office, &visit, &read, f, None)?)
}

fn view(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    f: FormView,
    report: Option<&BatchReport>,
) -> Result<BatchPage, WebError> {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.case, Sub::Survey);
    let no = read.case.matter.state.number.clone();
    let template = BatchTemplate { no: no.clone() }.url();
    let typed = Channel::ALL.iter().filter(|channel| **channel != Channel::Web);
    let told = report.map_or(0, |report| report.faults.len() as u64);
    let more = report.map_or(0, |report| report.wrong.saturating_sub(told));
    Ok(BatchPage {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: read.url(),
        back: Survey { no }.url(),
        mib: office.app.settings().upload_limit / (1024 * 1024),
        channels: typed
            .map(|channel| Choice::new(channel.code(), l10n.code("channel", channel.code())))
            .collect(),
        templates: vec![
            (l10n.t("batch-template-xlsx"), template.clone()),
            (l10n.t("batch-template-csv"), format!("{template}?format=csv")),
        ],
        wrong: report
            .map(|report| report.faults.iter().map(|fault| wrong(l10n, fault)).collect())
            .unwrap_or_default(),
        more: if more > 0 { l10n.t1("batch-more", "n", more) } else { String::new() },
        taken: taken(l10n, read.sheet()?),
    })
}

fn wrong(l10n: L10n, fault: &CellFault) -> Wrong {
    Wrong {
        row: fault.row.to_string(),
        column: fault.column.clone(),
        header: fault.header.clone(),
        said: fault.said(l10n),
        allowed: fault.allowed_words(l10n),
    }
}

/// Files that were taken in, newest first.
fn taken(l10n: L10n, sheet: &Sheet) -> Vec<String> {
    let batches = sheet.consultation.state.batches.iter().rev();
    batches
        .map(|one| {
            let said = Msg::new("batch-taken-line")
                .with("day", l10n.date(one.on))
                .with("channel", l10n.code("channel", one.batch.channel.code()))
                .with("rows", one.batch.rows)
                .with("counted", one.batch.counted)
                .with("file", one.batch.file.get(..12).unwrap_or_default());
            l10n.say(&said)
        })
        .collect()
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let mut errors = form.refused.clone();
    let channel = Channel::from_code(form.values.get("channel")).filter(|c| *c != Channel::Web);
    if channel.is_none() {
        errors.add("channel", Msg::new("field-choose"));
    }
    let upload = form.files_of("file").next();
    if upload.is_none() && errors.of("file").is_none() {
        errors.add("file", Msg::new("importing-no-file"));
    }
    let mut report = None;
    if let (Some(upload), Some(channel), true) = (upload, channel, errors.is_empty()) {
        let file = BatchFile { name: &upload.file_name, bytes: &upload.bytes, channel };
        let looked = batch::bring(office.app, &office.ctx, read.slug()?, file).await;
        match looked.map_err(web_error)? {
            Looked::Read(found) if found.is_right() => {
                let no = read.case.matter.state.number.clone();
                return Ok(page::go(&visit, BatchReady { no, file: found.file }.url(), None));
            }
            Looked::Read(found) => report = Some(found),
            Looked::Refused(refusal) => errors.add("file", refusal.msg()),
            Looked::Closed => errors.add("file", Msg::new("entry-closed")),
        }
    }
    if let Some(report) = &report {
        errors.add("file", against(visit.l10n(), report));
    }
    let f = FormView::again(&visit, form, errors);
    page::show_form(&view(&office, &visit, &read, f, report.as_deref())?, true)
}

/// Why a file that was read is not taken in.
fn against(l10n: L10n, report: &BatchReport) -> Msg {
    match report.taken_on {
        Some(day) => Msg::new("batch-known-file").with("day", l10n.date(day)),
        None => Msg::new("batch-wrong").with("n", report.wrong),
    }
}

/// What taking a file in does, as facts.
pub(super) fn facts(l10n: L10n, sheet: &Sheet, report: &BatchReport) -> Facts {
    let english = l10n.lang() == Lang::En;
    let facts = Facts::new()
        .fact(l10n.t("batch-file"), &report.name)
        .fact(l10n.t("batch-hash"), &report.file)
        .fact(l10n.t("batch-encoding"), &report.encoding)
        .fact(l10n.t("entry-channel"), l10n.code("channel", report.channel.code()))
        .fact(l10n.t("batch-rows"), report.rows.to_string())
        .fact(l10n.t("batch-texts"), report.texts.to_string())
        .fact(l10n.t("batch-known"), report.known.len().to_string());
    sheet.form.strata.iter().fold(facts, |facts, group| {
        let n = report.groups.get(&group.code).copied().unwrap_or_default();
        facts.fact(group.words.get(english), n.to_string())
    })
}
