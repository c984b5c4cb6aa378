//! The screening of a matter: the owner proposes, the stability office confirms
//! or sends back. What the answers lead to is shown before they are sent in.

use app::{AppError, form::RawForm, view::Case};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::{L10n, Msg};

use super::{
    CaseFrame, Sub, Which, load,
    propose::{Preview, check, preview},
    routes::{Item, ItemScreening},
    screened::{Screened, effect, rule_words, screened},
    suggest::{Coming, Suggested},
};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::office::{
    Office, raw_form,
    refusal::{at_fields, sentence},
    stated_day, web_error,
};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

const PROPOSED_ON: &str = "occurred_on";
const CONFIRMED_ON: &str = "confirmed_on";
const SENT_BACK_ON: &str = "sent_back_on";

/// A question as the form asks it.
struct Question {
    words: String,
    hint: String,
    field: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "case/screening.html")]
struct Screening {
    page: Page,
    top: Markup,
    notes: Vec<Note>,
    done: Option<Screened>,
    sent_back: Vec<String>,
    f: FormView,
    url: String,
    version: u64,
    propose: bool,
    suggested: Option<Suggested>,
    skip: Option<String>,
    answer: bool,
    questions: Vec<Question>,
    yes_no: Vec<Choice>,
    exemptions: Vec<Choice>,
    defer: Vec<Choice>,
    preview: Option<Preview>,
    kept: Vec<(String, String)>,
}

/// `GET /items/{no}/screening`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    Query(from): Query<Coming>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let values = start(&office, visit.l10n(), &case);
    let form = FormView::new(&state, &visit, values);
    let view = view(&office, &visit, (&case, &from), form);
    page::show(&view)
}

/// Today as the day of each act, and the answers that the rules propose.
fn start(office: &Office<'_>, l10n: L10n, case: &Case) -> Values {
    let today = office.today().to_string();
    let days = [PROPOSED_ON, CONFIRMED_ON, SENT_BACK_ON];
    let values = days.into_iter().fold(Values::new(), |v, field| v.with(field, &*today));
    super::suggest::prefill(l10n, case, values)
}

/// The field with the day of an act. Each form of the page has its own.
fn day_field(code: &str) -> &'static str {
    match code {
        "confirm_screening" => CONFIRMED_ON,
        "send_back_screening" => SENT_BACK_ON,
        _ => PROPOSED_ON,
    }
}

/// `POST /items/{no}/screening`: check, propose, confirm or send back.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(from): Query<Coming>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(ItemScreening::PATH, &form);
    let case = load(&office, &no, &Which::default()).await?;
    let on = (&case, &from);
    let code = match form.values.get("do") {
        "confirm" => "confirm_screening",
        "back" => "send_back_screening",
        "change" => return again(&office, &visit, on, form, Errors::new()),
        _ => "propose_screening",
    };
    if code == "propose_screening" {
        let mut errors = Errors::new();
        stated_day(&office, &form.values, PROPOSED_ON, &mut errors);
        let found = check(visit.l10n(), &case, &form.values, errors);
        match found {
            Err(errors) => return again(&office, &visit, on, form, errors),
            Ok(answers) if form.values.get("do") != "propose" => {
                return checked(&office, &visit, on, form, &answers);
            }
            Ok(_) => {}
        }
    }
    act(&office, &visit, on, form, code).await
}

/// "Check your answers": what would follow, before anything is sent in.
fn checked(
    office: &Office<'_>,
    visit: &Visit,
    on: (&Case, &Coming),
    form: Submitted,
    answers: &std::collections::BTreeMap<String, domain::matter::Answer>,
) -> Result<Response, WebError> {
    let found = preview(visit.l10n(), on.0, &form.values, answers);
    let kept = kept(&form.values);
    let form = FormView::again(visit, form, Errors::new());
    let mut page = view(office, visit, on, form);
    page.preview = Some(found);
    page.kept = kept;
    page::show(&page)
}

