//! One grievance: what was brought, what was done, what can be done now.

use access::{Permission, decide};
use app::grievance::{Heard, One, one};
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::{EscalationLevel, Moderation, ReturnedAs, TextFault};
use domain::grievance::{Grievance, Standing};
use domain::text::Text;
use locale::{L10n, Lang};

use super::{Grievances, OneGrievance, due_tag, standing_tag};
use crate::error::WebError;
use crate::form::{Choice, FormView, Values};
use crate::office::case::{CaseFrame, Sub, Which, load, source_words, text_of};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Moment, Note, NoteKind, Timeline};
use crate::visit::Visit;

/// What can be done now, each with the choices that it needs.
#[derive(Default)]
struct Can {
    /// The words to look at, line by line, and whether some were taken out.
    look: Option<(Vec<String>, bool)>,
    acknowledge: bool,
    link: bool,
    extend: bool,
    answer: bool,
    close: bool,
    send_back: bool,
    escalate: bool,
}

#[derive(Template)]
#[template(path = "grievance/one.html")]
pub(super) struct OnePage {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    back: String,
    heading: String,
    facts: Facts,
    heard: Vec<String>,
    said: String,
    note: Option<Note>,
    history: Timeline,
    can: Can,
    done: Vec<Choice>,
    faults: Vec<Choice>,
    factors: Vec<Choice>,
    measures: Vec<Choice>,
    levels: Vec<Choice>,
    grounds: Vec<Choice>,
}

/// Everything that the page shows.
pub(super) struct Read {
    pub(super) case: Case,
    pub(super) one: One,
}

impl Read {
    pub(super) async fn of(
        office: &Office<'_>,
        case: Case,
        number: &str,
    ) -> Result<Self, WebError> {
        let one = one(office.app, &office.ctx, &case, number).await.map_err(web_error)?;
        Ok(Self { case, one })
    }

    fn state(&self) -> &Grievance {
        &self.one.grievance.state
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, number)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let read = Read::of(&office, case, &number).await?;
    let f = FormView::new(&state, &visit, values(&read));
    page::show(&view(&office, &visit, &read, f))
}

/// What is stored, and what looks like a number of a person taken out.
fn values(read: &Read) -> Values {
    let link = &read.state().link;
    let id = |id: Option<String>| id.unwrap_or_default();
    let values = Values::new()
        .with("factor", id(link.factor.map(|id| id.to_string())))
        .with("measure", id(link.measure.map(|id| id.to_string())));
    match &read.one.heard {
        Heard::Unread(_, Some(proposed)) => values
            .with("shown", proposed)
            .with("done", Moderation::Redacted.code())
            .with("fault", TextFault::PersonalData.code()),
        Heard::Unread(text, None) => {
            values.with("shown", text).with("done", Moderation::Shown.code())
        }
        _ => values,
    }
}

pub(super) fn view(office: &Office<'_>, visit: &Visit, read: &Read, f: FormView) -> OnePage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.case, Sub::Grievances);
    let state = read.state();
    let no = read.case.matter.state.number.clone();
    let (heard, said) = heard(l10n, &read.one.heard);
    OnePage {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: OneGrievance { no: no.clone(), grievance: state.number.clone() }.url(),
        back: Grievances { no }.url(),
        heading: l10n.t1("grievance-heading", "number", &state.number),
        facts: facts(l10n, office, read),
        heard,
        said,
        note: late(l10n, office, read),
        history: Timeline { moments: history(l10n, read) },
        can: can(office, read),
        done: codes(l10n, "grievance-shown", Moderation::ALL.iter().map(|c| c.code())),
        faults: codes(l10n, "text-fault", TextFault::ALL.iter().map(|c| c.code())),
        factors: factors(l10n, &read.case),
        measures: measures(l10n, &read.case),
        levels: levels(l10n, state),
        grounds: codes(l10n, "grievance-ground", ReturnedAs::ALL.iter().map(|c| c.code())),
    }
}

