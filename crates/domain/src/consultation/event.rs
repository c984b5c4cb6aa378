//! What can happen to a consultation.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Batch, Export, Moderated, Outcome, Seal, Stratum};
use crate::{
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
        /// A file of answers that officials typed was taken in.
        BatchTaken { batch: Batch },
        /// It was given up before it was opened.
        ConsultationGivenUp { reason: Text },
    }
}

event_body!(ConsultationEvent);
