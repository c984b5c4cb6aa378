//! Measures (防范化解措施): set, closed with the contingency plan, and tracked.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{Assessment, check::unused, event::AssessmentEvent as E, parts::Measure},
    codes::{Deed, Hierarchy, MeasureStatus, Step},
    env::Env,
    ids::{FactorId, MeasureId, UnitId},
    refusal::{Reason, Refusal},
    text::{FileRef, Text},
};

/// Input: a measure; it reaches at least one factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetMeasure {
    /// Made by the caller.
    pub id: MeasureId,
    /// Factors that it reaches.
    pub factors: Vec<FactorId>,
    /// What is done.
    pub title: Text,
    /// Place in the hierarchy.
    pub hierarchy: Hierarchy,
    /// Unit that carries it out.
    pub owner: UnitId,
    /// Unit that helps.
    #[serde(default)]
    pub helper: Option<UnitId>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub due: Date,
    /// What counts as done.
    pub acceptance: Text,
    /// Must be done before the matter starts.
    #[serde(default)]
    pub before_start: bool,
}

impl SetMeasure {
    /// # Errors
    /// Refused when the set is closed, no factor or an unknown one is named,
    /// or the period is turned round.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Measures)?;
        unused("id", self.id, state.measures.iter().map(|m| m.id))?;
        state.apart(env, Deed::Drafted)?;
        if self.factors.is_empty() {
            return Err(Refusal::invalid("factors", "empty"));
        }
        if self.factors.iter().any(|f| state.factor(*f).is_none_or(|f| f.void.is_some())) {
            return Err(Refusal::unknown("factors"));
        }
        if self.due < self.start {
            return Err(Refusal::invalid("due", "before_start"));
        }
        let mut factors = self.factors.clone();
        factors.sort_unstable();
        factors.dedup();
        let label = u32::try_from(state.measures.len()).unwrap_or(u32::MAX).saturating_add(1);
        Ok(vec![E::MeasureSet {
            measure: Measure {
                id: self.id,
                label,
                factors,
                title: self.title,
                hierarchy: self.hierarchy,
                owner: self.owner,
                helper: self.helper,
                start: self.start,
                due: self.due,
                acceptance: self.acceptance,
                before_start: self.before_start,
                status: MeasureStatus::NotStarted,
                progress: Vec::new(),
                void: None,
            },
        }])
    }
}

/// Input: the contingency plan (应急预案).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseMeasures {
    /// The contingency plan in words.
    pub contingency: Text,
}

impl CloseMeasures {
    /// # Errors
    /// Refused while there is no measure.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Measures)?;
        if state.live_measures().next().is_none() {
            let reason = Reason::TooFew { field: "measures", need: 1, have: 0 };
            return Err(Refusal::of(reason).by(&rule.item));
        }
        Ok(vec![
            E::MeasuresClosed { contingency: self.contingency },
            E::StepDone { step: Step::Measures },
        ])
    }
}

/// Input: where a measure stands, with evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportProgress {
    /// Which measure.
    pub measure: MeasureId,
    /// State from now on.
    pub status: MeasureStatus,
    /// What was done.
    pub note: Text,
    /// Evidence.
    #[serde(default)]
    pub proof: Vec<FileRef>,
}

impl ReportProgress {
    /// A measure counts as done only with evidence.
    ///
    /// # Errors
    /// Refused before the set is closed, for an unknown measure, or when
    /// "done" comes without evidence.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.active(env)?;
        state.after(env, Step::Measures, Step::Tracking)?;
        if !state.live_measures().any(|m| m.id == self.measure) {
            return Err(Refusal::unknown("measure"));
        }
        if self.status == MeasureStatus::Done && self.proof.is_empty() {
            return Err(Refusal::invalid("proof", "empty"));
        }
        Ok(vec![E::MeasureProgressed {
            measure: self.measure,
            on: env.occurred_on,
            status: self.status,
            note: self.note,
            proof: self.proof.clone(),
        }])
    }
}
