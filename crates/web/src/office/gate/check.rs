//! `POST /gate/check`: one number, or an agenda line by line.

use access::permission_at;
use app::lists::Hash;
use app::{
    AppError, Ctx,
    directory::require,
    matter::Answer,
    numbers::{Asked, Typed, asked_for},
};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{codes::Gate as Door, matter::Matter};
use locale::{L10n, Msg};
use uuid::Uuid;

use super::{Gate, GateCheck, GateLog, GateReceipt, desk, number, told, unknown};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted};
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Tag};
use crate::visit::Visit;

/// Lines of an agenda that are checked at once.
const MOST: usize = 100;

/// One line of a checked agenda.
struct Row {
    line: String,
    number: String,
    result: Tag,
    reason: String,
    /// That the number is that of an earlier assessment.
    note: String,
    url: Option<String>,
}

#[derive(Template)]
#[template(path = "gate/agenda.html")]
struct Agenda {
    page: Page,
    gate: String,
    sum: String,
    rows: Vec<Row>,
    url: String,
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(GateCheck::PATH, &form);
    // The route lets in whoever stands at some gate; which one is asked here,
    // before anything else of the form is looked at.
    let door = ["gate", "agenda_gate"].map(|name| Door::from_code(form.values.get(name)));
    for door in door.into_iter().flatten() {
        require(&office.ctx, permission_at(door), None).map_err(web_error)?;
    }
    if form.values.has("numbers") {
        several(office, visit, form).await
    } else {
        one(office, visit, form).await
    }
}

async fn one(office: Office<'_>, visit: Visit, form: Submitted) -> Result<Response, WebError> {
    let mut errors = Errors::new();
    let gate = Door::from_code(form.values.get("gate"));
    let typed = form.values.get("number").trim();
    let asked = number::find(typed);
    if gate.is_none() {
        errors.add("gate", Msg::new("field-error-choice"));
    }
    if asked.is_none() {
        let key = if typed.is_empty() { "door-number-empty" } else { "door-number-form" };
        errors.add("number", Msg::new(key));
    }
    if let (Some(gate), Some(asked)) = (gate, asked) {
        let Asked { number: no, superseded } = named(&office, &asked.number).await?;
        let earlier = superseded.then(|| Flash::info(Msg::new("door-superseded")));
        match app::matter::check(office.app, &office.ctx, &no, gate).await {
            Ok(_) | Err(AppError::Repeated { .. }) => {
                let n = last_check(&office, &no, gate).await?;
                return Ok(page::go(&visit, GateReceipt { no, n }, earlier.as_ref()));
            }
            Err(AppError::NotFound) => {
                refuse(&office, &office.ctx, &no, gate).await?;
                let n = last_check(&office, &no, gate).await?;
                return Ok(page::go(&visit, GateReceipt { no, n }, None));
            }
            Err(AppError::Reused { .. }) => errors.spent(Some(GateLog.url())),
            Err(AppError::Refused(_)) => errors.add("gate", Msg::new("door-no-rule")),
            Err(error) => return Err(web_error(error)),
        }
    }
    desk::desk(&visit, FormView::again(&visit, form, errors))
}

/// The matter's number for one that was typed in another form; what was typed
/// where no matter carries it.
async fn named(office: &Office<'_>, typed: &Typed) -> Result<Asked, WebError> {
    let found = asked_for(office.app, typed).await.map_err(web_error)?;
    Ok(found.unwrap_or_else(|| Asked { number: typed.to_string(), superseded: false }))
}

/// A number that no matter has is a verdict (应评未评) and goes on record.
async fn refuse(office: &Office<'_>, ctx: &Ctx, no: &str, gate: Door) -> Result<(), WebError> {
    match app::matter::refuse_unknown(office.app, ctx, no, gate).await {
        Ok(()) | Err(AppError::Repeated { .. }) => Ok(()),
        Err(error) => Err(web_error(error)),
    }
}

/// The place, from 1, of the unit's last check at a gate among all checks of a
/// number, as the address of its receipt has it. Access was asked for by the
/// check itself.
async fn last_check(office: &Office<'_>, no: &str, gate: Door) -> Result<String, WebError> {
    let failed = |error: app::lists::StoreError| WebError::Unavailable(Box::new(error));
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let own = office.ctx.unit();
    let place = match reader.matter_by_number(no).await.map_err(failed)? {
        Some(row) => {
            let loaded = reader.load::<Matter>(row.id).await.map_err(failed)?;
            let checks = loaded.ok_or(WebError::NotFound)?.state.gate_checks;
            let at = checks.iter().rposition(|c| c.unit == own && c.gate == gate);
            at.map(|at| (at + 1).to_string())
        }
        None => {
            let asked = app::matter::unknown_number(&mut reader, no).await.map_err(web_error)?;
            let at = asked.checks.iter().rposition(|c| c.unit == own && c.gate == gate);
            at.map(|at| unknown::place(at + 1))
        }
    };
    place.ok_or(WebError::NotFound)
}

