//! `/c/{slug}/discuss`: statements to agree or disagree with, in one visit.
//! Nothing is stored before the ballot is sent, and nobody comes back to it.

use app::consultation::{self, RoundSheet, Sheet, Voted};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::codes::Stance;
use domain::consultation::answer::Fault;
use domain::consultation::round::ballot::{OWN, VOTE, VOTES};
use locale::L10n;

use super::{
    Discuss, DiscussResults, KEY, Notice, Receipt,
    ask::{Ask, Look, Option_},
    fields,
};
use crate::error::WebError;
use crate::form::Values;
use crate::limit::{self, Peer};
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::public::guarded;
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "consult/discuss.html")]
struct DiscussPage {
    page: Page,
    unit: String,
    about: String,
    part: String,
    extended: Vec<String>,
    asks: Vec<Ask>,
    key: String,
    url: String,
    notice: String,
    summary: Markup,
    own_hint: String,
}

#[derive(Template)]
#[template(path = "consult/discuss_done.html")]
struct DonePage {
    page: Page,
    unit: String,
    code: String,
    repeated: bool,
    own: bool,
    receipt: String,
    notice: String,
}

#[derive(Template)]
#[template(path = "consult/discuss_closed.html")]
struct ClosedPage {
    page: Page,
    unit: String,
    period: String,
    notice: String,
    results: String,
}

/// The statements, in an order that belongs to a fresh key.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
    let Some(round) = &sheet.round else { return Err(WebError::NotFound) };
    let today = app::ctx::legal_day(app.clock().now());
    if !sheet.consultation.state.takes_votes(today) {
        return closed(&visit, &sheet);
    }
    let key = consultation::new_key(app);
    draw(&visit, (&sheet, round), &Values::new().with(KEY, key), &[])
}

/// Takes the ballot and shows the receipt.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    peer: Peer,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, WebError> {
    let turn = limit::answers(&state, &peer);
    let values = fields(request, &state).await?;
    let next = Discuss { slug: slug.clone() }.url();
    if let Some(asked) = guarded::question(&state, &visit, (&peer, turn), &values, next)? {
        return Ok(asked);
    }
    let app = state.app()?;
    let now = app.clock().now();
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let filled: Vec<(String, String)> = values.iter().map(own).collect();
    let given = consultation::vote(app, &slug, values.get(KEY), &filled, now).await;
    let given = given.map_err(web_error)?;
    let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
    let Some(round) = &sheet.round else { return Err(WebError::NotFound) };
    match given {
        Voted::Closed => closed(&visit, &sheet),
        Voted::Faults(faults) => draw(&visit, (&sheet, round), &values, &faults),
        Voted::Receipt { code, repeated, own } => page::show(&DonePage {
            page: Page::new(&visit, visit.l10n().t("consult-done-title")).shell(Shell::Public),
            unit: sheet.unit.clone(),
            code,
            repeated,
            own,
            receipt: Receipt.url(),
            notice: Notice { slug }.url(),
        }),
    }
}

/// What is wrong with a field; empty when nothing is.
fn fault(l10n: L10n, faults: &[Fault], field: &str, round: &RoundSheet) -> String {
    let found = faults.iter().find(|fault| fault.field == field);
    found.map_or_else(String::new, |fault| match fault.code {
        "too_long" => l10n.t1("discuss-own-long", "max", round.rule.max_characters),
        code => l10n.code("consult-fault", code),
    })
}

/// One statement with its three answers, and the one that passes it over.
fn ask(
    l10n: L10n,
    values: &Values,
    faults: &[Fault],
    round: &RoundSheet,
    (number, words): (u32, &str),
) -> Ask {
    let name = format!("{VOTE}{number}");
    let given = values.get(&name);
    let option = |value: &str, label: String| Option_ {
        value: value.to_owned(),
        label,
        chosen: given == value,
    };
    let stances = Stance::ALL.iter().map(|s| option(s.code(), l10n.code("stance", s.code())));
    let skip = option("", l10n.t("discuss-skip"));
    Ask {
        id: format!("v-{number}"),
        legend: words.to_owned(),
        hint: String::new(),
        look: Look::Scale,
        options: stances.chain([skip]).collect(),
        text: String::new(),
        error: fault(l10n, faults, &name, round),
        max: 0,
        parts: Vec::new(),
        inner: false,
        none: String::new(),
        name,
    }
}

