//! A public consultation (公众意见征集): a questionnaire about one assessment
//! that residents answer without a name. What they answer is no event; what
//! officials do with the consultation is, and so is the seal over the answers.

pub mod acts;
pub mod answer;
pub mod draft;
pub mod event;
mod exclusion;
pub mod form;
pub mod round;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::{
    acts::Command,
    event::{ConsultationEvent, Proposal as ExclusionProposal},
    exclusion::{Exclusion, ExclusionStanding, MAX_RUNS, Positions},
    round::Round,
};
use crate::{
    codes::{Attitude, Channel, ExportFormat, Moderation, TextFault},
    ids::{AssessmentId, MatterId},
    record::{EventMeta, Record},
    text::{PackageHash, Text},
};

/// Where a consultation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Before the first event.
    #[default]
    Unprepared,
    /// Questionnaire and period are set; the public sees nothing yet.
    Prepared,
    /// Open to the public.
    Open,
    /// Closed and sealed.
    Closed,
    /// The result is published.
    Published,
    /// Given up before anybody answered.
    Withdrawn,
}

impl Standing {
    /// Stable code, as lists keep it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unprepared => "UNPREPARED",
            Self::Prepared => "PREPARED",
            Self::Open => "OPEN",
            Self::Closed => "CLOSED",
            Self::Published => "PUBLISHED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }
}

/// A group whose answers are told apart, with its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stratum {
    /// The group's name in the plan.
    pub name: Text,
    /// Persons in it, as a count.
    pub population: u32,
}

/// The root over all answers that were acknowledged up to a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Number of answers.
    pub size: u64,
    /// Merkle root over them (RFC 6962), 64 hexadecimal digits.
    pub root: String,
}

/// A seal of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedSeal {
    /// The day.
    pub on: Date,
    /// The seal.
    #[serde(flatten)]
    pub seal: Seal,
}

/// A version of the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The day on which it was set.
    pub on: Date,
    /// The questionnaire, by the commitment of its canonical JSON.
    pub form: Text,
}

/// What the sealed answers say, as counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// Attitudes by the code of the stratum; what nobody chose is absent.
    pub attitudes: BTreeMap<String, BTreeMap<Attitude, u32>>,
    /// Answers by channel.
    pub channels: BTreeMap<Channel, u32>,
    /// Letters that were used; absent where none were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<u64>,
    /// How many answers make the choices that were made most often; absent where
    /// it was not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<u64>,
}

impl Outcome {
    /// Answers of a stratum, over all attitudes.
    #[must_use]
    pub fn answers(&self, stratum: &str) -> u64 {
        self.attitudes
            .get(stratum)
            .into_iter()
            .flat_map(BTreeMap::values)
            .map(|n| u64::from(*n))
            .sum()
    }
}

/// Answers that were taken out row by row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// In which form.
    pub format: ExportFormat,
    /// How many answers there were at that moment.
    pub rows: u64,
    /// What for.
    pub reason: Text,
}

/// An export of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedExport {
    /// The day.
    pub on: Date,
    /// The export.
    #[serde(flatten)]
    pub export: Export,
}

/// A file of answers that officials took in: paper, telephone, visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub file: String,
    /// By which way the answers came.
    pub channel: Channel,
    /// Answers in the file.
    pub rows: u64,
    /// Of these, answers that were counted by it; the numbers of the others had
    /// been counted before.
    pub counted: u64,
}

/// A file of answers of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedBatch {
    /// The day.
    pub on: Date,
    /// The file.
    #[serde(flatten)]
    pub batch: Batch,
}

/// What became of a free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderated {
    /// Position of its answer.
    pub position: u64,
    /// Code of the question.
    pub question: String,
    /// What was done.
    pub done: Moderation,
    /// Why it is not shown as it was written; absent for a text that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<TextFault>,
    /// Salted commitment of the words that may be read, 64 hexadecimal digits;
    /// absent for a text that is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// Free texts by what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Looked {
    /// Decisions by kind; a text that was looked at again counts each time.
    pub decisions: BTreeMap<Moderation, u32>,
    /// Reasons of what is not shown as it was written.
    pub faults: BTreeMap<TextFault, u32>,
}

