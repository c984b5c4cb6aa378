//! The list of matters with filters, saved views and files.

use app::lists::MatterListRow;
use app::stats::Figure;
use app::{
    directory::Units,
    view::{ListQuery, MatterList, list, place_in},
};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::codes::{Category, Level, Stage, UnitKind};
use domain::matter::Status;
use jiff::civil::Date;
use locale::{L10n, format};

use super::query::ListState;
use super::views::{View, views};
use crate::error::WebError;
use crate::form::{FormView, Values};
use crate::nav::Nav;
use crate::office::{Office, risk::mini_index, web_error};
use crate::page::{self, Page};
use crate::routes::encode;
use crate::state::AppState;
use crate::ui::{Band, Empty, Markup, Pager, Tag, level_tag};
use crate::visit::Visit;

/// An option of a filter.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// A filter as a list that opens.
struct Filter {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

impl Filter {
    fn is_set(&self) -> bool {
        self.choices.iter().any(|choice| choice.chosen && !choice.value.is_empty())
    }
}

struct Row {
    url: String,
    title: String,
    number: String,
    place: String,
    category: String,
    unit: String,
    procedure: String,
    state: Markup,
    level: Markup,
    due: Markup,
}

#[derive(Template)]
#[template(path = "items/list.html")]
struct List {
    page: Page,
    state: ListState,
    filters: Vec<Filter>,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pager: Pager,
    views: Vec<View>,
    f: FormView,
    query: String,
    by_due: Option<String>,
    by_number: Option<String>,
    csv: Option<(String, String)>,
    may_list: bool,
    may_import: bool,
    may_report: bool,
    mine: bool,
    overdue: bool,
}

impl List {
    /// Whether one of the filters is set that are folded away at first.
    fn is_unfolded(&self) -> bool {
        self.mine || self.filters.iter().skip(1).any(Filter::is_set)
    }
}

/// `GET /items`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<ListState>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let l10n = visit.l10n();
    let query = ListQuery {
        filter: Some(asked.filter(&office.ctx)),
        page: asked.page(state.config.limits.page_rows),
    };
    let found = list(office.app, &office.ctx, &query).await.map_err(web_error)?;
    let views = views(&office, &asked).await?;
    let may = |permission| access::may_ever(office.ctx.role(), permission);
    let export = may(access::Permission::Export).then(|| {
        let url = |format| asked.url("/items/export", &[("format", format)]);
        (url("csv"), url("xlsx"))
    });
    let page = Page::new(&visit, l10n.t("nav-items"))
        .nav(Nav::Items)
        .subtitle(subtitle(l10n, &asked, &found));
    page::show(&List {
        page,
        filters: filters(l10n, &office, &asked, &found.units),
        rows: found.rows.iter().map(|row| self::row(l10n, &office, row, &found.units)).collect(),
        empty: found
            .rows
            .is_empty()
            .then(|| empty(l10n, &asked, may(access::Permission::ListMatter))),
        pager: pager(l10n, &asked, &found),
        views,
        f: FormView::new(&state, &visit, Values::new()),
        query: asked.query(),
        by_due: (asked.sort == "number").then(|| asked.url("/items", &[("sort", "")])),
        by_number: (asked.sort != "number").then(|| asked.url("/items", &[("sort", "number")])),
        csv: export,
        may_list: may(access::Permission::ListMatter),
        may_import: may(access::Permission::ImportMatters),
        may_report: may(access::Permission::ReportList),
        mine: asked.unit == "mine",
        overdue: asked.due == "overdue",
        state: asked,
    })
}

fn subtitle(l10n: L10n, asked: &ListState, found: &MatterList) -> String {
    let count = count(l10n, found.count);
    let place = [&asked.county, &asked.city].into_iter().find(|c| !c.is_empty());
    match place {
        Some(code) => l10n.t2(
            "items-sub-place",
            ("place", place_in(l10n.lang(), &found.units, code)),
            ("count", count),
        ),
        None => l10n.t1("items-sub", "count", count),
    }
}

