//! `/overview`: the figures of a year, city by city.

mod file;

use std::collections::BTreeMap;

use access::{Permission, may_ever};
use app::stats::{CityStats, Figure, YearStats, year_for};
use app::view::both;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;
use locale::L10n;
use locale::format::{number, share};
use serde::Deserialize;

use crate::error::WebError;
use crate::figures::bar;
use crate::nav::Nav;
use crate::office::grievance::list::figures as brought;
use crate::office::items::routes::Items;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, mount};
use crate::state::AppState;
use crate::ui::{Facts, Markup, level_tag};
use crate::visit::Visit;

crate::routes! {
    /// The figures of a year.
    Overview = "/overview", get: Page, access: Action("VIEW_STATS");
    /// The same as a workbook.
    OverviewFile = "/overview/export", get: Page, access: Action("VIEW_STATS");
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<OverviewFile>(router, state, get(file::download));
    mount::<Overview>(router, state, get(show))
}

#[derive(Debug, Default, Deserialize)]
struct Ask {
    #[serde(default)]
    year: String,
}

impl Ask {
    /// The year asked for. No record can be older than the first provincial rules
    /// of assessment.
    fn year(&self, today: Date) -> i16 {
        let now = today.year();
        self.year.parse().ok().filter(|year| (2008..=now).contains(year)).unwrap_or(now)
    }
}

/// A number, with the address of the matters behind it.
struct Linked {
    n: String,
    url: Option<String>,
}

/// One city or county.
struct Row {
    name: String,
    listed: Linked,
    assessed: Linked,
    mark: Markup,
    simplified: String,
    filed: Linked,
    halted: Linked,
}

#[derive(Template)]
#[template(path = "overview/show.html")]
struct Show {
    page: Page,
    figures: Vec<(String, Linked, String)>,
    /// Heading of the table of places, and of its first column.
    heads: (String, String),
    rows: Vec<Row>,
    levels: Vec<(Markup, String, Markup, String)>,
    kinds: Vec<(String, String, Markup)>,
    years: Vec<(String, String, bool)>,
    grievances: Option<Facts>,
    /// The figures as a workbook.
    file: Option<String>,
}

async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(ask): Query<Ask>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let now = office.today().year();
    let year = ask.year(office.today());
    let stats = year_for(office.app, &office.ctx, year).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let page = Page::new(&visit, l10n.t("nav-overview")).nav(Nav::Overview).subtitle(l10n.t1(
        "overview-sub",
        "year",
        year.to_string(),
    ));
    page::show(&Show {
        page,
        figures: figures(l10n, &stats),
        heads: heads(l10n, &stats),
        rows: rows(l10n, &stats),
        levels: levels(l10n, &stats),
        kinds: kinds(l10n, &stats),
        grievances: (stats.grievances.all.received > 0)
            .then(|| brought(l10n, &stats.grievances.all)),
        file: may_ever(office.ctx.role(), Permission::Export)
            .then(|| format!("{}?year={year}", OverviewFile.url())),
        years: (now - 2..=now)
            .map(|y| (y.to_string(), format!("{}?year={y}", Overview.url()), y == year))
            .collect(),
    })
}

fn count(n: u64) -> String {
    number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A number that leads to the matters behind it; nothing leads to none.
fn linked(n: u64, figure: Figure, year: i16, place: &str) -> Linked {
    let url = format!("{}?{place}reached={}-{year}", Items.url(), figure.code());
    Linked { n: count(n), url: (n > 0).then_some(url) }
}

/// The large figures, each with the day by which it counts.
fn figures(l10n: L10n, stats: &YearStats) -> Vec<(String, Linked, String)> {
    [
        (Figure::Listed, stats.listed, stats.basis.listed),
        (Figure::Assessed, stats.assessed, stats.basis.assessed),
        (Figure::Filed, stats.filed, stats.basis.filed),
        (Figure::Halted, stats.deferred_or_stopped, stats.basis.deferred_or_stopped),
    ]
    .into_iter()
    .map(|(figure, n, basis)| {
        let label = l10n.code("overview-figure", figure.code());
        (label, linked(n, figure, stats.year, ""), l10n.code("overview-basis", basis))
    })
    .collect()
}

/// The places of a province are its cities, those of a city its counties; a
/// county is one place, which the figures above tell already.
fn places(stats: &YearStats) -> Option<(&'static str, &BTreeMap<String, CityStats>)> {
    let home = stats.home.as_str();
    match (home.ends_with("0000"), home.ends_with("00")) {
        (true, _) => Some(("city", &stats.by_city)),
        (false, true) => Some(("county", &stats.by_county)),
        (false, false) => None,
    }
}

fn heads(l10n: L10n, stats: &YearStats) -> (String, String) {
    match places(stats) {
        Some(("county", _)) => (l10n.t("overview-counties"), l10n.t("overview-county")),
        _ => (l10n.t("overview-cities"), l10n.t("overview-city")),
    }
}

/// Places in the order of their codes: this is no ranking.
fn rows(l10n: L10n, stats: &YearStats) -> Vec<Row> {
    let Some((kind, places)) = places(stats) else { return Vec::new() };
    let most = places.values().map(|c| c.assessed).max().unwrap_or(0);
    places
        .iter()
        .map(|(code, place)| {
            // The list has no filter for what a province or city does itself.
            let own = *code == stats.home;
            let filter = format!("{kind}={code}&");
            let linked = |n, figure| {
                if own {
                    return Linked { n: count(n), url: None };
                }
                linked(n, figure, stats.year, &filter)
            };
            let name = both(l10n.lang(), code, place.name.clone());
            Row {
                name: if own { l10n.t1("overview-own", "name", name) } else { name },
                listed: linked(place.listed, Figure::Listed),
                assessed: linked(place.assessed, Figure::Assessed),
                mark: bar::bar(place.assessed, most, bar::Fill::Count),
                simplified: share(place.simplified, place.assessed),
                filed: linked(place.filed, Figure::Filed),
                halted: linked(place.deferred_or_stopped, Figure::Halted),
            }
        })
        .collect()
}

fn levels(l10n: L10n, stats: &YearStats) -> Vec<(Markup, String, Markup, String)> {
    ["LOW", "MEDIUM", "HIGH", "NONE"]
        .into_iter()
        .filter_map(|code| Some((code, stats.by_level.get(code)?)))
        .map(|(code, n)| {
            let known = (code != "NONE").then_some(code);
            let tag = Markup::default().and(level_tag(l10n, known));
            let mark = bar::bar(*n, stats.assessed, bar::Fill::Count);
            (tag, count(*n), mark, share(*n, stats.assessed))
        })
        .collect()
}

fn kinds(l10n: L10n, stats: &YearStats) -> Vec<(String, String, Markup)> {
    stats
        .by_category
        .iter()
        .map(|(code, n)| {
            let mark = bar::bar(*n, stats.assessed, bar::Fill::Count);
            (l10n.code("category", code), count(*n), mark)
        })
        .collect()
}
