//! Which acts the actor can carry out now: access, the step, and what waits.

use access::{Resource, decide, permission_for};
use domain::{
    assessment::{
        self, Assessment, Standing,
        parts::{Activity, FilingState, PanelState},
    },
    codes::{Part, ProcedureCode, RatingStage, Role, Step},
    env::Env,
    matter::{
        self, Matter, Status,
        acts::{free_of_assessment, may_be_screened},
    },
    refusal::{MissingThing, Reason, Refusal},
    rulebook::Procedure,
};

use super::{Case, choices::voidable, order::rank};
use crate::Ctx;

/// An act that the actor's post allows, and whether the case is ready for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActState {
    /// Code of the act.
    pub code: &'static str,
    /// Whether it is an act on the matter, not on the assessment.
    pub on_matter: bool,
    /// The step that it belongs to.
    pub step: Option<Step>,
    /// Why it has to wait; none when it can be done now.
    pub waits: Option<Box<Refusal>>,
    /// Whether it is the work that the step waits for.
    pub next: bool,
    /// Its place among that work, the most pressing first.
    pub rank: u8,
}

/// The step to which an act belongs; none for acts on the course of a case.
#[must_use]
pub fn step_of_act(code: &str) -> Option<Step> {
    Some(match code {
        "propose_screening" | "confirm_screening" | "send_back_screening" => Step::Screening,
        "adopt_plan" => Step::Plan,
        "publish_notice" | "close_notice" => Step::Publicity,
        "record_activity" | "announce_hearing" | "prepare_hearing" | "confirm_minutes"
        | "close_hearing" | "record_opinion" | "close_consultation" => Step::Consultation,
        "identify_factor" | "close_identification" => Step::Identification,
        "set_weights" => Step::InitialRating,
        "set_measure" | "close_measures" => Step::Measures,
        "freeze_report" => Step::Report,
        "convene_review" | "declare_conflict" | "cast_vote" | "replace_reviewer"
        | "conclude_review" => Step::Review,
        "submit_filing" | "return_filing" | "accept_filing" => Step::Filing,
        "request_legality" | "answer_legality" => Step::Legality,
        "decide" => Step::Decision,
        "check_in" | "record_incident" => Step::Tracking,
        "complete" => Step::Completion,
        "post_evaluate" => Step::PostEvaluation,
        "archive" => Step::Archive,
        _ => return None,
    })
}

pub(super) fn act_states(
    ctx: &Ctx,
    env: &Env<'_>,
    matter: &Matter,
    assessment: Option<&Assessment>,
    resource: &Resource,
) -> Vec<ActState> {
    let may = |code: &str| {
        permission_for(code).is_some_and(|p| decide(&ctx.actor, p, Some(resource)).is_allowed())
    };
    let last = matter.assessments.last();
    let latest = assessment.filter(|a| last.is_some_and(|l| l.ordinal == a.ordinal));
    let mut acts: Vec<ActState> = matter::Command::CODES
        .iter()
        .filter(|code| may(code) && on_matter(matter, latest, code))
        .map(|code| ActState {
            code,
            on_matter: true,
            step: step_of_act(code),
            waits: None,
            next: matches!(*code, "propose_screening" | "confirm_screening"),
            rank: 0,
        })
        .collect();
    if let Some(assessment) = assessment {
        let procedure = assessment.procedure.and_then(|code| env.rules.procedure(code));
        acts.extend(
            assessment::Command::CODES
                .iter()
                .filter(|code| may(code) && concerns(ctx, assessment, procedure, code))
                .map(|code| on_assessment(env, assessment, code)),
        );
    }
    acts
}

fn on_matter(matter: &Matter, latest: Option<&Assessment>, code: &str) -> bool {
    match code {
        "propose_screening" => {
            matter.status != Status::ScreeningProposed && may_be_screened(matter, latest)
        }
        "confirm_screening" | "send_back_screening" => matter.status == Status::ScreeningProposed,
        "amend_matter" | "withdraw_matter" => {
            free_of_assessment(matter, latest) && matter.status != Status::Withdrawn
        }
        _ => false,
    }
}

fn on_assessment(env: &Env<'_>, state: &Assessment, code: &'static str) -> ActState {
    let step = step_of_act(code).or_else(|| rating_step(state, code));
    let waits = match step {
        None => state.active(env).err().filter(|_| code != "resume"),
        Some(Step::Completion) if state.applies(Step::Completion) => state.active(env).err(),
        // A packet that was sent back may get a corrected report.
        Some(Step::Report) if state.returned() && !state.done.contains_key(&Step::Filing) => {
            state.reached(env, Step::Report).err()
        }
        Some(step) => state.open(env, step).err(),
    };
    // Replacing somebody is a way out, never the work that the step waits for.
    let way_out = matches!(code, "replace_expert" | "replace_reviewer");
    let here = step.is_some() && step == state.term_step;
    // While the matter is tracked, its end and the progress of measures are work too.
    let tracked =
        state.term_step == Some(Step::Tracking) && matches!(code, "report_progress" | "complete");
    let next = waits.is_none() && (here || tracked) && !way_out;
    ActState {
        code,
        on_matter: false,
        step,
        waits: waits.map(Box::new),
        next,
        rank: rank(state, stage_of(state), code),
    }
}

