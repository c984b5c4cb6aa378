//! A case at a glance.

use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::L10n;

use super::{
    Acts, CaseFrame, Sub, Which,
    checklist::{Item, checklist, moments},
    facts, heard,
    index::IndexCard,
    load,
    screened::{Screened, screened},
};
use crate::error::WebError;
use crate::office::Office;
use crate::page::{self, Page};
use crate::routes::encode;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Timeline};
use crate::visit::Visit;

/// Acts on the course of a case, offered here because they belong to no step.
const COURSE: &[&str] = &[
    "amend_matter",
    "answer_trigger",
    "raise_trigger",
    "resume",
    "suspend",
    "extend_term",
    "name_executing",
    "change_procedure",
    "void_entry",
    "withdraw",
    "withdraw_matter",
];

struct Round {
    label: String,
    url: String,
    opened: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "case/overview.html")]
struct Overview {
    page: Page,
    top: Markup,
    next: Vec<(String, String)>,
    index: IndexCard,
    rated: bool,
    facts: Facts,
    texts: Vec<(String, String)>,
    screening: Option<Screened>,
    screening_url: String,
    risk_url: String,
    consultation_url: String,
    acts: Acts,
    checklist: Vec<Item>,
    heard: Option<Facts>,
    timeline: Option<Timeline>,
    rounds: Vec<Round>,
}

/// `GET /items/{no}`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Overview);
    let index = IndexCard::of(l10n, &case);
    let moments = moments(l10n, &office, &case);
    page::show(&Overview {
        next: next_acts(l10n, &case),
        rated: !index.rows.is_empty(),
        index,
        facts: facts::facts(l10n, &case),
        texts: facts::texts(l10n, &case),
        screening: screened(l10n, &case, true),
        screening_url: Sub::Screening.url(&case),
        risk_url: Sub::Risk.url(&case),
        consultation_url: Sub::Consultation.url(&case),
        acts: Acts::of(l10n, &case, COURSE),
        checklist: checklist(l10n, &office, &case),
        heard: heard::heard(l10n, &case),
        timeline: (!moments.is_empty()).then_some(Timeline { moments }),
        rounds: rounds(l10n, &case),
        page,
        top,
    })
}

/// The work that the case waits for, as buttons of the head; at most two.
fn next_acts(l10n: L10n, case: &Case) -> Vec<(String, String)> {
    if !super::is_latest(case) {
        return Vec::new();
    }
    app::view::next_acts(&case.acts)
        .into_iter()
        .take(2)
        .map(|act| (l10n.code("act", act.code), super::acts::url(case, act)))
        .collect()
}

fn rounds(l10n: L10n, case: &Case) -> Vec<Round> {
    let all = &case.matter.state.assessments;
    let shown = case.assessment.as_ref().map(|a| a.state.ordinal);
    let no = encode(&case.matter.state.number);
    all.iter()
        .map(|a| Round {
            label: l10n.t1("case-round", "nth", a.ordinal),
            url: format!("/items/{no}?a={}", a.ordinal),
            opened: l10n.date(a.opened),
            current: Some(a.ordinal) == shown,
        })
        .collect()
}
