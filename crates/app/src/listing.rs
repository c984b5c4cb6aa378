//! List reports (清单报备) by period: hand in, complete, and who has reported.

use std::collections::BTreeSet;

use access::{Permission, Resource};
use domain::{
    codes::{DivisionCode, Part, UnitKind},
    ids::{MatterId, UnitId},
    listing::{ListReport, Period},
    rulebook::ListRule,
};
use jiff::{ToSpan as _, civil::Date};
use serde::Serialize;
use store::{Loaded, Scope, Tx, projection::UnitRow};
use uuid::Uuid;

use crate::{
    App, AppError, Ctx, directory::require, error::Outcome, form::FieldError, once, vault::Vault,
};

/// Longest statement, in characters.
const MAX_NOTE: usize = 2_000;

/// The report of a unit for a period always has the same identifier, so that
/// it can be handed in once only.
#[must_use]
pub fn report_id(unit: UnitId, period: Period) -> Uuid {
    let quarter = period.quarter.map_or_else(|| "YEAR".to_owned(), |q| format!("Q{q}"));
    Uuid::new_v5(&unit.uuid(), format!("list_report/{}/{quarter}", period.year).as_bytes())
}

/// Where a unit stands with its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportLine {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Last day for the report, moved to a working day.
    pub due_on: Date,
    /// Day on which it was handed in.
    pub reported_on: Option<Date>,
    /// Matters on it.
    pub matters: usize,
    /// Whether it says that nothing is planned.
    pub empty: bool,
    /// Handed in after the last day, or still missing after it.
    pub late: bool,
}

/// Who has reported for a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    /// The period.
    pub period: Period,
    /// The rule of the actor's place.
    pub rule: ListRule,
    /// Units that report, by path.
    pub lines: Vec<ReportLine>,
}

impl Overview {
    /// How many have reported.
    #[must_use]
    pub fn reported(&self) -> usize {
        self.lines.iter().filter(|l| l.reported_on.is_some()).count()
    }
}

fn check(period: Period) -> Outcome<()> {
    let fits =
        (2000..=2100).contains(&period.year) && period.quarter.is_none_or(|q| (1..=4).contains(&q));
    if fits { Ok(()) } else { Err(AppError::Invalid(vec![FieldError::new("period", "period")])) }
}

/// Hands in the list of a unit for a period.
///
/// # Errors
/// Denied access; matters that are not the unit's; refused when it was handed
/// in before, or is empty without a statement.
pub async fn report(
    app: &App,
    ctx: &Ctx,
    unit: UnitId,
    period: Period,
    matters: BTreeSet<MatterId>,
    empty_note: Option<&str>,
) -> Outcome<Uuid> {
    check(period)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    may(app, ctx, &mut tx, unit).await?;
    own_matters(&mut tx, unit, &matters).await?;
    let id = report_id(unit, period);
    let loaded = tx.load::<ListReport>(id).await?.unwrap_or_else(|| Loaded::fresh(id));
    let mut vault = Vault::new(app.ids());
    let note = match empty_note.map(str::trim).filter(|n| !n.is_empty()) {
        Some(note) => Some(vault.text(short("empty_note", note)?)),
        None => None,
    };
    let events = loaded.state.report(unit, period, matters, note)?;
    tx.commit_record(loaded, &ctx.act(None), &events, &vault.into_sides()).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds matters to a list that was handed in, with the reason.
///
/// # Errors
/// Denied access; refused before it was handed in, or without anything new.
pub async fn complete(
    app: &App,
    ctx: &Ctx,
    unit: UnitId,
    period: Period,
    matters: BTreeSet<MatterId>,
    reason: &str,
) -> Outcome<()> {
    check(period)?;
    if reason.trim().is_empty() {
        return Err(AppError::Invalid(vec![FieldError::new("reason", "required")]));
    }
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    may(app, ctx, &mut tx, unit).await?;
    own_matters(&mut tx, unit, &matters).await?;
    let id = report_id(unit, period);
    let loaded = tx.load::<ListReport>(id).await?.unwrap_or_else(|| Loaded::fresh(id));
    let mut vault = Vault::new(app.ids());
    let reason = vault.text(short("reason", reason.trim())?);
    let events = loaded.state.complete(matters, reason)?;
    tx.commit_record(loaded, &ctx.act(None), &events, &vault.into_sides()).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

fn short<'t>(field: &str, text: &'t str) -> Outcome<&'t str> {
    let have = text.chars().count();
    if have <= MAX_NOTE {
        return Ok(text);
    }
    let error = FieldError::new(field, "too_long").with("max", MAX_NOTE).with("have", have);
    Err(AppError::Invalid(vec![error]))
}

