//! What was understood of a file, row by row, and its confirmation.

use app::lists::Batch;
use app::{
    directory::Units,
    import::{RowOutcome, RowPlan, staged_rows},
};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::UnitKind;
use locale::{L10n, Msg};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

use super::answers::answers;
use super::routes::ImportRows;
use super::view::{Row, row};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, case::place_name, refusal::at_fields, stated_day, web_error};
use crate::page::{self, Page};
use crate::state::AppState;
use crate::ui::{Empty, Pager};
use crate::visit::Visit;

/// Rows on a page.
const ROWS: usize = 25;
/// Rows that are read at once while looking for those of an outcome.
const CHUNK: u32 = 500;

/// Which rows are asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Code of the outcome; all without it.
    o: String,
    /// Row after which the page starts.
    after: String,
}

struct Tab {
    label: String,
    url: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "imports/rows.html")]
struct Rows {
    page: Page,
    f: FormView,
    url: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pager: Pager,
    unit_names: Vec<String>,
    place_names: Vec<String>,
    open: bool,
    screen: Option<String>,
}

struct Found {
    batch: Batch,
    plans: Vec<RowPlan>,
    counts: Vec<(String, u64)>,
    next: Option<u32>,
    units: Arc<Units>,
}

async fn find(office: &Office<'_>, id: Uuid, asked: &Asked) -> Result<Found, WebError> {
    let failed = |e: app::lists::StoreError| WebError::internal(e.to_string());
    let mut after = asked.after.parse().unwrap_or(0);
    let mut plans: Vec<RowPlan> = Vec::new();
    let batch = loop {
        let (batch, found) =
            staged_rows(office.app, &office.ctx, id, after, CHUNK).await.map_err(web_error)?;
        let last = found.last().map(|row| row.row);
        plans.extend(
            found.into_iter().filter(|r| asked.o.is_empty() || r.outcome.code() == asked.o),
        );
        match last {
            Some(row) if plans.len() <= ROWS => after = row,
            _ => break batch,
        }
    };
    let more = plans.len() > ROWS;
    plans.truncate(ROWS);
    let next = if more { plans.last().map(|r| r.row) } else { None };
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let counts = reader.staged_counts(id).await.map_err(failed)?;
    let units = office.app.units(&mut reader).await.map_err(web_error)?;
    Ok(Found { batch, plans, counts, next, units })
}

fn tabs(l10n: L10n, url: &str, asked: &Asked, counts: &[(String, u64)]) -> Vec<Tab> {
    let all: u64 = counts.iter().map(|(_, n)| n).sum();
    let first = Tab {
        label: l10n.t1("importing-all", "n", all),
        url: url.to_owned(),
        current: asked.o.is_empty(),
    };
    let tab = |outcome: &RowOutcome| {
        let (_, count) = counts.iter().find(|(code, _)| code == outcome.code())?;
        let word = l10n.code("importing-outcome", outcome.code());
        Some(Tab {
            label: l10n.t2("importing-tab", ("word", word), ("n", *count)),
            url: format!("{url}?o={}", outcome.code()),
            current: asked.o == outcome.code(),
        })
    };
    std::iter::once(first).chain(RowOutcome::ALL.iter().filter_map(tab)).collect()
}

fn pager(l10n: L10n, url: &str, asked: &Asked, found: &Found) -> Pager {
    let total: u64 = found
        .counts
        .iter()
        .filter(|(code, _)| asked.o.is_empty() || *code == asked.o)
        .map(|(_, n)| n)
        .sum();
    let at = |after: &str| format!("{url}?o={}&after={after}", asked.o);
    Pager {
        text: l10n.t2("importing-shown", ("shown", found.plans.len()), ("total", total)),
        first: (!asked.after.is_empty()).then(|| at("")),
        previous: None,
        next: found.next.map(|row| at(&row.to_string())),
        l10n,
    }
}

