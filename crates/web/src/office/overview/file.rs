//! `/overview/export`: the figures of a year as a workbook, one sheet for each
//! table of the page.

use access::Permission;
use app::export::Value;
use app::grievance::Counts;
use app::stats::{CityStats, Figure, YearStats, year_for};
use axum::extract::{Query, State};
use axum::response::Response;
use locale::L10n;

use super::{Ask, places};
use crate::error::WebError;
use crate::office::book::{Tables, count, share, text};
use crate::office::{Office, web_error};
use crate::state::AppState;
use crate::visit::Visit;

pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Query(ask): Query<Ask>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    app::directory::require(&office.ctx, Permission::Export, None).map_err(web_error)?;
    let year = ask.year(office.today());
    let stats = year_for(office.app, &office.ctx, year).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let mut tables = Tables::new(&office, l10n)?;
    figures(&mut tables, l10n, &stats)?;
    by_place(&mut tables, l10n, &stats)?;
    parts(&mut tables, l10n, &stats)?;
    grievances(&mut tables, l10n, &stats)?;
    let name = format!("{}-{year}", l10n.t("nav-overview"));
    tables.answer(&office, &name)
}

fn figures(tables: &mut Tables, l10n: L10n, stats: &YearStats) -> Result<(), WebError> {
    let columns = [("table-figure", 24.0), ("table-count", 12.0), ("table-basis", 30.0)];
    tables.sheet("nav-overview", &columns)?;
    for (figure, n, basis) in [
        (Figure::Listed, stats.listed, stats.basis.listed),
        (Figure::Assessed, stats.assessed, stats.basis.assessed),
        (Figure::Filed, stats.filed, stats.basis.filed),
        (Figure::Halted, stats.deferred_or_stopped, stats.basis.deferred_or_stopped),
    ] {
        let label = text(l10n.code("overview-figure", figure.code()));
        tables.row(&[label, count(n), text(l10n.code("overview-basis", basis))])?;
    }
    Ok(())
}

/// Places in the order of their codes; a county is one place, the page's own.
fn by_place(tables: &mut Tables, l10n: L10n, stats: &YearStats) -> Result<(), WebError> {
    let Some((kind, places)) = places(stats) else { return Ok(()) };
    let (name, place) = match kind {
        "county" => ("overview-counties", "overview-county"),
        _ => ("overview-cities", "overview-city"),
    };
    let figure = |figure: Figure| (l10n.code("overview-figure", figure.code()), 12.0);
    let columns = vec![
        (l10n.t("export-division"), 14.0),
        (l10n.t(place), 20.0),
        figure(Figure::Listed),
        figure(Figure::Assessed),
        (l10n.t("table-simplified"), 14.0),
        (l10n.t("overview-simplified"), 14.0),
        figure(Figure::Filed),
        figure(Figure::Halted),
    ];
    // A sheet's name is short; the heading of the page fits.
    tables.headed(name, columns)?;
    for (code, place) in places {
        let own = *code == stats.home;
        let name =
            if own { l10n.t1("overview-own", "name", &place.name) } else { place.name.clone() };
        tables.row(&of_place(code, name, place))?;
    }
    Ok(())
}

fn of_place(code: &str, name: String, place: &CityStats) -> [Value; 8] {
    [
        text(code),
        text(name),
        count(place.listed),
        count(place.assessed),
        count(place.simplified),
        share(place.simplified, place.assessed),
        count(place.filed),
        count(place.deferred_or_stopped),
    ]
}

/// What was assessed by level and by kind.
fn parts(tables: &mut Tables, l10n: L10n, stats: &YearStats) -> Result<(), WebError> {
    let columns = |head| [(head, 24.0), ("table-count", 12.0), ("table-share", 12.0)];
    tables.sheet("overview-levels", &columns("table-level"))?;
    for code in ["LOW", "MEDIUM", "HIGH", "NONE"] {
        let Some(n) = stats.by_level.get(code) else { continue };
        let words = if code == "NONE" { l10n.t("level-none") } else { l10n.code("level", code) };
        tables.row(&[text(words), count(*n), share(*n, stats.assessed)])?;
    }
    tables.sheet("overview-kinds", &columns("export-category"))?;
    for (code, n) in &stats.by_category {
        let words = l10n.code("category", code);
        tables.row(&[text(words), count(*n), share(*n, stats.assessed)])?;
    }
    Ok(())
}

fn grievances(tables: &mut Tables, l10n: L10n, stats: &YearStats) -> Result<(), WebError> {
    let found = &stats.grievances;
    tables.sheet("overview-grievances", GRIEVANCES)?;
    tables.row(&brought(String::new(), l10n.t("table-all"), &found.all))?;
    let (by, names) = match places(stats) {
        Some(("county", places)) => (&found.by_county, places),
        Some((_, places)) => (&found.by_city, places),
        None => return Ok(()),
    };
    for (code, counts) in by {
        let code = if code.is_empty() { stats.home.as_str() } else { code.as_str() };
        let name = names.get(code).map_or(code, |place| place.name.as_str());
        tables.row(&brought(code.to_owned(), name.to_owned(), counts))?;
    }
    Ok(())
}

/// Columns of the figures of grievances.
const GRIEVANCES: &[(&str, f64)] = &[
    ("export-division", 14.0),
    ("table-place", 20.0),
    ("grievance-received-n", 12.0),
    ("grievance-told-in-time", 14.0),
    ("table-told-late", 14.0),
    ("grievance-answered-in-time", 14.0),
    ("table-answered-late", 14.0),
    ("grievance-open", 12.0),
    ("grievance-returned-n", 12.0),
];

fn brought(code: String, name: String, counts: &Counts) -> Vec<Value> {
    let numbers = [
        counts.received,
        counts.acknowledged_in_time,
        counts.acknowledged_late,
        counts.answered_in_time,
        counts.answered_late,
        counts.open,
        counts.returned,
    ];
    [text(code), text(name)].into_iter().chain(numbers.map(count)).collect()
}
