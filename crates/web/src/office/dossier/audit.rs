//! The trail of a case, and the case as it stood on an earlier day.

use app::view::{AuditLine, Case, Words, case_as_of};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::Level;
use jiff::{Timestamp, ToSpan, civil::Date, tz::Offset};
use locale::L10n;
use serde::Deserialize;

use super::{
    report::grouped,
    routes::ItemAuditFile,
    trail::{event_words, facts},
};
use crate::error::WebError;
use crate::office::case::{CaseFrame, Sub, Which, load, procedure_name};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Note, NoteKind, level_tag};
use crate::visit::Visit;

/// Lines on one page of the trail.
const LINES: usize = 50;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// A day: the case as it stood at its end.
    #[serde(default)]
    at: String,
    /// Lines to leave out at the beginning.
    #[serde(default)]
    from: usize,
    /// Show the bookkeeping of terms and steps too.
    #[serde(default)]
    all: String,
}

struct Line {
    seq: u64,
    time: String,
    what: String,
    facts: Vec<String>,
    who: String,
    unit: String,
    stated: String,
    leaf: String,
}

#[derive(Template)]
#[template(path = "dossier/audit.html")]
struct Audit {
    page: Page,
    top: Markup,
    lines: Vec<Line>,
    shown: String,
    newer: Option<String>,
    older: Option<String>,
    all: Option<String>,
    at: String,
    note: Markup,
    as_of: Option<(String, Facts)>,
    url: String,
    /// The whole trail as a workbook.
    file: String,
}

/// `GET /items/{no}/audit`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let l10n = visit.l10n();
    let case = load(&office, &no, &Which::default()).await?;
    let (lines, words) =
        app::view::audit(office.app, &office.ctx, &case).await.map_err(web_error)?;
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Audit);
    let (note, as_of) = earlier(&office, l10n, &no, &asked.at).await?;
    let url = Sub::Audit.url(&case);
    let every = !asked.all.is_empty();
    let wanted: Vec<&AuditLine> =
        lines.iter().filter(|line| every || !bookkeeping(&line.event.type_name)).collect();
    let count = wanted.len();
    let hidden = lines.len() - count;
    let shown: Vec<Line> = wanted
        .into_iter()
        .skip(asked.from)
        .take(LINES)
        .map(|line| told(l10n, &words, line))
        .collect();
    let keep = if every { "&all=1" } else { "" };
    let older = asked.from.saturating_add(LINES);
    page::show(&Audit {
        page,
        top,
        shown: l10n.t2("audit-shown", ("shown", shown.len()), ("total", count)),
        lines: shown,
        newer: (asked.from > 0)
            .then(|| format!("{url}?from={}{keep}", asked.from.saturating_sub(LINES))),
        older: (older < count).then(|| format!("{url}?from={older}{keep}")),
        all: (hidden > 0).then(|| l10n.t1("audit-all", "count", hidden)),
        at: asked.at,
        note,
        as_of,
        url,
        file: ItemAuditFile { no: case.matter.state.number.clone() }.url(),
    })
}

/// Events that the product adds by itself to an act.
fn bookkeeping(type_name: &str) -> bool {
    matches!(type_name, "TermSet" | "StepDone")
}

fn told(l10n: L10n, words: &Words, line: &AuditLine) -> Line {
    let meta = &line.event.meta;
    let recorded = app::ctx::legal_day(meta.recorded_at);
    Line {
        seq: meta.seq,
        time: l10n.date_time(meta.recorded_at),
        what: event_words(l10n, &line.event.type_name),
        facts: facts(l10n, words, line),
        who: if line.who.is_empty() { l10n.t("dossier-name-erased") } else { line.who.clone() },
        unit: line.unit.clone(),
        stated: if meta.occurred_on == recorded {
            String::new()
        } else {
            l10n.t1("audit-stated", "day", l10n.date(meta.occurred_on))
        },
        leaf: grouped(&line.event.leaf_hash.to_string()),
    }
}

/// The case at the end of a day, or why it cannot be shown.
async fn earlier(
    office: &Office<'_>,
    l10n: L10n,
    no: &str,
    at: &str,
) -> Result<(Markup, Option<(String, Facts)>), WebError> {
    if at.trim().is_empty() {
        return Ok((Markup::default(), None));
    }
    let say = |kind, text: String| Markup::render(&Note::new(kind, "", text));
    let Some((day, end)) = app::form::parse_date(at).and_then(|day| Some((day, end_of(day)?)))
    else {
        return Ok((say(NoteKind::Warn, l10n.t("field-date")), None));
    };
    match case_as_of(office.app, &office.ctx, no, end).await {
        Ok(case) => {
            let title = l10n.t1("audit-as-of", "day", l10n.date(day));
            Ok((Markup::default(), Some((title, then(l10n, &case)))))
        }
        Err(app::AppError::NotFound) => {
            let text = l10n.t1("audit-not-yet", "day", l10n.date(day));
            Ok((say(NoteKind::Info, text), None))
        }
        Err(other) => Err(web_error(other)),
    }
}

/// The last instant of a day in China.
fn end_of(day: Date) -> Option<Timestamp> {
    let next = day.checked_add(1.day()).ok()?.at(0, 0, 0, 0);
    let next = Offset::constant(8).to_timestamp(next).ok()?;
    next.checked_sub(1.nanosecond()).ok()
}

/// What was so on that day.
fn then(l10n: L10n, case: &Case) -> Facts {
    let matter = &case.matter.state;
    let facts = Facts::two()
        .fact(l10n.t("audit-title"), case.title().unwrap_or_default())
        .fact(l10n.t("audit-status"), l10n.code("matter-status", matter.status.code()));
    let Some(assessment) = &case.assessment else {
        return facts;
    };
    let state = &assessment.state;
    let procedure = state.procedure.map(|p| procedure_name(l10n, &case.package, p));
    let done: Vec<String> = state.done.keys().map(|step| l10n.code("step", step.code())).collect();
    let step = state.term_step.map(|step| l10n.code("step", step.code()));
    let level = state.filed_level().map(Level::code);
    let decided = state.decisions.last().map(|x| l10n.code("conclusion", x.conclusion.code()));
    let count = |n: usize| locale::format::number(i64::try_from(n).unwrap_or(i64::MAX));
    facts
        .fact(l10n.t("audit-number"), &state.number)
        .fact(l10n.t("audit-procedure"), procedure.unwrap_or_default())
        .fact(l10n.t("audit-done"), l10n.join(&done))
        .fact(l10n.t("audit-step"), step.unwrap_or_default())
        .fact(l10n.t("audit-due"), state.term_due.map(|d| l10n.date(d)).unwrap_or_default())
        .markup(l10n.t("audit-level"), level_tag(l10n, level))
        .fact(l10n.t("audit-filing"), state.filed().map(|f| f.number).unwrap_or_default())
        .fact(l10n.t("audit-decision"), decided.unwrap_or_default())
        .fact(l10n.t("audit-factors"), count(state.live_factors().count()))
        .fact(l10n.t("audit-measures"), count(state.live_measures().count()))
        .fact(l10n.t("audit-opinions"), count(state.opinions.len()))
        .fact(l10n.t("audit-version"), assessment.version.to_string())
}

#[cfg(test)]
mod tests {
    use super::end_of;
    use jiff::civil::date;

    #[test]
    fn a_day_ends_at_midnight_in_china() {
        let end = end_of(date(2016, 9, 1)).expect("in range");
        assert_eq!(end.to_string(), "2016-09-01T15:59:59.999999999Z");
    }
}
