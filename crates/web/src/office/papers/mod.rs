//! Documents: those of a case with what is missing, their previews, the orders of
//! a person with their progress and files, and lists and reports across cases.

mod across;
mod item;
mod one;
mod own;
mod preview;
mod words;

use axum::Router;
use axum::routing::get;
use papers::PaperError;
use papers::queue::{OrderError, Press};

use crate::error::WebError;
use crate::office::web_error;
use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// The documents of a case; ordering one of them.
    ItemDocuments { no } = "/items/{no}/documents", get: Page, post: PersonalOrDraft, access: Action("VIEW_MATTER");
    /// A document of a case as a page.
    ItemPreview { no, kind } = "/items/{no}/documents/{kind}/preview", get: Page, access: Action("VIEW_MATTER");
    /// The case on one page, to print.
    ItemPrint { no } = "/items/{no}/print", get: Page, access: Action("VIEW_MATTER");
    /// What the person ordered lately.
    Papers = "/papers", get: Page, access: SignedIn;
    /// A list or report across cases; ordering it.
    PaperNew = "/papers/new", get: Page, post: PersonalOrDraft, access: Action("VIEW_MATTER");
    /// One order: how far it has come, and its file.
    OnePaper { paper } = "/papers/{paper}", get: Page, access: SignedIn;
    /// The file of an order.
    PaperFile { paper } = "/papers/{paper}/file", get: Page, access: SignedIn;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<ItemDocuments>(router, state, get(item::show).post(item::send));
    let router = mount::<ItemPreview>(router, state, get(preview::show));
    let router = mount::<ItemPrint>(router, state, get(preview::print));
    let router = mount::<Papers>(router, state, get(own::show));
    let router = mount::<PaperNew>(router, state, get(across::show).post(across::send));
    let router = mount::<OnePaper>(router, state, get(one::show));
    mount::<PaperFile>(router, state, get(one::download))
}

/// What makes documents; a server without fonts has none.
fn press(state: &AppState) -> Result<&Press, WebError> {
    state.press.as_ref().ok_or_else(|| WebError::Unavailable("no fonts for documents".into()))
}

/// Why a document cannot be read or made, where the page has no place for the
/// reason.
fn paper_error(error: PaperError) -> WebError {
    match error {
        PaperError::App(error) => web_error(error),
        error if error.may_pass() => WebError::Unavailable(Box::new(error)),
        error => WebError::Unreadable(error.msg()),
    }
}

/// Why an order is not taken, as a sentence for the page.
///
/// # Errors
/// What the page has no place for: no right to it, a failure of the store.
fn not_taken(error: OrderError) -> Result<locale::Msg, WebError> {
    match error {
        OrderError::TooMany => {
            Ok(locale::Msg::new("download-too-many").with("n", papers::queue::WAITING))
        }
        OrderError::Paper(PaperError::App(error)) => Err(web_error(error)),
        OrderError::Paper(error) => Ok(error.msg()),
    }
}
