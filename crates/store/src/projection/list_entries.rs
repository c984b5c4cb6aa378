//! The entries of list reports.

use ledger::Hash;
use uuid::Uuid;

use super::projection;

projection! {
    /// One line of a list report.
    ListEntryRow => "list_entries", key ["id"], sides [("title_ref", "title")], patched &[], {
        /// Identifier of the entry.
        id: Uuid,
        /// The list report.
        report_id: Uuid,
        /// The reporting unit.
        unit_id: Uuid,
        /// Year of the period.
        year: i64,
        /// Code of the period within the year.
        period: String,
        /// The matter made from it.
        matter_id: Option<Uuid>,
        /// Code of its state.
        status: String,
        /// Commitment to the title as reported; the store fills the readable column.
        title_ref: Option<Hash>,
    }
}
