//! The sections of the report, and how far each is.

use app::chapters::Section;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::L10n;

use super::check::flags;
use super::routes::{ChapterWriting, ReportCheck};
use super::show::shown;
use super::values::Known;
use super::{Read, name, signed};
use crate::error::WebError;
use crate::office::Office;
use crate::office::case::{CaseFrame, Sub, Which};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Markup, Tag};
use crate::visit::Visit;

/// One section.
struct Line {
    name: String,
    url: String,
    state: Tag,
    last: String,
    words: String,
    open: String,
    flags: String,
}

#[derive(Template)]
#[template(path = "chapters/list.html")]
struct ListPage {
    page: Page,
    top: Markup,
    lines: Vec<Line>,
    writes: bool,
    written: String,
    check: String,
    freeze: String,
    back: String,
}

/// What has to be looked at in a section.
struct Found {
    faults: usize,
    flags: usize,
}

/// `GET /items/{no}/report/write`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let l10n = visit.l10n();
    let mut known = Known::new(&office, &read.case, l10n);
    let (mut lines, shelf) = (Vec::new(), read.shelf());
    for section in &read.writing.sections {
        let text = section.text(&read.case);
        let (values, language) = known.of(text).await?;
        let faults = shown(text, &shelf, values, language).err().map_or(0, |faults| faults.0.len());
        let found = Found { faults, flags: flags(text, values, language).len() };
        lines.push(line(l10n, &read, section, &found));
    }
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &read.case, Sub::Report);
    let all = read.writing.sections.len();
    let written = read.writing.sections.iter().filter(|one| one.latest.is_some()).count();
    let freezes =
        read.case.acts.iter().any(|act| act.code == "freeze_report" && act.waits.is_none());
    let no = crate::routes::encode(&read.no());
    page::show(&ListPage {
        page,
        top,
        lines,
        writes: read.writing.writes,
        written: l10n.t2("chapters-written-of", ("written", written), ("all", all)),
        check: ReportCheck { no: read.no() }.url(),
        freeze: if freezes { format!("/items/{no}/do/freeze_report") } else { String::new() },
        back: Sub::Report.url(&read.case),
    })
}

fn line(l10n: L10n, read: &Read, section: &Section, found: &Found) -> Line {
    let text = section.text(&read.case);
    let (band, key) = match &section.latest {
        _ if found.faults > 0 => (Band::High, "chapters-state-faulty"),
        Some(_) if text.trim().is_empty() => (Band::Plain, "chapters-state-empty"),
        Some(_) => (Band::Info, "chapters-state-written"),
        None if text.is_empty() => (Band::Plain, "chapters-state-empty"),
        None => (Band::Outline, "chapters-state-frozen"),
    };
    let last = section.latest.as_ref().map_or_else(String::new, |one| {
        let by = signed(l10n, &read.case, &one.saved.writer);
        l10n.t2("chapters-last", ("at", l10n.date_time(one.saved.updated_at)), ("by", by))
    });
    let count = |n: usize| locale::format::number(i64::try_from(n).unwrap_or(i64::MAX));
    Line {
        name: name(l10n, &section.item).to_owned(),
        url: ChapterWriting { no: read.no(), section: section.item.code.clone() }.url(),
        state: Tag::new(band, l10n.t(key)),
        last,
        words: count(text.chars().filter(|c| !c.is_whitespace()).count()),
        open: count(section.open()),
        flags: count(found.flags),
    }
}
