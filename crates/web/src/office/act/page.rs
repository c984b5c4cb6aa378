//! The page of an act: its form, and what comes of sending it.

use std::collections::BTreeMap;

use app::form::{Kind, RawForm, Source};
use app::{AppError, view::Case};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::refusal::Refusal;
use locale::{L10n, Lang, Msg};

use super::{
    conflict, fill::Fill, lists::Lists, place, refused, routes::ItemAct, spec::ActForm, start,
};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted};
use crate::nav::Nav;
use crate::office::case::{Sub, Which, load, standing_tags};
use crate::office::{Office, chapters, narrow, raw_form, refusal, web_error};
use crate::page::{self, Page};
use crate::routes::Route;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Note, NoteKind};
use crate::visit::Visit;

/// Rows that a repeated field shows at first.
const ROWS: usize = 5;
/// Most rows of a repeated field, as the parser reads them.
const MOST_ROWS: usize = 200;

#[derive(Template)]
#[template(path = "act/form.html")]
struct ActPage {
    page: Page,
    summary: Markup,
    note: Markup,
    lead: String,
    opening: Markup,
    version: String,
    parts: Vec<Markup>,
    facts: Facts,
    back: String,
    closed: bool,
    several_buttons: bool,
    files_lost: bool,
}

/// What is shown besides the form itself.
pub(super) struct Shown {
    note: Markup,
    closed: bool,
    again: bool,
    rows: usize,
    status: StatusCode,
}

impl Shown {
    pub(super) fn again(note: Markup, rows: usize, status: StatusCode) -> Self {
        Self { note, closed: false, again: true, rows, status }
    }

    /// The same without the form: there is nothing left to send.
    pub(super) fn without_form(self) -> Self {
        Self { closed: true, ..self }
    }
}

/// `GET /items/{no}/do/{code}`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, code)): Path<(String, String)>,
    Query(given): Query<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let act = ActForm::of(&code).ok_or(WebError::NotFound)?;
    let case = load(&office, &no, &Which::default()).await?;
    allowed(&office, &case, act.code)?;
    let (mut note, closed) = before(visit.l10n(), &case, &act);
    let mut values = start::values(&office, &case, &act, &given);
    if act.code == "freeze_report" && !closed {
        let poured = chapters::poured(&office, visit.l10n(), &case).await?;
        for (name, text) in poured.values {
            values = values.with(&name, text);
        }
        note = poured.note.map_or(note, gap);
    }
    let form = FormView::new(&state, &visit, values);
    let rows = given.get("rows").and_then(|n| n.parse().ok()).unwrap_or(ROWS);
    let shown = Shown { note, closed, again: false, rows, status: StatusCode::OK };
    draw(&office, &visit, &case, &act, (form, shown)).await
}

/// Who may not carry the act out is not shown its form, and what they send is
/// not looked at.
pub(crate) fn allowed(office: &Office<'_>, case: &Case, code: &str) -> Result<(), WebError> {
    let permission = access::permission_for(code)
        .ok_or_else(|| WebError::internal(format!("no permission for {code}")))?;
    app::directory::require(&office.ctx, permission, Some(&case.resource)).map_err(web_error)
}

/// Whether the act can begin now; if not, why.
fn before(l10n: L10n, case: &Case, act: &ActForm) -> (Markup, bool) {
    match case.acts.iter().find(|a| a.code == act.code) {
        None => match app::view::before_screening(case, act.code) {
            Some(refusal) => (refused::waits(l10n, case, &refusal), true),
            None => {
                let text = l10n.t("acts-nothing-to-do");
                (gap(Note::new(NoteKind::Info, "", text)), true)
            }
        },
        Some(found) => match &found.waits {
            None => (Markup::default(), false),
            Some(refusal) => (refused::waits(l10n, case, refusal), true),
        },
    }
}

#[derive(Template)]
#[template(path = "act/gap.html")]
struct Gap {
    note: Note,
}

fn gap(note: Note) -> Markup {
    Markup::render(&Gap { note })
}

