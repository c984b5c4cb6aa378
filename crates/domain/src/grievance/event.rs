//! What can happen to a grievance.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Link, Looked};
use crate::{
    codes::{EscalationLevel, GrievanceChannel, GrievanceTerm, ReturnedAs},
    event_body, events,
    ids::{AssessmentId, MatterId},
    text::{PackageHash, Text},
};

/// Everything that is known when a grievance comes in: never who brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Number, for example `SQ-CY-2016-00017`.
    pub number: String,
    /// The matter that it is about.
    pub matter: MatterId,
    /// The assessment in force.
    pub assessment: AssessmentId,
    /// The rules whose terms apply.
    pub rules: PackageHash,
    /// How it came.
    pub channel: GrievanceChannel,
    /// Salted commitment of the sealed words, 64 hexadecimal digits. The words lie
    /// in the database of public texts and are in no event.
    pub words: String,
    /// Days by which something is due, as the rules gave them.
    pub terms: BTreeMap<GrievanceTerm, Date>,
}

events! {
    /// What can happen to a grievance.
    GrievanceEvent {
        /// It came in: the installation's own entry, or that of the official to
        /// whom it was told.
        GrievanceReceived { received: Received },
        /// Its words were looked at and put into a sentence by an official.
        GrievanceModerated { look: Looked },
        /// It was taken up.
        GrievanceAcknowledged {},
        /// It was put to a risk and to a measure.
        GrievanceLinked { link: Link },
        /// The answer was put off with a reason.
        GrievanceExtended { reason: Text, due: Date },
        /// It was taken to the level above.
        GrievanceEscalated {
            level: EscalationLevel,
            reason: Text,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            due: Option<Date>,
        },
        /// It was answered.
        GrievanceAnswered { answer: Text },
        /// What was promised is done, or nothing was left to do.
        GrievanceClosed { note: Text },
        /// It is not about this matter, or cannot be dealt with here.
        GrievanceReturned { reason: ReturnedAs, note: Text },
        /// Its words were deleted at the end of their term.
        GrievanceErased {},
    }
}

event_body!(GrievanceEvent);
