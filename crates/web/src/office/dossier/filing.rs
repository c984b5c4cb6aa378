//! Filing with its certificate, the legality review, the decision.

use askama::Template;
use domain::{
    assessment::parts::{DecisionEntry, Filing, FilingState, Legality},
    codes::{LegalityOpinion, RatingStage},
};

use super::parts::{Card, Content, Dossier, Table, cell, mono, prose, prose_after, short};
use crate::office::case::conclusion_tag;
use crate::ui::{Band, Empty, Facts, Markup, Tag, level_tag};

pub(super) const ACTS: &[&str] = &[
    "submit_filing",
    "accept_filing",
    "return_filing",
    "request_legality",
    "answer_legality",
    "decide",
    "change_decision",
];

#[derive(Template)]
#[template(path = "dossier/cert.html")]
struct Certificate {
    title: String,
    tag: Tag,
    body: Markup,
}

pub(super) fn content(d: &Dossier<'_>) -> Content {
    let mut main: Vec<Card> = certificate(d).into_iter().collect();
    main.extend(
        d.state.decisions.iter().rev().enumerate().map(|(n, entry)| decision(d, entry, n == 0)),
    );
    main.extend(d.state.legality.iter().rev().map(|entry| legality(d, entry)));
    if !d.state.filings.is_empty() {
        main.push(filings(d));
    }
    if main.is_empty() {
        let mut content = Content::empty(Empty {
            icon: "shield-check",
            title: d.t("filing-none"),
            lead: d.t("filing-none-lead"),
            action: None,
        });
        content.side.push(packet(d, None));
        return content;
    }
    Content { main, side: vec![packet(d, d.state.filings.last())] }
}

/// The filing as a certificate that a window can check.
fn certificate(d: &Dossier<'_>) -> Option<Card> {
    let filed = d.state.filed()?;
    let expired = filed.valid_until < d.office.today();
    let tag = if expired {
        Tag::new(Band::High, d.t("filing-expired")).with_icon("alert-circle")
    } else {
        Tag::new(Band::Low, d.t("filing-valid")).with_icon("circle-check")
    };
    let level = d.state.filed_level().map(domain::codes::Level::code);
    let recommends = d.state.reports.last().map(|r| d.l10n.code("conclusion", r.recommends.code()));
    let issuer = d.state.parties.map(|p| d.unit(p.filing)).unwrap_or_default();
    let index = d.state.levels.iter().rev().find(|l| l.stage == RatingStage::After);
    let from = filed.on.map(|on| d.period(on, filed.valid_until));
    let mut facts = Facts::new()
        .markup(d.t("filing-number"), mono(&filed.number))
        .fact(d.t("filing-matter"), d.case.title().unwrap_or_default())
        .markup(d.t("filing-matter-number"), mono(&d.case.matter.state.number))
        .markup(d.t("filing-level"), level_tag(d.l10n, level));
    if let Some(entry) = index {
        facts = facts.fact(d.t("filing-level-on"), d.day(entry.on));
    }
    let facts = facts
        .fact(d.t("filing-recommends"), recommends.unwrap_or_default())
        .fact(d.t("filing-issuer"), issuer)
        .fact(d.t("filing-validity"), from.unwrap_or_else(|| d.day(filed.valid_until)))
        .markup(d.t("filing-check-code"), mono(&d.case.matter.state.check_code));
    Some(Card::own(Markup::render(&Certificate {
        title: d.t("filing-certificate"),
        tag,
        body: Markup::render(&facts).and(prose_after(&d.t("filing-check-hint"))),
    })))
}

fn filings(d: &Dossier<'_>) -> Card {
    let mut table = Table::new(d.t("filing-submissions"))
        .col(d.t("filing-submitted"))
        .col(d.t("filing-report"))
        .col(d.t("filing-answered"))
        .col(d.t("filing-state"))
        .col(d.t("filing-note"));
    for filing in d.state.filings.iter().rev() {
        let report = d.state.reports.iter().find(|r| r.id == filing.report);
        let report = report.map(|r| d.l10n.t1("report-nth", "n", r.version));
        let (tag, note) = answer(d, filing);
        table.row(vec![
            short(d.day(filing.submitted)),
            cell(report.unwrap_or_default()),
            short(d.maybe_day(filing.answered)),
            Markup::render(&tag),
            note,
        ]);
    }
    Card::flush(d.t("filing-submissions"), "", table, "")
}

