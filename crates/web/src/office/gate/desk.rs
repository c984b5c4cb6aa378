//! `/gate`: where a number is asked for.

use access::{Permission, gates_of, may_ever};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::codes::{Gate as Door, Role};
use locale::L10n;
use serde::Deserialize;

use super::{Gate, GateCheck, GateLog, GatePublic, number};
use crate::error::WebError;
use crate::form::{Choice, FormView, Values};
use crate::nav::Nav;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Note, NoteKind};
use crate::visit::Visit;

/// What a visitor asks for without a post.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Ask {
    #[serde(default)]
    number: String,
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "gate/desk.html")]
struct Desk {
    page: Page,
    f: FormView,
    url: String,
    log: String,
    gates: Vec<Choice>,
}

/// The box for number and check code.
#[derive(Template)]
#[template(path = "gate/lookup.html")]
struct Lookup {
    page: Page,
    url: String,
    number: String,
    code: String,
    note: Option<Note>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(ask): Query<Ask>,
) -> Result<Response, WebError> {
    let (typed, code) = (ask.number.trim(), ask.code.trim());
    let whole = if code.is_empty() { typed.to_owned() } else { format!("{typed}-{code}") };
    if number::parse(&whole).is_some_and(|asked| asked.code.is_some()) {
        return Ok(page::go(&visit, GatePublic { code: whole }, None));
    }
    if role(&visit).is_some_and(|role| may_ever(role, Permission::CheckGate)) {
        let gate = usual(role(&visit));
        let agenda = doors(&visit).into_iter().find(|door| *door == Door::Agenda).unwrap_or(gate);
        let values = Values::new().with("gate", gate.code()).with("agenda_gate", agenda.code());
        let values = values.with("number", ask.number.trim());
        let form = FormView::new(&state, &visit, values);
        return desk(&visit, form);
    }
    let key = if number::parse(typed).is_some() { "door-code-needed" } else { "door-number-form" };
    let note = (!typed.is_empty()).then(|| Note::new(NoteKind::Warn, "", visit.l10n().t(key)));
    lookup(&visit, ask.number, ask.code, note)
}

fn role(visit: &Visit) -> Option<Role> {
    visit.user.as_ref()?.session.as_ref().map(|s| s.actor.role)
}

/// The door at which a post usually stands.
const fn usual(role: Option<Role>) -> Door {
    match role {
        Some(Role::DecisionMaker) => Door::Agenda,
        Some(Role::LegalityReviewer) => Door::Legality,
        Some(Role::ExecutingUnit) => Door::Execution,
        Some(Role::FilingOfficer) => Door::List,
        _ => Door::Approval,
    }
}

/// The desk of those who may ask, also after a mistake.
pub(super) fn desk(visit: &Visit, f: FormView) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let failed = f.has_errors();
    let page = Page::new(visit, l10n.t("nav-gate"))
        .nav(Nav::Gate)
        .subtitle(l10n.t("door-lead"))
        .errors(failed);
    let (url, log) = (GateCheck.url(), GateLog.url());
    page::show_form(&Desk { page, f, url, log, gates: gates(l10n, &doors(visit)) }, failed)
}

/// The box for number and check code, with what was typed.
pub(super) fn lookup(
    visit: &Visit,
    number: String,
    code: String,
    note: Option<Note>,
) -> Result<Response, WebError> {
    let title = visit.l10n().t("door-lookup-title");
    let page = Page::new(visit, title).nav(Nav::Gate).shell(Shell::Public);
    page::show(&Lookup { page, url: Gate.url(), number, code, note })
}

/// The doors at which the visitor's post stands.
fn doors(visit: &Visit) -> Vec<Door> {
    role(visit).map(gates_of).unwrap_or_default()
}

/// The doors to choose from, the most asked first.
fn gates(l10n: L10n, open: &[Door]) -> Vec<Choice> {
    [
        Door::Approval,
        Door::Agenda,
        Door::Decision,
        Door::Execution,
        Door::List,
        Door::Legality,
        Door::LandApplication,
    ]
    .iter()
    .filter(|gate| open.contains(gate))
    .map(|gate| Choice::new(gate.code(), l10n.code("door-at", gate.code())))
    .collect()
}
