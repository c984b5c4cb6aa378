//! Figures of a year, counted from the columns of matters. Every figure names
//! the date by which it counts; none is stored or typed in.

use std::collections::BTreeMap;

use access::Permission;
use domain::codes::{Conclusion, ProcedureCode, UnitKind};
use jiff::civil::Date;
use serde::Serialize;
use store::{Cell, DateBasis, Reached, Reader, Scope};

use crate::{
    App, AppError, Ctx,
    directory::{Units, require},
    error::Outcome,
    grievance::{Figures, by_period},
};

/// By which day each figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Matters listed.
    pub listed: &'static str,
    /// Assessments completed.
    pub assessed: &'static str,
    /// Filings accepted.
    pub filed: &'static str,
    /// Decisions to defer or stop.
    pub deferred_or_stopped: &'static str,
    /// Simplified procedures among the assessments completed.
    pub simplified: &'static str,
}

/// The days by which the figures count: an assessment counts in the year in
/// which its level after measures was determined (`assessed_on`), a halt in the
/// year of the decision (`decided_on`). A matter counts once in a year, by the
/// last of its assessments, filings or decisions of that year: what follows in a
/// later year does not change the figures of an earlier one.
pub const BASIS: Basis = Basis {
    listed: "listed_on",
    assessed: "assessed_on",
    filed: "filed_on",
    deferred_or_stopped: "decided_on",
    simplified: "assessed_on",
};

/// A figure of a year, which the list can show matter by matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Matters listed.
    Listed,
    /// Assessments completed.
    Assessed,
    /// Filings accepted.
    Filed,
    /// Decisions to defer or stop.
    Halted,
}

impl Figure {
    /// Every figure, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Listed, Self::Assessed, Self::Filed, Self::Halted];

    /// Its code in addresses and words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Assessed => "assessed",
            Self::Filed => "filed",
            Self::Halted => "halted",
        }
    }

    /// The condition of the list for the matters behind the figure; none for a
    /// year that no calendar has.
    #[must_use]
    pub fn behind(self, year: i16) -> Option<Reached> {
        let (from, to) = days(year).ok()?;
        let basis = match self {
            Self::Listed => DateBasis::Listed,
            Self::Assessed => DateBasis::Assessed,
            Self::Filed => DateBasis::Filed,
            Self::Halted => DateBasis::Decided,
        };
        let halts = Conclusion::ALL.iter().filter(|c| c.halts() && self == Self::Halted);
        let conclusions = halts.map(|c| c.code().to_owned()).collect();
        Some(Reached { basis, from, to, conclusions })
    }
}

/// The first and the last day of a year.
fn days(year: i16) -> Outcome<(Date, Date)> {
    let day = |month, day| {
        Date::new(year, month, day).map_err(|e| AppError::Internal(format!("year {year}: {e}")))
    };
    Ok((day(1, 1)?, day(12, 31)?))
}

/// Figures of one city or county.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CityStats {
    /// Its name.
    pub name: String,
    /// Assessments completed.
    pub assessed: u64,
    /// Decisions to defer or stop.
    pub deferred_or_stopped: u64,
    /// Matters listed.
    pub listed: u64,
    /// Filings accepted.
    pub filed: u64,
    /// Simplified procedures among the assessments completed.
    pub simplified: u64,
}

/// Figures of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearStats {
    /// The year.
    pub year: i16,
    /// By which day each figure counts.
    pub basis: Basis,
    /// Matters listed.
    pub listed: u64,
    /// Assessments completed.
    pub assessed: u64,
    /// Decisions to defer or stop.
    pub deferred_or_stopped: u64,
    /// Filings accepted.
    pub filed: u64,
    /// Simplified procedures among the assessments completed.
    pub simplified: u64,
    /// Division code of the highest government in the scope.
    pub home: String,
    /// By city; matters of the province itself stand under its own code.
    pub by_city: BTreeMap<String, CityStats>,
    /// By county; matters of a city itself stand under its own code.
    pub by_county: BTreeMap<String, CityStats>,
    /// Assessments completed, by level after measures.
    pub by_level: BTreeMap<String, u64>,
    /// Assessments completed, by kind of decision.
    pub by_category: BTreeMap<String, u64>,
    /// Grievances that came in, by the day of their arrival (`received_on`).
    pub grievances: Figures,
}

