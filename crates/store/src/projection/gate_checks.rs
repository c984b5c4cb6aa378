//! The list of gate checks.

use jiff::Timestamp;
use uuid::Uuid;

use super::projection;

projection! {
    /// A question asked at a gate and its verdict.
    GateCheckRow => "gate_checks", key ["id"], sides [], patched &[], {
        /// Identifier of the check.
        id: Uuid,
        /// The matter, when one was found.
        matter_id: Option<Uuid>,
        /// Number that was asked for.
        number: String,
        /// Code of the gate.
        gate: String,
        /// Code of the verdict.
        verdict: String,
        /// Code of the deciding rule.
        rule: Option<String>,
        /// The unit that asked.
        unit_id: Uuid,
        /// When it was asked.
        checked_at: Timestamp,
    }
}
