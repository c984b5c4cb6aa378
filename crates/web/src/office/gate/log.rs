//! `/gate/log`: the checks of one's own unit.

use std::collections::BTreeMap;

use access::Permission;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{ids::UnitId, matter::Matter, unknown::UnknownNumber};
use jiff::civil::Date;
use locale::L10n;
use uuid::Uuid;

use super::receipt::named;
use super::{Gate, GateReceipt, unknown};
use crate::error::WebError;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Empty, Tag};
use crate::visit::Visit;

/// Checks looked at.
const MOST: u32 = 200;

/// One check.
struct Row {
    on: Date,
    day: String,
    number: String,
    title: String,
    gate: String,
    result: Tag,
    url: String,
}

#[derive(Template)]
#[template(path = "gate/log.html")]
struct Log {
    page: Page,
    rows: Vec<Row>,
    empty: Option<Empty>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    app::directory::require(&office.ctx, Permission::CheckGate, None).map_err(web_error)?;
    let l10n = visit.l10n();
    let failed = |error: app::lists::StoreError| WebError::Unavailable(Box::new(error));
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let unit = office.ctx.unit();
    let found = reader.gate_checks_of_unit(unit.uuid(), MOST).await.map_err(failed)?;
    let mut ids: Vec<Uuid> = found.iter().filter_map(|row| row.matter_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let matters = reader.load_many::<Matter>(&ids).await.map_err(failed)?;
    let facts: Vec<_> = matters.iter().map(|m| &m.state.facts).collect();
    let words = app::view::words_of(&mut reader, &facts).await.map_err(web_error)?;
    let titles: BTreeMap<Uuid, String> = matters
        .iter()
        .map(|m| {
            let title = m.state.facts.as_ref().and_then(|f| words.get(&f.title));
            (m.id, title.map_or_else(|| l10n.t("case-erased"), str::to_owned))
        })
        .collect();
    let mut rows: Vec<Row> = matters
        .iter()
        .flat_map(|m| rows(l10n, &m.state, unit, titles.get(&m.id).map_or("", |t| t.as_str())))
        .collect();
    let mut numbers: Vec<&str> =
        found.iter().filter(|row| row.matter_id.is_none()).map(|row| row.number.as_str()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let asked = app::matter::unknown_number(&mut reader, number).await.map_err(web_error)?;
        rows.extend(unknown_rows(l10n, &asked, unit));
    }
    rows.sort_by(|a, b| (b.on, &b.url).cmp(&(a.on, &a.url)));
    let units = office.app.units(&mut reader).await.map_err(web_error)?;
    let page = Page::new(&visit, l10n.t("door-log-title"))
        .nav(Nav::Gate)
        .subtitle(l10n.t1("door-log-unit", "unit", named(&units, unit)))
        .crumb(l10n.t("nav-gate"), Gate.url())
        .here(l10n.t("door-log-title"));
    let empty = rows.is_empty().then(|| Empty {
        icon: "shield-check",
        title: l10n.t("door-log-empty"),
        lead: l10n.t("door-lead"),
        action: Some((l10n.t("nav-gate"), Gate.url())),
    });
    page::show(&Log { page, rows, empty })
}

fn rows(l10n: L10n, matter: &Matter, unit: UnitId, title: &str) -> Vec<Row> {
    matter
        .gate_checks
        .iter()
        .enumerate()
        .filter(|(_, check)| check.unit == unit)
        .map(|(n, check)| Row {
            on: check.on,
            day: l10n.date(check.on),
            number: matter.number.clone(),
            title: title.to_owned(),
            gate: l10n.code("door-at", check.gate.code()),
            result: result(l10n, check.verdict.cleared),
            url: GateReceipt { no: matter.number.clone(), n: (n + 1).to_string() }.url(),
        })
        .collect()
}

/// Checks of a number that no matter has.
fn unknown_rows(l10n: L10n, asked: &UnknownNumber, unit: UnitId) -> Vec<Row> {
    let row = |(n, check): (usize, &domain::unknown::UnknownCheck)| Row {
        on: check.on,
        day: l10n.date(check.on),
        number: asked.number.clone(),
        title: l10n.t("error-unknown-number-title"),
        gate: l10n.code("door-at", check.gate.code()),
        result: result(l10n, false),
        url: GateReceipt { no: asked.number.clone(), n: unknown::place(n + 1) }.url(),
    };
    asked.checks.iter().enumerate().filter(|(_, check)| check.unit == unit).map(row).collect()
}

fn result(l10n: L10n, cleared: bool) -> Tag {
    if cleared {
        Tag::new(Band::Low, l10n.t("door-cleared")).with_icon("circle-check")
    } else {
        Tag::new(Band::High, l10n.t("door-refused")).with_icon("alert-circle")
    }
}
