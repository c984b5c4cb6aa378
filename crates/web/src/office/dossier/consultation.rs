//! Hearing people: notices, activities with their tallies, opinions and what
//! became of them.

use app::view::{Audience, Sums, tallies};
use domain::{
    assessment::parts::{Activity, Notice},
    clock::length,
    codes::{Attitude, Step},
    rulebook::TermUnit,
};
use locale::format;

use super::{
    meetings, opinions,
    parts::{Card, Content, Dossier, Table, cell, details, prose, short},
};
use crate::ui::{Band, Facts, Markup, Note, NoteKind, Tag};

pub(super) const ACTS: &[&str] = &[
    "publish_notice",
    "close_notice",
    "record_activity",
    "announce_hearing",
    "prepare_hearing",
    "confirm_minutes",
    "close_hearing",
    "record_opinion",
    "answer_opinion",
    "close_consultation",
];

pub(super) fn content(d: &Dossier<'_>) -> Content {
    let mut main = vec![notices(d), activities(d)];
    main.extend(meetings::hearings(d));
    main.extend(meetings::ways(d));
    main.extend(answers(d));
    if d.state.activities.iter().any(|a| a.void.is_none() && a.sealed.is_some()) {
        main.push(Card::new(d.t("consultation-survey"), prose(&d.t("consultation-elsewhere"))));
    }
    main.push(opinions::card(d));
    if let Some(summary) = &d.state.consultation {
        let mut body = prose(&d.text(summary));
        if let Some(reason) = &d.state.consultation_shortened {
            let why = Note::new(NoteKind::Warn, d.t("consultation-cut-short"), d.text(reason));
            body = Markup::render(&why).and(body);
        }
        main.push(Card::new(d.t("consultation-summary"), body));
    }
    let mut side = vec![opinions::rate(d)];
    side.extend(coverage(d));
    Content { main, side }
}

fn notices(d: &Dossier<'_>) -> Card {
    let mut table = Table::new(d.t("consultation-notices"))
        .col(d.t("consultation-place"))
        .col(d.t("consultation-period"))
        .col(d.t("consultation-length"))
        .num(d.t("consultation-objections"))
        .col(d.t("consultation-proof"))
        .col(d.t("consultation-state"));
    for notice in &d.state.notices {
        table.row(vec![
            Markup::text(d.text(&notice.place))
                .and(details(d.t("consultation-text"), prose(&d.text(&notice.text)))),
            cell(d.period(notice.from, notice.to)),
            lengths(d, notice),
            cell(notice.objections.map(|n| d.count(n)).unwrap_or_default()),
            d.files(&notice.proof),
            state(d, notice),
        ]);
    }
    let rule = d.case.procedure().and_then(|p| p.step(Step::Publicity));
    let foot = rule.map(|r| {
        d.l10n.t2("dossier-rule", ("rule", d.rule(&r.item)), ("source", d.source(&r.item)))
    });
    let body = if table.is_empty() {
        prose(&d.t("consultation-no-notice"))
    } else {
        Markup::render(&table)
    };
    let title = d.t("consultation-notices");
    if table.is_empty() {
        Card::with(title, "", body, foot.unwrap_or_default())
    } else {
        Card::flush(title, "", body, foot.unwrap_or_default())
    }
}

/// The length in the unit of the rule, against what the rule asks.
fn lengths(d: &Dossier<'_>, notice: &Notice) -> Markup {
    let calendar = d.office.app.book().calendar();
    let minimum = d.case.procedure().and_then(|p| p.step(Step::Publicity)?.minimum);
    let unit = minimum.map_or(TermUnit::Working, |m| m.unit);
    let Ok(days) = length(calendar, notice.from, notice.to, unit) else {
        return cell("");
    };
    let key = match unit {
        TermUnit::Working => "consultation-working-days",
        TermUnit::Calendar => "consultation-calendar-days",
        TermUnit::Months => "consultation-months",
    };
    let mut shown = Markup::text(d.l10n.t1(key, "count", days));
    if let Some(minimum) = minimum {
        let enough = days >= minimum.count;
        let word = d.l10n.t1("consultation-at-least", "count", minimum.count);
        let (band, icon) =
            if enough { (Band::Low, "circle-check") } else { (Band::Mid, "alert-triangle") };
        shown = shown.and(Tag::new(band, word).with_icon(icon));
    }
    match &notice.shortened {
        Some(reason) => shown.and(details(d.t("consultation-shortened"), prose(&d.text(reason)))),
        None => shown,
    }
}

fn state(d: &Dossier<'_>, notice: &Notice) -> Markup {
    if let Some(reason) = &notice.void {
        return struck(d, &d.text(reason));
    }
    let (band, key) = if notice.objections.is_some() {
        (Band::Low, "consultation-closed")
    } else {
        (Band::Info, "consultation-up")
    };
    Markup::render(&Tag::new(band, d.t(key)))
}

/// An entry that was struck out stays readable, with the reason.
fn struck(d: &Dossier<'_>, reason: &str) -> Markup {
    Markup::render(&Tag::new(Band::Plain, d.t("dossier-void"))).and(Markup::text(reason))
}

