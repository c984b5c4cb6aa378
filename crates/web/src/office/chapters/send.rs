//! Saving a section, by hand or by the page itself; trying it; pictures; comments.

use app::AppError;
use app::chapters::{self, By, Remark, Saved, Saving, Section};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use locale::{L10n, Msg};
use serde_json::json;
use uuid::Uuid;

use super::clash::{self, Own};
use super::editor::Sent;
use super::routes::ChapterWriting;
use super::{Read, editor, picture};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted};
use crate::office::case::Which;
use crate::office::refusal::at_fields;
use crate::office::{Office, clash as conflict, web_error};
use crate::page;
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

/// Fields of the forms of this page.
const FIELDS: &[&str] = &["text", "comment"];

/// `POST /items/{no}/report/write/{section}`.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, section)): Path<(String, String)>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    // Reading it asks for access before anything of the form is looked at.
    let read = Read::of(&office, &no, &which).await?;
    let section = read.section(&section)?;
    let button = form.values.get("do").to_owned();
    match button.split_once(' ').unwrap_or((&button, "")) {
        ("save", _) => by_hand(&office, &visit, &read, section, form).await,
        ("auto", _) => by_itself(&office, &visit, &read, section, &form).await,
        ("preview", _) => {
            let f = FormView::again(&visit, form, Errors::new());
            editor::again(&office, &visit, &read, section, (f, Sent::Tried)).await
        }
        ("picture", _) => {
            let code = section.item.code.clone();
            picture::add(&office, &visit, read, &code, form).await
        }
        ("comment", _) => comment(office, &visit, &read, section, form).await,
        ("resolve", id) => {
            let id = Uuid::parse_str(id).map_err(|_| WebError::NotFound)?;
            let done = chapters::resolve(office.app, &office.ctx, &read.case, id).await;
            done.map_err(web_error)?;
            Ok(back(&visit, &read, section, Msg::new("chapters-settled"), "#comments"))
        }
        _ => Err(WebError::NotFound),
    }
}

async fn save(
    office: &Office<'_>,
    read: &Read,
    section: &Section,
    (form, by): (&Submitted, By),
) -> Result<Saved, AppError> {
    let saving = Saving {
        section: &section.item.code,
        // A form that does not say what it was made from is never the latest.
        since: form.values.get("version").parse().unwrap_or(u64::MAX),
        text: form.values.get("text"),
        by,
    };
    chapters::save(office.app, &office.ctx, &read.case, saving).await
}

async fn by_hand(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    section: &Section,
    form: Submitted,
) -> Result<Response, WebError> {
    match save(office, read, section, (&form, By::Hand)).await {
        Ok(Saved::Stands(one)) => {
            let said = Msg::new("chapters-saved").with("n", one.version);
            Ok(back(visit, read, section, said, ""))
        }
        Ok(Saved::Late { kept, standing }) => {
            let own = Own { version: kept, text: form.values.get("text").replace("\r\n", "\n") };
            let f = FormView::again(visit, form, Errors::new());
            conflict::show(&clash::page(office, visit, read, section, (&standing, own, f)))
        }
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            let f = FormView::again(visit, form, errors);
            editor::again(office, visit, read, section, (f, Sent::Refused)).await
        }
    }
}

/// What the script of the page is told: it keeps the text in any case.
async fn by_itself(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    section: &Section,
    form: &Submitted,
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    match save(office, read, section, (form, By::Page)).await {
        Ok(Saved::Stands(one)) => {
            let message = l10n.t1("chapters-auto-saved", "at", l10n.date_time(one.updated_at));
            let body = json!({ "state": "saved", "version": one.version, "message": message });
            Ok(Json(body).into_response())
        }
        Ok(Saved::Late { kept, .. }) => {
            let url = ChapterWriting { no: read.no(), section: section.item.code.clone() }.url();
            let body = json!({
                "state": "conflict",
                "message": l10n.t("chapters-auto-conflict"),
                "link": l10n.t("chapters-auto-settle"),
                "url": format!("{url}?late={kept}"),
            });
            Ok((StatusCode::CONFLICT, Json(body)).into_response())
        }
        Err(error) => refused(l10n, error),
    }
}

fn refused(l10n: L10n, error: AppError) -> Result<Response, WebError> {
    let mut errors = Errors::new();
    at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
    let said = errors.iter().next().map(|(_, msg)| l10n.say(msg)).unwrap_or_default();
    let message = l10n.t1("chapters-auto-refused", "why", said);
    let body = json!({ "state": "refused", "message": message });
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response())
}

async fn comment(
    office: Office<'_>,
    visit: &Visit,
    read: &Read,
    section: &Section,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = office.sending(ChapterWriting::PATH, &form);
    let remark = Remark {
        section: &section.item.code,
        on: form.values.get("version").parse().unwrap_or(0),
        text: form.values.get("comment"),
    };
    match chapters::comment(office.app, &office.ctx, &read.case, remark).await {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            Ok(back(visit, read, section, Msg::new("chapters-commented"), "#comments"))
        }
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            // The form of the comment does not hold the text of the section.
            let mut form = form;
            form.values.push("text".to_owned(), section.text(&read.case).to_owned());
            let f = FormView::again(visit, form, errors);
            editor::again(&office, visit, read, section, (f, Sent::Refused)).await
        }
    }
}

fn back(visit: &Visit, read: &Read, section: &Section, said: Msg, place: &str) -> Response {
    let url = ChapterWriting { no: read.no(), section: section.item.code.clone() }.url();
    page::go(visit, format!("{url}{place}"), Some(&Flash::done(said)))
}
