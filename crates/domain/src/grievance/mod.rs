//! A grievance (诉求) during implementation: what somebody who is affected says
//! about how a decision is carried out. It is about the decision; who brought it
//! is neither asked nor kept. Its words are no event, what officials do is.

pub mod acts;
pub mod event;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::{acts::Command, event::GrievanceEvent};
use crate::{
    assessment::{self, Assessment},
    codes::{
        EscalationLevel, GrievanceChannel, GrievanceTerm, Moderation, ReturnedAs, Step, TextFault,
    },
    ids::{AssessmentId, FactorId, MatterId, MeasureId},
    record::{EventMeta, Record},
    text::{PackageHash, Text},
};

/// Longest text of a grievance, in characters.
pub const MAX_TEXT: usize = 500;

/// Where a grievance stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Standing {
    /// Before the first event.
    #[default]
    Unreceived,
    /// It came in.
    Received,
    /// It was taken up.
    Acknowledged,
    /// It was taken to the level above and waits for its answer.
    Escalated,
    /// It was answered.
    Answered,
    /// It is closed.
    Closed,
    /// It was not dealt with here.
    Returned,
}

impl Standing {
    /// Every standing that a grievance can be in.
    pub const ALL: &'static [Self] = &[
        Self::Received,
        Self::Acknowledged,
        Self::Escalated,
        Self::Answered,
        Self::Closed,
        Self::Returned,
    ];

    /// Stable code, as lists keep it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreceived => "UNRECEIVED",
            Self::Received => "RECEIVED",
            Self::Acknowledged => "ACKNOWLEDGED",
            Self::Escalated => "ESCALATED",
            Self::Answered => "ANSWERED",
            Self::Closed => "CLOSED",
            Self::Returned => "RETURNED",
        }
    }

    /// Reads a code; `None` when no grievance can be in it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|standing| standing.code() == code)
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn ended(self) -> bool {
        matches!(self, Self::Closed | Self::Returned)
    }

    /// Whether its answer is still to come.
    #[must_use]
    pub const fn awaits_answer(self) -> bool {
        matches!(self, Self::Received | Self::Acknowledged | Self::Escalated)
    }

    /// The act that has to follow; none once it ended.
    #[must_use]
    pub const fn next_act(self) -> Option<&'static str> {
        match self {
            Self::Received => Some("acknowledge_grievance"),
            Self::Acknowledged | Self::Escalated => Some("answer_grievance"),
            Self::Answered => Some("close_grievance"),
            Self::Unreceived | Self::Closed | Self::Returned => None,
        }
    }
}

/// What became of the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// What was done.
    pub done: Moderation,
    /// Why they are not shown as they were written; absent for words that are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<TextFault>,
    /// Salted commitment of the words that may be read, 64 hexadecimal digits;
    /// absent where they are withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What it is about, in a sentence of the official.
    pub summary: Text,
}

/// The risk and the measure that a grievance is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Link {
    /// The risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<FactorId>,
    /// Code of the risk in the catalogue, so that matters can be counted together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<String>,
    /// The measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureId>,
}

/// An answer of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedText {
    /// The day.
    pub on: Date,
    /// The words.
    pub text: Text,
}

/// An escalation of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// The day.
    pub on: Date,
    /// To whom.
    pub level: EscalationLevel,
    /// Why.
    pub reason: Text,
}

/// Why it was not dealt with here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The day.
    pub on: Date,
    /// The ground.
    pub reason: ReturnedAs,
    /// Where to turn instead, in words.
    pub note: Text,
}

/// The state of a grievance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Grievance {
    /// Number.
    pub number: String,
    /// The matter.
    pub matter: Option<MatterId>,
    /// The assessment that was in force when it came in.
    pub assessment: Option<AssessmentId>,
    /// The rules whose terms apply.
    pub rules: PackageHash,
    /// How it came.
    pub channel: Option<GrievanceChannel>,
    /// Commitment of the sealed words.
    pub words: String,
    /// Where it stands.
    pub standing: Standing,
    /// Day on which it came in.
    pub received: Option<Date>,
    /// Day of the latest act.
    pub acted: Option<Date>,
    /// What became of its words.
    pub looked: Option<Looked>,
    /// What it is about.
    pub link: Link,
    /// Day on which it was taken up or sent back: the day on which its bearer was
    /// told.
    pub acknowledged: Option<Date>,
    /// Days by which something is due.
    pub terms: BTreeMap<GrievanceTerm, Date>,
    /// Why the answer was put off.
    pub extended: Option<DatedText>,
    /// Escalations, oldest first.
    pub escalations: Vec<Escalation>,
    /// Answers, oldest first.
    pub answers: Vec<DatedText>,
    /// How it was closed.
    pub closed: Option<DatedText>,
    /// Why it was not dealt with here.
    pub returned: Option<Return>,
    /// Day on which its words were deleted at the end of their term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Date>,
}

