//! `/items/{no}/audit/export`: the whole trail of a case as a workbook, the
//! bookkeeping of terms and steps included.

use app::export::Value;
use app::view::AuditLine;
use axum::extract::{Path, State};
use axum::response::Response;
use locale::L10n;

use super::trail::{event_words, facts};
use crate::error::WebError;
use crate::office::book::{Tables, text};
use crate::office::case::{Which, load};
use crate::office::{Office, web_error};
use crate::state::AppState;
use crate::visit::Visit;

const COLUMNS: &[(&str, f64)] = &[
    ("table-seq", 10.0),
    ("table-recorded", 20.0),
    ("table-occurred", 12.0),
    ("table-event", 24.0),
    ("table-facts", 60.0),
    ("table-who", 14.0),
    ("table-unit", 30.0),
    ("table-leaf", 66.0),
];

pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let l10n = visit.l10n();
    let case = load(&office, &no, &Which::default()).await?;
    let (lines, words) =
        app::view::audit(office.app, &office.ctx, &case).await.map_err(web_error)?;
    let mut tables = Tables::new(&office, l10n)?;
    tables.sheet("audit-trail", COLUMNS)?;
    for line in &lines {
        tables.row(&cells(l10n, line, &facts(l10n, &words, line)))?;
    }
    let name = format!("{}-{}", l10n.t("audit-trail"), case.matter.state.number);
    tables.answer(&office, &name)
}

fn cells(l10n: L10n, line: &AuditLine, facts: &[String]) -> [Value; 8] {
    let meta = &line.event.meta;
    let who = if line.who.is_empty() { l10n.t("dossier-name-erased") } else { line.who.clone() };
    [
        Value::Count(Some(meta.seq)),
        Value::Moment(meta.recorded_at),
        Value::Day(Some(meta.occurred_on)),
        text(event_words(l10n, &line.event.type_name)),
        text(facts.join("\n")),
        text(who),
        text(line.unit.clone()),
        text(line.event.leaf_hash.to_string()),
    ]
}
