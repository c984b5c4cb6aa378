//! `/items/{no}/survey/texts`: one free text after the other is let through,
//! redacted or withheld; groups of texts that say the same become topics.

use app::consultation::{self, AlreadyLooked, Look, Moderate, Proposal, Queue, TextRef};
use app::{AppError, form::FieldError};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::codes::{Moderation, TextFault};
use locale::{L10n, Msg};

use super::work::{Work, after};
use super::{Survey, Texts};
use crate::error::WebError;
use crate::form::{Choice, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::public::consult::{TopicRow, topic_rows};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

/// Fields of the forms of this page.
const FIELDS: &[&str] = &["done", "fault", "shown", "topic"];

/// A group of texts that seem to say the same.
struct Group {
    count: String,
    terms: String,
    typical: Vec<String>,
    digest: String,
}

#[derive(Template)]
#[template(path = "survey/texts.html")]
struct TextsPage {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    back: String,
    waiting: String,
    /// Position, question in words, code of the question, text.
    next: Option<(u64, String, String, Vec<String>)>,
    proposed: bool,
    done: Vec<Choice>,
    faults: Vec<Choice>,
    states: Facts,
    reasons: Option<Facts>,
    groups: Vec<Group>,
    topics: Vec<TopicRow>,
    clash: Option<Clash>,
}

/// A text that somebody else decided meanwhile: that, and what was typed here.
struct Clash {
    theirs: String,
    shown: String,
    mine: String,
    typed: String,
}

/// Everything that the page shows.
struct Read {
    work: Work,
    queue: Queue,
    proposals: Vec<Proposal>,
}

impl Read {
    async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let work = Work::of(office, no, which).await?;
        let (app, ctx, case, sheet) = (office.app, &office.ctx, &work.case, work.sheet()?);
        let found = &sheet.consultation;
        let queue = consultation::queue(app, ctx, case, found.id).await.map_err(web_error)?;
        let proposals = consultation::proposals(app, ctx, case, found).await.map_err(web_error)?;
        Ok(Self { work, queue, proposals })
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let f = FormView::new(&state, &visit, values(&read.queue));
    page::show(&view(&office, &visit, &read, f))
}

/// What looks like a number of a person is taken out before the moderator
/// begins.
pub(super) fn values(queue: &Queue) -> Values {
    let Some(next) = &queue.next else { return Values::new() };
    let shown = next.proposed.as_ref().unwrap_or(&next.text);
    let values = Values::new().with("shown", shown);
    match &next.proposed {
        None => values.with("done", Moderation::Shown.code()),
        Some(_) => values
            .with("done", Moderation::Redacted.code())
            .with("fault", TextFault::PersonalData.code()),
    }
}

fn view(office: &Office<'_>, visit: &Visit, read: &Read, f: FormView) -> TextsPage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.work.case, Sub::Survey);
    let english = l10n.lang() == locale::Lang::En;
    let sheet = read.work.desk.current.as_ref();
    let question = |code: &str| {
        let found = sheet.and_then(|s| s.form.question(code));
        found.map(|q| q.words.get(english).to_owned()).unwrap_or_default()
    };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let no = read.work.case.matter.state.number.clone();
    TextsPage {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: Texts { no: no.clone() }.url(),
        back: Survey { no }.url(),
        waiting: l10n.t1("texts-waiting", "n", read.queue.waiting()),
        next: read.queue.next.as_ref().map(|n| {
            (n.at.position, question(&n.at.question), n.at.question.clone(), lines(&n.text))
        }),
        proposed: read.queue.next.as_ref().is_some_and(|n| n.proposed.is_some()),
        done: decisions(l10n),
        faults: grounds(l10n),
        states: states(l10n, &read.queue),
        reasons: sheet.and_then(|s| reasons(l10n, &s.consultation.state.looked)),
        groups: read.proposals.iter().map(|p| group(l10n, p)).collect(),
        topics: read.work.desk.results.as_ref().map(|r| topic_rows(l10n, r)).unwrap_or_default(),
        clash: None,
    }
}

/// A decision in words.
fn decision(l10n: L10n, state: &str, reason: Option<&str>) -> String {
    let what = l10n.code("moderated", state);
    match reason {
        Some(reason) => {
            let reason = l10n.code("text-fault", reason);
            l10n.t2("consult-text-not-whole", ("what", what), ("reason", reason))
        }
        None => what,
    }
}

/// What the other person decided stands; what was typed here stays on the page.
fn clash(l10n: L10n, before: AlreadyLooked, values: &Values) -> Clash {
    let done = Moderation::from_code(values.get("done"));
    let fault =
        TextFault::from_code(values.get("fault")).filter(|_| done != Some(Moderation::Shown));
    let mine = done.map(|done| decision(l10n, done.code(), fault.map(TextFault::code)));
    Clash {
        theirs: decision(l10n, &before.state, before.reason.as_deref()),
        shown: before.shown.unwrap_or_default(),
        mine: mine.unwrap_or_default(),
        typed: values.get("shown").to_owned(),
    }
}

pub(super) fn states(l10n: L10n, queue: &Queue) -> Facts {
    let n = |code: &str| {
        let found = queue.states.iter().find(|(state, _)| state == code);
        found.map_or(0, |(_, n)| *n).to_string()
    };
    let facts = Facts::new().fact(l10n.t("texts-wait"), n("WAITING"));
    Moderation::ALL
        .iter()
        .fold(facts, |facts, done| facts.fact(l10n.code("moderated", done.code()), n(done.code())))
}

pub(super) fn reasons(l10n: L10n, looked: &domain::consultation::Looked) -> Option<Facts> {
    let faults = &looked.faults;
    (!faults.is_empty()).then(|| {
        faults.iter().fold(Facts::new(), |facts, (fault, n)| {
            facts.fact(l10n.code("text-fault", fault.code()), n.to_string())
        })
    })
}

/// What can be done with a text.
pub(super) fn decisions(l10n: L10n) -> Vec<Choice> {
    let one = |m: &Moderation| Choice::new(m.code(), l10n.code("moderation", m.code()));
    Moderation::ALL.iter().map(one).collect()
}

/// Why a text is not shown as it was written.
pub(super) fn grounds(l10n: L10n) -> Vec<Choice> {
    let one = |f: &TextFault| Choice::new(f.code(), l10n.code("text-fault", f.code()));
    TextFault::ALL.iter().map(one).collect()
}

fn group(l10n: L10n, proposal: &Proposal) -> Group {
    let terms: Vec<&str> = proposal.terms.iter().map(String::as_str).collect();
    Group {
        count: l10n.t1("texts-count", "n", proposal.count),
        terms: l10n.join(&terms),
        typical: proposal.typical.clone(),
        digest: proposal.digest.clone(),
    }
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let office = office.sending(Texts::PATH, &form);
    let (slug, values) = (read.work.slug()?, &form.values);
    let (done, said) = match values.get("do") {
        "moderate" => {
            let done = match moderate(&office, &slug, values).await {
                Ok(Moderate::Before(before)) => {
                    let told = clash(visit.l10n(), before, values);
                    let f = FormView::new(&state, &visit, self::values(&read.queue));
                    let page = view(&office, &visit, &read, f);
                    let drawn = page::show(&TextsPage { clash: Some(told), ..page })?;
                    return Ok((StatusCode::CONFLICT, drawn).into_response());
                }
                Ok(Moderate::Done) => Ok(()),
                Err(error) => Err(error),
            };
            (done, Msg::new("texts-saved"))
        }
        "topic" => {
            let asked = (values.get("digest"), values.get("topic"));
            let done = consultation::confirm(office.app, &office.ctx, &slug, asked).await;
            (done, Msg::new("texts-topic-saved"))
        }
        _ => return Err(WebError::NotFound),
    };
    let url = Texts { no: read.work.number() }.url();
    match after(&visit, done, (url, said), FIELDS)? {
        Ok(answer) => Ok(answer),
        Err(errors) => {
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &read, f), true)
        }
    }
}

async fn moderate(office: &Office<'_>, slug: &str, values: &Values) -> Result<Moderate, AppError> {
    consultation::moderate(office.app, &office.ctx, slug, &look(values)?).await
}

/// The decision that a form holds.
pub(super) fn look(values: &Values) -> Result<Look, AppError> {
    let required = |field| AppError::Invalid(vec![FieldError::new(field, "required")]);
    let done = Moderation::from_code(values.get("done")).ok_or_else(|| required("done"))?;
    // A text that is shown as it was written has no reason, whatever stood in
    // the other fields before.
    let fault = TextFault::from_code(values.get("fault")).filter(|_| done != Moderation::Shown);
    let position = values.get("position").parse().map_err(|_| AppError::NotFound)?;
    let at = TextRef { position, question: values.get("question").to_owned() };
    Ok(Look { at, done, fault, shown: values.get("shown").to_owned() })
}