/// Why an act of the assessment has to wait while the matter is not screened:
/// the steps that come first, the screening before all, and who does it. None
/// once there is an assessment, and where none will follow.
#[must_use]
pub fn before_screening(case: &Case, code: &str) -> Option<Refusal> {
    let matter = &case.matter.state;
    let (part, role) = match matter.status {
        _ if case.assessment.is_some() || !assessment::Command::CODES.contains(&code) => {
            return None;
        }
        Status::Listed | Status::Deferred => (Part::Lead, Role::LeadUnit),
        Status::ScreeningProposed => (Part::Filing, Role::FilingOfficer),
        Status::Exempt | Status::Covered | Status::Assessing | Status::Withdrawn => return None,
    };
    let proposed = matter.screening.as_ref().and_then(|screening| screening.procedure);
    let procedure = case.package.procedure(proposed.unwrap_or(ProcedureCode::General))?;
    let step = step_of_act(code).filter(|step| procedure.step(*step).is_some());
    let reason =
        step.map_or(Reason::NoOpen { field: "step" }, |step| Reason::StepsMissing { step });
    let first = procedure.step(Step::Screening)?;
    let refusal = Refusal::of(reason).by(&first.item);
    let refusal = refusal.needs(MissingThing::Step(Step::Screening), Some(part), Some(role));
    let later = procedure.required_before(step.unwrap_or(Step::Screening));
    let later = later.filter(|rule| rule.step > Step::Screening);
    Some(later.fold(refusal, |refusal, rule| {
        refusal.needs(MissingThing::Step(rule.step), None, Some(rule.role))
    }))
}

/// Acts of rating belong to the stage that is open.
fn rating_step(state: &Assessment, code: &str) -> Option<Step> {
    let rating = matches!(
        code,
        "open_panel"
            | "rate_blind"
            | "open_discussion"
            | "replace_expert"
            | "rate_again"
            | "close_panel"
            | "determine_level"
    );
    rating.then(|| {
        if state.done.contains_key(&Step::InitialRating) {
            Step::AfterRating
        } else {
            Step::InitialRating
        }
    })
}

/// The rating that is open or comes next.
fn stage_of(state: &Assessment) -> RatingStage {
    if state.done.contains_key(&Step::InitialRating) {
        RatingStage::After
    } else {
        RatingStage::Initial
    }
}

/// The acts that the case waits for and that can be carried out now, the most
/// pressing one first.
#[must_use]
pub fn next_acts(acts: &[ActState]) -> Vec<&ActState> {
    let mut next: Vec<&ActState> =
        acts.iter().filter(|act| act.next && act.waits.is_none()).collect();
    next.sort_by_key(|act| act.rank);
    next
}

/// Whether the record of a meeting is not confirmed yet.
fn unconfirmed(state: &Assessment) -> bool {
    let waits = |a: &Activity| a.void.is_none() && a.sealed.is_none() && a.confirmed.is_none();
    state.activities.iter().any(waits)
}

/// Whether an act makes sense at all: there is something that it can act on.
fn concerns(ctx: &Ctx, state: &Assessment, procedure: Option<&Procedure>, code: &str) -> bool {
    let stage = stage_of(state);
    let panel = state.panels.iter().rev().find(|p| p.stage == stage);
    let in_state = |wanted: PanelState| panel.is_some_and(|p| p.state == wanted);
    let me = ctx.person();
    let review = state.reviews.iter().rev().find(|r| r.outcome.is_none());
    let mine = review.and_then(|r| r.reviewers.iter().find(|p| p.person == me));
    match code {
        "close_notice" => state.notices.iter().any(|n| n.objections.is_none() && n.void.is_none()),
        "answer_opinion" => {
            state.opinions.iter().any(|o| o.disposition.is_none())
                && !state.done.contains_key(&Step::Report)
        }
        "prepare_hearing" | "close_hearing" => state.hearings.iter().any(|h| h.closed.is_none()),
        "confirm_minutes" => unconfirmed(state),
        "open_panel" => panel.is_none_or(|p| p.state == PanelState::Closed),
        "rate_blind" => {
            in_state(PanelState::Blind)
                && panel.is_some_and(|p| p.experts.contains(&me) && !p.blind.contains_key(&me))
        }
        "open_discussion" => in_state(PanelState::Blind),
        "replace_expert" => {
            in_state(PanelState::Blind) && panel.is_some_and(|p| p.silent().next().is_some())
        }
        "rate_again" => {
            in_state(PanelState::Discussion) && panel.is_some_and(|p| p.blind.contains_key(&me))
        }
        "close_panel" => in_state(PanelState::Discussion),
        "determine_level" => in_state(PanelState::Closed),
        "report_progress" => state.done.contains_key(&Step::Measures),
        "convene_review" => review.is_none(),
        "declare_conflict" => mine.is_some_and(|r| r.declared.is_none()),
        "cast_vote" => mine.is_some_and(|r| r.declared == Some(true) && r.vote.is_none()),
        "replace_reviewer" => review.is_some_and(|r| r.silent().next().is_some()),
        "conclude_review" => review.is_some(),
        "submit_filing" => !state.filings.iter().any(|f| f.state == FilingState::Submitted),
        "accept_filing" | "return_filing" => {
            state.filings.iter().any(|f| f.state == FilingState::Submitted)
        }
        "request_legality" => state.legality.last().is_none_or(|l| l.opinion.is_some()),
        "answer_legality" => state.legality.last().is_some_and(|l| l.opinion.is_none()),
        "change_decision" => !state.decisions.is_empty(),
        "raise_trigger" => state.done.contains_key(&Step::Filing),
        "answer_trigger" => state.triggers.iter().any(|t| t.answer.is_none()),
        "suspend" | "extend_term" | "name_executing" => state.standing == Standing::Active,
        "resume" => state.standing == Standing::Suspended,
        "void_entry" => procedure.is_some_and(|p| !voidable(state, p).is_empty()),
        "withdraw" => !state.done.contains_key(&Step::Decision),
        "change_procedure" => !state.done.contains_key(&Step::Filing),
        _ => state.standing != Standing::Archived,
    }
}
