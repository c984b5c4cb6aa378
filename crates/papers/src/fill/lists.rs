//! Documents of many matters: the list of a unit, the figures of a year.

use app::{App, AppError, Ctx, listing, stats};
use documents::{
    context::{Circular, CityRow, Context, Head, ListReport, ListedMatter},
    model::{Kind, Language},
};
use domain::{
    codes::{DivisionCode, UnitKind},
    matter::Matter,
};
use jiff::civil::Date;
use locale::L10n;
use store::{Scope, projection::UnitRow};

use super::{Sheet, head};
use crate::{PaperError, read::words_of};

/// A document of many matters with the layers of the rules of its place.
pub(crate) struct Wide {
    /// The document.
    pub(crate) sheet: Sheet,
    /// Layers of the rules, the nearest first.
    pub(crate) layers: Vec<String>,
}

/// The year behind the last stroke of a subject, and what stands before it.
fn parted(subject: &str, kind: Kind) -> Result<(&str, i16), PaperError> {
    let unknown = || PaperError::Unknown { kind, subject: subject.to_owned() };
    let (of, year) = subject.rsplit_once('/').ok_or_else(unknown)?;
    Ok((of, year.parse().map_err(|_| unknown())?))
}

/// Layers of the rules of a place on a day, the nearest first.
fn layers(app: &App, division: &str, day: Date) -> Vec<String> {
    let place = DivisionCode::try_from(division.to_owned()).ok();
    let resolved = place.and_then(|place| app.book().resolve(&place, day).ok());
    let layers = resolved.map(|r| r.package.layers.clone()).unwrap_or_default();
    layers.into_iter().rev().map(|layer| layer.name).collect()
}

/// The list of a unit for a year (清单报备表), `UNIT-CODE/YEAR`.
///
/// # Errors
/// Denied access; no such unit; the list was not handed in.
pub(crate) async fn listed(
    app: &App,
    ctx: &Ctx,
    subject: &str,
    language: Language,
) -> Result<Wide, PaperError> {
    let (code, year) = parted(subject, Kind::ListReport)?;
    let found = listing::listed(app, ctx, code, year).await?;
    let l10n = words_of(language);
    let none = || l10n.t("paper-not-recorded");
    let unit = |id| {
        let name = found.units.get(&id).map(|unit| unit.name.clone());
        name.filter(|name| !name.is_empty()).unwrap_or_else(none)
    };
    let told = |matter: &Matter| {
        let facts = matter.facts.as_ref();
        let title = facts.and_then(|f| found.words.get(&f.title)).map(str::to_owned);
        let parties = matter.parties;
        let procedure = matter.screening.as_ref().and_then(|s| s.procedure);
        ListedMatter {
            name: title.unwrap_or_else(|| l10n.t("case-erased")),
            category: facts.map_or_else(none, |f| l10n.code("category", f.category.code())),
            decision_unit: parties.map_or_else(none, |p| unit(p.decision_maker.uuid())),
            responsible_unit: parties.map_or_else(none, |p| unit(p.lead.uuid())),
            planned: facts
                .and_then(|f| f.planned)
                .map_or_else(none, |planned| app::import::period(l10n, planned)),
            procedure: procedure
                .map_or_else(|| l10n.t("paper-unscreened"), |p| l10n.code("procedure", p.code())),
            remark: None,
        }
    };
    let context = ListReport {
        organ: found.unit.name.clone(),
        year: i64::from(year),
        date: found.reported,
        matters: found.matters.iter().map(told).collect(),
    };
    let layers = layers(app, &found.unit.division, found.reported);
    let sheet = Sheet::new(Context::ListReport(Box::new(context)), found.reported);
    Ok(Wide { sheet, layers })
}

/// The figures of a year by place (通报), `DIVISION/YEAR`. Only what is counted.
///
/// # Errors
/// Denied access; a place outside one's own area; no such year.
pub(crate) async fn circular(
    app: &App,
    ctx: &Ctx,
    subject: &str,
    language: Language,
) -> Result<Wide, PaperError> {
    let (division, year) = parted(subject, Kind::Circular)?;
    app::directory::require(ctx, access::Permission::ViewStats, None)?;
    let mut reader = app.store().read().await.map_err(AppError::from)?;
    let units = app.units(&mut reader).await?;
    let government = units
        .values()
        .find(|u| u.division == division && u.kind == UnitKind::Government.code())
        .filter(|u| u.path.starts_with(&ctx.actor.path))
        .ok_or(AppError::NotFound)?;
    let figures = stats::year(app, &Scope::Under(government.path.clone()), year).await?;
    let l10n = words_of(language);
    let place = app::view::place_name(&units, division);
    let is_office = |u: &&UnitRow| {
        u.kind == UnitKind::StabilityOffice.code() && u.parent == Some(government.id)
    };
    let office = units.values().find(is_office).map_or(&government.name, |u| &u.name);
    let (from, to) = days(year).ok_or_else(|| unknown_year(subject))?;
    let date = ctx.today;
    let by_place = if division.ends_with("0000") { &figures.by_city } else { &figures.by_county };
    let cities = by_place.values().map(row).collect();
    let head = head(l10n, office, date, None);
    let context = figured(l10n, head, (from, to.min(date).max(from)), (place, &figures, cities));
    let layers = layers(app, division, date);
    let sheet = Sheet::new(Context::Circular(Box::new(context)), date);
    Ok(Wide { sheet, layers })
}

/// The figures of a place and of those in it.
fn figured(
    l10n: L10n,
    head: Head,
    (from, to): (Date, Date),
    (place, figures, cities): (String, &stats::YearStats, Vec<CityRow>),
) -> Circular {
    let total = stats::CityStats {
        name: place,
        assessed: figures.assessed,
        deferred_or_stopped: figures.deferred_or_stopped,
        listed: figures.listed,
        filed: figures.filed,
        simplified: figures.simplified,
    };
    let year = ("year", figures.year.to_string());
    Circular {
        head,
        activity: l10n.t2("paper-year-work", ("place", &total.name), year),
        basis: l10n.t("paper-year-basis"),
        from,
        to,
        // There was no inspection: nothing of it is recorded.
        teams: None,
        members: None,
        units: None,
        files: None,
        sites: None,
        total: row(&total),
        cities,
        practices: Vec::new(),
        findings: Vec::new(),
        tasks: Vec::new(),
    }
}

fn unknown_year(subject: &str) -> PaperError {
    PaperError::Unknown { kind: Kind::Circular, subject: subject.to_owned() }
}

fn days(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// Figures of a place. Coverage and points are counted nowhere yet.
fn row(of: &stats::CityStats) -> CityRow {
    CityRow {
        name: of.name.clone(),
        listed: of.listed,
        assessed: of.assessed,
        filed: of.filed,
        stopped: of.deferred_or_stopped,
        coverage: None,
        points: None,
    }
}
