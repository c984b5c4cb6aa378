//! Implementation: check-ins, incidents, triggers, the end, the
//! post-evaluation and the closed file (国令713号 arts 34–37).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::{not_before, unused},
        event::AssessmentEvent as E,
        parts::{CheckIn, Incident, PostEvaluation, Rating, Trigger},
    },
    codes::{Deed, Part, Role, Step, TriggerKind},
    env::Env,
    ids::{FactorId, IncidentId, TriggerId},
    refusal::{MissingThing, Reason, Refusal},
    rulebook::Item,
    text::{FileRef, Text},
};

/// Input: what was found on the ground; petitions are counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordCheckIn {
    /// What was found.
    pub report: Text,
    /// Petitions on the matter since the last check-in, as a count.
    pub petitions: u32,
    /// Live ratings of factors that changed.
    #[serde(default)]
    pub ratings: Vec<Rating>,
    /// Evidence.
    #[serde(default)]
    pub proof: Vec<FileRef>,
    /// Identifier for a trigger that the live level may raise.
    pub trigger: TriggerId,
    /// Identifier for a trigger that the number of petitions may raise.
    pub petitions_trigger: TriggerId,
}

impl RecordCheckIn {
    /// A live level above the filed one raises a trigger by itself; while that
    /// trigger waits for its answer, or has led to a re-assessment, later
    /// check-ins are attached to it. So do petitions, each time that their number
    /// since the decision reaches another multiple of what the rules set.
    ///
    /// # Errors
    /// Refused before the decision, after the end, where the decision lets nothing
    /// be carried out, for an unknown factor or one that is rated twice, and for
    /// an identifier that is in use.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Tracking)?;
        if self.ratings.iter().any(|r| state.factor(r.factor).is_none()) {
            return Err(Refusal::unknown("ratings"));
        }
        let rated: BTreeSet<_> = self.ratings.iter().map(|r| r.factor).collect();
        if rated.len() < self.ratings.len() {
            return Err(Refusal::of(Reason::Already { field: "ratings" }));
        }
        let mut check_in = CheckIn {
            on: env.occurred_on,
            report: self.report,
            petitions: self.petitions,
            ratings: self.ratings.clone(),
            live: None,
            proof: self.proof.clone(),
            trigger: None,
        };
        let mut after = state.clone();
        after.check_ins.push(check_in.clone());
        check_in.live = after.live_level(env);
        let mut raised = Vec::new();
        if check_in.live > state.filed_level() {
            let standing = state.standing_trigger(TriggerKind::LevelRose).map(|t| t.id);
            check_in.trigger = Some(standing.unwrap_or(self.trigger));
            if standing.is_none() {
                fresh_trigger(state, "trigger", self.trigger)?;
                raised.push(self.raise(env, TriggerKind::LevelRose, self.trigger));
            }
        }
        if self.petitions_reach(state, env) {
            let field = "petitions_trigger";
            fresh_trigger(state, field, self.petitions_trigger)?;
            if self.petitions_trigger == self.trigger {
                return Err(Refusal::of(Reason::Already { field }));
            }
            raised.push(self.raise(env, TriggerKind::Petitions, self.petitions_trigger));
        }
        let mut events = vec![E::CheckedIn { check_in }];
        events.extend(raised.into_iter().map(|trigger| E::TriggerRaised { trigger }));
        Ok(events)
    }

    /// Whether this check-in brings the petitions to the number of the rules, or
    /// to another multiple of it, and no trigger stands for them already.
    fn petitions_reach(&self, state: &Assessment, env: &Env<'_>) -> bool {
        let rule = env.rules.triggers.iter().find(|t| t.kind == TriggerKind::Petitions);
        let Some(mark) = rule.and_then(|t| t.threshold).filter(|mark| *mark > 0) else {
            return false;
        };
        let before: u64 = state.check_ins.iter().map(|c| u64::from(c.petitions)).sum();
        let now = before.saturating_add(u64::from(self.petitions));
        let mark = u64::from(mark);
        now / mark > before / mark && state.standing_trigger(TriggerKind::Petitions).is_none()
    }

    const fn raise(&self, env: &Env<'_>, kind: TriggerKind, id: TriggerId) -> Trigger {
        let (on, reason) = (env.occurred_on, self.report);
        Trigger {
            id,
            kind,
            on,
            reason,
            answer: None,
            reassessed: false,
            measures: Vec::new(),
            cluster: None,
        }
    }
}

