//! The versions of a section: who saved which when, and what differs.

use app::chapters::{self, ChapterVersion, Section};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::L10n;
use serde::Deserialize;

use super::difference::difference;
use super::routes::{ChapterVersions, ChapterWriting};
use super::{Read, name, signed};
use crate::error::WebError;
use crate::office::case::{CaseFrame, Sub, Which};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Markup, Tag};
use crate::visit::Visit;

/// Versions on the page; older ones are reached by their number.
const MOST: usize = 200;

/// Which versions are looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The version.
    v: String,
    /// The one that it is compared with; that which stands without it.
    with: String,
}

/// One version.
struct Line {
    number: u64,
    at: String,
    by: String,
    tags: Vec<Tag>,
    url: String,
    before: String,
}

/// Two versions beside each other.
struct Pair {
    title: String,
    difference: Option<Markup>,
    text: String,
    again: String,
}

#[derive(Template)]
#[template(path = "chapters/versions.html")]
struct VersionsPage {
    page: Page,
    top: Markup,
    name: String,
    back: String,
    lines: Vec<Line>,
    more: usize,
    pair: Option<Pair>,
}

/// `GET /items/{no}/report/write/{section}/versions`.
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
    let code = section.item.code.as_str();
    let all = chapters::history(office.app, &office.ctx, &read.case, code).await;
    let all = all.map_err(web_error)?;
    let l10n = visit.l10n();
    let pair = pair(&office, l10n, &read, section, &asked).await?;
    let lines = all.iter().take(MOST).enumerate().map(|(at, one)| {
        let before = all.get(at.saturating_add(1)).map(|one| one.version);
        line(l10n, &read, section, (one, before))
    });
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &read.case, Sub::Report);
    page::show(&VersionsPage {
        page,
        top,
        name: name(l10n, &section.item).to_owned(),
        back: ChapterWriting { no: read.no(), section: code.to_owned() }.url(),
        more: all.len().saturating_sub(MOST),
        lines: lines.collect(),
        pair,
    })
}

async fn pair(
    office: &Office<'_>,
    l10n: L10n,
    read: &Read,
    section: &Section,
    asked: &Asked,
) -> Result<Option<Pair>, WebError> {
    let Ok(number) = asked.v.parse::<u64>() else { return Ok(None) };
    let with = asked.with.parse().unwrap_or_else(|_| section.version());
    let code = section.item.code.as_str();
    let text = async |version: u64| {
        let found = chapters::version(office.app, &office.ctx, &read.case, (code, version)).await;
        found.map(|one| one.content).map_err(web_error)
    };
    let (one, other) = (text(number).await?, text(with).await?);
    // The earlier one is what was there before, whichever was asked for first.
    let (from, to) = if number < with { (&one, &other) } else { (&other, &one) };
    let (first, second) = (number.min(with), number.max(with));
    let url = ChapterWriting { no: read.no(), section: code.to_owned() }.url();
    Ok(Some(Pair {
        title: l10n.t2("chapters-versions-pair", ("a", first), ("b", second)),
        difference: difference(from, to),
        again: if read.writing.writes { format!("{url}?from={number}") } else { String::new() },
        text: one,
    }))
}

fn line(
    l10n: L10n,
    read: &Read,
    section: &Section,
    (one, before): (&ChapterVersion, Option<u64>),
) -> Line {
    let mut tags = Vec::new();
    if one.version == section.version() {
        tags.push(Tag::new(Band::Info, l10n.t("chapters-version-stands")));
    }
    if one.late {
        tags.push(Tag::new(Band::Mid, l10n.t("chapters-version-late")));
    }
    if one.auto {
        tags.push(Tag::new(Band::Plain, l10n.t("chapters-version-auto")));
    }
    let code = section.item.code.clone();
    let url = ChapterVersions { no: read.no(), section: code }.url();
    let before = before.map(|before| format!("{url}?v={}&with={before}#pair", one.version));
    Line {
        number: one.version,
        at: l10n.date_time(one.updated_at),
        by: signed(l10n, &read.case, &one.writer),
        tags,
        url: format!("{url}?v={}#pair", one.version),
        before: before.unwrap_or_default(),
    }
}
