//! What officials can do with a consultation.

use jiff::{ToSpan as _, civil::Date};

use super::{
    Batch, Consultation, ConsultationEvent as E, Export, Moderated, Outcome, Seal, Standing,
    event::{Proposal, Settings},
    exclusion::{by_another, may_propose, waiting},
    round,
};
use crate::{
    assessment::Assessment,
    clock::length,
    codes::{Channel, Moderation, Step},
    env::Env,
    refusal::{Reason, Refusal},
    rulebook::{KeepRule, StepRule},
    text::Text,
};

/// Most letters of one act.
pub const MAX_LETTERS: u32 = 5_000;
/// Most letters of one consultation.
pub const ALL_LETTERS: u64 = 200_000;

/// The answer to an act.
pub type Decided = Result<Vec<E>, Refusal>;

/// One act on a consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Set questionnaire and period.
    Prepare(Box<Settings>),
    /// Open it to the public.
    Open,
    /// Move the last day to a later one.
    Extend {
        /// The new last day.
        to: Date,
        /// Why.
        reason: Text,
    },
    /// Seal the answers of up to now.
    Seal(Seal),
    /// Take no more answers.
    Close {
        /// The last seal.
        seal: Seal,
        /// What it holds.
        outcome: Outcome,
        /// Why before the last day.
        early: Option<Text>,
    },
    /// Publish the result.
    Publish {
        /// What the unit says about it.
        statement: Text,
    },
    /// Take the stored answers out row by row.
    Export(Export),
    /// Decide what may be read of a free text.
    Moderate(Moderated),
    /// Take out the record of the moderation.
    ExportLog(Export),
    /// Draw codes for sealed letters.
    PrintLetters {
        /// How many.
        count: u32,
    },
    /// Propose not to count some answers.
    ProposeExclusion {
        /// Which, and why.
        proposal: Box<Proposal>,
        /// How many answers there are.
        size: u64,
    },
    /// Confirm a proposal of somebody else.
    ConfirmExclusion {
        /// Its place in the list, from 0.
        index: u32,
    },
    /// Decline a proposal, or take it back.
    DropExclusion {
        /// Its place in the list, from 0.
        index: u32,
        /// Why.
        reason: Text,
    },
    /// Delete the answers at the end of their term.
    Erase {
        /// How many there are.
        count: u64,
        /// The rule that sets the term.
        rule: Box<KeepRule>,
    },
    /// An act on its discussion round.
    Round(Box<round::Act>),
    /// Take in a file of answers on paper, or of such as were heard.
    TakeBatch(Batch),
    /// Give it up before it is opened.
    GiveUp {
        /// Why.
        reason: Text,
    },
}

impl Command {
    /// The stable code of the act.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Prepare(_) => "prepare_consultation",
            Self::Open => "open_consultation",
            Self::Extend { .. } => "extend_consultation",
            Self::Seal(_) => "seal_answers",
            Self::Close { .. } => "close_answers",
            Self::Publish { .. } => "publish_results",
            Self::Export(_) => "export_answers",
            Self::Moderate(_) => "moderate_text",
            Self::ExportLog(_) => "export_moderation",
            Self::PrintLetters { .. } => "print_letters",
            Self::ProposeExclusion { .. } => "propose_exclusion",
            Self::ConfirmExclusion { .. } => "confirm_exclusion",
            Self::DropExclusion { .. } => "drop_exclusion",
            Self::Erase { .. } => "erase_answers",
            Self::Round(act) => act.code(),
            Self::TakeBatch(_) => "take_batch",
            Self::GiveUp { .. } => "give_up_consultation",
        }
    }

    /// Every code.
    pub const CODES: &'static [&'static str] = &[
        "prepare_consultation",
        "open_consultation",
        "extend_consultation",
        "seal_answers",
        "close_answers",
        "publish_results",
        "export_answers",
        "moderate_text",
        "export_moderation",
        "print_letters",
        "propose_exclusion",
        "confirm_exclusion",
        "drop_exclusion",
        "erase_answers",
        "open_round",
        "extend_round",
        "add_statement",
        "withdraw_statement",
        "moderate_statement",
        "seal_round",
        "close_round",
        "take_batch",
        "give_up_consultation",
    ];

    /// Decides: events or a refusal.
    ///
    /// # Errors
    /// [`Refusal`] with its reason, and the rule where one says no.
    pub fn decide(&self, state: &Consultation, assessment: &Assessment, env: &Env<'_>) -> Decided {
        match self {
            Self::Prepare(input) => prepare(input, state, assessment, env),
            Self::Open => open(state, assessment, env),
            Self::Extend { to, reason } => extend(*to, *reason, state),
            Self::Seal(seal) => daily(seal, state),
            Self::Close { seal, outcome, early } => close(seal, outcome, *early, state, env),
            Self::Publish { statement } => {
                standing(state, Standing::Closed)?;
                Ok(vec![E::ResultsPublished { statement: *statement }])
            }
            Self::Export(export) => {
                begun(state)?;
                there(state)?;
                Ok(vec![E::AnswersExported { export: export.clone() }])
            }
            Self::Moderate(text) => {
                begun(state)?;
                sound(text)?;
                Ok(vec![E::TextModerated { text: text.clone() }])
            }
            Self::ExportLog(export) => {
                begun(state)?;
                Ok(vec![E::ModerationExported { export: export.clone() }])
            }
            Self::PrintLetters { count } => print(*count, state),
            Self::ProposeExclusion { proposal, size } => {
                standing(state, Standing::Open)?;
                may_propose(proposal, *size, state)?;
                Ok(vec![E::ExclusionProposed { proposal: proposal.as_ref().clone() }])
            }
            Self::ConfirmExclusion { index } => {
                standing(state, Standing::Open)?;
                by_another(waiting(*index, state)?, env.actor)?;
                Ok(vec![E::AnswersExcluded { index: *index }])
            }
            Self::DropExclusion { index, reason } => {
                standing(state, Standing::Open)?;
                waiting(*index, state)?;
                Ok(vec![E::ExclusionDropped { index: *index, reason: *reason }])
            }
            Self::Erase { count, rule } => erase(*count, rule, state, env),
            Self::Round(act) => act.decide(state, env),
            Self::TakeBatch(batch) => take_batch(batch, state),
            Self::GiveUp { reason } => {
                standing(state, Standing::Prepared)?;
                Ok(vec![E::ConsultationGivenUp { reason: *reason }])
            }
        }
    }
}

