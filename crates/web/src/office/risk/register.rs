//! The register: every factor with its numbers before and after.

use app::view::Case;
use domain::assessment::{
    Assessment,
    parts::{Factor, Measure},
};
use domain::risk::{Ratio, degree_of};
use locale::L10n;

use super::board::{Board, Rated};
use super::dots;
use super::numbers::{band, degree_tag, percent, scale, two};
use crate::figures::matrix::Pip;
use crate::office::case::text_of;
use crate::ui::{Band, Markup, Tag, level_tag};

/// One line of the register.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) name: String,
    /// That grievances opened the risk again, and how many they are.
    pub(super) reopened: Option<Tag>,
    pub(super) weight: String,
    pub(super) before: Option<(String, String)>,
    pub(super) after: Option<(String, String)>,
    pub(super) change: Markup,
    pub(super) measures: Vec<String>,
    pub(super) spread: Markup,
}

/// The lines of the factors that stand.
pub(super) fn rows(l10n: L10n, case: &Case, state: &Assessment, board: &Board<'_>) -> Vec<Row> {
    state.live_factors().map(|factor| row(l10n, case, state, board, factor)).collect()
}

fn row(l10n: L10n, case: &Case, state: &Assessment, board: &Board<'_>, factor: &Factor) -> Row {
    let before = pair(board.before.as_ref(), factor);
    let after = pair(board.after.as_ref(), factor);
    let cuts = &case.package.method.degree_cuts;
    let tag = |pq: &Option<(Ratio, Ratio)>| {
        pq.as_ref().map(|(p, q)| degree_tag(l10n, degree_of(&(p * q), cuts)))
    };
    let change = match (tag(&before), tag(&after)) {
        (Some(old), Some(new)) => Markup::default().and(old).and(Markup::text("→")).and(new),
        (Some(only), None) | (None, Some(only)) => Markup::default().and(only),
        (None, None) => Markup::default().and(level_tag(l10n, None)),
    };
    let panel = board.after.as_ref().or(board.before.as_ref()).map(|r| r.panel);
    let values = panel.map(|p| dots::of(p, factor.id)).unwrap_or_default();
    let weight = state.weights.as_ref().and_then(|w| w.weights.get(&factor.id));
    Row {
        label: factor.key(),
        name: text_of(l10n, &case.words, &factor.name),
        reopened: reopened(l10n, state, factor),
        weight: weight.map_or_else(|| locale::format::MISSING.to_owned(), |w| percent(&w.ratio())),
        before: before.as_ref().map(words),
        after: after.as_ref().map(words),
        change,
        measures: state
            .live_measures()
            .filter(|m| m.factors.contains(&factor.id))
            .map(Measure::key)
            .collect(),
        spread: dots::draw(l10n, &values, scale(&case.package.method)),
    }
}

/// While the trigger that grievances raised for a risk waits for its answer, or has
/// led to a re-assessment.
fn reopened(l10n: L10n, state: &Assessment, factor: &Factor) -> Option<Tag> {
    let stands = state.triggers.iter().filter(|t| t.answer.is_none() || t.reassessed);
    let cluster = stands.filter_map(|t| t.cluster).find(|c| c.factor == factor.id)?;
    let words = l10n.t1("risk-reopened", "count", cluster.count);
    Some(Tag::new(Band::High, words).with_icon("alert-circle"))
}

fn pair(rated: Option<&Rated<'_>>, factor: &Factor) -> Option<(Ratio, Ratio)> {
    rated?.joined.iter().find(|(id, ..)| *id == factor.id).map(|(_, p, q)| (p.clone(), q.clone()))
}

fn words((p, q): &(Ratio, Ratio)) -> (String, String) {
    (format!("{} × {}", two(p), two(q)), two(&(p * q)))
}

/// The factors on the matrix, before and after.
pub(super) fn pips(state: &Assessment, board: &Board<'_>) -> Vec<Pip> {
    let of = |rated: Option<&Rated<'_>>, before: bool| -> Vec<Pip> {
        state
            .live_factors()
            .filter_map(|factor| {
                let (p, q) = pair(rated, factor)?;
                Some(Pip {
                    label: factor.key(),
                    url: format!("#{}", factor.key()),
                    p_band: band(&p),
                    q_band: band(&q),
                    before,
                })
            })
            .collect()
    };
    // Before the measures are rated there is only one place of each factor.
    let only_before = board.after.is_none();
    let mut pips = of(board.before.as_ref(), !only_before);
    pips.extend(of(board.after.as_ref(), false));
    pips
}
