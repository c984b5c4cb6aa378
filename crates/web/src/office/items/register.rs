//! Registering a matter.

use std::sync::Arc;

use access::Permission;
use app::{
    AppError,
    directory::{Units, require},
};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use locale::Msg;

use super::facts_form::{FIELDS, Lists, defaults};
use super::routes::{ItemNew, ItemRegistered};
use crate::error::WebError;
use crate::form::{Errors, FormView, Submitted};
use crate::nav::Nav;
use crate::office::{
    Office,
    case::{
        self, Which,
        routes::{Item, ItemScreening},
    },
    narrow, raw_form,
    refusal::at_fields,
    stated_day, web_error,
};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Verdict};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "items/register.html")]
struct Register {
    page: Page,
    f: FormView,
    lists: Lists,
    url: String,
    lead: String,
}

#[derive(Template)]
#[template(path = "items/registered.html")]
struct Registered {
    page: Page,
    verdict: Verdict,
    facts: Facts,
    screening: String,
    item: String,
}

async fn units(office: &Office<'_>) -> Result<Arc<Units>, WebError> {
    let failed = |e: &dyn std::fmt::Display| WebError::internal(e.to_string());
    let mut reader = office.app.store().read().await.map_err(|e| failed(&e))?;
    office.app.units(&mut reader).await.map_err(web_error)
}

fn form_page(visit: &Visit, office: &Office<'_>, units: &Units, f: FormView) -> Register {
    let l10n = visit.l10n();
    let title = l10n.t("items-new");
    let page = Page::new(visit, &title)
        .nav(Nav::Items)
        .subtitle(l10n.t("items-new-sub"))
        .crumb(l10n.t("nav-items"), "/items")
        .here(&title)
        .errors(f.has_errors());
    Register {
        page,
        lists: Lists::of(&f, office, units),
        f,
        url: ItemNew.to_string(),
        lead: units.get(&office.ctx.unit().uuid()).map(|u| u.name.clone()).unwrap_or_default(),
    }
}

/// `GET /items/new`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ListMatter, None).map_err(web_error)?;
    let units = units(&office).await?;
    let f = FormView::new(&state, &visit, defaults(&office, &units));
    page::show(&form_page(&visit, &office, &units, f))
}

/// `POST /items/new`.
pub(super) async fn create(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(ItemNew::PATH, &form);
    if narrow::asked(&form) {
        let units = units(&office).await?;
        let f = FormView::again(&visit, form, Errors::new());
        return page::show(&form_page(&visit, &office, &units, f));
    }
    let (mut errors, mut day) = (Errors::new(), Errors::new());
    stated_day(&office, &form.values, "occurred_on", &mut day);
    let raw = raw_form(&office, &form).await?;
    if !day.is_empty() {
        if let Err(error) = app::matter::check_form(office.app, &office.ctx, &raw) {
            at_fields(missing(error, &mut errors), FIELDS, &mut errors).map_err(web_error)?;
        }
        errors.extend(day);
        return again(&office, &visit, form, errors).await;
    }
    match app::matter::list_form(office.app, &office.ctx, &raw).await {
        Ok(listed) => Ok(page::go(&visit, ItemRegistered { no: listed.number }, None)),
        Err(AppError::Repeated { location: Some(no) }) => {
            Ok(page::go(&visit, ItemRegistered { no }, None))
        }
        Err(AppError::Reused { location: Some(no) }) => {
            errors.spent(Some(Item { no }.to_string()));
            again(&office, &visit, form, errors).await
        }
        Err(error) => {
            at_fields(missing(error, &mut errors), FIELDS, &mut errors).map_err(web_error)?;
            again(&office, &visit, form, errors).await
        }
    }
}

async fn again(
    office: &Office<'_>,
    visit: &Visit,
    form: Submitted,
    errors: Errors,
) -> Result<Response, WebError> {
    let units = units(office).await?;
    let f = FormView::again(visit, form, errors);
    page::show_form(&form_page(visit, office, &units, f), true)
}

/// Empty fields are named, so that the summary on top can be read alone. Gives
/// back what else is wrong.
fn missing(error: AppError, errors: &mut Errors) -> AppError {
    let AppError::Invalid(faults) = error else { return error };
    let mut others = Vec::new();
    for fault in faults {
        let label = match fault.field.as_str() {
            "title" => "items-title",
            "category" => "case-category",
            "sector" => "case-sector",
            "division" => "case-place",
            "decision_maker" => "case-decision-maker",
            "filing" => "case-filing",
            _ => "",
        };
        let key = match fault.code {
            "required" if !label.is_empty() => "items-required",
            "choose" if !label.is_empty() => "items-choose",
            _ => {
                others.push(fault);
                continue;
            }
        };
        errors.add(&fault.field, Msg::new(key).with("field", Msg::dynamic(label)));
    }
    AppError::Invalid(others)
}

/// `GET /items/{no}/registered`: number, check code and what comes next.
pub(super) async fn done(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = case::load(&office, &no, &Which::default()).await?;
    let l10n = visit.l10n();
    let matter = &case.matter.state;
    let title = l10n.t("items-registered");
    let page = Page::new(&visit, &title)
        .nav(Nav::Items)
        .crumb(l10n.t("nav-items"), "/items")
        .crumb(&matter.number, Item { no: no.clone() })
        .here(&title);
    let facts = Facts::new()
        .fact(l10n.t("items-matter"), case.title().unwrap_or_default())
        .fact(l10n.t("items-number"), &matter.number)
        .fact(l10n.t("case-check-code"), &matter.check_code);
    let verdict = Verdict {
        passed: true,
        title: l10n.t1("items-registered-title", "no", &matter.number),
        lead: l10n.t("items-registered-lead"),
        points: Vec::new(),
        focus: true,
    };
    page::show(&Registered {
        page,
        verdict,
        facts,
        screening: ItemScreening { no: no.clone() }.to_string(),
        item: Item { no }.to_string(),
    })
}