/// The trigger's identifier is not in use in this case.
fn fresh_trigger(state: &Assessment, field: &'static str, id: TriggerId) -> Result<(), Refusal> {
    unused(field, id, state.triggers.iter().map(|t| t.id))
}

impl Assessment {
    /// The trigger of a kind that still stands: it has no answer, or its answer
    /// opened a re-assessment.
    #[must_use]
    pub fn standing_trigger(&self, kind: TriggerKind) -> Option<&Trigger> {
        let mut raised = self.triggers.iter().rev().filter(|t| t.kind == kind);
        raised.find(|t| t.answer.is_none() || t.reassessed)
    }
}

/// Input: an incident; numbers only, no person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordIncident {
    /// Made by the caller.
    pub id: IncidentId,
    /// Day.
    pub on: Date,
    /// What happened.
    pub account: Text,
    /// Participants, as a count.
    pub participants: u32,
    /// Factors that it came from; empty means unforeseen.
    #[serde(default)]
    pub factors: Vec<FactorId>,
    /// Identifier of the trigger that it raises.
    pub trigger: TriggerId,
}

impl RecordIncident {
    /// Every incident raises a trigger of re-assessment.
    ///
    /// # Errors
    /// Refused before the decision or for a day before it or ahead.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Tracking)?;
        if self.on > env.today {
            return Err(Refusal::of(Reason::FutureDate { field: "on" }));
        }
        let from = state.step_from(state.rules(env)?, Step::Tracking);
        not_before("on", self.on, from)?;
        unused("id", self.id, state.incidents.iter().map(|i| i.id))?;
        fresh_trigger(state, "trigger", self.trigger)?;
        if self.factors.iter().any(|f| state.factor(*f).is_none()) {
            return Err(Refusal::unknown("factors"));
        }
        Ok(vec![
            E::IncidentRecorded {
                incident: Incident {
                    id: self.id,
                    on: self.on,
                    account: self.account,
                    participants: self.participants,
                    factors: self.factors.clone(),
                },
            },
            E::TriggerRaised {
                trigger: Trigger {
                    id: self.trigger,
                    kind: TriggerKind::Incident,
                    on: self.on,
                    reason: self.account,
                    answer: None,
                    reassessed: false,
                    measures: Vec::new(),
                    cluster: None,
                },
            },
        ])
    }
}

/// Input: a trigger with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RaiseTrigger {
    /// Made by the caller.
    pub id: TriggerId,
    /// Which trigger.
    pub kind: TriggerKind,
    /// Evidence in words.
    pub reason: Text,
}

impl RaiseTrigger {
    /// A trigger that the calendar brings is raised for what the file proves: the
    /// measures that are late, the months in which nothing was done.
    ///
    /// # Errors
    /// Refused before filing, when the rules do not know the trigger, and when
    /// one that the calendar brings is not due or was raised already.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        state.after(env, Step::Filing, Step::Tracking)?;
        fresh_trigger(state, "id", self.id)?;
        let rule = env.rules.triggers.iter().find(|t| t.kind == self.kind);
        let rule = rule.ok_or_else(|| Refusal::unknown("kind"))?;
        let mut measures = Vec::new();
        if matches!(self.kind, TriggerKind::MeasureOverdue | TriggerKind::NotCarriedOut) {
            let due = state.triggers_due(env.rules, env.occurred_on);
            let due = due.into_iter().find(|due| due.rule.kind == self.kind);
            let not_due = || Refusal::invalid("kind", "trigger_not_due").by(&rule.item);
            measures = due.ok_or_else(not_due)?.measures;
        }
        Ok(vec![E::TriggerRaised {
            trigger: Trigger {
                id: self.id,
                kind: self.kind,
                on: env.occurred_on,
                reason: self.reason,
                answer: None,
                reassessed: false,
                measures,
                cluster: None,
            },
        }])
    }
}

/// Input: the answer to a trigger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerTrigger {
    /// Which trigger.
    pub trigger: TriggerId,
    /// Why it does or does not lead to a re-assessment.
    pub answer: Text,
    /// Opens a re-assessment as a new assessment of the same matter.
    #[serde(default)]
    pub reassess: bool,
}

