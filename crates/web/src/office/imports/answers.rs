//! From the confirmation form to choices of the import.

use std::collections::BTreeMap;

use app::{
    directory::Units,
    import::{Action, Choice},
};
use domain::{
    codes::{DivisionCode, UnitKind},
    ids::UnitId,
};
use locale::Msg;

use crate::form::{Errors, Values};
use crate::office::case::place_name;

/// The choices that were made, and what is wrong with the rest.
pub(super) fn answers(values: &Values, units: &Units) -> (BTreeMap<u32, Choice>, Errors) {
    let mut errors = Errors::new();
    let mut chosen = BTreeMap::new();
    for row in values.all("row").filter_map(|n| n.parse::<u32>().ok()) {
        let Some(action) = Action::from_code(values.get(&format!("r.{row}.do"))) else { continue };
        let mut choice = Choice::new(action);
        if action != Action::Skip {
            let mut unit = |name: &str| unit_named(values, units, row, name, &mut errors);
            choice.unit = unit("unit");
            choice.decision_maker = unit("decision_maker");
            choice.filing = unit("filing");
            choice.division = place_named(values, units, row, &mut errors);
            choice.not_a_duplicate = values.has(&format!("r.{row}.other"));
        }
        chosen.insert(row, choice);
    }
    (chosen, errors)
}

/// A unit by the name that was typed. Two units of one name are told apart by
/// their code.
fn unit_named(
    values: &Values,
    units: &Units,
    row: u32,
    name: &str,
    errors: &mut Errors,
) -> Option<UnitId> {
    let field = format!("r.{row}.{name}");
    let typed = values.get(&field).trim();
    if typed.is_empty() {
        return None;
    }
    let found = units
        .values()
        .filter(|u| u.valid_to.is_none())
        .find(|u| u.name == typed || u.code == typed)
        .map(|u| UnitId::new(u.id));
    if found.is_none() {
        errors.add(&field, Msg::new("importing-unit-unknown").with("name", typed));
    }
    found
}

fn place_named(
    values: &Values,
    units: &Units,
    row: u32,
    errors: &mut Errors,
) -> Option<DivisionCode> {
    let field = format!("r.{row}.division");
    let typed = values.get(&field).trim();
    if typed.is_empty() {
        return None;
    }
    let found = units
        .values()
        .filter(|u| u.kind == UnitKind::Government.code())
        .find(|u| u.division == typed || place_name(units, &u.division) == typed)
        .and_then(|u| DivisionCode::try_from(u.division.clone()).ok());
    if found.is_none() {
        errors.add(&field, Msg::new("importing-place-unknown").with("name", typed));
    }
    found
}
