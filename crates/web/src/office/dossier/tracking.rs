//! After the decision: check-ins, the live level against the filed one,
//! incidents, triggers, overdue measures, the end of the case.

use domain::{
    assessment::{
        Standing,
        parts::{CheckIn, Trigger},
    },
    codes::{Conclusion, Level, MeasureStatus, Step},
};

use locale::Arg;

use super::parts::{Card, Content, Dossier, Table, cell, details, link, prose, prose_after, short};
use crate::office::case::{Sub, due_lines, env};
use crate::ui::{Band, Empty, Facts, Markup, Note, NoteKind, Tag, level_tag};

pub(super) const ACTS: &[&str] = &[
    "check_in",
    "report_progress",
    "record_incident",
    "raise_trigger",
    "answer_trigger",
    "complete",
    "post_evaluate",
    "archive",
];

pub(super) fn content(d: &Dossier<'_>) -> Content {
    if d.state.decisions.is_empty() && d.state.triggers.is_empty() {
        return Content::empty(Empty {
            icon: "route",
            title: d.t("tracking-none"),
            lead: d.t("tracking-none-lead"),
            action: None,
        });
    }
    let halted = d.state.halted_by();
    let mut main: Vec<Card> =
        halted.map(|by| not_carried_out(d, by.conclusion)).into_iter().collect();
    main.push(triggers(d));
    if halted.is_none() || !d.state.check_ins.is_empty() {
        main.push(check_ins(d));
    }
    if halted.is_none() || !d.state.incidents.is_empty() {
        main.push(incidents(d));
    }
    main.extend(completion(d));
    main.extend(post_evaluation(d));
    let mut side = Vec::new();
    if halted.is_none() {
        side.extend([level(d), measures(d)]);
    }
    side.extend(archive(d));
    Content { main, side }
}

/// Why nothing is tracked, and what can be done instead.
fn not_carried_out(d: &Dossier<'_>, conclusion: Conclusion) -> Card {
    let decided = d.l10n.code("conclusion", conclusion.code());
    let key = if conclusion == Conclusion::Stop {
        "tracking-stopped-lead"
    } else {
        "tracking-put-off-lead"
    };
    let note = Note::new(
        NoteKind::Info,
        d.t("case-step-not-carried-out"),
        d.l10n.t1(key, "conclusion", decided),
    );
    Card::new(d.l10n.code("step", Step::Tracking.code()), Markup::default().and(note))
}

fn level(d: &Dossier<'_>) -> Card {
    let env = env(d.office, d.case);
    let filed = d.state.filed_level();
    let live = d.state.live_level(&env);
    let tag = |level: Option<Level>| level_tag(d.l10n, level.map(Level::code));
    let facts = Facts::new()
        .markup(d.t("tracking-filed-level"), tag(filed))
        .markup(d.t("tracking-live-level"), tag(live));
    let interval = d.state.check_in_interval(&d.case.package).map(|(rule, _)| rule);
    let facts = match interval {
        Some(rule) => {
            facts.fact(d.t("tracking-interval"), d.l10n.t1("tracking-months", "count", rule.months))
        }
        None => facts,
    };
    // Once the tracking is over nobody waits for a check-in.
    let open = d.state.term_step == Some(Step::Tracking);
    let next = d.state.next_check_in(&env).ok().flatten().filter(|_| open);
    let facts = match next.as_ref().and_then(|due| due.on) {
        Some(day) => facts.fact(d.t("tracking-next"), d.day(day)),
        None => facts,
    };
    let mut body = Markup::render(&facts);
    if let Some(due) = next {
        let lines = due_lines(d.l10n, &due).join("");
        body = body.and(details(d.t("case-due-why"), prose(&lines)));
    }
    if live > filed {
        let note = Note::new(NoteKind::Bad, d.t("tracking-rose"), d.t("tracking-rose-lead"));
        body = body.and(note);
    }
    Card::with(d.t("tracking-level"), "", body, d.t("tracking-level-foot"))
}

