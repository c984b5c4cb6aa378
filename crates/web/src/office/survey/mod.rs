//! `/items/{no}/survey`: preparing, opening, closing and publishing a public
//! consultation of a case.

mod batch;
mod batch_ready;
mod coverage;
mod entry;
mod send;
mod show;
mod texts;

use axum::Router;
use axum::routing::get;

use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// The public consultation of a case, and every act on it.
    Survey { no } = "/items/{no}/survey", get: Page, post: Act, access: SignedIn;
    /// Answers on paper, and those heard by telephone or at a visit.
    Entering { no } = "/items/{no}/survey/entry", get: Page, post: PublicAnswer, access: SignedIn;
    /// Files of answers that were typed elsewhere: the check of every cell.
    Batch { no } = "/items/{no}/survey/import", get: Page, post: PersonalOrDraft, access: SignedIn;
    /// A file without a fault, and taking it in.
    BatchReady { no, file } = "/items/{no}/survey/import/{file}", get: Page, post: Act, access: SignedIn;
    /// The file to fill in.
    BatchTemplate { no } = "/items/{no}/survey/template", get: Page, access: SignedIn;
    /// Free texts of its answers, one after the other, and topics in them.
    Texts { no } = "/items/{no}/survey/texts", get: Page, post: Act, access: SignedIn;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Survey>(router, state, get(show::show).post(send::send));
    let router = mount::<Entering>(router, state, get(entry::show).post(entry::send));
    let router = mount::<Batch>(router, state, get(batch::show).post(batch::send));
    let ready = get(batch_ready::show).post(batch_ready::send);
    let router = mount::<BatchReady>(router, state, ready);
    let router = mount::<BatchTemplate>(router, state, get(batch_ready::template));
    mount::<Texts>(router, state, get(texts::show).post(texts::send))
}

/// Fields of the forms of this page.
const FIELDS: &[&str] = &[
    "questionnaire",
    "title",
    "about",
    "from",
    "to",
    "shortened",
    "reason",
    "early",
    "statement",
    "format",
];
