//! `/c/{slug}`: what is asked, of whom, until when, and what is promised.

use app::consultation::{self, Decided};
use app::{App, grievance};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::consultation::Standing;
use locale::L10n;

use super::{Discuss, DiscussResults, Receipt, ResultsPage, Step};
use crate::error::WebError;
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::public::grievance::BringGrievance;
use crate::routes::{Route as _, encode};
use crate::state::AppState;
use crate::ui::{Band, Tag};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "consult/notice.html")]
struct NoticePage {
    page: Page,
    unit: String,
    state: Tag,
    period: String,
    left: String,
    about: Vec<String>,
    over: bool,
    decided: Option<String>,
    shortened: Option<String>,
    groups: Vec<String>,
    begin: Option<String>,
    results: Option<String>,
    /// Where people vote on statements, and what they found.
    discuss: Option<String>,
    discussed: Option<String>,
    receipt: String,
    below: String,
    by_letter: bool,
    version: String,
    /// Where grievances about the matter are brought, and how many there are.
    grievance: Option<(String, String)>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let today = app::ctx::legal_day(app.clock().now());
    let notice = consultation::notice(app, &slug, today).await.map_err(web_error)?;
    let results = consultation::results(app, None, &slug).await.map_err(web_error)?;
    let (l10n, sheet) = (visit.l10n(), &notice.sheet);
    let facts = &sheet.consultation.state;
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date_long(d)).unwrap_or_default();
    let (band, key) = match (facts.standing, notice.takes_answers) {
        (Standing::Open, true) => (Band::Info, "consult-state-open"),
        (Standing::Open, false) if facts.from.is_some_and(|from| today < from) => {
            (Band::Plain, "consult-state-soon")
        }
        (Standing::Published, _) => (Band::Low, "consult-state-published"),
        _ => (Band::Plain, "consult-state-over"),
    };
    let left =
        facts.to.filter(|_| notice.takes_answers).and_then(|to| (to - today).get_days().into());
    let english = l10n.lang() == locale::Lang::En;
    let grievance = brought(app, l10n, &notice, today).await?;
    page::show(&NoticePage {
        page: Page::new(&visit, &sheet.title).shell(Shell::Public),
        unit: sheet.unit.clone(),
        state: Tag::new(band, l10n.t(key)),
        period: l10n.t2("consult-period", ("from", day(facts.from)), ("to", day(facts.to))),
        left: left.map(|days: i32| l10n.t1("consult-days-left", "count", days)).unwrap_or_default(),
        about: sheet
            .about
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned)
            .collect(),
        over: facts.is_over(today),
        decided: notice.decided.as_ref().map(|decided| decision(l10n, decided)),
        shortened: sheet.shortened.clone(),
        groups: sheet.form.strata.iter().map(|s| s.words.get(english).to_owned()).collect(),
        begin: notice.takes_answers.then(|| Step { slug: slug.clone(), n: "1".into() }.url()),
        discuss: facts.takes_votes(today).then(|| Discuss { slug: slug.clone() }.url()),
        discussed: (facts.is_over(today) && sheet.round.is_some())
            .then(|| DiscussResults { slug: slug.clone() }.url()),
        results: (facts.standing == Standing::Published).then(|| ResultsPage { slug }.url()),
        receipt: Receipt.url(),
        by_letter: facts.by_letter,
        below: l10n.t1("consult-promise-small", "n", results.below),
        version: l10n.t1("consult-version", "n", facts.form_version),
        grievance,
    })
}

/// Once the matter is decided: the way to bring a grievance, and how many came, in
/// steps of the number below which the public is not told.
async fn brought(
    app: &App,
    l10n: L10n,
    notice: &consultation::Notice,
    today: jiff::civil::Date,
) -> Result<Option<(String, String)>, WebError> {
    let state = &notice.sheet.consultation.state;
    let (Some(matter), Some(_)) = (state.matter, &notice.decided) else { return Ok(None) };
    let place = grievance::find(app, Some(&state.slug), None).await.map_err(web_error)?;
    if place.is_none() {
        return Ok(None);
    }
    let counted = grievance::of_public(app, matter.uuid(), &state.rules, today).await;
    let (count, below) = counted.map_err(web_error)?;
    let told = if count == 0 {
        l10n.t1("grievance-public-few", "n", below)
    } else {
        l10n.t1("grievance-public-count", "n", count)
    };
    let url = format!("{}?m={}", BringGrievance.url(), encode(&state.slug));
    Ok(Some((url, told)))
}

/// The decision in words, with its day.
fn decision(l10n: L10n, decided: &Decided) -> String {
    l10n.t2(
        "consult-decided-on",
        ("conclusion", l10n.code("conclusion", &decided.conclusion)),
        ("day", l10n.date_long(decided.on)),
    )
}
