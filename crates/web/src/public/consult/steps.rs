//! The form in four short steps. Nothing is stored before the last one: what
//! was filled in travels with the page, so that no cookie and no draft is needed.

use app::consultation::{self, Given, Sheet};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::codes::Channel;
use domain::consultation::answer::{Fault, Filled, faults_of_step};

use super::{
    Done, KEY, Notice, PREFIX, Receipt, Step,
    ask::{Ask, asks, carried, letter},
    fields, filled,
};
use crate::error::WebError;
use crate::form::Values;
use crate::limit::{self, Peer, Turn};
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// The hidden name of a question that was put before the answer is taken.
const GUARD: &str = "guard";

/// Steps of the page: the group, then those of the form.
const LAST: u8 = domain::consultation::form::STEPS + 1;

#[derive(Template)]
#[template(path = "consult/step.html")]
struct StepPage {
    page: Page,
    unit: String,
    progress: String,
    step: u8,
    steps: u8,
    asks: Vec<Ask>,
    carried: Vec<(String, String)>,
    key: String,
    /// Where the form is sent, where the step before is, and where it began.
    next: String,
    back: Option<String>,
    notice: String,
    last: bool,
    summary: Markup,
}

#[derive(Template)]
#[template(path = "consult/guard.html")]
struct GuardPage {
    page: Page,
    unit: String,
    key: String,
    guard: String,
    question: String,
    error: String,
    carried: Vec<(String, String)>,
    next: String,
}

#[derive(Template)]
#[template(path = "consult/done.html")]
struct DonePage {
    page: Page,
    unit: String,
    code: String,
    repeated: bool,
    until: String,
    receipt: String,
    notice: String,
}

#[derive(Template)]
#[template(path = "consult/closed.html")]
struct ClosedPage {
    page: Page,
    unit: String,
    notice: String,
    period: String,
}

/// The first step with a fresh key.
pub(super) async fn begin(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, n)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let notice = consultation::notice(app, &slug, app::ctx::legal_day(app.clock().now()));
    let notice = notice.await.map_err(web_error)?;
    if !notice.takes_answers {
        return closed(&visit, &notice.sheet);
    }
    if n != "1" {
        // A step cannot be opened without what was filled in before it.
        let first = Step { slug, n: "1".to_owned() }.url();
        return Ok(Redirect::to(&first).into_response());
    }
    let key = consultation::new_key(app);
    draw(&visit, &notice.sheet, &key, &Filled::new(), 1, &[])
}

/// The next step, or this one again with what is out of order; the step before
/// without any check.
pub(super) async fn turn(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, n)): Path<(String, String)>,
    request: Request,
) -> Result<Response, WebError> {
    let n: u8 = n.parse().ok().filter(|n| (1..=LAST).contains(n)).ok_or(WebError::NotFound)?;
    let values = fields(request, &state).await?;
    let app = state.app()?;
    let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
    if !sheet.consultation.state.takes_answers(app::ctx::legal_day(app.clock().now())) {
        return closed(&visit, &sheet);
    }
    let filled = filled(&values);
    let key = values.get(KEY);
    if values.has("back") || n == 1 {
        return draw(&visit, &sheet, key, &filled, n, &[]);
    }
    match first_faulty(&sheet, &filled, n - 1) {
        Some((step, faults)) => draw(&visit, &sheet, key, &filled, step, &faults),
        None => draw(&visit, &sheet, key, &filled, n, &[]),
    }
}

/// The first step up to `last` that has something out of order.
fn first_faulty(sheet: &Sheet, filled: &Filled, last: u8) -> Option<(u8, Vec<Fault>)> {
    (1..=last)
        .map(|step| (step, faults_of_step(&sheet.form, filled, step - 1)))
        .find(|(_, faults)| !faults.is_empty())
}

