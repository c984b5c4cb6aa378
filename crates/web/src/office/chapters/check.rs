//! Numbers that somebody typed against those of the record, over all sections.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use documents::check::{Flag, FlagKind, chapter};
use documents::model::Language;
use locale::L10n;
use serde_json::Value;

use super::routes::{ChapterWriting, ReportWriting};
use super::show::{shown, told};
use super::values::Known;
use super::{Read, name};
use crate::error::WebError;
use crate::office::Office;
use crate::office::case::{CaseFrame, Sub, Which};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Markup, Tag};
use crate::visit::Visit;

/// Typed numbers of a text that should be live, or that differ from the record.
pub(super) fn flags(text: &str, values: &Value, language: Language) -> Vec<Flag> {
    chapter(text, values, language)
}

/// A typed number as a page shows it.
pub(super) struct Mark {
    /// Line of the text, from 1.
    pub(super) line: usize,
    /// Where that line is looked at.
    pub(super) url: String,
    pub(super) typed: String,
    /// The value of the record that it stands for, and how that is named.
    pub(super) shown: String,
    pub(super) field: String,
    pub(super) tag: Tag,
    /// What is to be done.
    pub(super) text: String,
}

/// The flags of a section.
pub(super) fn marks(
    l10n: L10n,
    no: &str,
    section: &str,
    (text, values, language): (&str, &Value, Language),
) -> Vec<Mark> {
    let url = ChapterWriting { no: no.to_owned(), section: section.to_owned() }.url();
    let mark = |flag: Flag| mark(l10n, &url, flag);
    flags(text, values, language).into_iter().map(mark).collect()
}

fn mark(l10n: L10n, url: &str, flag: Flag) -> Mark {
    let (band, tag, key) = match flag.kind {
        FlagKind::NotLive => (Band::Info, "chapters-flag-live-tag", "chapters-flag-live"),
        FlagKind::Differs => (Band::Mid, "chapters-flag-differs-tag", "chapters-flag-differs"),
    };
    let args = [
        ("typed", locale::Arg::Text(flag.typed.clone())),
        ("shown", locale::Arg::Text(flag.shown.clone())),
        ("field", locale::Arg::Text(flag.field.clone())),
    ];
    Mark {
        line: flag.line,
        url: format!("{url}?line={}#line", flag.line),
        tag: Tag::new(band, l10n.t(tag)),
        text: l10n.t_args(key, &args),
        typed: flag.typed,
        shown: flag.shown,
        field: flag.field,
    }
}

/// One section.
struct Part {
    name: String,
    url: String,
    empty: bool,
    /// Where each fault is looked at, and what it is.
    faults: Vec<(String, String)>,
    marks: Vec<Mark>,
}

#[derive(Template)]
#[template(path = "chapters/check.html")]
struct CheckPage {
    page: Page,
    top: Markup,
    back: String,
    summary: String,
    sections: Vec<Part>,
}

/// `GET /items/{no}/report/check`.
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
    let (mut sections, shelf) = (Vec::new(), read.shelf());
    for section in &read.writing.sections {
        let text = section.text(&read.case);
        let (values, language) = known.of(text).await?;
        let code = section.item.code.as_str();
        let url = ChapterWriting { no: read.no(), section: code.to_owned() }.url();
        let faults = shown(text, &shelf, values, language);
        let faults = faults.err().map(|found| found.0).unwrap_or_default();
        let faults = faults
            .iter()
            .map(|fault| (format!("{url}?line={}#line", fault.line), told(l10n, fault)));
        sections.push(Part {
            name: name(l10n, &section.item).to_owned(),
            empty: text.trim().is_empty(),
            faults: faults.collect(),
            marks: marks(l10n, &read.no(), code, (text, values, language)),
            url,
        });
    }
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &read.case, Sub::Report);
    let count: usize = sections.iter().map(|part| part.marks.len()).sum();
    page::show(&CheckPage {
        page,
        top,
        back: ReportWriting { no: read.no() }.url(),
        summary: l10n.t1("chapters-check-count", "count", count),
        sections,
    })
}
