//! `/measures`: measures across cases, by due day.

use std::collections::BTreeMap;

use access::{Permission, may_ever};
use app::lists::{Cursor, MeasureFilter, Reader, Scope};
use app::view::scope_of;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{codes::MeasureStatus, matter::Matter};
use jiff::civil::Date;
use locale::L10n;
use serde::Deserialize;
use uuid::Uuid;

use super::{ItemMeasures, Measures, MeasuresFile, status_tag};
use crate::error::WebError;
use crate::form::Choice;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, encode};
use crate::state::AppState;
use crate::ui::{Empty, Pager, Tag};
use crate::visit::Visit;

const STATES: [&str; 4] = ["open", "overdue", "done", "failed"];

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Ask {
    #[serde(default)]
    state: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    after: String,
}

/// One measure with its matter.
struct Row {
    title: String,
    url: String,
    matter: String,
    number: String,
    owner: String,
    due: String,
    status: Tag,
}

#[derive(Template)]
#[template(path = "measures/across.html")]
struct Show {
    page: Page,
    url: String,
    states: Vec<(Choice, bool)>,
    units: Vec<(Choice, bool)>,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pager: Pager,
    /// The list as a workbook.
    file: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(ask): Query<Ask>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let l10n = visit.l10n();
    let scope = scope(&office)?;
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let filter = filter(&ask, scope.clone(), office.today());
    let limit = state.config.limits.page_rows;
    let wanted = app::lists::Page { after: Cursor::parse(&ask.after), limit };
    let found = reader.measures(&filter, &wanted).await.map_err(failed)?;
    let units = office.app.units(&mut reader).await.map_err(web_error)?;
    let ids: Vec<Uuid> = found.rows.iter().map(|r| r.row.matter_id).collect();
    let matters = titles(l10n, &mut reader, &ids).await?;
    let today = office.today();
    let rows: Vec<Row> = found
        .rows
        .iter()
        .map(|r| row(l10n, r, &matters, today, units.get(&r.row.unit_id).map_or("", |u| &u.name)))
        .collect();
    let shown = rows.len();
    page::show(&Show {
        page: Page::new(&visit, l10n.t("nav-measures"))
            .nav(Nav::Measures)
            .subtitle(l10n.t("measures-across-lead")),
        url: Measures.url(),
        states: STATES
            .iter()
            .map(|code| (Choice::new(*code, l10n.code("measures-state", code)), *code == ask.state))
            .collect(),
        units: within(&scope, &units)
            .into_iter()
            .map(|u| (Choice::new(u.id.to_string(), u.name.clone()), u.id.to_string() == ask.unit))
            .collect(),
        empty: rows.is_empty().then(|| nothing(l10n)),
        rows,
        pager: pager(l10n, &ask, shown, found.next.as_ref()),
        file: may_ever(office.ctx.role(), Permission::Export)
            .then(|| asked(&MeasuresFile.url(), &ask)),
    })
}

/// The measures that the reader may see.
///
/// # Errors
/// Denied to roles that see no matters.
pub(super) fn scope(office: &Office<'_>) -> Result<Scope, WebError> {
    scope_of(&office.ctx, Permission::ViewMatter).ok_or_else(|| denied(office))
}

/// A role that sees no matters sees no measures.
fn denied(office: &Office<'_>) -> WebError {
    app::directory::require(&office.ctx, Permission::ViewMatter, None)
        .err()
        .map_or(WebError::NotFound, web_error)
}

pub(super) fn failed(error: app::lists::StoreError) -> WebError {
    WebError::Unavailable(Box::new(error))
}

pub(super) fn filter(ask: &Ask, scope: Scope, today: Date) -> MeasureFilter {
    let all = [
        MeasureStatus::NotStarted,
        MeasureStatus::InProgress,
        MeasureStatus::Done,
        MeasureStatus::Failed,
    ];
    let [fresh, running, done, broken] = all.map(|s| s.code().to_owned());
    let statuses = match ask.state.as_str() {
        "open" | "overdue" => vec![fresh, running],
        "done" => vec![done],
        "failed" => vec![broken],
        // What was struck out is not shown.
        _ => vec![fresh, running, done, broken],
    };
    MeasureFilter {
        scope,
        unit: Uuid::parse_str(&ask.unit).ok(),
        statuses,
        due_before: (ask.state == "overdue").then_some(today),
    }
}

