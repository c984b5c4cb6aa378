//! What can be done with a grievance.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

use super::{
    Grievance, GrievanceEvent as E, Link, Looked, Standing, event::Received, takes_grievances,
};
use crate::{
    assessment::{Assessment, check::not_before},
    clock::{TermInput, due},
    codes::{
        EscalationLevel, GrievanceChannel, GrievanceTerm, Moderation, Part, ReturnedAs, Role, Step,
    },
    env::Env,
    ids::{AssessmentId, MatterId},
    refusal::{MissingThing, Reason, Refusal},
    rulebook::KeepRule,
    text::{PackageHash, Text},
};

/// The answer to an act.
pub type Decided = Result<Vec<E>, Refusal>;

/// What is known of a grievance that comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Number.
    pub number: String,
    /// The matter.
    pub matter: MatterId,
    /// The assessment in force.
    pub assessment: AssessmentId,
    /// The rules whose terms apply.
    pub rules: PackageHash,
    /// How it came.
    pub channel: GrievanceChannel,
    /// Commitment of the sealed words.
    pub words: String,
}

/// One act on a grievance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Take it in.
    Receive(Box<Arrival>),
    /// Decide what may be read of its words, and say what it is about.
    Moderate(Looked),
    /// Take it up.
    Acknowledge,
    /// Put it to a risk and to a measure.
    Link(Link),
    /// Put the answer off.
    Extend {
        /// Why.
        reason: Text,
    },
    /// Take it to the level above.
    Escalate {
        /// To whom.
        level: EscalationLevel,
        /// Why.
        reason: Text,
    },
    /// Answer it.
    Answer {
        /// The answer.
        answer: Text,
    },
    /// Close it.
    Close {
        /// What was done.
        note: Text,
    },
    /// Say that it is not dealt with here.
    Return {
        /// The ground.
        reason: ReturnedAs,
        /// Where to turn instead.
        note: Text,
    },
    /// Delete its words at the end of their term.
    Erase {
        /// The rule that sets the term.
        rule: Box<KeepRule>,
    },
}

impl Command {
    /// The stable code of the act.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Receive(_) => "enter_grievance",
            Self::Moderate(_) => "moderate_grievance",
            Self::Acknowledge => "acknowledge_grievance",
            Self::Link(_) => "link_grievance",
            Self::Extend { .. } => "extend_grievance",
            Self::Escalate { .. } => "escalate_grievance",
            Self::Answer { .. } => "answer_grievance",
            Self::Close { .. } => "close_grievance",
            Self::Return { .. } => "return_grievance",
            Self::Erase { .. } => "erase_grievance",
        }
    }

    /// Every code.
    pub const CODES: &'static [&'static str] = &[
        "enter_grievance",
        "moderate_grievance",
        "acknowledge_grievance",
        "link_grievance",
        "extend_grievance",
        "escalate_grievance",
        "answer_grievance",
        "close_grievance",
        "return_grievance",
        "erase_grievance",
    ];

    /// Decides: events or a refusal.
    ///
    /// # Errors
    /// [`Refusal`] with its reason, and the rule where one says no.
    pub fn decide(&self, state: &Grievance, assessment: &Assessment, env: &Env<'_>) -> Decided {
        if let Self::Receive(arrival) = self {
            return receive(arrival, state, assessment, env);
        }
        dated(state, env)?;
        match self {
            Self::Receive(_) => Ok(Vec::new()),
            Self::Moderate(look) => moderate(look, state),
            Self::Acknowledge => {
                standing(state, &[Standing::Received])?;
                Ok(vec![E::GrievanceAcknowledged {}])
            }
            Self::Link(wanted) => link(wanted, state, assessment),
            Self::Extend { reason } => extend(*reason, state, env),
            Self::Escalate { level, reason } => escalate(*level, *reason, state, env),
            Self::Answer { answer } => {
                standing(state, &[Standing::Acknowledged, Standing::Escalated])?;
                read(state)?;
                Ok(vec![E::GrievanceAnswered { answer: *answer }])
            }
            Self::Close { note } => {
                standing(state, &[Standing::Answered])?;
                Ok(vec![E::GrievanceClosed { note: *note }])
            }
            Self::Return { reason, note } => {
                standing(state, &[Standing::Received, Standing::Acknowledged])?;
                read(state)?;
                Ok(vec![E::GrievanceReturned { reason: *reason, note: *note }])
            }
            Self::Erase { rule } => erase(rule, state, assessment, env),
        }
    }
}

