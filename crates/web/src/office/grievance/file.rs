//! `/items/{no}/grievances/export`: the grievances of a case as a workbook, with
//! their figures. No words of residents are in it, as on the page.

use access::Permission;
use app::export::Value;
use app::grievance::{Desk, Line, desk};
use app::view::Case;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::L10n;

use super::list::factor_name;
use crate::error::WebError;
use crate::office::book::{Tables, count, text};
use crate::office::case::{Which, load};
use crate::office::{Office, web_error};
use crate::state::AppState;
use crate::visit::Visit;

const COLUMNS: &[(&str, f64)] = &[
    ("table-number", 20.0),
    ("table-summary", 48.0),
    ("table-standing", 12.0),
    ("table-way", 12.0),
    ("table-received", 12.0),
    ("table-told-on", 12.0),
    ("table-answered-on", 12.0),
    ("table-due", 12.0),
];

pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    app::directory::require(&office.ctx, Permission::Export, Some(&case.resource))
        .map_err(web_error)?;
    let desk = desk(office.app, &office.ctx, &case).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let mut tables = Tables::new(&office, l10n)?;
    tables.sheet("table-grievances", COLUMNS)?;
    for line in &desk.lines {
        tables.row(&cells(l10n, line))?;
    }
    figures(&mut tables, l10n, &case, &desk)?;
    let name = format!("{}-{}", l10n.t("table-grievances"), case.matter.state.number);
    tables.answer(&office, &name)
}

fn cells(l10n: L10n, line: &Line) -> [Value; 8] {
    let row = &line.row;
    let summary = match (&line.summary, &row.summary_ref) {
        (Some(summary), _) => summary.clone(),
        (None, Some(_)) => l10n.t("case-erased"),
        (None, None) => l10n.t("grievance-unread"),
    };
    [
        text(row.number.clone()),
        text(summary),
        text(l10n.code("grievance-standing", line.standing.code())),
        text(l10n.code("grievance-channel", &row.channel)),
        Value::Day(Some(row.received_on)),
        Value::Day(row.acknowledged_on),
        Value::Day(row.answered_on),
        Value::Day(row.due_on),
    ]
}

fn figures(tables: &mut Tables, l10n: L10n, case: &Case, desk: &Desk) -> Result<(), WebError> {
    tables.sheet("table-figures", &[("table-figure", 36.0), ("table-count", 12.0)])?;
    let all = &desk.figures.all;
    for (key, n) in [
        ("grievance-received-n", all.received),
        ("grievance-told-in-time", all.acknowledged_in_time),
        ("table-told-late", all.acknowledged_late),
        ("grievance-answered-in-time", all.answered_in_time),
        ("table-answered-late", all.answered_late),
        ("grievance-open", all.open),
        ("grievance-returned-n", all.returned),
    ] {
        tables.row(&[text(l10n.t(key)), count(n)])?;
    }
    for (code, n) in &desk.figures.by_channel {
        tables.row(&[text(l10n.code("grievance-channel", code)), count(*n)])?;
    }
    for (id, n) in &desk.figures.by_factor {
        tables.row(&[text(factor_name(l10n, case, id)), count(*n)])?;
    }
    Ok(())
}
