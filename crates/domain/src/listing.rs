//! List reports (清单报备): the matters that a unit plans for a period, the
//! base against which completeness is measured.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    event_body, events,
    ids::{MatterId, UnitId},
    record::{EventMeta, Record},
    refusal::{Reason, Refusal},
    text::Text,
};

/// A year, or a quarter of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// The year.
    pub year: i16,
    /// 1 to 4; none for the yearly list.
    #[serde(default)]
    pub quarter: Option<u8>,
}

/// The list report of one unit for one period.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ListReport {
    /// The unit that reports.
    pub unit: Option<UnitId>,
    /// The period.
    pub period: Option<Period>,
    /// Matters on it.
    pub matters: BTreeSet<MatterId>,
    /// Day on which it was handed in.
    pub reported: Option<Date>,
    /// A "nothing planned" statement.
    pub empty_note: Option<Text>,
}

events! {
    /// What can happen to a list report.
    ListReportEvent {
        /// Handed in.
        ListReported {
            unit: UnitId,
            period: Period,
            matters: BTreeSet<MatterId>,
            empty_note: Option<Text>,
        },
        /// Completed later.
        ListCompleted { matters: BTreeSet<MatterId>, reason: Text },
    }
}
event_body!(ListReportEvent);

impl Record for ListReport {
    const KIND: &'static str = "list_report";
    const FOLD_VERSION: u32 = 1;
    type Event = ListReportEvent;

    fn apply(&mut self, meta: &EventMeta, event: &ListReportEvent) {
        match event {
            ListReportEvent::ListReported { unit, period, matters, empty_note } => {
                self.unit = Some(*unit);
                self.period = Some(*period);
                self.matters.clone_from(matters);
                self.empty_note = *empty_note;
                self.reported = Some(meta.occurred_on);
            }
            ListReportEvent::ListCompleted { matters, .. } => {
                self.matters.extend(matters.iter().copied());
            }
        }
    }
}

impl ListReport {
    /// Hands a list in. An empty list needs a statement in words.
    ///
    /// # Errors
    /// Refused when it was handed in before, or is empty without a statement.
    pub fn report(
        &self,
        unit: UnitId,
        period: Period,
        matters: BTreeSet<MatterId>,
        empty_note: Option<Text>,
    ) -> Result<Vec<ListReportEvent>, Refusal> {
        if self.reported.is_some() {
            return Err(Refusal::of(Reason::Already { field: "period" }));
        }
        if matters.is_empty() && empty_note.is_none() {
            return Err(Refusal::of(Reason::ReasonNeeded { field: "empty_note" }));
        }
        Ok(vec![ListReportEvent::ListReported { unit, period, matters, empty_note }])
    }

    /// Adds matters to a list that was handed in.
    ///
    /// # Errors
    /// Refused before it was handed in, or without anything new.
    pub fn complete(
        &self,
        matters: BTreeSet<MatterId>,
        reason: Text,
    ) -> Result<Vec<ListReportEvent>, Refusal> {
        if self.reported.is_none() {
            return Err(Refusal::of(Reason::NoOpen { field: "period" }));
        }
        if matters.is_subset(&self.matters) {
            return Err(Refusal::of(Reason::Already { field: "matters" }));
        }
        Ok(vec![ListReportEvent::ListCompleted { matters, reason }])
    }
}
