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

use app::{directory::Units, rules::RuleBook};
use axum::Router;
use axum::routing::get;
use domain::codes::{DivisionCode, UnitKind};
use jiff::civil::Date;
use locale::{L10n, Lang};

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

/// Every place of the installation, by division code: rules are public. A place
/// is called as the rule files call it, else after its government.
async fn places(office: &Office<'_>, visit: &Visit) -> Result<Places, WebError> {
    let mut reader = office.app.store().read().await.map_err(WebError::internal)?;
    let units = office.app.units(&mut reader).await.map_err(super::web_error)?;
    drop(reader);
    let mut places: Places = units
        .values()
        .map(|unit| (unit.division.clone(), government(&units, &unit.division)))
        .collect();
    let chinese = visit.l10n().lang() == Lang::ZhCn;
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

/// The name of a layer in words; its file where the book no longer has it.
fn layer_name(book: &RuleBook, name: &str, l: L10n) -> String {
    let found = book.files().iter().find(|file| file.name == name);
    let words = found.map(|file| if l.lang() == Lang::ZhCn { &file.zh } else { &file.en });
    words.map_or_else(|| name.to_owned(), Clone::clone)
}

/// The package before the one of a day. Of the first one, itself.
fn day_before(book: &RuleBook, division: &DivisionCode, day: Date) -> Date {
    let starts = book.starts(division);
    starts.iter().filter(|start| **start <= day).rev().nth(1).copied().unwrap_or(day)
}

/// The name of a place, or its code.
fn name_of(places: &Places, division: &DivisionCode) -> String {
    let code = division.as_str();
    places.get(code).cloned().unwrap_or_else(|| code.to_owned())
}
