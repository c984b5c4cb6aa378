//! The decision on the matter, and its later change. A decision that departs
//! from the level or from the recommendation needs a reason.

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment, check::not_before, event::AssessmentEvent as E, parts::DecisionEntry,
    },
    codes::{Conclusion, Deed, Level, RatingStage, Step},
    env::Env,
    gate,
    refusal::{Reason, Refusal},
    text::{FileRef, Text},
};

/// Input: what the meeting decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decide {
    /// Meeting that decided.
    pub meeting: Text,
    /// What was decided.
    pub conclusion: Conclusion,
    /// Why it departs from level or recommendation.
    #[serde(default)]
    pub reason: Option<Text>,
    /// Conditions, where it is conditional, partial or staged.
    #[serde(default)]
    pub conditions: Option<Text>,
    /// Minutes and other files.
    #[serde(default)]
    pub files: Vec<FileRef>,
}

/// Whether the conclusion needs conditions in words.
const fn conditional(conclusion: Conclusion) -> bool {
    matches!(conclusion, Conclusion::Conditional | Conclusion::Partial | Conclusion::Staged)
}

impl Decide {
    /// A high level can never be let through; a reason helps only below it
    /// (发改投资〔2012〕2492号; 国令713号 art. 24).
    ///
    /// # Errors
    /// Refused when the level forbids it, a reason or conditions are missing,
    /// the filing has expired, or the gate of the decision is closed to it.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Decision)?;
        state.apart(env, Deed::Decided)?;
        if let Some(filed) = state.filed()
            && filed.valid_until < env.occurred_on
        {
            return Err(Refusal::invalid("filing", "expired").by(&env.rules.filing.item));
        }
        self.judge(state, env)?;
        self.passes(state, env)?;
        let decision = self.entry(env);
        Ok(vec![E::Decided { decision }, E::StepDone { step: Step::Decision }])
    }

    /// What goes on has to pass the gate of the decision: no open trigger, no
    /// re-assessment, a valid filing, and what else the rules of the place ask.
    fn passes(&self, state: &Assessment, env: &Env<'_>) -> Result<(), Refusal> {
        if self.conclusion.goes_on() { gate::before_decision(state, env) } else { Ok(()) }
    }

    fn judge(&self, state: &Assessment, env: &Env<'_>) -> Result<(), Refusal> {
        let level = state
            .level_at(RatingStage::After)
            .ok_or_else(|| Refusal::of(Reason::StepsMissing { step: Step::Decision }))?;
        let map = env.rules.method.conclusions.iter().find(|m| m.level == level);
        let within = map.is_none_or(|m| m.conclusions.contains(&self.conclusion));
        if level == Level::High && self.conclusion.goes_on() {
            let refusal = Refusal::of(Reason::LevelTooHigh { level });
            return Err(map.map_or_else(|| refusal.clone(), |m| refusal.clone().by(&m.item)));
        }
        let recommended = state.reports.last().map(|r| r.recommends);
        let departs = !within || recommended.is_some_and(|r| r != self.conclusion);
        if departs && self.reason.is_none() {
            let refusal = Refusal::of(Reason::ReasonNeeded { field: "reason" });
            return Err(map.map_or_else(|| refusal.clone(), |m| refusal.clone().by(&m.item)));
        }
        if conditional(self.conclusion) && self.conditions.is_none() {
            return Err(Refusal::of(Reason::ReasonNeeded { field: "conditions" }));
        }
        Ok(())
    }

    fn entry(&self, env: &Env<'_>) -> DecisionEntry {
        DecisionEntry {
            on: env.occurred_on,
            meeting: self.meeting,
            conclusion: self.conclusion,
            reason: self.reason,
            conditions: self.conditions,
            files: self.files.clone(),
        }
    }
}

/// Input: continue, adjust, defer or stop during implementation, always with a
/// reason (国令713号 art. 35–36).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeDecision {
    /// The new decision.
    #[serde(flatten)]
    pub decision: Decide,
}

impl ChangeDecision {
    /// # Errors
    /// Refused before the first decision, after the end of implementation,
    /// without a reason, when the level forbids it, or when it would go on
    /// through a closed gate.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        state.not_closed(env, Step::Completion)?;
        let last = state
            .decisions
            .last()
            .ok_or_else(|| Refusal::of(Reason::NoOpen { field: "decision" }))?;
        not_before("occurred_on", env.occurred_on, Some(last.on))?;
        let before = last.conclusion;
        state.apart(env, Deed::Decided)?;
        if self.decision.reason.is_none() {
            return Err(Refusal::of(Reason::ReasonNeeded { field: "reason" }));
        }
        self.decision.judge(state, env)?;
        self.decision.passes(state, env)?;
        Ok(vec![E::DecisionChanged { decision: self.decision.entry(env), before }])
    }
}
