//! Questions about numbers that no matter has.

use domain::unknown::UnknownNumber;
use store::{
    ProjectCtx,
    projection::{GateCheckRow, Projection},
};
use uuid::Uuid;

pub(super) fn project(state: &UnknownNumber, ctx: &ProjectCtx) -> Vec<Projection> {
    let row = |(n, check): (usize, &domain::unknown::UnknownCheck)| {
        GateCheckRow {
            id: Uuid::new_v5(&ctx.id, n.to_string().as_bytes()),
            matter_id: None,
            number: state.number.clone(),
            gate: check.gate.code().to_owned(),
            verdict: "REFUSED".to_owned(),
            rule: None,
            unit_id: check.unit.uuid(),
            checked_at: check.at,
        }
        .into()
    };
    state.checks.iter().enumerate().map(row).collect()
}
