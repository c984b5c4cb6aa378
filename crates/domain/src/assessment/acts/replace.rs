//! Experts and reviewers who never answer: replaced, or excused where enough
//! are left, always with a reason. Whoever has answered stays: an answer that
//! someone dislikes is no reason.

use serde::{Deserialize, Serialize};

use super::{
    Decided,
    panel::panel_of,
    review::{Needed, needed, review_of},
};
use crate::{
    assessment::{Assessment, event::AssessmentEvent as E, parts::PanelState},
    codes::{Deed, Part},
    env::Env,
    ids::{PanelId, PersonId, ReviewId},
    refusal::{MissingThing, Reason, Refusal},
    text::Text,
};

/// Input: which expert leaves a panel, and who comes instead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplaceExpert {
    /// Which panel.
    pub panel: PanelId,
    /// Who leaves.
    pub expert: PersonId,
    /// Who comes instead; nobody where the expert is excused.
    #[serde(default)]
    pub successor: Option<PersonId>,
    /// Why.
    pub reason: Text,
}

impl ReplaceExpert {
    /// Only while everyone rates alone: a successor who comes to the discussion
    /// would know the others' ratings.
    ///
    /// # Errors
    /// Refused once the expert has rated, with a successor who is named already
    /// or has to stand aside, and where too few experts would be left.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let panel = panel_of(state, env, self.panel, PanelState::Blind)?;
        if !panel.experts.contains(&self.expert) {
            return Err(Refusal::unknown("expert"));
        }
        if panel.blind.contains_key(&self.expert) {
            return Err(Refusal::invalid("expert", "has_answered"));
        }
        match self.successor {
            Some(next) => follows(state, env, next, &panel.experts, Deed::Rated)?,
            None => {
                let left = panel.experts.len().saturating_sub(1);
                let have = u32::try_from(left).unwrap_or(u32::MAX);
                let need = env.rules.panel.min_experts;
                if have < need {
                    let reason = Reason::TooFew { field: "successor", need, have };
                    return Err(Refusal::of(reason).by(&env.rules.panel.item).needs(
                        MissingThing::More { of: "experts", need, have },
                        Some(Part::Lead),
                        None,
                    ));
                }
            }
        }
        Ok(vec![E::ExpertReplaced {
            panel: self.panel,
            expert: self.expert,
            successor: self.successor,
            reason: self.reason,
        }])
    }
}

/// Input: which reviewer leaves a review, and who comes instead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplaceReviewer {
    /// Which review.
    pub review: ReviewId,
    /// Who leaves.
    pub reviewer: PersonId,
    /// Who comes instead; nobody where the reviewer is excused.
    #[serde(default)]
    pub successor: Option<PersonId>,
    /// Why.
    pub reason: Text,
}

impl ReplaceReviewer {
    /// A reviewer with a conflict of interest may be replaced like one who is
    /// silent.
    ///
    /// # Errors
    /// Refused once the reviewer has voted, with a successor who is named
    /// already or has to stand aside, and where too few reviewers, or an even
    /// number where the level asks for an odd one, would be left.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let review = review_of(state, env, self.review)?;
        let leaves = review
            .reviewers
            .iter()
            .find(|r| r.person == self.reviewer)
            .ok_or_else(|| Refusal::unknown("reviewer"))?;
        if leaves.vote.is_some() {
            return Err(Refusal::invalid("reviewer", "has_answered"));
        }
        match self.successor {
            Some(next) => {
                let named: Vec<PersonId> = review.reviewers.iter().map(|r| r.person).collect();
                follows(state, env, next, &named, Deed::Reviewed)?;
            }
            None => {
                let left = review
                    .reviewers
                    .iter()
                    .filter(|r| r.person != self.reviewer && r.declared != Some(false))
                    .count();
                enough_left(state, env, u32::try_from(left).unwrap_or(u32::MAX))?;
            }
        }
        Ok(vec![E::ReviewerReplaced {
            review: self.review,
            reviewer: self.reviewer,
            successor: self.successor,
            reason: self.reason,
        }])
    }
}

/// The review can still conclude with those who are left.
fn enough_left(state: &Assessment, env: &Env<'_>, have: u32) -> Result<(), Refusal> {
    let rule = &env.rules.review.item;
    let Needed { count: need, odd } = needed(state, env);
    if have < need {
        let reason = Reason::TooFew { field: "successor", need, have };
        return Err(Refusal::of(reason).by(rule).needs(
            MissingThing::More { of: "reviewers", need, have },
            Some(Part::Filing),
            None,
        ));
    }
    if odd && have.is_multiple_of(2) {
        return Err(Refusal::of(Reason::MustBeOdd { field: "successor", have }).by(rule));
    }
    Ok(())
}

/// The successor is somebody else than those named and than whoever names
/// them, and has done nothing that bars the deed.
fn follows(
    state: &Assessment,
    env: &Env<'_>,
    next: PersonId,
    named: &[PersonId],
    deed: Deed,
) -> Result<(), Refusal> {
    if named.contains(&next) {
        return Err(Refusal::invalid("successor", "named_already"));
    }
    if next == env.actor {
        return Err(Refusal::of(Reason::Conflict { field: "successor" }));
    }
    state.apart_person(env, next, deed)
}
