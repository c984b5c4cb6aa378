//! What can happen to a matter.

use super::{Facts, GateCheck, Screening};
use crate::{
    assessment::Parties,
    event_body, events,
    ids::AssessmentId,
    text::{PackageHash, Text},
};

events! {
    /// What can happen to a matter.
    MatterEvent {
        /// Put on the list of planned decisions.
        MatterListed {
            number: String,
            check_code: String,
            rules: PackageHash,
            facts: Facts,
            parties: Parties,
            #[serde(default)]
            origin: Option<Text>,
        },
        /// Facts or units were amended.
        MatterAmended { facts: Facts, parties: Parties, reason: Text },
        /// A screening was proposed.
        ScreeningProposed { screening: Screening },
        /// The proposal was sent back.
        ScreeningSentBack { reason: Text },
        /// The screening was confirmed.
        ScreeningConfirmed { note: Option<Text> },
        /// An assessment was opened.
        MatterAssessmentOpened { assessment: AssessmentId, ordinal: u32 },
        /// A gate was asked and the answer put on record.
        GateChecked { check: GateCheck },
        /// The matter was given up.
        MatterWithdrawn { reason: Text },
        /// The words or the file behind a commitment were erased by rule.
        MatterTextErased { erased: Text, reason: Text },
    }
}

event_body!(MatterEvent);
