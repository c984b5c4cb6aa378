//! Hearings with what they need, and the ways beside the questionnaire.

use app::consultation::{MeetingLine, meeting_lines};
use domain::assessment::parts::{Activity, Hearing};

use super::parts::{Card, Dossier, Table, cell, details, mono, prose, short};
use crate::ui::{Band, Markup, Tag};

/// Every hearing with its preparation; none where there is none.
pub(super) fn hearings(d: &Dossier<'_>) -> Option<Card> {
    if d.state.hearings.is_empty() {
        return None;
    }
    let title = d.t("hearings-title");
    let mut table = Table::new(&title)
        .col(d.t("consultation-place"))
        .col(d.t("consultation-day"))
        .col(d.t("hearings-selection"))
        .col(d.t("hearings-list"))
        .col(d.t("hearings-papers"))
        .col(d.t("consultation-state"));
    for hearing in &d.state.hearings {
        table.row(row(d, hearing));
    }
    let rule = d.case.package.hearing.as_ref().map(|rule| {
        let source = ("source", d.source(&rule.item));
        d.l10n.t2("dossier-rule", ("rule", d.rule(&rule.item)), source)
    });
    Some(Card::flush(title, "", table, rule.unwrap_or_default()))
}

fn row(d: &Dossier<'_>, hearing: &Hearing) -> Vec<Markup> {
    let list = match &hearing.list {
        Some(list) => cell(d.day(list.on)).and(details(d.t("hearings-hash"), mono(&list.sha256))),
        None => cell(""),
    };
    let held = d.state.activities.iter().any(|a| a.void.is_none() && a.hearing == Some(hearing.id));
    let (band, key) = match (hearing.closed, held) {
        (Some(_), _) => (Band::Low, "hearings-closed"),
        (None, true) => (Band::Mid, "hearings-held"),
        (None, false) => (Band::Info, "hearings-announced"),
    };
    vec![
        cell(d.text(&hearing.place)),
        short(d.day(hearing.on)),
        cell(d.day(hearing.selection_on))
            .and(details(d.t("hearings-text"), prose(&d.text(&hearing.selection)))),
        list,
        cell(d.maybe_day(hearing.papers_on)),
        Markup::render(&Tag::new(band, d.t(key))),
    ]
}

/// What is said of a meeting beside its minutes: who took part by group, and who
/// confirmed the record.
pub(super) fn remarks(d: &Dossier<'_>, activity: &Activity) -> Markup {
    let mut shown = Markup::default();
    if !activity.groups.is_empty() {
        let groups = activity.groups.iter().map(|attended| {
            let of = [d.text(&attended.group), d.count(attended.size)];
            d.l10n.t2("trail-fact", ("label", &of[0]), ("value", &of[1]))
        });
        let groups: Vec<String> = groups.collect();
        let groups = prose(&d.l10n.join_apart(&groups));
        shown = shown.and(details(d.t("meetings-groups"), groups));
    }
    if let Some(confirmed) = activity.confirmed {
        let by = d.l10n.code("confirmer", confirmed.by.code());
        let said = d.l10n.t2("meetings-confirmed", ("by", by), ("day", d.day(confirmed.on)));
        shown = shown.and(Tag::new(Band::Low, said).with_icon("circle-check"));
    }
    shown
}

/// Meetings and visits by kind, with the topics that came of them.
pub(super) fn ways(d: &Dossier<'_>) -> Option<Card> {
    let lines = meeting_lines(d.state, 0);
    if lines.is_empty() {
        return None;
    }
    let title = d.t("meetings-title");
    let mut table = Table::new(&title)
        .col(d.t("consultation-activity"))
        .num(d.t("meetings-held"))
        .num(d.t("consultation-attendance"))
        .num(d.t("meetings-topics"));
    for line in &lines {
        table.row(way(d, line));
    }
    Some(Card::flush(title, "", table, d.t("meetings-foot")))
}

fn way(d: &Dossier<'_>, line: &MeetingLine) -> Vec<Markup> {
    vec![
        cell(d.l10n.code("activity", line.kind.code())),
        cell(line.held.to_string()),
        cell(line.attendance.map(|n| n.to_string()).unwrap_or_default()),
        cell(line.topics.to_string()),
    ]
}
