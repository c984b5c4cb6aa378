//! Grievances (诉求) without login: one page to bring one, one to see what became
//! of it. No cookie is set, nothing about the sender is asked or kept.

mod status;
mod write;

use axum::Router;
use axum::routing::get;

use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// The form of a grievance.
    BringGrievance = "/c/grievance", get: Page, post: PublicAnswer, access: Public;
    /// What became of a grievance, for whoever has its code.
    GrievanceStatus = "/c/grievance/status", get: Page, post: PersonalOrDraft, access: Public;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<BringGrievance>(router, state, get(write::ask).post(write::send));
    mount::<GrievanceStatus>(router, state, get(status::ask).post(status::look_up))
}
