//! Identification of risk factors (风险识别) by the catalogue of the rules.

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{Assessment, check::unused, event::AssessmentEvent as E, parts::Factor},
    codes::{Deed, Phase, Step},
    env::Env,
    ids::FactorId,
    refusal::{Reason, Refusal},
    text::Text,
};

/// Input: a factor of the decision, never of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IdentifyFactor {
    /// Made by the caller.
    pub id: FactorId,
    /// Code in the catalogue, if it comes from there.
    #[serde(default)]
    pub catalogue: Option<String>,
    /// Its name in this case.
    pub name: Text,
    /// When it can arise.
    pub phase: Phase,
    /// Cause and evidence.
    pub cause: Text,
}

impl IdentifyFactor {
    /// # Errors
    /// Refused when the list is closed, the catalogue has no such code, or the
    /// code is in use already.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Identification)?;
        unused("id", self.id, state.factors.iter().map(|f| f.id))?;
        state.apart(env, Deed::Drafted)?;
        if let Some(code) = &self.catalogue {
            if env.rules.catalogue_factor(code).is_none() {
                return Err(Refusal::unknown("catalogue"));
            }
            if state.live_factors().any(|f| f.catalogue.as_ref() == Some(code)) {
                return Err(Refusal::of(Reason::Already { field: "catalogue" }));
            }
        }
        let label = u32::try_from(state.factors.len()).unwrap_or(u32::MAX).saturating_add(1);
        Ok(vec![E::FactorIdentified {
            factor: Factor {
                id: self.id,
                label,
                catalogue: self.catalogue.clone(),
                name: self.name,
                phase: self.phase,
                cause: self.cause,
                void: None,
            },
        }])
    }
}

/// Input: none; the list as it stands is closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseIdentification {}

impl CloseIdentification {
    /// # Errors
    /// Refused while there is no factor.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Identification)?;
        if state.live_factors().next().is_none() {
            let reason = Reason::TooFew { field: "factors", need: 1, have: 0 };
            return Err(Refusal::of(reason).by(&rule.item));
        }
        Ok(vec![E::IdentificationClosed {}, E::StepDone { step: Step::Identification }])
    }
}
