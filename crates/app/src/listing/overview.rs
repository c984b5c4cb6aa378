//! Who has reported for a period, to whom, by when; and what a government
//! gathers from the lists of the units below it.

use std::collections::{BTreeMap, BTreeSet};

use access::Permission;
use domain::{
    codes::DivisionCode,
    ids::{MatterId, UnitId},
    listing::{ListReport, Period},
    rulebook::ListRule,
};
use jiff::civil::Date;
use serde::Serialize;
use store::{ReportProgress, projection::UnitRow};
use uuid::Uuid;

use super::{check, due_on, report_id, tiers};
use crate::{
    App, AppError, Ctx,
    directory::{Units, require},
    error::Outcome,
};

/// Where a unit stands with its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportLine {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Name of the office to which it hands in; empty at the top.
    pub to: String,
    /// Whether other units hand in to it.
    pub gathers: bool,
    /// Last day for the report, moved to a working day.
    pub due_on: Date,
    /// Day on which it was handed in.
    pub reported_on: Option<Date>,
    /// Matters on it (the first list).
    pub matters: u64,
    /// Those of them that were filed (the second list).
    pub filed: u64,
    /// Those of them that are tracked or finished (the third list).
    pub tracked: u64,
    /// Whether it says that nothing is planned.
    pub empty: bool,
    /// Handed in after the last day, or still missing after it.
    pub late: bool,
}

/// One's own part in the report of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Own {
    /// The unit in whose name one reports, with its line.
    pub line: ReportLine,
    /// Whether the rules of its place ask it for lists.
    pub asked: bool,
}

/// Who has reported for a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    /// The period.
    pub period: Period,
    /// The unit whose office is looked at.
    pub of: UnitId,
    /// Its name.
    pub of_name: String,
    /// The rule of that unit's place.
    pub rule: ListRule,
    /// One's own report.
    pub own: Own,
    /// Units that hand in to the office that is looked at, place by place.
    pub lines: Vec<ReportLine>,
}

impl Overview {
    /// How many have reported.
    #[must_use]
    pub fn reported(&self) -> usize {
        self.lines.iter().filter(|l| l.reported_on.is_some()).count()
    }
}

/// Who has reported for a period and who is late, of the units that hand in to
/// one's own office, or to that of a government below it (`of`).
///
/// # Errors
/// Denied access, also to the lists of other areas; no rules for the place and
/// day; a failure of the store.
pub async fn overview(
    app: &App,
    ctx: &Ctx,
    period: Period,
    of: Option<UnitId>,
) -> Outcome<Overview> {
    check(period)?;
    require(ctx, Permission::ReportList, None)?;
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let own = tiers::in_whose_name(&units, ctx.unit().uuid()).ok_or(AppError::NotFound)?;
    let seen = match of {
        None => own,
        Some(id) => units
            .get(&id.uuid())
            .filter(|unit| tiers::holds(own, unit) && tiers::gathers(unit))
            .ok_or(AppError::NotFound)?,
    };
    let mut rules = Rules::new(app, ctx, period);
    let mut below = below(&units, seen, &mut rules)?;
    below.retain(|unit| unit.id != own.id);
    let ids: Vec<Uuid> =
        below.iter().chain([&own]).map(|unit| report_id(UnitId::new(unit.id), period)).collect();
    let loaded = reader.load_many::<ListReport>(&ids).await?;
    let progress = reader.report_progress(&ids).await?;
    let mut line = |unit: &UnitRow| -> Outcome<ReportLine> {
        let id = report_id(UnitId::new(unit.id), period);
        let state = loaded.iter().find(|l| l.id == id).map(|l| &l.state);
        let counts = progress.iter().find(|p| p.report == id).copied();
        let due_on = due_on(app, rules.of(unit)?, period)
            .ok_or_else(|| AppError::Internal(format!("due day of {period:?}")))?;
        Ok(drawn(ctx, &units, unit, due_on, (state, counts.unwrap_or_default())))
    };
    let lines = below.iter().map(|unit| line(unit)).collect::<Outcome<_>>()?;
    let own_line = line(own)?;
    let asked = tiers::reports(own, rules.of(own)?);
    Ok(Overview {
        period,
        of: UnitId::new(seen.id),
        of_name: seen.name.clone(),
        rule: rules.of(seen)?.clone(),
        own: Own { line: own_line, asked },
        lines,
    })
}

