//! The gates: a number is checked before an agenda, an approval, a decision or
//! the start; what the gate said stays on record.

mod check;
mod desk;
mod log;
pub(crate) mod number;
pub(crate) mod public;
mod receipt;
pub(crate) mod told;
mod unknown;

use axum::Router;
use axum::routing::{get, post};

use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// The desk: one box for a number, one for a whole agenda; for visitors a
    /// box for number and check code.
    Gate = "/gate", get: Page, access: Public;
    /// Asks a gate and puts the answer on record.
    GateCheck = "/gate/check", post: Act, access: Action("CHECK_GATE");
    /// The checks of one's own unit.
    GateLog = "/gate/log", get: Page, access: Action("CHECK_GATE");
    /// What a gate said once.
    GateReceipt { no, n } = "/gate/checks/{no}/{n}", get: Page, access: Action("CHECK_GATE");
    /// Conclusion, conditions and validity, for whoever holds number and check
    /// code.
    GatePublic { code } = "/gate/{code}", get: Page, access: Public;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Gate>(router, state, get(desk::show));
    let router = mount::<GateCheck>(router, state, post(check::send));
    let router = mount::<GateLog>(router, state, get(log::show));
    let router = mount::<GateReceipt>(router, state, get(receipt::show));
    mount::<GatePublic>(router, state, get(public::show))
}
