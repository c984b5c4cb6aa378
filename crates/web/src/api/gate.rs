//! `GET /api/v1/gate/{number}?gate=APPROVAL`.

use app::{App, AppError, Ctx, directory::Units, matter::Answer};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use domain::{assessment::Parties, codes::Gate, gate::Finding, ids::UnitId, matter::Matter};
use locale::{L10n, Msg};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::WebError;
use crate::limit::{self, Peer};
use crate::office::gate::public::window;
use crate::office::gate::{number, told};
use crate::office::{Office, web_error};
use crate::state::AppState;
use crate::visit::Visit;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Ask {
    /// Code of the gate; `APPROVAL` without it.
    #[serde(default)]
    gate: Option<String>,
}

/// What the gate says.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    /// Number of the matter.
    number: String,
    /// Whether the number that was asked for is that of a filing whose place a
    /// later assessment took. What follows is said of the later one.
    superseded: bool,
    /// Code of the gate.
    gate: &'static str,
    /// Whether the matter may pass.
    cleared: bool,
    /// Whether it passes because no assessment is due.
    exempt: bool,
    /// Why it may not pass, in the language of the request.
    reasons: Vec<String>,
    /// What is missing, and who can supply it.
    missing: Vec<Missing>,
    /// The rule of the gate.
    rule: Rule,
    /// Code of the level after measures.
    level: Option<&'static str>,
    /// Code of the decided conclusion.
    conclusion: Option<&'static str>,
    /// Code of the conclusion that the report recommends, as long as none is
    /// decided. A recommendation lets nothing pass.
    recommendation: Option<&'static str>,
    /// Number of the filing.
    filing: Option<String>,
    /// Last day of the clearance.
    valid_until: Option<String>,
    /// Detached signature over the canonical form of everything else (RFC 8785).
    /// `null` means that this installation does not sign: the answer then only
    /// holds for whoever asked over a connection that they trust.
    signature: Option<String>,
}

/// A requirement that is not met.
#[derive(Debug, Serialize)]
struct Missing {
    /// Code of the requirement.
    requirement: &'static str,
    /// The unit and role that can supply it, in words.
    who: String,
    /// Code of the part that the unit plays.
    part: Option<&'static str>,
    /// Code of the role.
    role: Option<&'static str>,
}

/// Where the requirement is written.
#[derive(Debug, Serialize)]
struct Rule {
    /// Code of the rule.
    code: String,
    /// Its source.
    source: String,
}

pub(super) async fn answer(
    State(state): State<AppState>,
    visit: Visit,
    peer: Peer,
    headers: HeaderMap,
    Path(no): Path<String>,
    Query(ask): Query<Ask>,
) -> Result<Json<Said>, WebError> {
    let app = state.app()?;
    let ctx = caller(&state, app, &visit, (&peer, &headers)).await?;
    let wanted = ask.gate.as_deref().unwrap_or("APPROVAL").to_ascii_uppercase();
    let gate =
        Gate::from_code(&wanted).ok_or_else(|| WebError::Unreadable(Msg::new("door-api-gate")))?;
    let asked =
        number::parse(&no).ok_or_else(|| WebError::Unreadable(Msg::new("door-number-form")))?;
    let found = app::numbers::asked_for(app, &asked.number).await.map_err(web_error)?;
    let found = found.ok_or(WebError::UnknownNumber)?;
    let answer = app::matter::answer_by_number(app, &ctx, &found.number, gate).await;
    let answer = answer.map_err(|error| match error {
        AppError::NotFound => WebError::UnknownNumber,
        error => web_error(error),
    })?;
    let failed = |error: app::lists::StoreError| WebError::Unavailable(Box::new(error));
    let mut reader = app.store().read().await.map_err(failed)?;
    let units = app.units_now(&mut reader).await.map_err(web_error)?;
    let matter = reader.load::<Matter>(answer.matter).await.map_err(failed)?;
    let parties = matter.as_ref().and_then(|m| m.state.parties.as_ref());
    Ok(Json(Said { superseded: found.superseded, ..said(visit.l10n(), answer, parties, &units) }))
}

/// In whose name the question is asked: the session's post, or the unit of the
/// token. Without either a number alone shows nothing. Questions are counted for
/// each token and person, tries without a right token for each address.
async fn caller(
    state: &AppState,
    app: &App,
    visit: &Visit,
    (peer, headers): (&Peer, &HeaderMap),
) -> Result<Ctx, WebError> {
    if visit.user.is_some() {
        limit::look_up(state, visit, peer)?;
        return Ok(Office::of(state, visit)?.ctx);
    }
    let Some((token, unit)) = token_unit(state, headers) else {
        limit::look_up(state, visit, peer)?;
        return Err(WebError::SignIn);
    };
    state.count(("token", token.as_bytes()), state.config.limits.token_per_minute)?;
    let failed = |error: app::lists::StoreError| WebError::Unavailable(Box::new(error));
    let mut reader = app.store().read().await.map_err(failed)?;
    let unit = reader.unit_by_code(&unit).await.map_err(failed)?.ok_or(WebError::SignIn)?;
    Ok(window(app, visit, UnitId::new(unit.id)))
}

/// The hash of the token that was sent, and its unit. Every configured hash is compared, so
/// that the time tells nothing about which one came close.
fn token_unit(state: &AppState, headers: &HeaderMap) -> Option<(String, String)> {
    let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let token = sent.strip_prefix("Bearer ").or_else(|| sent.strip_prefix("bearer "))?.trim();
    let hash = hex::encode(Sha256::digest(token.as_bytes()));
    let unit = state
        .config
        .gate
        .tokens
        .iter()
        .filter(|known| number::same(&known.sha256.to_ascii_lowercase(), &hash))
        .fold(None, |_, known| Some(known.unit.clone()))?;
    Some((hash, unit))
}

fn said(l10n: L10n, answer: Answer, parties: Option<&Parties>, units: &Units) -> Said {
    let verdict = &answer.verdict;
    let missing = |finding: &Finding| Missing {
        requirement: told::code(finding.requirement),
        who: told::who(l10n, parties, units, (finding.part, finding.role)),
        part: finding.part.map(domain::codes::Part::code),
        role: finding.role.map(domain::codes::Role::code),
    };
    Said {
        superseded: false,
        gate: verdict.gate.code(),
        cleared: verdict.cleared,
        exempt: verdict.exempt,
        reasons: told::reasons(l10n, verdict),
        missing: verdict.findings.iter().filter(|f| !f.met).map(missing).collect(),
        rule: Rule { code: verdict.rule.clone(), source: answer.rule.item.source.clone() },
        level: verdict.level.map(domain::codes::Level::code),
        conclusion: verdict.conclusion.map(domain::codes::Conclusion::code),
        recommendation: verdict.recommended.map(domain::codes::Conclusion::code),
        filing: verdict.filing.clone(),
        valid_until: verdict.valid_until.map(|day| day.to_string()),
        signature: None,
        number: answer.number,
    }
}
