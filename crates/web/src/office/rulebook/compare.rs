//! `/rules/compare`: what differs between two packages.

use access::Permission;
use app::directory::require;
use app::rules::{Change, Difference, PackageRef, RuleBook, diff};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::codes::DivisionCode;
use jiff::civil::Date;
use locale::{L10n, Lang, Msg};
use serde::Deserialize;
use serde_json::Value;

use super::{Places, RulesCompare, choices, day_before, layer_name, name_of, places, show, value};
use crate::error::WebError;
use crate::form::Choice;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

/// Two packages: as references, or as the form of the page sends them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    a: String,
    b: String,
    a_place: String,
    a_day: String,
    b_place: String,
    b_day: String,
}

/// Differences in one part of the package.
struct Part {
    title: String,
    lines: Vec<Line>,
    closed: bool,
}

/// One difference.
struct Line {
    place: String,
    change: &'static str,
    old: Vec<String>,
    new: Vec<String>,
    source: String,
}

/// One side as the form shows it.
struct Side {
    label: String,
    url: String,
    place: String,
    day: String,
}

#[derive(Template)]
#[template(path = "rulebook/compare.html")]
struct ComparePage {
    page: Page,
    places: Vec<Choice>,
    a: Side,
    b: Side,
    parts: Vec<Part>,
    count: usize,
    hidden: usize,
    url: String,
}

/// Differences of a part above which it is closed at first.
const LONG: usize = 15;

/// `GET /rules/compare?a=211300@2016-06-01&b=…`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ViewRules, None).map_err(web_error)?;
    let l = visit.l10n();
    let all = places(&office, &visit).await?;
    let home = visit.signed_in()?.session.as_ref().map(|session| session.division.clone());
    let home = home.unwrap_or_default();
    let book = office.app.book();
    let b = reference(&asked.b, &asked.b_place, &asked.b_day, &home, office.today())?;
    // Whoever asks for nothing sees what the last change has changed.
    let asked_for_a = [&asked.a, &asked.a_place, &asked.a_day].iter().any(|text| !text.is_empty());
    let a = if asked_for_a {
        reference(&asked.a, &asked.a_place, &asked.a_day, &home, office.today())?
    } else {
        PackageRef { division: b.division.clone(), on: day_before(book, &b.division, b.on) }
    };
    let old = book.resolve(&a.division, a.on).map_err(show::unresolved)?;
    let new = book.resolve(&b.division, b.on).map_err(show::unresolved)?;
    let mut found =
        if old.hash == new.hash { Vec::new() } else { diff(&old.package, &new.package) };
    let all_found = found.len();
    found.retain(|difference| says_something(difference, l));
    let json = |package| serde_json::to_value(package).map_err(WebError::internal);
    let (json_new, json_old) = (json(&new.package)?, json(&old.package)?);
    let packages = [&json_new, &json_old];
    page::show(&ComparePage {
        page: Page::new(&visit, l.t("compare-title"))
            .nav(Nav::Rules)
            .crumb(l.t("rules-crumb"), super::Rules.url())
            .here(l.t("compare-title")),
        places: choices(&all),
        a: side(&a, &all, l),
        b: side(&b, &all, l),
        count: found.len(),
        hidden: all_found - found.len(),
        parts: parts(&found, packages, book, l),
        url: RulesCompare.url(),
    })
}

fn reference(
    text: &str,
    place: &str,
    day: &str,
    home: &str,
    today: Date,
) -> Result<PackageRef, WebError> {
    let wrong = || WebError::Unreadable(Msg::new("compare-wrong"));
    if !text.is_empty() {
        return text.parse().map_err(|_| wrong());
    }
    let place = if place.is_empty() { home } else { place };
    let division = DivisionCode::try_from(place.to_owned()).map_err(|_| wrong())?;
    let on = if day.trim().is_empty() {
        today
    } else {
        app::form::parse_date(day.trim()).ok_or_else(wrong)?
    };
    Ok(PackageRef { division, on })
}

fn side(side: &PackageRef, places: &Places, l: L10n) -> Side {
    let name = name_of(places, &side.division);
    Side {
        label: l.t2("compare-side", ("place", name), ("day", l.date(side.on))),
        url: show::rules_url(&side.division, side.on),
        place: side.division.as_str().to_owned(),
        day: side.on.to_string(),
    }
}

/// Whether a difference is about the rule, not only about where it is written
/// or about its words in the other language.
fn says_something(difference: &Difference, l: L10n) -> bool {
    let last = difference.path.rsplit('.').next().unwrap_or_default();
    let other = if l.lang() == Lang::ZhCn { "en" } else { "zh" };
    !matches!(last, "layer" | "source" | "certainty") && last != other
}

fn parts(found: &[Difference], packages: [&Value; 2], book: &RuleBook, l: L10n) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for difference in found {
        let (title, place) = value::path(&difference.path, packages, l);
        let line = line(difference, place, book, l);
        match parts.iter_mut().find(|part| part.title == title) {
            Some(part) => part.lines.push(line),
            None => parts.push(Part { title, lines: vec![line], closed: false }),
        }
    }
    for part in &mut parts {
        part.closed = part.lines.len() > LONG;
    }
    parts
}

fn line(difference: &Difference, place: String, book: &RuleBook, l: L10n) -> Line {
    let lines = |side: Option<&Value>| side.map(|side| value::lines(side, l)).unwrap_or_default();
    let layer = difference.layer.as_deref().filter(|layer| !layer.is_empty());
    let source = difference.source.clone().unwrap_or_default();
    Line {
        place,
        change: match difference.change {
            Change::Added => locale::key("compare-added"),
            Change::Removed => locale::key("compare-removed"),
            Change::Changed => locale::key("compare-changed"),
        },
        old: lines(difference.old.as_ref()),
        new: lines(difference.new.as_ref()),
        source: layer.map_or_else(
            || source.clone(),
            |layer| format!("{source} · {}", layer_name(book, layer, l)),
        ),
    }
}
