//! Which unit may file: what the rules ask of its kind and its area.

use domain::{
    assessment::acts::filing::may_file,
    codes::{DivisionCode, UnitKind},
    ids::UnitId,
    rulebook::Package,
};
use store::Reader;

use crate::{App, AppError, error::Outcome};

/// A unit may file matters of a place.
///
/// # Errors
/// A refusal that names the rule and who may file; an unknown unit.
pub(crate) async fn fit_to_file(
    app: &App,
    reader: &mut Reader,
    rules: &Package,
    (unit, place): (UnitId, &DivisionCode),
) -> Outcome<()> {
    let units = app.units(reader).await?;
    let row = units.get(&unit.uuid()).ok_or(AppError::NotFound)?;
    let seat = DivisionCode::try_from(row.division.clone())
        .map_err(|e| AppError::Internal(format!("unit {}: {e}", row.id)))?;
    Ok(may_file(rules, (UnitKind::from_code(&row.kind), &seat), place)?)
}
