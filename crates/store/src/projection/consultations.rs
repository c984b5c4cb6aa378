//! The list of public consultations.

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

use super::projection;

projection! {
    /// A public consultation.
    ConsultationRow => "consultations", key ["id"], sides [("title_ref", "title")], patched &[], {
        /// Identifier of the consultation.
        id: Uuid,
        /// End of its public address.
        slug: String,
        /// The matter.
        matter_id: Uuid,
        /// The assessment.
        assessment_id: Uuid,
        /// Code of its state.
        status: String,
        /// First legal day on which answers are taken.
        from_on: Option<Date>,
        /// Last one.
        to_on: Option<Date>,
        /// Commitment to its title; the store fills the readable column.
        title_ref: Option<Hash>,
    }
}
