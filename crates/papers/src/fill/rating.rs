//! Level, index, factors and criteria, as the page of the risk shows them.

use app::view::board::{Board, Rated};
use documents::context::{Criterion, Factor, Index, Measure, Rating};
use domain::{
    assessment::{
        Assessment,
        parts::{self, LevelEntry},
    },
    codes::Step,
    ids::FactorId,
    risk::{Criterion as By, CriterionResult, Degree, FactorShare, Ratio},
};
use jiff::civil::Date;

use super::{degree, level};
use crate::{PaperError, read::Read};

/// The rating of a case.
///
/// # Errors
/// The initial rating comes first.
pub(super) fn rating(read: &Read, state: &Assessment) -> Result<Rating, PaperError> {
    let board = read.board(state);
    let before = board.before.as_ref().and_then(|rated| index(read, state, rated));
    let before = before.ok_or_else(|| read.missing(Step::InitialRating))?;
    let after = board.after.as_ref().and_then(|rated| index(read, state, rated));
    let rule = &read.case.package.method.index;
    Ok(Rating {
        before,
        after,
        threshold_medium: rule.low_medium().at.to_f64(),
        threshold_high: rule.medium_high().at.to_f64(),
        method: read.or_none(state.weights.as_ref().map(|w| &w.source)),
        factors: factors(read, state, &board),
        criteria: criteria(read, state, &board),
    })
}

/// Index, range and level of a stage; none before its level was determined.
fn index(read: &Read, state: &Assessment, rated: &Rated<'_>) -> Option<Index> {
    let entry = rated.entry?;
    let range = rated.range(state, &read.env());
    Some(Index {
        index: rated.computed.as_ref()?.index.t.to_f64(),
        low: range.map(|[low, _]| low),
        high: range.map(|[_, high]| high),
        level: level(entry.level).to_owned(),
    })
}

/// The factors that stand, the weightiest first.
fn factors(read: &Read, state: &Assessment, board: &Board<'_>) -> Vec<Factor> {
    let weights = state.weights.as_ref();
    let mut factors: Vec<(Option<Ratio>, Factor)> = state
        .live_factors()
        .filter_map(|factor| {
            let weight = weights.and_then(|w| w.weights.get(&factor.id)).map(|w| w.ratio());
            let before = shown(board.before.as_ref(), factor.id)?;
            let after = shown(board.after.as_ref(), factor.id);
            Some((weight.clone(), told(read, factor, weight, (&before, after.as_ref()))))
        })
        .collect();
    factors.sort_by(|a, b| b.0.cmp(&a.0));
    factors.into_iter().map(|(_, factor)| factor).collect()
}

/// p, q, R and degree of a factor.
struct Shown {
    p: f64,
    q: f64,
    r: f64,
    degree: Degree,
}

fn shown(rated: Option<&Rated<'_>>, factor: FactorId) -> Option<Shown> {
    let rated = rated?;
    let place = rated.joined.iter().position(|(id, ..)| *id == factor)?;
    let (_, p, q) = rated.joined.get(place)?;
    let share: &FactorShare = rated.index.as_ref()?.factors.get(place)?;
    Some(Shown { p: p.to_f64(), q: q.to_f64(), r: share.exact_r.to_f64(), degree: share.degree })
}

fn told(
    read: &Read,
    factor: &parts::Factor,
    weight: Option<Ratio>,
    (before, after): (&Shown, Option<&Shown>),
) -> Factor {
    let known = factor.catalogue.as_deref();
    let known = known.and_then(|code| read.case.package.catalogue_factor(code));
    let english = read.l10n.lang() == locale::Lang::En;
    let group = known.map(|k| if english { k.group_en.clone() } else { k.group_zh.clone() });
    Factor {
        code: factor.key(),
        category: group.filter(|g| !g.is_empty()).unwrap_or_else(|| read.t("paper-own-factor")),
        stage: read.l10n.code("phase", factor.phase.code()),
        name: read.text(&factor.name),
        weight: weight.map(|w| w.to_f64()),
        p: before.p,
        q: before.q,
        r: before.r,
        degree: degree(before.degree).to_owned(),
        p_after: after.map(|a| a.p),
        q_after: after.map(|a| a.q),
        r_after: after.map(|a| a.r),
        degree_after: after.map(|a| degree(a.degree).to_owned()),
    }
}

/// The criteria that gave a level, and levels that were lowered by hand.
fn criteria(read: &Read, state: &Assessment, board: &Board<'_>) -> Vec<Criterion> {
    let stages = [board.before.as_ref(), board.after.as_ref()];
    let standing = stages.iter().rev().flatten().find(|rated| rated.entry.is_some());
    let deciding = standing.and_then(|rated| rated.entry).map(|e| e.computed.deciding);
    let mut all: Vec<Criterion> = By::ALL
        .iter()
        .filter_map(|by| {
            let before = level_by(stages[0], *by)?;
            Some(Criterion {
                name: read.l10n.code("criterion", by.code()),
                basis: source(read, *by),
                found: found(read, state, stages, *by),
                before: before.to_owned(),
                after: level_by(stages[1], *by).map(str::to_owned),
                deciding: deciding == Some(*by),
            })
        })
        .collect();
    all.extend(lowered(read, stages));
    all
}

