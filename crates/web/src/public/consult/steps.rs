//! The form in four short steps. Nothing is stored before the last one: what
//! was filled in travels with the page, so that no cookie and no draft is needed.

use app::consultation::{self, Given, Sheet};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::codes::Channel;
use domain::consultation::answer::{Fault, Filled, faults_of_step};
use domain::consultation::form::Form;
use locale::L10n;

use super::{
    Done, KEY, Notice, Receipt, Step,
    ask::{Ask, asks, carried, errors, letter},
    fields, filled,
};
use crate::error::WebError;
use crate::limit::{self, Peer};
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::public::guarded;
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

/// Steps of the page: the group, then those of the form.
pub(crate) const LAST: u8 = domain::consultation::form::STEPS + 1;

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
    /// What officials are told who look at it before anybody is asked.
    trial: Option<Note>,
}

/// A form with the addresses of its steps.
pub(crate) struct Course<'a> {
    /// What it is about.
    pub(crate) title: &'a str,
    /// Who asks.
    pub(crate) unit: &'a str,
    /// What is asked.
    pub(crate) form: &'a Form,
    /// The address of a step.
    pub(crate) step: &'a dyn Fn(u8) -> String,
    /// Where the last step is sent.
    pub(crate) done: String,
    /// Where it began.
    pub(crate) notice: String,
    /// Whether officials look at it before anybody is asked.
    pub(crate) trial: bool,
    /// Whether the last step asks for the code of a letter.
    pub(crate) by_letter: bool,
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
    ask(&visit, &notice.sheet, &key, &Filled::new(), 1, &[])
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
        return ask(&visit, &sheet, key, &filled, n, &[]);
    }
    match first_faulty(&sheet.form, &filled, n - 1) {
        Some((step, faults)) => ask(&visit, &sheet, key, &filled, step, &faults),
        None => ask(&visit, &sheet, key, &filled, n, &[]),
    }
}

/// The first step up to `last` that has something out of order.
pub(crate) fn first_faulty(form: &Form, filled: &Filled, last: u8) -> Option<(u8, Vec<Fault>)> {
    (1..=last)
        .map(|step| (step, faults_of_step(form, filled, step - 1)))
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
    let next = Done { slug: slug.clone() }.url();
    if let Some(asked) = guarded::question(&state, &visit, (&peer, turn), &values, next)? {
        return Ok(asked);
    }
    let filled = filled(&values);
    let (key, now) = (values.get(KEY).to_owned(), app.clock().now());
    let given = consultation::give(app, &slug, &key, &filled, Channel::Web, now).await;
    let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
    match given.map_err(web_error)? {
        Given::Receipt { code, repeated } => done(&visit, &sheet, code, repeated),
        Given::Closed => closed(&visit, &sheet),
        Given::Faults(faults) => {
            let step = first_faulty(&sheet.form, &filled, LAST);
            let (step, faults) = step.unwrap_or((LAST, faults));
            ask(&visit, &sheet, &key, &filled, step, &faults)
        }
    }
}

/// A step of the form that residents send.
fn ask(
    visit: &Visit,
    sheet: &Sheet,
    key: &str,
    filled: &Filled,
    step: u8,
    faults: &[Fault],
) -> Result<Response, WebError> {
    let slug = sheet.consultation.state.slug.clone();
    let course = Course {
        title: &sheet.title,
        unit: &sheet.unit,
        form: &sheet.form,
        step: &|n| Step { slug: slug.clone(), n: n.to_string() }.url(),
        done: Done { slug: slug.clone() }.url(),
        notice: Notice { slug: slug.clone() }.url(),
        trial: false,
        by_letter: sheet.consultation.state.by_letter,
    };
    draw(visit, &course, key, filled, step, faults)
}

/// One step of a form, with what was filled in on the others as hidden fields.
pub(crate) fn draw(
    visit: &Visit,
    course: &Course<'_>,
    key: &str,
    filled: &Filled,
    step: u8,
    faults: &[Fault],
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let mut asks = asks(l10n, course.form, filled, step, faults);
    let mut carried = carried(course.form, filled, step);
    if course.by_letter && step == LAST {
        let asked = letter(l10n, filled, faults);
        carried.retain(|(name, _)| *name != asked.name);
        asks.push(asked);
    }
    let errors = errors(&asks);
    let last = step == LAST;
    let page = Page::new(visit, course.title).shell(Shell::Public).errors(!errors.is_empty());
    let drawn = page::show(&StepPage {
        page,
        unit: course.unit.to_owned(),
        progress: l10n.t2("consult-progress", ("n", step), ("all", LAST)),
        step,
        steps: LAST,
        carried,
        key: key.to_owned(),
        next: if last { course.done.clone() } else { (course.step)(step + 1) },
        back: (step > 1).then(|| (course.step)(step - 1)),
        notice: course.notice.clone(),
        last,
        summary: crate::form::summary(l10n, errors),
        trial: course.trial.then(|| trial(l10n, &course.notice)),
        asks,
    })?;
    let faulty = !faults.is_empty();
    Ok(if faulty { (StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response() } else { drawn })
}

fn trial(l10n: L10n, back: &str) -> Note {
    Note::new(NoteKind::Info, l10n.t("builder-trial"), l10n.t("builder-trial-text"))
        .link(l10n.t("builder-back"), back)
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
