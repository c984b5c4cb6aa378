//! `/c`: open consultations and those that are over.

use app::consultation::{self, Line};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use locale::L10n;

use super::{Notice, Receipt, ResultsPage};
use crate::error::WebError;
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::public::grievance::{BringGrievance, GrievanceStatus};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

struct Entry {
    title: String,
    url: String,
    results: Option<String>,
    until: String,
}

#[derive(Template)]
#[template(path = "consult/list.html")]
struct ListPage {
    page: Page,
    open: Vec<Entry>,
    over: Vec<Entry>,
    receipt: String,
    grievance: String,
    status: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    let list = consultation::public_list(state.app()?).await.map_err(web_error)?;
    let l10n = visit.l10n();
    page::show(&ListPage {
        page: Page::new(&visit, l10n.t("consult-list-title")).shell(Shell::Public),
        open: list.open.into_iter().map(|line| entry(l10n, line, false)).collect(),
        over: list.over.into_iter().map(|line| entry(l10n, line, true)).collect(),
        receipt: Receipt.url(),
        grievance: BringGrievance.url(),
        status: GrievanceStatus.url(),
    })
}

fn entry(l10n: L10n, line: Line, over: bool) -> Entry {
    let published = line.status == "PUBLISHED";
    let results = ResultsPage { slug: line.slug.clone() }.url();
    Entry {
        title: line.title.unwrap_or_else(|| l10n.t("case-erased")),
        url: Notice { slug: line.slug }.url(),
        results: (over && published).then_some(results),
        until: line
            .to
            .map(|day| l10n.t1("consult-until", "day", l10n.date_long(day)))
            .unwrap_or_default(),
    }
}
