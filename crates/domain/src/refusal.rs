//! A refusal explains itself: which rule said no, where the rule is from, what
//! is missing and who can supply it. The words are in the locale files.

use serde::Serialize;

use crate::{
    codes::{Deed, Gate, Part, Role, Step},
    rulebook::{GateRequirement, Item},
};

/// The rule that refused, as the package words it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleRef {
    /// Code of the rule item, or the name of an invariant of this product.
    pub code: String,
    /// Chinese words of the rule; empty for an invariant.
    pub zh: String,
    /// English words of the rule; empty for an invariant.
    pub en: String,
    /// Source of the rule.
    pub source: String,
}

impl From<&Item> for RuleRef {
    fn from(item: &Item) -> Self {
        Self {
            code: item.code.clone(),
            zh: item.zh.clone(),
            en: item.en.clone(),
            source: item.source.clone(),
        }
    }
}

impl RuleRef {
    /// An item of which only the code is known.
    #[must_use]
    pub fn named(code: &str) -> Self {
        let (zh, en) = (code.to_owned(), code.to_owned());
        Self { code: code.to_owned(), zh, en, source: String::new() }
    }
}

/// What is missing, and who can supply it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Key of the missing thing: a step code, a field, a number of experts.
    pub what: MissingThing,
    /// The part of the unit that can supply it.
    pub part: Option<Part>,
    /// The role that can supply it.
    pub role: Option<Role>,
}

/// A missing thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum MissingThing {
    /// A step that is not done.
    Step(Step),
    /// A field of the form.
    Field(&'static str),
    /// Something that a gate requires.
    Requirement(GateRequirement),
    /// A paper of the filing packet, as the package words it.
    Paper(Box<RuleRef>),
    /// So many more of something (experts, votes, ratings).
    More {
        /// What is counted.
        of: &'static str,
        /// How many are needed.
        need: u32,
        /// How many there are.
        have: u32,
    },
}

/// Why an act was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("refused: {reason:?}")]
pub struct Refusal {
    /// The reason, with what the sentence needs.
    pub reason: Reason,
    /// The rule that refused, if a rule item states it.
    pub rule: Option<Box<RuleRef>>,
    /// What is missing and who can supply it.
    pub missing: Vec<Missing>,
}

/// Reasons of refusal. Each has a sentence `refusal-<kind>` in the locale files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The procedure of this case has no such step.
    StepNotInProcedure { step: Step },
    /// Earlier steps are not done.
    StepsMissing { step: Step },
    /// The step is closed already.
    StepClosed { step: Step },
    /// The case is suspended.
    Suspended,
    /// The case is not suspended.
    NotSuspended,
    /// The case is withdrawn or archived; nothing more can happen to it.
    Ended,
    /// The thing named does not exist in this case.
    Unknown { field: &'static str },
    /// A value of the form is out of order.
    Invalid { field: &'static str, code: &'static str },
    /// The period is shorter than the rule asks, and no reason is given.
    TooShort { field: &'static str, need: u32, have: u32 },
    /// What has to be there so many days ahead was there later.
    TooLate { field: &'static str, need: u32, have: u32 },
    /// The day has not come.
    TooEarly { field: &'static str, until: String },
    /// The least time that the rules set is not over, and no reason for ending
    /// it early is given.
    TooSoon { field: &'static str, need: u32, until: String },
    /// The stated day lies before the day of what the act rests on.
    BeforeStep { field: &'static str, day: String },
    /// The day lies in the future.
    FutureDate { field: &'static str },
    /// The same person may not do both (four eyes).
    SamePerson { first: Deed, then: Deed },
    /// The person or unit has a conflict of interest.
    Conflict { field: &'static str },
    /// The person is not named for this task.
    NotNamed { field: &'static str },
    /// The person has answered already; it cannot be done twice.
    Already { field: &'static str },
    /// Not enough of something.
    TooFew { field: &'static str, need: u32, have: u32 },
    /// Papers of the filing packet are missing.
    PacketLacks { field: &'static str, count: u32 },
    /// The number has to be odd.
    MustBeOdd { field: &'static str, have: u32 },
    /// A factor would fall without a measure that reaches it.
    NoMeasureForFall { factor: String },
    /// A reason is needed to go below what was computed or to depart from it.
    ReasonNeeded { field: &'static str },
    /// Weights do not add to one.
    WeightsSum { have: u32 },
    /// The numbers cannot be computed.
    CannotCompute { code: String, field: String },
    /// Something was left unanswered.
    Unanswered { field: &'static str, count: u32 },
    /// The level is above what the step allows.
    LevelTooHigh { level: crate::codes::Level },
    /// The gate is closed.
    GateClosed { gate: Gate },
    /// The procedure's conditions do not hold.
    ConditionsFail { field: &'static str },
    /// The last filing has not been answered, or there is none.
    NoOpen { field: &'static str },
    /// The decision does not let the matter go on.
    Halted,
    /// The answers were deleted at the end of their term.
    Erased { day: String },
    /// Answers were proposed not to be counted, and nobody has decided on it.
    Undecided { count: u32 },
    /// Free texts of a consultation were not looked at.
    TextsWait { count: u32 },
}

impl Refusal {
    /// A refusal by an invariant of this product.
    #[must_use]
    pub const fn of(reason: Reason) -> Self {
        Self { reason, rule: None, missing: Vec::new() }
    }

    /// Names the rule that refused.
    #[must_use]
    pub fn by(mut self, item: &Item) -> Self {
        self.rule = Some(Box::new(RuleRef::from(item)));
        self
    }

    /// Adds what is missing and who can supply it.
    #[must_use]
    pub fn needs(mut self, what: MissingThing, part: Option<Part>, role: Option<Role>) -> Self {
        self.missing.push(Missing { what, part, role });
        self
    }

    /// A field of the form is out of order.
    #[must_use]
    pub const fn invalid(field: &'static str, code: &'static str) -> Self {
        Self::of(Reason::Invalid { field, code })
    }

    /// The thing named does not exist.
    #[must_use]
    pub const fn unknown(field: &'static str) -> Self {
        Self::of(Reason::Unknown { field })
    }

    /// The stable kind of the reason, as in the locale files.
    #[must_use]
    pub fn kind(&self) -> String {
        serde_json::to_value(&self.reason)
            .ok()
            .and_then(|v| v.get("kind").and_then(|k| k.as_str().map(str::to_owned)))
            .unwrap_or_default()
    }

    /// The field of the form to which the refusal belongs, if any.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match &self.reason {
            Reason::Unknown { field }
            | Reason::Invalid { field, .. }
            | Reason::TooShort { field, .. }
            | Reason::TooLate { field, .. }
            | Reason::TooEarly { field, .. }
            | Reason::TooSoon { field, .. }
            | Reason::BeforeStep { field, .. }
            | Reason::FutureDate { field }
            | Reason::Conflict { field }
            | Reason::NotNamed { field }
            | Reason::Already { field }
            | Reason::TooFew { field, .. }
            | Reason::PacketLacks { field, .. }
            | Reason::MustBeOdd { field, .. }
            | Reason::ReasonNeeded { field }
            | Reason::Unanswered { field, .. }
            | Reason::ConditionsFail { field }
            | Reason::NoOpen { field } => Some(field),
            _ => None,
        }
    }
}
