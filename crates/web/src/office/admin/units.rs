//! `/admin/units`: the tree of units, level by level, and search.

use access::Permission;
use app::directory::{Units, require};
use app::lists::UnitRow;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use locale::L10n;
use serde::Deserialize;
use uuid::Uuid;

use super::{UnitList, UnitNew, UnitPage, UnitsImport, above, all_units, below, subnav};
use crate::error::WebError;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, encode};
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// Most rows of a page; a level has fewer, a search says that there are more.
const MOST: usize = 200;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    under: String,
    #[serde(default)]
    q: String,
}

/// One unit of the table.
struct Line {
    name: String,
    url: String,
    code: String,
    kind: String,
    place: String,
    /// How many units lie directly below, and where they are shown.
    below: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin/units.html")]
struct UnitsPage {
    page: Page,
    subnav: Markup,
    query: String,
    title: String,
    lines: Vec<Line>,
    more: bool,
    new_url: String,
    import_url: String,
    list_url: String,
    up: Option<(String, String)>,
}

/// `GET /admin/units?under=…&q=…`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ManageUnits, None).map_err(web_error)?;
    let (l, units) = (visit.l10n(), all_units(&office).await?);
    let query = asked.q.trim().to_owned();
    let root = below(&units, None).first().map(|unit| unit.id);
    let under = Uuid::parse_str(&asked.under).ok().or(root);
    let here = under.and_then(|id| units.get(&id));
    let found: Vec<&UnitRow> = if query.is_empty() {
        below(&units, here.map(|unit| unit.id))
    } else {
        search(&units, &query)
    };
    let more = found.len() > MOST;
    let lines = found.into_iter().take(MOST).map(|unit| line(&units, unit, l)).collect();
    let title = match (query.is_empty(), here) {
        (true, Some(unit)) => l.t1("units-below", "name", &unit.name),
        _ => l.t("units-found"),
    };
    let mut page = Page::new(&visit, l.t("units-title")).nav(Nav::Admin);
    if let Some(unit) = here.filter(|_| query.is_empty()) {
        for upper in above(&units, unit) {
            page = page.crumb(&upper.name, level_url(upper));
        }
        page = page.here(&unit.name);
    }
    let new_url = match here {
        Some(unit) => format!("{UnitNew}?parent={}", encode(&unit.code)),
        None => UnitNew.url(),
    };
    page::show(&UnitsPage {
        page: page.subtitle(l.t1("units-count", "count", units.len())),
        subnav: subnav(&office, l, Permission::ManageUnits),
        query,
        title,
        lines,
        more,
        new_url,
        import_url: UnitsImport.url(),
        list_url: UnitList.url(),
        up: here.map(|unit| (unit.name.clone(), unit_url(unit))),
    })
}

fn search<'a>(units: &'a Units, words: &str) -> Vec<&'a UnitRow> {
    let mut found: Vec<&UnitRow> = units
        .values()
        .filter(|unit| unit.name.contains(words) || unit.code.starts_with(words))
        .collect();
    found.sort_by(|a, b| a.code.cmp(&b.code));
    found
}

fn line(units: &Units, unit: &UnitRow, l: L10n) -> Line {
    let count = units.values().filter(|other| other.parent == Some(unit.id)).count();
    Line {
        name: unit.name.clone(),
        url: unit_url(unit),
        code: unit.code.clone(),
        kind: l.code("unit-kind", &unit.kind),
        place: unit.division.clone(),
        below: (count > 0).then(|| (l.t1("units-below-count", "count", count), level_url(unit))),
    }
}

fn unit_url(unit: &UnitRow) -> String {
    UnitPage { id: unit.id.to_string() }.url()
}

/// Address of the level below a unit.
pub(super) fn level_url(unit: &UnitRow) -> String {
    format!("{UnitList}?under={}", unit.id)
}
