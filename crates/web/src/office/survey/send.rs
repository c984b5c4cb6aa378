//! Every act on a consultation, each a form of the same page.

use access::Permission;
use app::directory::require;
use app::{AppError, consultation};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::Msg;

use super::{FIELDS, Survey, show::view};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted};
use crate::office::case::{Which, load};
use crate::office::refusal::at_fields;
use crate::office::{Office, raw_form, web_error};
use crate::page;
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    // Whoever may not is told so before anything of the form is looked at.
    require(&office.ctx, Permission::Draft, Some(&case.resource)).map_err(web_error)?;
    let office = office.sending(Survey::PATH, &form);
    let Some(assessment) = case.assessment_id() else { return Err(WebError::NotFound) };
    let desk = consultation::desk(office.app, &office.ctx, &case).await.map_err(web_error)?;
    let slug = desk.current.as_ref().map(|s| s.consultation.state.slug.clone());
    let slug = slug.unwrap_or_default();
    let (app, ctx, values) = (office.app, &office.ctx, &form.values);
    let (done, said) = match values.get("do") {
        "prepare" => {
            let raw = raw_form(&office, &form).await?;
            let done = consultation::prepare_form(app, ctx, assessment, &raw).await;
            (done.map(drop), Msg::new("survey-prepared"))
        }
        "open" => (consultation::open(app, ctx, &slug).await, Msg::new("survey-opened")),
        "extend" => (extend(&office, &slug, values).await, Msg::new("survey-extended")),
        "close" => {
            let early = Some(values.get("early"));
            (consultation::close(app, ctx, &slug, early).await, Msg::new("survey-closed"))
        }
        "publish" => {
            let done = consultation::publish(app, ctx, &slug, values.get("statement")).await;
            (done, Msg::new("survey-published"))
        }
        "give_up" => {
            let done = consultation::give_up(app, ctx, &slug, values.get("reason")).await;
            (done, Msg::new("survey-given-up"))
        }
        _ => return Err(WebError::NotFound),
    };
    match done {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            let url = Survey { no: case.matter.state.number.clone() }.url();
            Ok(page::go(&visit, url, Some(&Flash::done(said))))
        }
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &case, &desk, f), true)
        }
    }
}

async fn extend(
    office: &Office<'_>,
    slug: &str,
    values: &crate::form::Values,
) -> Result<(), AppError> {
    let wrong = || AppError::Invalid(vec![app::form::FieldError::new("to", "date")]);
    let to = app::form::parse_date(values.get("to").trim()).ok_or_else(wrong)?;
    consultation::extend(office.app, &office.ctx, slug, to, values.get("reason")).await
}
