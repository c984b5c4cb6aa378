//! The entries that an assessment is made of.

use std::collections::BTreeMap;

use jiff::civil::Date;
use risk::{
    criteria::Determination,
    scale::{Score, Weight},
};
use serde::{Deserialize, Serialize};

use crate::{
    codes::{
        ActivityKind, Attitude, CauseParty, Conclusion, Disposition, Hierarchy, LegalityOpinion,
        Level, MeasureStatus, Phase, RatingStage, Step, TriggerKind, Vote,
    },
    ids::{
        ActivityId, FactorId, FilingId, IncidentId, MeasureId, NoticeId, PanelId, PersonId,
        ReportId, ReviewId, TriggerId, UnitId,
    },
    text::{FileRef, Text},
};

/// A group of people with a common interest; never a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Name of the group.
    pub name: Text,
    /// Directly or indirectly affected.
    pub direct: bool,
    /// Size in persons, as a count.
    pub size: u32,
    /// What it needs to know and how it is reached.
    #[serde(default)]
    pub need: Option<Text>,
}

/// The plan of the assessment (评估方案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What is assessed, and within which area.
    pub scope: Text,
    /// Groups that the decision touches.
    pub groups: Vec<Group>,
    /// Ways of hearing them.
    pub methods: Vec<ActivityKind>,
    /// Answers planned for the survey.
    pub sample_target: u32,
    /// First day of the work.
    pub from: Date,
    /// Last day of the work.
    pub to: Date,
    /// Agency under contract, if one is commissioned.
    #[serde(default)]
    pub third_party: Option<UnitId>,
    /// Cost in yuan, carried by the responsible unit.
    #[serde(default)]
    pub budget_yuan: Option<u32>,
}

/// A public notice (公示).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Identifier.
    pub id: NoticeId,
    /// Where it hangs or stands.
    pub place: Text,
    /// Its text.
    pub text: Text,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why it is shorter than the rule asks; shown to the public.
    #[serde(default)]
    pub shortened: Option<Text>,
    /// Objections received, once it is closed.
    #[serde(default)]
    pub objections: Option<u32>,
    /// Photographs and copies.
    pub proof: Vec<FileRef>,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

/// Answers of one group in one activity, as counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Which group.
    pub group: Text,
    /// Counts by attitude; an attitude that nobody took is absent.
    pub counts: BTreeMap<Attitude, u32>,
}

/// A consultation activity (问卷、走访、座谈、听证…).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Identifier.
    pub id: ActivityId,
    /// What kind.
    pub kind: ActivityKind,
    /// Day on which it took place.
    pub on: Date,
    /// Where.
    pub place: Text,
    /// How many took part, as a count.
    pub attendance: u32,
    /// Answers as counts by group.
    pub tallies: Vec<Tally>,
    /// Minutes without names.
    pub minutes: Text,
    /// Evidence.
    pub proof: Vec<FileRef>,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

/// A topic that people raised, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The topic in one sentence.
    pub topic: Text,
    /// How often it was raised.
    pub count: u32,
    /// What became of it; none while it is unanswered.
    #[serde(default)]
    pub disposition: Option<Disposition>,
    /// The answer with its reason.
    #[serde(default)]
    pub reply: Option<Text>,
    /// Factors that it bears on.
    #[serde(default)]
    pub factors: Vec<FactorId>,
}

/// A risk factor (风险因素).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Identifier.
    pub id: FactorId,
    /// Short label in the register: F1, F2, …
    pub label: u32,
    /// Code in the catalogue of the rule package, if it comes from there.
    #[serde(default)]
    pub catalogue: Option<String>,
    /// Its name in this case.
    pub name: Text,
    /// When it can arise.
    pub phase: Phase,
    /// Cause and evidence.
    pub cause: Text,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

/// Probability and impact of one factor as one expert sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Which factor.
    pub factor: FactorId,
    /// Probability, 0 to 1 in steps of 1/10000.
    pub p: Score,
    /// Impact, 0 to 1 in steps of 1/10000.
    pub q: Score,
}

