//! Which units take part in which matter: the base of the unit scope.

use uuid::Uuid;

use super::projection;

projection! {
    /// A unit's part in a matter. Every record of a matter states the parts
    /// that it gives, the owner included.
    ParticipantRow => "participants", key ["matter_id", "unit_id", "part", "record_id"],
        sides [], patched &[], {
        /// The matter.
        matter_id: Uuid,
        /// The unit.
        unit_id: Uuid,
        /// Code of its part, for example OWNER, AGENCY, OFFICE.
        part: String,
    }
}