fn result<'a>(rated: Option<&'a Rated<'_>>, wanted: By) -> Option<&'a CriterionResult> {
    rated?.computed.as_ref()?.criteria.iter().find(|c| c.criterion == wanted)
}

fn level_by(rated: Option<&Rated<'_>>, wanted: By) -> Option<&'static str> {
    result(rated, wanted)?.level.map(level)
}

/// What a criterion found, before and after measures.
fn found(read: &Read, state: &Assessment, stages: [Option<&Rated<'_>>; 2], by: By) -> String {
    let words = stages.into_iter().flatten().map(|rated| value(read, state, rated, by));
    let mut words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
    words.dedup();
    words.join(" → ")
}

fn value(read: &Read, state: &Assessment, rated: &Rated<'_>, by: By) -> String {
    let Some(computed) = &rated.computed else { return String::new() };
    match by {
        By::Index => {
            format!("T = {}", read.case.package.method.index.written(&computed.index.t))
        }
        By::Participants => rated
            .entry
            .map(|e| read.l10n.t1("risk-persons", "count", i64::from(e.judged.participants)))
            .unwrap_or_default(),
        By::Counts => {
            let counts = &computed.counts;
            let all = [("S", counts.grave), ("H", counts.major), ("M", counts.moderate)];
            let some = all.iter().filter(|(_, n)| *n > 0);
            let words = some.map(|(code, n)| format!("{} {n}", read.l10n.code("degree", code)));
            read.join(&words.collect::<Vec<_>>())
        }
        By::Opposition => {
            let (opposed, answered) = state.opposition();
            locale::format::share(opposed, answered)
        }
        _ => String::new(),
    }
}

/// Where a criterion is written.
fn source(read: &Read, by: By) -> String {
    let method = &read.case.package.method;
    let judged =
        |code: &str| method.judged.iter().find(|j| j.item.code == code).map(|j| &j.item.source);
    let found = match by {
        By::Overall => judged("OVERALL"),
        By::Event => judged("EVENT"),
        By::Participants => Some(&method.participants.item.source),
        By::Counts => Some(&method.counts.item.source),
        By::Index => Some(&method.index_item.source),
        By::Opposition => method.opposition.as_ref().map(|o| &o.item.source),
        By::Demerit => None,
    };
    found.cloned().unwrap_or_else(|| read.none())
}

/// A level that was lowered below what was computed, with the reason, so that nobody
/// overlooks it.
fn lowered(read: &Read, stages: [Option<&Rated<'_>>; 2]) -> Option<Criterion> {
    let [before, after] = stages.map(|rated| rated.and_then(|r| r.entry));
    let mut reasons = Vec::new();
    for entry in [before, after].into_iter().flatten() {
        reasons.extend(entry.lowered.as_ref().map(|reason| why(read, entry, &read.text(reason))));
    }
    let before = before.filter(|_| !reasons.is_empty())?;
    Some(Criterion {
        name: read.t("paper-lowered"),
        basis: read.case.package.method.item.source.clone(),
        found: reasons.join(" "),
        before: level(before.level).to_owned(),
        after: after.map(|e| level(e.level).to_owned()),
        deciding: true,
    })
}

fn why(read: &Read, entry: &LevelEntry, reason: &str) -> String {
    let l10n = read.l10n;
    l10n.t_args(
        "paper-lowered-from",
        &[
            ("stage", locale::ToArg::to_arg(&l10n.code("rating", entry.stage.code()))),
            ("from", locale::ToArg::to_arg(&l10n.code("level", entry.computed.level.code()))),
            ("to", locale::ToArg::to_arg(&l10n.code("level", entry.level.code()))),
            ("reason", locale::ToArg::to_arg(&reason)),
        ],
    )
}

/// The measures that stand, by label.
pub(super) fn measures(read: &Read, state: &Assessment, today: Date) -> Vec<Measure> {
    state
        .live_measures()
        .map(|measure| {
            let mut phases = Vec::new();
            for factor in measure.factors.iter().filter_map(|id| state.factor(*id)) {
                phases.push(read.l10n.code("phase", factor.phase.code()));
            }
            phases.dedup();
            let overdue = measure.overdue(today);
            let status = if overdue { "OVERDUE" } else { measure.status.code() };
            Measure {
                code: measure.key(),
                factors: read.labels(state, &measure.factors),
                stage: read.join(&phases),
                text: read.text(&measure.title),
                unit: read.unit(measure.owner),
                helper: measure.helper.map(|unit| read.unit(unit)),
                due: Some(measure.due),
                state: Some(read.l10n.code("measure-status", status)),
            }
        })
        .collect()
}
