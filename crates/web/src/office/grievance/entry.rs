//! A grievance that was told by telephone, at a visit or in a letter. The official
//! writes down what it is about; who told it is not asked. Number and code are
//! shown once, to be read out or handed over.

use access::Permission;
use app::AppError;
use app::directory::require;
use app::form::FieldError;
use app::grievance::{Brought, Taken, enter};
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::GrievanceChannel;
use locale::L10n;

use super::{GrievanceEntry, Grievances, OneGrievance};
use crate::error::WebError;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which, load};
use crate::office::refusal::at_fields;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

/// Fields of the form.
const FIELDS: &[&str] = &["channel", "text"];

#[derive(Template)]
#[template(path = "grievance/entry.html")]
struct EntryPage {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    back: String,
    channels: Vec<Choice>,
    /// Whether digits were pointed out, so that they can be confirmed.
    digits: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "grievance/taken.html")]
struct TakenPage {
    page: Page,
    top: Markup,
    code: String,
    repeated: bool,
    facts: Facts,
    one: String,
    back: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    require(&office.ctx, Permission::HandleGrievance, Some(&case.resource)).map_err(web_error)?;
    let key = app::consultation::new_key(office.app);
    let values = Values::new().with("key", key).with("channel", GrievanceChannel::Phone.code());
    let f = FormView::new(&state, &visit, values);
    page::show(&view(&office, &visit, &case, f, false))
}

fn view(office: &Office<'_>, visit: &Visit, case: &Case, f: FormView, digits: bool) -> EntryPage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, Sub::Grievances);
    let no = case.matter.state.number.clone();
    let told = GrievanceChannel::ALL.iter().filter(|c| **c != GrievanceChannel::Web);
    let fine = Choice::new("1", l10n.t("grievance-digits-fine"));
    EntryPage {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: GrievanceEntry { no: no.clone() }.url(),
        back: Grievances { no }.url(),
        channels: told
            .map(|c| Choice::new(c.code(), l10n.code("grievance-channel", c.code())))
            .collect(),
        digits: digits.then_some(fine).into_iter().collect(),
    }
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    require(&office.ctx, Permission::HandleGrievance, Some(&case.resource)).map_err(web_error)?;
    match take(&office, &case, &form.values).await {
        Ok(taken) => page::show(&shown(&office, &visit, &case, taken)),
        Err(error) => {
            let pointed =
                |faults: &[FieldError]| faults.iter().any(|f| f.code == "grievance_digits");
            let digits = matches!(&error, AppError::Invalid(faults) if pointed(faults));
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &case, f, digits), true)
        }
    }
}

async fn take(office: &Office<'_>, case: &Case, values: &Values) -> Result<Taken, AppError> {
    let channel = GrievanceChannel::from_code(values.get("channel"));
    let channel = channel.filter(|c| *c != GrievanceChannel::Web);
    let missing = || AppError::Invalid(vec![FieldError::new("channel", "required")]);
    let channel = channel.ok_or_else(missing)?;
    let text = values.get("text").replace("\r\n", "\n");
    let brought = Brought {
        key: values.get("key"),
        matter: case.matter.id,
        text: &text,
        digits_are_fine: values.has("fine"),
    };
    enter(office.app, &office.ctx, case, (&brought, channel)).await
}

fn shown(office: &Office<'_>, visit: &Visit, case: &Case, taken: Taken) -> TakenPage {
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, Sub::Grievances);
    let no = case.matter.state.number.clone();
    TakenPage {
        page,
        top,
        facts: terms(visit.l10n(), &taken),
        code: taken.code,
        repeated: taken.repeated,
        one: OneGrievance { no: no.clone(), grievance: taken.number }.url(),
        back: Grievances { no }.url(),
    }
}

/// Number and days of a grievance that was taken in.
pub(crate) fn terms(l10n: L10n, taken: &Taken) -> Facts {
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date_long(d)).unwrap_or_default();
    let number = Markup::trusted(format!(
        "<span class=\"mono\" id=\"grievance-number\">{}</span>",
        Markup::text(&taken.number)
    ));
    Facts::new()
        .markup(l10n.t("grievance-number"), number)
        .fact(l10n.t("grievance-acknowledge-by"), day(taken.acknowledge_by))
        .fact(l10n.t("grievance-answer-by"), day(taken.answer_by))
}
