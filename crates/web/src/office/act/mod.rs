//! One form for every act: drawn from the description of its fields, sent to
//! the use case, and shown again with everything typed when it is refused.

mod conflict;
mod fill;
mod lists;
mod page;
mod place;
mod refused;
mod spec;
mod start;
mod table;

use axum::Router;
use axum::routing::get;

pub(crate) use self::page::{allowed, version_of};
use crate::routes::mount;
use crate::state::AppState;

/// Addresses of the forms of acts.
pub(crate) mod routes {
    crate::routes! {
        /// The form of one act on a case, and its sending.
        ItemAct { no, code } = "/items/{no}/do/{code}", get: Page, post: Act, access: SignedIn;
    }
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    mount::<routes::ItemAct>(router, state, get(page::show).post(page::send))
}
