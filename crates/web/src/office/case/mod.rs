//! Pages of one case. [`CaseFrame`] is the frame that they share: crumbs, head,
//! step bar and sub-navigation; [`Acts`] are the buttons of its acts.

mod acts;
mod checklist;
mod due;
mod facts;
mod files;
mod frame;
mod heard;
mod index;
mod overview;
mod propose;
pub(crate) mod routes;
mod screened;
mod screening;
mod steps;
mod suggest;
mod words;

use app::view::Case;
use axum::Router;
use axum::routing::get;
use domain::env::Env;
use serde::Deserialize;

pub(crate) use self::{
    acts::Acts,
    due::due_lines,
    facts::planned,
    files::{XLSX, attachment, file_list},
    frame::{CaseFrame, Sub, conclusion_tag, standing_tags},
    screened::rule_words,
    words::{maybe_text, procedure_name, result_words, source_words, text_of},
};
pub(crate) use app::view::place_name;

use super::{Office, web_error};
use crate::error::WebError;
use crate::routes::mount;
use crate::state::AppState;

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<routes::Item>(router, state, get(overview::show));
    let pages = get(screening::show).post(screening::send);
    let router = mount::<routes::ItemScreening>(router, state, pages);
    mount::<routes::ItemFile>(router, state, get(files::download))
}

/// Which assessment of a matter is asked for: `?a=1`; the latest without it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Which {
    /// Ordinal as written in the address.
    #[serde(default)]
    a: String,
}

impl Which {
    /// The assessment of this number.
    pub(crate) fn of(ordinal: u32) -> Self {
        Self { a: ordinal.to_string() }
    }

    fn ordinal(&self) -> Option<u32> {
        self.a.parse().ok()
    }
}

/// Reads a case for a page.
///
/// # Errors
/// Not found; no part in it.
pub(crate) async fn load(office: &Office<'_>, no: &str, which: &Which) -> Result<Case, WebError> {
    let ordinal = which.ordinal();
    let case = app::view::case(office.app, &office.ctx, no, ordinal).await.map_err(web_error)?;
    if ordinal.is_some() && case.assessment.is_none() {
        return Err(WebError::NotFound);
    }
    Ok(case)
}

/// Whether the assessment shown is the one that work goes on with.
pub(crate) fn is_latest(case: &Case) -> bool {
    let last = case.matter.state.assessments.last().map(|a| a.ordinal);
    case.assessment.as_ref().map(|a| a.state.ordinal) == last
}

/// What the domain may know of the world when a page asks it something.
pub(crate) fn env<'a>(office: &Office<'a>, case: &'a Case) -> Env<'a> {
    Env {
        rules: &case.package,
        calendar: office.app.book().calendar(),
        today: office.ctx.today,
        occurred_on: office.ctx.today,
        actor: office.ctx.person(),
        unit: office.ctx.unit(),
        role: office.ctx.role(),
    }
}