fn drawn(
    ctx: &Ctx,
    units: &Units,
    unit: &UnitRow,
    due_on: Date,
    (state, counts): (Option<&ListReport>, ReportProgress),
) -> ReportLine {
    let reported_on = state.and_then(|s| s.reported);
    let to = tiers::above(units, unit).map(|above| tiers::office(units, above).name.clone());
    ReportLine {
        unit: UnitId::new(unit.id),
        name: unit.name.clone(),
        to: to.unwrap_or_default(),
        gathers: tiers::gathers(unit),
        due_on,
        reported_on,
        matters: counts.matters,
        filed: counts.filed,
        tracked: counts.tracked,
        empty: state.is_some_and(|s| s.reported.is_some() && s.matters.is_empty()),
        late: reported_on.unwrap_or(ctx.today) > due_on,
    }
}

/// The units that hand in to the office of a government, place by place.
fn below<'u>(
    units: &'u Units,
    government: &UnitRow,
    rules: &mut Rules<'_>,
) -> Outcome<Vec<&'u UnitRow>> {
    let mut found = Vec::new();
    if !tiers::gathers(government) {
        return Ok(found);
    }
    for unit in units.values() {
        let here = tiers::above(units, unit).is_some_and(|above| above.id == government.id);
        if here && tiers::reports(unit, rules.of(unit)?) {
            found.push(unit);
        }
    }
    found.sort_by(|a, b| (&a.division, &a.code).cmp(&(&b.division, &b.code)));
    Ok(found)
}

/// The unit in whose name the actor reports, and whether other units hand in to
/// it, so that its list is gathered and not ticked.
///
/// # Errors
/// A failure of the store.
pub async fn reporting_unit(app: &App, ctx: &Ctx) -> Outcome<(UnitId, bool)> {
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let own = tiers::in_whose_name(&units, ctx.unit().uuid()).ok_or(AppError::NotFound)?;
    Ok((UnitId::new(own.id), tiers::gathers(own)))
}

/// The matters on the lists that were handed in to the office of a government
/// for a period: what it hands in itself.
///
/// # Errors
/// As [`overview`].
pub async fn gathered(
    app: &App,
    ctx: &Ctx,
    government: UnitId,
    period: Period,
) -> Outcome<BTreeSet<MatterId>> {
    check(period)?;
    require(ctx, Permission::ReportList, None)?;
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let own = units.get(&government.uuid()).ok_or(AppError::NotFound)?;
    let mut rules = Rules::new(app, ctx, period);
    let ids: Vec<Uuid> = below(&units, own, &mut rules)?
        .into_iter()
        .map(|unit| report_id(UnitId::new(unit.id), period))
        .collect();
    let lists = reader.load_many::<ListReport>(&ids).await?;
    Ok(lists.into_iter().flat_map(|l| l.state.matters).collect())
}

/// The rules on lists by place, each resolved once.
struct Rules<'a> {
    app: &'a App,
    day: Date,
    known: BTreeMap<String, ListRule>,
}

impl<'a> Rules<'a> {
    /// The rules of the period's end, or of today where that lies ahead.
    fn new(app: &'a App, ctx: &Ctx, period: Period) -> Self {
        let month = period.quarter.and_then(|q| i8::try_from(q).ok()).map_or(12, |q| q * 3);
        let end = Date::new(period.year, month, 1).map(Date::last_of_month);
        let day = end.map_or(ctx.today, |end| end.min(ctx.today));
        Self { app, day, known: BTreeMap::new() }
    }

    fn of(&mut self, unit: &UnitRow) -> Outcome<&ListRule> {
        let code = unit.division.clone();
        if !self.known.contains_key(&code) {
            let division = DivisionCode::try_from(code.clone())
                .map_err(|e| AppError::Internal(e.to_string()))?;
            let found = self
                .app
                .book()
                .resolve(&division, self.day)
                .map_err(|e| AppError::Internal(format!("rules of {code}: {e}")))?;
            self.known.insert(code.clone(), found.package.list_report.clone());
        }
        self.known.get(&code).ok_or(AppError::NotFound)
    }
}
