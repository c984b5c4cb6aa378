//! `/measures/export`: the measures across cases as a workbook, with the filter
//! of the address, on all pages of the list.

use access::Permission;
use app::export::Value;
use app::lists::{Cursor, Page};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::codes::MeasureStatus;
use uuid::Uuid;

use super::across::{Ask, failed, filter, scope, titles};
use crate::error::WebError;
use crate::office::book::{Tables, text};
use crate::office::{Office, web_error};
use crate::state::AppState;
use crate::visit::Visit;

/// Rows that are read at once.
const PAGE: u32 = 500;

const COLUMNS: &[(&str, f64)] = &[
    ("export-number", 20.0),
    ("export-title", 48.0),
    ("measures-measure", 48.0),
    ("measures-owner", 30.0),
    ("measures-due", 12.0),
    ("measures-status", 12.0),
];

pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Query(ask): Query<Ask>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let l10n = visit.l10n();
    app::directory::require(&office.ctx, Permission::Export, None).map_err(web_error)?;
    let filter = filter(&ask, scope(&office)?, office.today());
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let units = office.app.units(&mut reader).await.map_err(web_error)?;
    let mut tables = Tables::new(&office, l10n)?;
    tables.sheet("nav-measures", COLUMNS)?;
    let mut after: Option<Cursor> = None;
    loop {
        let page = Page { after: after.take(), limit: PAGE };
        let found = reader.measures(&filter, &page).await.map_err(failed)?;
        let ids: Vec<Uuid> = found.rows.iter().map(|r| r.row.matter_id).collect();
        let matters = titles(l10n, &mut reader, &ids).await?;
        for r in &found.rows {
            let (number, matter) = matters.get(&r.row.matter_id).cloned().unwrap_or_default();
            let status = MeasureStatus::from_code(&r.row.status);
            let over = matches!(status, Some(MeasureStatus::Done | MeasureStatus::Failed));
            let late = !over && r.row.due_on.is_some_and(|due| due < office.today());
            let code = if late { "OVERDUE" } else { r.row.status.as_str() };
            tables.row(&[
                text(number),
                text(matter),
                text(r.text.clone().unwrap_or_else(|| l10n.t("case-erased"))),
                Value::text(units.get(&r.row.unit_id).map(|u| u.name.as_str())),
                Value::Day(r.row.due_on),
                text(l10n.code("measure-status", code)),
            ])?;
        }
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    tables.answer(&office, &l10n.t("nav-measures"))
}
