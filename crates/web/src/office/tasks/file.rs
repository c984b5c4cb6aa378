//! `/tasks/export`: the work list as a workbook.

use access::Permission;
use app::export::Value;
use app::view::tasks;
use axum::extract::State;
use axum::response::Response;

use super::{GROUPS, why, work};
use crate::error::WebError;
use crate::office::book::{Tables, text};
use crate::office::{Office, web_error};
use crate::state::AppState;
use crate::visit::Visit;

const COLUMNS: &[(&str, f64)] = &[
    ("table-when", 12.0),
    ("table-due", 12.0),
    ("table-work", 30.0),
    ("export-number", 20.0),
    ("export-title", 48.0),
    ("table-level", 12.0),
    ("table-rule", 60.0),
];

pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    app::directory::require(&office.ctx, Permission::Export, None).map_err(web_error)?;
    let found = tasks(office.app, &office.ctx).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let mut tables = Tables::new(&office, l10n)?;
    tables.sheet("nav-tasks", COLUMNS)?;
    for (group, code) in GROUPS {
        for task in found.tasks.iter().filter(|task| task.group == group) {
            let row = &task.row;
            let level = row.level_after.as_deref().or(row.level_initial.as_deref());
            tables.row(&[
                text(l10n.code("tasks-group", code)),
                Value::Day(task.due),
                text(work(l10n, task)),
                text(row.number.clone()),
                text(row.title.clone().unwrap_or_else(|| l10n.t("case-erased"))),
                text(l10n.code("level", level.unwrap_or("NONE"))),
                text(task.by.as_ref().map(|by| why(l10n, task, by)).unwrap_or_default()),
            ])?;
        }
    }
    tables.answer(&office, &l10n.t("nav-tasks"))
}