/// State of a rating panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PanelState {
    /// Each expert rates alone; nobody sees the others.
    Blind,
    /// The first ratings are open; each may rate again after the discussion.
    Discussion,
    /// Closed; the last rating of each expert counts, the first one is kept.
    Closed,
}

/// A rating round of a panel of experts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// Identifier.
    pub id: PanelId,
    /// Before or after measures, or live.
    pub stage: RatingStage,
    /// Its experts.
    pub experts: Vec<PersonId>,
    /// Where it stands.
    pub state: PanelState,
    /// Blind ratings by expert.
    pub blind: BTreeMap<PersonId, Vec<Rating>>,
    /// Ratings after the discussion by expert; none means the blind ones stand.
    pub discussed: BTreeMap<PersonId, Vec<Rating>>,
    /// Minutes of the discussion.
    #[serde(default)]
    pub minutes: Option<Text>,
}

/// Weights of the factors with their source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightSet {
    /// Weight by factor; they add to 10000.
    pub weights: BTreeMap<FactorId, Weight>,
    /// How they were found.
    pub source: Text,
}

/// What people judged for a level determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Overall attitude.
    pub overall: Level,
    /// Gravest event that is possible.
    pub event: Level,
    /// Participants that one event could have.
    pub participants: u32,
}

/// A level, how it came about and who lowered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelEntry {
    /// Before or after measures, or live.
    pub stage: RatingStage,
    /// Day of the determination.
    pub on: Date,
    /// What people judged.
    pub judged: Judged,
    /// What was computed, by every criterion.
    pub computed: Determination,
    /// Composite index as an exact fraction.
    pub index: String,
    /// Level that stands.
    pub level: Level,
    /// Why a lower level than the computed one stands.
    #[serde(default)]
    pub lowered: Option<Text>,
    /// Panel whose ratings were used.
    pub panel: PanelId,
}

/// A measure (防范化解措施).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Identifier.
    pub id: MeasureId,
    /// Short label: M1, M2, …
    pub label: u32,
    /// Factors that it reaches.
    pub factors: Vec<FactorId>,
    /// What is done.
    pub title: Text,
    /// Place in the hierarchy.
    pub hierarchy: Hierarchy,
    /// Unit that carries it out.
    pub owner: UnitId,
    /// Unit that helps.
    #[serde(default)]
    pub helper: Option<UnitId>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub due: Date,
    /// What counts as done.
    pub acceptance: Text,
    /// Must be done before the matter starts.
    pub before_start: bool,
    /// Where it stands.
    pub status: MeasureStatus,
    /// Progress notes, oldest first.
    pub progress: Vec<Progress>,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

/// A note on the progress of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Day stated.
    pub on: Date,
    /// State from then on.
    pub status: MeasureStatus,
    /// What was done.
    pub note: Text,
    /// Evidence.
    pub proof: Vec<FileRef>,
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Code of the section in the form.
    pub code: String,
    /// Its text.
    pub text: Text,
}

/// A frozen version of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Identifier.
    pub id: ReportId,
    /// Version, counted from 1.
    pub version: u32,
    /// Day on which it was frozen.
    pub on: Date,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Recommended conclusion.
    pub recommends: Conclusion,
    /// What was changed after the review, for a revised version.
    #[serde(default)]
    pub revision_note: Option<Text>,
    /// Attached files.
    pub files: Vec<FileRef>,
}

/// A reviewer with the declaration of conflicts and the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// Who reviews.
    pub person: PersonId,
    /// Declared to have no conflict of interest.
    #[serde(default)]
    pub declared: Option<bool>,
    /// Vote and written opinion.
    #[serde(default)]
    pub vote: Option<(Vote, Text)>,
}

/// A review of one report version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Identifier.
    pub id: ReviewId,
    /// The report under review.
    pub report: ReportId,
    /// Its reviewers.
    pub reviewers: Vec<Reviewer>,
    /// Outcome once it is concluded.
    #[serde(default)]
    pub outcome: Option<Vote>,
    /// Minutes.
    #[serde(default)]
    pub minutes: Option<Text>,
}

