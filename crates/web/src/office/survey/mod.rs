//! `/items/{no}/survey`: preparing, opening, closing and publishing a public
//! consultation of a case.

mod batch;
mod batch_ready;
mod builder;
mod codes;
mod coverage;
mod entry;
mod excluded;
mod file;
mod letters;
mod round;
mod send;
mod show;
mod texts;
mod work;

use axum::Router;
use axum::routing::get;

use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// The public consultation of a case, and every act on it.
    Survey { no } = "/items/{no}/survey", get: Page, post: Act, access: SignedIn;
    /// Putting its questionnaire together.
    Forming { no } = "/items/{no}/survey/form", get: Page, post: PersonalOrDraft, access: SignedIn;
    /// One question of the questionnaire, or a new one.
    Wording { no, q } = "/items/{no}/survey/form/q/{q}", get: Page, post: PersonalOrDraft, access: SignedIn;
    /// A step of the questionnaire as residents would see it; nothing is stored.
    Trial { no, n } = "/items/{no}/survey/form/preview/{n}", get: Page, post: PersonalOrDraft, access: SignedIn;
    /// Answers on paper, and those heard by telephone or at a visit.
    Entering { no } = "/items/{no}/survey/entry", get: Page, post: PublicAnswer, access: SignedIn;
    /// Answers that are not counted: one person proposes, another confirms.
    Excluded { no } = "/items/{no}/survey/excluded", get: Page, post: Act, access: SignedIn;
    /// Files of answers that were typed elsewhere: the check of every cell.
    Batch { no } = "/items/{no}/survey/import", get: Page, post: PersonalOrDraft, access: SignedIn;
    /// A file without a fault, and taking it in.
    BatchReady { no, file } = "/items/{no}/survey/import/{file}", get: Page, post: Act, access: SignedIn;
    /// What the answers say, as a workbook.
    SurveyFile { no } = "/items/{no}/survey/figures", get: Page, access: Action("EXPORT");
    /// The file to fill in.
    BatchTemplate { no } = "/items/{no}/survey/template", get: Page, access: SignedIn;
    /// Free texts of its answers, one after the other, and topics in them.
    Texts { no } = "/items/{no}/survey/texts", get: Page, post: Act, access: SignedIn;
    /// Its discussion round: statements, those of residents that wait, the result.
    DiscussionRound { no } = "/items/{no}/survey/round", get: Page, post: Act, access: SignedIn;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Survey>(router, state, get(show::show).post(send::send));
    let router = mount::<Entering>(router, state, get(entry::show).post(entry::send));
    let router = mount::<Batch>(router, state, get(batch::show).post(batch::send));
    let ready = get(batch_ready::show).post(batch_ready::send);
    let router = mount::<BatchReady>(router, state, ready);
    let router = mount::<SurveyFile>(router, state, get(file::download));
    let router = mount::<BatchTemplate>(router, state, get(batch_ready::template));
    let router = mount::<Excluded>(router, state, get(excluded::show).post(excluded::send));
    let router =
        mount::<Forming>(router, state, get(builder::list::show).post(builder::list::send));
    let router =
        mount::<Wording>(router, state, get(builder::question::show).post(builder::question::send));
    let router =
        mount::<Trial>(router, state, get(builder::trial::begin).post(builder::trial::turn));
    let router = mount::<Texts>(router, state, get(texts::show).post(texts::send));
    mount::<DiscussionRound>(router, state, get(round::show).post(round::send))
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
    "letters",
    "count",
    "log_reason",
];
