//! `/c/receipt`: a holder of a receipt sees that the answer is among the sealed
//! ones. The code is sent in the body and never stands in an address.

use app::consultation::{self, Checked, NotCounted, Subject, TextFate};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use locale::L10n;
use serde_json::json;

use super::results::topic_state;
use super::{Notice, Receipt, ResultsPage, fields};
use crate::error::WebError;
use crate::limit::{self, Peer};
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Note, NoteKind};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "consult/receipt.html")]
struct ReceiptPage {
    page: Page,
    url: String,
    typed: String,
    note: Option<Note>,
    facts: Option<Facts>,
    proof: Option<String>,
    /// What became of each text: a sentence, then the topic with its reply.
    texts: Vec<(String, Option<(String, String)>)>,
    notice: Option<String>,
    results: Option<String>,
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
    let values = fields(request, &state).await?;
    let typed: String = values.get("code").chars().take(60).collect();
    let found = consultation::check_receipt(state.app()?, &typed).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let Some(found) = found else {
        let note = Note::new(NoteKind::Warn, "", l10n.t("consult-receipt-unknown"));
        let drawn = draw(&visit, typed, Some(note), None)?;
        return Ok((StatusCode::NOT_FOUND, drawn).into_response());
    };
    let sound = found.unchanged != Some(false) && found.proof.as_ref().is_none_or(|p| p.holds);
    let (kind, key) = match (sound, found.proof.is_some(), found.subject) {
        (false, ..) => (NoteKind::Bad, "consult-receipt-broken"),
        (true, true, Subject::Answer) => (NoteKind::Ok, "consult-receipt-sealed"),
        (true, false, Subject::Answer) => (NoteKind::Info, "consult-receipt-unsealed"),
        (true, true, Subject::Votes) => (NoteKind::Ok, "discuss-receipt-sealed"),
        (true, false, Subject::Votes) => (NoteKind::Info, "discuss-receipt-unsealed"),
    };
    let note = match found.excluded.as_ref().filter(|_| sound) {
        Some(excluded) => Note::new(NoteKind::Warn, "", not_counted(l10n, excluded)),
        None => Note::new(kind, "", l10n.t(key)),
    };
    draw(&visit, typed, Some(note), Some(found))
}

/// That the answer is not counted, and why.
fn not_counted(l10n: L10n, excluded: &NotCounted) -> String {
    let cause = l10n.code("exclusion-cause", excluded.cause.code());
    let reason = excluded.reason.clone().unwrap_or_else(|| l10n.t("case-erased"));
    l10n.t2("consult-receipt-excluded", ("cause", cause), ("reason", reason))
}

fn draw(
    visit: &Visit,
    typed: String,
    note: Option<Note>,
    found: Option<Checked>,
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let published = |found: &Checked| found.standing == domain::consultation::Standing::Published;
    page::show(&ReceiptPage {
        page: Page::new(visit, l10n.t("consult-receipt-title")).shell(Shell::Public),
        url: Receipt.url(),
        typed,
        note,
        facts: found.as_ref().map(|found| facts(visit, found)),
        proof: found.as_ref().and_then(proof),
        texts: found.as_ref().map(|f| texts(visit, f)).unwrap_or_default(),
        notice: found.as_ref().map(|f| Notice { slug: f.slug.clone() }.url()),
        results: found
            .as_ref()
            .filter(|f| published(f))
            .map(|f| ResultsPage { slug: f.slug.clone() }.url()),
    })
}

fn facts(visit: &Visit, found: &Checked) -> Facts {
    let l10n = visit.l10n();
    let stored = match found.unchanged {
        Some(true) => "consult-receipt-unchanged",
        Some(false) => "consult-receipt-changed",
        None => "consult-receipt-deleted",
    };
    let facts = Facts::new()
        .fact(l10n.t("consult-receipt-number"), found.number.to_string())
        .fact(l10n.t("consult-receipt-stored"), l10n.t(stored));
    let Some(proof) = &found.proof else { return facts };
    let mono = |text: &str| {
        Markup::trusted(format!("<span class=\"mono wrap\">{}</span>", Markup::text(text)))
    };
    facts
        .fact(l10n.t("consult-receipt-seal"), l10n.date_long(proof.seal.on))
        .fact(l10n.t("consult-receipt-size"), proof.seal.seal.size.to_string())
        .markup(l10n.t("consult-receipt-root"), mono(&proof.seal.seal.root))
}

/// What became of the words that were written; never the words themselves.
fn texts(visit: &Visit, found: &Checked) -> Vec<(String, Option<(String, String)>)> {
    let l10n = visit.l10n();
    let one = |fate: &TextFate| {
        let said = match &fate.reason {
            Some(reason) => l10n.t2(
                "consult-text-not-whole",
                ("what", l10n.code("moderated", &fate.state)),
                ("reason", l10n.code("text-fault", reason)),
            ),
            None => l10n.code("consult-text", &fate.state),
        };
        let topic = fate.topic.as_ref().map(|topic| {
            let words = topic.topic.clone().unwrap_or_else(|| l10n.t("case-erased"));
            let state = topic_state(l10n, topic);
            let head = l10n.t2("consult-text-topic", ("topic", words), ("state", state));
            (head, topic.reply.clone().unwrap_or_default())
        });
        (said, topic)
    };
    found.texts.iter().map(one).collect()
}

/// The proof for programs of others (RFC 6962).
fn proof(found: &Checked) -> Option<String> {
    let proof = found.proof.as_ref()?;
    let text = json!({
        "leaf": proof.leaf,
        "position": proof.position,
        "size": proof.seal.seal.size,
        "root": proof.seal.seal.root,
        "path": proof.path,
    });
    serde_json::to_string_pretty(&text).ok()
}