/// What the check page carries along.
fn kept(values: &Values) -> Vec<(String, String)> {
    let own = |name: &str| !name.starts_with('_') && name != "do";
    values
        .iter()
        .filter(|(name, _)| own(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

async fn act(
    office: &Office<'_>,
    visit: &Visit,
    on: (&Case, &Coming),
    form: Submitted,
    code: &str,
) -> Result<Response, WebError> {
    let (case, from) = on;
    let mut raw = raw_form(office, &form).await?;
    let mut errors = Errors::new();
    let day = stated_day(office, &form.values, day_field(code), &mut errors);
    let ctx = office.ctx.clone().on(day);
    if code == "propose_screening" {
        covered(office, &mut raw, &mut errors).await?;
    }
    if !errors.is_empty() {
        return again(office, visit, on, form, errors);
    }
    let expected = form.values.get("_version").parse().ok();
    let done = app::matter::act_form(office.app, &ctx, case.matter.id, code, &raw, expected).await;
    match done {
        Ok(_) | Err(AppError::Repeated { .. }) => Ok(onward(visit, case, from, code)),
        Err(AppError::Conflict { .. }) => {
            errors.add("", Msg::new("case-conflict"));
            again(office, visit, on, form, errors)
        }
        Err(AppError::Refused(rule)) if rule.field() == Some(PROPOSED_ON) => {
            errors.add(day_field(code), sentence(&rule));
            again(office, visit, on, form, errors)
        }
        Err(error) => {
            at_fields(error, &["reason", "exempt", "covered_by"], &mut errors)
                .map_err(web_error)?;
            again(office, visit, on, form, errors)
        }
    }
}

/// The number of the matter whose assessment covers this one, as its identifier.
async fn covered(
    office: &Office<'_>,
    raw: &mut RawForm,
    errors: &mut Errors,
) -> Result<(), WebError> {
    let number = raw.first("covered_no").to_uppercase();
    if number.is_empty() {
        return Ok(());
    }
    match load(office, &number, &Which::default()).await {
        Ok(other) => raw.set("covered_by", other.matter.id.to_string()),
        Err(WebError::NotFound | WebError::Forbidden(_)) => {
            errors.add("covered_no", Msg::new("case-covered-unknown"));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn onward(visit: &Visit, case: &Case, from: &Coming, code: &str) -> Response {
    let no = case.matter.state.number.clone();
    let said = match code {
        "confirm_screening" => Msg::new("case-screening-confirmed"),
        "send_back_screening" => Msg::new("case-screening-sent-back"),
        _ => Msg::new("case-screening-proposed"),
    };
    let flash = Flash::done(said);
    if code == "confirm_screening" {
        page::go(visit, Item { no }, Some(&flash))
    } else if let Some(next) = from.next(&no).filter(|_| code == "propose_screening") {
        page::go(visit, next, Some(&flash))
    } else {
        page::go(visit, ItemScreening { no }, Some(&flash))
    }
}

fn again(
    office: &Office<'_>,
    visit: &Visit,
    on: (&Case, &Coming),
    form: Submitted,
    errors: Errors,
) -> Result<Response, WebError> {
    let form = FormView::again(visit, form, errors);
    let wrong = form.has_errors();
    let mut page = view(office, visit, on, form);
    page.page = page.page.errors(wrong);
    page::show_form(&page, wrong)
}

fn view(office: &Office<'_>, visit: &Visit, on: (&Case, &Coming), f: FormView) -> Screening {
    let (case, from) = on;
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, Sub::Screening);
    let may = |code: &str| {
        super::is_latest(case) && case.acts.iter().any(|a| a.code == code && a.waits.is_none())
    };
    let no = case.matter.state.number.clone();
    let proposer = case.matter.state.screening.as_ref().map(|s| s.proposed_by);
    let own = may("confirm_screening") && proposer == Some(office.ctx.person());
    let notes = own.then(|| Note::new(NoteKind::Info, "", l10n.t("case-four-eyes")));
    let words = |text| super::text_of(l10n, &case.words, text);
    Screening {
        page,
        top,
        notes: notes.into_iter().collect(),
        done: screened(l10n, case, false),
        sent_back: case.matter.state.sent_back.iter().map(words).collect(),
        f,
        url: from.screening(&no),
        version: case.matter.version,
        propose: may("propose_screening"),
        suggested: may("propose_screening").then(|| Suggested::of(l10n, case)).flatten(),
        skip: from.next(&no),
        answer: may("confirm_screening") && !own,
        questions: questions(l10n, case),
        yes_no: ["yes", "no"].map(|v| Choice::new(v, l10n.code("case", v))).to_vec(),
        exemptions: exemptions(l10n, case),
        defer: vec![Choice::new("yes", l10n.t("case-defer-box"))],
        preview: None,
        kept: Vec::new(),
    }
}

fn questions(l10n: L10n, case: &Case) -> Vec<Question> {
    let question = |q: &domain::rulebook::ScreeningQuestion| Question {
        words: rule_words(l10n, &q.item.zh, &q.item.en).to_owned(),
        hint: l10n.t2(
            "case-question-hint",
            ("effect", effect(l10n, q.effect)),
            ("source", &q.item.source),
        ),
        field: format!("answers.{}", q.item.code),
        basis: format!("answers.{}.basis", q.item.code),
    };
    case.package.screening.iter().map(question).collect()
}

fn exemptions(l10n: L10n, case: &Case) -> Vec<Choice> {
    let choice = |e: &domain::rulebook::Exemption| {
        Choice::new(e.reason.code(), rule_words(l10n, &e.item.zh, &e.item.en))
    };
    case.package.exemptions.iter().map(choice).collect()
}
