//! One section: its text in a plain field with its live values beside it, as it
//! would be read, and its comments.

use app::chapters::{self, Section};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::assessment::parts::Report;
use locale::L10n;
use serde::Deserialize;
use serde_json::Value;

use super::check::{Mark, marks};
use super::picture::{self, lines};
use super::remarks::{Remark, remarks};
use super::routes::{ChapterVersions, ChapterWriting, ReportCheck, ReportWriting};
use super::show::{shown, told};
use super::values::{Group, Known, groups};
use super::{Read, clash, name, signed};
use crate::error::WebError;
use crate::form::{FormView, Values};
use crate::office::case::{CaseFrame, Sub, Which};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

/// What the address of a section may ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// A line of the text to look at, from 1.
    line: String,
    /// A version that came late, to be settled with the one that stands.
    late: String,
    /// A version whose text is to be taken up again.
    from: String,
}

/// What was done with a form that is shown again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    /// Something in it is wrong.
    Refused,
    /// Its text was tried.
    Tried,
    /// The picture of this name was added; the text is as it was typed.
    Picture(String),
}

/// A button that writes around what is chosen in the text.
struct Tool {
    label: String,
    before: &'static str,
    after: &'static str,
}

const TOOLS: [(&str, &str, &str); 7] = [
    ("chapters-tool-heading", "\n## ", ""),
    ("chapters-tool-bold", "**", "**"),
    ("chapters-tool-list", "\n- ", ""),
    ("chapters-tool-numbers", "\n1. ", ""),
    ("chapters-tool-table", "\n|  |  |\n|---|---:|\n| ", " |  |\n"),
    ("chapters-tool-facts", "\n```facts\n", " | \n```\n"),
    ("chapters-tool-chart", "\n```chart\ncaption: \nn: 100\nbar: ", " | 54% | 50% | 58%\n```\n"),
];

#[derive(Template)]
#[template(path = "chapters/editor.html")]
struct EditorPage {
    page: Page,
    top: Markup,
    f: FormView,
    note: Option<Note>,
    name: String,
    url: String,
    back: String,
    versions: String,
    check: String,
    version: u64,
    standing: String,
    writes: bool,
    /// A line to look at, and what stands in it.
    line: Option<(usize, String)>,
    faults: Vec<String>,
    flags: Vec<Mark>,
    preview: Markup,
    tried: bool,
    /// Whether a picture was added beside the text that was being typed.
    typed: bool,
    /// Whether that text is another than the one that stands.
    unsaved: bool,
    tools: Vec<Tool>,
    pictures: Vec<picture::Line>,
    groups: Vec<Group>,
    remarks: Vec<Remark>,
}

/// `GET /items/{no}/report/write/{section}`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, section)): Path<(String, String)>,
    Query(which): Query<Which>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let section = read.section(&section)?;
    let number = |text: &str| text.parse::<u64>().ok();
    if let (Some(late), Some(standing), true) =
        (number(&asked.late), &section.latest, read.writing.writes)
    {
        let own = version(&office, &read, section, late).await?;
        let f = FormView::new(&state, &visit, Values::new().with("text", &own));
        let own = clash::Own { version: late, text: own };
        return page::show(&clash::page(&office, &visit, &read, section, (standing, own, f)));
    }
    let text = match number(&asked.from) {
        Some(from) => version(&office, &read, section, from).await?,
        None => section.text(&read.case).to_owned(),
    };
    let f = FormView::new(&state, &visit, Values::new().with("text", text));
    let mut drawn = view(&office, &visit, &read, section, (f, None)).await?;
    drawn.line = line(&asked, drawn.f.value("text"));
    if number(&asked.from).is_some() {
        drawn.note = Some(Note::new(NoteKind::Info, "", visit.l10n().t("chapters-taken-up")));
    }
    page::show(&drawn)
}

