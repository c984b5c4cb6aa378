//! The list of officials and experts.

use ledger::Hash;
use uuid::Uuid;

use super::projection;

projection! {
    /// An official or expert.
    PersonRow => "persons", key ["id"], sides [("name_ref", "name")], patched &[], {
        /// Opaque identifier.
        id: Uuid,
        /// Sign-in name; `None` for one who cannot sign in.
        username: Option<String>,
        /// Commitment to the name; the store fills the readable column.
        name_ref: Option<Hash>,
        /// Whether the person may not act any more.
        disabled: bool,
    }
}
