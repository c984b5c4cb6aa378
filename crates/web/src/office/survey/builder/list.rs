//! The questionnaire with its questions: begun from a template, filled from the
//! bank, put in order, kept for later cases.

use app::AppError;
use app::consultation::{self, Builder, Cut};
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::consultation::draft::Edit;
use domain::consultation::form::{FormError, Question};
use locale::{L10n, Msg};
use serde::Deserialize;
use uuid::Uuid;

use super::super::{Forming, Survey, Trial, Wording};
use super::{condition, english, factors, offered, since, told};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which, load, rule_words};
use crate::office::refusal::at_fields;
use crate::office::{Office, clash, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

/// Fields of the forms of this page.
const FIELDS: &[&str] = &["template", "name"];

/// Which part of the bank is asked for.
#[derive(Debug, Default, Deserialize)]
pub(in crate::office::survey) struct Wish {
    /// `case`, `kind` or `all`.
    #[serde(default)]
    bank: String,
}

impl Wish {
    fn cut(&self) -> Option<Cut> {
        match self.bank.as_str() {
            "case" => Some(Cut::Case),
            "kind" => Some(Cut::Kind),
            "all" => Some(Cut::All),
            _ => None,
        }
    }
}

/// A question of the draft.
struct Line {
    code: String,
    url: String,
    words: String,
    facts: String,
    choices: String,
    condition: String,
    factors: String,
    problem: String,
}

/// A question of the bank.
struct Stored {
    code: String,
    words: String,
    facts: String,
    choices: String,
    factors: String,
}

#[derive(Template)]
#[template(path = "survey/form.html")]
struct FormPage {
    page: Page,
    top: Markup,
    f: FormView,
    note: Option<Note>,
    url: String,
    back: String,
    version: u64,
    /// Questions by step.
    steps: Vec<(String, Vec<Line>)>,
    problems: Vec<String>,
    ready: bool,
    empty: bool,
    new: String,
    trial: String,
    templates: Vec<Choice>,
    kept: Vec<(String, String)>,
    bank: Vec<Stored>,
    /// The cuts of the bank: name, address, whether it is the one shown.
    cuts: Vec<(String, String, bool)>,
}

pub(in crate::office::survey) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    Query(wish): Query<Wish>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let read = consultation::builder(office.app, &office.ctx, &case, wish.cut()).await;
    let builder = read.map_err(web_error)?;
    let f = FormView::new(&state, &visit, Values::new());
    page::show(&view(&office, &visit, &case, &builder, f))
}

fn view(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    builder: &Builder,
    f: FormView,
) -> FormPage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, Sub::Survey);
    let no = case.matter.state.number.clone();
    let steps = (1..=domain::consultation::form::STEPS).map(|step| {
        let lines = builder.form.of_step(step).map(|q| line(l10n, &no, builder, q));
        (l10n.t1("builder-step", "n", step + 1), lines.collect())
    });
    let all = builder.problems.iter().filter(|problem| problem.place == "questions");
    FormPage {
        page: page.errors(f.has_errors()),
        top,
        f,
        note: note(l10n, builder),
        url: Forming { no: no.clone() }.url(),
        back: Survey { no: no.clone() }.url(),
        version: builder.version,
        steps: steps.collect(),
        problems: all.map(|problem| told(l10n, problem)).collect(),
        ready: builder.problems.is_empty(),
        empty: builder.form.questions.is_empty(),
        new: Wording { no: no.clone(), q: "new".to_owned() }.url(),
        trial: Trial { no: no.clone(), n: "1".to_owned() }.url(),
        templates: templates(l10n, builder),
        kept: builder.kept.iter().map(|one| (one.id.to_string(), one.name.clone())).collect(),
        bank: builder.bank.iter().map(|question| stored(l10n, builder, question)).collect(),
        cuts: cuts(l10n, &Forming { no }.url(), builder),
    }
}

/// What has to be known before anything is changed.
fn note(l10n: L10n, builder: &Builder) -> Option<Note> {
    let said = if builder.running {
        Some((NoteKind::Info, "builder-running"))
    } else if builder.form.strata.is_empty() {
        Some((NoteKind::Warn, "survey-no-plan"))
    } else {
        None
    };
    said.map(|(kind, key)| Note::new(kind, String::new(), l10n.t(key)))
}

fn line(l10n: L10n, no: &str, builder: &Builder, question: &Question) -> Line {
    let of_it = |problem: &&FormError| problem.place == question.code;
    let problem = builder.problems.iter().find(of_it);
    Line {
        code: question.code.clone(),
        url: Wording { no: no.to_owned(), q: question.code.clone() }.url(),
        words: question.words.get(english(l10n)).to_owned(),
        facts: facts(l10n, question),
        choices: offered(l10n, question),
        condition: condition(l10n, builder, question),
        factors: factors(l10n, builder, question),
        problem: problem.map(|problem| told(l10n, problem)).unwrap_or_default(),
    }
}

