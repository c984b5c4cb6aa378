//! Units and their tree.

use std::{collections::BTreeMap, sync::Arc};

use access::Permission;
use domain::{
    codes::{DivisionCode, UnitKind},
    ids::UnitId,
    org::{Unit, UnitEvent, UnitFacts},
};
use store::{Loaded, Reader, Scope, Tx, projection::UnitRow};
use uuid::Uuid;

use super::require;
use crate::{App, AppError, Ctx, error::Outcome, form::FieldError, once};

/// Every unit by identifier.
pub type Units = BTreeMap<Uuid, UnitRow>;

/// Counts the changes of units, in the transaction of each.
pub(super) const CHANGES: &str = "units";

/// A unit to be set up.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// Code, unique in the installation.
    pub code: String,
    /// Full name.
    pub name: String,
    /// What kind.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// Where it sits.
    pub division: DivisionCode,
}

impl App {
    /// Every unit, from memory where it stands.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn units(&self, reader: &mut Reader) -> Outcome<Arc<Units>> {
        if let Some(units) = self.unit_cache().get() {
            return Ok(units);
        }
        let change = reader.last_number(CHANGES).await?;
        let rows = reader.units(&Scope::All).await?;
        let units: Arc<Units> = Arc::new(rows.into_iter().map(|u| (u.id, u)).collect());
        self.unit_cache().put(change, Arc::clone(&units));
        Ok(units)
    }

    /// As [`App::units`], for callers without a session: asks first whether
    /// another server changed a unit.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn units_now(&self, reader: &mut Reader) -> Outcome<Arc<Units>> {
        let change = reader.last_number(CHANGES).await?;
        self.unit_cache().note(change);
        self.units(reader).await
    }

    /// The number of the last change of a unit: what was made with names of units
    /// is as good as new while it stands.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn units_change(&self, reader: &mut Reader) -> Outcome<i64> {
        Ok(reader.last_number(CHANGES).await?)
    }

    /// Forgets the units read so far; the next reader reads them anew.
    pub(crate) fn forget_units(&self) {
        self.unit_cache().forget();
    }
}

/// The version of a unit, for forms that change it.
///
/// # Errors
/// Denied access, an unknown unit.
pub async fn unit_version(app: &App, ctx: &Ctx, unit: UnitId) -> Outcome<u64> {
    require(ctx, Permission::ManageUnits, None)?;
    let mut reader = app.store().read().await?;
    let loaded = reader.load::<Unit>(unit.uuid()).await?.ok_or(AppError::NotFound)?;
    Ok(loaded.version)
}

/// Sets up a unit.
///
/// # Errors
/// Denied access, a code in use, an unknown parent.
pub async fn set_unit(app: &App, ctx: &Ctx, new: &NewUnit) -> Outcome<UnitId> {
    require(ctx, Permission::ManageUnits, None)?;
    if !super::import::is_unit_code(&new.code) {
        return Err(AppError::Invalid(vec![FieldError::new("code", "unit_code")]));
    }
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let id = set_unit_in(app, ctx, &mut tx, new).await?;
    once::seal(&mut tx, ctx, Some(id.to_string())).await?;
    tx.commit().await?;
    app.forget_units();
    Ok(id)
}

/// As [`set_unit`], inside a transaction of the caller. The caller forgets the
/// units afterwards.
pub(crate) async fn set_unit_in(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    new: &NewUnit,
) -> Outcome<UnitId> {
    if tx.unit_by_code(&new.code).await?.is_some() {
        return Err(AppError::Invalid(vec![FieldError::new("code", "taken")]));
    }
    let id = app.ids().id(ctx.now);
    let above = match new.parent {
        None => "/".to_owned(),
        Some(parent) => {
            tx.unit(parent.uuid())
                .await?
                .ok_or_else(|| AppError::Invalid(vec![FieldError::new("parent", "choice")]))?
                .path
        }
    };
    let event = UnitEvent::UnitSet {
        code: new.code.clone(),
        facts: UnitFacts {
            name: new.name.clone(),
            kind: new.kind,
            parent: new.parent,
            division: new.division.clone(),
            path: format!("{above}{id}/"),
        },
    };
    tx.commit_record(Loaded::<Unit>::fresh(id), &ctx.act(None), &[event], &[]).await?;
    tx.next_number(CHANGES).await?;
    Ok(UnitId::new(id))
}

/// Renames a unit or changes its kind; its place in the tree stays. `expected` is
/// the version of the unit that the administrator saw.
///
/// # Errors
/// Denied access, an unknown unit, a conflict when it was changed since.
pub async fn change_unit(
    app: &App,
    ctx: &Ctx,
    unit: UnitId,
    (name, kind): (&str, UnitKind),
    expected: u64,
) -> Outcome<()> {
    require(ctx, Permission::ManageUnits, None)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let loaded = tx.load::<Unit>(unit.uuid()).await?.ok_or(AppError::NotFound)?;
    if loaded.version != expected {
        return Err(AppError::Conflict { found: loaded.version, by: None, at: loaded.updated_at });
    }
    let facts = loaded.state.facts.clone().ok_or(AppError::NotFound)?;
    let event =
        UnitEvent::UnitChanged { facts: UnitFacts { name: name.to_owned(), kind, ..facts } };
    tx.commit_record(loaded, &ctx.act(None), &[event], &[]).await?;
    tx.next_number(CHANGES).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    app.forget_units();
    Ok(())
}
