//! One question: worded by officials, or changed.

use app::AppError;
use app::consultation::{self, Builder};
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::QuestionKind;
use domain::consultation::form::{Choice as Offered, Question, STEPS};
use locale::{L10n, Msg};

use super::super::{Forming, Wording};
use super::{condition, english, offered, since};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which, load, rule_words};
use crate::office::refusal::at_fields;
use crate::office::{Office, clash, raw_form, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Note, NoteKind};
use crate::visit::Visit;

/// The part of the address that stands for a new question.
const NEW: &str = "new";
/// Fields of the form.
const FIELDS: &[&str] =
    &["kind", "words", "words_en", "step", "choices", "rows", "places", "only_if", "factors"];

#[derive(Template)]
#[template(path = "survey/question.html")]
struct QuestionPage {
    page: Page,
    top: Markup,
    f: FormView,
    note: Option<Note>,
    /// The question as it stands now, where somebody else changed it.
    now: Option<Facts>,
    url: String,
    back: String,
    version: u64,
    title: String,
    /// Kinds to choose from; none for the attitude, which stays one.
    kinds: Vec<Choice>,
    steps: Vec<Choice>,
    required: Vec<Choice>,
    conditions: Vec<Choice>,
    factors: Vec<Choice>,
    /// Whether the list of factors is open.
    chosen: bool,
}

/// The question that is changed; none for a new one.
fn old<'a>(builder: &'a Builder, q: &str) -> Result<Option<&'a Question>, WebError> {
    if q == NEW {
        return Ok(None);
    }
    builder.form.question(q).map(Some).ok_or(WebError::NotFound)
}

pub(in crate::office::survey) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, q)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let read = consultation::builder(office.app, &office.ctx, &case, None).await;
    let builder = read.map_err(web_error)?;
    let question = old(&builder, &q)?;
    let f = FormView::new(&state, &visit, values(question));
    page::show(&view((&office, &visit), &case, &builder, question, f))
}

/// What the form begins with.
fn values(question: Option<&Question>) -> Values {
    let Some(question) = question else {
        return Values::new().with("kind", QuestionKind::Single.code()).with("step", "2");
    };
    let mut values = Values::new()
        .with("kind", question.kind.code())
        .with("words", &question.words.zh)
        .with("words_en", &question.words.en)
        .with("step", question.step.to_string())
        .with("choices", lines(&question.choices))
        .with("rows", lines(&question.rows))
        .with("places", question.places.map(|places| places.to_string()).unwrap_or_default());
    if question.required {
        values = values.with("required", "yes");
    }
    for code in &question.factors {
        values = values.with("factors", code);
    }
    let Some(only) = &question.only_if else { return values };
    let pair = |choice: &String| format!("{}:{choice}", only.question);
    only.any_of.iter().map(pair).fold(values, |values, pair| values.with("only_if", pair))
}

/// One choice a line, with its English words behind a stroke.
fn lines(choices: &[Offered]) -> String {
    let line = |choice: &Offered| match choice.words.en.as_str() {
        "" => choice.words.zh.clone(),
        en => format!("{} | {en}", choice.words.zh),
    };
    choices.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn view(
    (office, visit): (&Office<'_>, &Visit),
    case: &Case,
    builder: &Builder,
    question: Option<&Question>,
    f: FormView,
) -> QuestionPage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, Sub::Survey);
    let no = case.matter.state.number.clone();
    let attitude = question.is_some_and(|q| q.kind == QuestionKind::Attitude);
    let kinds = QuestionKind::ALL.iter().filter(|kind| **kind != QuestionKind::Attitude);
    let kinds = kinds.map(|kind| Choice::new(kind.code(), l10n.code("question-kind", kind.code())));
    let code = question.map_or(NEW, |question| question.code.as_str());
    QuestionPage {
        page: page.errors(f.has_errors()),
        top,
        note: None,
        now: None,
        url: Wording { no: no.clone(), q: code.to_owned() }.url(),
        back: Forming { no }.url(),
        version: builder.version,
        title: l10n.t(if question.is_some() { "builder-change" } else { "builder-new" }),
        kinds: if attitude { Vec::new() } else { kinds.collect() },
        steps: (1..=STEPS)
            .map(|step| Choice::new(step.to_string(), l10n.t1("builder-step", "n", step + 1)))
            .collect(),
        required: vec![Choice::new("yes", l10n.t("builder-required-yes"))],
        conditions: conditions(l10n, builder, code),
        factors: factors(l10n, builder, question),
        chosen: !f.value("factors").is_empty() || !f.error("factors").is_empty(),
        f,
    }
}

