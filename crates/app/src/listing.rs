//! List reports (清单报备) by period: hand in, complete, and who has reported.

mod listed;
mod overview;
mod tiers;

use std::collections::BTreeSet;

use access::{Permission, Resource};
use domain::{
    codes::Part,
    ids::{MatterId, UnitId},
    listing::{ListReport, Period},
    rulebook::ListRule,
};
use jiff::{ToSpan as _, civil::Date};
use store::{Loaded, Tx};
use uuid::Uuid;

pub use self::listed::{Listed, listed};
pub use self::overview::{Overview, Own, ReportLine, gathered, overview, reporting_unit};

use crate::{
    App, AppError, Ctx,
    directory::require,
    error::Outcome,
    form::{FieldError, worded},
    once,
    vault::Vault,
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
    own_matters(app, &mut tx, unit, &matters).await?;
    let id = report_id(unit, period);
    let loaded = tx.load::<ListReport>(id).await?.unwrap_or_else(|| Loaded::fresh(id));
    let mut vault = Vault::new(app.ids());
    let note = match empty_note.map(str::trim).filter(|n| !n.is_empty()) {
        Some(note) => {
            wording(app, ctx, &mut tx, (unit, "empty_note", note)).await?;
            Some(vault.text(short("empty_note", note)?))
        }
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
    own_matters(app, &mut tx, unit, &matters).await?;
    let id = report_id(unit, period);
    let loaded = tx.load::<ListReport>(id).await?.unwrap_or_else(|| Loaded::fresh(id));
    let mut vault = Vault::new(app.ids());
    wording(app, ctx, &mut tx, (unit, "reason", reason.trim())).await?;
    let reason = vault.text(short("reason", reason.trim())?);
    let events = loaded.state.complete(matters, reason)?;
    tx.commit_record(loaded, &ctx.act(None), &events, &vault.into_sides()).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// What is said about a list names nobody and judges nobody.
async fn wording(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    (unit, field, text): (UnitId, &str, &str),
) -> Outcome<()> {
    let units = app.units(tx).await?;
    let place = units.get(&unit.uuid()).map_or("", |row| row.division.as_str());
    worded(field, text, &app.barred(place, ctx.today))
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

/// On a unit's list stand the matters of its own area: its own, and for a
/// government those of the units below it.
async fn own_matters(
    app: &App,
    tx: &mut Tx,
    unit: UnitId,
    matters: &BTreeSet<MatterId>,
) -> Outcome<()> {
    let units = app.units(tx).await?;
    let area = units.get(&unit.uuid()).ok_or(AppError::NotFound)?;
    for matter in matters {
        let row = tx.matter_row(matter.uuid()).await?;
        let lead = row.and_then(|r| units.get(&r.unit_id));
        if !lead.is_some_and(|lead| tiers::holds(area, lead)) {
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

#[cfg(test)]
mod tests;