fn stored(l10n: L10n, builder: &Builder, question: &Question) -> Stored {
    Stored {
        code: question.code.clone(),
        words: question.words.get(english(l10n)).to_owned(),
        facts: facts(l10n, question),
        choices: offered(l10n, question),
        factors: factors(l10n, builder, question),
    }
}

fn facts(l10n: L10n, question: &Question) -> String {
    let kind = l10n.code("question-kind", question.kind.code());
    let needed = l10n.t(if question.required { "builder-required" } else { "consult-optional" });
    l10n.join(&[kind, needed])
}

/// Questionnaires to begin with: those of the unit, then those of the rules.
fn templates(l10n: L10n, builder: &Builder) -> Vec<Choice> {
    let own = builder
        .kept
        .iter()
        .map(|one| Choice::new(one.id.to_string(), l10n.t1("builder-of-unit", "name", &one.name)));
    let of_rules =
        builder.offers.iter().map(|o| Choice::new(&o.code, rule_words(l10n, &o.zh, &o.en)));
    own.chain(of_rules).collect()
}

fn cuts(l10n: L10n, url: &str, builder: &Builder) -> Vec<(String, String, bool)> {
    let all = [
        (Cut::Case, "case", "builder-bank-case"),
        (Cut::Kind, "kind", "builder-bank-kind"),
        (Cut::All, "all", "builder-bank-all"),
    ];
    all.into_iter()
        .filter(|(cut, ..)| *cut != Cut::Case || builder.has_factors)
        .map(|(cut, name, key)| (l10n.t(key), format!("{url}?bank={name}"), cut == builder.cut))
        .collect()
}

pub(in crate::office::survey) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    // Reading it asks for access before anything of the form is looked at.
    let read = consultation::builder(office.app, &office.ctx, &case, Some(Cut::All)).await;
    let builder = read.map_err(web_error)?;
    let office = office.sending(Forming::PATH, &form);
    match done(&office, &case, &builder, &form).await? {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            let url = Forming { no: case.matter.state.number.clone() }.url();
            Ok(page::go(&visit, url, Some(&Flash::done(Msg::new("builder-done")))))
        }
        Err(AppError::Conflict { .. }) => again(&state, &office, &visit, &case).await,
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &case, &builder, f), true)
        }
    }
}

/// Carries out what a button stands for.
async fn done(
    office: &Office<'_>,
    case: &Case,
    builder: &Builder,
    form: &Submitted,
) -> Result<Result<(), AppError>, WebError> {
    let (app, ctx, values) = (office.app, &office.ctx, &form.values);
    let button = values.get("do");
    let (act, of) = button.split_once(' ').unwrap_or((button, ""));
    let edit = match act {
        "start" => match template(builder, values.get("template")) {
            Some(questions) => Edit::Begin(questions),
            None => return Ok(Err(chosen_nothing())),
        },
        "add" => match builder.bank.iter().find(|question| question.code == of) {
            Some(question) => Edit::Add(Box::new(question.clone())),
            // It was added by somebody else meanwhile.
            None => return Ok(Err(AppError::Conflict { found: 0, by: None, at: None })),
        },
        "up" => Edit::Up(of.to_owned()),
        "down" => Edit::Down(of.to_owned()),
        "remove" => Edit::Remove(of.to_owned()),
        "clear" => Edit::Clear,
        "keep" => return Ok(consultation::keep_template(app, ctx, case, values.get("name")).await),
        "forget" => {
            let id = Uuid::parse_str(of).map_err(|_| WebError::NotFound)?;
            return Ok(consultation::forget_template(app, ctx, case, id).await);
        }
        _ => return Err(WebError::NotFound),
    };
    Ok(consultation::change(app, ctx, case, since(form), &edit).await)
}

fn chosen_nothing() -> AppError {
    AppError::Invalid(vec![app::form::FieldError::new("template", "choose")])
}

/// The questions of a template; none where it is unknown.
fn template(builder: &Builder, chosen: &str) -> Option<Vec<Question>> {
    let kept = builder.kept.iter().find(|one| one.id.to_string() == chosen);
    let of_rules = builder.offers.iter().find(|offer| offer.code == chosen);
    kept.map(|one| one.questions.clone()).or_else(|| of_rules.map(|o| o.form.questions.clone()))
}

/// Somebody else changed it: the questionnaire as it stands now.
async fn again(
    state: &AppState,
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
) -> Result<Response, WebError> {
    let read = consultation::builder(office.app, &office.ctx, case, None).await;
    let builder = read.map_err(web_error)?;
    let f = FormView::new(state, visit, Values::new());
    let mut page = view(office, visit, case, &builder, f);
    let l10n = visit.l10n();
    page.note =
        Some(Note::new(NoteKind::Warn, l10n.t("builder-clash"), l10n.t("builder-clash-list")));
    clash::show(&page)
}