fn view(visit: &Visit, id: Uuid, asked: &Asked, found: &Found, f: FormView) -> Rows {
    let l10n = visit.l10n();
    let url = ImportRows { id: id.to_string() }.to_string();
    let page = Page::new(visit, l10n.t("importing-check"))
        .nav(Nav::Items)
        .subtitle(&found.batch.source)
        .crumb(l10n.t("nav-items"), "/items")
        .crumb(l10n.t("items-import"), "/items/import")
        .here(&found.batch.source)
        .errors(f.has_errors());
    let rows: Vec<Row> = found.plans.iter().map(|plan| row(l10n, plan, &found.units)).collect();
    let open = rows.iter().any(|r| !r.actions.is_empty());
    let taken = |(code, n): &(String, u64)| code == RowOutcome::Taken.code() && *n > 0;
    let screen = found.counts.iter().any(taken).then(|| super::next::first(&id.to_string()));
    Rows {
        page,
        f,
        tabs: tabs(l10n, &url, asked, &found.counts),
        empty: rows.is_empty().then(|| Empty {
            icon: "list-search",
            title: l10n.t("importing-none"),
            lead: l10n.t("importing-none-lead"),
            action: Some((l10n.t("importing-see-all"), url.clone())),
        }),
        pager: pager(l10n, &url, asked, found),
        unit_names: if open { unit_names(&found.units) } else { Vec::new() },
        place_names: if open { place_names(&found.units) } else { Vec::new() },
        rows,
        open,
        screen,
        url,
    }
}

fn unit_names(units: &Units) -> Vec<String> {
    let apart = [UnitKind::Agency.code(), UnitKind::ExpertPool.code()];
    units
        .values()
        .filter(|u| u.valid_to.is_none() && !apart.contains(&u.kind.as_str()))
        .map(|u| u.name.clone())
        .collect()
}

fn place_names(units: &Units) -> Vec<String> {
    units
        .values()
        .filter(|u| u.kind == UnitKind::Government.code())
        .map(|u| place_name(units, &u.division))
        .collect()
}

fn id_of(id: &str) -> Result<Uuid, WebError> {
    Uuid::parse_str(id).map_err(|_| WebError::NotFound)
}

/// `GET /items/import/{id}`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let id = id_of(&id)?;
    let found = find(&office, id, &asked).await?;
    let values = Values::new().with("occurred_on", office.today().to_string());
    let f = FormView::new(&state, &visit, values);
    page::show(&view(&visit, id, &asked, &found, f))
}

/// `POST /items/import/{id}`: lists the rows that were accepted.
pub(super) async fn confirm(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let id = id_of(&id)?;
    let found = find(&office, id, &asked).await?;
    let (chosen, mut errors) = answers(&form.values, &found.units);
    let day = stated_day(&office, &form.values, "occurred_on", &mut errors);
    if errors.is_empty() && chosen.is_empty() {
        errors.add("", Msg::new("importing-nothing-chosen"));
    }
    if !errors.is_empty() {
        return again(&visit, id, &asked, &found, form, errors);
    }
    let ctx = office.ctx.clone().on(day);
    let done = match app::import::confirm(office.app, &ctx, id, &chosen).await {
        Ok(done) => done,
        Err(error) => {
            at_fields(error, &["occurred_on"], &mut errors).map_err(web_error)?;
            return again(&visit, id, &asked, &found, form, errors);
        }
    };
    let count = |outcome| done.iter().filter(|row| row.outcome == outcome).count();
    let listed: usize = done.iter().map(|row| row.numbers.len()).sum();
    let left = count(RowOutcome::Open) + count(RowOutcome::Refused) + count(RowOutcome::Outside);
    for row in done.iter().filter(|row| row.outcome == RowOutcome::Open) {
        if let Some(note) = row.notes.first() {
            errors.add(&format!("r.{}.do", row.row), note.msg());
        }
    }
    if !errors.is_empty() {
        let found = find(&office, id, &asked).await?;
        return again(&visit, id, &asked, &found, form, errors);
    }
    let msg = Msg::new("importing-done")
        .with("listed", listed)
        .with("skipped", count(RowOutcome::Skipped))
        .with("left", left);
    let url = ImportRows { id: id.to_string() };
    Ok(page::go(&visit, url, Some(&Flash::done(msg))))
}

fn again(
    visit: &Visit,
    id: Uuid,
    asked: &Asked,
    found: &Found,
    form: Submitted,
    errors: Errors,
) -> Result<Response, WebError> {
    let f = FormView::again(visit, form, errors);
    page::show_form(&view(visit, id, asked, found, f), true)
}