/// Units to choose from: those that the reader may see, place by place.
fn within<'a>(scope: &Scope, units: &'a app::directory::Units) -> Vec<&'a app::lists::UnitRow> {
    let seen = |unit: &&app::lists::UnitRow| match scope {
        Scope::All => true,
        Scope::Under(path) => unit.path.starts_with(path.as_str()),
        Scope::Named(_) => false,
    };
    let mut found: Vec<_> = units.values().filter(seen).collect();
    found.sort_by(|a, b| (&a.division, &a.code).cmp(&(&b.division, &b.code)));
    found
}

/// Number and title of matters.
pub(super) async fn titles(
    l10n: L10n,
    reader: &mut Reader,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, (String, String)>, WebError> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let matters = reader.load_many::<Matter>(&ids).await.map_err(failed)?;
    let facts: Vec<_> = matters.iter().map(|m| &m.state.facts).collect();
    let words = app::view::words_of(reader, &facts).await.map_err(web_error)?;
    Ok(matters
        .iter()
        .map(|m| {
            let title = m.state.facts.as_ref().and_then(|f| words.get(&f.title));
            let title = title.map_or_else(|| l10n.t("case-erased"), str::to_owned);
            (m.id, (m.state.number.clone(), title))
        })
        .collect())
}

fn row(
    l10n: L10n,
    found: &app::lists::WithText<app::lists::MeasureRow>,
    matters: &BTreeMap<Uuid, (String, String)>,
    today: Date,
    owner: &str,
) -> Row {
    let (number, matter) = matters.get(&found.row.matter_id).cloned().unwrap_or_default();
    let status = MeasureStatus::from_code(&found.row.status).unwrap_or(MeasureStatus::NotStarted);
    let over = matches!(status, MeasureStatus::Done | MeasureStatus::Failed);
    let overdue = !over && found.row.due_on.is_some_and(|due| due < today);
    Row {
        title: found.text.clone().unwrap_or_else(|| l10n.t("case-erased")),
        url: ItemMeasures { no: number.clone() }.url(),
        matter,
        number,
        owner: owner.to_owned(),
        due: found
            .row
            .due_on
            .map_or_else(|| locale::format::MISSING.to_owned(), |day| l10n.date(day)),
        status: status_tag(l10n, status, overdue),
    }
}

fn nothing(l10n: L10n) -> Empty {
    Empty {
        icon: "list-search",
        title: l10n.t("measures-none-title"),
        lead: l10n.t("measures-none-lead"),
        action: Some((l10n.t("filters-reset"), Measures.url())),
    }
}

/// An address with the filter.
fn asked(url: &str, ask: &Ask) -> String {
    format!("{url}?state={}&unit={}", encode(&ask.state), encode(&ask.unit))
}

fn pager(l10n: L10n, ask: &Ask, shown: usize, next: Option<&Cursor>) -> Pager {
    let base = asked(&Measures.url(), ask);
    Pager {
        text: l10n.t1("measures-shown", "count", shown),
        first: (!ask.after.is_empty()).then(|| base.clone()),
        previous: None,
        next: next.map(|cursor| format!("{base}&after={}", encode(&cursor.to_string()))),
        l10n,
    }
}

#[cfg(test)]
mod tests {
    use app::lists::Scope;
    use jiff::civil::date;

    use super::{Ask, filter};

    #[test]
    fn overdue_means_open_and_past_its_day() {
        let ask = Ask { state: "overdue".into(), ..Ask::default() };
        let filter = filter(&ask, Scope::All, date(2016, 11, 18));
        assert_eq!(filter.statuses, ["NOT_STARTED", "IN_PROGRESS"]);
        assert_eq!(filter.due_before, Some(date(2016, 11, 18)));
    }

    #[test]
    fn without_a_filter_struck_out_measures_stay_away() {
        let filter = filter(&Ask::default(), Scope::All, date(2016, 11, 18));
        assert!(!filter.statuses.contains(&"VOID".to_owned()));
        assert_eq!((filter.statuses.len(), filter.due_before), (4, None));
    }
}