fn codes<'c>(l10n: L10n, list: &str, codes: impl Iterator<Item = &'c str>) -> Vec<Choice> {
    codes.map(|code| Choice::new(code, l10n.code(list, code))).collect()
}

fn factors(l10n: L10n, case: &Case) -> Vec<Choice> {
    let state = case.assessment.as_ref().map(|a| &a.state);
    let factors = state.into_iter().flat_map(|state| state.live_factors());
    factors
        .map(|factor| {
            let name = text_of(l10n, &case.words, &factor.name);
            Choice::new(factor.id.to_string(), format!("{} {name}", factor.key()))
        })
        .collect()
}

fn measures(l10n: L10n, case: &Case) -> Vec<Choice> {
    let state = case.assessment.as_ref().map(|a| &a.state);
    let measures = state.into_iter().flat_map(|state| state.live_measures());
    measures
        .map(|measure| {
            let title = text_of(l10n, &case.words, &measure.title);
            Choice::new(measure.id.to_string(), format!("{} {title}", measure.key()))
        })
        .collect()
}

/// Each escalation goes higher than the one before.
fn levels(l10n: L10n, state: &Grievance) -> Vec<Choice> {
    let last = state.escalations.last().map(|e| e.level);
    let above = EscalationLevel::ALL.iter().filter(|level| last.is_none_or(|l| **level > l));
    codes(l10n, "grievance-level", above.map(|level| level.code()))
}

fn can(office: &Office<'_>, read: &Read) -> Can {
    let state = read.state();
    let on = Some(&read.case.resource);
    let may = |permission| decide(&office.ctx.actor, permission, on).is_allowed();
    let handles = may(Permission::HandleGrievance);
    let (at, read_by) = (state.standing, state.looked.is_some());
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let escalate = may(Permission::EscalateGrievance)
        && !at.ended()
        && state.escalations.last().is_none_or(|e| e.level < EscalationLevel::Superior);
    if !handles {
        return Can { escalate, ..Can::default() };
    }
    // Risks and measures are offered of the assessment that it belongs to.
    let own = read.case.assessment_id() == state.assessment.map(domain::ids::AssessmentId::uuid);
    Can {
        look: match &read.one.heard {
            Heard::Unread(text, proposed) => Some((lines(text), proposed.is_some())),
            _ => None,
        },
        acknowledge: at == Standing::Received,
        link: read_by && own && !at.ended(),
        extend: read.one.may_extend,
        answer: read_by && matches!(at, Standing::Acknowledged | Standing::Escalated),
        close: at == Standing::Answered,
        send_back: read_by && matches!(at, Standing::Received | Standing::Acknowledged),
        escalate,
    }
}

fn facts(l10n: L10n, office: &Office<'_>, read: &Read) -> Facts {
    let state = read.state();
    let words = &read.one.words;
    let channel = state.channel.map(|c| l10n.code("grievance-channel", c.code()));
    let mut facts = Facts::new()
        .markup(l10n.t("grievance-state"), standing_tag(l10n, state.standing))
        .fact(l10n.t("grievance-channel"), channel.unwrap_or_default())
        .fact(l10n.t("grievance-received"), day(l10n, state.received));
    if let Some(look) = &state.looked {
        facts = facts.fact(l10n.t("grievance-summary"), text_of(l10n, words, &look.summary));
    }
    if let Some((rule, kind, on)) = &read.one.due {
        if let Some(tag) = due_tag(l10n, Some(*on), office.today()) {
            facts = facts.markup(l10n.code("grievance-term", kind.code()), tag);
        }
        if let Some(rule) = rule {
            let words = if l10n.lang() == Lang::En { &rule.item.en } else { &rule.item.zh };
            let source = source_words(l10n, &rule.item.source);
            let told = l10n.t2("tasks-rule", ("rule", words), ("source", source));
            facts = facts.fact(l10n.t("grievance-rule"), told);
        }
    }
    linked(l10n, read, facts)
}

