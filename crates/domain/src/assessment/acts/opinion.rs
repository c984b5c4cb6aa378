//! Topics that people raised, what became of them, and the end of the
//! consultation. Nothing is left unanswered (seed S26; 国令713号 art. 18).

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{Assessment, event::AssessmentEvent as E, parts::Opinion},
    codes::{Disposition, Step},
    env::Env,
    ids::{ActivityId, ConsultationId, FactorId, MeasureId},
    refusal::{MissingThing, Reason, Refusal},
    text::Text,
};

/// Input: a topic and how often it was raised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordOpinion {
    /// The topic in one sentence.
    pub topic: Text,
    /// How often it was raised.
    pub count: u32,
    /// The consultation in whose texts it was found and counted; absent for a
    /// topic that was raised elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_in: Option<ConsultationId>,
    /// The meeting from whose minutes it is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_at: Option<ActivityId>,
}

impl RecordOpinion {
    /// # Errors
    /// Refused when the consultation is closed, the count is zero, the meeting is
    /// unknown, or more people raised it than took part.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Consultation)?;
        if self.count == 0 {
            return Err(Refusal::invalid("count", "zero"));
        }
        if let Some(id) = self.raised_at {
            let mut held =
                state.activities.iter().filter(|a| a.void.is_none() && a.sealed.is_none());
            let meeting = held.find(|a| a.id == id).ok_or_else(|| Refusal::unknown("raised_at"))?;
            if self.found_in.is_some() {
                return Err(Refusal::invalid("raised_at", "from_answers"));
            }
            if self.count > meeting.attendance {
                return Err(Refusal::invalid("count", "more_than_attended"));
            }
        }
        Ok(vec![E::OpinionRecorded {
            opinion: Opinion {
                topic: self.topic,
                count: self.count,
                found_in: self.found_in,
                raised_at: self.raised_at,
                disposition: None,
                reply: None,
                factors: Vec::new(),
                measures: Vec::new(),
            },
        }])
    }
}

/// Input: how many texts of a consultation raise a topic that was found in them.
/// It is no act of its own: it follows from leaving answers out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecountOpinion {
    /// Position of the topic, counted from 0.
    pub index: u32,
    /// Texts that are counted.
    pub count: u32,
}

impl RecountOpinion {
    /// Fewer than before, or nothing: what was counted once never grows by leaving
    /// answers out. It may fall to zero; the topic then stays with its answer.
    ///
    /// # Errors
    /// Refused for a topic that was not found in texts, and when the case does not
    /// go on or its report is frozen: that keeps the counts of its day.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        state.not_closed(env, Step::Report)?;
        let opinion = state.opinions.get(self.index as usize).filter(|o| o.found_in.is_some());
        let opinion = opinion.ok_or_else(|| Refusal::unknown("index"))?;
        if self.count >= opinion.count {
            return Ok(Vec::new());
        }
        Ok(vec![E::OpinionRecounted { index: self.index, count: self.count }])
    }
}

/// Input: what became of a topic. The reply is mandatory for every disposition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerOpinion {
    /// Position of the topic, counted from 0.
    pub index: u32,
    /// What became of it.
    pub disposition: Disposition,
    /// The answer with its reason.
    pub reply: Text,
    /// Factors that it bears on.
    #[serde(default)]
    pub factors: Vec<FactorId>,
    /// Measures that answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<MeasureId>,
}

impl AnswerOpinion {
    /// # Errors
    /// Refused when the topic or a factor is unknown, or the report is frozen.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.reached(env, Step::Consultation)?;
        state.not_closed(env, Step::Report)?;
        let opinion =
            state.opinions.get(self.index as usize).ok_or_else(|| Refusal::unknown("index"))?;
        if self.factors.iter().any(|f| state.factor(*f).is_none()) {
            return Err(Refusal::unknown("factors"));
        }
        let known = |id: &MeasureId| state.live_measures().any(|measure| measure.id == *id);
        if !self.measures.iter().all(known) {
            return Err(Refusal::unknown("measures"));
        }
        Ok(vec![E::OpinionAnswered {
            index: self.index,
            opinion: Opinion {
                disposition: Some(self.disposition),
                reply: Some(self.reply),
                factors: self.factors.clone(),
                measures: self.measures.clone(),
                ..opinion.clone()
            },
        }])
    }
}

/// Input: the summary of the consultation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseConsultation {
    /// Summary in words.
    pub summary: Text,
    /// Why it is shorter than the rule asks (国令713号 art. 15); shown to the public.
    #[serde(default)]
    pub shortened: Option<Text>,
}

impl CloseConsultation {
    /// # Errors
    /// Refused without any activity, while a planned way of hearing was not
    /// used at all or a hearing is not closed, or before the least time is over without a reason.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Consultation)?;
        let held: Vec<_> = state.activities.iter().filter(|a| a.void.is_none()).collect();
        if held.is_empty() {
            let reason = Reason::TooFew { field: "activities", need: 1, have: 0 };
            return Err(Refusal::of(reason).by(&rule.item));
        }
        if let Some(plan) = &state.plan
            && let Some(unused) = plan.methods.iter().find(|m| held.iter().all(|a| a.kind != **m))
        {
            return Err(Refusal::invalid("activities", unused.code()).by(&rule.item).needs(
                MissingThing::Field("methods"),
                Some(crate::codes::Part::Lead),
                Some(rule.role),
            ));
        }
        state.hearings_closed(env)?;
        let shortened = state.least_time(env, Step::Consultation, self.shortened)?;
        Ok(vec![
            E::ConsultationClosed { summary: self.summary, shortened },
            E::StepDone { step: Step::Consultation },
        ])
    }
}
