//! What other systems read. Errors are problem documents (RFC 9457).

mod gate;

use axum::Router;
use axum::routing::get;

use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// What a gate says about a number. Asked with a session or with
    /// `Authorization: Bearer TOKEN`; nothing is put on record.
    ApiGate { number } = "/api/v1/gate/{number}", get: Api, access: Token;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    mount::<ApiGate>(router, state, get(gate::answer))
}
