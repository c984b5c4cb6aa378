//! What assessments reached on which day: the base of the figures of a year.

use jiff::civil::Date;
use uuid::Uuid;

use super::projection;

projection! {
    /// Something that an assessment reached on a legal day. Unlike the columns of
    /// the matter's own row it stays when a later assessment or decision follows.
    MilestoneRow => "milestones", key ["record_id", "kind", "n"], sides [], patched &[], {
        /// `ASSESSED`, `FILED` or `DECIDED`.
        kind: String,
        /// Which of its kind in the assessment, counted from 0.
        n: i64,
        /// The matter.
        matter_id: Uuid,
        /// Ordinal of the assessment.
        ordinal: i64,
        /// Legal day.
        on_day: Date,
        /// Initial level.
        level_initial: Option<String>,
        /// Expected level after measures.
        level_after: Option<String>,
        /// Code of the conclusion: of this decision, or of the last one.
        conclusion: Option<String>,
        /// Code of the procedure.
        procedure_code: Option<String>,
    }
}
