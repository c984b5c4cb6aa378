//! What the panels of an assessment found, by stage. What nobody rated stays
//! absent; it is never zero.

use domain::risk::{FactorInput, IndexMethod, IndexResult, Ratio, Weighting, composite};
use domain::{
    assessment::{
        Assessment,
        acts::level::{Computed, closed_panel, compute},
        parts::{LevelEntry, Panel},
    },
    codes::RatingStage,
    env::Env,
    ids::FactorId,
};

/// p and q of factors, joined over the experts.
pub(super) type Joined = Vec<(FactorId, Ratio, Ratio)>;

/// One stage.
pub(super) struct Rated<'a> {
    /// The closed panel.
    pub(super) panel: &'a Panel,
    /// p and q of every factor.
    pub(super) joined: Joined,
    /// The index; none while weights are missing.
    pub(super) index: Option<IndexResult>,
    /// The determination, if there is one.
    pub(super) entry: Option<&'a LevelEntry>,
    /// Every criterion computed again from the record.
    pub(super) computed: Option<Computed>,
}

/// All stages.
pub(super) struct Board<'a> {
    /// Before measures.
    pub(super) before: Option<Rated<'a>>,
    /// Expected after measures.
    pub(super) after: Option<Rated<'a>>,
    /// The index as tracking sees it.
    pub(super) live: Option<IndexResult>,
}

impl<'a> Board<'a> {
    /// Reads the stages off an assessment.
    pub(super) fn of(state: &'a Assessment, env: &Env<'_>) -> Self {
        let after = rated(state, env, RatingStage::After);
        let tracked = state.check_ins.iter().any(|c| !c.ratings.is_empty())
            || state.live_measures().any(|m| m.broken(env.today));
        let live = (tracked && after.is_some())
            .then(|| state.live_ratings(env))
            .flatten()
            .and_then(|joined| index_of(state, env, &joined));
        Self { before: rated(state, env, RatingStage::Initial), after, live }
    }
}

fn rated<'a>(state: &'a Assessment, env: &Env<'_>, stage: RatingStage) -> Option<Rated<'a>> {
    let panel = closed_panel(state, stage).ok()?;
    let joined = panel.joined(state, env.rules.method.aggregation).ok()?;
    let entry = state.levels.iter().rev().find(|l| l.stage == stage);
    let computed = entry.and_then(|e| {
        let used = state.panels.iter().find(|p| p.id == e.panel)?;
        compute(state, env, used, e.judged).ok()
    });
    Some(Rated { panel, index: index_of(state, env, &joined), joined, entry, computed })
}

/// The index of joined ratings under the weights of the case.
pub(super) fn index_of(state: &Assessment, env: &Env<'_>, joined: &Joined) -> Option<IndexResult> {
    let weights = &state.weights.as_ref()?.weights;
    let inputs: Option<Vec<FactorInput>> = joined
        .iter()
        .map(|(factor, p, q)| {
            let weight = weights.get(factor)?.ratio();
            Some(FactorInput { p: p.clone(), q: q.clone(), weight })
        })
        .collect();
    composite(&inputs?, &method(env)).ok()
}

/// The method of the rules, with weights that add to exactly one.
pub(super) fn method(env: &Env<'_>) -> IndexMethod {
    let method = &env.rules.method;
    IndexMethod {
        take: method.take_r,
        weighting: Weighting::SumToOne { slack: Ratio::zero() },
        cuts: method.degree_cuts.clone(),
    }
}
