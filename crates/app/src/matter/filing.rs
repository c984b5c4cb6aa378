//! Which unit may file: what the rules ask of its kind and its area.

use domain::{
    assessment::acts::filing::may_file,
    codes::{DivisionCode, UnitKind},
    ids::UnitId,
    rulebook::Package,
};
use store::Reader;

use crate::{App, AppError, directory::oversight_path, error::Outcome};

/// A unit may file a matter of a lead unit at a place: its own place is that of
/// the matter or one above it, or the lead unit lies in the area that it
/// oversees (zones without a division code hang in the tree of units alone).
///
/// # Errors
/// A refusal that names the rule and who may file; an unknown unit.
pub(crate) async fn fit_to_file(
    app: &App,
    reader: &mut Reader,
    rules: &Package,
    (unit, lead, place): (UnitId, UnitId, &DivisionCode),
) -> Outcome<()> {
    let units = app.units(reader).await?;
    let row = units.get(&unit.uuid()).ok_or(AppError::NotFound)?;
    let seat = DivisionCode::try_from(row.division.clone())
        .map_err(|e| AppError::Internal(format!("unit {}: {e}", row.id)))?;
    let area = oversight_path(&row.kind, &row.path);
    let oversees = units.get(&lead.uuid()).is_some_and(|lead| lead.path.starts_with(&area));
    let seat = if oversees { place } else { &seat };
    Ok(may_file(rules, (UnitKind::from_code(&row.kind), seat), place)?)
}
