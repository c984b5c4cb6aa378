//! Public notices (公示): put up, and taken down with the objections received.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::{not_before, unused},
        event::AssessmentEvent as E,
        parts::Notice,
    },
    clock::length,
    codes::Step,
    env::Env,
    ids::NoticeId,
    refusal::{Reason, Refusal},
    text::{FileRef, Text},
};

/// Input: where, what and how long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublishNotice {
    /// Made by the caller.
    pub id: NoticeId,
    /// Where it hangs or stands.
    pub place: Text,
    /// Its text.
    pub text: Text,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why it is shorter than the rule asks (国令713号 art. 15); shown to the public.
    #[serde(default)]
    pub shortened: Option<Text>,
    /// Photographs and copies.
    #[serde(default)]
    pub proof: Vec<FileRef>,
}

impl PublishNotice {
    /// The period has at least the rule's length, or a written reason.
    ///
    /// # Errors
    /// Refused when the step is closed, the period is turned round or begins
    /// before the step, or it is too short without a reason that the rule takes.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Publicity)?;
        unused("id", self.id, state.notices.iter().map(|n| n.id))?;
        let from = state.step_from(state.rules(env)?, Step::Publicity);
        not_before("from", self.from, from).map_err(|r| r.by(&rule.item))?;
        if self.to < self.from {
            return Err(Refusal::invalid("to", "before_start"));
        }
        if let Some(minimum) = rule.minimum {
            let have = length(env.calendar, self.from, self.to, minimum.unit)
                .map_err(|_| Refusal::invalid("from", "outside_calendar"))?;
            if have < minimum.count && (self.shortened.is_none() || rule.firm) {
                let reason = Reason::TooShort { field: "to", need: minimum.count, have };
                return Err(Refusal::of(reason).by(&rule.item));
            }
        }
        Ok(vec![E::NoticePublished {
            notice: Notice {
                id: self.id,
                place: self.place,
                text: self.text,
                from: self.from,
                to: self.to,
                shortened: self.shortened,
                objections: None,
                proof: self.proof.clone(),
                void: None,
            },
        }])
    }
}

/// Input: the objections received, and proof that the notice was up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseNotice {
    /// Which notice.
    pub notice: NoticeId,
    /// Objections received, as a count.
    pub objections: u32,
    /// Photographs and copies.
    #[serde(default)]
    pub proof: Vec<FileRef>,
}

impl CloseNotice {
    /// A notice can be taken down after its last day, with proof.
    ///
    /// # Errors
    /// Refused before the last day has passed, or without any proof.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Publicity)?;
        let notice = state
            .notices
            .iter()
            .find(|n| n.id == self.notice && n.objections.is_none() && n.void.is_none())
            .ok_or_else(|| Refusal::unknown("notice"))?;
        if env.occurred_on < notice.to {
            let reason = Reason::TooEarly { field: "notice", until: notice.to.to_string() };
            return Err(Refusal::of(reason).by(&rule.item));
        }
        if notice.proof.is_empty() && self.proof.is_empty() {
            return Err(Refusal::invalid("proof", "empty").by(&rule.item));
        }
        let still_up = state
            .notices
            .iter()
            .any(|n| n.id != self.notice && n.objections.is_none() && n.void.is_none());
        let mut events = vec![E::NoticeClosed {
            notice: self.notice,
            objections: self.objections,
            proof: self.proof.clone(),
        }];
        if !still_up {
            events.push(E::StepDone { step: Step::Publicity });
        }
        Ok(events)
    }
}
