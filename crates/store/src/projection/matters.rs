//! The list of matters.

use jiff::{Timestamp, civil::Date};
use ledger::Hash;
use uuid::Uuid;

use super::{ColumnKind, projection};
use crate::value::Value;

projection! {
    /// The columns of a matter that the matter's own record writes. All others
    /// are written by [`MatterPatch`].
    MatterRow => "matters", key ["id"], sides [("title_ref", "title")], patched MatterColumn::COLUMNS, {
        /// Identifier of the matter; the row's record is the matter itself.
        id: Uuid,
        /// Readable number, `LN-CY-2016-00412`.
        number: String,
        /// Check code of the number.
        check_code: String,
        /// Commitment to the title; the store fills the readable column.
        title_ref: Option<Hash>,
        /// Code of the category.
        category: String,
        /// Code of the sector.
        sector: Option<String>,
        /// Division code of the place.
        division: String,
        /// The owner unit.
        unit_id: Uuid,
        /// Division code of the city.
        city_code: Option<String>,
        /// Division code of the county.
        county_code: Option<String>,
        /// Year of the number.
        year: i64,
        /// Legal day of listing.
        listed_on: Option<Date>,
        /// When the matter's last event was recorded.
        updated_at: Timestamp,
        /// Position of that event.
        last_seq: u64,
    }
}

macro_rules! matter_columns {
    ($($(#[$doc:meta])* $variant:ident => $name:literal $kind:ident,)+) => {
        /// A column of a matter that records write as [`MatterPatch`]. Each column
        /// must be written by one record kind only.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum MatterColumn { $($(#[$doc])* $variant),+ }

        impl MatterColumn {
            pub(crate) const COLUMNS: &'static [(&'static str, ColumnKind)] =
                &[$(($name, ColumnKind::$kind)),+];
            /// The column's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

matter_columns! {
    /// Code of the status (text).
    Status => "status" Text,
    /// Code of the stage on the step bar (text).
    Stage => "stage" Text,
    /// Initial level (text).
    LevelInitial => "level_initial" Text,
    /// Expected level after measures (text).
    LevelAfter => "level_after" Text,
    /// Level as tracking sees it (text).
    LevelLive => "level_live" Text,
    /// Composite index of the level that stands, in ten-thousandths (number).
    LevelIndex => "level_index" Int,
    /// Code of the conclusion (text).
    Conclusion => "conclusion" Text,
    /// Code of the procedure (text).
    Procedure => "procedure_code" Text,
    /// Next legal due day (day).
    DueOn => "due_on" Text,
    /// Latest assessment (identifier).
    AssessmentId => "assessment_id" Text,
    /// Ordinal of the latest assessment (number).
    AssessmentNo => "assessment_no" Int,
    /// Filing number (text).
    FiledNo => "filed_no" Text,
    /// Legal day of filing (day).
    FiledOn => "filed_on" Text,
    /// Legal day of the decision (day).
    DecidedOn => "decided_on" Text,
    /// Legal day on which the assessment was completed (day).
    AssessedOn => "assessed_on" Text,
}

/// Columns of a matter's row that a record writes: the matter for its own
/// progress, an assessment for what it found. Values are made with
/// `Value::from`; an empty optional of the column's type is NULL.
#[derive(Debug, Clone, PartialEq)]
pub struct MatterPatch {
    /// The matter.
    pub matter_id: Uuid,
    /// The assessment's ordinal: a patch is left out when the row already shows
    /// a later assessment. `None` for the matter's own record.
    pub ordinal: Option<i64>,
    /// The columns and their values.
    pub set: Vec<(MatterColumn, Value)>,
}

impl From<MatterPatch> for super::Projection {
    fn from(patch: MatterPatch) -> Self {
        Self::Patch(patch)
    }
}
