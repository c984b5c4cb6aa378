//! The list of grievances.

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

use super::projection;

projection! {
    /// A grievance during implementation.
    GrievanceRow => "grievances", key ["id"], sides [("summary_ref", "summary")], patched &[], {
        /// Identifier of the grievance.
        id: Uuid,
        /// Readable number.
        number: String,
        /// The matter.
        matter_id: Uuid,
        /// The assessment in force when it came in.
        assessment_id: Uuid,
        /// Code of its standing.
        status: String,
        /// Code of the channel.
        channel: String,
        /// The risk that it is about.
        factor_id: Option<Uuid>,
        /// Code of that risk in the catalogue.
        factor_code: Option<String>,
        /// Legal day on which it came in.
        received_on: Date,
        /// Legal day by which it had to be acknowledged.
        acknowledge_by: Option<Date>,
        /// Legal day on which it was.
        acknowledged_on: Option<Date>,
        /// Legal day by which it had to be answered.
        answer_by: Option<Date>,
        /// Legal day of the first answer.
        answered_on: Option<Date>,
        /// Legal day of the term that runs.
        due_on: Option<Date>,
        /// Whether it was taken to the level above.
        escalated: bool,
        /// Commitment to the official's sentence; the store fills the readable column.
        summary_ref: Option<Hash>,
    }
}
