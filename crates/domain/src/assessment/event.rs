//! What can happen to an assessment.

use std::collections::BTreeMap;

use jiff::civil::Date;
use risk::scale::Weight;
use serde::{Deserialize, Serialize};

use super::parts::{
    Activity, CheckIn, Confirmed, DecisionEntry, Extension, Factor, Filing, Hearing, Incident,
    LevelEntry, Measure, Notice, Opinion, Plan, PostEvaluation, PublishedList, Rating, Report,
    Reviewer, Trigger,
};
use crate::{
    codes::{
        CauseParty, Conclusion, LegalityOpinion, MeasureStatus, ProcedureCode, RatingStage, Step,
        Vote,
    },
    event_body,
    ids::{
        ActivityId, FactorId, FilingId, HearingId, MatterId, MeasureId, NoticeId, PanelId,
        PersonId, ReportId, ReviewId, TriggerId, UnitId,
    },
    text::{FileRef, PackageHash, Text},
};

/// Declares an event enum with a `name` function that gives the log's name.
#[macro_export]
macro_rules! events {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $body:tt),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "type", content = "data")]
        pub enum $name { $($(#[$vdoc])* $variant $body),+ }
        impl $name {
            /// The event's name in the log.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$variant { .. } => stringify!($variant)),+ }
            }
            /// Every name that can stand in the log.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($variant)),+];
        }
    };
}

/// What an event that strikes out an entry points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Entry {
    /// A notice.
    Notice(NoticeId),
    /// A consultation activity.
    Activity(ActivityId),
    /// A factor.
    Factor(FactorId),
    /// A measure.
    Measure(MeasureId),
}

impl Entry {
    /// The step that an entry belongs to: it can be struck out while that is open.
    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Self::Notice(_) => Step::Publicity,
            Self::Activity(_) => Step::Consultation,
            Self::Factor(_) => Step::Identification,
            Self::Measure(_) => Step::Measures,
        }
    }
}

/// The units that take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parties {
    /// Unit that proposes the matter and answers for the assessment.
    pub lead: UnitId,
    /// Body that decides.
    pub decision_maker: UnitId,
    /// Stability office that files.
    pub filing: UnitId,
    /// Justice department that reviews legality.
    #[serde(default)]
    pub legality: Option<UnitId>,
    /// Unit that carries the decision out; the lead unit if none is named.
    #[serde(default)]
    pub executing: Option<UnitId>,
}

