//! Review by experts, or under the simplified procedure by written opinions of
//! departments (domain reference §2.2, §2.7).

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::{not_before, unused},
        event::AssessmentEvent as E,
        parts::{Review, Reviewer},
    },
    codes::{Deed, Level, ProcedureCode, RatingStage, Step, Vote},
    env::Env,
    ids::{PersonId, ReviewId},
    refusal::{MissingThing, Reason, Refusal},
    text::Text,
};

/// Input: who reviews the last report version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConveneReview {
    /// Made by the caller.
    pub id: ReviewId,
    /// Reviewers.
    pub reviewers: Vec<PersonId>,
}

impl ConveneReview {
    /// # Errors
    /// Refused with too few reviewers, an even number where the level asks for
    /// an odd one, a reviewer who worked on the case, or while a review is open.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Review)?;
        unused("id", self.id, state.reviews.iter().map(|r| r.id))?;
        let rule = &env.rules.review;
        let report = state.reports.last().ok_or_else(|| Refusal::unknown("report"))?;
        if state.open_review(env).is_some() {
            return Err(Refusal::of(Reason::Already { field: "review" }).by(&rule.item));
        }
        let mut people = self.reviewers.clone();
        people.sort_unstable();
        people.dedup();
        let have = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let Needed { count: need, odd } = needed(state, env);
        if have < need {
            let reason = Reason::TooFew { field: "reviewers", need, have };
            return Err(Refusal::of(reason).by(&rule.item).needs(
                MissingThing::More { of: "reviewers", need, have },
                Some(crate::codes::Part::Filing),
                None,
            ));
        }
        if odd && have % 2 == 0 {
            return Err(Refusal::of(Reason::MustBeOdd { field: "reviewers", have }).by(&rule.item));
        }
        for person in &people {
            state.apart_person(env, *person, Deed::Reviewed)?;
        }
        let reviewers = people.into_iter().map(Reviewer::named).collect();
        Ok(vec![E::ReviewConvened { review: self.id, report: report.id, reviewers }])
    }
}

/// How many reviewers a case needs, and whether their number has to be odd.
pub(super) struct Needed {
    pub(super) count: u32,
    pub(super) odd: bool,
}

pub(super) fn needed(state: &Assessment, env: &Env<'_>) -> Needed {
    let rule = &env.rules.review;
    let elevated = [RatingStage::Initial, RatingStage::After]
        .iter()
        .any(|s| state.level_at(*s).is_some_and(|l| l > Level::Low));
    match (state.procedure, elevated) {
        (Some(ProcedureCode::Simplified), _) => {
            Needed { count: rule.simplified_opinions, odd: false }
        }
        (_, true) => Needed { count: rule.min_reviewers_elevated, odd: true },
        (_, false) => Needed { count: rule.min_reviewers, odd: false },
    }
}

/// Whether so many reviewers without a conflict are named as the case needs.
pub(super) fn enough(review: &Review, state: &Assessment, env: &Env<'_>) -> bool {
    let free = review.reviewers.iter().filter(|r| r.declared != Some(false)).count();
    u32::try_from(free).unwrap_or(u32::MAX) >= needed(state, env).count
}

impl Assessment {
    /// The review at work, if any. One that lost too many reviewers to
    /// conflicts of interest can no longer conclude, and another may be called.
    #[must_use]
    pub fn open_review(&self, env: &Env<'_>) -> Option<&Review> {
        self.reviews.last().filter(|r| r.outcome.is_none() && enough(r, self, env))
    }
}

pub(super) fn review_of<'a>(
    state: &'a Assessment,
    env: &Env<'_>,
    id: ReviewId,
) -> Result<&'a Review, Refusal> {
    state.open(env, Step::Review)?;
    let review = state
        .reviews
        .last()
        .filter(|r| r.id == id && r.outcome.is_none())
        .ok_or(Refusal::of(Reason::NoOpen { field: "review" }))?;
    not_before("occurred_on", env.occurred_on, review.convened)?;
    Ok(review)
}

