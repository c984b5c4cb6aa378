//! The grievances of a case: figures, then one line each.

use access::Permission;
use app::grievance::{Counts, Desk, Line, desk};
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::grievance::takes_grievances;
use domain::ids::FactorId;
use locale::L10n;

use super::{GrievanceEntry, GrievancesFile, OneGrievance, due_tag, standing_tag};
use crate::error::WebError;
use crate::office::case::{CaseFrame, Sub, Which, load, text_of};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Empty, Facts, Markup, Note, NoteKind, Tag};
use crate::visit::Visit;

struct Row {
    number: String,
    url: String,
    summary: String,
    standing: Tag,
    channel: String,
    received: String,
    due: Option<Tag>,
    /// What comes next.
    work: String,
}

#[derive(Template)]
#[template(path = "grievance/list.html")]
struct ListPage {
    page: Page,
    top: Markup,
    rows: Vec<Row>,
    empty: Option<Empty>,
    unread: Option<Note>,
    figures: Facts,
    channels: Option<Facts>,
    factors: Option<Facts>,
    entry: Option<String>,
    /// The list as a workbook.
    file: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let desk = desk(office.app, &office.ctx, &case).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Grievances);
    let number = &case.matter.state.number;
    let takes = case.assessment.as_ref().is_some_and(|a| takes_grievances(&a.state));
    let rows: Vec<Row> = desk.lines.iter().map(|line| row(l10n, &office, number, line)).collect();
    page::show(&ListPage {
        page,
        top,
        empty: rows.is_empty().then(|| nothing(l10n, takes)),
        rows,
        unread: unread(l10n, number, &desk),
        figures: figures(l10n, &desk.figures.all),
        channels: channels(l10n, &desk),
        factors: factors(l10n, &case, &desk),
        file: (!desk.lines.is_empty() && case.may(&office.ctx, Permission::Export))
            .then(|| GrievancesFile { no: number.clone() }.url()),
        entry: (takes && desk.may_handle).then(|| GrievanceEntry { no: number.clone() }.url()),
    })
}

fn row(l10n: L10n, office: &Office<'_>, no: &str, line: &Line) -> Row {
    let row = &line.row;
    let unread = || l10n.t("grievance-unread");
    let next = line.standing.next_act().map(|act| l10n.code("act", act));
    Row {
        number: row.number.clone(),
        url: OneGrievance { no: no.to_owned(), grievance: row.number.clone() }.url(),
        summary: match (&line.summary, &row.summary_ref) {
            (Some(summary), _) => summary.clone(),
            (None, Some(_)) => l10n.t("case-erased"),
            (None, None) => unread(),
        },
        standing: standing_tag(l10n, line.standing),
        channel: l10n.code("grievance-channel", &row.channel),
        received: l10n.date(row.received_on),
        due: due_tag(l10n, row.due_on, office.today()),
        work: next.unwrap_or_default(),
    }
}

fn nothing(l10n: L10n, takes: bool) -> Empty {
    let lead = if takes { "grievance-none-lead" } else { "grievance-not-yet" };
    Empty { icon: "checklist", title: l10n.t("grievance-none"), lead: l10n.t(lead), action: None }
}

/// The way to the words that wait, one after the other.
fn unread(l10n: L10n, no: &str, desk: &Desk) -> Option<Note> {
    let next = desk.next.as_ref().filter(|_| desk.may_handle)?;
    let waiting = desk.lines.iter().filter(|line| line.unread).count();
    let url = OneGrievance { no: no.to_owned(), grievance: next.clone() }.url();
    let words = l10n.t1("grievance-unread-count", "n", waiting);
    Some(Note::new(NoteKind::Warn, "", words).link(l10n.t("grievance-read-next"), url))
}

/// How many, and how many of them in time.
pub(crate) fn figures(l10n: L10n, all: &Counts) -> Facts {
    let told = all.acknowledged_in_time + all.acknowledged_late;
    let answered = all.answered_in_time + all.answered_late;
    let of = |part: u64, all: u64| {
        if all == 0 {
            return String::new();
        }
        l10n.t2("grievance-of", ("n", part), ("all", all))
    };
    Facts::new()
        .fact(l10n.t("grievance-received-n"), l10n.t1("grievance-pieces", "n", all.received))
        .fact(l10n.t("grievance-told-in-time"), of(all.acknowledged_in_time, told))
        .fact(l10n.t("grievance-answered-in-time"), of(all.answered_in_time, answered))
        .fact(l10n.t("grievance-open"), l10n.t1("grievance-pieces", "n", all.open))
        .fact(l10n.t("grievance-returned-n"), l10n.t1("grievance-pieces", "n", all.returned))
}

fn channels(l10n: L10n, desk: &Desk) -> Option<Facts> {
    let counts = &desk.figures.by_channel;
    (!counts.is_empty()).then(|| {
        counts.iter().fold(Facts::new(), |facts, (code, n)| {
            facts.fact(l10n.code("grievance-channel", code), l10n.t1("grievance-pieces", "n", *n))
        })
    })
}

/// The risks that they are about; one of an earlier assessment by its code alone.
fn factors(l10n: L10n, case: &Case, desk: &Desk) -> Option<Facts> {
    let counts = &desk.figures.by_factor;
    (!counts.is_empty()).then(|| {
        counts.iter().fold(Facts::new(), |facts, (id, n)| {
            let label = factor_name(l10n, case, id);
            facts.fact(label, l10n.t1("grievance-pieces", "n", *n))
        })
    })
}

/// The name of a risk of the assessment that is shown.
pub(super) fn factor_name(l10n: L10n, case: &Case, id: &str) -> String {
    let name = || {
        let id: FactorId = id.parse().ok()?;
        let factor = case.assessment.as_ref()?.state.factor(id)?;
        Some(format!("{} {}", factor.key(), text_of(l10n, &case.words, &factor.name)))
    };
    name().unwrap_or_else(|| l10n.t("grievance-factor-before"))
}
