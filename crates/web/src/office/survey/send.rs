//! Every act on a consultation, each a form of the same page.

use access::Permission;
use app::directory::require;
use app::view::Case;
use app::{
    AppError,
    consultation::{self, Desk},
};
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use domain::codes::ExportFormat;
use locale::Msg;

use super::{FIELDS, Survey, letters, show::view};
use crate::error::WebError;
use crate::file_body::FileBody;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted};
use crate::office::case::{Which, XLSX, attachment, load};
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
    headers: HeaderMap,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    // Whoever may not is told so before anything of the form is looked at.
    let takes_out = matches!(form.values.get("do"), "export" | "log");
    let needed = if takes_out { Permission::Export } else { Permission::Draft };
    require(&office.ctx, needed, Some(&case.resource)).map_err(web_error)?;
    let office = office.sending(Survey::PATH, &form);
    if takes_out {
        return take_out(&office, &visit, &case, form).await;
    }
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
        "letters" => {
            return print((&state, &headers), &office, &visit, (&case, &desk), form).await;
        }
        _ => return Err(WebError::NotFound),
    };
    match done {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            let url = Survey { no: case.matter.state.number.clone() }.url();
            Ok(page::go(&visit, url, Some(&Flash::done(said))))
        }
        Err(error) => {
            let errors = faults(error, &case)?;
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &case, &desk, f), true)
        }
    }
}

/// What stands against the form.
fn faults(error: AppError, case: &Case) -> Result<Errors, WebError> {
    let mut errors = Errors::new();
    if matches!(error, AppError::Reused { .. }) {
        errors.spent(Some(Survey { no: case.matter.state.number.clone() }.url()));
    } else {
        at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
    }
    Ok(errors)
}

/// New letters: the page to print or the list, shown once.
async fn print(
    (state, headers): (&AppState, &HeaderMap),
    office: &Office<'_>,
    visit: &Visit,
    (case, desk): (&Case, &Desk),
    form: Submitted,
) -> Result<Response, WebError> {
    let Some(sheet) = &desk.current else { return Err(WebError::NotFound) };
    let slug = sheet.consultation.state.slug.as_str();
    let printed = match consultation::letters_wanted(form.values.get("count")) {
        Ok(count) => consultation::print_letters(office.app, &office.ctx, slug, count).await,
        Err(error) => Err(error),
    };
    let codes = match printed {
        Ok(codes) => codes,
        // Codes are shown once: whoever sends the form again gets none.
        Err(AppError::Repeated { .. }) => {
            let url = Survey { no: case.matter.state.number.clone() }.url();
            return Ok(page::go(visit, url, Some(&Flash::done(Msg::new("letters-before")))));
        }
        Err(error) => {
            let errors = faults(error, case)?;
            let f = FormView::again(visit, form, errors);
            return page::show_form(&view(office, visit, case, desk, f), true);
        }
    };
    letters::show((state, headers), visit, sheet, (form.values.get("paper"), &codes))
}

/// The stored answers as a file, or the record of the moderation.
async fn take_out(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    form: Submitted,
) -> Result<Response, WebError> {
    let desk = consultation::desk(office.app, &office.ctx, case).await.map_err(web_error)?;
    let Some(sheet) = &desk.current else { return Err(WebError::NotFound) };
    let slug = sheet.consultation.state.slug.as_str();
    let (format, ending, media_type) = match form.values.get("format") {
        "XLSX" => (ExportFormat::Xlsx, "xlsx", XLSX),
        "JSON_LINES" => (ExportFormat::JsonLines, "jsonl", "application/x-ndjson"),
        _ => (ExportFormat::Csv, "csv", "text/csv; charset=utf-8"),
    };
    let (app, ctx) = (office.app, &office.ctx);
    let (done, name) = if form.values.get("do") == "log" {
        let asked = (format, form.values.get("log_reason"));
        (consultation::log_file(app, ctx, slug, asked).await, format!("{slug}-moderation"))
    } else {
        let asked = (format, form.values.get("reason"));
        (consultation::export_file(app, ctx, slug, asked).await, slug.to_owned())
    };
    match done {
        Ok((file, size)) => {
            let body = Body::new(FileBody::new(file));
            let mut response = attachment(media_type, &format!("{name}.{ending}"), body);
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(size));
            Ok(response)
        }
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            let f = FormView::again(visit, form, errors);
            page::show_form(&view(office, visit, case, &desk, f), true)
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
