//! `/items/{no}/survey`: preparing, opening, closing and publishing a public
//! consultation of a case.

mod send;
mod show;

use axum::Router;
use axum::routing::get;

use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// The public consultation of a case, and every act on it.
    Survey { no } = "/items/{no}/survey", get: Page, post: Act, access: SignedIn;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    mount::<Survey>(router, state, get(show::show).post(send::send))
}

/// Fields of the forms of this page.
const FIELDS: &[&str] =
    &["questionnaire", "title", "about", "from", "to", "shortened", "reason", "early", "statement"];