async fn several(office: Office<'_>, visit: Visit, form: Submitted) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let mut errors = Errors::new();
    let gate = Door::from_code(form.values.get("agenda_gate"));
    if gate.is_none() {
        errors.add("agenda_gate", Msg::new("field-error-choice"));
    }
    let lines = number::lines(form.values.get("numbers"), MOST);
    if lines.is_empty() {
        errors.add("numbers", Msg::new("field-error-empty"));
    }
    let Some(gate) = gate.filter(|_| errors.is_empty()) else {
        return desk::desk(&visit, FormView::again(&visit, form, errors));
    };
    let mut rows = Vec::with_capacity(lines.len());
    for (n, (line, asked)) in lines.into_iter().enumerate() {
        rows.push(match asked {
            Some(asked) => row(&office, l10n, (n, line), &asked.number, gate).await?,
            None => Row {
                line,
                number: String::new(),
                result: Tag::new(Band::Plain, l10n.t("door-no-number")).with_icon("minus"),
                reason: l10n.t("door-no-number-lead"),
                note: String::new(),
                url: None,
            },
        });
    }
    let cleared = rows.iter().filter(|r| r.url.is_some() && r.reason.is_empty()).count();
    let page = Page::new(&visit, l10n.t("door-agenda-title"))
        .nav(Nav::Gate)
        .crumb(l10n.t("nav-gate"), Gate.url())
        .here(l10n.t("door-agenda-title"));
    let gate = l10n.code("door-at", gate.code());
    let sum = l10n.t2("door-agenda-sum", ("cleared", cleared), ("all", rows.len()));
    page::show(&Agenda { page, gate, sum, rows, url: Gate.url() })
}

async fn row(
    office: &Office<'_>,
    l10n: L10n,
    (n, line): (usize, String),
    typed: &Typed,
    gate: Door,
) -> Result<Row, WebError> {
    let Asked { number: no, superseded } = named(office, typed).await?;
    let note = if superseded { l10n.t("door-superseded") } else { String::new() };
    let refused = |reason: String| Row {
        line: line.clone(),
        number: no.clone(),
        result: Tag::new(Band::High, l10n.t("door-refused")).with_icon("alert-circle"),
        reason,
        note: note.clone(),
        url: None,
    };
    let ctx = of_line(office, n, &no, gate);
    match recorded(office, &ctx, &no, gate).await {
        Ok(answer) => {
            let place = last_check(office, &no, gate).await?;
            let url = GateReceipt { no: no.clone(), n: place }.url();
            let reasons = told::reasons(l10n, &answer.verdict);
            let mut row = refused(told::line(l10n, &reasons));
            if answer.verdict.cleared {
                row.result = Tag::new(Band::Low, l10n.t("door-cleared")).with_icon("circle-check");
            }
            row.url = Some(url);
            Ok(row)
        }
        Err(AppError::NotFound) => {
            refuse(office, &ctx, &no, gate).await?;
            let place = last_check(office, &no, gate).await?;
            let mut row = refused(l10n.t("error-unknown-number-lead"));
            row.url = Some(GateReceipt { no: no.clone(), n: place }.url());
            Ok(row)
        }
        Err(AppError::Refused(_)) => Ok(refused(l10n.t("door-no-rule"))),
        Err(error) => Err(web_error(error)),
    }
}

/// Each line has a key of its own, made from the key of the form, so that the
/// whole agenda sent twice is on record once.
fn of_line(office: &Office<'_>, n: usize, no: &str, gate: Door) -> Ctx {
    let mut ctx = office.ctx.clone();
    if let Some(form) = &mut ctx.form {
        let whole = Uuid::parse_str(&form.key).unwrap_or_default();
        let line = format!("{n}/{no}/{}", gate.code());
        form.key = Uuid::new_v5(&whole, line.as_bytes()).to_string();
        form.request = Hash::of(line.as_bytes());
    }
    ctx
}

/// The answer at a line, put on record once.
async fn recorded(
    office: &Office<'_>,
    ctx: &Ctx,
    no: &str,
    gate: Door,
) -> Result<Answer, AppError> {
    match app::matter::check(office.app, ctx, no, gate).await {
        Err(AppError::Repeated { .. }) => {
            app::matter::answer_by_number(office.app, ctx, no, gate).await
        }
        other => other,
    }
}
