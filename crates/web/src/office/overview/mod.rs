//! `/overview`: the figures of a year, city by city.

use app::stats::{YearStats, year_for};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use locale::L10n;
use locale::format::{number, share};
use serde::Deserialize;

use crate::error::WebError;
use crate::figures::bar;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, mount};
use crate::state::AppState;
use crate::ui::{Markup, level_tag};
use crate::visit::Visit;

crate::routes! {
    /// The figures of a year.
    Overview = "/overview", get: Page, access: Action("VIEW_STATS");
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    mount::<Overview>(router, state, get(show))
}

#[derive(Debug, Default, Deserialize)]
struct Ask {
    #[serde(default)]
    year: String,
}

/// One city.
struct Row {
    name: String,
    url: String,
    listed: String,
    assessed: String,
    mark: Markup,
    simplified: String,
    filed: String,
    halted: String,
}

#[derive(Template)]
#[template(path = "overview/show.html")]
struct Show {
    page: Page,
    figures: Vec<(String, String, String)>,
    rows: Vec<Row>,
    levels: Vec<(Markup, String, Markup, String)>,
    kinds: Vec<(String, String, Markup)>,
    years: Vec<(String, String, bool)>,
}

async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(ask): Query<Ask>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let now = office.today().year();
    // No record can be older than the first provincial rules of assessment.
    let year = ask.year.parse().ok().filter(|year| (2008..=now).contains(year)).unwrap_or(now);
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
        rows: rows(&stats),
        levels: levels(l10n, &stats),
        kinds: kinds(l10n, &stats),
        years: (now - 2..=now)
            .map(|y| (y.to_string(), format!("{}?year={y}", Overview.url()), y == year))
            .collect(),
    })
}

fn count(n: u64) -> String {
    number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The large figures, each with the day by which it counts.
fn figures(l10n: L10n, stats: &YearStats) -> Vec<(String, String, String)> {
    [
        ("listed", stats.listed, stats.basis.listed),
        ("assessed", stats.assessed, stats.basis.assessed),
        ("filed", stats.filed, stats.basis.filed),
        ("halted", stats.deferred_or_stopped, stats.basis.deferred_or_stopped),
    ]
    .into_iter()
    .map(|(code, n, basis)| {
        (l10n.code("overview-figure", code), count(n), l10n.code("overview-basis", basis))
    })
    .collect()
}

fn rows(stats: &YearStats) -> Vec<Row> {
    let most = stats.by_city.values().map(|c| c.assessed).max().unwrap_or(0);
    let mut cities: Vec<_> = stats.by_city.iter().collect();
    cities.sort_by(|a, b| b.1.assessed.cmp(&a.1.assessed).then(a.0.cmp(b.0)));
    cities
        .into_iter()
        .map(|(code, city)| Row {
            name: city.name.clone(),
            url: format!("/items?city={code}&year={}", stats.year),
            listed: count(city.listed),
            assessed: count(city.assessed),
            mark: bar::bar(city.assessed, most, bar::Fill::Count),
            simplified: share(city.simplified, city.assessed),
            filed: count(city.filed),
            halted: count(city.deferred_or_stopped),
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
