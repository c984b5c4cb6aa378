//! The screening of a matter: the owner proposes, the stability office confirms
//! or sends back. What the answers lead to is shown before they are sent in.

use app::{AppError, lists::MatterListRow, view::Case};
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
    Office,
    act::{allowed, version_of},
    clash::{self, Clash},
    raw_form,
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
    /// What somebody else did meanwhile.
    conflict: Markup,
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
    mut form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(ItemScreening::PATH, &form);
    let case = load(&office, &no, &Which::default()).await?;
    let on = (&case, &from);
    let code = act_of(form.values.get("do"));
    allowed(&office, &case, code)?;
    if form.values.get("do") == "change" {
        return again(&office, &visit, on, form, Errors::new());
    }
    let mut cover = None;
    if code == "propose_screening" {
        let mut errors = Errors::new();
        stated_day(&office, &form.values, PROPOSED_ON, &mut errors);
        cover = covered(&office, &case, &mut form, &mut errors).await?;
        let found = check(visit.l10n(), &case, &form.values, errors);
        match found {
            Err(errors) => return again(&office, &visit, on, form, errors),
            Ok(answers) if form.values.get("do") != "propose" => {
                let mut found = preview(visit.l10n(), &case, &form.values, &answers);
                if let Some(other) = &cover {
                    let label = visit.l10n().t("case-covered");
                    found.answers = found.answers.fact(label, named(other));
                }
                return checked(&office, &visit, on, form, found);
            }
            Ok(_) => {}
        }
    }
    act(&office, &visit, on, form, (code, cover)).await
}

/// "Check your answers": what would follow, before anything is sent in.
fn checked(
    office: &Office<'_>,
    visit: &Visit,
    on: (&Case, &Coming),
    form: Submitted,
    found: Preview,
) -> Result<Response, WebError> {
    let kept = kept(&form.values);
    let form = FormView::again(visit, form, Errors::new());
    let mut page = view(office, visit, on, form);
    page.preview = Some(found);
    page.kept = kept;
    page::show(&page)
}

/// The act that a button of the page stands for. Looking at what the answers
/// lead to is part of proposing.
fn act_of(button: &str) -> &'static str {
    match button {
        "confirm" => "confirm_screening",
        "back" => "send_back_screening",
        _ => "propose_screening",
    }
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
    (code, cover): (&str, Option<MatterListRow>),
) -> Result<Response, WebError> {
    let (case, from) = on;
    let mut raw = raw_form(office, &form).await?;
    let mut errors = Errors::new();
    let day = stated_day(office, &form.values, day_field(code), &mut errors);
    let ctx = office.ctx.clone().on(day);
    if let Some(other) = cover {
        raw.set("covered_by", other.id.to_string());
    }
    let expected = version_of(&form, &mut errors);
    if !errors.is_empty() {
        return again(office, visit, on, form, errors);
    }
    let done = app::matter::act_form(office.app, &ctx, case.matter.id, code, &raw, expected).await;
    match done {
        Ok(_) | Err(AppError::Repeated { .. }) => Ok(onward(visit, case, from, code)),
        Err(AppError::Conflict { .. }) => conflict(office, visit, on, form, code).await,
        Err(AppError::Refused(rule)) if rule.field() == Some(PROPOSED_ON) => {
            errors.add(day_field(code), sentence(&rule));
            again(office, visit, on, form, errors)
        }
        Err(AppError::Reused { .. }) => {
            errors.spent(Some(Item { no: case.matter.state.number.clone() }.to_string()));
            again(office, visit, on, form, errors)
        }
        Err(error) => {
            at_fields(error, &["reason", "exempt", "covered_by"], &mut errors)
                .map_err(web_error)?;
            again(office, visit, on, form, errors)
        }
    }
}

/// The matter whose assessment covers this one, found by its number or a part
/// of its title among those that the visitor may see. What was found stands in
/// the form by its number; several are told, so that one can be chosen.
async fn covered(
    office: &Office<'_>,
    case: &Case,
    form: &mut Submitted,
    errors: &mut Errors,
) -> Result<Option<MatterListRow>, WebError> {
    let typed = form.values.get("covered_no").trim().to_owned();
    if typed.is_empty() {
        return Ok(None);
    }
    let mut found = app::view::matters_like(office.app, &office.ctx, &typed, case.matter.id)
        .await
        .map_err(web_error)?;
    if let Some(exact) = found.iter().position(|row| row.number.eq_ignore_ascii_case(&typed)) {
        found = vec![found.swap_remove(exact)];
    }
    match found.as_slice() {
        [one] => {
            form.values.take("covered_no");
            form.values.push("covered_no".to_owned(), one.number.clone());
            return Ok(found.pop());
        }
        [] => errors.add("covered_no", Msg::new("case-covered-unknown")),
        several => {
            let list = several.iter().take(SUGGESTED).map(named).collect::<Vec<_>>().join("；");
            let msg = Msg::new("case-covered-several");
            errors.add("covered_no", msg.with("count", several.len()).with("list", list));
        }
    }
    Ok(None)
}

/// So many of the matters found are told at once.
const SUGGESTED: usize = 8;

/// Number and title of a matter.
fn named(row: &MatterListRow) -> String {
    format!("{} {}", row.number, row.title.as_deref().unwrap_or_default())
}

/// Somebody else acted meanwhile. The forms that are still open hold what was
/// typed; of one that is gone it is listed.
async fn conflict(
    office: &Office<'_>,
    visit: &Visit,
    on: (&Case, &Coming),
    form: Submitted,
    code: &str,
) -> Result<Response, WebError> {
    let case = on.0;
    let url = ItemScreening { no: case.matter.state.number.clone() }.to_string();
    let clash = Clash::on(case.matter.id, &form, url);
    let typed = typed(visit.l10n(), case, &form.values, code);
    let mut page = view(office, visit, on, FormView::again(visit, form, Errors::new()));
    let open = if code == "propose_screening" { page.propose } else { page.answer };
    let clash = if open { clash } else { clash.without_form(typed) };
    page.conflict = clash.told(office, visit, case).await?;
    clash::show(&page)
}

/// What was typed in the form of an act, under the labels of the page.
fn typed(l10n: L10n, case: &Case, values: &Values, code: &str) -> Vec<(String, String)> {
    let label = |name: &str| match (name, code) {
        ("note", _) => l10n.t("case-note"),
        ("reason", "send_back_screening") => l10n.t("case-back-reason"),
        ("reason", _) => l10n.t("case-reason"),
        ("exempt", _) => l10n.t("case-exempt"),
        ("covered_no", _) => l10n.t("case-covered"),
        ("defer", _) => l10n.t("case-defer"),
        (PROPOSED_ON | CONFIRMED_ON | SENT_BACK_ON, _) => l10n.t("acts-occurred-on"),
        (other, _) => {
            let asked = other.trim_start_matches("answers.").trim_end_matches(".basis");
            let question = case.package.screening.iter().find(|q| q.item.code == asked);
            question
                .map_or_else(String::new, |q| rule_words(l10n, &q.item.zh, &q.item.en).to_owned())
        }
    };
    let said = |name: &str, value: String| match (name.ends_with(".basis"), value.as_str()) {
        (false, "yes" | "no") => l10n.code("case", &value),
        _ => value,
    };
    kept(values)
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| (label(&name), said(&name, value)))
        .filter(|(label, _)| !label.is_empty())
        .collect()
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
        conflict: Markup::default(),
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
