//! Reviews: who reviews, who declared what, votes, minutes, outcome.

use domain::{
    assessment::parts::{Review, Reviewer},
    codes::Vote,
};

use super::parts::{Card, Content, Dossier, Table, cell, details, prose, short};
use crate::ui::{Band, Empty, Facts, Markup, Tag};

pub(super) const ACTS: &[&str] =
    &["convene_review", "declare_conflict", "cast_vote", "replace_reviewer", "conclude_review"];

pub(super) fn content(d: &Dossier<'_>) -> Content {
    if d.state.reviews.is_empty() {
        return Content::empty(Empty {
            icon: "scale",
            title: d.t("review-none"),
            lead: d.t("review-none-lead"),
            action: None,
        });
    }
    let count = d.state.reviews.len();
    let main = d
        .state
        .reviews
        .iter()
        .enumerate()
        .rev()
        .map(|(n, review)| card(d, review, if count > 1 { Some(n + 1) } else { None }))
        .collect();
    Content { main, side: vec![rules(d)] }
}

fn card(d: &Dossier<'_>, review: &Review, nth: Option<usize>) -> Card {
    let mut table = Table::new(d.t("review-reviewers"))
        .col(d.t("review-reviewer"))
        .col(d.t("review-declared"))
        .col(d.t("review-vote"))
        .col(d.t("review-opinion"));
    for reviewer in &review.reviewers {
        table.row(row(d, review, reviewer));
    }
    let report = d.state.reports.iter().find(|r| r.id == review.report);
    let report = report.map(|r| d.l10n.t1("report-nth", "n", r.version)).unwrap_or_default();
    let mut facts = Facts::new()
        .fact(d.t("review-report"), report)
        .markup(d.t("review-outcome"), outcome(d, review));
    if review.outcome.is_some() {
        facts = facts.fact(d.t("review-votes"), votes(d, review));
    }
    let mut body = Markup::render(&facts).and(table);
    if !review.replaced.is_empty() {
        body = body.and(replaced(d, review));
    }
    if let Some(minutes) = &review.minutes {
        body = body.and(details(d.t("review-minutes"), prose(&d.text(minutes))));
    }
    let title = match nth {
        Some(n) => d.l10n.t1("review-nth", "n", n),
        None => d.t("review-title"),
    };
    Card::with(title, "", body, d.t("review-foot"))
}

/// Who left the review without a vote, and why.
fn replaced(d: &Dossier<'_>, review: &Review) -> Table {
    let mut table = Table::new(d.t("replaced-title"))
        .col(d.t("replaced-day"))
        .col(d.t("replaced-person"))
        .col(d.t("replaced-successor"))
        .col(d.t("replaced-reason"))
        .col(d.t("replaced-by"));
    let name = |person| {
        let name = d.case.person_name(person);
        if name.is_empty() { d.t("dossier-name-erased") } else { name.to_owned() }
    };
    for left in &review.replaced {
        table.row(vec![
            short(d.day(left.on)),
            cell(name(left.person)),
            cell(left.successor.map_or_else(|| d.t("replaced-excused"), name)),
            cell(d.text(&left.reason)),
            cell(name(left.by)),
        ]);
    }
    table
}

fn outcome(d: &Dossier<'_>, review: &Review) -> Markup {
    Markup::render(&match review.outcome {
        None => Tag::new(Band::Info, d.t("review-open")).with_icon("clock"),
        Some(vote) => vote_tag(d, vote),
    })
}

fn vote_tag(d: &Dossier<'_>, vote: Vote) -> Tag {
    let (band, icon) = match vote {
        Vote::Pass => (Band::Low, "circle-check"),
        Vote::PassAfterRevision => (Band::Mid, "alert-triangle"),
        Vote::Fail => (Band::High, "alert-circle"),
    };
    Tag::new(band, d.l10n.code("vote", vote.code())).with_icon(icon)
}

fn votes(d: &Dossier<'_>, review: &Review) -> String {
    let counts: Vec<String> = Vote::ALL
        .iter()
        .map(|vote| {
            let cast = review.reviewers.iter().filter_map(|r| r.vote.as_ref());
            let count = cast.filter(|(v, _)| v == vote).count();
            d.l10n.t2(
                "review-vote-count",
                ("vote", d.l10n.code("vote", vote.code())),
                ("count", count),
            )
        })
        .collect();
    d.l10n.join(&counts)
}

/// Until the review is concluded, each reviewer sees only the own vote.
fn row(d: &Dossier<'_>, review: &Review, reviewer: &Reviewer) -> Vec<Markup> {
    let name = d.case.person_name(reviewer.person);
    let name = if name.is_empty() { d.t("dossier-name-erased") } else { name.to_owned() };
    let declared = match reviewer.declared {
        None => Tag::new(Band::Plain, d.t("review-undeclared")).with_icon("clock"),
        Some(true) => Tag::new(Band::Low, d.t("review-free")).with_icon("circle-check"),
        Some(false) => Tag::new(Band::Mid, d.t("review-withdrew")).with_icon("alert-triangle"),
    };
    let open = review.outcome.is_some() || reviewer.person == d.office.ctx.person();
    let (vote, opinion) = match &reviewer.vote {
        Some((vote, opinion)) if open => {
            (Markup::render(&vote_tag(d, *vote)), cell(d.text(opinion)))
        }
        Some(_) => (Markup::render(&Tag::new(Band::Info, d.t("review-voted"))), cell("")),
        None => (cell(""), cell("")),
    };
    vec![cell(name), Markup::render(&declared), vote, opinion]
}

fn rules(d: &Dossier<'_>) -> Card {
    let rule = &d.case.package.review;
    let percent = d.l10n.t1("review-percent", "percent", rule.pass_percent);
    let facts = Facts::new()
        .fact(d.t("review-min"), d.count(rule.min_reviewers))
        .fact(d.t("review-min-elevated"), d.count(rule.min_reviewers_elevated))
        .fact(d.t("review-pass"), percent);
    let foot =
        d.l10n.t2("dossier-rule", ("rule", d.rule(&rule.item)), ("source", d.source(&rule.item)));
    Card::with(d.t("review-rules"), "", facts, foot)
}