fn measures(d: &Dossier<'_>) -> Card {
    let today = d.office.today();
    let overdue: Vec<_> = d.state.live_measures().filter(|m| m.overdue(today)).collect();
    let all = d.state.live_measures().count();
    let done = d.state.live_measures().filter(|m| m.status == MeasureStatus::Done).count();
    let sub = d.l10n.t2("tracking-measures-sub", ("done", done), ("all", all));
    let title = d.t("tracking-overdue");
    let mut table = Table::new(&title).col(d.t("tracking-measure")).col(d.t("tracking-late"));
    for measure in &overdue {
        let late = measure.due.until(today).map_or(0, |span| span.get_days());
        let word = d.l10n.t1("tracking-days-late", "count", late);
        let name = format!("M{} {}", measure.label, d.text(&measure.title));
        let owner = d.unit(measure.owner);
        let tag = Tag::new(Band::High, word).with_icon("alert-circle");
        table.row(vec![cell(name), Markup::render(&tag).and(Markup::text(owner))]);
    }
    let body = if overdue.is_empty() {
        prose(&d.t("tracking-no-overdue"))
    } else {
        Markup::render(&table)
    };
    let more = link(&d.t("tracking-all-measures"), &Sub::Measures.url(d.case));
    Card::sub(title, sub, body.and(more))
}

fn triggers(d: &Dossier<'_>) -> Card {
    let title = d.t("tracking-triggers");
    let mut table = Table::new(&title)
        .col(d.t("tracking-trigger"))
        .col(d.t("tracking-day"))
        .col(d.t("tracking-reason"))
        .col(d.t("tracking-answer"));
    for trigger in d.state.triggers.iter().rev() {
        let answer = match &trigger.answer {
            Some(answer) => {
                let key =
                    if trigger.reassessed { "tracking-reassessed" } else { "tracking-goes-on" };
                let band = if trigger.reassessed { Band::Info } else { Band::Plain };
                Markup::render(&Tag::new(band, d.t(key))).and(Markup::text(d.text(answer)))
            }
            None => {
                let tag = Tag::new(Band::Mid, d.t("tracking-unanswered")).with_icon("clock");
                let tag = Markup::render(&tag);
                if d.can("answer_trigger") {
                    let url = d.act_url("answer_trigger", &trigger.id.to_string());
                    tag.and(link(&d.t("tracking-answer-it"), &url))
                } else {
                    tag
                }
            }
        };
        table.row(vec![
            cell(d.l10n.code("trigger", trigger.kind.code())),
            short(d.day(trigger.on)),
            cell(reason(d, trigger)),
            answer,
        ]);
    }
    let due = triggers_due(d);
    match (table.is_empty(), due) {
        (true, None) => Card::new(title, prose(&d.t("tracking-no-trigger"))),
        (true, Some(due)) => Card::new(title, due),
        (false, due) => Card::flush(title, "", due.unwrap_or_default().and(table), ""),
    }
}

/// Why a trigger was raised. What grievances reopened says how many point to which
/// risk before it quotes the last one.
fn reason(d: &Dossier<'_>, trigger: &Trigger) -> String {
    let words = d.text(&trigger.reason);
    let Some(cluster) = trigger.cluster else { return words };
    let factor = d.factors(&[cluster.factor]);
    let count = i64::from(cluster.count);
    let lead = match cluster.days {
        Some(days) => d.l10n.t_args(
            "tracking-cluster-within",
            &[
                ("days", Arg::Count(i64::from(days))),
                ("count", Arg::Count(count)),
                ("factor", Arg::Text(factor)),
            ],
        ),
        None => d.l10n.t2("tracking-cluster", ("count", count), ("factor", factor)),
    };
    format!("{lead}{words}")
}

/// Triggers that the rules call for and nobody has raised yet; none where they
/// call for nothing.
fn triggers_due(d: &Dossier<'_>) -> Option<Markup> {
    let due = d.state.triggers_due(&d.case.package, d.office.today());
    let notes = due.iter().fold(Markup::default(), |all, due| {
        let mut words = d.l10n.t2(
            "tracking-trigger-due",
            ("rule", d.rule(&due.rule.item)),
            ("source", d.source(&due.rule.item)),
        );
        let late: Vec<String> = due
            .measures
            .iter()
            .filter_map(|id| d.state.measure(*id))
            .map(|measure| measure.key())
            .collect();
        if !late.is_empty() {
            words.push_str(&d.l10n.t1("tracking-trigger-measures", "list", d.l10n.join(&late)));
        }
        let note = Note::new(NoteKind::Warn, d.t("tracking-trigger-to-raise"), words);
        let kind = due.rule.kind.code();
        let note = if d.can("raise_trigger") {
            let no = crate::routes::encode(&d.case.matter.state.number);
            let url = format!("/items/{no}/do/raise_trigger?kind={kind}");
            note.link(d.l10n.code("act", "raise_trigger"), url)
        } else {
            note
        };
        all.and(note)
    });
    (!due.is_empty()).then_some(notes)
}