fn me<'a>(review: &'a Review, env: &Env<'_>) -> Result<&'a Reviewer, Refusal> {
    review
        .reviewers
        .iter()
        .find(|r| r.person == env.actor)
        .ok_or(Refusal::of(Reason::NotNamed { field: "review" }))
}

/// Input: the declaration of a reviewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeclareConflict {
    /// Which review.
    pub review: ReviewId,
    /// No conflict of interest with decision, assessor or beneficiaries.
    pub free: bool,
}

impl DeclareConflict {
    /// # Errors
    /// Refused to anyone who is not named, after the vote, and to whoever
    /// declared a conflict: it is not taken back, another reviewer is named.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let reviewer = me(review_of(state, env, self.review)?, env)?;
        if reviewer.vote.is_some() {
            return Err(Refusal::of(Reason::Already { field: "vote" }));
        }
        if reviewer.declared == Some(false) {
            return Err(Refusal::of(Reason::Conflict { field: "free" }));
        }
        Ok(vec![E::ConflictDeclared { review: self.review, free: self.free }])
    }
}

/// Input: a vote with its written opinion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CastVote {
    /// Which review.
    pub review: ReviewId,
    /// The vote.
    pub vote: Vote,
    /// The written opinion.
    pub opinion: Text,
}

impl CastVote {
    /// # Errors
    /// Refused to anyone who is not named, before a declaration free of
    /// conflicts, or a second time.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let reviewer = me(review_of(state, env, self.review)?, env)?;
        match reviewer.declared {
            None => return Err(Refusal::of(Reason::ReasonNeeded { field: "declared" })),
            Some(false) => return Err(Refusal::of(Reason::Conflict { field: "review" })),
            Some(true) => {}
        }
        if reviewer.vote.is_some() {
            return Err(Refusal::of(Reason::Already { field: "vote" }));
        }
        state.apart(env, Deed::Reviewed)?;
        Ok(vec![E::VoteCast { review: self.review, vote: self.vote, opinion: self.opinion }])
    }
}

/// Input: the minutes; the outcome is counted, not typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConcludeReview {
    /// Which review.
    pub review: ReviewId,
    /// Minutes.
    pub minutes: Text,
}

impl ConcludeReview {
    /// Passes when enough votes pass; if any of these asks for changes, it
    /// passes after revision.
    ///
    /// # Errors
    /// Refused while fewer than the needed reviewers without conflict voted.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let review = review_of(state, env, self.review)?;
        let rule = &env.rules.review;
        let free: Vec<_> = review.reviewers.iter().filter(|r| r.declared != Some(false)).collect();
        let votes: Vec<Vote> = free.iter().filter_map(|r| r.vote.map(|(v, _)| v)).collect();
        let need = needed(state, env).count.max(u32::try_from(free.len()).unwrap_or(u32::MAX));
        let have = u32::try_from(votes.len()).unwrap_or(u32::MAX);
        if have < need {
            let reason = Reason::TooFew { field: "votes", need, have };
            return Err(Refusal::of(reason).by(&rule.item).needs(
                MissingThing::More { of: "votes", need, have },
                None,
                Some(crate::codes::Role::Expert),
            ));
        }
        let passing = votes.iter().filter(|v| **v != Vote::Fail).count();
        let share = passing.saturating_mul(100) / votes.len().max(1);
        let outcome = if share < rule.pass_percent as usize {
            Vote::Fail
        } else if votes.contains(&Vote::PassAfterRevision) || votes.contains(&Vote::Fail) {
            Vote::PassAfterRevision
        } else {
            Vote::Pass
        };
        let mut events =
            vec![E::ReviewConcluded { review: self.review, outcome, minutes: self.minutes }];
        if outcome == Vote::Pass {
            events.push(E::StepDone { step: Step::Review });
        }
        Ok(events)
    }
}
