//! The legality review (合法性审查) before the matter is discussed
//! (国令713号 arts 25–28).

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{Assessment, check::not_before, event::AssessmentEvent as E},
    clock::length,
    codes::{Deed, LegalityOpinion, Step},
    env::Env,
    refusal::{Reason, Refusal},
    text::Text,
};

/// Input: none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestLegality {}

impl RequestLegality {
    /// # Errors
    /// Refused while a request is open.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Legality)?;
        if state.legality.last().is_some_and(|l| l.opinion.is_none()) {
            return Err(Refusal::of(Reason::Already { field: "legality" }));
        }
        Ok(vec![E::LegalityRequested {}])
    }
}

/// Input: the opinion on powers, procedure and content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerLegality {
    /// The opinion.
    pub opinion: LegalityOpinion,
    /// Powers, procedure and content in words.
    pub note: Text,
}

impl AnswerLegality {
    /// The reviewing office must have had the time that the rules give it.
    ///
    /// # Errors
    /// Refused without a request, before the term, or to a drafter.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Legality)?;
        state.apart(env, Deed::LegalityReviewed)?;
        let request = state
            .legality
            .last()
            .filter(|l| l.opinion.is_none())
            .ok_or_else(|| Refusal::of(Reason::NoOpen { field: "legality" }))?;
        not_before("occurred_on", env.occurred_on, Some(request.requested))?;
        if let Some(minimum) = rule.minimum {
            let have = length(env.calendar, request.requested, env.occurred_on, minimum.unit)
                .map_err(|_| Refusal::invalid("occurred_on", "outside_calendar"))?;
            if have < minimum.count {
                let reason = Reason::TooShort { field: "occurred_on", need: minimum.count, have };
                return Err(Refusal::of(reason).by(&rule.item));
            }
        }
        let mut events = vec![E::LegalityAnswered { opinion: self.opinion, note: self.note }];
        if self.opinion == LegalityOpinion::Lawful {
            events.push(E::StepDone { step: Step::Legality });
        }
        Ok(events)
    }
}