async fn version(
    office: &Office<'_>,
    read: &Read,
    section: &Section,
    version: u64,
) -> Result<String, WebError> {
    let place = (section.item.code.as_str(), version);
    let found = chapters::version(office.app, &office.ctx, &read.case, place).await;
    Ok(found.map_err(web_error)?.content)
}

fn line(asked: &Asked, text: &str) -> Option<(usize, String)> {
    let number: usize = asked.line.parse().ok()?;
    let found = text.lines().nth(number.checked_sub(1)?)?;
    Some((number, found.to_owned()))
}

/// The page again for a form that was sent: with what is wrong, or tried.
pub(super) async fn again(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    section: &Section,
    (f, sent): (FormView, Sent),
) -> Result<Response, WebError> {
    let version = f.value("version").parse().ok();
    let wrong = f.has_errors();
    let mut drawn = view(office, visit, read, section, (f, Some(&sent))).await?;
    // What is saved next is written over what this text was made from.
    drawn.version = version.unwrap_or(drawn.version);
    page::show_form(&drawn, wrong)
}

async fn view(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    section: &Section,
    (f, sent): (FormView, Option<&Sent>),
) -> Result<EditorPage, WebError> {
    let l10n = visit.l10n();
    let added = if let Some(Sent::Picture(name)) = sent { Some(name.as_str()) } else { None };
    let (tried, typed) = (sent == Some(&Sent::Tried), added.is_some());
    let text = if f.value("text").is_empty() && !tried && !typed {
        section.text(&read.case)
    } else {
        f.value("text")
    };
    let mut known = Known::new(office, &read.case, l10n);
    let (values, of_text) = known.of(text).await?;
    let (preview, faults) = match shown(text, &read.shelf(), values, of_text) {
        Ok(html) => (html, Vec::new()),
        Err(faults) => {
            let told = faults.0.iter().map(|fault| told(l10n, fault));
            (Markup::default(), told.collect())
        }
    };
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.case, Sub::Report);
    let (no, code) = (read.no(), section.item.code.clone());
    let flags = marks(l10n, &no, &code, (text, values, of_text));
    Ok(EditorPage {
        page: page.errors(f.has_errors()),
        top,
        flags,
        note: None,
        name: name(l10n, &section.item).to_owned(),
        url: ChapterWriting { no: no.clone(), section: code.clone() }.url(),
        back: ReportWriting { no: no.clone() }.url(),
        versions: ChapterVersions { no: no.clone(), section: code }.url(),
        check: ReportCheck { no }.url(),
        version: section.version(),
        standing: standing(l10n, read, section),
        writes: read.writing.writes,
        line: None,
        faults,
        preview,
        tried,
        typed,
        unsaved: typed && text.replace("\r\n", "\n") != section.text(&read.case),
        tools: tools(l10n),
        pictures: lines(&read.no(), &read.writing.pictures, added),
        groups: live(read, values, of_text),
        remarks: remarks(office, l10n, read, section),
        f,
    })
}

fn live(read: &Read, known: &Value, language: documents::model::Language) -> Vec<Group> {
    if read.writing.writes { groups(known, language) } else { Vec::new() }
}

fn tools(l10n: L10n) -> Vec<Tool> {
    let tool = |(key, before, after): (&str, &'static str, &'static str)| Tool {
        label: l10n.t(key),
        before,
        after,
    };
    TOOLS.into_iter().map(tool).collect()
}

/// Who saved the text that stands, and when.
fn standing(l10n: L10n, read: &Read, section: &Section) -> String {
    if let Some(one) = &section.latest {
        let by = signed(l10n, &read.case, &one.saved.writer);
        return l10n.t2(
            "chapters-standing",
            ("at", l10n.date_time(one.saved.updated_at)),
            ("by", by),
        );
    }
    let frozen: Option<&Report> =
        read.case.assessment.as_ref().and_then(|loaded| loaded.state.reports.last());
    match frozen.filter(|_| !section.text(&read.case).is_empty()) {
        Some(report) => l10n.t1("chapters-standing-frozen", "n", report.version),
        None => l10n.t("chapters-standing-none"),
    }
}
