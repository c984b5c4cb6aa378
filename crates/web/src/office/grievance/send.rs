//! Every act on a grievance, each a form of its page.

use access::Permission;
use app::directory::require;
use app::grievance::{Act, Look, act, desk, moderate};
use app::{AppError, form::FieldError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::{EscalationLevel, Moderation, ReturnedAs, TextFault};
use locale::Msg;

use super::OneGrievance;
use super::one::{Read, view};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted, Values};
use crate::office::case::{Which, load};
use crate::office::refusal::at_fields;
use crate::office::{Office, web_error};
use crate::page;
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

/// Fields of the forms of this page.
const FIELDS: &[&str] = &[
    "done", "fault", "shown", "summary", "factor", "measure", "extend", "level", "why", "answer",
    "closing", "reason", "note",
];

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, number)): Path<(String, String)>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    // Whoever may not is told so before anything of the form is looked at.
    let escalates = form.values.get("do") == "escalate";
    let needed =
        if escalates { Permission::EscalateGrievance } else { Permission::HandleGrievance };
    require(&office.ctx, needed, Some(&case.resource)).map_err(web_error)?;
    let read = Read::of(&office, case, &number).await?;
    let office = office.sending(OneGrievance::PATH, &form);
    let looks = form.values.get("do") == "moderate";
    let done = if looks {
        look(&office, &number, &form.values).await
    } else {
        acted(&office, &number, &form.values).await
    };
    match done {
        Ok(said) => {
            let number = if looks { next(&office, &read, number).await? } else { number };
            let no = read.case.matter.state.number.clone();
            let url = OneGrievance { no, grievance: number }.url();
            Ok(page::go(&visit, url, Some(&Flash::done(said))))
        }
        Err(AppError::Repeated { .. }) => {
            let number = if looks { next(&office, &read, number).await? } else { number };
            let no = read.case.matter.state.number.clone();
            Ok(page::go(&visit, OneGrievance { no, grievance: number }.url(), None))
        }
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &read, f), true)
        }
    }
}

/// The next one whose words wait; this one again when none does.
async fn next(office: &Office<'_>, read: &Read, number: String) -> Result<String, WebError> {
    let desk = desk(office.app, &office.ctx, &read.case).await.map_err(web_error)?;
    Ok(desk.next.unwrap_or(number))
}

fn required(field: &str) -> AppError {
    AppError::Invalid(vec![FieldError::new(field, "required")])
}

async fn look(office: &Office<'_>, number: &str, values: &Values) -> Result<Msg, AppError> {
    let done = Moderation::from_code(values.get("done")).ok_or_else(|| required("done"))?;
    // Words that are shown as they were written have no reason, whatever stood in
    // the other fields before.
    let fault = TextFault::from_code(values.get("fault")).filter(|_| done != Moderation::Shown);
    let look = Look {
        done,
        fault,
        shown: values.get("shown").to_owned(),
        summary: values.get("summary").to_owned(),
    };
    moderate(office.app, &office.ctx, number, &look).await?;
    Ok(Msg::new("grievance-done-moderated"))
}

/// An identifier that may be left out.
fn chosen<T: std::str::FromStr>(values: &Values, field: &str) -> Result<Option<T>, AppError> {
    let typed = values.get(field);
    if typed.is_empty() {
        return Ok(None);
    }
    let unknown = || AppError::Invalid(vec![FieldError::new(field, "choice")]);
    typed.parse().map(Some).map_err(|_| unknown())
}

async fn acted(office: &Office<'_>, number: &str, values: &Values) -> Result<Msg, AppError> {
    let (wanted, said) = match values.get("do") {
        "acknowledge" => (Act::Acknowledge, "grievance-done-acknowledged"),
        "link" => {
            let (factor, measure) = (chosen(values, "factor")?, chosen(values, "measure")?);
            (Act::Link { factor, measure }, "grievance-done-linked")
        }
        "extend" => (Act::Extend { reason: values.get("extend") }, "grievance-done-extended"),
        "escalate" => {
            let level = EscalationLevel::from_code(values.get("level"));
            let level = level.ok_or_else(|| required("level"))?;
            (Act::Escalate { level, reason: values.get("why") }, "grievance-done-escalated")
        }
        "answer" => (Act::Answer { answer: values.get("answer") }, "grievance-done-answered"),
        "close" => (Act::Close { note: values.get("closing") }, "grievance-done-closed"),
        "return" => {
            let reason = ReturnedAs::from_code(values.get("reason"));
            let reason = reason.ok_or_else(|| required("reason"))?;
            (Act::Return { reason, note: values.get("note") }, "grievance-done-returned")
        }
        _ => return Err(AppError::NotFound),
    };
    act(office.app, &office.ctx, number, &wanted).await?;
    Ok(Msg::new(said))
}
