//! `/c/grievance`: which matter, and what is the matter.

use app::grievance::{Brought, Place, Taken, choices, find, receive};
use app::{App, AppError, form::FieldError};
use askama::Template;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::grievance::MAX_TEXT;
use locale::{L10n, Msg};
use serde::Deserialize;

use super::{BringGrievance, GrievanceStatus};
use crate::error::WebError;
use crate::form::{Errors, Values, read_fields};
use crate::limit::{self, Peer};
use crate::office::gate::number;
use crate::office::grievance::entry::terms;
use crate::office::refusal::at_fields;
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::public::guarded;
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

/// The choice of a matter that is named by its number.
const BY_NUMBER: &str = "number";

/// A matter to choose.
struct Offer {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "grievance/write.html")]
struct WritePage {
    page: Page,
    summary: Markup,
    url: String,
    status: String,
    key: String,
    matters: Vec<Offer>,
    by_number: bool,
    no: String,
    text: String,
    fine: bool,
    /// Whether digits were pointed out, so that they can be confirmed.
    digits: bool,
    max: usize,
    /// What is wrong with the choice, the number and the words.
    wrong: [String; 3],
}

#[derive(Template)]
#[template(path = "grievance/sent.html")]
struct SentPage {
    page: Page,
    code: String,
    repeated: bool,
    facts: Facts,
    status: String,
}

/// The matter that a link already names.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    m: String,
}

pub(super) async fn ask(
    State(state): State<AppState>,
    visit: Visit,
    Query(named): Query<Named>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let key = app::consultation::new_key(app);
    let values = Values::new().with("key", key).with("matter", named.m);
    draw(app, &visit, &values, (Errors::new(), false)).await
}

/// Takes the grievance and shows number and code, or the form again.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    peer: Peer,
    request: Request,
) -> Result<Response, WebError> {
    let turn = limit::answers(&state, &peer);
    let values = read_fields(request, &state).await?;
    let next = BringGrievance.url();
    if let Some(asked) = guarded::question(&state, &visit, (&peer, turn), &values, next)? {
        return Ok(asked);
    }
    let app = state.app()?;
    let mut errors = Errors::new();
    let by_number = by_number(&values);
    let place = if by_number {
        // A check code must not be found by trying.
        limit::look_up(&state, &visit, &peer)?;
        numbered(app, values.get("no"), &mut errors).await?
    } else {
        listed(app, values.get("matter"), &mut errors).await?
    };
    let text = plain(values.get("text"));
    if text.trim().is_empty() {
        errors.add("text", Msg::new("grievance-fault-empty"));
    }
    let Some(place) = place.filter(|_| errors.is_empty()) else {
        return draw(app, &visit, &values, (errors, false)).await;
    };
    let brought = Brought {
        key: values.get("key"),
        matter: place.matter,
        text: &text,
        digits_are_fine: values.has("fine"),
    };
    match receive(app, &brought).await {
        Ok(taken) => sent(&visit, taken),
        Err(error) => {
            let pointed = |f: &FieldError| f.code == "grievance_digits";
            let digits = matches!(&error, AppError::Invalid(f) if f.iter().any(pointed));
            at_fields(error, &["text", "matter"], &mut errors).map_err(web_error)?;
            draw(app, &visit, &values, (errors, digits)).await
        }
    }
}

/// Whether the matter is named by its number: chosen so, or nothing else chosen.
fn by_number(values: &Values) -> bool {
    let chosen = values.get("matter");
    chosen == BY_NUMBER || (chosen.is_empty() && !values.get("no").trim().is_empty())
}

/// Words without characters that no page can show.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

async fn listed(app: &App, slug: &str, errors: &mut Errors) -> Result<Option<Place>, WebError> {
    let chosen = Some(slug).filter(|slug| !slug.is_empty());
    let place = find(app, chosen, None).await.map_err(web_error)?;
    if place.is_none() {
        errors.add("matter", Msg::new("grievance-fault-matter"));
    }
    Ok(place)
}

/// A wrong code and an unknown number look the same.
async fn numbered(app: &App, typed: &str, errors: &mut Errors) -> Result<Option<Place>, WebError> {
    let Some(asked) = number::parse(typed) else {
        errors.add("no", Msg::new("grievance-fault-form"));
        return Ok(None);
    };
    let found = app::numbers::asked_for(app, &asked.number).await.map_err(web_error)?;
    let found = found.unwrap_or_default().number;
    let right = app.check_code(&found);
    let place = if number::same(&right, asked.code.as_deref().unwrap_or_default()) {
        find(app, None, Some(&found)).await.map_err(web_error)?
    } else {
        None
    };
    if place.is_none() {
        errors.add("no", Msg::new("grievance-fault-number"));
    }
    Ok(place)
}

async fn draw(
    app: &App,
    visit: &Visit,
    values: &Values,
    (errors, digits): (Errors, bool),
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let matters = choices(app).await.map_err(web_error)?;
    let chosen = values.get("matter");
    let wrong = ["matter", "no", "text"].map(|field| said(l10n, &errors, field));
    let items = ["matter", "no", "text"]
        .into_iter()
        .zip(&wrong)
        .filter(|(_, words)| !words.is_empty())
        .map(|(field, words)| (format!("f-{field}"), words.clone()));
    let page = Page::new(visit, l10n.t("grievance-title")).shell(Shell::Public);
    let drawn = page::show(&WritePage {
        page: page.errors(!errors.is_empty()),
        summary: crate::form::summary(l10n, items.collect()),
        url: BringGrievance.url(),
        status: GrievanceStatus.url(),
        key: values.get("key").to_owned(),
        by_number: by_number(values) || matters.is_empty(),
        matters: matters.into_iter().filter_map(|place| option(l10n, place, chosen)).collect(),
        no: values.get("no").chars().take(60).collect(),
        text: values.get("text").to_owned(),
        fine: values.has("fine"),
        digits: digits || values.has("fine"),
        max: MAX_TEXT,
        wrong,
    })?;
    let faulty = !errors.is_empty();
    Ok(if faulty { (StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response() } else { drawn })
}

fn option(l10n: L10n, place: Place, chosen: &str) -> Option<Offer> {
    let value = place.slug?;
    let label = place.title.unwrap_or_else(|| l10n.t("case-erased"));
    Some(Offer { chosen: value == chosen, value, label })
}

fn said(l10n: L10n, errors: &Errors, field: &str) -> String {
    errors.of(field).map(|msg| l10n.say(msg)).unwrap_or_default()
}

fn sent(visit: &Visit, taken: Taken) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    page::show(&SentPage {
        page: Page::new(visit, l10n.t("grievance-sent-title")).shell(Shell::Public),
        facts: terms(l10n, &taken),
        code: taken.code,
        repeated: taken.repeated,
        status: GrievanceStatus.url(),
    })
}
