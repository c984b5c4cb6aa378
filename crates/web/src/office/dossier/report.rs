//! Versions of the report, word for word.

use std::collections::BTreeMap;

use app::view::AuditLine;
use askama::Template;
use domain::assessment::parts::Report;

use super::parts::{Card, Content, Dossier, Table, cell, heading, mono, prose, short};
use crate::office::chapters::{
    self, Shelf,
    routes::{ReportCompare, ReportWriting},
};
use crate::routes::Route as _;
use crate::ui::{Band, Empty, Facts, Markup, Tag};

/// Leaf hash of the event that froze a report, by the report's identifier.
pub(super) type Hashes = BTreeMap<String, String>;

/// The hashes of all reports of a case.
pub(super) fn hashes(lines: &[AuditLine]) -> Hashes {
    lines
        .iter()
        .filter(|line| line.event.type_name == "ReportFrozen")
        .filter_map(|line| {
            let id = line.event.data.pointer("/report/id")?.as_str()?;
            Some((id.to_owned(), line.event.leaf_hash.to_string()))
        })
        .collect()
}

pub(super) fn content(d: &Dossier<'_>, hashes: &Hashes, shelf: &Shelf) -> Content {
    let Some(last) = d.state.reports.last() else {
        return Content::empty(Empty {
            icon: "clipboard-check",
            title: d.t("report-none"),
            lead: d.t("report-none-lead"),
            action: writing(d),
        });
    };
    let mut main = vec![version(d, last, shelf, Some(Tag::new(Band::Info, d.t("report-latest"))))];
    main.extend(d.state.reports.iter().rev().skip(1).map(|one| version(d, one, shelf, None)));
    let mut content = Content { main, side: Vec::new() };
    content.side.extend(ways(d));
    content.side.push(facts(d, last, hashes));
    if d.state.reports.len() > 1 {
        content.side.push(versions(d, hashes));
    }
    content
}

/// Where the report is written, for those who may read it before it is frozen.
fn writing(d: &Dossier<'_>) -> Option<(String, String)> {
    if !app::chapters::reads(&d.office.ctx, d.case) {
        return None;
    }
    let writes = d.case.may(&d.office.ctx, access::Permission::Draft);
    let label = d.t(if writes { "chapters-write" } else { "chapters-read" });
    Some((label, ReportWriting { no: d.case.matter.state.number.clone() }.url()))
}

/// Links to where the report is written, and to its versions beside each other.
fn ways(d: &Dossier<'_>) -> Option<Card> {
    let mut ways: Vec<(String, String)> = writing(d).into_iter().collect();
    if d.state.reports.len() > 1 {
        let url = ReportCompare { no: d.case.matter.state.number.clone() }.url();
        ways.push((d.t("chapters-compare"), url));
    }
    let links = ways.iter().map(|(label, url)| Markup::render(&Way { label, url }));
    let body = links.fold(Markup::default(), Markup::and);
    (!ways.is_empty()).then(|| Card::bare(body))
}

#[derive(Template)]
#[template(source = "<p class=\"card-b\"><a href=\"{{ url }}\">{{ label }}</a></p>", ext = "html")]
struct Way<'a> {
    label: &'a str,
    url: &'a str,
}

fn facts(d: &Dossier<'_>, report: &Report, hashes: &Hashes) -> Card {
    let facts = Facts::new()
        .fact(d.t("report-version"), d.l10n.t1("report-nth", "n", report.version))
        .fact(d.t("report-frozen"), d.day(report.on))
        .fact(d.t("report-recommends"), d.l10n.code("conclusion", report.recommends.code()))
        .markup(d.t("report-files"), d.files(&report.files))
        .markup(d.t("report-hash"), hash(report, hashes));
    Card::with(d.t("report-facts"), "", facts, d.t("report-hash-foot"))
}

fn hash(report: &Report, hashes: &Hashes) -> Markup {
    let found = hashes.get(&report.id.to_string());
    found.map_or_else(|| cell(""), |text| mono(&grouped(text)))
}

/// A digest in groups of eight, so that people can compare it and lines break.
pub(super) fn grouped(hex: &str) -> String {
    let letters: Vec<char> = hex.chars().collect();
    letters.chunks(8).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn versions(d: &Dossier<'_>, hashes: &Hashes) -> Card {
    let mut table = Table::new(d.t("report-versions"))
        .col(d.t("report-version"))
        .col(d.t("report-frozen"))
        .col(d.t("report-hash"));
    for report in d.state.reports.iter().rev() {
        table.row(vec![
            cell(d.l10n.t1("report-nth", "n", report.version)),
            short(d.day(report.on)),
            hash(report, hashes),
        ]);
    }
    Card::flush(d.t("report-versions"), "", table, "")
}

/// A section as it was written: in paragraphs, or as Markdown.
fn written(d: &Dossier<'_>, text: &str, shelf: &Shelf) -> Markup {
    chapters::frozen(d.l10n, text, shelf).unwrap_or_else(|| prose(text))
}

fn version(d: &Dossier<'_>, report: &Report, shelf: &Shelf, tag: Option<Tag>) -> Card {
    let mut body = Markup::default();
    if let Some(tag) = tag {
        body = body.and(tag);
    }
    if let Some(note) = &report.revision_note {
        body = body.and(heading(&d.t("report-revised"))).and(prose(&d.text(note)));
    }
    let known = d.case.report_sections(d.office.app, &d.office.ctx);
    for section in &report.sections {
        let item = known.iter().find(|item| item.code == section.code);
        let title = item.map_or_else(|| section.code.clone(), |item| d.rule(item).to_owned());
        body = body.and(heading(&title)).and(written(d, &d.text(&section.text), shelf));
    }
    let title = d.l10n.t1("report-nth", "n", report.version);
    Card::sub(title, d.l10n.t1("report-frozen-on", "day", d.day(report.on)), body)
}
