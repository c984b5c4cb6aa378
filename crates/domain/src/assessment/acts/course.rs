//! The course of a case: pause and go on, longer terms, another procedure,
//! withdrawal, and entries struck out. Nothing is ever deleted.

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment, Standing,
        check::not_before,
        event::{AssessmentEvent as E, Entry},
        parts::Extension,
    },
    codes::{CauseParty, ProcedureCode, Step},
    env::Env,
    ids::UnitId,
    refusal::{Reason, Refusal},
    text::Text,
};

/// Input: who caused the pause, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suspend {
    /// Who caused it.
    pub cause: CauseParty,
    /// Why.
    pub reason: Text,
}

impl Suspend {
    /// # Errors
    /// Refused while the case is not active, and for a day before the opening
    /// or before the end of the last pause: pauses never overlap.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        let last = state.pauses.last().and_then(|p| p.to);
        not_before("occurred_on", env.occurred_on, last)?;
        Ok(vec![E::Suspended { cause: self.cause, reason: self.reason }])
    }
}

/// Input: why the case goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resume {
    /// Why.
    pub note: Text,
}

impl Resume {
    /// # Errors
    /// Refused unless the case is suspended, and for a day before the pause.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        if state.standing != Standing::Suspended {
            return Err(Refusal::of(Reason::NotSuspended));
        }
        state.dated(env)?;
        not_before("occurred_on", env.occurred_on, state.pauses.last().map(|p| p.from))?;
        Ok(vec![E::Resumed { note: self.note }])
    }
}

/// Input: which step gets more time, how much and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExtendTerm {
    /// Which step.
    pub step: Step,
    /// Added days, in the unit of the step's term.
    pub days: u32,
    /// Why.
    pub reason: Text,
}

impl ExtendTerm {
    /// A term can be extended by its own length at most. That is an invariant of
    /// this product: no rule says it, so that none is named.
    ///
    /// # Errors
    /// Refused when the step has no term, is done, or the extension is longer
    /// than the term itself.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        let procedure = state.rules(env)?;
        let Some(rule) = procedure.step(self.step) else {
            let reason = Reason::StepNotInProcedure { step: self.step };
            return Err(Refusal::of(reason).by(&procedure.item));
        };
        state.not_closed(env, self.step)?;
        let Some(term) = rule.due else {
            return Err(Refusal::invalid("step", "no_term").by(&rule.item));
        };
        let before: u32 =
            state.extensions.iter().filter(|e| e.step == self.step).map(|e| e.days).sum();
        if self.days == 0 || before.saturating_add(self.days) > term.count {
            return Err(Refusal::invalid("days", "too_long"));
        }
        Ok(vec![E::TermExtended {
            extension: Extension {
                step: self.step,
                days: self.days,
                reason: self.reason,
                on: env.occurred_on,
            },
        }])
    }
}

/// Input: the procedure to move to, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeProcedure {
    /// The procedure to move to.
    pub to: ProcedureCode,
    /// Why.
    pub reason: Text,
}

impl ChangeProcedure {
    /// A case may move to a fuller procedure, never to a lighter one: a lighter
    /// one is chosen at screening, by two persons.
    ///
    /// # Errors
    /// Refused for the same or a lighter procedure, while a review or a filing
    /// is open, and after filing.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        let rank = |code: ProcedureCode| match code {
            ProcedureCode::Simplified => 0,
            ProcedureCode::General => 1,
            ProcedureCode::Special => 2,
        };
        if state.procedure.is_some_and(|now| rank(self.to) <= rank(now)) {
            return Err(Refusal::invalid("to", "not_fuller"));
        }
        state.not_closed(env, Step::Filing)?;
        if env.rules.procedure(self.to).is_none() {
            return Err(Refusal::unknown("to"));
        }
        if state.open_review(env).is_some() {
            return Err(Refusal::of(Reason::Already { field: "review" }));
        }
        if state.submitted().is_some() {
            return Err(Refusal::of(Reason::Already { field: "filing" }));
        }
        Ok(vec![E::ProcedureChanged { to: self.to, reason: self.reason }])
    }
}

/// Input: why the assessment is withdrawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Withdraw {
    /// Why.
    pub reason: Text,
}

impl Withdraw {
    /// # Errors
    /// Refused after the decision or once the case has ended.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        match state.standing {
            Standing::Active | Standing::Suspended => {}
            _ => return Err(Refusal::of(Reason::Ended)),
        }
        state.dated(env)?;
        state.not_closed(env, Step::Decision)?;
        Ok(vec![E::Withdrawn { reason: self.reason }])
    }
}

/// Input: which entry is struck out, and why. It stays readable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoidEntry {
    /// Which entry.
    pub entry: Entry,
    /// Why.
    pub reason: Text,
}

impl VoidEntry {
    /// An entry can be struck out while its step is open.
    ///
    /// # Errors
    /// Refused for an unknown entry, one struck out already, or once the step
    /// that rests on it is closed.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let found = match self.entry {
            Entry::Notice(id) => state.notices.iter().find(|n| n.id == id).map(|n| n.void),
            Entry::Activity(id) => state.activities.iter().find(|a| a.id == id).map(|a| a.void),
            Entry::Factor(id) => state.factors.iter().find(|f| f.id == id).map(|f| f.void),
            Entry::Measure(id) => state.measures.iter().find(|m| m.id == id).map(|m| m.void),
        };
        state.open(env, self.entry.step())?;
        match found {
            None => Err(Refusal::unknown("entry")),
            Some(Some(_)) => Err(Refusal::of(Reason::Already { field: "entry" })),
            Some(None) => {
                let mut events = vec![E::EntryVoided { entry: self.entry, reason: self.reason }];
                if self.leaves_closed_notices(state) {
                    events.push(E::StepDone { step: Step::Publicity });
                }
                Ok(events)
            }
        }
    }

    /// Whether the last notice that is up is struck out while others are
    /// closed: the publicity ends then.
    fn leaves_closed_notices(&self, state: &Assessment) -> bool {
        let Entry::Notice(id) = self.entry else {
            return false;
        };
        let mut left = state.notices.iter().filter(|n| n.void.is_none() && n.id != id).peekable();
        left.peek().is_some() && left.all(|n| n.objections.is_some())
    }
}

/// Input: the unit that carries the decision out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NameExecuting {
    /// The unit.
    pub unit: UnitId,
}

impl NameExecuting {
    /// # Errors
    /// Refused once the case has ended.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        Ok(vec![E::ExecutingNamed { unit: self.unit }])
    }
}
