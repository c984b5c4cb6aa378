//! `/items/{no}/survey/round`: the discussion round of a consultation. It is
//! opened with statements, those of residents are read one after the other, and
//! its result is computed when it is closed.

use app::consultation::{self, Audience, Moderate, OpenRound, Queue, RoundResults};
use app::{AppError, form::FieldError};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::consultation::{Standing, round::Round};
use locale::{L10n, Msg};

use super::texts::{decisions, grounds, look, reasons, states, values as of_next};
use super::work::{Work, after};
use super::{DiscussionRound, Survey};
use crate::error::WebError;
use crate::form::{Choice, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::public::consult::{Discuss, DiscussResults, RoundView, round_view};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

/// Fields of the forms of this page.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "statements",
    "topics",
    "words",
    "statement",
    "reason",
    "why",
    "early",
    "done",
    "fault",
    "shown",
];

/// The statement of a resident that comes next: position, code, words.
type Waiting = (u64, String, Vec<String>);

#[derive(Template)]
#[template(path = "survey/round.html")]
struct RoundPage {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    back: String,
    facts: Option<Facts>,
    public: Option<String>,
    view: Option<RoundView>,
    /// Statements that can be seen, by number.
    statements: Vec<(u32, String)>,
    /// The same to choose from.
    numbers: Vec<Choice>,
    topics: Vec<Choice>,
    /// What can be done now.
    opens: bool,
    runs: bool,
    closes: bool,
    waiting: String,
    next: Option<Waiting>,
    proposed: bool,
    done: Vec<Choice>,
    faults: Vec<Choice>,
    states: Option<Facts>,
    reasons: Option<Facts>,
}

/// Everything that the page shows.
struct Read {
    work: Work,
    queue: Queue,
    results: Option<RoundResults>,
}

impl Read {
    async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let work = Work::of(office, no, which).await?;
        let (app, ctx, case, sheet) = (office.app, &office.ctx, &work.case, work.sheet()?);
        let id = sheet.consultation.id;
        let (mut queue, mut results) = (Queue::default(), None);
        if sheet.round.is_some() {
            queue = consultation::statement_queue(app, ctx, case, id).await.map_err(web_error)?;
            let found = consultation::round_results(app, sheet, Audience::Staff).await;
            results = found.map_err(web_error)?;
        }
        Ok(Self { work, queue, results })
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
    let f = FormView::new(&state, &visit, values(&read));
    page::show(&view(&office, &visit, &read, f))
}