fn standing(state: &Grievance, wanted: &[Standing]) -> Result<(), Refusal> {
    if wanted.contains(&state.standing) {
        Ok(())
    } else {
        Err(Refusal::of(Reason::NoOpen { field: "grievance" }))
    }
}

/// The stated day lies between the latest act and today.
fn dated(state: &Grievance, env: &Env<'_>) -> Result<(), Refusal> {
    if env.occurred_on > env.today {
        return Err(Refusal::of(Reason::FutureDate { field: "occurred_on" }));
    }
    not_before("occurred_on", env.occurred_on, state.acted)
}

/// Nobody answers, or sends back, what nobody has read.
fn read(state: &Grievance) -> Result<(), Refusal> {
    if state.looked.is_some() {
        return Ok(());
    }
    let refusal = Refusal::invalid("grievance", "grievance_unread");
    let wanted = MissingThing::Field("summary");
    Err(refusal.needs(wanted.clone(), Some(Part::Executing), Some(Role::ExecutingUnit)).needs(
        wanted,
        Some(Part::Lead),
        Some(Role::LeadUnit),
    ))
}

/// The day of a term that begins on a day; none where the rules set no such term.
fn term_from(env: &Env<'_>, kind: GrievanceTerm, start: Date) -> Result<Option<Date>, Refusal> {
    let Some(rule) = env.rules.grievance_term(kind) else { return Ok(None) };
    let source = &rule.item.source;
    let input = TermInput { start, term: rule.term, source, extensions: &[], pauses: &[] };
    let due = due(env.calendar, &input);
    Ok(due.map_err(|_| Refusal::invalid("occurred_on", "outside_calendar"))?.on)
}

fn receive(
    arrival: &Arrival,
    state: &Grievance,
    assessment: &Assessment,
    env: &Env<'_>,
) -> Decided {
    if state.standing != Standing::Unreceived {
        return Err(Refusal::of(Reason::Already { field: "grievance" }));
    }
    if !takes_grievances(assessment) {
        return Err(Refusal::of(Reason::NoOpen { field: "matter" }));
    }
    let mut terms = BTreeMap::new();
    for kind in [GrievanceTerm::Acknowledge, GrievanceTerm::Answer, GrievanceTerm::Close] {
        let day = term_from(env, kind, env.occurred_on)?;
        terms.extend(day.map(|day| (kind, day)));
    }
    Ok(vec![E::GrievanceReceived {
        received: Received {
            number: arrival.number.clone(),
            matter: arrival.matter,
            assessment: arrival.assessment,
            rules: arrival.rules,
            channel: arrival.channel,
            words: arrival.words.clone(),
            terms,
        },
    }])
}

/// Words are shown, or there is a reason why they are not.
fn moderate(look: &Looked, state: &Grievance) -> Decided {
    if state.standing == Standing::Unreceived {
        return Err(Refusal::of(Reason::NoOpen { field: "grievance" }));
    }
    there(state)?;
    let shown = look.done == Moderation::Shown;
    if !shown && look.fault.is_none() {
        return Err(Refusal::of(Reason::ReasonNeeded { field: "fault" }));
    }
    if shown && look.fault.is_some() {
        return Err(Refusal::invalid("fault", "not_needed"));
    }
    if (look.done == Moderation::Withheld) != look.words.is_none() {
        return Err(Refusal::invalid("shown", "words"));
    }
    Ok(vec![E::GrievanceModerated { look: look.clone() }])
}

