//! The rules of a place on a day, two packages side by side, and the calendar
//! of working days.

mod calendar;
mod compare;
mod course;
mod figures;
mod lists;
mod section;
mod show;
mod value;

use std::collections::BTreeMap;

use app::directory::Units;
use axum::Router;
use axum::routing::get;
use domain::codes::{DivisionCode, UnitKind};

use super::Office;
use crate::error::WebError;
use crate::form::Choice;
use crate::routes::mount;
use crate::state::AppState;
use crate::visit::Visit;

crate::routes! {
    /// The rules of a place on a day.
    Rules = "/rules", get: Page, access: Action("VIEW_RULES");
    /// What differs between two packages.
    RulesCompare = "/rules/compare", get: Page, access: Action("VIEW_RULES");
    /// Working days of a year.
    RulesCalendar { year } = "/rules/calendar/{year}", get: Page, access: Action("VIEW_RULES");
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Rules>(router, state, get(show::show));
    let router = mount::<RulesCompare>(router, state, get(compare::show));
    mount::<RulesCalendar>(router, state, get(calendar::show))
}

/// Places with their names.
type Places = BTreeMap<String, String>;

/// The places of the units under a path, by division code. A place is called as
/// the rule files call it, else after its government.
async fn places(office: &Office<'_>, visit: &Visit, path: &str) -> Result<Places, WebError> {
    let mut reader = office.app.store().read().await.map_err(WebError::internal)?;
    let units = office.app.units(&mut reader).await.map_err(super::web_error)?;
    drop(reader);
    let mut places: Places = units
        .values()
        .filter(|unit| unit.path.starts_with(path))
        .map(|unit| (unit.division.clone(), government(&units, &unit.division)))
        .collect();
    let chinese = visit.l10n().lang() == locale::Lang::ZhCn;
    for file in office.app.book().files() {
        if let Some(name) = places.get_mut(file.division.as_str()) {
            name.clone_from(if chinese { &file.zh } else { &file.en });
        }
    }
    Ok(places)
}

/// The name of a place after its government; the code where it has none.
fn government(units: &Units, division: &str) -> String {
    units
        .values()
        .find(|unit| unit.division == division && unit.kind == UnitKind::Government.code())
        .map_or_else(
            || division.to_owned(),
            |unit| unit.name.trim_end_matches("人民政府").to_owned(),
        )
}

fn choices(places: &Places) -> Vec<Choice> {
    places.iter().map(|(code, name)| Choice::new(code, format!("{name} {code}"))).collect()
}

/// The name of a place, or its code.
fn name_of(places: &Places, division: &DivisionCode) -> String {
    let code = division.as_str();
    places.get(code).cloned().unwrap_or_else(|| code.to_owned())
}
