//! The acts that officials, experts and agencies can carry out on an
//! assessment. Each input is what a form, an import or a program hands in; the
//! decision is pure: it answers with events or with a refusal.

pub mod activity;
pub mod cluster;
pub mod course;
pub mod decision;
pub mod factor;
pub mod filing;
pub mod hearing;
pub mod legality;
pub mod level;
pub mod measure;
pub mod notice;
pub mod open;
pub mod opinion;
pub mod panel;
pub mod plan;
pub mod replace;
pub mod report;
pub mod review;
pub mod tracking;
pub mod weights;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Assessment, AssessmentEvent};
use crate::{
    env::Env,
    record::{EventMeta, Record as _},
    refusal::Refusal,
};

/// The answer to an act: what happened, or why not.
pub type Decided = Result<Vec<AssessmentEvent>, Refusal>;

/// Declares the command enum, its stable codes and the dispatch in one place.
macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident($input:path) = $code:literal),+ $(,)?) => {
        /// One act on an assessment, with its input.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "act", content = "input")]
        pub enum Command { $($(#[$doc])* #[serde(rename = $code)] $variant($input)),+ }

        impl Command {
            /// The stable code of the act.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant(_) => $code),+ }
            }
            /// Every code.
            pub const CODES: &'static [&'static str] = &[$($code),+];
            fn judge(&self, state: &Assessment, env: &Env<'_>) -> Decided {
                match self { $(Self::$variant(input) => input.decide(state, env)),+ }
            }
        }
    };
}

impl Command {
    /// Decides: events or a refusal. The term of the step that comes next is
    /// started, moved or stopped together with the act that causes it.
    ///
    /// # Errors
    /// [`Refusal`] with the rule, what is missing and who can supply it.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let mut events = self.judge(state, env)?;
        let term = term_after(state, env, &events)?;
        events.extend(term);
        Ok(events)
    }
}

/// The event that starts, moves or stops the term of the next step, if the
/// events change it.
fn term_after(
    state: &Assessment,
    env: &Env<'_>,
    events: &[AssessmentEvent],
) -> Result<Option<AssessmentEvent>, Refusal> {
    let mut after = state.clone();
    let meta = EventMeta {
        seq: 0,
        recorded_at: Timestamp::UNIX_EPOCH,
        occurred_on: env.occurred_on,
        unit: env.unit,
        actor: env.actor,
    };
    for event in events {
        after.apply(&meta, event);
    }
    let Some(procedure) = after.procedure.and_then(|code| env.rules.procedure(code)) else {
        return Ok(None);
    };
    let step = after.next_step(procedure).map(|rule| rule.step);
    let outside = |_| Refusal::invalid("occurred_on", "outside_calendar");
    let due = match step {
        Some(step) => after.due(env, procedure, step).map_err(outside)?.and_then(|d| d.on),
        None => None,
    };
    let term = (step, due);
    Ok((term != (state.term_step, state.term_due))
        .then_some(AssessmentEvent::TermSet { step, due }))
}