fn answer(d: &Dossier<'_>, filing: &Filing) -> (Tag, Markup) {
    match &filing.state {
        FilingState::Submitted => {
            (Tag::new(Band::Info, d.t("filing-waiting")).with_icon("clock"), cell(""))
        }
        FilingState::Returned { reasons, note } => {
            let known = &d.case.package.return_reasons;
            let reasons: Vec<&str> = reasons
                .iter()
                .map(|code| {
                    known.iter().find(|r| &r.code == code).map_or(code.as_str(), |r| d.rule(r))
                })
                .collect();
            let tag = Tag::new(Band::Mid, d.t("filing-returned")).with_icon("alert-triangle");
            let reasons = d.l10n.t1("filing-reasons", "reasons", d.l10n.join(&reasons));
            (tag, prose(&format!("{reasons}\n{}", d.text(note))))
        }
        FilingState::Accepted { number, note, .. } => {
            let tag = Tag::new(Band::Low, d.t("filing-accepted")).with_icon("circle-check");
            (tag, prose(&format!("{number}\n{}", d.text(note))))
        }
    }
}

/// The documents that the rules ask for, against those of the last submission.
fn packet(d: &Dossier<'_>, last: Option<&Filing>) -> Card {
    let rule = &d.case.package.filing;
    let title = d.t("filing-packet");
    let mut table = Table::new(&title).col(d.t("filing-document")).col(d.t("filing-state"));
    for code in &rule.packet {
        let form = d.case.package.forms.iter().find(|f| &f.code == code);
        let name = form.map_or(code.as_str(), |f| d.rule(f));
        let there = last.is_some_and(|f| f.packet.contains(code));
        let tag = if there {
            Tag::new(Band::Low, d.t("filing-there")).with_icon("circle-check")
        } else {
            Tag::new(Band::Plain, d.t("filing-not-there")).with_icon("minus")
        };
        table.row(vec![cell(name), Markup::render(&tag)]);
    }
    let foot =
        d.l10n.t2("dossier-rule", ("rule", d.rule(&rule.item)), ("source", d.source(&rule.item)));
    Card::flush(title, "", table, foot)
}

fn legality(d: &Dossier<'_>, entry: &Legality) -> Card {
    let tag = match entry.opinion {
        None => Tag::new(Band::Info, d.t("filing-legality-waiting")).with_icon("clock"),
        Some(opinion) => {
            let (band, icon) = match opinion {
                LegalityOpinion::Lawful => (Band::Low, "circle-check"),
                LegalityOpinion::AmendFirst => (Band::Mid, "alert-triangle"),
                LegalityOpinion::Unlawful => (Band::High, "alert-circle"),
            };
            Tag::new(band, d.l10n.code("legality", opinion.code())).with_icon(icon)
        }
    };
    let unit = d.state.parties.and_then(|p| p.legality).map(|u| d.unit(u));
    let facts = Facts::new()
        .markup(d.t("filing-legality-opinion"), tag)
        .fact(d.t("filing-legality-unit"), unit.unwrap_or_default())
        .fact(d.t("filing-legality-requested"), d.day(entry.requested))
        .fact(d.t("filing-legality-answered"), d.maybe_day(entry.answered));
    let body = Markup::render(&facts).and(prose_after(&d.maybe(entry.note.as_ref())));
    Card::new(d.t("filing-legality-title"), body)
}

fn decision(d: &Dossier<'_>, entry: &DecisionEntry, stands: bool) -> Card {
    let by = d.state.parties.map(|p| d.unit(p.decision_maker)).unwrap_or_default();
    let facts = Facts::new()
        .markup(d.t("decision-conclusion"), conclusion_tag(d.l10n, entry.conclusion))
        .fact(d.t("decision-day"), d.day(entry.on))
        .fact(d.t("decision-by"), by)
        .fact(d.t("decision-meeting"), d.text(&entry.meeting))
        .fact(d.t("decision-conditions"), d.maybe(entry.conditions.as_ref()))
        .fact(d.t("decision-reason"), d.maybe(entry.reason.as_ref()))
        .markup(d.t("decision-files"), d.files(&entry.files));
    let sub = if stands { String::new() } else { d.t("decision-replaced") };
    Card::sub(d.t("decision-title"), sub, facts)
}
