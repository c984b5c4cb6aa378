//! `/papers`: what the person ordered in the last days.

use app::lists::Paper;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use locale::L10n;

use super::words::{format_name, paper_name, state_tag};
use super::{OnePaper, PaperFile, Papers, paper_error};
use crate::error::WebError;
use crate::nav::Nav;
use crate::office::Office;
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Empty, Tag};
use crate::visit::Visit;

struct Row {
    name: String,
    url: String,
    record: String,
    format: String,
    at: String,
    state: Tag,
    file: Option<String>,
}

#[derive(Template)]
#[template(path = "papers/own.html")]
struct Show {
    page: Page,
    rows: Vec<Row>,
    empty: Option<Empty>,
    url: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let l10n = visit.l10n();
    let own = match &state.press {
        Some(press) => press.own(&office.ctx).await.map_err(paper_error)?,
        None => Vec::new(),
    };
    let rows: Vec<Row> = own.iter().map(|paper| row(l10n, paper)).collect();
    page::show(&Show {
        page: Page::new(&visit, l10n.t("download-own"))
            .nav(Nav::Items)
            .subtitle(l10n.t("download-own-lead")),
        empty: rows.is_empty().then(|| Empty {
            icon: "list-search",
            title: l10n.t("download-none"),
            lead: l10n.t("download-none-lead"),
            action: None,
        }),
        rows,
        url: Papers.url(),
    })
}

fn row(l10n: L10n, paper: &Paper) -> Row {
    let id = paper.id.to_string();
    Row {
        name: paper_name(l10n, paper),
        url: OnePaper { paper: id.clone() }.url(),
        record: paper.record.clone(),
        format: papers::Format::of_ending(&paper.format).map(format_name).unwrap_or_default(),
        at: l10n.date_time(paper.created_at),
        state: state_tag(l10n, paper.state),
        file: paper.file.is_some().then(|| PaperFile { paper: id }.url()),
    }
}
