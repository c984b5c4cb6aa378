//! `/admin/users/new`: a person with a first post.

use access::Permission;
use app::{
    AppError,
    directory::{self, NewPerson, Units, require},
};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{codes::Role, ids::UnitId};
use locale::Msg;
use serde::Deserialize;

use super::{User, UserNew, all_units, by_code, roles, subnav, users::people_url};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Parse, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, refusal::at_fields, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

const FIELDS: [&str; 5] = ["username", "name", "unit", "role", "password"];

/// At which unit, by its code.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    unit: String,
}

#[derive(Template)]
#[template(path = "admin/person_new.html")]
struct NewPersonPage {
    page: Page,
    subnav: Markup,
    f: FormView,
    roles: Vec<Choice>,
    url: String,
}

/// `GET /admin/users/new?unit=…`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ManageUsers, None).map_err(web_error)?;
    let units = all_units(&office).await?;
    let form = FormView::new(&state, &visit, Values::new().with("unit", &asked.unit));
    page::show(&new_person(&visit, &office, &units, form))
}

fn new_person(visit: &Visit, office: &Office<'_>, units: &Units, form: FormView) -> NewPersonPage {
    let l = visit.l10n();
    let mut page =
        Page::new(visit, l.t("person-new-title")).nav(Nav::Admin).errors(form.has_errors());
    if let Some(unit) = by_code(units, form.value("unit")) {
        page = page.crumb(&unit.name, people_url(unit));
    }
    NewPersonPage {
        page: page.here(l.t("person-new-title")),
        subnav: subnav(office, l, Permission::ManageUsers),
        f: form,
        roles: roles(l),
        url: UserNew.url(),
    }
}

/// `POST /admin/users/new`.
pub(super) async fn create(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(UserNew::PATH, &form);
    require(&office.ctx, Permission::ManageUsers, None).map_err(web_error)?;
    let units = all_units(&office).await?;
    let errors = match read(&form.values, &units) {
        Ok(new) => match directory::enter_person(office.app, &office.ctx, &new).await {
            Ok(id) => return Ok(done(&visit, &id.to_string())),
            Err(AppError::Repeated { location: Some(id) }) => return Ok(done(&visit, &id)),
            Err(error) => {
                let mut errors = Errors::new();
                at_fields(error, &FIELDS, &mut errors).map_err(web_error)?;
                errors
            }
        },
        Err(errors) => errors,
    };
    let view = FormView::again(&visit, form, errors);
    page::show_form(&new_person(&visit, &office, &units, view), true)
}

fn done(visit: &Visit, id: &str) -> Response {
    let flash = Flash::done(Msg::new("person-created"));
    page::go(visit, User { id: id.to_owned() }, Some(&flash))
}

fn read(values: &Values, units: &Units) -> Result<NewPerson, Errors> {
    let mut parse = Parse::new(values);
    let username = parse.text("username", 40);
    let name = parse.text("name", 40);
    let unit = by_code(units, values.get("unit"));
    if unit.is_none() {
        parse.wrong("unit", Msg::new("field-unknown-unit"));
    }
    let role = parse.choice("role", Role::from_code);
    let password = values.get("password").to_owned();
    if password.is_empty() {
        parse.wrong("password", Msg::new("field-error-empty"));
    }
    parse.finish()?;
    match (username, name, unit, role) {
        (Some(username), Some(name), Some(unit), Some(role)) => Ok(NewPerson {
            username,
            name,
            password,
            unit: UnitId::new(unit.id),
            role,
            must_change: true,
        }),
        _ => Err(Errors::new()),
    }
}
