//! What officials can do with a consultation.

use jiff::civil::Date;

use super::{
    Batch, Consultation, ConsultationEvent as E, Export, Moderated, Outcome, Seal, Standing,
    event::Settings,
};
use crate::{
    assessment::Assessment,
    clock::length,
    codes::{Channel, Moderation, Step},
    env::Env,
    refusal::{Reason, Refusal},
    rulebook::StepRule,
    text::Text,
};

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
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Prepare(_) => "prepare_consultation",
            Self::Open => "open_consultation",
            Self::Extend { .. } => "extend_consultation",
            Self::Seal(_) => "seal_answers",
            Self::Close { .. } => "close_answers",
            Self::Publish { .. } => "publish_results",
            Self::Export(_) => "export_answers",
            Self::Moderate(_) => "moderate_text",
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
                Ok(vec![E::AnswersExported { export: export.clone() }])
            }
            Self::Moderate(text) => moderate(text, state),
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

/// Words are shown, or there is a reason why they are not.
fn moderate(text: &Moderated, state: &Consultation) -> Decided {
    begun(state)?;
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
    Ok(vec![E::TextModerated { text: text.clone() }])
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
    if early.is_none() && state.to.is_some_and(|to| env.today <= to) {
        return Err(Refusal::of(Reason::ReasonNeeded { field: "early" }));
    }
    grown(seal, state)?;
    let counted: u64 = outcome.channels.values().map(|n| u64::from(*n)).sum();
    if counted != seal.size {
        return Err(Refusal::invalid("answers", "not_all_counted"));
    }
    let cut_short = early.filter(|_| state.to.is_some_and(|to| env.today <= to));
    Ok(vec![E::AnswersClosed { seal: seal.clone(), outcome: outcome.clone(), cut_short }])
}