fn activities(d: &Dossier<'_>) -> Card {
    let mut table = Table::new(d.t("consultation-activities"))
        .col(d.t("consultation-activity"))
        .col(d.t("consultation-day"))
        .col(d.t("consultation-place"))
        .num(d.t("consultation-attendance"))
        .col(d.t("consultation-proof"));
    for activity in &d.state.activities {
        table.row(activity_row(d, activity));
    }
    let title = d.t("consultation-activities");
    if table.is_empty() {
        return Card::new(title, prose(&d.t("consultation-no-activity")));
    }
    let held = d.state.activities.iter().filter(|a| a.void.is_none());
    let (count, people) = held.fold((0_u32, 0_u32), |(n, sum), a| {
        (n.saturating_add(1), sum.saturating_add(a.attendance))
    });
    let sub = d.l10n.t2("consultation-activities-sub", ("count", count), ("people", people));
    Card::flush(title, sub, table, d.t("consultation-activities-foot"))
}

fn activity_row(d: &Dossier<'_>, activity: &Activity) -> Vec<Markup> {
    let minutes = details(d.t("consultation-minutes"), prose(&d.text(&activity.minutes)));
    let mut kind = Markup::text(d.l10n.code("activity", activity.kind.code())).and(minutes);
    kind = kind.and(meetings::remarks(d, activity));
    if let Some(reason) = &activity.void {
        kind = kind.and(struck(d, &d.text(reason)));
    }
    vec![
        kind,
        short(d.day(activity.on)),
        cell(d.text(&activity.place)),
        cell(d.count(activity.attendance)),
        d.files(&activity.proof),
    ]
}

/// Answers by group and attitude over all activities that stand, as far as the
/// rules let them be shown.
fn answers(d: &Dossier<'_>) -> Option<Card> {
    let title = d.t("consultation-tallies");
    let found = match tallies(d.office.app, d.case, d.office.today(), Audience::Staff) {
        Ok(found) => found?,
        Err(error) => {
            tracing::error!(%error, "answers are not shown");
            return Some(Card::new(title, prose(&d.t("consultation-hidden"))));
        }
    };
    let mut table =
        Attitude::ALL.iter().fold(Table::new(&title).col(d.t("plan-group")), |table, attitude| {
            table.num(d.l10n.code("attitude", attitude.code()))
        });
    let sums = found.shown.sums.as_ref();
    if sums.is_some() {
        table = table.num(d.t("consultation-sum"));
    }
    let count = |n: u64| cell(format::number(i64::try_from(n).unwrap_or(i64::MAX)));
    for (n, (group, row)) in found.groups.iter().zip(&found.shown.cells).enumerate() {
        let name = group.clone().unwrap_or_else(|| d.t("case-erased"));
        let shown = row.iter().map(|n| n.map_or_else(|| cell(d.t("consultation-hidden")), count));
        let sum = sums.and_then(|sums| sums.rows.get(n)).map(|n| count(*n));
        table.row(std::iter::once(cell(name)).chain(shown).chain(sum).collect());
    }
    if let Some(sums) = sums {
        let all = sums.columns.iter().chain([&sums.all]).map(|n| count(*n));
        table.row(std::iter::once(cell(d.t("consultation-sum"))).chain(all).collect());
    }
    let mut foot = d.l10n.t2(
        "consultation-tallies-foot",
        ("count", found.below),
        ("source", d.source(&found.rule.item)),
    );
    if sums.is_none() {
        foot.push_str(&d.t("consultation-no-sums"));
    }
    Some(Card::flush(title, opposed(d, sums), table, foot))
}

/// The share that opposes; not told where the sums are not.
fn opposed(d: &Dossier<'_>, sums: Option<&Sums>) -> String {
    let at = Attitude::ALL.iter().position(|a| *a == Attitude::Oppose);
    let count = at.and_then(|at| sums?.columns.get(at).copied());
    match (count, sums) {
        (Some(count), Some(sums)) if sums.all > 0 => {
            d.l10n.t1("consultation-opposed", "share", format::share(count, sums.all))
        }
        _ => String::new(),
    }
}

/// Whether every planned way of hearing people was used.
fn coverage(d: &Dossier<'_>) -> Option<Card> {
    let plan = d.state.plan.as_ref()?;
    let held =
        |kind| d.state.activities.iter().filter(|a| a.void.is_none() && a.kind == kind).count();
    let facts = plan.methods.iter().fold(Facts::new(), |facts, method| {
        let count = held(*method);
        let tag = if count > 0 {
            let word = d.l10n.t1("consultation-held", "count", count);
            Tag::new(Band::Low, word).with_icon("circle-check")
        } else {
            Tag::new(Band::Mid, d.t("consultation-not-held")).with_icon("alert-triangle")
        };
        facts.markup(d.l10n.code("activity", method.code()), tag)
    });
    let used = plan.methods.iter().filter(|m| held(**m) > 0).count();
    let sub = d.l10n.t2("consultation-coverage-sub", ("used", used), ("all", plan.methods.len()));
    Some(Card::sub(d.t("consultation-coverage"), sub, facts))
}