fn standing(state: &Consultation, wanted: Standing) -> Result<(), Refusal> {
    if state.standing == wanted {
        Ok(())
    } else {
        Err(Refusal::of(Reason::NoOpen { field: "consultation" }))
    }
}

/// There can be answers once it was opened.
fn begun(state: &Consultation) -> Result<(), Refusal> {
    if state.is_public() {
        Ok(())
    } else {
        Err(Refusal::of(Reason::NoOpen { field: "consultation" }))
    }
}

/// What was deleted at the end of its term cannot be taken out.
fn there(state: &Consultation) -> Result<(), Refusal> {
    match &state.erased {
        None => Ok(()),
        Some(erased) => Err(Refusal::of(Reason::Erased { day: erased.on.to_string() })),
    }
}

/// Letters go out before the answers come in, and later for those that were lost.
fn print(count: u32, state: &Consultation) -> Decided {
    if !matches!(state.standing, Standing::Prepared | Standing::Open) || !state.by_letter {
        return Err(Refusal::of(Reason::NoOpen { field: "letters" }));
    }
    if count == 0 {
        return Err(Refusal::of(Reason::TooFew { field: "count", need: 1, have: 0 }));
    }
    if count > MAX_LETTERS || state.letters.saturating_add(count.into()) > ALL_LETTERS {
        return Err(Refusal::invalid("count", "too_many"));
    }
    Ok(vec![E::LettersPrinted { count }])
}

/// The system's own act, once the term of the rule is over.
fn erase(count: u64, rule: &KeepRule, state: &Consultation, env: &Env<'_>) -> Decided {
    if !matches!(state.standing, Standing::Closed | Standing::Published) {
        return Err(Refusal::of(Reason::NoOpen { field: "consultation" }));
    }
    there(state)?;
    let begins = state.published.or_else(|| state.closing.as_ref().map(|seal| seal.on));
    let ends = begins.and_then(|day| day.checked_add(i64::from(rule.years).years()).ok());
    let outside = || Refusal::invalid("answers", "outside_calendar");
    let ends = ends.ok_or_else(outside)?;
    if env.today < ends {
        let reason = Reason::TooEarly { field: "answers", until: ends.to_string() };
        return Err(Refusal::of(reason).by(&rule.item));
    }
    Ok(vec![E::AnswersErased { count }])
}

/// Words are shown, or there is a reason why they are not.
pub(super) fn sound(text: &Moderated) -> Result<(), Refusal> {
    let shown = text.done == Moderation::Shown;
    if !shown && text.fault.is_none() {
        return Err(Refusal::of(Reason::ReasonNeeded { field: "fault" }));
    }
    if shown && text.fault.is_some() {
        return Err(Refusal::invalid("fault", "not_needed"));
    }
    if (text.done == Moderation::Withheld) != text.words.is_none() {
        return Err(Refusal::invalid("shown", "words"));
    }
    Ok(())
}

/// A file is taken in once, while answers are taken; nobody types for the web.
fn take_batch(batch: &Batch, state: &Consultation) -> Decided {
    standing(state, Standing::Open)?;
    if batch.channel == Channel::Web {
        return Err(Refusal::invalid("channel", "not_typed"));
    }
    if batch.rows == 0 || batch.counted > batch.rows {
        return Err(Refusal::invalid("file", "not_all_counted"));
    }
    if state.batches.iter().any(|known| known.batch.file == batch.file) {
        return Err(Refusal::of(Reason::Already { field: "file" }));
    }
    Ok(vec![E::BatchTaken { batch: batch.clone() }])
}

