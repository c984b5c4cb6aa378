//! The screening of a matter: the owner proposes, the stability office confirms
//! or sends back. What the answers lead to is shown before they are sent in.

use app::{AppError, form::RawForm, lists::MatterListRow, view::Case};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use locale::{L10n, Msg};

use super::{
    CaseFrame, Sub, Which, load,
    propose::{Preview, check, preview},
    routes::{Item, ItemScreening},
    screened::{Screened, effect, rule_words, screened},
};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::office::{
    Office,
    act::allowed,
    clash::{self, Clash},
    raw_form,
    refusal::at_fields,
    web_error,
};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

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
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let values = Values::new().with("occurred_on", office.today().to_string());
    let form = FormView::new(&state, &visit, values);
    let view = view(&office, &visit, &case, form);
    page::show(&view)
}

/// `POST /items/{no}/screening`: check, propose, confirm or send back.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    mut form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(ItemScreening::PATH, &form);
    let case = load(&office, &no, &Which::default()).await?;
    allowed(&office, &case, act_of(form.values.get("do")))?;
    let (cover, wrong) = covered(&office, &case, &mut form).await?;
    match form.values.get("do") {
        "confirm" => act(&office, &visit, &case, form, "confirm_screening").await,
        "back" => act(&office, &visit, &case, form, "send_back_screening").await,
        step => {
            let wanted = step.to_owned();
            if !wrong.is_empty() && wanted != "change" {
                return again(&office, &visit, &case, form, wrong);
            }
            match check(visit.l10n(), &case, &form.values) {
                Err(errors) => again(&office, &visit, &case, form, errors),
                Ok(_) if wanted == "propose" => propose(&office, &visit, &case, form, cover).await,
                Ok(_) if wanted == "change" => again(&office, &visit, &case, form, Errors::new()),
                Ok(answers) => {
                    let l10n = visit.l10n();
                    let mut found = preview(l10n, &case, &form.values, &answers);
                    if let Some(other) = &cover {
                        found.answers = found.answers.fact(l10n.t("case-covered"), named(other));
                    }
                    let kept = kept(&form.values);
                    let form = FormView::again(&visit, form, Errors::new());
                    let mut page = view(&office, &visit, &case, form);
                    page.preview = Some(found);
                    page.kept = kept;
                    page::show(&page)
                }
            }
        }
    }
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
    case: &Case,
    form: Submitted,
    code: &str,
) -> Result<Response, WebError> {
    let raw = raw_form(office, &form).await?;
    carry_out(office, visit, case, form, (code, raw)).await
}

async fn propose(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    form: Submitted,
    cover: Option<MatterListRow>,
) -> Result<Response, WebError> {
    let mut raw = raw_form(office, &form).await?;
    if let Some(other) = cover {
        raw.set("covered_by", other.id.to_string());
    }
    carry_out(office, visit, case, form, ("propose_screening", raw)).await
}

async fn carry_out(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    form: Submitted,
    (code, raw): (&str, RawForm),
) -> Result<Response, WebError> {
    let mut errors = Errors::new();
    let expected = form.values.get("_version").parse().ok();
    let done =
        app::matter::act_form(office.app, &office.ctx, case.matter.id, code, &raw, expected).await;
    match done {
        Ok(_) | Err(AppError::Repeated { .. }) => Ok(onward(visit, case, code)),
        Err(AppError::Conflict { .. }) => conflict(office, visit, case, form, code).await,
        Err(error) => {
            at_fields(error, &["reason", "exempt", "covered_by", "occurred_on"], &mut errors)
                .map_err(web_error)?;
            again(office, visit, case, form, errors)
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
) -> Result<(Option<MatterListRow>, Errors), WebError> {
    let mut errors = Errors::new();
    let typed = form.values.get("covered_no").trim().to_owned();
    if typed.is_empty() {
        return Ok((None, errors));
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
            return Ok((found.pop(), errors));
        }
        [] => errors.add("covered_no", Msg::new("case-covered-unknown")),
        several => {
            let list = several.iter().take(SUGGESTED).map(named).collect::<Vec<_>>().join("；");
            let msg = Msg::new("case-covered-several");
            errors.add("covered_no", msg.with("count", several.len()).with("list", list));
        }
    }
    Ok((None, errors))
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
    case: &Case,
    form: Submitted,
    code: &str,
) -> Result<Response, WebError> {
    let url = ItemScreening { no: case.matter.state.number.clone() }.to_string();
    let clash = Clash::on(case.matter.id, &form, url);
    let typed = typed(visit.l10n(), case, &form.values, code);
    let mut page = view(office, visit, case, FormView::again(visit, form, Errors::new()));
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

fn onward(visit: &Visit, case: &Case, code: &str) -> Response {
    let no = case.matter.state.number.clone();
    let said = match code {
        "confirm_screening" => Msg::new("case-screening-confirmed"),
        "send_back_screening" => Msg::new("case-screening-sent-back"),
        _ => Msg::new("case-screening-proposed"),
    };
    let flash = Flash::done(said);
    if code == "confirm_screening" {
        page::go(visit, Item { no }, Some(&flash))
    } else {
        page::go(visit, ItemScreening { no }, Some(&flash))
    }
}

fn again(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    form: Submitted,
    errors: Errors,
) -> Result<Response, WebError> {
    let form = FormView::again(visit, form, errors);
    let wrong = form.has_errors();
    let mut page = view(office, visit, case, form);
    page.page = page.page.errors(wrong);
    page::show_form(&page, wrong)
}

fn view(office: &Office<'_>, visit: &Visit, case: &Case, f: FormView) -> Screening {
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
        conflict: Markup::default(),
        sent_back: case.matter.state.sent_back.iter().map(words).collect(),
        f,
        url: ItemScreening { no }.to_string(),
        version: case.matter.version,
        propose: may("propose_screening"),
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
