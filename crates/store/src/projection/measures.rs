//! The list of measures across matters.

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

use super::projection;

projection! {
    /// A measure of an assessment.
    MeasureRow => "measures", key ["id"], sides [("title_ref", "title")], patched &[], {
        /// Identifier of the measure.
        id: Uuid,
        /// The matter.
        matter_id: Uuid,
        /// The assessment.
        assessment_id: Uuid,
        /// The unit that carries it out.
        unit_id: Uuid,
        /// Legal day by which it is due.
        due_on: Option<Date>,
        /// Code of its state.
        status: String,
        /// Commitment to its title; the store fills the readable column.
        title_ref: Option<Hash>,
    }
}
