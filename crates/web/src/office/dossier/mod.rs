//! The parts of a case after its screening: plan, consultation, report, review,
//! filing and decision, tracking, and the trail of everything that happened.

mod audit;
mod audit_file;
mod consultation;
mod filing;
mod meetings;
mod opinions;
mod parts;
mod plan;
mod report;
mod review;
mod tracking;
mod trail;

use app::view::Case;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;

use self::parts::{Content, Dossier};
pub(crate) use self::trail::event_words;
use super::case::{Acts, CaseFrame, Sub, Which, load};
use super::chapters::Shelf;
use super::{Office, web_error};
use crate::error::WebError;
use crate::page::{self, Page};
use crate::routes::mount;
use crate::state::AppState;
use crate::ui::{Empty, Markup};
use crate::visit::Visit;

/// Addresses of the parts of a case.
pub(crate) mod routes {
    crate::routes! {
        /// Plan and groups.
        ItemPlan { no } = "/items/{no}/plan", get: Page, access: Action("VIEW_MATTER");
        /// Notices, activities, opinions.
        ItemConsultation { no } = "/items/{no}/consultation", get: Page, access: Action("VIEW_MATTER");
        /// Versions of the report.
        ItemReport { no } = "/items/{no}/report", get: Page, access: Action("VIEW_MATTER");
        /// Reviews of the report.
        ItemReview { no } = "/items/{no}/review", get: Page, access: Action("VIEW_MATTER");
        /// Filing, legality review, decision.
        ItemFiling { no } = "/items/{no}/filing", get: Page, access: Action("VIEW_MATTER");
        /// Check-ins, incidents, triggers, end of the case.
        ItemTracking { no } = "/items/{no}/tracking", get: Page, access: Action("VIEW_MATTER");
        /// The trail of a case, and the case as it stood on a day.
        ItemAudit { no } = "/items/{no}/audit", get: Page, access: Action("VIEW_AUDIT");
        /// The whole trail as a workbook.
        ItemAuditFile { no } = "/items/{no}/audit/export", get: Page, access: Action("VIEW_AUDIT");
    }
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<routes::ItemPlan>(router, state, get(plan_page));
    let router = mount::<routes::ItemConsultation>(router, state, get(consultation_page));
    let router = mount::<routes::ItemReport>(router, state, get(report_page));
    let router = mount::<routes::ItemReview>(router, state, get(review_page));
    let router = mount::<routes::ItemFiling>(router, state, get(filing_page));
    let router = mount::<routes::ItemTracking>(router, state, get(tracking_page));
    let router = mount::<routes::ItemAuditFile>(router, state, get(audit_file::download));
    mount::<routes::ItemAudit>(router, state, get(audit::show))
}

#[derive(Template)]
#[template(path = "dossier/page.html")]
struct DossierPage {
    page: Page,
    top: Markup,
    acts: Markup,
    content: Content,
}

type Address = (State<AppState>, Visit, Path<String>, Query<Which>);

async fn plan_page(
    at: State<AppState>,
    v: Visit,
    no: Path<String>,
    a: Query<Which>,
) -> Result<Response, WebError> {
    show((at, v, no, a), Sub::Plan, &["adopt_plan"], plan::content).await
}

async fn consultation_page(
    at: State<AppState>,
    v: Visit,
    no: Path<String>,
    a: Query<Which>,
) -> Result<Response, WebError> {
    show((at, v, no, a), Sub::Consultation, consultation::ACTS, consultation::content).await
}

async fn report_page(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let (lines, _) = app::view::entries(office.app, &case).await.map_err(web_error)?;
    let (hashes, shelf) = (report::hashes(&lines), Shelf::frozen(&office, &case).await?);
    lay_out(&office, &visit, &case, Sub::Report, &["freeze_report"], |d| {
        report::content(d, &hashes, &shelf)
    })
}

async fn review_page(
    at: State<AppState>,
    v: Visit,
    no: Path<String>,
    a: Query<Which>,
) -> Result<Response, WebError> {
    show((at, v, no, a), Sub::Review, review::ACTS, review::content).await
}

async fn filing_page(
    at: State<AppState>,
    v: Visit,
    no: Path<String>,
    a: Query<Which>,
) -> Result<Response, WebError> {
    show((at, v, no, a), Sub::Filing, filing::ACTS, filing::content).await
}

async fn tracking_page(
    at: State<AppState>,
    v: Visit,
    no: Path<String>,
    a: Query<Which>,
) -> Result<Response, WebError> {
    show((at, v, no, a), Sub::Tracking, tracking::ACTS, tracking::content).await
}

/// A part of a case: its frame, the acts that belong to it, its content.
async fn show(
    (State(state), visit, Path(no), Query(which)): Address,
    sub: Sub,
    acts: &[&str],
    content: impl FnOnce(&Dossier<'_>) -> Content,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    lay_out(&office, &visit, &case, sub, acts, content)
}

/// The page of a part of a case that was read.
fn lay_out(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    sub: Sub,
    acts: &[&str],
    content: impl FnOnce(&Dossier<'_>) -> Content,
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, sub);
    let content = match &case.assessment {
        Some(assessment) => content(&Dossier { l10n, office, case, state: &assessment.state }),
        None => not_open(visit, case),
    };
    let acts = Acts::of(l10n, case, acts);
    let acts = if acts.is_empty() { Markup::default() } else { Markup::render(&acts) };
    page::show(&DossierPage { page, top, acts, content })
}

/// Before the screening was confirmed there is nothing to show.
fn not_open(visit: &Visit, case: &Case) -> Content {
    let l10n = visit.l10n();
    let way = (l10n.t("dossier-not-open-link"), Sub::Screening.url(case));
    Content::empty(Empty {
        icon: "route",
        title: l10n.t("dossier-not-open"),
        lead: l10n.t("dossier-not-open-lead"),
        action: Some(way),
    })
}