/// Counting stops at a limit; above it the list says so.
fn count(l10n: L10n, count: u64) -> String {
    if count >= u64::from(app::view::COUNT_CAP) {
        return l10n.t1("items-more-than", "n", app::view::COUNT_CAP);
    }
    format::number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn pager(l10n: L10n, asked: &ListState, found: &MatterList) -> Pager {
    let total = count(l10n, found.count);
    Pager {
        text: l10n.t2("pager-shown", ("shown", found.rows.len()), ("total", total)),
        first: (!asked.after.is_empty()).then(|| asked.url("/items", &[])),
        previous: None,
        next: found
            .next
            .as_ref()
            .map(|cursor| asked.url("/items", &[("after", &cursor.to_string())])),
        l10n,
    }
}

fn empty(l10n: L10n, asked: &ListState, may_list: bool) -> Empty {
    let (title, lead, action) = if asked.is_filtered() || !asked.after.is_empty() {
        let reset = (l10n.t("items-clear"), "/items".to_owned());
        ("items-none-found", "items-none-found-lead", Some(reset))
    } else {
        let new = may_list.then(|| (l10n.t("items-new"), "/items/new".to_owned()));
        ("items-none", "items-none-lead", new)
    };
    Empty { icon: "list-search", title: l10n.t(title), lead: l10n.t(lead), action }
}

fn row(l10n: L10n, office: &Office<'_>, row: &MatterListRow, units: &Units) -> Row {
    let level = row.level_after.as_deref().or(row.level_initial.as_deref());
    let place = row.county_code.as_deref().or(row.city_code.as_deref());
    Row {
        url: format!("/items/{}", encode(&row.number)),
        title: row.title.clone().unwrap_or_else(|| l10n.t("case-erased")),
        number: row.number.clone(),
        place: place_in(l10n.lang(), units, place.unwrap_or(&row.division)),
        category: l10n.code("category", &row.category),
        unit: units.get(&row.unit_id).map(|u| u.name.clone()).unwrap_or_default(),
        procedure: match &row.procedure {
            Some(code) => l10n.code("procedure", code),
            None => l10n.t("items-procedure-open"),
        },
        state: Markup::default().and(state_tag(l10n, row)),
        level: index(office, row).and(level_tag(l10n, level)),
        due: due(l10n, office, row.due_on),
    }
}

/// The index that led to the level, on the thresholds of its place and day.
fn index(office: &Office<'_>, row: &MatterListRow) -> Markup {
    let day = row.assessed_on.or(row.listed_on).unwrap_or_else(|| office.today());
    let drawn = row.level_index.and_then(|value| {
        let rule = office.app.thresholds(&row.division, day)?;
        Some(mini_index(value, &rule))
    });
    drawn.unwrap_or_default()
}

/// Where the matter stands: its conclusion, else its stage, else its status.
fn state_tag(l10n: L10n, row: &MatterListRow) -> Tag {
    let halted = row.conclusion.as_deref().filter(|c| matches!(*c, "DEFER" | "STOP" | "REVISE"));
    if let Some(code) = halted {
        return Tag::new(Band::High, l10n.code("conclusion", code)).with_icon("alert-circle");
    }
    match (row.status.as_deref(), row.stage.as_deref()) {
        (Some("ASSESSING"), Some("ARCHIVED")) => Tag::new(Band::Plain, l10n.t("case-archived")),
        (Some("ASSESSING"), Some("SUSPENDED")) => {
            Tag::new(Band::Mid, l10n.t("case-suspended")).with_icon("clock")
        }
        (Some("ASSESSING"), Some("WITHDRAWN")) => Tag::new(Band::Plain, l10n.t("case-withdrawn")),
        (Some("ASSESSING"), Some(stage)) => Tag::new(Band::Info, l10n.code("stage", stage)),
        (Some(status @ ("LISTED" | "SCREENING_PROPOSED")), _) => {
            Tag::new(Band::Mid, l10n.code("matter-status", status))
        }
        (Some(status), _) => Tag::new(Band::Plain, l10n.code("matter-status", status)),
        (None, _) => Tag::new(Band::Plain, l10n.code("matter-status", "LISTED")),
    }
}

/// The due day; passed and present ones as a tag.
fn due(l10n: L10n, office: &Office<'_>, due: Option<Date>) -> Markup {
    let today = office.today();
    match due {
        None => Markup::text(format::MISSING),
        Some(day) if day < today => Markup::default().and(
            Tag::new(Band::High, l10n.t1("items-overdue", "day", l10n.date(day)))
                .with_icon("clock"),
        ),
        Some(day) if day == today => {
            Markup::default().and(Tag::new(Band::Mid, l10n.t("items-today")).with_icon("clock"))
        }
        Some(day) => Markup::text(l10n.date(day)),
    }
}

fn filters(l10n: L10n, office: &Office<'_>, asked: &ListState, units: &Units) -> Vec<Filter> {
    let codes = |list: &str, codes: Vec<&str>| -> Vec<(String, String)> {
        codes.into_iter().map(|c| (c.to_owned(), l10n.code(list, c))).collect()
    };
    let stages: Vec<&str> =
        Stage::ALL.iter().map(|s| s.code()).chain(["SUSPENDED", "WITHDRAWN", "ARCHIVED"]).collect();
    let stages = stages
        .into_iter()
        .map(|code| {
            let label = match code {
                "SUSPENDED" => l10n.t("case-suspended"),
                "WITHDRAWN" => l10n.t("case-withdrawn"),
                "ARCHIVED" => l10n.t("case-archived"),
                code => l10n.code("stage", code),
            };
            (code.to_owned(), label)
        })
        .collect();
    let this_year = i64::from(office.today().year());
    let years = (this_year - 6..=this_year + 1).rev().map(|y| (y.to_string(), y.to_string()));
    let statuses = Status::ALL.iter().map(|s| s.code()).collect();
    let filter = |name, key: &str, all: Vec<(String, String)>, chosen: &str| Filter {
        name,
        label: l10n.t(key),
        choices: chosen_of(l10n, all, chosen),
    };
    let mut list = vec![filter("stage", "items-stage", stages, &asked.stage)];
    // A list of one city needs no choice of cities, nor that of one county.
    let own = units.get(&office.ctx.unit().uuid()).map_or("", |u| u.division.as_str());
    if own.ends_with("0000") || !asked.city.is_empty() {
        list.push(filter("city", "items-city", cities(l10n, units), &asked.city));
    }
    let counties = counties(l10n, units, own, &asked.city);
    if !counties.is_empty() && (own.ends_with("00") || !asked.county.is_empty()) {
        list.push(filter("county", "items-county", counties, &asked.county));
    }
    let categories = codes("category", Category::ALL.iter().map(|c| c.code()).collect());
    let levels = codes("level", Level::ALL.iter().map(|l| l.code()).collect());
    list.push(filter("category", "items-category", categories, &asked.category));
    list.push(filter("level", "items-level", levels, &asked.level));
    let statuses = codes("matter-status", statuses);
    list.push(filter("status", "items-status", statuses, &asked.status));
    list.push(filter("year", "items-year", years.collect(), &asked.year));
    let reached = reached(l10n, office.today().year(), &asked.reached);
    list.push(filter("reached", "items-reached", reached, &asked.reached));
    list
}

/// The figures of the last years, and the one that is asked for.
fn reached(l10n: L10n, this_year: i16, asked: &str) -> Vec<(String, String)> {
    let chosen = asked.split_once('-').and_then(|(_, year)| year.parse::<i16>().ok());
    let recent = this_year - 2..=this_year;
    let older = chosen.filter(|year| !recent.contains(year) && (2008..this_year).contains(year));
    recent
        .rev()
        .chain(older)
        .flat_map(|year| Figure::ALL.map(|figure| (year, figure.code())))
        .map(|(year, code)| {
            let what = l10n.code("overview-figure", code);
            let label = l10n.t2("items-reached-in", ("year", year.to_string()), ("what", what));
            (format!("{code}-{year}"), label)
        })
        .collect()
}

fn chosen_of(l10n: L10n, all: Vec<(String, String)>, chosen: &str) -> Vec<Choice> {
    std::iter::once((String::new(), l10n.t("items-all")))
        .chain(all)
        .map(|(value, label)| Choice { chosen: value == chosen, value, label })
        .collect()
}

fn governments(units: &Units) -> impl Iterator<Item = &str> {
    units.values().filter(|u| u.kind == UnitKind::Government.code()).map(|u| u.division.as_str())
}

fn cities(l10n: L10n, units: &Units) -> Vec<(String, String)> {
    let mut found: Vec<&str> =
        governments(units).filter(|d| d.ends_with("00") && !d.ends_with("0000")).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|d| (d.to_owned(), place_in(l10n.lang(), units, d))).collect()
}

/// Counties of the chosen city, or of the city in which one sits.
fn counties(l10n: L10n, units: &Units, own: &str, city: &str) -> Vec<(String, String)> {
    let city = if city.is_empty() { own } else { city };
    let Some(prefix) = city.get(..4).filter(|p| !p.ends_with("00")) else { return Vec::new() };
    let mut found: Vec<&str> =
        governments(units).filter(|d| d.starts_with(prefix) && !d.ends_with("00")).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|d| (d.to_owned(), place_in(l10n.lang(), units, d))).collect()
}
