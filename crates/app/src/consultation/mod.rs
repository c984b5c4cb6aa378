//! Public consultations: officials prepare, open, close and publish them;
//! residents answer without a name and get a receipt that they can check.

pub mod batch;
mod builder;
pub(crate) mod course;
mod coverage;
mod design;
mod desk;
mod exclusion;
mod export;
mod give;
mod letters;
mod log;
mod meetings;
mod paper;
mod patterns;
mod prepare;
mod public;
pub(crate) mod receipt;
mod results;
mod retention;
mod round;
mod seal;
pub(crate) mod sealed;
mod shuffle;
pub(crate) mod texts;
mod topics;

use access::permission_for;
use domain::{
    assessment::Assessment,
    consultation::{Command, Consultation, form::Form},
    matter::Matter,
};
use store::{Loaded, Reader, Tx};
use uuid::Uuid;

pub use self::{
    builder::{
        Builder, Cut, FactorName, Kept, builder, change, forget_template, keep_template, save_own,
    },
    course::{close, extend, give_up, open, publish},
    coverage::{Coverage, GroupCoverage, Heard},
    design::{SurveyDesign, survey_design},
    desk::{Desk, desk},
    exclusion::{
        Exclusions, Proposed, Which, confirm_exclusion, drop_exclusion, exclusions,
        propose_exclusion,
    },
    export::{export, export_file},
    give::{Given, Sheet, give, new_key},
    letters::{Letters, letters_wanted, print_letters},
    log::{export_log, log_file},
    meetings::{MeetingLine, meeting_lines, meetings},
    paper::{Entered, Entry, Undone, enter, undone},
    patterns::Alike,
    prepare::{OWN, Offered, offered, prepare_form},
    public::{Decided, Line, Notice, PublicList, notice, of_matter, public_list},
    receipt::{Checked, NotCounted, Proof, Subject, TextFate, check_receipt},
    results::{
        Audience, Cell, ChannelLine, PartResult, QuestionResult, Results, StratumLine, results,
    },
    retention::erase_due,
    round::{
        GroupLine, OpenRound, RoundResults, RoundSheet, StatementLine, Voted, add_statement,
        close_round, extend_round, moderate_statement, open_round, order, round_results,
        statement_queue, vote, withdraw_statement,
    },
    seal::seal_due,
    texts::{AlreadyLooked, Look, Moderate, Next, Queue, TextRef, moderate, queue},
    topics::{Answered, Proposal, confirm, proposals},
};
pub(crate) use self::{
    give::{Sheets, give_on},
    seal::system,
    texts::none_waits,
};
use crate::{
    App, AppError, Ctx, assessment_env, error::Outcome, matter::resource::resource, once,
    rules::pin, vault::Vault, view::Words,
};

/// Everything that an act on a consultation looks at.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) consultation: Loaded<Consultation>,
    pub(crate) assessment: Loaded<Assessment>,
    pub(crate) matter: Loaded<Matter>,
}

/// A consultation by its public address.
pub(crate) async fn by_slug(reader: &mut Reader, slug: &str) -> Outcome<Loaded<Consultation>> {
    let row = reader.consultation_by_slug(slug).await?.ok_or(AppError::NotFound)?;
    reader.load(row.row.id).await?.ok_or(AppError::NotFound)
}

pub(crate) async fn found(reader: &mut Reader, slug: &str) -> Outcome<Found> {
    let consultation = by_slug(reader, slug).await?;
    let state = &consultation.state;
    let (Some(matter), Some(assessment)) = (state.matter, state.assessment) else {
        return Err(AppError::NotFound);
    };
    let matter = reader.load(matter.uuid()).await?.ok_or(AppError::NotFound)?;
    let assessment = reader.load(assessment.uuid()).await?.ok_or(AppError::NotFound)?;
    Ok(Found { consultation, assessment, matter })
}

/// The questionnaire as it was frozen.
pub(crate) fn form(words: &Words, state: &Consultation) -> Outcome<Form> {
    let json = state.form.as_ref().and_then(|form| words.get(form)).ok_or(AppError::NotFound)?;
    serde_json::from_str(json).map_err(|e| AppError::Internal(format!("questionnaire: {e}")))
}

/// Whether the actor may do this to the matter's consultations.
pub(crate) async fn may(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    code: &str,
    matter: &Matter,
    assessment: &Assessment,
) -> Outcome<()> {
    let permission = permission_for(code)
        .ok_or_else(|| AppError::Internal(format!("no permission for {code}")))?;
    let on = resource(app, reader, matter, Some(assessment)).await?;
    crate::directory::require(ctx, permission, Some(&on))
}

/// Carries out an act on a consultation within a transaction; the caller commits.
pub(crate) async fn act(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    found: Found,
    command: &Command,
    vault: Vault<'_>,
) -> Outcome<Loaded<Consultation>> {
    may(app, ctx, tx, command.code(), &found.matter.state, &found.assessment.state).await?;
    let hash = pin(&found.assessment.state.rules_hash);
    let package = app.pinned(tx, &hash).await?;
    let env = assessment_env(app, ctx, &package);
    let events = command.decide(&found.consultation.state, &found.assessment.state, &env)?;
    let sides = vault.keep(tx, ctx.now).await?;
    Ok(tx.commit_record(found.consultation, &ctx.act(Some(hash)), &events, &sides).await?)
}

/// The identifier of the n-th consultation of an assessment, from 1.
fn consultation_id(assessment: Uuid, n: u32) -> Uuid {
    Uuid::new_v5(&assessment, format!("consultation/{n}").as_bytes())
}

/// Takes the form's key and begins the transaction of an act.
async fn begin(app: &App, ctx: &Ctx) -> Outcome<Tx> {
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    Ok(tx)
}