/// Figures of a year in a scope; access is the caller's to check.
///
/// # Errors
/// [`AppError::Internal`] for a year that no calendar has, or when the store fails.
pub async fn year(app: &App, scope: &Scope, year: i16) -> Outcome<YearStats> {
    let (from, to) = days(year)?;
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let mut count = Count::new(year, &units, scope);
    let bases = [DateBasis::Listed, DateBasis::Assessed, DateBasis::Filed, DateBasis::Decided];
    for basis in bases {
        for cell in cells(&mut reader, scope, basis, from, to).await? {
            count.add(basis, &cell);
        }
    }
    reader.close().await?;
    count.stats.grievances = by_period(app, scope, (from, to)).await?;
    Ok(count.stats)
}

/// Figures of a year for the actor's area.
///
/// # Errors
/// Denied access; as [`year`].
pub async fn year_for(app: &App, ctx: &Ctx, of: i16) -> Outcome<YearStats> {
    require(ctx, Permission::ViewStats, None)?;
    year(app, &Scope::Under(ctx.actor.path.clone()), of).await
}

async fn cells(
    reader: &mut Reader,
    scope: &Scope,
    basis: DateBasis,
    from: Date,
    to: Date,
) -> Outcome<Vec<Cell>> {
    Ok(reader.matter_cells(scope, basis, from, to).await?)
}

struct Count {
    stats: YearStats,
}

impl Count {
    /// Every city and county in which the scope has a government is named, also
    /// with no matter.
    fn new(year: i16, units: &Units, scope: &Scope) -> Self {
        let inside = |path: &str| match scope {
            Scope::All => true,
            Scope::Under(root) => path.starts_with(root.as_str()),
            Scope::Named(_) => false,
        };
        let is_government = |kind: &str| kind == UnitKind::Government.code();
        let mut governments: Vec<_> =
            units.values().filter(|u| inside(&u.path) && is_government(&u.kind)).collect();
        governments.sort_by_key(|u| (u.path.len(), u.code.clone()));
        let home = governments.first().map_or("000000", |u| u.division.as_str()).to_owned();
        let named = |wanted: fn(&str) -> bool| {
            let codes = governments.iter().map(|u| u.division.as_str()).filter(|d| wanted(d));
            codes.map(|code| (code.to_owned(), place(code))).collect()
        };
        let by_city = named(|d| d.ends_with("00") && !d.ends_with("0000"));
        let by_county = named(|d| !d.ends_with("00"));
        let stats = YearStats {
            year,
            basis: BASIS,
            listed: 0,
            assessed: 0,
            deferred_or_stopped: 0,
            filed: 0,
            simplified: 0,
            home,
            by_city,
            by_county,
            by_level: BTreeMap::new(),
            by_category: BTreeMap::new(),
            grievances: Figures::default(),
        };
        Self { stats }
    }

    fn add(&mut self, basis: DateBasis, cell: &Cell) {
        let n = cell.count;
        let city = cell.city_code.clone().unwrap_or_else(|| self.stats.home.clone());
        let county = cell.county_code.clone().unwrap_or_else(|| city.clone());
        let stats = &mut self.stats;
        for (places, code) in [(&mut stats.by_city, city), (&mut stats.by_county, county)] {
            places.entry(code.clone()).or_insert_with(|| place(&code)).add(basis, cell);
        }
        match basis {
            DateBasis::Listed => stats.listed += n,
            DateBasis::Filed => stats.filed += n,
            DateBasis::Decided => stats.deferred_or_stopped += halted(cell),
            DateBasis::Assessed => {
                stats.assessed += n;
                stats.simplified += simplified(cell);
                let level = cell.level_after.clone().unwrap_or_else(|| "NONE".to_owned());
                *stats.by_level.entry(level).or_default() += n;
                *stats.by_category.entry(cell.category.clone()).or_default() += n;
            }
        }
    }
}