/// Factors for matters of this kind, and those on which the question bears.
fn factors(l10n: L10n, builder: &Builder, question: Option<&Question>) -> Vec<Choice> {
    let borne = |code: &String| question.is_some_and(|q| q.factors.contains(code));
    let offered = builder.factors.iter().filter(|factor| factor.fits || borne(&factor.code));
    offered
        .map(|factor| Choice::new(&factor.code, rule_words(l10n, &factor.zh, &factor.en)))
        .collect()
}

/// Every choice of every other question on which one can depend.
fn conditions(l10n: L10n, builder: &Builder, code: &str) -> Vec<Choice> {
    let others = builder.form.questions.iter().filter(|q| q.can_decide() && q.code != code);
    let pairs = others.filter(|q| q.step < STEPS).flat_map(|question| {
        question.choices.iter().map(move |choice| {
            let value = format!("{}:{}", question.code, choice.code);
            Choice::new(value, choice.words.get(english(l10n)))
                .hint(question.words.get(english(l10n)))
        })
    });
    pairs.collect()
}

pub(in crate::office::survey) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, q)): Path<(String, String)>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let read = consultation::builder(office.app, &office.ctx, &case, None).await;
    let builder = read.map_err(web_error)?;
    let office = office.sending(Wording::PATH, &form);
    let raw = raw_form(&office, &form).await?;
    let code = Some(q.as_str()).filter(|q| *q != NEW);
    let seen = (since(&form), code);
    match consultation::save_own(office.app, &office.ctx, &case, seen, &raw).await {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            let url = Forming { no: case.matter.state.number.clone() }.url();
            Ok(page::go(&visit, url, Some(&Flash::done(Msg::new("builder-saved")))))
        }
        Err(AppError::Conflict { .. }) => {
            let f = FormView::again(&visit, form, Errors::new());
            clash::show(&clashing((&office, &visit), &case, &builder, &q, f))
        }
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, FIELDS, &mut errors).map_err(web_error)?;
            let f = FormView::again(&visit, form, errors);
            let question = old(&builder, &q)?;
            page::show_form(&view((&office, &visit), &case, &builder, question, f), true)
        }
    }
}

/// Somebody else changed the questionnaire: everything typed is kept, and the
/// question is shown as it stands now.
fn clashing(
    (office, visit): (&Office<'_>, &Visit),
    case: &Case,
    builder: &Builder,
    q: &str,
    f: FormView,
) -> QuestionPage {
    let l10n = visit.l10n();
    let now = builder.form.question(q);
    let told = match (q, now) {
        (NEW, _) => "builder-clash-new",
        (_, Some(_)) => "builder-clash-changed",
        (_, None) => "builder-clash-gone",
    };
    let mut page = view((office, visit), case, builder, now, f);
    page.note = Some(Note::new(NoteKind::Warn, l10n.t("builder-clash"), l10n.t(told)));
    page.now = now.map(|question| {
        let facts = Facts::new()
            .fact(l10n.t("builder-words"), question.words.get(english(l10n)))
            .fact(l10n.t("builder-kind"), l10n.code("question-kind", question.kind.code()))
            .fact(l10n.t("builder-choices"), offered(l10n, question));
        match condition(l10n, builder, question) {
            said if said.is_empty() => facts,
            said => facts.fact(l10n.t("builder-condition"), said),
        }
    });
    page
}
