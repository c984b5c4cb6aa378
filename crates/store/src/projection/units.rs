//! The list of units.

use jiff::civil::Date;
use uuid::Uuid;

use super::projection;

projection! {
    /// A unit: party, government, department, town, agency, approval office.
    UnitRow => "units", key ["id"], sides [], patched &[], {
        /// Identifier of the unit.
        id: Uuid,
        /// Short code, unique in the installation.
        code: String,
        /// Code of its kind.
        kind: String,
        /// Official name of the office (not personal data).
        name: String,
        /// The unit above.
        parent: Option<Uuid>,
        /// Codes from the root with slashes on both ends: `/210000/211300/`.
        path: String,
        /// Division code of its place.
        division: String,
        /// First day of its existence.
        valid_from: Option<Date>,
        /// Last day of its existence.
        valid_to: Option<Date>,
    }
}