commands! {
    /// Adopt the plan (评估方案).
    AdoptPlan(plan::AdoptPlan) = "adopt_plan",
    /// Put up a notice (公示).
    PublishNotice(notice::PublishNotice) = "publish_notice",
    /// Take a notice down and state the objections.
    CloseNotice(notice::CloseNotice) = "close_notice",
    /// Record a consultation activity with its tallies.
    RecordActivity(activity::RecordActivity) = "record_activity",
    /// Announce a hearing (听证) with the rule by which its participants are chosen.
    AnnounceHearing(hearing::AnnounceHearing) = "announce_hearing",
    /// State that the list was published and the papers were delivered.
    PrepareHearing(hearing::PrepareHearing) = "prepare_hearing",
    /// Confirm the record of a meeting.
    ConfirmMinutes(hearing::ConfirmMinutes) = "confirm_minutes",
    /// Close a hearing.
    CloseHearing(hearing::CloseHearing) = "close_hearing",
    /// Record a topic that people raised.
    RecordOpinion(opinion::RecordOpinion) = "record_opinion",
    /// Answer a topic.
    AnswerOpinion(opinion::AnswerOpinion) = "answer_opinion",
    /// Close the consultation.
    CloseConsultation(opinion::CloseConsultation) = "close_consultation",
    /// Identify a risk factor.
    IdentifyFactor(factor::IdentifyFactor) = "identify_factor",
    /// Close the list of factors.
    CloseIdentification(factor::CloseIdentification) = "close_identification",
    /// Call a panel of experts.
    OpenPanel(panel::OpenPanel) = "open_panel",
    /// Rate alone.
    RateBlind(panel::RateBlind) = "rate_blind",
    /// Open the ratings to discussion.
    OpenDiscussion(panel::OpenDiscussion) = "open_discussion",
    /// Replace or excuse an expert who does not rate.
    ReplaceExpert(replace::ReplaceExpert) = "replace_expert",
    /// Rate again after the discussion.
    RateAgain(panel::RateAgain) = "rate_again",
    /// Close the panel.
    ClosePanel(panel::ClosePanel) = "close_panel",
    /// Set the weights.
    SetWeights(weights::SetWeights) = "set_weights",
    /// Determine a level.
    DetermineLevel(level::DetermineLevel) = "determine_level",
    /// Set a measure.
    SetMeasure(measure::SetMeasure) = "set_measure",
    /// Close the set of measures with the contingency plan.
    CloseMeasures(measure::CloseMeasures) = "close_measures",
    /// Report progress of a measure.
    ReportProgress(measure::ReportProgress) = "report_progress",
    /// Freeze a version of the report.
    FreezeReport(report::FreezeReport) = "freeze_report",
    /// Call a review panel.
    ConveneReview(review::ConveneReview) = "convene_review",
    /// Declare on conflicts of interest.
    DeclareConflict(review::DeclareConflict) = "declare_conflict",
    /// Vote.
    CastVote(review::CastVote) = "cast_vote",
    /// Replace or excuse a reviewer who does not vote.
    ReplaceReviewer(replace::ReplaceReviewer) = "replace_reviewer",
    /// Conclude the review.
    ConcludeReview(review::ConcludeReview) = "conclude_review",
    /// Submit for filing (备案).
    SubmitFiling(filing::SubmitFiling) = "submit_filing",
    /// Send a packet back.
    ReturnFiling(filing::ReturnFiling) = "return_filing",
    /// File the assessment.
    AcceptFiling(filing::AcceptFiling) = "accept_filing",
    /// Ask for the legality review.
    RequestLegality(legality::RequestLegality) = "request_legality",
    /// Answer the legality review.
    AnswerLegality(legality::AnswerLegality) = "answer_legality",
    /// Decide the matter.
    Decide(decision::Decide) = "decide",
    /// Change the decision during implementation.
    ChangeDecision(decision::ChangeDecision) = "change_decision",
    /// Check in during implementation.
    CheckIn(tracking::RecordCheckIn) = "check_in",
    /// Record an incident.
    RecordIncident(tracking::RecordIncident) = "record_incident",
    /// Raise a trigger of re-assessment.
    RaiseTrigger(tracking::RaiseTrigger) = "raise_trigger",
    /// Answer a trigger.
    AnswerTrigger(tracking::AnswerTrigger) = "answer_trigger",
    /// End the implementation.
    Complete(tracking::Complete) = "complete",
    /// Make the post-evaluation.
    PostEvaluate(tracking::PostEvaluate) = "post_evaluate",
    /// Close the file.
    Archive(tracking::Archive) = "archive",
    /// Pause the case.
    Suspend(course::Suspend) = "suspend",
    /// Go on.
    Resume(course::Resume) = "resume",
    /// Extend a term.
    ExtendTerm(course::ExtendTerm) = "extend_term",
    /// Move to another procedure.
    ChangeProcedure(course::ChangeProcedure) = "change_procedure",
    /// Withdraw the assessment.
    Withdraw(course::Withdraw) = "withdraw",
    /// Strike out an entry.
    VoidEntry(course::VoidEntry) = "void_entry",
    /// Name the executing unit.
    NameExecuting(course::NameExecuting) = "name_executing",
}
