//! The list of matters, and putting a matter on it.

mod export;
mod facts_form;
mod list;
mod query;
mod register;
pub(crate) mod routes;
mod views;

use axum::Router;
use axum::routing::{get, post};

use crate::routes::mount;
use crate::state::AppState;

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<routes::Items>(router, state, get(list::show));
    let router = mount::<routes::ItemsExport>(router, state, get(export::download));
    let router = mount::<routes::SaveView>(router, state, post(views::save));
    let router = mount::<routes::DropView>(router, state, post(views::forget));
    let form = get(register::show).post(register::create);
    let router = mount::<routes::ItemNew>(router, state, form);
    mount::<routes::ItemRegistered>(router, state, get(register::done))
}
