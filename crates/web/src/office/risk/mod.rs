//! Risk of one case: what the panels found, the expert's form, the workbench.

mod board;
mod dots;
mod numbers;
mod panel;
mod rating;
mod register;
mod show;
mod sure;
mod verdict;
mod what_if;

pub(crate) use self::numbers::mini_index;

use axum::Router;
use axum::routing::get;

use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// Matrix, index, level and register of a case.
    ItemRisk { no } = "/items/{no}/risk", get: Page, access: Action("VIEW_MATTER");
    /// One rating panel: the expert's form; all ratings once they are open.
    /// `current` in place of the identifier means the panel at work.
    ItemPanel { no, panel } = "/items/{no}/panel/{panel}", get: Page, post: Act, access: Action("VIEW_MATTER");
    /// The workbench: what the index would be. Nothing is stored.
    ItemRating { no } = "/items/{no}/rating", get: Page, access: Action("VIEW_MATTER");
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<ItemRisk>(router, state, get(show::show));
    let router = mount::<ItemPanel>(router, state, get(panel::show).post(panel::send));
    mount::<ItemRating>(router, state, get(rating::show))
}
