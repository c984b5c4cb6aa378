//! Every URL as a type, and the list of all of them.
//!
//! A route says its pattern, what kind of act each method is, and who may come
//! in. [`mount`] puts handlers behind it and lets nobody in who is not signed in,
//! or whose post can never do what the route is for; what a person may do with a
//! record is decided by the use cases. Tests go through [`all`].

use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use crate::error::WebError;
use crate::form::rescue;
use crate::office;
use crate::state::AppState;
use crate::visit::Visit;

/// What a request does (DESIGN: three kinds of changing routes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reads and shows.
    Page,
    /// An act of an official: leaves an event in the log.
    Act,
    /// An answer of a resident: leaves a receipt, never an identity.
    PublicAnswer,
    /// Sign-in, settings, saved views, drafts: no event.
    PersonalOrDraft,
    /// Read by programs.
    Api,
}

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everyone.
    Public,
    /// Every person with a session.
    SignedIn,
    /// Persons whose role holds the permission with this code in the policy of
    /// `access`.
    Action(&'static str),
    /// Systems with a token.
    Token,
}

/// A URL.
pub trait Route {
    /// Pattern for the router, for example `/items/{no}`.
    const PATH: &'static str;
    /// What `GET` does, if it is answered.
    const GET: Option<Kind>;
    /// What `POST` does, if it is answered.
    const POST: Option<Kind>;
    /// Who may come in.
    const ACCESS: Access;

    /// The address, with its parts percent-encoded.
    fn url(&self) -> String;
}

/// One line of the list of routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteInfo {
    /// Name of the type.
    pub name: &'static str,
    /// Pattern for the router.
    pub path: &'static str,
    /// What `GET` does, if it is answered.
    pub get: Option<Kind>,
    /// What `POST` does, if it is answered.
    pub post: Option<Kind>,
    /// Who may come in.
    pub access: Access,
}

/// Declares routes: types, addresses and a list `ROUTES`.
///
/// ```ignore
/// routes! {
///     /// One matter.
///     Item { no } = "/items/{no}", get: Page, access: Action("matter.read");
///     /// Register a matter: the form and its sending.
///     ItemNew = "/items/new", get: Page, post: Act, access: Action("matter.register");
/// }
/// ```
#[macro_export]
macro_rules! routes {
    (@type [$($doc:tt)*] $name:ident) => {
        $($doc)*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name;
    };
    (@type [$($doc:tt)*] $name:ident { $($part:ident),+ }) => {
        $($doc)*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $(
            #[doc = concat!("The part `", stringify!($part), "` of the address.")]
            pub $part: String
        ),+ }
    };
    (@kind) => { None };
    (@kind $kind:ident) => { Some($crate::routes::Kind::$kind) };
    ($($(#[$doc:meta])* $name:ident $({ $($part:ident),+ })? = $path:literal
        $(, get: $get:ident)? $(, post: $post:ident)?, access: $access:ident $(($action:literal))?;)+) => {
        $(
            $crate::routes!(@type [$(#[$doc])*] $name $({ $($part),+ })?);

            impl $crate::routes::Route for $name {
                const PATH: &'static str = $path;
                const GET: Option<$crate::routes::Kind> = $crate::routes!(@kind $($get)?);
                const POST: Option<$crate::routes::Kind> = $crate::routes!(@kind $($post)?);
                const ACCESS: $crate::routes::Access =
                    $crate::routes::Access::$access $(($action))?;

                fn url(&self) -> String {
                    $crate::routes::fill($path, &[$($((stringify!($part), self.$part.as_str())),+)?])
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&$crate::routes::Route::url(self))
                }
            }
        )+

        /// The routes of this module.
        pub const ROUTES: &[$crate::routes::RouteInfo] =
            &[$($crate::routes::info::<$name>(stringify!($name))),+];
    };
}

/// The line of a route in the list.
#[must_use]
pub const fn info<R: Route>(name: &'static str) -> RouteInfo {
    RouteInfo { name, path: R::PATH, get: R::GET, post: R::POST, access: R::ACCESS }
}

/// Every route of the product. A module with routes adds its `ROUTES` here.
pub fn all() -> impl Iterator<Item = &'static RouteInfo> {
    [
        crate::shell::routes::ROUTES,
        crate::api::ROUTES,
        crate::office::sign_in::ROUTES,
        crate::office::setup::ROUTES,
        crate::office::rulebook::ROUTES,
        crate::office::home::ROUTES,
        crate::office::admin::ROUTES,
        crate::office::gate::ROUTES,
        crate::office::measures::ROUTES,
        crate::office::survey::ROUTES,
        crate::office::grievance::ROUTES,
        crate::office::overview::ROUTES,
        crate::office::papers::ROUTES,
        crate::office::risk::ROUTES,
        crate::office::tasks::ROUTES,
        crate::office::case::routes::ROUTES,
        crate::office::items::routes::ROUTES,
        crate::office::imports::routes::ROUTES,
        crate::office::act::routes::ROUTES,
        crate::office::dossier::routes::ROUTES,
        crate::office::chapters::routes::ROUTES,
        crate::public::consult::ROUTES,
        crate::public::grievance::ROUTES,
    ]
    .into_iter()
    .flatten()
}

/// Puts handlers behind a route.
pub fn mount<R: Route>(
    router: Router<AppState>,
    state: &AppState,
    handlers: MethodRouter<AppState>,
) -> Router<AppState> {
    let handlers = match R::ACCESS {
        Access::Public | Access::Token => handlers,
        Access::SignedIn | Access::Action(_) => {
            let door = (state.clone(), R::ACCESS);
            // Only what is answered at all asks for a session: anything else is 405.
            handlers.route_layer(middleware::from_fn_with_state(door, only_admitted))
        }
    };
    router.route(R::PATH, handlers)
}

/// Sends people without session to the sign-in page, and away those whose post
/// can never do what the route is for: before anything that they sent is read.
/// What people without session had typed is given back to them on a page from
/// which they can send it again.
async fn only_admitted(
    axum::extract::State((state, access)): axum::extract::State<(AppState, Access)>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    if visit.user.is_some() {
        return office::admit(&state, &visit, access, request, next).await;
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return WebError::SignIn.into_response();
    }
    rescue::page(&state, &visit, request).await
}

/// Fills the parts of a pattern, percent-encoded.
#[must_use]
pub fn fill(pattern: &str, parts: &[(&str, &str)]) -> String {
    parts.iter().fold(pattern.to_owned(), |path, (name, value)| {
        path.replace(&format!("{{{name}}}"), &encode(value))
    })
}

/// Percent-encodes everything but letters, digits and `-_.~`.
#[must_use]
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

/// A path of this site from a form field or query, for going back; anything else
/// becomes `/`.
#[must_use]
pub fn local_path(text: &str) -> &str {
    let outside = text.starts_with("//") || text.contains('\\') || text.contains(char::is_control);
    if text.starts_with('/') && !outside && text.is_ascii() { text } else { "/" }
}
