//! `/admin/security`: sign-ins, refusals, resets. Persons are shown by their
//! sign-in name, routes by their template: the log tells nothing of a matter.

use std::collections::BTreeMap;

use access::Permission;
use app::directory;
use app::lists::SecurityEvent;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use locale::{L10n, format::MISSING};
use serde::Deserialize;
use uuid::Uuid;

use super::{Security, all_units, subnav};
use crate::error::WebError;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, encode};
use crate::state::AppState;
use crate::ui::{Markup, Pager};
use crate::visit::Visit;

/// Rows of a page.
const ROWS: u32 = 50;

/// Where the page begins.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    before: String,
}

/// One entry.
struct Line {
    time: String,
    kind: String,
    outcome: String,
    person: String,
    unit: String,
    route: String,
}

#[derive(Template)]
#[template(path = "admin/security.html")]
struct SecurityPage {
    page: Page,
    subnav: Markup,
    lines: Vec<Line>,
    pager: Pager,
}

/// `GET /admin/security?before=…`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let before = position(&asked.before);
    let events = directory::security_log(office.app, &office.ctx, before, ROWS + 1)
        .await
        .map_err(web_error)?;
    let (l, units) = (visit.l10n(), all_units(&office).await?);
    let names = sign_in_names(&office).await?;
    let shown: Vec<&SecurityEvent> =
        events.iter().take(usize::try_from(ROWS).unwrap_or(usize::MAX)).collect();
    let line = |event: &&SecurityEvent| Line {
        time: l.date_time(event.at),
        kind: word(l, "security-kind", &event.kind),
        outcome: word(l, "security-outcome", &event.outcome),
        person: event.person.and_then(|id| names.get(&id).cloned()).unwrap_or_else(missing),
        unit: event
            .unit
            .and_then(|id| units.get(&id).map(|unit| unit.name.clone()))
            .unwrap_or_else(missing),
        route: event.route.clone(),
    };
    let last = shown.last().filter(|_| events.len() > shown.len());
    let next = last.map(|event| {
        format!("{Security}?before={}", encode(&format!("{}~{}", event.at, event.id)))
    });
    page::show(&SecurityPage {
        page: Page::new(&visit, l.t("security-title"))
            .nav(Nav::Admin)
            .subtitle(l.t("security-lead")),
        subnav: subnav(&office, l, Permission::ViewSecurityLog),
        pager: Pager {
            text: l.t1("security-shown", "count", shown.len()),
            first: before.map(|_| Security.url()),
            previous: None,
            next,
            l10n: l,
        },
        lines: shown.iter().map(line).collect(),
    })
}

async fn sign_in_names(office: &Office<'_>) -> Result<BTreeMap<Uuid, String>, WebError> {
    let mut reader = office.app.store().read().await.map_err(WebError::internal)?;
    let people = directory::everyone(&mut reader).await.map_err(web_error)?;
    Ok(people.into_iter().map(|person| (person.id, person.username)).collect())
}

fn missing() -> String {
    MISSING.to_owned()
}

/// The words of a code, or the code itself where a later version wrote it.
fn word(l: L10n, list: &str, code: &str) -> String {
    let key = format!("{list}-{}", code.to_ascii_lowercase().replace('_', "-"));
    if l.has(&key) { l.t(&key) } else { code.to_owned() }
}

fn position(text: &str) -> Option<(Timestamp, Uuid)> {
    let (at, id) = text.split_once('~')?;
    Some((at.parse().ok()?, Uuid::parse_str(id).ok()?))
}
