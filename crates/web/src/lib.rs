//! The pages of the product: axum, askama, HTML that works without script.
//!
//! * [`routes`]: every URL as a type, and the list of them.
//! * [`visit`]: what is known about a request: language, theme, session.
//! * [`page`], [`ui`], [`figures`], [`form`]: what pages are made of.
//! * [`error`]: how errors are told to people and programs.
//! * `shell`: the pages that belong to no business area.
//!
//! The web crate knows HTTP and HTML and no SQL: handlers call use cases.

mod api;
mod assets;
mod body;
pub mod cookie;
pub mod csrf;
pub mod error;
pub mod figures;
mod file_body;
pub mod flash;
pub mod form;
mod guard;
mod headers;
mod icon;
mod limit;
mod listen;
mod marked;
pub mod nav;
mod office;
pub mod page;
pub mod preference;
mod public;
pub mod routes;
pub mod session;
mod shell;
pub mod state;
pub mod ui;
pub mod visit;

use std::any::Any;

use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

pub use assets::asset;
pub use axum::Router;
pub use error::WebError;
pub use headers::CONTENT_SECURITY_POLICY;
pub use icon::{exists as icon_exists, icon};
pub use listen::serve;
pub use state::AppState;

/// The whole site. From the outside in: request data and error pages
/// ([`visit`]), compression, panics, time, size, routes.
pub fn router(state: AppState) -> Router {
    let router = shell::router(Router::new(), &state);
    let router = office::case::router(router, &state);
    let router = office::items::router(router, &state);
    let router = office::imports::router(router, &state);
    let router = office::act::router(router, &state);
    let router = office::dossier::router(router, &state);
    let router = office::chapters::router(router, &state);
    let router = office::risk::router(router, &state);
    let router = office::measures::router(router, &state);
    let router = office::survey::router(router, &state);
    let router = office::grievance::router(router, &state);
    let router = office::gate::router(router, &state);
    let router = office::tasks::router(router, &state);
    let router = office::overview::router(router, &state);
    let router = office::papers::router(router, &state);
    let router = office::admin::router(router, &state);
    let router = office::home::router(router, &state);
    let router = office::rulebook::router(router, &state);
    let router = office::setup::router(router, &state);
    let router = office::sign_in::router(router, &state);
    let router = api::router(router, &state);
    let router = public::consult::router(router, &state);
    let router = public::grievance::router(router, &state);
    // One stack instead of one layer after the other: each would be put in a box
    // of its own, which every request copies.
    let layers = ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), visit::enter))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(middleware::from_fn_with_state(state.clone(), body::within_time))
        .layer(RequestBodyLimitLayer::new(body::MOST))
        .layer(DefaultBodyLimit::disable());
    router.layer(layers).with_state(state)
}

/// A panic is a mistake of the product: the visitor gets the page of an internal
/// error, the log gets the words of the panic.
fn on_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic
        .downcast_ref::<&'static str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    WebError::internal(format!("panic: {words}")).into_response()
}
