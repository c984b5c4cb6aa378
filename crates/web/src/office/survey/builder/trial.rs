//! The draft as residents would fill it in, step by step. Nothing is stored, and
//! nothing of what is filled in leaves the page.

use app::consultation::{self, Builder};
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::consultation::answer::{Fault, Filled};

use super::super::{Forming, Trial};
use crate::error::WebError;
use crate::office::case::{Which, load};
use crate::office::{Office, web_error};
use crate::page::{self, Page, Shell};
use crate::public::consult::{Course, LAST, draw, fields, filled, first_faulty};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "survey/trial_done.html")]
struct TrialDone {
    page: Page,
    back: String,
    again: String,
}

/// The case with its draft.
struct Read {
    case: Case,
    builder: Builder,
    unit: String,
}

impl Read {
    async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let case = load(office, no, which).await?;
        let read = consultation::builder(office.app, &office.ctx, &case, None).await;
        let builder = read.map_err(web_error)?;
        let unit = case.unit_name(office.ctx.unit()).to_owned();
        Ok(Self { case, builder, unit })
    }

    fn no(&self) -> String {
        self.case.matter.state.number.clone()
    }

    fn url(&self, n: u8) -> String {
        Trial { no: self.no(), n: n.to_string() }.url()
    }

    fn back(&self) -> String {
        Forming { no: self.no() }.url()
    }

    fn draw(
        &self,
        visit: &Visit,
        filled: &Filled,
        (step, faults): (u8, &[Fault]),
    ) -> Result<Response, WebError> {
        let course = Course {
            title: self.case.title().unwrap_or_default(),
            unit: &self.unit,
            form: &self.builder.form,
            step: &|n| self.url(n),
            done: self.url(LAST + 1),
            notice: self.back(),
            trial: true,
            by_letter: false,
        };
        draw(visit, &course, "", filled, step, faults)
    }
}

/// The first step; without questions there is nothing to look at.
pub(in crate::office::survey) async fn begin(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, n)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    if read.builder.form.questions.is_empty() {
        return Ok(Redirect::to(&read.back()).into_response());
    }
    if n != "1" {
        return Ok(Redirect::to(&read.url(1)).into_response());
    }
    read.draw(&visit, &Filled::new(), (1, &[]))
}

/// The next step, or an earlier one with what is out of order.
pub(in crate::office::survey) async fn turn(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, n)): Path<(String, String)>,
    Query(which): Query<Which>,
    request: Request,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let n: u8 = n.parse().ok().filter(|n| (1..=LAST + 1).contains(n)).ok_or(WebError::NotFound)?;
    let values = fields(request, &state).await?;
    let filled = filled(&values);
    let faulty = first_faulty(&read.builder.form, &filled, n - 1);
    match faulty.filter(|_| !values.has("back")) {
        Some((step, faults)) => read.draw(&visit, &filled, (step, &faults)),
        None if n > LAST => page::show(&TrialDone {
            page: Page::new(&visit, visit.l10n().t("builder-trial-done")).shell(Shell::Public),
            back: read.back(),
            again: read.url(1),
        }),
        None => read.draw(&visit, &filled, (n, &[])),
    }
}
