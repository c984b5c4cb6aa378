//! Public consultations (意见征集): the list, what is asked, the form in four
//! short steps, the receipt, the discussion, the result.

mod ask;
mod discuss;
mod discuss_results;
mod list;
mod notice;
mod paper;
mod receipt;
mod results;
mod steps;

pub(crate) use self::ask::{Ask, errors, every, letter};
pub(crate) use self::discuss_results::{RoundView, round_view};
pub(crate) use self::paper::absolute;
pub(crate) use self::results::{ResultsView, TopicRow, meeting, row_name, topic_rows, view};
pub(crate) use self::steps::{Course, LAST, draw, first_faulty};
use axum::Router;
use axum::extract::Request;
use axum::routing::{get, post};
use domain::consultation::answer::Filled;

use crate::error::WebError;
use crate::form::{Values, read_fields};
use crate::routes::mount;
use crate::state::AppState;

crate::routes! {
    /// Every consultation that the public may know of.
    Consultations = "/c", get: Page, access: Public;
    /// A receipt: the box, and what it shows.
    Receipt = "/c/receipt", get: Page, post: PersonalOrDraft, access: Public;
    /// One consultation.
    Notice { slug } = "/c/{slug}", get: Page, access: Public;
    /// A sheet for a wall, with the address as a code.
    Poster { slug } = "/c/{slug}/poster", get: Page, access: Public;
    /// The questionnaire for those who answer on paper.
    Paper { slug } = "/c/{slug}/paper", get: Page, access: Public;
    /// A step of the form; what was filled in before travels with the page.
    Step { slug, n } = "/c/{slug}/q/{n}", get: Page, post: PersonalOrDraft, access: Public;
    /// The answer is sent.
    Done { slug } = "/c/{slug}/done", post: PublicAnswer, access: Public;
    /// Statements to vote on, in one visit; the ballot is sent.
    Discuss { slug } = "/c/{slug}/discuss", get: Page, post: PublicAnswer, access: Public;
    /// What the discussion found.
    DiscussResults { slug } = "/c/{slug}/discuss/results", get: Page, access: Public;
    /// The result.
    ResultsPage { slug } = "/c/{slug}/results", get: Page, access: Public;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Consultations>(router, state, get(list::show));
    let router = mount::<Receipt>(router, state, get(receipt::ask).post(receipt::look_up));
    let router = mount::<Notice>(router, state, get(notice::show));
    let router = mount::<Poster>(router, state, get(paper::poster));
    let router = mount::<Paper>(router, state, get(paper::paper));
    let router = mount::<Step>(router, state, get(steps::begin).post(steps::turn));
    let router = mount::<Done>(router, state, post(steps::send));
    let router = mount::<Discuss>(router, state, get(discuss::show).post(discuss::send));
    let router = mount::<DiscussResults>(router, state, get(discuss_results::show));
    mount::<ResultsPage>(router, state, get(results::show))
}

/// Field names of answers begin with this, so that a question can have any code.
const PREFIX: &str = "a.";
/// The hidden key from which the receipt is made.
pub(crate) const KEY: &str = "key";

/// What was filled in, by question.
pub(crate) fn filled(values: &Values) -> Filled {
    let mut filled = Filled::new();
    for (name, value) in values.iter() {
        if let Some(code) = name.strip_prefix(PREFIX) {
            filled.entry(code.to_owned()).or_default().push(value.to_owned());
        }
    }
    filled
}

pub(crate) async fn fields(request: Request, state: &AppState) -> Result<Values, WebError> {
    read_fields(request, state).await
}