impl AnswerTrigger {
    /// Anyone who may answer can call for a re-assessment. That none is needed
    /// says the filing unit alone: a trigger is raised against the owner, and
    /// the answer opens the gates again.
    ///
    /// # Errors
    /// Refused when the trigger is unknown or answered already, and a "no" to
    /// every unit but the one that filed.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        let open = state.triggers.iter().find(|t| t.id == self.trigger && t.answer.is_none());
        let raised = open.ok_or_else(|| Refusal::of(Reason::NoOpen { field: "trigger" }))?;
        not_before("occurred_on", env.occurred_on, Some(raised.on))?;
        if !self.reassess && state.parties.is_none_or(|p| p.filing != env.unit) {
            return Err(Refusal::invalid("reassess", "filing_unit_only").needs(
                MissingThing::Field("reassess"),
                Some(Part::Filing),
                Some(Role::FilingOfficer),
            ));
        }
        Ok(vec![E::TriggerAnswered {
            trigger: self.trigger,
            answer: self.answer,
            reassess: self.reassess,
        }])
    }
}

/// Input: the summary at the end of implementation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Complete {
    /// Summary.
    pub summary: Text,
}

impl Complete {
    /// # Errors
    /// Refused a second time, without any check-in, while a trigger or a measure
    /// is open, and where the decision lets nothing be carried out.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        let procedure = state.rules(env)?;
        let item = procedure.step(Step::Completion).map_or(&procedure.item, |rule| &rule.item);
        state.not_closed(env, Step::Completion)?;
        state.after(env, Step::Decision, Step::Completion)?;
        if !state.applies(Step::Completion) {
            return Err(Refusal::of(Reason::Halted).by(item));
        }
        ready(state, item)?;
        let mut events = Vec::new();
        if !state.done.contains_key(&Step::Tracking) {
            events.push(E::StepDone { step: Step::Tracking });
        }
        events.push(E::Completed { summary: self.summary });
        events.push(E::StepDone { step: Step::Completion });
        Ok(events)
    }
}

/// Nothing of the implementation is left open.
fn ready(state: &Assessment, item: &Item) -> Result<(), Refusal> {
    if state.check_ins.is_empty() {
        let reason = Reason::TooFew { field: "check_ins", need: 1, have: 0 };
        return Err(Refusal::of(reason).by(item));
    }
    triggers_answered(state, item)?;
    let count = state.unfinished_measures();
    if count > 0 {
        return Err(Refusal::of(Reason::Unanswered { field: "measures", count }).by(item));
    }
    Ok(())
}

fn triggers_answered(state: &Assessment, item: &Item) -> Result<(), Refusal> {
    let open = state.triggers.iter().filter(|t| t.answer.is_none()).count();
    if open > 0 {
        let count = u32::try_from(open).unwrap_or(u32::MAX);
        return Err(Refusal::of(Reason::Unanswered { field: "triggers", count }).by(item));
    }
    Ok(())
}

/// Input: whether what was foreseen came true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PostEvaluate {
    /// Foreseen factors that came true.
    #[serde(default)]
    pub came_true: Vec<FactorId>,
    /// Whether the level was right.
    pub level_was_right: bool,
    /// Findings and lessons.
    pub findings: Text,
    /// Why it is made before the rule's least time is over.
    #[serde(default)]
    pub shortened: Option<Text>,
}

impl PostEvaluate {
    /// # Errors
    /// Refused to the unit that made the assessment (国令713号 art. 36) and to
    /// anyone who worked on it, and before the least time is over without a
    /// reason.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::PostEvaluation)?;
        state.apart(env, Deed::PostEvaluated)?;
        if state.assessor_units.contains(&env.unit) {
            return Err(Refusal::of(Reason::Conflict { field: "unit" }).by(&rule.item));
        }
        if self.came_true.iter().any(|f| state.factor(*f).is_none()) {
            return Err(Refusal::unknown("came_true"));
        }
        let shortened = state.least_time(env, Step::PostEvaluation, self.shortened)?;
        Ok(vec![
            E::PostEvaluated {
                evaluation: PostEvaluation {
                    on: env.occurred_on,
                    unit: env.unit,
                    came_true: self.came_true.clone(),
                    level_was_right: self.level_was_right,
                    findings: self.findings,
                    shortened,
                },
            },
            E::StepDone { step: Step::PostEvaluation },
        ])
    }
}

/// Input: how many leaves the file has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Archive {
    /// Leaves.
    pub leaves: u32,
    /// Where the file lies.
    pub note: Text,
}

impl Archive {
    /// The file of a matter that is not carried out is closed after the decision.
    ///
    /// # Errors
    /// Refused before everything that the procedure requires is done, and where
    /// nothing is carried out while a trigger waits for its answer.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Archive)?;
        if state.halted_by().is_some() {
            triggers_answered(state, &rule.item)?;
        }
        Ok(vec![
            E::StepDone { step: Step::Archive },
            E::Archived { leaves: self.leaves, note: self.note },
        ])
    }
}
