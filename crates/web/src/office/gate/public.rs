//! `/gate/{code}`: conclusion, conditions and validity, and nothing else, for
//! whoever holds the number together with its check code.

use access::Actor;
use app::{App, AppError, Ctx, matter::Answer};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{
    codes::{Gate as Door, Role},
    gate::Verdict,
    ids::{PersonId, UnitId},
    rulebook::GateRequirement,
};
use jiff::civil::Date;

use super::{Gate, desk, number, told};
use crate::error::WebError;
use crate::limit::{self, Peer};
use crate::office::case::maybe_text;
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Note, NoteKind};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "gate/result.html")]
struct Show {
    page: Page,
    facts: Facts,
    conditions: Vec<String>,
    note: Note,
    earlier: Option<Note>,
    url: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    peer: Peer,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    limit::look_up(&state, &visit, &peer)?;
    let Some(found) = look_up(app, &visit, &code).await? else {
        // A wrong code and an unknown number look the same.
        let known_form = number::parse(&code).is_some();
        let key = if known_form { "door-code-wrong" } else { "door-number-form" };
        let note = Note::new(NoteKind::Warn, "", visit.l10n().t(key));
        let mut response = desk::lookup(&visit, code, String::new(), Some(note))?;
        *response.status_mut() = axum::http::StatusCode::NOT_FOUND;
        return Ok(response);
    };
    let l10n = visit.l10n();
    let said = &shown(found.answer.verdict);
    let until = said.valid_until.map(|day| l10n.date(day)).unwrap_or_default();
    let (kind, key) = standing(said, found.today);
    let number = Markup::trusted(format!(
        "<span class=\"mono\">{}</span>",
        Markup::text(&found.answer.number)
    ));
    let page = Page::new(&visit, l10n.t("door-public-title")).shell(Shell::Public);
    page::show(&Show {
        page,
        facts: told::conclusion(l10n, Facts::new().markup(l10n.t("door-number"), number), said)
            .fact(l10n.t("door-valid"), until),
        conditions: found.conditions,
        note: Note::new(kind, "", l10n.t(key)),
        earlier: found.superseded.then(|| Note::new(NoteKind::Info, "", l10n.t("door-superseded"))),
        url: Gate.url(),
    })
}

/// What the report recommends is shown to the public once it is filed: before,
/// it may still change with the review.
fn shown(mut said: Verdict) -> Verdict {
    said.recommended = said.recommended.filter(|_| said.filing.is_some());
    said
}

/// What stands in the way first, or that nothing does.
fn standing(said: &Verdict, today: Date) -> (NoteKind, &'static str) {
    let unmet = |wanted: GateRequirement| {
        said.findings.iter().any(|found| found.requirement == wanted && !found.met)
    };
    let decided = said.conclusion.is_some_and(|c| !c.goes_on());
    let key = if decided {
        "door-public-decided"
    } else if said.exempt && said.cleared {
        return (NoteKind::Ok, "door-public-exempt");
    } else if said.filing.is_none() {
        "door-public-unfiled"
    } else if said.valid_until.is_some_and(|day| day < today) {
        "door-public-expired"
    } else if unmet(GateRequirement::NotHalted) {
        "door-public-halted"
    } else if said.level_too_high {
        "door-public-level"
    } else if !said.cleared {
        "door-public-open"
    } else {
        return (NoteKind::Ok, "door-public-valid");
    };
    (NoteKind::Warn, key)
}

struct Found {
    answer: Answer,
    conditions: Vec<String>,
    today: Date,
    superseded: bool,
}

async fn look_up(app: &App, visit: &Visit, code: &str) -> Result<Option<Found>, WebError> {
    let Some(asked) = number::parse(code) else { return Ok(None) };
    let found = app::numbers::asked_for(app, &asked.number).await.map_err(web_error)?;
    let app::numbers::Asked { number: no, superseded } = found.unwrap_or_default();
    let right = app.check_code(&no);
    if !number::same(&right, asked.code.as_deref().unwrap_or_default()) {
        return Ok(None);
    }
    let ctx = window(app, visit, UnitId::default());
    let door = Door::Approval;
    let answer = match app::matter::answer_by_number(app, &ctx, &no, door).await {
        Ok(answer) => answer,
        Err(AppError::NotFound) => return Ok(None),
        Err(error) => return Err(web_error(error)),
    };
    let failed = |error: app::lists::StoreError| WebError::Unavailable(Box::new(error));
    let mut reader = app.store().read().await.map_err(failed)?;
    let words = app::view::words_of(&mut reader, &answer.conditions).await.map_err(web_error)?;
    let text = maybe_text(visit.l10n(), &words, answer.conditions.as_ref());
    let conditions =
        text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    Ok(Some(Found { answer, conditions, today: ctx.today, superseded }))
}

/// The post of an approval window that nobody holds: it can ask a gate, which
/// is all that a holder of a check code or a system with a token may do.
pub(crate) fn window(app: &App, visit: &Visit, unit: UnitId) -> Ctx {
    let actor = Actor {
        person: PersonId::default(),
        role: Role::ApprovalOfficer,
        unit,
        path: format!("/{unit}/"),
    };
    Ctx::new(actor, app.clock().now(), visit.reference.clone())
}
