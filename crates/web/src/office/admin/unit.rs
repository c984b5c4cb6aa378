//! `/admin/units/{id}`: one unit; its name and kind can change, its code and
//! its place in the tree stay.

use access::Permission;
use app::lists::UnitRow;
use app::{
    AppError,
    directory::{self, require},
};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{codes::UnitKind, ids::UnitId};
use jiff::Timestamp;
use locale::Msg;

use super::{UnitPage, above, all_units, expected, id_of, kinds, subnav, units::level_url};
use crate::error::{Conflict, ConflictField, WebError};
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Parse, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, refusal::at_fields, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "admin/unit.html")]
struct OneUnit {
    page: Page,
    subnav: Markup,
    f: FormView,
    facts: Facts,
    kinds: Vec<Choice>,
    url: String,
    below_url: String,
}

/// `GET /admin/units/{id}`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ManageUnits, None).map_err(web_error)?;
    let units = all_units(&office).await?;
    let unit = units.get(&id_of(&id)?).ok_or(WebError::NotFound)?;
    let version = directory::unit_version(office.app, &office.ctx, UnitId::new(unit.id)).await;
    let version = version.map_err(web_error)?;
    let values = Values::new()
        .with("name", &unit.name)
        .with("kind", &unit.kind)
        .with("_version", version.to_string());
    let form = FormView::new(&state, &visit, values);
    page::show(&one_unit(&visit, &office, unit, &above(&units, unit), form))
}

fn one_unit(
    visit: &Visit,
    office: &Office<'_>,
    unit: &UnitRow,
    above: &[&UnitRow],
    form: FormView,
) -> OneUnit {
    let l = visit.l10n();
    let since = unit.valid_from.map(|day| l.date(day)).unwrap_or_default();
    let parent = above.last().map(|upper| upper.name.clone()).unwrap_or_default();
    let mut page = Page::new(visit, &unit.name).nav(Nav::Admin).errors(form.has_errors());
    for upper in above {
        page = page.crumb(&upper.name, level_url(upper));
    }
    OneUnit {
        page: page.here(&unit.name),
        subnav: subnav(office, l, Permission::ManageUnits),
        f: form,
        facts: Facts::new()
            .fact(l.t("unit-code"), &unit.code)
            .fact(l.t("unit-parent"), parent)
            .fact(l.t("unit-division"), &unit.division)
            .fact(l.t("unit-since"), since),
        kinds: kinds(l),
        url: UnitPage { id: unit.id.to_string() }.url(),
        below_url: level_url(unit),
    }
}

/// `POST /admin/units/{id}`.
pub(super) async fn change(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(UnitPage::PATH, &form);
    require(&office.ctx, Permission::ManageUnits, None).map_err(web_error)?;
    let units = all_units(&office).await?;
    let unit = units.get(&id_of(&id)?).ok_or(WebError::NotFound)?;
    let mut parse = Parse::new(&form.values);
    let name = parse.text("name", 100);
    let kind = parse.choice("kind", UnitKind::from_code);
    let errors = match (parse.finish(), name, kind) {
        (Ok(()), Some(name), Some(kind)) => {
            let id = UnitId::new(unit.id);
            let seen = expected(&form.values)?;
            match directory::change_unit(office.app, &office.ctx, id, (&name, kind), seen).await {
                Err(AppError::Conflict { at, .. }) => {
                    let units = all_units(&office).await?;
                    let now = units.get(&unit.id).unwrap_or(unit);
                    let conflict = conflict(&visit, now, at, &form.values);
                    return Err(WebError::Conflict(Box::new(conflict)));
                }
                Ok(()) | Err(AppError::Repeated { .. }) => {
                    let flash = Flash::done(Msg::new("unit-changed"));
                    let url = UnitPage { id: unit.id.to_string() };
                    return Ok(page::go(&visit, url, Some(&flash)));
                }
                Err(error) => {
                    let mut errors = Errors::new();
                    at_fields(error, &["name", "kind"], &mut errors).map_err(web_error)?;
                    errors
                }
            }
        }
        (Err(errors), ..) => errors,
        _ => Errors::new(),
    };
    let view = FormView::again(&visit, form, errors);
    page::show_form(&one_unit(&visit, &office, unit, &above(&units, unit), view), true)
}

/// What another administrator changed since the form was shown, beside what was
/// typed.
fn conflict(visit: &Visit, unit: &UnitRow, at: Option<Timestamp>, typed: &Values) -> Conflict {
    let l = visit.l10n();
    let field =
        |label: String, theirs: String, yours: String| ConflictField { label, theirs, yours };
    let kind = |code: &str| match UnitKind::from_code(code) {
        Some(kind) => l.code("unit-kind", kind.code()),
        None => String::new(),
    };
    Conflict {
        who: l.t("unit-conflict-who"),
        at: at.map(|at| l.date_time(at)).unwrap_or_default(),
        fields: vec![
            field(l.t("unit-name"), unit.name.clone(), typed.get("name").to_owned()),
            field(l.t("unit-kind-label"), kind(&unit.kind), kind(typed.get("kind"))),
        ],
        reload: UnitPage { id: unit.id.to_string() }.url(),
    }
}
