//! Weights of the factors; they add to one, and their source is stated.

use std::collections::BTreeMap;

use risk::scale::Weight;
use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{Assessment, event::AssessmentEvent as E},
    codes::Step,
    env::Env,
    ids::FactorId,
    refusal::{Reason, Refusal},
    text::Text,
};

/// Input: a weight for every factor, in 1/10000.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetWeights {
    /// Weight by factor.
    pub weights: BTreeMap<FactorId, Weight>,
    /// How they were found.
    pub source: Text,
}

impl SetWeights {
    /// # Errors
    /// Refused when a factor has no weight, an unknown factor has one, or the
    /// weights do not add to 10000/10000.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::InitialRating)?;
        if state.live_factors().any(|f| !self.weights.contains_key(&f.id)) {
            return Err(Refusal::invalid("weights", "factor_without_weight"));
        }
        if self.weights.keys().any(|f| state.factor(*f).is_none_or(|f| f.void.is_some())) {
            return Err(Refusal::unknown("weights"));
        }
        let have: u32 = self.weights.values().map(|w| u32::from(w.units())).sum();
        if have != 10_000 {
            return Err(Refusal::of(Reason::WeightsSum { have }).by(&env.rules.method.item));
        }
        Ok(vec![E::WeightsSet { weights: self.weights.clone(), source: self.source }])
    }
}
