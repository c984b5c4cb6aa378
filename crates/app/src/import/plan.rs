//! The dry run: every row planned, nothing written.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

use access::Permission;
use domain::{codes::DivisionCode, rulebook::Package};
use serde::Serialize;
use store::{MatterFilter, Page, Reader, Scope};
use uuid::Uuid;

use super::{
    fault::Note,
    place::{Found, Territory},
    row::Known,
    table::Table,
    title,
    understood::{RowOutcome, RowPlan},
    unit::Index,
};
use crate::{
    App, AppError, Ctx,
    directory::{Units, require},
    error::Outcome,
};

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// Its rows, in the order of the file.
    pub rows: Vec<RowPlan>,
}

impl Plan {
    /// How many rows have which outcome; every outcome is named.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts: BTreeMap<_, _> = RowOutcome::ALL.iter().map(|o| (o.code(), 0)).collect();
        for row in &self.rows {
            *counts.entry(row.outcome.code()).or_default() += 1;
        }
        counts
    }
}

/// Plans every row of a table and writes nothing.
///
/// # Errors
/// Denied access, no rules for the installation's place, a failure of the store.
pub async fn dry_run(app: &App, ctx: &Ctx, table: &Table) -> Outcome<Plan> {
    require(ctx, Permission::ImportMatters, None)?;
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let known = Known {
        ctx,
        table,
        units: &units,
        index: Index::of(&units),
        territory: Territory::of(&units),
    };
    let mut packages = Packages::new(app, ctx, &units)?;
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let placed = known.place(row);
        let code = match &placed.found {
            Found::One(d) if known.territory.holds(d.code) => Some(d.code),
            _ => None,
        };
        let rules = packages.of(code)?;
        rows.push(known.plan(row, placed, &rules));
    }
    mark_duplicates(&mut reader, ctx, &mut rows).await?;
    Ok(Plan { rows })
}

/// Rules by place, resolved once each.
struct Packages<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    home: DivisionCode,
    known: BTreeMap<String, Arc<Package>>,
}

impl<'a> Packages<'a> {
    fn new(app: &'a App, ctx: &'a Ctx, units: &Units) -> Outcome<Self> {
        let unit = units.get(&ctx.unit().uuid()).ok_or(AppError::NotFound)?;
        let home = DivisionCode::try_from(unit.division.clone())
            .map_err(|e| AppError::Internal(e.to_string()))?;
        Ok(Self { app, ctx, home, known: BTreeMap::new() })
    }

    fn of(&mut self, code: Option<&str>) -> Outcome<Arc<Package>> {
        let division = code.and_then(|c| DivisionCode::try_from(c.to_owned()).ok());
        let division = division.as_ref().unwrap_or(&self.home);
        if let Some(package) = self.known.get(division.as_str()) {
            return Ok(Arc::clone(package));
        }
        let resolved = self
            .app
            .book()
            .resolve(division, self.ctx.occurred_on)
            .map_err(|e| AppError::Internal(format!("rules of {}: {e}", division.as_str())))?;
        let package = Arc::clone(&resolved.package);
        self.known.insert(division.as_str().to_owned(), Arc::clone(&package));
        Ok(package)
    }
}

/// Titles of a unit's matters of a year: comparable title → number.
pub(super) type Titles = BTreeMap<String, String>;

/// The titles that a unit has on the list for a year.
pub(super) async fn titles(reader: &mut Reader, unit: Uuid, year: i64) -> Outcome<Titles> {
    let filter =
        MatterFilter { unit: Some(unit), year: Some(year), ..MatterFilter::within(Scope::All) };
    let mut titles = Titles::new();
    let mut page = Page { after: None, limit: 500 };
    loop {
        let found = reader.matters(&filter, &page).await?;
        for row in found.rows {
            if let Some(printed) = row.title {
                titles.insert(title::key(&printed), row.number);
            }
        }
        match found.next {
            Some(next) => page.after = Some(next),
            None => return Ok(titles),
        }
    }
}

/// Flags rows whose title the same unit has already in the same year, on the
/// list or further up in the file.
async fn mark_duplicates(reader: &mut Reader, ctx: &Ctx, rows: &mut [RowPlan]) -> Outcome<()> {
    let year = i64::from(ctx.occurred_on.year());
    let mut listed: BTreeMap<Uuid, Titles> = BTreeMap::new();
    let mut seen: BTreeMap<(String, String, Option<i16>), u32> = BTreeMap::new();
    for row in rows.iter_mut().filter(|r| !r.title.is_empty()) {
        let key = title::key(&row.title);
        let unit = row.unit.unit.map_or_else(|| row.unit.printed.clone(), |u| u.to_string());
        let first = *seen.entry((key.clone(), unit, row.year)).or_insert(row.row);
        if first != row.row {
            row.questions.push(Note::new("title", "duplicate_row").with("row", first));
        }
        if let Some(unit) = row.unit.unit.map(domain::ids::UnitId::uuid) {
            if let Entry::Vacant(slot) = listed.entry(unit) {
                slot.insert(titles(reader, unit, year).await?);
            }
            if let Some(number) = listed.get(&unit).and_then(|t| t.get(&key)) {
                let note = Note::new("title", "duplicate_matter").with("number", number);
                row.questions.push(note);
            }
        }
        row.settle();
    }
    Ok(())
}