/// The state of a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Consultation {
    /// The assessment that it belongs to.
    pub assessment: Option<AssessmentId>,
    /// The matter.
    pub matter: Option<MatterId>,
    /// The end of its public address, for example `ln-cy-2016-00412-1`.
    pub slug: String,
    /// The rules of its place and day.
    pub rules: PackageHash,
    /// Where it stands.
    pub standing: Standing,
    /// What it is about, in the words of residents.
    pub title: Option<Text>,
    /// Who decides what, and what is asked.
    pub about: Option<Text>,
    /// The questionnaire: canonical JSON of [`form::Form`], by its commitment.
    pub form: Option<Text>,
    /// Counts the versions of the questionnaire; frozen once it is open.
    pub form_version: u32,
    /// The versions, oldest first; the last one is asked.
    #[serde(default)]
    pub versions: Vec<Version>,
    /// Groups by code, in the order of the plan.
    pub strata: BTreeMap<String, Stratum>,
    /// First day on which answers are taken.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Why the period is shorter than the rule asks; shown to the public.
    pub shortened: Option<Text>,
    /// Seals of days, oldest first.
    pub seals: Vec<DatedSeal>,
    /// The last seal, once it is closed.
    pub closing: Option<DatedSeal>,
    /// Why it was closed before its last day; shown to the public.
    pub cut_short: Option<Text>,
    /// What the sealed answers say.
    pub outcome: Option<Outcome>,
    /// What the unit says about the result.
    pub statement: Option<Text>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Every time that the answers were taken out row by row, oldest first.
    pub exports: Vec<DatedExport>,
    /// Free texts that were looked at.
    pub looked: Looked,
    /// Files of answers that were taken in, oldest first.
    pub batches: Vec<DatedBatch>,
    /// Its discussion round, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
    /// Every time that the record of the moderation was taken out.
    pub log_exports: Vec<DatedExport>,
    /// Whether an answer needs the code of a sealed letter.
    pub by_letter: bool,
    /// Letters that were printed.
    pub letters: u64,
    /// Answers that were proposed not to be counted, and what became of it.
    pub exclusions: Vec<Exclusion>,
    /// The deletion of the answers at the end of their term.
    pub erased: Option<Erased>,
}

/// The deletion of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// The day.
    pub on: Date,
    /// How many answers there had been.
    pub count: u64,
}

impl Consultation {
    /// Whether the public may answer on a day.
    #[must_use]
    pub fn takes_answers(&self, day: Date) -> bool {
        self.standing == Standing::Open
            && self.from.is_some_and(|from| from <= day)
            && self.to.is_some_and(|to| day <= to)
    }

    /// Whether the time for answers has passed on a day.
    #[must_use]
    pub fn is_over(&self, day: Date) -> bool {
        match self.standing {
            Standing::Open => self.to.is_some_and(|to| to < day),
            Standing::Closed | Standing::Published => true,
            Standing::Unprepared | Standing::Prepared | Standing::Withdrawn => false,
        }
    }

    /// Whether the public may vote in its round on a day.
    #[must_use]
    pub fn takes_votes(&self, day: Date) -> bool {
        let open = |round: &Round| round.is_open() && round.from <= day && day <= round.to;
        self.takes_answers(day) && self.round.as_ref().is_some_and(open)
    }

    /// Whether the public may know of it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::Closed | Standing::Published)
    }
}

impl Record for Consultation {
    const KIND: &'static str = "consultation";
    const FOLD_VERSION: u32 = 3;
    type Event = ConsultationEvent;