fn check_ins(d: &Dossier<'_>) -> Card {
    let title = d.t("tracking-check-ins");
    if d.state.check_ins.is_empty() {
        return Card::new(title, prose(&d.t("tracking-no-check-in")));
    }
    let mut table = Table::new(&title)
        .col(d.t("tracking-day"))
        .col(d.t("tracking-report"))
        .num(d.t("tracking-petitions"))
        .col(d.t("tracking-live-level"))
        .col(d.t("tracking-proof"));
    for check_in in d.state.check_ins.iter().rev() {
        table.row(check_in_row(d, check_in));
    }
    let sub = d.l10n.t1("tracking-times", "count", d.state.check_ins.len());
    Card::flush(title, sub, table, "")
}

fn check_in_row(d: &Dossier<'_>, check_in: &CheckIn) -> Vec<Markup> {
    let live = Markup::render(&level_tag(d.l10n, check_in.live.map(Level::code)));
    let raised = check_in.trigger.and_then(|id| d.state.triggers.iter().find(|t| t.id == id));
    let live = match raised {
        Some(trigger) => {
            live.and(Markup::text(d.l10n.t1("tracking-of-trigger", "day", d.day(trigger.on))))
        }
        None => live,
    };
    vec![
        short(d.day(check_in.on)),
        cell(d.text(&check_in.report)),
        cell(d.count(check_in.petitions)),
        live,
        d.files(&check_in.proof),
    ]
}

fn incidents(d: &Dossier<'_>) -> Card {
    let title = d.t("tracking-incidents");
    if d.state.incidents.is_empty() {
        return Card::new(title, prose(&d.t("tracking-no-incident")));
    }
    let mut table = Table::new(&title)
        .col(d.t("tracking-day"))
        .col(d.t("tracking-account"))
        .num(d.t("tracking-participants"))
        .col(d.t("tracking-factors"));
    for incident in d.state.incidents.iter().rev() {
        let factors = d.factors(&incident.factors);
        let factors = if factors.is_empty() { d.t("tracking-unforeseen") } else { factors };
        table.row(vec![
            short(d.day(incident.on)),
            cell(d.text(&incident.account)),
            cell(d.count(incident.participants)),
            cell(factors),
        ]);
    }
    Card::flush(title, "", table, d.t("tracking-incidents-foot"))
}

fn completion(d: &Dossier<'_>) -> Option<Card> {
    let summary = d.state.completion.as_ref()?;
    let day = d.maybe_day(d.state.done.get(&Step::Completion).copied());
    Some(Card::sub(d.t("tracking-completion"), day, prose(&d.text(summary))))
}

fn post_evaluation(d: &Dossier<'_>) -> Option<Card> {
    let found = d.state.post_evaluation.as_ref()?;
    let right = if found.level_was_right {
        d.t("tracking-level-right")
    } else {
        d.t("tracking-level-wrong")
    };
    let all = d.state.live_factors().count();
    let came = d.l10n.t2("tracking-came-true-of", ("part", found.came_true.len()), ("all", all));
    let facts = Facts::new()
        .fact(d.t("tracking-day"), d.day(found.on))
        .fact(d.t("tracking-post-unit"), d.unit(found.unit))
        .fact(d.t("tracking-came-true"), came)
        .fact(d.t("tracking-came-true-which"), d.factors(&found.came_true))
        .fact(d.t("tracking-was-level-right"), right);
    let facts = match &found.shortened {
        Some(reason) => facts.fact(d.t("tracking-post-early"), d.text(reason)),
        None => facts,
    };
    let body = Markup::render(&facts).and(prose_after(&d.text(&found.findings)));
    Some(Card::new(d.t("tracking-post"), body))
}

fn archive(d: &Dossier<'_>) -> Option<Card> {
    if d.state.standing != Standing::Archived {
        return None;
    }
    let day = d.maybe_day(d.state.done.get(&Step::Archive).copied());
    let facts = Facts::new().fact(d.t("tracking-archived-on"), day);
    Some(Card::new(d.t("tracking-archive"), facts))
}
