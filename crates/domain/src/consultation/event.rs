//! What can happen to a consultation.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Batch, Export, Moderated, Outcome, Positions, Seal, Stratum,
    round::{RoundOutcome, RoundSeal, RoundSettings},
};
use crate::{
    codes::ExclusionCause,
    event_body, events,
    ids::{AssessmentId, MatterId},
    text::{PackageHash, Text},
};

/// Everything that is settled before the public is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The assessment.
    pub assessment: AssessmentId,
    /// Its matter.
    pub matter: MatterId,
    /// The end of the public address.
    pub slug: String,
    /// The rules of the assessment.
    pub rules: PackageHash,
    /// What it is about.
    pub title: Text,
    /// Who decides what, and what is asked.
    pub about: Text,
    /// The questionnaire, by the commitment of its canonical JSON.
    pub form: Text,
    /// Groups by code.
    pub strata: BTreeMap<String, Stratum>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why the period is shorter than the rule asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortened: Option<Text>,
    /// Whether an answer needs the code of a sealed letter.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_letter: bool,
}

/// Answers that are not to be counted, as one official found them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which they are.
    pub positions: Positions,
    /// Why, as a code.
    pub cause: ExclusionCause,
    /// Why, in words.
    pub reason: Text,
}

events! {
    /// What can happen to a consultation.
    ConsultationEvent {
        /// Questionnaire and period were set, or set anew before the opening.
        ConsultationPrepared { set: Settings },
        /// It was opened to the public; from now on the questionnaire is frozen.
        ConsultationOpened {},
        /// The last day was moved to a later one.
        ConsultationExtended { to: Date, reason: Text },
        /// The answers of up to now were sealed.
        AnswersSealed { seal: Seal },
        /// No more answers are taken; the last seal with what it holds.
        AnswersClosed {
            seal: Seal,
            outcome: Outcome,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            cut_short: Option<Text>,
        },
        /// The result was published with a statement of the unit.
        ResultsPublished { statement: Text },
        /// The stored answers were taken out row by row.
        AnswersExported { export: Export },
        /// A free text of an answer was looked at.
        TextModerated { text: Moderated },
        /// The record of the moderation was taken out.
        ModerationExported { export: Export },
        /// Codes were drawn for sealed letters; the codes themselves are kept nowhere.
        LettersPrinted { count: u32 },
        /// It was proposed not to count some answers.
        ExclusionProposed { proposal: Proposal },
        /// A second person confirmed it: they are not counted.
        AnswersExcluded { index: u32 },
        /// A second person declined it, or the first one took it back.
        ExclusionDropped { index: u32, reason: Text },
        /// The stored answers were deleted at the end of their term.
        AnswersErased { count: u64 },
        /// A discussion round was set, or set anew before the opening.
        RoundOpened { round: RoundSettings },
        /// The unit added a statement to the round.
        StatementAdded { words: Text },
        /// The last day of the round was moved to a later one.
        RoundExtended { to: Date, reason: Text },
        /// A statement of the round is shown no longer.
        StatementWithdrawn { number: u32, reason: Text },
        /// A statement of a resident was looked at.
        StatementModerated { text: Moderated },
        /// Votes and statements of up to now were sealed.
        RoundSealed { seal: RoundSeal },
        /// No more votes are taken; the last seal with what it holds.
        RoundClosed {
            seal: RoundSeal,
            outcome: RoundOutcome,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            cut_short: Option<Text>,
        },
        /// A file of answers that officials typed was taken in.
        BatchTaken { batch: Batch },
        /// It was given up before it was opened.
        ConsultationGivenUp { reason: Text },
    }
}

event_body!(ConsultationEvent);
