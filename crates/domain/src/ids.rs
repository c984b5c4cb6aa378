//! One identifier type per entity, so that a unit can never be passed where a
//! person is meant. Identifiers are UUIDv7 made by the caller.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID made by the caller's identifier source.
            #[must_use]
            pub const fn new(id: Uuid) -> Self { Self(id) }
            /// The bare UUID, for storage.
            #[must_use]
            pub const fn uuid(self) -> Uuid { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
    )+};
}

ids! {
    /// A planned decision (决策事项).
    MatterId,
    /// One assessment of a matter.
    AssessmentId,
    /// A party, government, department, agency or other organisation.
    UnitId,
    /// An official or expert: an opaque identifier; the name is erasable.
    PersonId,
    /// A role held by a person at a unit for a dated period.
    PostId,
    /// A list report (清单报备) of one unit for one period.
    ListReportId,
    /// A risk factor of one assessment.
    FactorId,
    /// A measure of one assessment.
    MeasureId,
    /// A public notice.
    NoticeId,
    /// A consultation activity: meeting, visit, hearing or tally of answers.
    ActivityId,
    /// A hearing (听证会), from its announcement to its closing.
    HearingId,
    /// A public consultation: a questionnaire that residents answer.
    ConsultationId,
    /// A rating round of an expert panel.
    PanelId,
    /// A frozen version of a report.
    ReportId,
    /// A review panel.
    ReviewId,
    /// A submission for filing.
    FilingId,
    /// An incident during implementation.
    IncidentId,
    /// A trigger of re-assessment.
    TriggerId,
    /// A grievance (诉求) during implementation.
    GrievanceId,
}
