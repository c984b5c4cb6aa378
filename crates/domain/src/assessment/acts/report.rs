//! Freezing a version of the report (评估报告). Nothing is left unanswered
//! when the case goes to review.

use serde::{Deserialize, Serialize};

use super::{Decided, review::enough};
use crate::{
    assessment::{
        Assessment,
        check::unused,
        event::AssessmentEvent as E,
        parts::{Report, Section},
    },
    codes::{Conclusion, Deed, Part, RatingStage, Role, Step, Vote},
    env::Env,
    ids::ReportId,
    refusal::{MissingThing, Reason, Refusal},
    rulebook::Item,
    text::{FileRef, Text},
};

/// Input: sections, recommendation, and what was changed after a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FreezeReport {
    /// Made by the caller.
    pub id: ReportId,
    /// Sections by code of the form.
    pub sections: Vec<Section>,
    /// Recommended conclusion.
    pub recommends: Conclusion,
    /// What was changed after the review; mandatory for a revised version.
    #[serde(default)]
    pub revision_note: Option<Text>,
    /// Attached files.
    #[serde(default)]
    pub files: Vec<FileRef>,
}

impl FreezeReport {
    /// # Errors
    /// Refused while topics are unanswered, without sections, for a revision
    /// without note, with a recommendation that the level does not carry, or
    /// when a simplified case has to move to the general procedure first.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        // A packet that was sent back may get a corrected report.
        let corrects = state.returned() && !state.done.contains_key(&Step::Filing);
        let rule = if corrects {
            state.reached(env, Step::Report)?
        } else {
            state.open(env, Step::Report)?
        };
        unused("id", self.id, state.reports.iter().map(|r| r.id))?;
        state.apart(env, Deed::Drafted)?;
        ready(state, env, &rule.item)?;
        if self.sections.is_empty() {
            return Err(Refusal::invalid("sections", "empty"));
        }
        let last = state.reviews.last().filter(|r| enough(r, state, env));
        let last = last.and_then(|r| r.outcome);
        let revised = last.is_some_and(|v| v != Vote::Pass);
        if (revised || corrects) && self.revision_note.is_none() {
            return Err(Refusal::of(Reason::ReasonNeeded { field: "revision_note" }));
        }
        self.fits_level(state, env)?;
        let mut events = vec![
            E::ReportFrozen { report: self.entry(state, env) },
            E::StepDone { step: Step::Report },
        ];
        // A version that only carries the changes asked for needs no second
        // panel (domain reference §2.7: 修改后通过 with 修改说明).
        if last == Some(Vote::PassAfterRevision) {
            events.push(E::StepDone { step: Step::Review });
        }
        Ok(events)
    }

    fn fits_level(&self, state: &Assessment, env: &Env<'_>) -> Result<(), Refusal> {
        let level = state
            .level_at(RatingStage::After)
            .ok_or_else(|| state.refuse(env, Step::Report, MISSING))?;
        let conclusions = &env.rules.method.conclusions;
        match conclusions.iter().find(|m| m.level == level) {
            Some(map) if !map.conclusions.contains(&self.recommends) => {
                Err(Refusal::invalid("recommends", "against_level").by(&map.item))
            }
            _ => Ok(()),
        }
    }

    fn entry(&self, state: &Assessment, env: &Env<'_>) -> Report {
        Report {
            id: self.id,
            version: u32::try_from(state.reports.len()).unwrap_or(u32::MAX).saturating_add(1),
            on: env.occurred_on,
            sections: self.sections.clone(),
            recommends: self.recommends,
            revision_note: self.revision_note,
            files: self.files.clone(),
        }
    }
}

const MISSING: Reason = Reason::StepsMissing { step: Step::Report };

/// The case may be reported on under its procedure, and no topic is left open.
fn ready(state: &Assessment, env: &Env<'_>, item: &Item) -> Result<(), Refusal> {
    if let Some(upgrade) = state.upgrade_due(env) {
        return Err(Refusal::of(Reason::ConditionsFail { field: "procedure" })
            .by(&upgrade.item)
            .needs(
                MissingThing::Field("procedure"),
                Some(Part::Filing),
                Some(Role::FilingOfficer),
            ));
    }
    let open = state.opinions.iter().filter(|o| o.disposition.is_none()).count();
    if open > 0 {
        let count = u32::try_from(open).unwrap_or(u32::MAX);
        let reason = Reason::Unanswered { field: "opinions", count };
        return Err(Refusal::of(reason).by(item));
    }
    Ok(())
}
