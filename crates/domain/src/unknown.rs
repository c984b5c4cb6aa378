//! Numbers that a gate was asked about and that no matter has (应评未评): the
//! refusal is put on record like any other.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    codes::Gate,
    event_body, events,
    ids::UnitId,
    record::{EventMeta, Record},
};

/// A number without a matter, and who asked about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UnknownNumber {
    /// The number.
    pub number: String,
    /// Each time that a gate was asked, oldest first.
    pub checks: Vec<UnknownCheck>,
}

/// One question about a number without a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownCheck {
    /// Which gate.
    pub gate: Gate,
    /// Day.
    pub on: Date,
    /// Instant at which it was put on record.
    pub at: Timestamp,
    /// Unit that checked.
    pub unit: UnitId,
}

events! {
    /// What can happen to a number without a matter.
    UnknownNumberEvent {
        /// A gate was asked about it, and refused.
        UnknownNumberAsked { number: String, gate: Gate },
    }
}
event_body!(UnknownNumberEvent);

impl Record for UnknownNumber {
    const KIND: &'static str = "unknown_number";
    const FOLD_VERSION: u32 = 1;
    type Event = UnknownNumberEvent;

    fn apply(&mut self, meta: &EventMeta, event: &UnknownNumberEvent) {
        let UnknownNumberEvent::UnknownNumberAsked { number, gate } = event;
        self.number.clone_from(number);
        self.checks.push(UnknownCheck {
            gate: *gate,
            on: meta.occurred_on,
            at: meta.recorded_at,
            unit: meta.unit,
        });
    }
}