/// People may be asked while the notice still hangs, but not before there is a
/// plan, and not after the consultation of the assessment was closed.
fn askable<'a>(assessment: &Assessment, env: &Env<'a>) -> Result<&'a StepRule, Refusal> {
    assessment.active(env)?;
    let procedure = assessment.rules(env)?;
    let Some(rule) = procedure.step(Step::Consultation) else {
        let reason = Reason::StepNotInProcedure { step: Step::Consultation };
        return Err(Refusal::of(reason).by(&procedure.item));
    };
    assessment.after(env, Step::Plan, Step::Consultation)?;
    assessment.not_closed(env, Step::Consultation)?;
    Ok(rule)
}

/// The questionnaire may be set again until the consultation is opened; the
/// period has at least the rule's length, or a written reason.
fn prepare(
    input: &Settings,
    state: &Consultation,
    assessment: &Assessment,
    env: &Env<'_>,
) -> Decided {
    let rule = askable(assessment, env)?;
    if !matches!(state.standing, Standing::Unprepared | Standing::Prepared) {
        return Err(Refusal::of(Reason::Already { field: "consultation" }));
    }
    // Letters that lie in letter boxes cannot be called back.
    if state.letters > 0 && !input.by_letter {
        return Err(Refusal::invalid("letters", "printed"));
    }
    if input.strata.is_empty() {
        return Err(Refusal::of(Reason::TooFew { field: "groups", need: 1, have: 0 }));
    }
    if input.from < env.today {
        return Err(Refusal::of(Reason::BeforeStep { field: "from", day: env.today.to_string() }));
    }
    if input.to < input.from {
        return Err(Refusal::invalid("to", "before_start"));
    }
    if let Some(minimum) = rule.minimum {
        let have = length(env.calendar, input.from, input.to, minimum.unit)
            .map_err(|_| Refusal::invalid("from", "outside_calendar"))?;
        if have < minimum.count && input.shortened.is_none() {
            let reason = Reason::TooShort { field: "to", need: minimum.count, have };
            return Err(Refusal::of(reason).by(&rule.item));
        }
    }
    Ok(vec![E::ConsultationPrepared { set: input.clone() }])
}

fn open(state: &Consultation, assessment: &Assessment, env: &Env<'_>) -> Decided {
    askable(assessment, env)?;
    standing(state, Standing::Prepared)?;
    if state.to.is_none_or(|to| to < env.today) {
        return Err(Refusal::invalid("to", "past"));
    }
    Ok(vec![E::ConsultationOpened {}])
}

/// A period can only grow: a shorter one would cut off answers.
fn extend(to: Date, reason: Text, state: &Consultation) -> Decided {
    standing(state, Standing::Open)?;
    if state.to.is_none_or(|last| to <= last) {
        return Err(Refusal::invalid("to", "not_later"));
    }
    Ok(vec![E::ConsultationExtended { to, reason }])
}

/// The number of answers never falls: what was acknowledged stays.
fn grown(seal: &Seal, state: &Consultation) -> Result<bool, Refusal> {
    let last = state.seals.last().map_or(0, |s| s.seal.size);
    if seal.size < last {
        return Err(Refusal::invalid("answers", "fewer_than_sealed"));
    }
    Ok(seal.size > last)
}

/// The system's own act: every day, while answers come in.
fn daily(seal: &Seal, state: &Consultation) -> Decided {
    standing(state, Standing::Open)?;
    Ok(if grown(seal, state)? { vec![E::AnswersSealed { seal: seal.clone() }] } else { Vec::new() })
}

fn close(
    seal: &Seal,
    outcome: &Outcome,
    early: Option<Text>,
    state: &Consultation,
    env: &Env<'_>,
) -> Decided {
    standing(state, Standing::Open)?;
    if state.round.as_ref().is_some_and(round::Round::is_open) {
        return Err(Refusal::invalid("early", "round_open"));
    }
    if early.is_none() && state.to.is_some_and(|to| env.today <= to) {
        return Err(Refusal::of(Reason::ReasonNeeded { field: "early" }));
    }
    match state.undecided() {
        0 => {}
        count => return Err(Refusal::of(Reason::Undecided { count })),
    }
    grown(seal, state)?;
    let counted: u64 = outcome.channels.values().map(|n| u64::from(*n)).sum();
    if counted.saturating_add(state.excluded()) != seal.size {
        return Err(Refusal::invalid("answers", "not_all_counted"));
    }
    let cut_short = early.filter(|_| state.to.is_some_and(|to| env.today <= to));
    Ok(vec![E::AnswersClosed { seal: seal.clone(), outcome: outcome.clone(), cut_short }])
}
