//! A planned decision (决策事项): listed first, then screened, then assessed
//! once or several times.

pub mod acts;
mod apply;
pub mod event;

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

pub use self::{acts::Command, event::MatterEvent};
use crate::{
    assessment::Parties,
    codes::{Category, DivisionCode, ExemptReason, Gate, ProcedureCode, ScreeningResult, Sector},
    gate::Verdict,
    ids::{AssessmentId, MatterId, PersonId, UnitId},
    text::{PackageHash, Text},
};

/// When the decision is planned: a day, or a period such as a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
}

/// Scale of a matter, as counts; unknown stays unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scale {
    /// Households affected.
    #[serde(default)]
    pub households: Option<u32>,
    /// Persons affected.
    #[serde(default)]
    pub persons: Option<u32>,
    /// Investment in 10,000 yuan.
    #[serde(default)]
    pub investment: Option<u32>,
    /// Area in square metres.
    #[serde(default)]
    pub area: Option<u32>,
}

/// The facts of a matter as its owner states them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Title as printed.
    pub title: Text,
    /// What is planned.
    #[serde(default)]
    pub content: Option<Text>,
    /// Legal basis.
    #[serde(default)]
    pub basis: Option<Text>,
    /// Kind of decision.
    pub category: Category,
    /// Sector.
    pub sector: Sector,
    /// Where it takes effect.
    pub division: DivisionCode,
    /// When the decision is planned.
    #[serde(default)]
    pub planned: Option<Planned>,
    /// Scale.
    #[serde(default)]
    pub scale: Scale,
    /// Whether it is a plan (规划).
    #[serde(default)]
    pub is_plan: bool,
}

/// Answer to a screening question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Yes or no.
    pub yes: bool,
    /// What the answer rests on.
    #[serde(default)]
    pub basis: Option<Text>,
}

/// A screening: proposed by the owner, confirmed by the stability office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screening {
    /// Answers by question code.
    pub answers: BTreeMap<String, Answer>,
    /// Result that follows from the answers.
    pub result: ScreeningResult,
    /// Procedure that follows, where an assessment is due.
    #[serde(default)]
    pub procedure: Option<ProcedureCode>,
    /// Ground of exemption, where none is due.
    #[serde(default)]
    pub exempt: Option<ExemptReason>,
    /// The matter whose assessment covers this one.
    #[serde(default)]
    pub covered_by: Option<MatterId>,
    /// Why, in words.
    #[serde(default)]
    pub reason: Option<Text>,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Day of the proposal.
    pub proposed_on: Date,
    /// Day of the confirmation.
    #[serde(default)]
    pub confirmed_on: Option<Date>,
}

/// An assessment of the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentRef {
    /// Identifier.
    pub id: AssessmentId,
    /// From 1.
    pub ordinal: u32,
    /// Day of opening.
    pub opened: Date,
}

/// A check at a gate that was put on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateCheck {
    /// Which gate.
    pub gate: Gate,
    /// Day.
    pub on: Date,
    /// Instant at which it was put on record, known once it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Unit that checked.
    pub unit: UnitId,
    /// What the gate said.
    pub verdict: Verdict,
}

/// Where a matter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// On the list, not screened.
    #[default]
    Listed,
    /// Screening proposed, not confirmed.
    ScreeningProposed,
    /// No assessment is due.
    Exempt,
    /// Covered by the assessment of another matter.
    Covered,
    /// Screening was put off.
    Deferred,
    /// An assessment is under way or done.
    Assessing,
    /// Given up by its owner.
    Withdrawn,
}

impl Status {
    /// The stable code, as stored and as in the locale files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Listed => "LISTED",
            Self::ScreeningProposed => "SCREENING_PROPOSED",
            Self::Exempt => "EXEMPT",
            Self::Covered => "COVERED",
            Self::Deferred => "DEFERRED",
            Self::Assessing => "ASSESSING",
            Self::Withdrawn => "WITHDRAWN",
        }
    }
    /// Every status.
    pub const ALL: &'static [Self] = &[
        Self::Listed,
        Self::ScreeningProposed,
        Self::Exempt,
        Self::Covered,
        Self::Deferred,
        Self::Assessing,
        Self::Withdrawn,
    ];
}

/// The state of one matter.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Matter {
    /// Number, `LN-CY-2016-00412`.
    pub number: String,
    /// Four characters that make a look-up from outside possible.
    pub check_code: String,
    /// The rules of its place and day.
    pub rules: PackageHash,
    /// Where it stands.
    pub status: Status,
    /// Day on which it was listed.
    pub listed_on: Option<Date>,
    /// The facts.
    pub facts: Option<Facts>,
    /// Units that take part.
    pub parties: Option<Parties>,
    /// The screening.
    pub screening: Option<Screening>,
    /// Why the screening was sent back, oldest first.
    pub sent_back: Vec<Text>,
    /// Assessments, oldest first.
    pub assessments: Vec<AssessmentRef>,
    /// Gate checks on record, oldest first.
    pub gate_checks: Vec<GateCheck>,
    /// Why it was withdrawn.
    pub withdrawn: Option<Text>,
    /// Source of an imported row.
    pub origin: Option<Text>,
}
