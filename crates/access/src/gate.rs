//! Who stands at which gate.

use domain::codes::{Gate, Role};

use crate::{Permission, may_ever};

/// The permission to ask at a gate.
#[must_use]
pub const fn permission_at(gate: Gate) -> Permission {
    match gate {
        Gate::List => Permission::GateList,
        Gate::Agenda => Permission::GateAgenda,
        Gate::Legality => Permission::GateLegality,
        Gate::Approval => Permission::GateApproval,
        Gate::LandApplication => Permission::GateLandApplication,
        Gate::Decision => Permission::GateDecision,
        Gate::Execution => Permission::GateExecution,
    }
}

/// The gates at which a role stands, in the order of the codes.
#[must_use]
pub fn gates_of(role: Role) -> Vec<Gate> {
    let stands = |gate: &Gate| may_ever(role, permission_at(*gate));
    Gate::ALL.iter().copied().filter(stands).collect()
}