/// `POST /items/{no}/do/{code}`.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, code)): Path<(String, String)>,
    mut sent: Submitted,
) -> Result<Response, WebError> {
    let act = ActForm::of(&code).ok_or(WebError::NotFound)?;
    let more = sent.values.take("_rows");
    let office = Office::of(&state, &visit)?.sending(ItemAct::PATH, &sent);
    let case = load(&office, &no, &Which::default()).await?;
    allowed(&office, &case, act.code)?;
    let rows = rows_of(&sent, more.as_deref());
    if more.is_some() || narrow::asked(&sent) {
        let form = FormView::again(&visit, sent, Errors::new());
        let shown = Shown::again(Markup::default(), rows, StatusCode::OK);
        return draw(&office, &visit, &case, &act, (form, shown)).await;
    }
    let lists = Lists::read(&office, &case, &act, visit.l10n()).await?;
    let mut errors = at_the_door(&act, &lists, &sent);
    let expected = version_of(&sent, &mut errors);
    if !errors.is_empty() {
        if expected.is_none() {
            on_version(&mut sent, start::version(&case, &act));
        }
        let form = FormView::again(&visit, sent, errors);
        let shown = Shown::again(Markup::default(), rows, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&office, &visit, &case, &act, (form, shown)).await;
    }
    let raw = without_blank_ratings(raw_form(&office, &sent).await?, &act);
    match carry_out(&office, &case, &act, (&raw, expected)).await {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            let key = format!("act-{}-done", act.code.replace('_', "-"));
            let flash = Flash::done(Msg::dynamic(key));
            Ok(page::go(&visit, place::of(act.code).url(&case), Some(&flash)))
        }
        Err(error) => refuse(&office, &visit, &case, &act, (sent, rows, error)).await,
    }
}

async fn carry_out(
    office: &Office<'_>,
    case: &Case,
    act: &ActForm,
    (raw, expected): (&RawForm, Option<u64>),
) -> Result<(), AppError> {
    let (app, ctx) = (office.app, &office.ctx);
    if act.on_matter {
        let id = case.matter.id;
        return app::matter::act_form(app, ctx, id, act.code, raw, expected).await.map(drop);
    }
    let id = case.assessment_id().ok_or(AppError::NotFound)?;
    app::assessment::act_form(app, ctx, id, act.code, raw, expected).await.map(drop)
}

/// The version of the record that a form was made on. One that does not say is
/// refused: nobody could tell whether somebody else acted meanwhile.
pub(crate) fn version_of(sent: &Submitted, errors: &mut Errors) -> Option<u64> {
    let version = sent.values.get("_version").trim().parse().ok();
    if version.is_none() {
        errors.add("", Msg::new("acts-version-missing"));
    }
    version
}

/// States the version that the form is shown on now.
pub(super) fn on_version(sent: &mut Submitted, version: u64) {
    sent.values.take("_version");
    sent.values.push("_version".to_owned(), version.to_string());
}

/// Rows to show: as many as were sent, and those asked for.
fn rows_of(sent: &Submitted, more: Option<&str>) -> usize {
    let typed = sent.values.iter().filter_map(|(name, _)| name.split('.').nth(1)?.parse().ok());
    let typed = typed.max().map_or(0, |row: usize| row.saturating_add(1));
    let asked = more.and_then(|text| text.parse().ok()).unwrap_or(0);
    typed.max(asked).max(ROWS)
}

/// What can be found wrong before anything is stored: choices that the page did
/// not offer, the stated day, the kind of the files.
fn at_the_door(act: &ActForm, lists: &Lists, sent: &Submitted) -> Errors {
    let mut errors = sent.refused.clone();
    let stated = sent.values.get("occurred_on").trim();
    if act.dated && !stated.is_empty() && app::form::parse_date(stated).is_none() {
        errors.add("occurred_on", Msg::new("field-date"));
    }
    for field in &act.fields {
        let source = match field.kind {
            Kind::One(source) | Kind::Many(source) => source,
            Kind::Entry => Source::Entries,
            _ => continue,
        };
        let typed = sent.values.all(field.name).map(str::trim).filter(|v| !v.is_empty());
        if typed.into_iter().any(|value| !lists.allows(source, value)) {
            errors.add(field.name, Msg::new("field-choice"));
        }
    }
    if act.fields.iter().any(|field| field.kind == Kind::Sections) {
        chapters::left_live(&sent.values, &mut errors);
    }
    for file in &sent.files {
        if let Err(kind) = app::files::media_type(&file.file_name, &file.bytes) {
            errors.add(&file.field, Msg::new(kind.key()).with("name", &file.file_name));
        }
    }
    errors
}

/// A factor without p and q was not rated; where ratings may stay empty it is
/// left out.
fn without_blank_ratings(mut raw: RawForm, act: &ActForm) -> RawForm {
    for field in act.fields.iter().filter(|f| f.kind == Kind::Ratings && !f.required) {
        let prefix = format!("{}.", field.name);
        let stem = |key: &str| key.strip_prefix(&prefix)?.split('.').next().map(str::to_owned);
        let filled: Vec<String> = raw
            .values
            .iter()
            .filter(|(_, typed)| typed.iter().any(|v| !v.trim().is_empty()))
            .filter_map(|(key, _)| stem(key))
            .collect();
        raw.values.retain(|key, _| stem(key).is_none_or(|factor| filled.contains(&factor)));
    }
    raw
}

