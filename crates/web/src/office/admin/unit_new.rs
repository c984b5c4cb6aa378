//! `/admin/units/new`.

use access::Permission;
use app::{
    AppError,
    directory::{self, NewUnit, Units, require},
};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{codes::UnitKind, ids::UnitId};
use locale::Msg;
use serde::Deserialize;

use super::{UnitNew, UnitPage, all_units, by_code, kinds, subnav, units::level_url};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Parse, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, refusal::at_fields, setup::read_division, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

const FIELDS: [&str; 5] = ["name", "code", "kind", "parent", "division"];

/// Under which unit, by its code.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    parent: String,
}

#[derive(Template)]
#[template(path = "admin/unit_new.html")]
struct NewUnitPage {
    page: Page,
    subnav: Markup,
    f: FormView,
    kinds: Vec<Choice>,
    url: String,
}

/// `GET /admin/units/new?parent=…`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ManageUnits, None).map_err(web_error)?;
    let units = all_units(&office).await?;
    let division = by_code(&units, &asked.parent).map_or("", |unit| unit.division.as_str());
    let values = Values::new().with("parent", &asked.parent).with("division", division);
    let form = FormView::new(&state, &visit, values);
    page::show(&new_unit(&visit, &office, &units, form))
}

fn new_unit(visit: &Visit, office: &Office<'_>, units: &Units, form: FormView) -> NewUnitPage {
    let l = visit.l10n();
    let mut page =
        Page::new(visit, l.t("unit-new-title")).nav(Nav::Admin).errors(form.has_errors());
    if let Some(parent) = by_code(units, form.value("parent")) {
        page = page.crumb(&parent.name, level_url(parent));
    }
    NewUnitPage {
        page: page.here(l.t("unit-new-title")),
        subnav: subnav(office, l, Permission::ManageUnits),
        f: form,
        kinds: kinds(l),
        url: UnitNew.url(),
    }
}

/// `POST /admin/units/new`.
pub(super) async fn create(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(UnitNew::PATH, &form);
    require(&office.ctx, Permission::ManageUnits, None).map_err(web_error)?;
    let units = all_units(&office).await?;
    let errors = match read(&form.values, &units) {
        Ok(new) => match directory::set_unit(office.app, &office.ctx, &new).await {
            Ok(id) => return Ok(done(&visit, &id.to_string(), &new.code)),
            Err(AppError::Repeated { location: Some(id) }) => {
                return Ok(done(&visit, &id, &new.code));
            }
            Err(error) => {
                let mut errors = Errors::new();
                at_fields(error, &FIELDS, &mut errors).map_err(web_error)?;
                errors
            }
        },
        Err(errors) => errors,
    };
    let view = FormView::again(&visit, form, errors);
    page::show_form(&new_unit(&visit, &office, &units, view), true)
}

fn done(visit: &Visit, id: &str, code: &str) -> Response {
    let flash = Flash::done(Msg::new("unit-created").with("code", code));
    page::go(visit, UnitPage { id: id.to_owned() }, Some(&flash))
}

fn read(values: &Values, units: &Units) -> Result<NewUnit, Errors> {
    let mut parse = Parse::new(values);
    let parent = by_code(units, values.get("parent"));
    if parent.is_none() {
        parse.wrong("parent", Msg::new("field-unknown-unit"));
    }
    let name = parse.text("name", 100);
    let code = parse.text("code", 40);
    let kind = parse.choice("kind", UnitKind::from_code);
    let division = read_division(&mut parse, values, "division");
    parse.finish()?;
    match (parent, name, code, kind, division) {
        (Some(parent), Some(name), Some(code), Some(kind), Some(division)) => {
            Ok(NewUnit { code, name, kind, parent: Some(UnitId::new(parent.id)), division })
        }
        _ => Err(Errors::new()),
    }
}