/// What was deleted at the end of its term can be neither read nor deleted again.
fn there(state: &Grievance) -> Result<(), Refusal> {
    match state.erased {
        None => Ok(()),
        Some(_) => Err(Refusal::invalid("grievance", "erased")),
    }
}

/// The system's own act, once the term of the rule is over. It begins when the
/// grievance ended: nobody is rid of one by leaving it alone, unless the whole file
/// was closed.
fn erase(rule: &KeepRule, state: &Grievance, assessment: &Assessment, env: &Env<'_>) -> Decided {
    if state.standing == Standing::Unreceived {
        return Err(Refusal::of(Reason::NoOpen { field: "grievance" }));
    }
    there(state)?;
    let filed_away = assessment.done.get(&Step::Archive).copied();
    let Some(begins) = state.ended_on().or(filed_away) else {
        return Err(Refusal::of(Reason::NoOpen { field: "grievance" }));
    };
    let ends = begins.checked_add(i64::from(rule.years).years());
    let ends = ends.map_err(|_| Refusal::invalid("grievance", "outside_calendar"))?;
    if env.today < ends {
        let reason = Reason::TooEarly { field: "grievance", until: ends.to_string() };
        return Err(Refusal::of(reason).by(&rule.item));
    }
    Ok(vec![E::GrievanceErased {}])
}

/// A grievance is about a risk or a measure of its own assessment.
fn link(wanted: &Link, state: &Grievance, assessment: &Assessment) -> Decided {
    if state.standing == Standing::Unreceived || state.standing.ended() {
        return Err(Refusal::of(Reason::NoOpen { field: "grievance" }));
    }
    read(state)?;
    let factor = match wanted.factor {
        Some(id) => Some(assessment.factor(id).ok_or_else(|| Refusal::unknown("factor"))?),
        None => None,
    };
    if wanted.measure.is_some_and(|id| assessment.measure(id).is_none()) {
        return Err(Refusal::unknown("measure"));
    }
    let link = Link {
        factor: wanted.factor,
        catalogue: factor.and_then(|factor| factor.catalogue.clone()),
        measure: wanted.measure,
    };
    Ok(if link == state.link { Vec::new() } else { vec![E::GrievanceLinked { link }] })
}

/// The answer is put off once, while its term still runs.
fn extend(reason: Text, state: &Grievance, env: &Env<'_>) -> Decided {
    standing(state, &[Standing::Acknowledged])?;
    if state.extended.is_some() {
        return Err(Refusal::of(Reason::Already { field: "extend" }));
    }
    let item = env.rules.grievance_term(GrievanceTerm::Extended).map(|rule| &rule.item);
    let (Some(item), Some(received)) = (item, state.received) else {
        return Err(Refusal::invalid("extend", "no_term"));
    };
    if state.answer_by().is_some_and(|day| day < env.occurred_on) {
        return Err(Refusal::invalid("extend", "grievance_term_over").by(item));
    }
    let day = term_from(env, GrievanceTerm::Extended, received)?;
    let due = day.ok_or_else(|| Refusal::invalid("extend", "no_term"))?;
    Ok(vec![E::GrievanceExtended { reason, due }])
}

/// Each escalation goes higher than the one before.
fn escalate(level: EscalationLevel, reason: Text, state: &Grievance, env: &Env<'_>) -> Decided {
    if state.standing == Standing::Unreceived || state.standing.ended() {
        return Err(Refusal::of(Reason::NoOpen { field: "grievance" }));
    }
    if state.escalations.last().is_some_and(|last| level <= last.level) {
        return Err(Refusal::invalid("level", "not_higher"));
    }
    let due = term_from(env, GrievanceTerm::Escalated, env.occurred_on)?;
    Ok(vec![E::GrievanceEscalated { level, reason, due }])
}
