//! Entries of list reports.

use domain::listing::ListReport;
use store::{
    ProjectCtx,
    projection::{ListEntryRow, Projection},
};
use uuid::Uuid;

pub(super) fn project(state: &ListReport, ctx: &ProjectCtx) -> Vec<Projection> {
    let (Some(unit), Some(period)) = (state.unit, state.period) else { return Vec::new() };
    let name = period.quarter.map_or_else(|| "YEAR".to_owned(), |q| format!("Q{q}"));
    let row = |matter: Option<Uuid>, status: &str, n: usize| {
        ListEntryRow {
            id: Uuid::new_v5(&ctx.id, n.to_string().as_bytes()),
            report_id: ctx.id,
            unit_id: unit.uuid(),
            year: i64::from(period.year),
            period: name.clone(),
            matter_id: matter,
            status: status.to_owned(),
            title_ref: None,
        }
        .into()
    };
    if state.matters.is_empty() {
        return vec![row(None, "EMPTY", 0)];
    }
    state.matters.iter().enumerate().map(|(n, m)| row(Some(m.uuid()), "LISTED", n)).collect()
}