fn own(l10n: L10n, values: &Values, faults: &[Fault], round: &RoundSheet) -> Ask {
    Ask {
        id: "own".to_owned(),
        name: OWN.to_owned(),
        legend: l10n.t("discuss-own"),
        hint: l10n.t1("discuss-own-hint", "max", round.rule.max_characters),
        look: Look::Text,
        options: Vec::new(),
        text: values.get(OWN).to_owned(),
        error: fault(l10n, faults, OWN, round),
        max: usize::try_from(round.rule.max_characters).unwrap_or(usize::MAX),
        parts: Vec::new(),
        inner: false,
        none: String::new(),
    }
}

/// Numbers of the statements of this page. One that came in meanwhile may have
/// changed the sample; what was voted on stays.
fn seen(round: &RoundSheet, values: &Values) -> Vec<u32> {
    let mut seen = consultation::order(round, values.get(KEY));
    for number in round.statements.keys() {
        let voted = !values.get(&format!("{VOTE}{number}")).is_empty();
        if voted && !seen.contains(number) {
            seen.push(*number);
        }
    }
    seen
}

fn draw(
    visit: &Visit,
    (sheet, round): (&Sheet, &RoundSheet),
    values: &Values,
    faults: &[Fault],
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let slug = sheet.consultation.state.slug.clone();
    let key = values.get(KEY).to_owned();
    let seen = seen(round, values);
    let statements = seen.iter().filter_map(|n| Some((*n, round.statements.get(n)?.as_str())));
    let mut asks: Vec<Ask> =
        statements.map(|statement| ask(l10n, values, faults, round, statement)).collect();
    let all = round.statements.len();
    let part = if seen.len() < all {
        l10n.t2("discuss-part", ("n", seen.len()), ("all", all))
    } else {
        String::new()
    };
    asks.push(own(l10n, values, faults, round));
    let first = asks.first().map(|ask| ask.id.clone()).unwrap_or_default();
    let whole = fault(l10n, faults, VOTES, round);
    let mut errors: Vec<(String, String)> = asks
        .iter()
        .filter(|ask| !ask.error.is_empty())
        .map(|ask| (ask.id.clone(), format!("{} {}", ask.legend, ask.error)))
        .collect();
    errors.extend((!whole.is_empty()).then(|| (first.clone(), whole)));
    // A vote on what is no statement of this page stands in no field of it.
    if errors.is_empty() && !faults.is_empty() {
        errors.push((first, l10n.t("consult-fault-choice")));
    }
    let drawn = page::show(&DiscussPage {
        page: Page::new(visit, l10n.t("discuss-title"))
            .shell(Shell::Public)
            .errors(!errors.is_empty()),
        unit: sheet.unit.clone(),
        about: sheet.title.clone(),
        part,
        extended: super::discuss_results::extended(l10n, round),
        key,
        url: Discuss { slug: slug.clone() }.url(),
        notice: Notice { slug }.url(),
        summary: crate::form::summary(l10n, errors),
        own_hint: l10n.t("discuss-own-lead"),
        asks,
    })?;
    let faulty = !faults.is_empty();
    Ok(if faulty { (StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response() } else { drawn })
}

fn closed(visit: &Visit, sheet: &Sheet) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let state = &sheet.consultation.state;
    let round = state.round.as_ref();
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date_long(d)).unwrap_or_default();
    let (from, to) = (day(round.map(|r| r.from)), day(round.map(|r| r.to)));
    let drawn = page::show(&ClosedPage {
        page: Page::new(visit, l10n.t("discuss-closed-title")).shell(Shell::Public),
        unit: sheet.unit.clone(),
        period: l10n.t2("consult-period", ("from", from), ("to", to)),
        notice: Notice { slug: state.slug.clone() }.url(),
        results: DiscussResults { slug: state.slug.clone() }.url(),
    })?;
    Ok((StatusCode::CONFLICT, drawn).into_response())
}
