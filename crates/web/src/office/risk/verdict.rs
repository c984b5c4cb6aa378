//! The level: what each criterion says, which one decides, who lowered it.

use app::view::Case;
use domain::risk::{Criterion, CriterionResult, Warning};
use domain::{
    assessment::{Assessment, parts::LevelEntry},
    codes::Level,
};
use locale::L10n;

use super::board::{Board, Rated};
use super::numbers::index;
use crate::office::case::text_of;
use crate::ui::{Band, Markup, Note, NoteKind, Tag, level_tag};

/// One criterion at both stages.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) source: String,
    pub(super) before: Markup,
    pub(super) after: Markup,
}

/// The criteria that the rules ask for, each with its level at both stages.
pub(super) fn lines(l10n: L10n, case: &Case, state: &Assessment, board: &Board<'_>) -> Vec<Line> {
    let stages = [&board.before, &board.after].map(|r| r.as_ref());
    Criterion::ALL
        .iter()
        .filter(|c| stages.iter().flatten().any(|r| result(r, **c).is_some()))
        .map(|c| Line {
            name: l10n.code("criterion", c.code()),
            source: source(case, *c),
            before: cell(l10n, case, state, board.before.as_ref(), *c),
            after: cell(l10n, case, state, board.after.as_ref(), *c),
        })
        .collect()
}

fn result<'a>(rated: &'a Rated<'_>, wanted: Criterion) -> Option<&'a CriterionResult> {
    rated.computed.as_ref()?.criteria.iter().find(|c| c.criterion == wanted)
}

fn cell(
    l10n: L10n,
    case: &Case,
    state: &Assessment,
    rated: Option<&Rated<'_>>,
    wanted: Criterion,
) -> Markup {
    let Some((rated, found)) = rated.and_then(|r| Some((r, result(r, wanted)?))) else {
        return Markup::default().and(level_tag(l10n, None));
    };
    let mut cell = Markup::default().and(level_tag(l10n, found.level.map(Level::code)));
    let value = value(l10n, case, state, rated, wanted);
    if !value.is_empty() {
        cell = cell.and(Markup::text(value));
    }
    if rated.entry.is_some_and(|e| e.computed.deciding == wanted) {
        cell = cell.and(Tag::new(Band::Outline, l10n.t("risk-deciding")));
    }
    cell
}

/// The number behind a criterion.
fn value(
    l10n: L10n,
    case: &Case,
    state: &Assessment,
    rated: &Rated<'_>,
    wanted: Criterion,
) -> String {
    let Some(computed) = &rated.computed else { return String::new() };
    match wanted {
        Criterion::Index => index(&computed.index.t, &case.package.method.index),
        Criterion::Participants => rated
            .entry
            .map(|e| l10n.t1("risk-persons", "count", i64::from(e.judged.participants)))
            .unwrap_or_default(),
        Criterion::Counts => {
            let counts = &computed.counts;
            let words: Vec<String> =
                [("S", counts.grave), ("H", counts.major), ("M", counts.moderate)]
                    .iter()
                    .filter(|(_, n)| *n > 0)
                    .map(|(code, n)| format!("{} {n}", l10n.code("degree", code)))
                    .collect();
            l10n.join(&words)
        }
        Criterion::Opposition => {
            let (opposed, answered) = state.opposition();
            locale::format::share(opposed, answered)
        }
        _ => String::new(),
    }
}

/// Where a criterion is written.
fn source(case: &Case, criterion: Criterion) -> String {
    let method = &case.package.method;
    let judged = |code: &str| {
        method.judged.iter().find(|j| j.item.code == code).map(|j| j.item.source.clone())
    };
    match criterion {
        Criterion::Overall => judged("OVERALL"),
        Criterion::Event => judged("EVENT"),
        Criterion::Participants => Some(method.participants.item.source.clone()),
        Criterion::Counts => Some(method.counts.item.source.clone()),
        Criterion::Index => Some(method.index_item.source.clone()),
        Criterion::Opposition => method.opposition.as_ref().map(|o| o.item.source.clone()),
        Criterion::Demerit => None,
    }
    .unwrap_or_default()
}

/// The level that stands at a stage, in one line.
pub(super) fn standing(l10n: L10n, case: &Case, rated: Option<&Rated<'_>>) -> Markup {
    let entry = rated.and_then(|r| r.entry);
    let tag = level_tag(l10n, entry.map(|e| e.level.code()));
    let Some(entry) = entry else { return Markup::default().and(tag) };
    let number = rated
        .and_then(|r| r.computed.as_ref())
        .map_or_else(String::new, |c| index(&c.index.t, &case.package.method.index));
    let day = l10n.t1("risk-determined-on", "day", l10n.date(entry.on));
    Markup::default().and(tag).and(Markup::text(number)).and(Markup::text(day))
}

/// What the reader must not overlook: a lowered level, and every warning.
pub(super) fn notes(l10n: L10n, case: &Case, board: &Board<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for rated in [&board.before, &board.after].into_iter().flatten() {
        notes.extend(rated.entry.and_then(|e| lowered(l10n, case, e)));
        let stage = l10n.code("rating", rated.panel.stage.code());
        for warning in warnings(rated) {
            notes.push(Note::new(NoteKind::Warn, &stage, warning_words(l10n, warning)));
        }
    }
    notes
}

fn warnings(rated: &Rated<'_>) -> Vec<Warning> {
    let mut found: Vec<Warning> =
        rated.index.iter().flat_map(|i| i.warnings.iter().copied()).collect();
    found.extend(rated.entry.iter().flat_map(|e| e.computed.warnings.iter().copied()));
    found.sort();
    found.dedup();
    found
}

/// What the reader should know, in words.
pub(super) fn warning_words(l10n: L10n, warning: Warning) -> String {
    l10n.code("risk-warning", &warning.code().replace('.', "-"))
}

fn lowered(l10n: L10n, case: &Case, entry: &LevelEntry) -> Option<Note> {
    let reason = text_of(l10n, &case.words, entry.lowered.as_ref()?);
    let who = entry.lowered_by.map(|person| case.person_name(person)).unwrap_or_default();
    let who = if who.is_empty() { l10n.t("dossier-name-erased") } else { who.to_owned() };
    let head = l10n.t_args(
        "risk-lowered",
        &[
            ("stage", locale::ToArg::to_arg(&l10n.code("rating", entry.stage.code()))),
            ("from", locale::ToArg::to_arg(&l10n.code("level", entry.computed.level.code()))),
            ("to", locale::ToArg::to_arg(&l10n.code("level", entry.level.code()))),
            ("who", locale::ToArg::to_arg(&who)),
            ("day", locale::ToArg::to_arg(&l10n.date(entry.on))),
        ],
    );
    Some(Note::new(NoteKind::Warn, head, reason))
}