/// State of a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FilingState {
    /// With the filing unit.
    Submitted,
    /// Sent back with coded reasons.
    Returned {
        /// Codes of the rule package's reasons.
        reasons: Vec<String>,
        /// What to do.
        note: Text,
    },
    /// Filed.
    Accepted {
        /// 朝稳备〔2016〕412号.
        number: String,
        /// Last day on which it clears the matter.
        valid_until: Date,
        /// Comments.
        note: Text,
    },
}

/// A submission for filing (备案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Identifier.
    pub id: FilingId,
    /// Day of submission.
    pub submitted: Date,
    /// Report version submitted.
    pub report: ReportId,
    /// Documents of the packet, by form code.
    pub packet: Vec<String>,
    /// Where it stands.
    pub state: FilingState,
    /// Day of the answer.
    #[serde(default)]
    pub answered: Option<Date>,
}

/// The legality review (合法性审查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legality {
    /// Day of the request.
    pub requested: Date,
    /// Day of the opinion.
    #[serde(default)]
    pub answered: Option<Date>,
    /// The opinion.
    #[serde(default)]
    pub opinion: Option<LegalityOpinion>,
    /// Powers, procedure and content in words.
    #[serde(default)]
    pub note: Option<Text>,
}

/// The decision on the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionEntry {
    /// Day.
    pub on: Date,
    /// Meeting that decided.
    pub meeting: Text,
    /// What was decided.
    pub conclusion: Conclusion,
    /// Why it departs from the level's map or the recommendation.
    #[serde(default)]
    pub reason: Option<Text>,
    /// Conditions, where it is conditional, partial or staged.
    #[serde(default)]
    pub conditions: Option<Text>,
    /// Files.
    pub files: Vec<FileRef>,
}

/// A check-in during implementation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Day.
    pub on: Date,
    /// What was found.
    pub report: Text,
    /// Petitions on the matter since the last check-in, as a count.
    pub petitions: u32,
    /// Live ratings.
    pub ratings: Vec<Rating>,
    /// Live level that the ratings and measures give.
    #[serde(default)]
    pub live: Option<Level>,
    /// Evidence.
    pub proof: Vec<FileRef>,
}

/// An incident during implementation; no person is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Identifier.
    pub id: IncidentId,
    /// Day.
    pub on: Date,
    /// What happened.
    pub account: Text,
    /// Number of participants, as a count.
    pub participants: u32,
    /// Factors that it came from; empty means unforeseen.
    pub factors: Vec<FactorId>,
}

/// A trigger of re-assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Identifier.
    pub id: TriggerId,
    /// Which trigger.
    pub kind: TriggerKind,
    /// Day.
    pub on: Date,
    /// Evidence in words.
    pub reason: Text,
    /// How it was answered; none while it is open.
    #[serde(default)]
    pub answer: Option<Text>,
    /// Whether the answer opened a re-assessment.
    #[serde(default)]
    pub reassessed: bool,
}

/// The post-evaluation (后评估).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEvaluation {
    /// Day.
    pub on: Date,
    /// Unit that made it; not the one that made the assessment.
    pub unit: UnitId,
    /// Foreseen factors that came true.
    pub came_true: Vec<FactorId>,
    /// Whether the level was right.
    pub level_was_right: bool,
    /// Findings and lessons.
    pub findings: Text,
}

/// A pause of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// First day.
    pub from: Date,
    /// Day of resumption; none while it lasts.
    #[serde(default)]
    pub to: Option<Date>,
    /// Who caused it.
    pub cause: CauseParty,
    /// Why.
    pub reason: Text,
}

/// A longer term for one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Which step.
    pub step: Step,
    /// Added days, in the unit of the step's term.
    pub days: u32,
    /// Why.
    pub reason: Text,
    /// Day of the extension.
    pub on: Date,
}
