//! Determining a level: computed by every criterion from stored evidence, the
//! highest wins, and whoever lowers it gives a reason that stays in the log.

use risk::{
    counts::DegreeCounts,
    criteria::{Criterion, CriterionResult, Determination, determine, opposition, participants},
    index::{FactorInput, IndexMethod, IndexResult, Weighting, composite},
};
use serde::{Deserialize, Serialize};

use super::{Decided, panel::step_of};
use crate::{
    assessment::{
        Assessment,
        event::AssessmentEvent as E,
        parts::{Judged, LevelEntry, Panel, PanelState},
    },
    codes::{Attitude, Deed, Level, RatingStage},
    env::Env,
    refusal::{Reason, Refusal},
    text::Text,
};

/// Input: what people judged, and a lower level with its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DetermineLevel {
    /// Before or after measures.
    pub stage: RatingStage,
    /// What people judged.
    #[serde(flatten)]
    pub judged: Judged,
    /// A level below the computed one.
    #[serde(default)]
    pub lower_to: Option<Level>,
    /// Why; mandatory with `lower_to`.
    #[serde(default)]
    pub reason: Option<Text>,
}

/// A computed level with everything that went into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// By every criterion, with the deciding one.
    pub determination: Determination,
    /// The composite index with each factor's share.
    pub index: IndexResult,
    /// How many factors have which degree.
    pub counts: DegreeCounts,
    /// Each criterion with its level.
    pub criteria: Vec<CriterionResult>,
}

fn cannot(code: &str, field: &str) -> Refusal {
    Refusal::of(Reason::CannotCompute { code: code.to_owned(), field: field.to_owned() })
}

impl DetermineLevel {
    /// # Errors
    /// Refused while the panel is open or weights are missing, when a factor
    /// would fall without a measure that reaches it, when a lower level comes
    /// without reason or would be higher, and to experts of the panel.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, step_of(self.stage))?;
        let panel = closed_panel(state, self.stage)?;
        if panel.experts.contains(&env.actor) {
            return Err(Refusal::of(Reason::Conflict { field: "panel" }).by(&rule.item));
        }
        if self.stage == RatingStage::After {
            no_fall_without_measure(state, panel, env)?;
        }
        let computed = compute(state, env, panel, self.judged)?;
        let level = match self.lower_to {
            None => computed.determination.level,
            Some(lower) if lower >= computed.determination.level => {
                return Err(Refusal::invalid("lower_to", "not_lower"));
            }
            Some(_) if self.reason.is_none() => {
                return Err(Refusal::of(Reason::ReasonNeeded { field: "reason" }).by(&rule.item));
            }
            Some(lower) => {
                state.apart(env, Deed::LevelLowered)?;
                lower
            }
        };
        let mut events = vec![E::LevelDetermined {
            entry: LevelEntry {
                stage: self.stage,
                on: env.occurred_on,
                judged: self.judged,
                index: computed.index.t.to_string(),
                computed: computed.determination,
                level,
                lowered: self.lower_to.and(self.reason),
                lowered_by: self.lower_to.map(|_| env.actor),
                panel: panel.id,
            },
        }];
        // A live level is one of many during tracking and ends nothing.
        if self.stage != RatingStage::Live {
            events.push(E::StepDone { step: step_of(self.stage) });
        }
        Ok(events)
    }
}

/// The last closed panel of a stage.
///
/// # Errors
/// Refused when there is none.
pub fn closed_panel(state: &Assessment, stage: RatingStage) -> Result<&Panel, Refusal> {
    state
        .panels
        .iter()
        .rev()
        .find(|p| p.stage == stage && p.state == PanelState::Closed)
        .ok_or(Refusal::of(Reason::NoOpen { field: "panel" }))
}

/// Computes index, counts and every criterion for one panel.
///
/// # Errors
/// Refused when weights or ratings are missing: missing is never zero.
pub fn compute(
    state: &Assessment,
    env: &Env<'_>,
    panel: &Panel,
    judged: Judged,
) -> Result<Computed, Refusal> {
    let method = &env.rules.method;
    let inputs = inputs(state, env, panel)?;
    let how = IndexMethod {
        take: method.take_r,
        weighting: Weighting::SumToOne { slack: risk::ratio::Ratio::zero() },
        cuts: method.degree_cuts.clone(),
    };
    let index = composite(&inputs, &how).map_err(|e| cannot(e.code(), "weights"))?;
    let counts: DegreeCounts = index.factors.iter().map(|f| f.degree).collect();
    let counted = method.counts.rule.apply(&counts);
    let (opposed, answered) = state.opposition();
    let mut criteria = vec![
        CriterionResult::given(Criterion::Overall, judged.overall),
        CriterionResult::given(Criterion::Event, judged.event),
        participants(Some(u64::from(judged.participants)), &method.participants.rule),
        CriterionResult {
            criterion: Criterion::Counts,
            level: Some(counted.level),
            warnings: counted.warnings,
        },
        CriterionResult::given(Criterion::Index, method.index.level(&index.t)),
    ];
    if let Some(rule) = &method.opposition {
        criteria.push(
            opposition(opposed, answered, &rule.rule)
                .map_err(|_| cannot("opposition", "tallies"))?,
        );
    }
    let determination = determine(&criteria).map_err(|e| cannot(e.code(), "judged"))?;
    Ok(Computed { determination, index, counts, criteria })
}

/// Joins the ratings of a panel by the rule's aggregation.
fn inputs(state: &Assessment, env: &Env<'_>, panel: &Panel) -> Result<Vec<FactorInput>, Refusal> {
    let weights = state.weights.as_ref().ok_or_else(|| cannot("no_weights", "weights"))?;
    let joined = panel.joined(state, env.rules.method.aggregation)?;
    joined
        .into_iter()
        .map(|(factor, p, q)| {
            let weight =
                weights.weights.get(&factor).ok_or_else(|| cannot("no_weight", "weights"))?;
            Ok(FactorInput { p, q, weight: weight.ratio() })
        })
        .collect()
}

/// p and q after measures may not fall below the initial ones unless a
/// measure reaches the factor (domain reference §1.4).
fn no_fall_without_measure(
    state: &Assessment,
    panel: &Panel,
    env: &Env<'_>,
) -> Result<(), Refusal> {
    let how = env.rules.method.aggregation;
    let before = closed_panel(state, RatingStage::Initial)?.joined(state, how)?;
    for (factor, p, q) in panel.joined(state, how)? {
        let reached = state.live_measures().any(|m| m.factors.contains(&factor));
        let fell = before.iter().any(|(f, p0, q0)| *f == factor && (p < *p0 || q < *q0));
        if fell && !reached {
            let label = state.factor(factor).map_or(0, |f| f.label);
            return Err(Refusal::of(Reason::NoMeasureForFall { factor: format!("F{label}") })
                .by(&env.rules.method.item));
        }
    }
    Ok(())
}

impl Assessment {
    /// Answers that oppose the matter, and answers that state an attitude, over
    /// all activities that stand.
    #[must_use]
    pub fn opposition(&self) -> (u64, u64) {
        let mut opposed = 0_u64;
        let mut answered = 0_u64;
        for (attitude, count) in self
            .activities
            .iter()
            .filter(|a| a.void.is_none())
            .flat_map(|a| &a.tallies)
            .flat_map(|t| &t.counts)
        {
            answered = answered.saturating_add(u64::from(*count));
            if *attitude == Attitude::Oppose {
                opposed = opposed.saturating_add(u64::from(*count));
            }
        }
        (opposed, answered)
    }
}
