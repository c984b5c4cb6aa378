//! `/c/grievance/status`: what became of a grievance. The code is sent in the body
//! and never stands in an address.

use app::grievance::{Status, status};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use locale::L10n;

use super::{BringGrievance, GrievanceStatus};
use crate::error::WebError;
use crate::form::read_fields;
use crate::limit::{self, Peer};
use crate::office::grievance::standing_tag;
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Moment, Note, NoteKind, Timeline};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "grievance/status.html")]
struct StatusPage {
    page: Page,
    url: String,
    bring: String,
    typed: String,
    note: Option<Note>,
    facts: Option<Facts>,
    history: Option<Timeline>,
}

pub(super) async fn ask(visit: Visit) -> Result<Response, WebError> {
    draw(&visit, String::new(), None, None)
}

pub(super) async fn look_up(
    State(state): State<AppState>,
    visit: Visit,
    peer: Peer,
    request: Request,
) -> Result<Response, WebError> {
    limit::look_up(&state, &visit, &peer)?;
    let values = read_fields(request, &state).await?;
    let typed: String = values.get("code").chars().take(60).collect();
    let found = status(state.app()?, &typed).await.map_err(web_error)?;
    let Some(found) = found else {
        let note = Note::new(NoteKind::Warn, "", visit.l10n().t("grievance-unknown"));
        let drawn = draw(&visit, typed, Some(note), None)?;
        return Ok((StatusCode::NOT_FOUND, drawn).into_response());
    };
    draw(&visit, typed, None, Some(&found))
}

fn draw(
    visit: &Visit,
    typed: String,
    note: Option<Note>,
    found: Option<&Status>,
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    page::show(&StatusPage {
        page: Page::new(visit, l10n.t("grievance-status-title")).shell(Shell::Public),
        url: GrievanceStatus.url(),
        bring: BringGrievance.url(),
        typed,
        note,
        facts: found.map(|found| facts(l10n, found)),
        history: found.map(|found| Timeline { moments: history(l10n, found) }),
    })
}

fn facts(l10n: L10n, found: &Status) -> Facts {
    let number =
        Markup::trusted(format!("<span class=\"mono\">{}</span>", Markup::text(&found.number)));
    let mut facts = Facts::new()
        .markup(l10n.t("grievance-number"), number)
        .fact(
            l10n.t("grievance-about"),
            found.title.clone().unwrap_or_else(|| l10n.t("case-erased")),
        )
        .markup(l10n.t("grievance-state"), standing_tag(l10n, found.standing));
    if let Some(summary) = &found.summary {
        facts = facts.fact(l10n.t("grievance-summary"), summary);
    }
    if let Some(due) = found.due {
        let key = match found.standing {
            domain::grievance::Standing::Received => "grievance-acknowledge-by",
            domain::grievance::Standing::Answered => "grievance-close-by",
            _ => "grievance-answer-by",
        };
        facts = facts.fact(l10n.t(key), l10n.date_long(due));
    }
    facts
}

fn history(l10n: L10n, found: &Status) -> Vec<Moment> {
    let words = |text: &Option<String>| text.clone().unwrap_or_else(|| l10n.t("case-erased"));
    let moment = |on: Date, text: String, detail: String| {
        (on, Moment { time: l10n.date_long(on), text, detail, warn: false, todo: false })
    };
    let mut all = Vec::new();
    let plain = |on: Date, key: &str| moment(on, l10n.t(key), String::new());
    all.extend(found.received.map(|on| plain(on, "grievance-was-received")));
    if let Some(on) = found.acknowledged.filter(|_| found.returned.is_none()) {
        all.push(plain(on, "grievance-was-acknowledged"));
        if let Some((until, reason)) = &found.extended {
            let text = l10n.t1("grievance-was-extended", "day", l10n.date_long(*until));
            all.push(moment(on, text, words(reason)));
        }
    }
    for (on, level) in &found.escalations {
        let level = l10n.code("grievance-level", level.code());
        all.push(moment(*on, l10n.t1("grievance-was-escalated", "level", level), String::new()));
    }
    for (on, answer) in &found.answers {
        all.push(moment(*on, l10n.t("grievance-was-answered"), words(answer)));
    }
    if let Some((on, note)) = &found.closed {
        all.push(moment(*on, l10n.t("grievance-was-closed"), words(note)));
    }
    if let Some((on, ground, note)) = &found.returned {
        let ground = l10n.code("grievance-ground", ground.code());
        all.push(moment(*on, l10n.t1("grievance-was-returned", "ground", ground), words(note)));
    }
    all.sort_by_key(|(on, _)| *on);
    all.into_iter().map(|(_, moment)| moment).collect()
}
