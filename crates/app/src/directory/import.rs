//! Import of units and people from tables: checked as a whole first, then
//! entered as a whole in one transaction, or not at all.

use std::collections::BTreeMap;

use access::Permission;
use domain::{
    codes::{DivisionCode, Role, UnitKind},
    ids::UnitId,
};
use store::Tx;
use uuid::Uuid;

use super::{
    NewPerson, NewUnit,
    accounts::{check_password, check_username, enter_person_in},
    everyone, require,
    sheet::{self, PEOPLE_COLUMNS, Sheet, SheetRow, UNIT_COLUMNS, code_of, note_doubles},
    units::set_unit_in,
};
use crate::{App, AppError, Ctx, error::Outcome, form::FieldError, once};

/// Checks a table of units and, when asked and nothing is wrong, enters it.
/// A parent may stand in the installation or further up in the table.
///
/// # Errors
/// Denied access; a text that is no such table; a failure of the store.
pub async fn import_units(app: &App, ctx: &Ctx, text: &str, enter: bool) -> Outcome<Sheet> {
    require(ctx, Permission::ManageUnits, None)?;
    if enter {
        not_done(app, ctx).await?;
    }
    let mut rows = sheet::read(text, UNIT_COLUMNS)?;
    note_doubles(&mut rows, UNIT_COLUMNS, "code");
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    drop(reader);
    // Codes known so far, with their divisions.
    let mut known: BTreeMap<String, String> =
        units.values().map(|u| (u.code.clone(), u.division.clone())).collect();
    let mut drafts = Vec::new();
    for row in &mut rows {
        let taken = units.values().any(|u| u.code == row.cell(UNIT_COLUMNS, "code"));
        drafts.push(unit_draft(row, taken, &mut known));
    }
    let mut sheet = checked(UNIT_COLUMNS, rows);
    if !enter || sheet.faults() > 0 {
        return Ok(sheet);
    }
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    for (parent, draft) in drafts.into_iter().flatten() {
        let above = tx.unit_by_code(&parent).await?.ok_or_else(stale)?;
        let new = NewUnit { parent: Some(UnitId::new(above.id)), ..draft };
        set_unit_in(app, ctx, &mut tx, &new).await.map_err(|_| stale())?;
    }
    finish(ctx, tx).await?;
    app.forget_units();
    sheet.entered = true;
    Ok(sheet)
}

/// Checks a table of people and, when asked and nothing is wrong, enters it.
/// Who has no first password in the table gets one, shown once.
///
/// # Errors
/// Denied access; a text that is no such table; a failure of the store.
pub async fn import_people(app: &App, ctx: &Ctx, text: &str, enter: bool) -> Outcome<Sheet> {
    require(ctx, Permission::ManageUsers, None)?;
    if enter {
        not_done(app, ctx).await?;
    }
    let mut rows = sheet::read(text, PEOPLE_COLUMNS)?;
    note_doubles(&mut rows, PEOPLE_COLUMNS, "username");
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let people = everyone(&mut reader).await?;
    drop(reader);
    let by_code: BTreeMap<&str, Uuid> = units.values().map(|u| (u.code.as_str(), u.id)).collect();
    let mut drafts = Vec::new();
    for row in &mut rows {
        let taken = people.iter().any(|p| p.username == row.cell(PEOPLE_COLUMNS, "username"));
        drafts.push(person_draft(row, taken, &by_code));
    }
    let mut sheet = checked(PEOPLE_COLUMNS, rows);
    if !enter || sheet.faults() > 0 {
        return Ok(sheet);
    }
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    for (row, draft) in sheet.rows.iter_mut().zip(drafts) {
        let Some(mut new) = draft else { continue };
        if new.password.is_empty() {
            new.password = first_password(app);
            row.password = Some(new.password.clone());
        }
        enter_person_in(app, ctx, &mut tx, &new).await?;
    }
    finish(ctx, tx).await?;
    sheet.entered = true;
    Ok(sheet)
}

/// A table that was entered is not checked against its own rows when it is sent
/// again.
async fn not_done(app: &App, ctx: &Ctx) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await
}

/// A password for the first sign-in: 80 random bits.
fn first_password(app: &App) -> String {
    let bytes = app.ids().bytes();
    hex::encode(bytes.get(..10).unwrap_or_default())
}

async fn finish(ctx: &Ctx, mut tx: Tx) -> Outcome<()> {
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody changed the units between check and entry.
fn stale() -> AppError {
    AppError::Invalid(vec![FieldError::new("rows", "stale")])
}

fn checked(columns: &[sheet::Column], rows: Vec<SheetRow>) -> Sheet {
    Sheet { columns: columns.iter().map(|c| c.field).collect(), rows, entered: false }
}

fn unit_draft(
    row: &mut SheetRow,
    taken: bool,
    known: &mut BTreeMap<String, String>,
) -> Option<(String, NewUnit)> {
    let cell = |field: &str| row.cell(UNIT_COLUMNS, field).to_owned();
    let (code, name, parent) = (cell("code"), cell("name"), cell("parent"));
    let kind = code_of(&cell("kind"), "unit-kind", UnitKind::ALL, UnitKind::code);
    let above = known.get(&parent).cloned();
    let division = Some(cell("division")).filter(|d| !d.is_empty()).or_else(|| above.clone());
    let division = division.and_then(|d| DivisionCode::try_from(d).ok());
    let faults = [
        taken.then(|| FieldError::new("code", "taken")),
        (!code.is_empty() && !is_unit_code(&code)).then(|| FieldError::new("code", "unit_code")),
        (kind.is_none() && !cell("kind").is_empty()).then(|| FieldError::new("kind", "choice")),
        (above.is_none() && !parent.is_empty()).then(|| FieldError::new("parent", "unknown_unit")),
        (division.is_none() && above.is_some()).then(|| FieldError::new("division", "division")),
    ];
    row.faults.extend(faults.into_iter().flatten());
    let division = division?;
    known.entry(code.clone()).or_insert_with(|| division.as_str().to_owned());
    Some((parent, NewUnit { code, name, kind: kind?, parent: None, division }))
}

fn person_draft(
    row: &mut SheetRow,
    taken: bool,
    units: &BTreeMap<&str, Uuid>,
) -> Option<NewPerson> {
    let cell = |field: &str| row.cell(PEOPLE_COLUMNS, field).to_owned();
    let (username, name, password) = (cell("username"), cell("name"), cell("password"));
    let role = code_of(&cell("role"), "role", Role::ALL, Role::code);
    let unit = units.get(cell("unit").as_str()).copied();
    let faults = [
        taken.then(|| FieldError::new("username", "taken")),
        check_username(&username).err().filter(|_| !username.is_empty()),
        (unit.is_none() && !cell("unit").is_empty())
            .then(|| FieldError::new("unit", "unknown_unit")),
        (role.is_none() && !cell("role").is_empty()).then(|| FieldError::new("role", "choice")),
        check_password("password", &password).err().filter(|_| !password.is_empty()),
    ];
    row.faults.extend(faults.into_iter().flatten());
    Some(NewPerson {
        username,
        name,
        password,
        unit: UnitId::new(unit?),
        role: role?,
        must_change: true,
    })
}

/// A unit's code: letters, digits and `-`, at most 40.
pub(super) fn is_unit_code(code: &str) -> bool {
    (2..=40).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}