fn linked(l10n: L10n, read: &Read, mut facts: Facts) -> Facts {
    let Some(case) = &read.case.assessment else { return facts };
    let words = |text: &Text| text_of(l10n, &read.case.words, text);
    let link = &read.state().link;
    if let Some(factor) = link.factor.and_then(|id| case.state.factor(id)) {
        let name = format!("{} {}", factor.key(), words(&factor.name));
        facts = facts.fact(l10n.t("grievance-factor"), name);
    }
    if let Some(measure) = link.measure.and_then(|id| case.state.measure(id)) {
        let name = format!("{} {}", measure.key(), words(&measure.title));
        facts = facts.fact(l10n.t("grievance-measure"), name);
    }
    facts
}

fn day(l10n: L10n, day: Option<jiff::civil::Date>) -> String {
    day.map(|day| l10n.date(day)).unwrap_or_default()
}

/// The words that may be read, or why there are none.
fn heard(l10n: L10n, heard: &Heard) -> (Vec<String>, String) {
    let key = match heard {
        Heard::Shown(text) => return (text.lines().map(str::to_owned).collect(), String::new()),
        Heard::Unread(..) => "grievance-heard-unread",
        Heard::Waiting => "grievance-heard-waiting",
        Heard::Withheld => "grievance-heard-withheld",
        Heard::Gone => "grievance-heard-gone",
    };
    (Vec::new(), l10n.t(key))
}

/// That the term has passed, and what follows.
fn late(l10n: L10n, office: &Office<'_>, read: &Read) -> Option<Note> {
    let state = read.state();
    state.overdue(office.today()).then(|| {
        let key = if state.standing.awaits_answer() {
            "grievance-late-answer"
        } else {
            "grievance-late-close"
        };
        Note::new(NoteKind::Warn, "", l10n.t(key))
    })
}

fn history(l10n: L10n, read: &Read) -> Vec<Moment> {
    let (state, words) = (read.state(), &read.one.words);
    let said = |text: &Text| text_of(l10n, words, text);
    let moment = |on: jiff::civil::Date, text: String, detail: String| {
        (on, Moment { time: l10n.date(on), text, detail, warn: false, todo: false })
    };
    let mut all = Vec::new();
    all.extend(
        state.received.map(|on| moment(on, l10n.t("grievance-was-received"), String::new())),
    );
    if state.returned.is_none() {
        let told = l10n.t("grievance-was-acknowledged");
        all.extend(state.acknowledged.map(|on| moment(on, told, String::new())));
    }
    if let Some(put_off) = &state.extended {
        let until = day(l10n, state.answer_by());
        let text = l10n.t1("grievance-was-extended", "day", until);
        all.push(moment(put_off.on, text, said(&put_off.text)));
    }
    for step in &state.escalations {
        let level = l10n.code("grievance-level", step.level.code());
        let text = l10n.t1("grievance-was-escalated", "level", level);
        all.push(moment(step.on, text, said(&step.reason)));
    }
    let answered = |a: &domain::grievance::DatedText| {
        moment(a.on, l10n.t("grievance-was-answered"), said(&a.text))
    };
    all.extend(state.answers.iter().map(answered));
    if let Some(closed) = &state.closed {
        all.push(moment(closed.on, l10n.t("grievance-was-closed"), said(&closed.text)));
    }
    if let Some(back) = &state.returned {
        let ground = l10n.code("grievance-ground", back.reason.code());
        let text = l10n.t1("grievance-was-returned", "ground", ground);
        all.push(moment(back.on, text, said(&back.note)));
    }
    all.extend(state.erased.map(|on| moment(on, l10n.t("grievance-was-erased"), String::new())));
    all.sort_by_key(|(on, _)| *on);
    all.into_iter().map(|(_, moment)| moment).collect()
}