/// The form again, with everything typed, and what stands against it.
async fn refuse(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    act: &ActForm,
    (mut sent, rows, error): (Submitted, usize, AppError),
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let mut errors = Errors::new();
    let mut note = Markup::default();
    match error {
        AppError::Refused(rule) => {
            note = against(l10n, case, act, &rule, &mut errors);
        }
        AppError::Conflict { found, .. } => {
            return conflict::show(office, visit, case, act, (sent, rows, found)).await;
        }
        AppError::Reused { .. } => {
            errors.spent(Some(place::of(act.code).url(case)));
            on_version(&mut sent, start::version(case, act));
        }
        other => refusal::at_fields(other, &[], &mut errors).map_err(web_error)?,
    }
    let form = FormView::again(visit, sent, errors);
    let shown = Shown::again(note, rows, StatusCode::UNPROCESSABLE_ENTITY);
    draw(office, visit, case, act, (form, shown)).await
}

/// A refusal stands beside its field where the form has it; the rule and who
/// can help are told in a note.
fn against(l10n: L10n, case: &Case, act: &ActForm, rule: &Refusal, errors: &mut Errors) -> Markup {
    let own = |name: &str| {
        name == "occurred_on" && act.dated
            || act.fields.iter().any(|f| f.name == name && f.kind != Kind::Ref)
    };
    match rule.field().filter(|name| own(name)) {
        Some(field) => {
            errors.add(field, refusal::sentence(rule));
            refused::beside_field(l10n, case, rule)
        }
        None => refused::sent(l10n, case, rule),
    }
}

pub(super) async fn draw(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    act: &ActForm,
    (form, shown): (FormView, Shown),
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let lists = Lists::read(office, case, act, l10n).await?;
    let rows = shown.rows.clamp(1, MOST_ROWS);
    let sections = case.report_sections(office.app, &office.ctx);
    let fill = Fill { l10n, form: &form, case, lists: &lists, code: act.code, sections, rows };
    let parts = parts(&fill, act);
    let summary = form.summary_named(|field| fill.heading(field));
    let number = case.matter.state.number.clone();
    let url = ItemAct { no: number.clone(), code: act.code.to_owned() };
    let opening = if act.has_files() { form.open_files(&url) } else { form.open(&url) };
    let title = l10n.code("act", act.code);
    let page = Page::new(visit, &title)
        .nav(Nav::Items)
        .crumb(l10n.t("nav-items"), "/items")
        .crumb(&number, Sub::Overview.url(case))
        .here(&title)
        .errors(form.has_errors());
    let template = ActPage {
        page,
        note: shown.note,
        lead: lead(l10n, act),
        opening,
        version: form.value("_version").to_owned(),
        parts,
        facts: facts(l10n, case, act),
        back: place::of(act.code).url(case),
        closed: shown.closed,
        several_buttons: act.has_rows() || act.has_units(),
        files_lost: act.has_files() && shown.again,
        summary,
    };
    let mut response = page::show(&template)?;
    *response.status_mut() = shown.status;
    Ok(response)
}

/// Every field, and the stated day where the act has one.
fn parts(fill: &Fill<'_>, act: &ActForm) -> Vec<Markup> {
    let mut parts = Vec::new();
    let mut searched = false;
    for field in &act.fields {
        if !searched && matches!(field.kind, Kind::One(source) if fill.lists.is_long(source)) {
            searched = true;
            parts.push(narrow::field(fill.form));
        }
        parts.push(fill.part(field, field.name));
    }
    if act.dated {
        let day = fill.form.date("occurred_on", fill.l10n.t("acts-occurred-on"));
        parts.push(Markup::render(&day.hint(fill.l10n.t("acts-occurred-on-hint"))));
    }
    parts
}

fn lead(l10n: L10n, act: &ActForm) -> String {
    let key = format!("act-{}-hint", act.code.replace('_', "-"));
    if l10n.has(&key) { l10n.t(&key) } else { String::new() }
}

/// The case in a few facts, and the rule of the step.
fn facts(l10n: L10n, case: &Case, act: &ActForm) -> Facts {
    let matter = &case.matter.state;
    let title = case.title().unwrap_or_default();
    let facts = Facts::new()
        .fact(l10n.t("acts-title"), title)
        .fact(l10n.t("acts-number"), &matter.number)
        .markup(l10n.t("acts-standing"), standing_tags(l10n, case));
    let Some(assessment) = &case.assessment else {
        return facts;
    };
    let found = case.acts.iter().find(|a| a.code == act.code);
    let step = found.and_then(|a| a.step);
    let rule = step.and_then(|step| case.procedure()?.step(step));
    let mut facts = facts;
    if let Some(due) = assessment.state.term_due.filter(|_| step == assessment.state.term_step) {
        facts = facts.fact(l10n.t("acts-due"), l10n.date(due));
    }
    let Some(rule) = rule else { return facts };
    let words = if l10n.lang() == Lang::En { &rule.item.en } else { &rule.item.zh };
    facts.fact(l10n.t("acts-step"), words).fact(l10n.t("errors-source"), &rule.item.source)
}
