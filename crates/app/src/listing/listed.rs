//! The list that a unit handed in for a year, with its matters.

use access::{Permission, Resource};
use domain::{
    codes::Part,
    ids::UnitId,
    listing::{ListReport, Period},
    matter::Matter,
};
use jiff::civil::Date;
use std::sync::Arc;
use store::projection::UnitRow;
use uuid::Uuid;

use super::{check, report_id};
use crate::{
    App, AppError, Ctx,
    directory::{Units, require},
    error::Outcome,
    view::{Words, words_of},
};

/// The list of a unit for a year.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The unit.
    pub unit: UnitRow,
    /// Day on which the list was handed in.
    pub reported: Date,
    /// Its matters by number.
    pub matters: Vec<Matter>,
    /// The words behind them.
    pub words: Words,
    /// Units of the installation.
    pub units: Arc<Units>,
}

/// Reads the yearly list of a unit by its code, for those who may hand it in.
///
/// # Errors
/// Denied access; no such unit; a list that was not handed in.
pub async fn listed(app: &App, ctx: &Ctx, code: &str, year: i16) -> Outcome<Listed> {
    let period = Period { year, quarter: None };
    check(period)?;
    require(ctx, Permission::ReportList, None)?;
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let unit = units.values().find(|u| u.code == code).cloned().ok_or(AppError::NotFound)?;
    let id = UnitId::new(unit.id);
    let resource = Resource::default().with(Part::Lead, id, &unit.path);
    require(ctx, Permission::ReportList, Some(&resource))?;
    let report = reader.load::<ListReport>(report_id(id, period)).await?;
    let state = report.map(|r| r.state).ok_or(AppError::NotFound)?;
    let reported = state.reported.ok_or(AppError::NotFound)?;
    let ids: Vec<Uuid> = state.matters.iter().map(|matter| matter.uuid()).collect();
    let loaded = reader.load_many::<Matter>(&ids).await?;
    let mut matters: Vec<Matter> = loaded.into_iter().map(|l| l.state).collect();
    matters.sort_by(|a, b| a.number.cmp(&b.number));
    let words = words_of(&mut reader, &matters).await?;
    Ok(Listed { unit, reported, matters, words, units })
}