/// What the forms begin with: the text that comes next, and what was set before.
fn values(read: &Read) -> Values {
    let values = of_next(&read.queue);
    let Some(sheet) = &read.work.desk.current else { return values };
    let state = &sheet.consultation.state;
    let (from, to) = match &state.round {
        Some(round) => (Some(round.from), Some(round.to)),
        None => (state.from, state.to),
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let words: Vec<&str> = sheet
        .round
        .iter()
        .flat_map(|round| round.statements.values())
        .map(String::as_str)
        .collect();
    values.with("from", day(from)).with("to", day(to)).with("statements", words.join("\n"))
}

fn view(office: &Office<'_>, visit: &Visit, read: &Read, f: FormView) -> RoundPage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.work.case, Sub::Survey);
    let no = read.work.case.matter.state.number.clone();
    let sheet = read.work.desk.current.as_ref();
    let state = sheet.map(|s| &s.consultation.state);
    let standing = state.map(|s| s.standing).unwrap_or_default();
    let round = state.and_then(|s| s.round.as_ref());
    let runs = round.is_some_and(Round::is_open)
        && matches!(standing, Standing::Prepared | Standing::Open);
    let statements: Vec<(u32, String)> =
        sheet.and_then(|s| s.round.as_ref()).map(words).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let public = state.filter(|s| s.is_public() && round.is_some());
    let numbered = |(n, words): &(u32, String)| {
        Choice::new(n.to_string(), l10n.t2("round-number", ("n", *n), ("words", words)))
    };
    RoundPage {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: DiscussionRound { no: no.clone() }.url(),
        back: Survey { no }.url(),
        facts: round.map(|round| facts(l10n, round)),
        public: public.map(|s| {
            let slug = s.slug.clone();
            let takes_votes = s.takes_votes(office.ctx.today);
            if takes_votes { Discuss { slug }.url() } else { DiscussResults { slug }.url() }
        }),
        view: sheet.zip(read.results.as_ref()).map(|(s, r)| round_view(l10n, s, r)),
        numbers: statements.iter().map(numbered).collect(),
        statements,
        topics: topics(read),
        opens: standing == Standing::Prepared || (standing == Standing::Open && round.is_none()),
        runs,
        closes: runs && standing == Standing::Open,
        waiting: l10n.t1("texts-waiting", "n", read.queue.waiting()),
        next: read
            .queue
            .next
            .as_ref()
            .map(|next| (next.at.position, next.at.question.clone(), lines(&next.text))),
        proposed: read.queue.next.as_ref().is_some_and(|next| next.proposed.is_some()),
        done: decisions(l10n),
        faults: grounds(l10n),
        states: round.map(|_| states(l10n, &read.queue)),
        reasons: round.and_then(|round| reasons(l10n, &round.looked)),
    }
}

fn words(round: &consultation::RoundSheet) -> Vec<(u32, String)> {
    round.statements.iter().map(|(number, words)| (*number, words.clone())).collect()
}

/// Confirmed topics that can become statements.
fn topics(read: &Read) -> Vec<Choice> {
    let found = read.work.desk.results.iter().flat_map(|results| &results.topics);
    let choice = |(topic, _): &(consultation::Answered, Option<u32>)| {
        Some(Choice::new(topic.index.to_string(), topic.topic.as_deref()?))
    };
    found.filter_map(choice).collect()
}

fn facts(l10n: L10n, round: &Round) -> Facts {
    let period = ("from", l10n.date(round.from));
    let facts = Facts::new()
        .fact(
            l10n.t("round-period"),
            l10n.t2("consult-period", period, ("to", l10n.date(round.to))),
        )
        .fact(l10n.t("round-statements"), round.live().count().to_string());
    let Some(last) = round.newest_seal() else { return facts };
    facts
        .fact(l10n.t("consult-receipt-seal"), l10n.date(last.on))
        .fact(l10n.t("round-sealed-votes"), last.seal.votes.size.to_string())
        .fact(l10n.t("consult-receipt-root"), &last.seal.votes.root)
        .fact(l10n.t("round-sealed-statements"), last.seal.statements.size.to_string())
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
    let office = office.sending(DiscussionRound::PATH, &form);
    let (slug, values) = (read.work.slug()?, &form.values);
    let (app, ctx) = (office.app, &office.ctx);
    let (done, said) = match values.get("do") {
        "open_round" => (open(&office, &slug, values).await, Msg::new("round-opened")),
        "extend_round" => (extend(&office, &slug, values).await, Msg::new("round-extended")),
        "add_statement" => {
            let done = consultation::add_statement(app, ctx, &slug, values.get("words")).await;
            (done, Msg::new("round-added"))
        }
        "withdraw_statement" => {
            (withdraw(&office, &slug, values).await, Msg::new("round-withdrawn"))
        }
        "moderate_statement" => (moderate(&office, &slug, values).await, Msg::new("texts-saved")),
        "close_round" => {
            let early = Some(values.get("early"));
            (consultation::close_round(app, ctx, &slug, early).await, Msg::new("round-closed"))
        }
        _ => return Err(WebError::NotFound),
    };
    let url = DiscussionRound { no: read.work.number() }.url();
    match after(&visit, done, (url, said), FIELDS)? {
        Ok(answer) => Ok(answer),
        Err(errors) => {
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &read, f), true)
        }
    }
}

async fn open(office: &Office<'_>, slug: &str, values: &Values) -> Result<(), AppError> {
    let mut wrong = Vec::new();
    let mut day = |field: &'static str| {
        let found = app::form::parse_date(values.get(field).trim());
        wrong.extend(found.is_none().then(|| FieldError::new(field, "date")));
        found.unwrap_or_default()
    };
    let (from, to) = (day("from"), day("to"));
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let input = OpenRound {
        from,
        to,
        lines: values.get("statements").to_owned(),
        topics: values.all("topics").filter_map(|topic| topic.parse().ok()).collect(),
    };
    consultation::open_round(office.app, &office.ctx, slug, &input).await
}

async fn extend(office: &Office<'_>, slug: &str, values: &Values) -> Result<(), AppError> {
    let date = || AppError::Invalid(vec![FieldError::new("to", "date")]);
    let to = app::form::parse_date(values.get("to").trim()).ok_or_else(date)?;
    consultation::extend_round(office.app, &office.ctx, slug, (to, values.get("why"))).await
}

async fn withdraw(office: &Office<'_>, slug: &str, values: &Values) -> Result<(), AppError> {
    let choose = || AppError::Invalid(vec![FieldError::new("statement", "choose")]);
    let number: u32 = values.get("statement").parse().map_err(|_| choose())?;
    let why = (number, values.get("reason"));
    consultation::withdraw_statement(office.app, &office.ctx, slug, why).await
}

async fn moderate(office: &Office<'_>, slug: &str, values: &Values) -> Result<(), AppError> {
    let looked =
        consultation::moderate_statement(office.app, &office.ctx, slug, &look(values)?).await?;
    match looked {
        Moderate::Done => Ok(()),
        Moderate::Before(_) => Err(AppError::Invalid(vec![FieldError::new("done", "decided")])),
    }
}
