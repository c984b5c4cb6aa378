//! Whom an assessment names: the base of what an expert sees of the list.

use uuid::Uuid;

use super::projection;

projection! {
    /// A person whom an assessment of a matter names for a rating or a review.
    /// Only the latest assessment of a matter counts.
    NamedRow => "named", key ["matter_id", "person_id", "record_id"],
        sides [], patched &[], {
        /// The matter.
        matter_id: Uuid,
        /// The expert or reviewer.
        person_id: Uuid,
    }
}
