//! Bringing lists of planned decisions in as files, and handing them in by
//! period.

mod answers;
mod file;
mod lists;
mod next;
pub(crate) mod routes;
mod rows;
mod scoring;
mod view;

use axum::Router;
use axum::routing::get;

use crate::routes::mount;
use crate::state::AppState;

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<routes::Import>(router, state, get(file::show).post(file::upload));
    let rows = get(rows::show).post(rows::confirm);
    let router = mount::<routes::ImportRows>(router, state, rows);
    let router = mount::<routes::ImportNext>(router, state, get(next::go_on));
    mount::<routes::Lists>(router, state, get(lists::show).post(lists::hand_in))
}
