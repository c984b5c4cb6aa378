//! `/items/{no}/measures`.

use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::{
    assessment::{
        Assessment,
        parts::{Factor, Measure, Opinion},
    },
    ids::FactorId,
};
use jiff::civil::Date;
use locale::L10n;

use super::status_tag;
use crate::error::WebError;
use crate::office::Office;
use crate::office::case::{Acts, CaseFrame, Sub, Which, file_list, load, maybe_text, text_of};
use crate::page::{self, Page};
use crate::state::AppState;
use crate::ui::{Band, Markup, Note, NoteKind, Tag};
use crate::visit::Visit;

const ACTS: &[&str] =
    &["record_opinion", "answer_opinion", "set_measure", "close_measures", "report_progress"];

/// One measure.
struct Row {
    label: String,
    title: String,
    acceptance: String,
    hierarchy: String,
    factors: Vec<String>,
    owner: String,
    helper: String,
    dates: String,
    before_start: bool,
    status: Tag,
    progress: Vec<Step>,
}

/// One note on its progress.
struct Step {
    day: String,
    status: Tag,
    note: String,
    files: Markup,
}

/// One topic that people raised, and the measures that answer it.
struct Raised {
    topic: String,
    count: String,
    disposition: Tag,
    reply: String,
    factors: Vec<String>,
    measures: Vec<String>,
}

#[derive(Template)]
#[template(path = "measures/of_case.html")]
struct Show {
    page: Page,
    top: Markup,
    acts: Acts,
    late: Option<Note>,
    rows: Vec<Row>,
    raised: Vec<Raised>,
    contingency: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Measures);
    let none = Assessment::default();
    let assessment = case.assessment.as_ref().map_or(&none, |a| &a.state);
    let today = office.today();
    page::show(&Show {
        page,
        top,
        acts: Acts::of(l10n, &case, ACTS),
        late: late(l10n, assessment, today),
        rows: assessment.live_measures().map(|m| row(l10n, &case, assessment, m, today)).collect(),
        raised: assessment.opinions.iter().map(|o| raised(l10n, &case, assessment, o)).collect(),
        contingency: maybe_text(l10n, &case.words, assessment.contingency.as_ref()),
    })
}

/// How many measures are late; that their days do not count where nothing is
/// carried out.
fn late(l10n: L10n, state: &Assessment, today: Date) -> Option<Note> {
    if state.halted_by().is_some() {
        return Some(Note::new(NoteKind::Info, "", l10n.t("measures-not-carried-out")));
    }
    let late = state.live_measures().filter(|m| m.overdue(today)).count();
    (late > 0).then(|| Note::new(NoteKind::Bad, "", l10n.t1("measures-late", "count", late)))
}

fn labels(state: &Assessment, factors: &[FactorId]) -> Vec<String> {
    factors.iter().filter_map(|id| state.factor(*id)).map(Factor::key).collect()
}

fn row(l10n: L10n, case: &Case, state: &Assessment, m: &Measure, today: Date) -> Row {
    let overdue = m.overdue(today) && state.halted_by().is_none();
    let helper = m.helper.map(|unit| case.unit_name(unit).to_owned());
    Row {
        label: m.key(),
        title: text_of(l10n, &case.words, &m.title),
        acceptance: text_of(l10n, &case.words, &m.acceptance),
        hierarchy: l10n.code("hierarchy", m.hierarchy.code()),
        factors: labels(state, &m.factors),
        owner: case.unit_name(m.owner).to_owned(),
        helper: helper.map(|name| l10n.t1("measures-helper", "unit", name)).unwrap_or_default(),
        dates: l10n.t2("measures-dates", ("from", l10n.date(m.start)), ("to", l10n.date(m.due))),
        before_start: m.before_start,
        status: status_tag(l10n, m.status, overdue),
        progress: m
            .progress
            .iter()
            .rev()
            .map(|p| Step {
                day: l10n.date(p.on),
                status: status_tag(l10n, p.status, false),
                note: text_of(l10n, &case.words, &p.note),
                files: file_list(l10n, case, &p.proof),
            })
            .collect(),
    }
}

fn raised(l10n: L10n, case: &Case, state: &Assessment, opinion: &Opinion) -> Raised {
    let answered = opinion.disposition.map(|d| l10n.code("disposition", d.code()));
    let disposition = match answered {
        Some(words) => Tag::new(Band::Info, words),
        None => Tag::new(Band::Mid, l10n.t("measures-unanswered")).with_icon("clock"),
    };
    Raised {
        topic: text_of(l10n, &case.words, &opinion.topic),
        count: l10n.t1("measures-raised", "count", i64::from(opinion.count)),
        disposition,
        reply: maybe_text(l10n, &case.words, opinion.reply.as_ref()),
        factors: labels(state, &opinion.factors),
        measures: state
            .live_measures()
            .filter(|m| m.factors.iter().any(|f| opinion.factors.contains(f)))
            .map(Measure::key)
            .collect(),
    }
}
