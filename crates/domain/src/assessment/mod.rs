//! One assessment of a matter, from its plan to the closed file. The state is
//! what the events fold to; each act lives in a file of its own beside its
//! input, its rule and its tests.

pub mod acts;
mod apply;
pub(crate) mod check;
pub mod event;
pub mod parts;
pub mod sure;
mod upcoming;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::parts::{
    Activity, CheckIn, DecisionEntry, Extension, Factor, Filing, Hearing, Incident, Legality,
    LevelEntry, Measure, Notice, Opinion, Panel, Pause, Plan, PostEvaluation, Report, Review,
    Trigger, WeightSet,
};
pub use self::{
    acts::Command,
    event::{AssessmentEvent, Entry, Parties},
    upcoming::DueTrigger,
    view::Filed,
};
use crate::{
    codes::{Deed, ProcedureCode, Step},
    ids::{MatterId, PersonId, UnitId},
    text::{PackageHash, Text},
};

/// Whether work can go on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// Not opened yet: the state before the first event.
    #[default]
    Unopened,
    /// Work goes on.
    Active,
    /// Paused.
    Suspended,
    /// Given up by its owner.
    Withdrawn {
        /// Why.
        reason: Text,
    },
    /// The file is closed.
    Archived,
}

/// The state of one assessment.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Assessment {
    /// The matter that it belongs to.
    pub matter: Option<MatterId>,
    /// Number, for example `LN-CY-2016-00412-A1`.
    pub number: String,
    /// The rules of its place and day.
    pub rules_hash: PackageHash,
    /// Which assessment of the matter, from 1.
    pub ordinal: u32,
    /// The procedure in force.
    pub procedure: Option<ProcedureCode>,
    /// Units that take part.
    pub parties: Option<Parties>,
    /// Households affected, as a count.
    pub households: Option<u32>,
    /// Whether the matter is a plan.
    pub is_plan: bool,
    /// Whether work can go on.
    pub standing: Standing,
    /// Day of opening.
    pub opened: Option<Date>,
    /// Steps that are done, with their day.
    pub done: BTreeMap<Step, Date>,
    /// The plan.
    pub plan: Option<Plan>,
    /// Notices, oldest first.
    pub notices: Vec<Notice>,
    /// Consultation activities, oldest first.
    pub activities: Vec<Activity>,
    /// Hearings, oldest first.
    pub hearings: Vec<Hearing>,
    /// Topics raised.
    pub opinions: Vec<Opinion>,
    /// Summary of the consultation.
    pub consultation: Option<Text>,
    /// Why the consultation was shorter than the rule asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation_shortened: Option<Text>,
    /// Factors.
    pub factors: Vec<Factor>,
    /// Rating panels, oldest first.
    pub panels: Vec<Panel>,
    /// Weights.
    pub weights: Option<WeightSet>,
    /// Level determinations, oldest first.
    pub levels: Vec<LevelEntry>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Contingency plan.
    pub contingency: Option<Text>,
    /// Report versions, oldest first.
    pub reports: Vec<Report>,
    /// Reviews, oldest first.
    pub reviews: Vec<Review>,
    /// Filings, oldest first.
    pub filings: Vec<Filing>,
    /// Legality reviews, oldest first.
    pub legality: Vec<Legality>,
    /// Decisions, oldest first; the last one stands.
    pub decisions: Vec<DecisionEntry>,
    /// Check-ins, oldest first.
    pub check_ins: Vec<CheckIn>,
    /// Incidents, oldest first.
    pub incidents: Vec<Incident>,
    /// Triggers, oldest first.
    pub triggers: Vec<Trigger>,
    /// Summary at the end of implementation.
    pub completion: Option<Text>,
    /// Post-evaluation.
    pub post_evaluation: Option<PostEvaluation>,
    /// The step whose term runs.
    pub term_step: Option<Step>,
    /// When it is due; none while the clock stands or the rules set no term.
    pub term_due: Option<Date>,
    /// Pauses, oldest first.
    pub pauses: Vec<Pause>,
    /// Extensions, oldest first.
    pub extensions: Vec<Extension>,
    /// Who did what: the base of four-eyes and recusal.
    pub deeds: BTreeMap<Deed, BTreeSet<PersonId>>,
    /// Units of those who drafted, for the independence of the post-evaluation.
    pub assessor_units: BTreeSet<UnitId>,
}
