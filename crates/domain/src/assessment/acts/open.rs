//! Opening an assessment, after screening or as a re-assessment.

use super::{Decided, term_after};
use crate::{
    assessment::{
        Assessment, Standing,
        event::{AssessmentEvent as E, Parties},
    },
    codes::ProcedureCode,
    env::Env,
    ids::MatterId,
    refusal::{Reason, Refusal},
    text::PackageHash,
};

/// Input: what the assessment takes over from its matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The matter.
    pub matter: MatterId,
    /// Number, `LN-CY-2016-00412-A1`.
    pub number: String,
    /// The rules of its place and day.
    pub rules: PackageHash,
    /// From 1.
    pub ordinal: u32,
    /// The procedure that screening gave.
    pub procedure: ProcedureCode,
    /// Units that take part.
    pub parties: Parties,
    /// Households affected, as a count.
    pub households: Option<u32>,
    /// Whether the matter is a plan.
    pub is_plan: bool,
}

impl Open {
    /// # Errors
    /// Refused when it is open already, for a day ahead, or when the rules lack
    /// the procedure.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        if state.standing != Standing::Unopened {
            return Err(Refusal::of(Reason::Already { field: "assessment" }));
        }
        state.dated(env)?;
        if env.rules.procedure(self.procedure).is_none() {
            return Err(Refusal::unknown("procedure"));
        }
        let mut events = vec![E::AssessmentOpened {
            matter: self.matter,
            number: self.number.clone(),
            rules: self.rules,
            ordinal: self.ordinal,
            procedure: self.procedure,
            parties: self.parties,
            households: self.households,
            is_plan: self.is_plan,
        }];
        let term = term_after(state, env, &events)?;
        events.extend(term);
        Ok(events)
    }
}