impl CityStats {
    fn add(&mut self, basis: DateBasis, cell: &Cell) {
        match basis {
            DateBasis::Listed => self.listed += cell.count,
            DateBasis::Filed => self.filed += cell.count,
            DateBasis::Decided => self.deferred_or_stopped += halted(cell),
            DateBasis::Assessed => {
                self.assessed += cell.count;
                self.simplified += simplified(cell);
            }
        }
    }
}

/// How many of a cell were deferred or stopped.
fn halted(cell: &Cell) -> u64 {
    let conclusion = cell.conclusion.as_deref().and_then(Conclusion::from_code);
    if conclusion.is_some_and(Conclusion::halts) { cell.count } else { 0 }
}

/// How many of a cell went through the simplified procedure.
fn simplified(cell: &Cell) -> u64 {
    let simple = cell.procedure.as_deref() == Some(ProcedureCode::Simplified.code());
    if simple { cell.count } else { 0 }
}

fn place(code: &str) -> CityStats {
    let name = crate::import::division_name(code).unwrap_or(code);
    CityStats { name: name.to_owned(), ..CityStats::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(city: Option<&str>, conclusion: Option<&str>, procedure: &str, count: u64) -> Cell {
        Cell {
            city_code: city.map(str::to_owned),
            county_code: None,
            category: "PROJECT".into(),
            status: None,
            level_initial: Some("HIGH".into()),
            level_after: Some("LOW".into()),
            conclusion: conclusion.map(str::to_owned),
            procedure: Some(procedure.into()),
            count,
        }
    }

    #[test]
    fn the_matters_behind_a_figure_are_those_of_its_year() {
        let halted = Figure::Halted.behind(2016).unwrap();
        assert_eq!(halted.basis, DateBasis::Decided);
        assert_eq!(halted.conclusions, ["DEFER", "STOP"]);
        assert_eq!(
            (halted.from.to_string(), halted.to.to_string().as_str()),
            ("2016-01-01".into(), "2016-12-31")
        );
        assert!(Figure::Filed.behind(2016).unwrap().conclusions.is_empty());
        assert!(Figure::Filed.behind(i16::MAX).is_none());
    }

    #[test]
    fn cells_add_up_and_halts_count_by_the_decision() {
        let mut count = Count::new(2016, &Units::new(), &Scope::All);
        count.add(DateBasis::Assessed, &cell(Some("211300"), Some("STOP"), "SIMPLIFIED", 593));
        let county = cell(Some("211300"), None, "SIMPLIFIED", 12);
        count.add(DateBasis::Assessed, &Cell { county_code: Some("211302".into()), ..county });
        count.add(DateBasis::Assessed, &cell(None, None, "GENERAL", 5));
        count.add(DateBasis::Decided, &cell(Some("211300"), Some("DEFER"), "GENERAL", 39));
        count.add(DateBasis::Decided, &cell(Some("211300"), Some("REVISE"), "GENERAL", 7));
        let json = serde_json::to_value(&count.stats).unwrap();
        assert_eq!(json["assessed"], 610);
        assert_eq!(json["simplified"], 605);
        assert_eq!(json["deferred_or_stopped"], 39);
        assert_eq!(json["by_city"]["211300"]["name"], "朝阳市");
        assert_eq!(json["by_city"]["211300"]["assessed"], 605);
        assert_eq!(json["by_city"]["211300"]["deferred_or_stopped"], 39);
        assert_eq!(json["by_city"]["000000"]["assessed"], 5);
        assert_eq!(json["by_county"]["211302"]["assessed"], 12);
        assert_eq!(json["by_county"]["211300"]["assessed"], 593, "the city's own");
        assert_eq!(json["by_level"]["LOW"], 610);
        assert_eq!(json["basis"]["assessed"], "assessed_on");
    }
}