async fn may(app: &App, ctx: &Ctx, tx: &mut Tx, unit: UnitId) -> Outcome<()> {
    let units = app.units(tx).await?;
    let row = units.get(&unit.uuid()).ok_or(AppError::NotFound)?;
    let resource = Resource::default().with(Part::Lead, unit, &row.path);
    require(ctx, Permission::ReportList, Some(&resource))
}

/// Only the unit's own matters can stand on its list.
async fn own_matters(tx: &mut Tx, unit: UnitId, matters: &BTreeSet<MatterId>) -> Outcome<()> {
    for matter in matters {
        let row = tx.matter_row(matter.uuid()).await?;
        if row.is_none_or(|r| r.unit_id != unit.uuid()) {
            return Err(AppError::Invalid(vec![FieldError::new("matters", "choice")]));
        }
    }
    Ok(())
}

/// The last day for the report of a period under a rule: by a day of January
/// for the yearly list, so many days after the quarter's end for an update. A
/// day off moves it to the next working day where the calendar is known.
#[must_use]
pub fn due_on(app: &App, rule: &ListRule, period: Period) -> Option<Date> {
    let day = match period.quarter {
        None => Date::new(period.year, 1, rule.yearly_due_day.clamp(1, 31)).ok()?,
        Some(quarter) => {
            let month = i8::try_from(quarter).ok()?.checked_mul(3)?;
            let end = Date::new(period.year, month, 1).ok()?.last_of_month();
            end.checked_add(i64::from(rule.quarterly_due_day).days()).ok()?
        }
    };
    Some(app.book().calendar().next_working_day(day).unwrap_or(day))
}

/// Who has reported in the actor's area for a period, and who is late.
///
/// # Errors
/// Denied access, no rules for the place and day, a failure of the store.
pub async fn overview(app: &App, ctx: &Ctx, period: Period) -> Outcome<Overview> {
    check(period)?;
    require(ctx, Permission::ReportList, None)?;
    let mut reader = app.store().read().await?;
    let all = app.units(&mut reader).await?;
    let home = all.get(&ctx.unit().uuid()).ok_or(AppError::NotFound)?;
    let rule = rule_of(app, ctx, home)?;
    let mut units: Vec<UnitRow> = reader
        .units(&Scope::Under(ctx.actor.path.clone()))
        .await?
        .into_iter()
        .filter(|u| u.valid_to.is_none() && reports(u, &rule))
        .collect();
    units.sort_by(|a, b| a.path.cmp(&b.path));
    let ids: Vec<Uuid> = units.iter().map(|u| report_id(UnitId::new(u.id), period)).collect();
    let loaded = reader.load_many::<ListReport>(&ids).await?;
    let mut lines = Vec::with_capacity(units.len());
    for unit in units {
        let rule = rule_of(app, ctx, &unit)?;
        let due_on = due_on(app, &rule, period)
            .ok_or_else(|| AppError::Internal(format!("due day of {period:?}")))?;
        let id = report_id(UnitId::new(unit.id), period);
        let state = loaded.iter().find(|l| l.id == id).map(|l| &l.state);
        let reported_on = state.and_then(|s| s.reported);
        lines.push(ReportLine {
            unit: UnitId::new(unit.id),
            name: unit.name,
            due_on,
            reported_on,
            matters: state.map_or(0, |s| s.matters.len()),
            empty: state.is_some_and(|s| s.reported.is_some() && s.matters.is_empty()),
            late: reported_on.unwrap_or(ctx.today) > due_on,
        });
    }
    Ok(Overview { period, rule, lines })
}

fn rule_of(app: &App, ctx: &Ctx, unit: &UnitRow) -> Outcome<ListRule> {
    let division = DivisionCode::try_from(unit.division.clone())
        .map_err(|e| AppError::Internal(e.to_string()))?;
    let resolved = app
        .book()
        .resolve(&division, ctx.today)
        .map_err(|e| AppError::Internal(format!("rules of {}: {e}", division.as_str())))?;
    Ok(resolved.package.list_report)
}

/// Whether a unit stands on one of the tiers that report upward.
fn reports(unit: &UnitRow, rule: &ListRule) -> bool {
    let tier = match UnitKind::from_code(&unit.kind) {
        Some(UnitKind::Government) if unit.division.ends_with("0000") => "province",
        Some(UnitKind::Government) if unit.division.ends_with("00") => "city",
        Some(UnitKind::Government) => "county",
        Some(UnitKind::Township) => "town",
        None
        | Some(
            UnitKind::Party
            | UnitKind::StabilityOffice
            | UnitKind::Inspection
            | UnitKind::ProjectUnit
            | UnitKind::Agency
            | UnitKind::GrassRoots
            | UnitKind::ApprovalOffice,
        ) => return false,
        Some(_) => "department",
    };
    rule.tiers.iter().any(|t| t == tier)
}

#[cfg(test)]
mod tests;