/// Takes the answer and shows the receipt.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    peer: Peer,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, WebError> {
    let turn = limit::answers(&state, &peer);
    let values = fields(request, &state).await?;
    let app = state.app()?;
    if turn == Turn::Ask {
        if !state.solved(values.get(GUARD), values.get("sum")) {
            let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
            return question(&state, &visit, &sheet, &values);
        }
        limit::answered(&state, &peer)?;
    }
    let filled = filled(&values);
    let (key, now) = (values.get(KEY).to_owned(), app.clock().now());
    let given = consultation::give(app, &slug, &key, &filled, Channel::Web, now).await;
    let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
    match given.map_err(web_error)? {
        Given::Receipt { code, repeated } => done(&visit, &sheet, code, repeated),
        Given::Closed => closed(&visit, &sheet),
        Given::Faults(faults) => {
            let step = first_faulty(&sheet, &filled, LAST);
            let (step, faults) = step.unwrap_or((LAST, faults));
            draw(&visit, &sheet, &key, &filled, step, &faults)
        }
    }
}

/// A question before the answer is taken; everything that was filled in stays.
fn question(
    state: &AppState,
    visit: &Visit,
    sheet: &Sheet,
    values: &Values,
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let asked = state.ask();
    let again = values.has(GUARD);
    let slug = sheet.consultation.state.slug.clone();
    let fields = filled(values).into_iter().flat_map(|(code, values)| {
        values.into_iter().map(move |value| (format!("{PREFIX}{code}"), value))
    });
    let drawn = page::show(&GuardPage {
        page: Page::new(visit, l10n.t("consult-guard-title")).shell(Shell::Public).errors(again),
        unit: sheet.unit.clone(),
        key: values.get(KEY).to_owned(),
        guard: asked.id,
        question: l10n.t2("consult-guard-question", ("a", asked.a), ("b", asked.b)),
        error: if again { l10n.t("consult-guard-wrong") } else { String::new() },
        carried: fields.collect(),
        next: Done { slug }.url(),
    })?;
    Ok((StatusCode::TOO_MANY_REQUESTS, drawn).into_response())
}

fn draw(
    visit: &Visit,
    sheet: &Sheet,
    key: &str,
    filled: &Filled,
    step: u8,
    faults: &[Fault],
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let slug = sheet.consultation.state.slug.clone();
    let mut asks = asks(l10n, &sheet.form, filled, step, faults);
    let mut carried = carried(&sheet.form, filled, step);
    if sheet.consultation.state.by_letter && step == LAST {
        let asked = letter(l10n, filled, faults);
        carried.retain(|(name, _)| *name != asked.name);
        asks.push(asked);
    }
    let errors: Vec<(String, String)> = asks
        .iter()
        .filter(|ask| !ask.error.is_empty())
        .map(|ask| (ask.id.clone(), format!("{} {}", ask.legend, ask.error)))
        .collect();
    let at = |n: u8| Step { slug: slug.clone(), n: n.to_string() }.url();
    let last = step == LAST;
    let page = Page::new(visit, &sheet.title).shell(Shell::Public).errors(!errors.is_empty());
    let drawn = page::show(&StepPage {
        page,
        unit: sheet.unit.clone(),
        progress: l10n.t2("consult-progress", ("n", step), ("all", LAST)),
        step,
        steps: LAST,
        carried,
        key: key.to_owned(),
        next: if last { Done { slug: slug.clone() }.url() } else { at(step + 1) },
        back: (step > 1).then(|| at(step - 1)),
        notice: Notice { slug: slug.clone() }.url(),
        last,
        summary: crate::form::summary(l10n, errors),
        asks,
    })?;
    let faulty = !faults.is_empty();
    Ok(if faulty { (StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response() } else { drawn })
}

fn done(visit: &Visit, sheet: &Sheet, code: String, repeated: bool) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let state = &sheet.consultation.state;
    page::show(&DonePage {
        page: Page::new(visit, l10n.t("consult-done-title")).shell(Shell::Public),
        unit: sheet.unit.clone(),
        code,
        repeated,
        until: state.to.map(|day| l10n.date_long(day)).unwrap_or_default(),
        receipt: Receipt.url(),
        notice: Notice { slug: state.slug.clone() }.url(),
    })
}

fn closed(visit: &Visit, sheet: &Sheet) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let state = &sheet.consultation.state;
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date_long(d)).unwrap_or_default();
    let drawn = page::show(&ClosedPage {
        page: Page::new(visit, l10n.t("consult-closed-title")).shell(Shell::Public),
        unit: sheet.unit.clone(),
        notice: Notice { slug: state.slug.clone() }.url(),
        period: l10n.t2("consult-period", ("from", day(state.from)), ("to", day(state.to))),
    })?;
    Ok((StatusCode::CONFLICT, drawn).into_response())
}
