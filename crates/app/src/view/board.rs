//! What the panels of an assessment found, by stage. What nobody rated stays
//! absent; it is never zero.

use domain::risk::{FactorInput, IndexMethod, IndexResult, Ratio, Weighting, composite};
use domain::{
    assessment::{
        Assessment,
        acts::level::{Computed, closed_panel, compute},
        parts::{LevelEntry, Panel},
        sure::Tried,
    },
    codes::RatingStage,
    env::Env,
    ids::FactorId,
};

/// p and q of factors, joined over the experts.
pub type Joined = Vec<(FactorId, Ratio, Ratio)>;

/// One stage.
pub struct Rated<'a> {
    /// The closed panel.
    pub panel: &'a Panel,
    /// p and q of every factor.
    pub joined: Joined,
    /// The index; none while weights are missing.
    pub index: Option<IndexResult>,
    /// The determination, if there is one.
    pub entry: Option<&'a LevelEntry>,
    /// Every criterion computed again from the record.
    pub computed: Option<Computed>,
}

/// The ends of the range of the index that is told: it holds nine of ten.
pub const RANGE: [f64; 2] = [0.05, 0.95];

impl Rated<'_> {
    /// The range in which the index lies when every expert of the panel may be
    /// right; none where the rules do not take R exactly.
    #[must_use]
    pub fn range(&self, state: &Assessment, env: &Env<'_>) -> Option<[f64; 2]> {
        let found = self.panel.range(state, env, &Tried::new())?;
        let (spread, mean) = (&found.analysis.spread, found.analysis.mean);
        Some(RANGE.map(|at| spread.quantile(at).unwrap_or(mean)))
    }
}

/// What was found at every stage.
pub struct Board<'a> {
    /// Before measures.
    pub before: Option<Rated<'a>>,
    /// Expected after measures.
    pub after: Option<Rated<'a>>,
    /// The index as tracking sees it.
    pub live: Option<IndexResult>,
}

impl<'a> Board<'a> {
    /// Reads the stages off an assessment.
    #[must_use]
    pub fn of(state: &'a Assessment, env: &Env<'_>) -> Self {
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
#[must_use]
pub fn index_of(state: &Assessment, env: &Env<'_>, joined: &Joined) -> Option<IndexResult> {
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
#[must_use]
pub fn method(env: &Env<'_>) -> IndexMethod {
    let method = &env.rules.method;
    IndexMethod {
        take: method.take_r,
        weighting: Weighting::SumToOne { slack: Ratio::zero() },
        cuts: method.degree_cuts.clone(),
    }
}
