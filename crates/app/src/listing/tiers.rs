//! The ladder of list reports: departments and towns hand in to the stability
//! office of their place, a county's government to that of the city, a city's
//! to that of the province. Which rungs there are is data of the rules.

use domain::{codes::UnitKind, rulebook::ListRule};
use store::projection::UnitRow;
use uuid::Uuid;

use crate::directory::Units;

/// The rung on which a unit stands, by the words of the rules.
fn tier(unit: &UnitRow) -> Option<&'static str> {
    match UnitKind::from_code(&unit.kind)? {
        UnitKind::Government if unit.division.ends_with("0000") => Some("province"),
        UnitKind::Government if unit.division.ends_with("00") => Some("city"),
        UnitKind::Government => Some("county"),
        UnitKind::Township => Some("town"),
        UnitKind::Party
        | UnitKind::StabilityOffice
        | UnitKind::Inspection
        | UnitKind::ProjectUnit
        | UnitKind::Agency
        | UnitKind::ExpertPool
        | UnitKind::GrassRoots
        | UnitKind::ApprovalOffice => None,
        _ => Some("department"),
    }
}

fn is_open(unit: &UnitRow) -> bool {
    unit.valid_to.is_none()
}

fn is_kind(unit: &UnitRow, kind: UnitKind) -> bool {
    unit.kind == kind.code()
}

/// Whether a rule asks a unit for lists.
pub(super) fn reports(unit: &UnitRow, rule: &ListRule) -> bool {
    is_open(unit) && tier(unit).is_some_and(|own| rule.tiers.iter().any(|t| t == own))
}

/// Whether a unit lies in the area of another: a government holds the units
/// below it, any other unit only itself and what belongs to it.
pub(super) fn holds(area: &UnitRow, unit: &UnitRow) -> bool {
    unit.path.starts_with(&area.path)
}

/// The unit in whose name someone of a unit reports: a stability office works
/// for the government of its place.
pub(super) fn in_whose_name(units: &Units, unit: Uuid) -> Option<&UnitRow> {
    let own = units.get(&unit)?;
    let above = own.parent.and_then(|parent| units.get(&parent));
    match above {
        Some(above)
            if is_kind(own, UnitKind::StabilityOffice) && is_kind(above, UnitKind::Government) =>
        {
            Some(above)
        }
        _ => Some(own),
    }
}

/// The government to whose stability office a unit hands its list in: the
/// nearest one above it. None for the top.
pub(super) fn above<'u>(units: &'u Units, unit: &UnitRow) -> Option<&'u UnitRow> {
    let mut at = unit.parent;
    while let Some(parent) = at.and_then(|id| units.get(&id)) {
        if is_kind(parent, UnitKind::Government) {
            return Some(parent);
        }
        at = parent.parent;
    }
    None
}

/// The stability office of a government; the government itself where it has none.
pub(super) fn office<'u>(units: &'u Units, government: &'u UnitRow) -> &'u UnitRow {
    units
        .values()
        .find(|u| {
            u.parent == Some(government.id) && is_open(u) && is_kind(u, UnitKind::StabilityOffice)
        })
        .unwrap_or(government)
}

/// Whether lists of other units are handed in to a unit's office.
pub(super) fn gathers(unit: &UnitRow) -> bool {
    is_kind(unit, UnitKind::Government)
}