impl Grievance {
    /// The term that runs, with its day; none once it ended and where the rules
    /// set none.
    #[must_use]
    pub fn due(&self) -> Option<(GrievanceTerm, Date)> {
        let term = match self.standing {
            Standing::Received => GrievanceTerm::Acknowledge,
            Standing::Acknowledged if self.terms.contains_key(&GrievanceTerm::Extended) => {
                GrievanceTerm::Extended
            }
            Standing::Acknowledged => GrievanceTerm::Answer,
            Standing::Escalated => GrievanceTerm::Escalated,
            Standing::Answered => GrievanceTerm::Close,
            Standing::Unreceived | Standing::Closed | Standing::Returned => return None,
        };
        Some((term, *self.terms.get(&term)?))
    }

    /// The day by which the first answer was or is due. An escalation gives the
    /// next answer a day of its own and makes no late one punctual.
    #[must_use]
    pub fn answer_by(&self) -> Option<Date> {
        let extended = self.terms.get(&GrievanceTerm::Extended);
        extended.or_else(|| self.terms.get(&GrievanceTerm::Answer)).copied()
    }

    /// Whether what comes next should have been done before a day.
    #[must_use]
    pub fn overdue(&self, today: Date) -> bool {
        self.due().is_some_and(|(_, due)| due < today)
    }

    /// Day on which it ended.
    #[must_use]
    pub fn ended_on(&self) -> Option<Date> {
        let closed = self.closed.as_ref().map(|closed| closed.on);
        closed.or_else(|| self.returned.as_ref().map(|returned| returned.on))
    }
}

/// Whether grievances can be brought: the decision lets the matter go on, and its
/// file is not closed. A pause does not silence anybody.
#[must_use]
pub fn takes_grievances(assessment: &Assessment) -> bool {
    let goes_on = assessment.decisions.last().is_some_and(|d| d.conclusion.goes_on());
    let lives = matches!(
        assessment.standing,
        assessment::Standing::Active | assessment::Standing::Suspended
    );
    goes_on && lives && !assessment.done.contains_key(&Step::Archive)
}

impl Record for Grievance {
    const KIND: &'static str = "grievance";
    const FOLD_VERSION: u32 = 1;
    type Event = GrievanceEvent;

    fn apply(&mut self, meta: &EventMeta, event: &GrievanceEvent) {
        let on = meta.occurred_on;
        if matches!(event, GrievanceEvent::GrievanceErased {}) {
            // Nobody acted.
            self.erased = Some(on);
            return;
        }
        self.acted = self.acted.max(Some(on));
        match event {
            GrievanceEvent::GrievanceReceived { received } => self.receive(on, received),
            GrievanceEvent::GrievanceModerated { look } => self.looked = Some(look.clone()),
            GrievanceEvent::GrievanceAcknowledged {} => {
                self.standing = Standing::Acknowledged;
                self.acknowledged = Some(on);
            }
            GrievanceEvent::GrievanceLinked { link } => self.link = link.clone(),
            GrievanceEvent::GrievanceExtended { reason, due } => {
                self.terms.insert(GrievanceTerm::Extended, *due);
                self.extended = Some(DatedText { on, text: *reason });
            }
            GrievanceEvent::GrievanceEscalated { level, reason, due } => {
                self.standing = Standing::Escalated;
                self.terms.remove(&GrievanceTerm::Escalated);
                self.terms.extend(due.map(|due| (GrievanceTerm::Escalated, due)));
                self.escalations.push(Escalation { on, level: *level, reason: *reason });
            }
            GrievanceEvent::GrievanceAnswered { answer } => {
                self.standing = Standing::Answered;
                self.answers.push(DatedText { on, text: *answer });
            }
            GrievanceEvent::GrievanceClosed { note } => {
                self.standing = Standing::Closed;
                self.closed = Some(DatedText { on, text: *note });
            }
            GrievanceEvent::GrievanceReturned { reason, note } => {
                self.standing = Standing::Returned;
                self.acknowledged = self.acknowledged.or(Some(on));
                self.returned = Some(Return { on, reason: *reason, note: *note });
            }
            GrievanceEvent::GrievanceErased {} => {}
        }
    }
}

impl Grievance {
    fn receive(&mut self, on: Date, received: &event::Received) {
        self.number.clone_from(&received.number);
        self.matter = Some(received.matter);
        self.assessment = Some(received.assessment);
        self.rules = received.rules;
        self.channel = Some(received.channel);
        self.words.clone_from(&received.words);
        self.terms.clone_from(&received.terms);
        self.standing = Standing::Received;
        self.received = Some(on);
    }
}
