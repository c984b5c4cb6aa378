//! Two frozen versions of the report: its words section by section, and the
//! numbers of the record as of either freezing.

use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use documents::compare::numbers;
use documents::model::Language;
use domain::assessment::parts::Report;
use locale::{L10n, Lang};
use serde::Deserialize;

use super::difference::difference;
use super::name;
use super::routes::ReportCompare;
use super::values::at_freezing;
use crate::error::WebError;
use crate::form::Choice;
use crate::office::Office;
use crate::office::case::{CaseFrame, Sub, Which, load};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// Two versions of the report, by their numbers: the last two without them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    a: String,
    b: String,
}

/// A section in both.
struct Part {
    name: String,
    difference: Option<Markup>,
}

/// A number that differs.
struct Change {
    path: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "chapters/compare.html")]
struct ComparePage {
    page: Page,
    top: Markup,
    back: String,
    url: String,
    choices: Vec<Choice>,
    a: String,
    b: String,
    changed: String,
    changes: Vec<Change>,
    sections: Vec<Part>,
}

/// `GET /items/{no}/report/compare?a=1&b=2`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &Which::default()).await?;
    let loaded = case.assessment.as_ref().ok_or(WebError::NotFound)?;
    let reports = &loaded.state.reports;
    let last = reports.len();
    let (a, b) =
        (one(reports, &asked.a, last.saturating_sub(1).max(1))?, one(reports, &asked.b, last)?);
    let l10n = visit.l10n();
    let changes = changes(&office, l10n, &case, (a, b)).await?;
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Report);
    let choices = reports.iter().map(|report| {
        Choice::new(report.version.to_string(), l10n.t1("report-nth", "n", report.version))
    });
    page::show(&ComparePage {
        page,
        top,
        back: Sub::Report.url(&case),
        url: ReportCompare { no: case.matter.state.number.clone() }.url(),
        choices: choices.collect(),
        a: a.version.to_string(),
        b: b.version.to_string(),
        changed: l10n.t1("chapters-compare-changed", "count", changes.len()),
        changes,
        sections: sections(&office, l10n, &case, (a, b)),
    })
}

fn one<'a>(reports: &'a [Report], asked: &str, otherwise: usize) -> Result<&'a Report, WebError> {
    let number = if asked.is_empty() { otherwise } else { asked.parse().unwrap_or(0) };
    let found = number.checked_sub(1).and_then(|at| reports.get(at));
    found.ok_or(WebError::NotFound)
}

/// The sections of both: those of the rules in their order, then any other.
fn sections(office: &Office<'_>, l10n: L10n, case: &Case, (a, b): (&Report, &Report)) -> Vec<Part> {
    let known = case.report_sections(office.app, &office.ctx);
    let mut codes: Vec<&str> = known.iter().map(|item| item.code.as_str()).collect();
    for section in a.sections.iter().chain(&b.sections) {
        if !codes.contains(&section.code.as_str()) {
            codes.push(&section.code);
        }
    }
    let has = |code: &&str| a.sections.iter().chain(&b.sections).any(|one| one.code == **code);
    let part = |code: &str| {
        let item = known.iter().find(|item| item.code == code);
        let title = item.map_or_else(|| code.to_owned(), |item| name(l10n, item).to_owned());
        Part { name: title, difference: difference(text(case, a, code), text(case, b, code)) }
    };
    codes.into_iter().filter(has).map(part).collect()
}

fn text<'a>(case: &'a Case, report: &Report, code: &str) -> &'a str {
    let section = report.sections.iter().find(|section| section.code == code);
    section.and_then(|section| case.words.get(&section.text)).unwrap_or_default()
}

/// The numbers of the record that differ between the two freezings.
async fn changes(
    office: &Office<'_>,
    l10n: L10n,
    case: &Case,
    (a, b): (&Report, &Report),
) -> Result<Vec<Change>, WebError> {
    let before = at_freezing(office, case, l10n, a).await?;
    let after = at_freezing(office, case, l10n, b).await?;
    let language = if l10n.lang() == Lang::En { Language::En } else { Language::Zh };
    let missing =
        |value: Option<String>| value.unwrap_or_else(|| l10n.t("chapters-compare-missing"));
    let changes = numbers(&before, &after, language).into_iter().map(|change| Change {
        path: change.path,
        before: missing(change.before),
        after: missing(change.after),
    });
    Ok(changes.collect())
}
