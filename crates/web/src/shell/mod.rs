//! Pages that belong to no business area: assets, health, settings of the
//! display, the style page.

mod about;
mod preferences;
pub(crate) mod routes;
mod style;

use axum::Router;
use axum::routing::get;

use crate::assets;
use crate::error::WebError;
use crate::routes::mount;
use crate::state::AppState;

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<routes::Asset>(router, state, get(assets::serve));
    let router = mount::<routes::Favicon>(router, state, get(assets::favicon));
    let router = mount::<routes::Robots>(router, state, get(assets::robots));
    let router = mount::<routes::Health>(router, state, get(health));
    let settings = get(preferences::show).post(preferences::save);
    let router = mount::<routes::Preferences>(router, state, settings);
    let router = mount::<routes::Help>(router, state, get(about::help));
    let router = mount::<routes::Privacy>(router, state, get(about::privacy));
    let router = mount::<routes::Accessibility>(router, state, get(about::accessibility));
    let samples = get(style::show).post(style::send);
    mount::<routes::Style>(router, state, samples).fallback(not_found)
}

/// `GET /healthz`: the process answers. Whether the database does is a matter of
/// `wenping doctor`.
async fn health() -> &'static str {
    "ok\n"
}

async fn not_found() -> WebError {
    WebError::NotFound
}