    fn apply(&mut self, meta: &EventMeta, event: &ConsultationEvent) {
        match event {
            ConsultationEvent::ConsultationPrepared { set } => self.set(meta.occurred_on, set),
            ConsultationEvent::ConsultationOpened {} => self.standing = Standing::Open,
            ConsultationEvent::ConsultationExtended { to, .. } => self.to = Some(*to),
            ConsultationEvent::AnswersSealed { seal } => {
                self.seals.push(DatedSeal { on: meta.occurred_on, seal: seal.clone() });
            }
            ConsultationEvent::AnswersClosed { seal, outcome, cut_short } => {
                self.standing = Standing::Closed;
                self.closing = Some(DatedSeal { on: meta.occurred_on, seal: seal.clone() });
                self.outcome = Some(outcome.clone());
                self.cut_short = *cut_short;
            }
            ConsultationEvent::ResultsPublished { statement } => {
                self.standing = Standing::Published;
                self.statement = Some(*statement);
                self.published = Some(meta.occurred_on);
            }
            ConsultationEvent::AnswersExported { export } => {
                self.exports.push(DatedExport { on: meta.occurred_on, export: export.clone() });
            }
            ConsultationEvent::TextModerated { text } => self.looked.add(text),
            ConsultationEvent::ModerationExported { export } => {
                let export = DatedExport { on: meta.occurred_on, export: export.clone() };
                self.log_exports.push(export);
            }
            ConsultationEvent::LettersPrinted { count } => {
                self.letters = self.letters.saturating_add(u64::from(*count));
            }
            ConsultationEvent::ExclusionProposed { proposal } => {
                self.exclusions.push(Exclusion::proposed(proposal.clone(), meta));
            }
            ConsultationEvent::AnswersExcluded { index } => {
                self.settle(*index, ExclusionStanding::Excluded { on: meta.occurred_on });
            }
            ConsultationEvent::ExclusionDropped { index, reason } => {
                self.settle(*index, ExclusionStanding::Dropped { reason: *reason });
            }
            ConsultationEvent::AnswersErased { count } => {
                self.erased = Some(Erased { on: meta.occurred_on, count: *count });
            }
            ConsultationEvent::RoundOpened { round } => self.round = Some(Round::begun(round)),
            ConsultationEvent::StatementAdded { .. }
            | ConsultationEvent::StatementWithdrawn { .. }
            | ConsultationEvent::StatementModerated { .. }
            | ConsultationEvent::RoundExtended { .. }
            | ConsultationEvent::RoundSealed { .. }
            | ConsultationEvent::RoundClosed { .. } => {
                if let Some(round) = &mut self.round {
                    round.apply(meta, event);
                }
            }
            ConsultationEvent::BatchTaken { batch } => {
                self.batches.push(DatedBatch { on: meta.occurred_on, batch: batch.clone() });
            }
            ConsultationEvent::ConsultationGivenUp { .. } => self.standing = Standing::Withdrawn,
        }
    }
}

impl Looked {
    pub(crate) fn add(&mut self, text: &Moderated) {
        let decided = self.decisions.entry(text.done).or_default();
        *decided = decided.saturating_add(1);
        if let Some(fault) = text.fault {
            let found = self.faults.entry(fault).or_default();
            *found = found.saturating_add(1);
        }
    }
}

impl Consultation {
    fn set(&mut self, on: Date, set: &event::Settings) {
        self.standing = Standing::Prepared;
        self.assessment = Some(set.assessment);
        self.matter = Some(set.matter);
        self.slug.clone_from(&set.slug);
        self.rules = set.rules;
        self.title = Some(set.title);
        self.about = Some(set.about);
        self.form = Some(set.form);
        self.form_version = self.form_version.saturating_add(1);
        self.versions.push(Version { on, form: set.form });
        self.strata.clone_from(&set.strata);
        self.from = Some(set.from);
        self.to = Some(set.to);
        self.shortened = set.shortened;
        self.by_letter = set.by_letter;
    }
}
