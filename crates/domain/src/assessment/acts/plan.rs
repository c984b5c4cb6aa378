//! Adopting the plan of the assessment (评估方案).

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{Assessment, event::AssessmentEvent as E, parts::Plan},
    codes::{Deed, Step},
    env::Env,
    refusal::Refusal,
};

/// Input: the plan. Groups are groups of people, never persons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdoptPlan {
    /// The plan.
    #[serde(flatten)]
    pub plan: Plan,
}

impl AdoptPlan {
    /// Needs at least one group and one way of hearing it.
    ///
    /// # Errors
    /// Refused when the step is not open, the period is turned round, or
    /// nobody would be heard.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Plan)?;
        state.apart(env, Deed::Drafted)?;
        if self.plan.groups.is_empty() {
            return Err(Refusal::invalid("groups", "empty"));
        }
        if self.plan.methods.is_empty() {
            return Err(Refusal::invalid("methods", "empty"));
        }
        if self.plan.to < self.plan.from {
            return Err(Refusal::invalid("to", "before_start"));
        }
        Ok(vec![E::PlanAdopted { plan: self.plan.clone() }, E::StepDone { step: Step::Plan }])
    }
}