events! {
    /// What can happen to an assessment.
    AssessmentEvent {
        /// Opened after screening or as a re-assessment.
        AssessmentOpened {
            matter: MatterId,
            number: String,
            rules: PackageHash,
            ordinal: u32,
            procedure: ProcedureCode,
            parties: Parties,
            /// Households affected, if known, as a count.
            #[serde(default)]
            households: Option<u32>,
            /// Whether the matter is a plan, for the validity of the filing.
            is_plan: bool,
        },
        /// The plan was adopted.
        PlanAdopted { plan: Plan },
        /// A notice was put up.
        NoticePublished { notice: Notice },
        /// A notice came down.
        NoticeClosed { notice: NoticeId, objections: u32, proof: Vec<FileRef> },
        /// An activity took place.
        ActivityRecorded { activity: Activity },
        /// A hearing was announced with the rule by which its participants are chosen.
        HearingAnnounced { hearing: Hearing },
        /// The list of a hearing was published, or its papers were delivered.
        HearingPrepared {
            hearing: HearingId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            list: Option<PublishedList>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            papers_on: Option<Date>,
        },
        /// The record of an activity was confirmed.
        MinutesConfirmed { activity: ActivityId, confirmed: Confirmed },
        /// A hearing was closed: everything that the rule asks for is there.
        HearingClosed { hearing: HearingId },
        /// A topic was raised.
        OpinionRecorded { opinion: Opinion },
        /// A topic was answered.
        OpinionAnswered { index: u32, opinion: Opinion },
        /// Fewer texts raise a topic, since some of their answers are not counted.
        OpinionRecounted { index: u32, count: u32 },
        /// The consultation was closed.
        ConsultationClosed {
            summary: Text,
            /// Why it was shorter than the rule asks.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            shortened: Option<Text>,
        },
        /// A factor was identified.
        FactorIdentified { factor: Factor },
        /// The list of factors was closed.
        IdentificationClosed {},
        /// A panel was called.
        PanelOpened { panel: PanelId, stage: RatingStage, experts: Vec<PersonId> },
        /// An expert rated alone.
        RatedBlind { panel: PanelId, ratings: Vec<Rating> },
        /// The ratings were opened to discussion.
        DiscussionOpened { panel: PanelId },
        /// An expert rated again after the discussion.
        RatedAgain { panel: PanelId, ratings: Vec<Rating> },
        /// An expert who did not rate was replaced, or excused where nobody
        /// follows.
        ExpertReplaced {
            panel: PanelId,
            expert: PersonId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            successor: Option<PersonId>,
            reason: Text,
        },
        /// The panel was closed.
        PanelClosed { panel: PanelId, minutes: Text },
        /// Weights were set.
        WeightsSet { weights: BTreeMap<FactorId, Weight>, source: Text },
        /// A level was determined.
        LevelDetermined { entry: LevelEntry },
        /// A measure was set.
        MeasureSet { measure: Measure },
        /// The set of measures was closed.
        MeasuresClosed { contingency: Text },
        /// A measure moved on.
        MeasureProgressed {
            measure: MeasureId,
            on: Date,
            status: MeasureStatus,
            note: Text,
            proof: Vec<FileRef>,
        },
        /// A report version was frozen.
        ReportFrozen { report: Report },
        /// A review panel was called.
        ReviewConvened { review: ReviewId, report: ReportId, reviewers: Vec<Reviewer> },
        /// A reviewer declared on conflicts of interest.
        ConflictDeclared { review: ReviewId, free: bool },
        /// A reviewer voted.
        VoteCast { review: ReviewId, vote: Vote, opinion: Text },
        /// A reviewer who did not vote was replaced, or excused where nobody
        /// follows.
        ReviewerReplaced {
            review: ReviewId,
            reviewer: PersonId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            successor: Option<PersonId>,
            reason: Text,
        },
        /// The review was concluded.
        ReviewConcluded { review: ReviewId, outcome: Vote, minutes: Text },
        /// The packet was submitted for filing.
        FilingSubmitted { filing: Filing },
        /// The packet was sent back.
        FilingReturned { filing: FilingId, reasons: Vec<String>, note: Text },
        /// The assessment was filed.
        FilingAccepted { filing: FilingId, number: String, valid_until: Date, note: Text },
        /// The legality review was asked for.
        LegalityRequested {},
        /// The legality review answered.
        LegalityAnswered { opinion: LegalityOpinion, note: Text },
        /// The matter was decided.
        Decided { decision: DecisionEntry },
        /// A check-in during implementation.
        CheckedIn { check_in: CheckIn },
        /// An incident was recorded.
        IncidentRecorded { incident: Incident },
        /// A trigger was raised.
        TriggerRaised { trigger: Trigger },
        /// A trigger was answered.
        TriggerAnswered { trigger: TriggerId, answer: Text, reassess: bool },
        /// Implementation ended.
        Completed { summary: Text },
        /// The post-evaluation was made.
        PostEvaluated { evaluation: PostEvaluation },
        /// The file was closed.
        Archived { leaves: u32, note: Text },
        /// The case was paused.
        Suspended { cause: CauseParty, reason: Text },
        /// The case went on.
        Resumed { note: Text },
        /// A term was extended.
        TermExtended { extension: Extension },
        /// The procedure changed; all work is kept.
        ProcedureChanged { to: ProcedureCode, reason: Text },
        /// The assessment was withdrawn.
        Withdrawn { reason: Text },
        /// An entry was struck out; it stays readable.
        EntryVoided { entry: Entry, reason: Text },
        /// The executing unit was named.
        ExecutingNamed { unit: UnitId },
        /// The decision was changed by a later one (continue, adjust, defer, stop).
        DecisionChanged { decision: DecisionEntry, before: Conclusion },
        /// The words or the file behind a commitment were erased by rule; they lie
        /// beside the log, and the state names them as before.
        TextErased { erased: Text, reason: Text },
        /// A step was closed.
        StepDone { step: Step },
        /// The term of the next step started, moved or stopped.
        TermSet { step: Option<Step>, due: Option<Date> },
    }
}

event_body!(AssessmentEvent);
