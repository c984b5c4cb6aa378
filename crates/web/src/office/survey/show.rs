//! The page as it is shown.

use access::Permission;
use app::consultation::{self, Desk, OWN, Sheet};
use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::ExportFormat;
use domain::consultation::form::{Form, Question};
use domain::consultation::{DatedExport, Standing};
use locale::{L10n, Lang, Msg};

use super::codes::{Column, code_book};
use super::coverage::CoverageView;
use super::{Batch, DiscussionRound, Entering, Excluded, Forming, Survey, SurveyFile, Texts};
use crate::error::WebError;
use crate::form::{Choice, FormView, Values};
use crate::office::case::{CaseFrame, Sub, Which, load, rule_words};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::public::consult::{self, ResultsView};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Facts, Markup, Tag};
use crate::visit::Visit;

/// A question as it will be asked.
struct Preview {
    words: String,
    kind: String,
    choices: String,
}

/// A questionnaire to choose, with its questions.
struct Offer {
    name: String,
    questions: Vec<Preview>,
}

#[derive(Template)]
#[template(path = "survey/show.html")]
pub(super) struct Show {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    state: Option<Tag>,
    facts: Option<Facts>,
    public: Option<String>,
    questions: Vec<Preview>,
    offers: Vec<Offer>,
    choices: Vec<Choice>,
    results: Option<ResultsView>,
    coverage: Option<CoverageView>,
    /// Meetings and visits beside the questionnaire.
    meetings: Vec<(String, String)>,
    earlier: Vec<(String, String)>,
    /// What can be done now.
    prepares: bool,
    opens: bool,
    runs: bool,
    closed: bool,
    no_plan: bool,
    /// The page on which the questionnaire is put together.
    builder: Option<String>,
    /// Whether the answers can be taken out row by row, in which forms, and when
    /// they were.
    takes_out: bool,
    /// The page of the free texts.
    texts: Option<String>,
    /// The page of the discussion round.
    round: Option<String>,
    /// Sheets to print: poster and paper form.
    sheets: Option<(String, String)>,
    /// Where answers on paper are typed.
    entry: Option<String>,
    /// Where files of answers are brought.
    batch: Option<String>,
    formats: Vec<Choice>,
    taken_out: Vec<String>,
    log_out: Vec<String>,
    /// Whether an answer needs a letter, as a choice of the form.
    by_letter: Vec<Choice>,
    /// How many letters there are, and on what they can be printed; none where
    /// no letters are asked for.
    letters: Option<(String, Vec<Choice>)>,
    /// Where answers are looked at that should not be counted.
    excluded: Option<String>,
    /// The figures as a workbook.
    file: Option<String>,
    /// What the columns and codes of the file stand for.
    codes: Vec<Column>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let desk = consultation::desk(office.app, &office.ctx, &case).await.map_err(web_error)?;
    let f = FormView::new(&state, &visit, values(&desk));
    page::show(&view(&office, &visit, &case, &desk, f))
}

/// What the form begins with: what was set before.
fn values(desk: &Desk) -> Values {
    let Some(sheet) = desk.current.as_ref().filter(|s| standing(s) == Standing::Prepared) else {
        return Values::new();
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    Values::new()
        .with("title", &sheet.title)
        .with("about", &sheet.about)
        .with("from", day(sheet.consultation.state.from))
        .with("to", day(sheet.consultation.state.to))
        .with("shortened", sheet.shortened.clone().unwrap_or_default())
        .with("letters", if sheet.consultation.state.by_letter { "1" } else { "" })
}

fn standing(sheet: &Sheet) -> Standing {
    sheet.consultation.state.standing
}

/// Whether a discussion round can still be added.
fn can_discuss(sheet: &Sheet) -> bool {
    matches!(standing(sheet), Standing::Prepared | Standing::Open)
}

/// Meetings of the assessment, counted by kind.
fn meetings(l10n: L10n, case: &Case) -> Vec<(String, String)> {
    let assessment = case.assessment.iter();
    let lines = assessment.flat_map(|a| consultation::meeting_lines(&a.state, 0));
    lines.map(|line| consult::meeting(l10n, &line)).collect()
}

pub(super) fn view(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    desk: &Desk,
    f: FormView,
) -> Show {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, Sub::Survey);
    let sheet = desk.current.as_ref();
    let at = sheet.map(standing);
    let may = case.may(&office.ctx, Permission::Draft);
    let groups = case.assessment.as_ref().and_then(|a| a.state.plan.as_ref());
    let slug = sheet.map(|s| s.consultation.state.slug.clone());
    let shown = sheet.is_some_and(|s| s.consultation.state.is_public());
    let no = || case.matter.state.number.clone();
    let public = slug.filter(|_| shown);
    Show {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: Survey { no: no() }.url(),
        state: at.map(|at| state_tag(l10n, at)),
        facts: sheet.map(|sheet| facts(l10n, sheet)),
        public: public.map(|slug| consult::Notice { slug }.url()),
        questions: sheet.map(|s| previews(l10n, &s.form)).unwrap_or_default(),
        choices: choices(l10n, desk),
        offers: offers(l10n, desk),
        results: sheet.zip(desk.results.as_ref()).map(|(s, r)| consult::view(l10n, s, r)),
        coverage: sheet.zip(desk.coverage.as_ref()).map(|(s, c)| CoverageView::of(l10n, s, c)),
        meetings: meetings(l10n, case),
        earlier: earlier(l10n, desk),
        prepares: may && groups.is_some() && !matches!(at, Some(Standing::Open)),
        opens: may && at == Some(Standing::Prepared),
        runs: may && at == Some(Standing::Open),
        closed: may && at == Some(Standing::Closed),
        no_plan: groups.is_none(),
        builder: (may && case.assessment.is_some()).then(|| Forming { no: no() }.url()),
        texts: (may && shown).then(|| Texts { no: no() }.url()),
        round: (may && sheet.is_some_and(|s| s.round.is_some() || can_discuss(s)))
            .then(|| DiscussionRound { no: no() }.url()),
        entry: (may && at == Some(Standing::Open)).then(|| Entering { no: no() }.url()),
        batch: (may && at == Some(Standing::Open)).then(|| Batch { no: no() }.url()),
        sheets: sheet.and_then(sheets),
        takes_out: shown && case.may(&office.ctx, Permission::Export),
        formats: formats(l10n),
        taken_out: sheet
            .map(|s| taken_out(l10n, "survey-taken-out", &s.consultation.state.exports))
            .unwrap_or_default(),
        log_out: sheet
            .map(|s| taken_out(l10n, "survey-log-out", &s.consultation.state.log_exports))
            .unwrap_or_default(),
        by_letter: vec![Choice::new("1", l10n.t("letters-ask"))],
        letters: sheet.filter(|_| may).and_then(|s| letters(l10n, s)),
        excluded: (may && shown).then(|| Excluded { no: no() }.url()),
        file: figures(office, case, desk),
        codes: sheet.map(|s| code_book(l10n, &s.form)).unwrap_or_default(),
    }
}

/// The figures as a workbook, for those who may take them out.
fn figures(office: &Office<'_>, case: &Case, desk: &Desk) -> Option<String> {
    let may = desk.results.is_some() && case.may(&office.ctx, Permission::Export);
    may.then(|| SurveyFile { no: case.matter.state.number.clone() }.url())
}

/// Questionnaires to choose from: the one that was put together stands first.
fn choices(l10n: L10n, desk: &Desk) -> Vec<Choice> {
    let own = desk.own.iter().map(|_| Choice::new(OWN, l10n.t("builder-own")));
    let of_rules = desk.offers.iter();
    own.chain(of_rules.map(|o| Choice::new(&o.code, rule_words(l10n, &o.zh, &o.en)))).collect()
}

fn offers(l10n: L10n, desk: &Desk) -> Vec<Offer> {
    let own = desk.own.iter().map(|form| (l10n.t("builder-own"), form));
    let of_rules = desk.offers.iter().map(|o| (rule_words(l10n, &o.zh, &o.en).to_owned(), &o.form));
    own.chain(of_rules)
        .map(|(name, form)| Offer { name, questions: previews(l10n, form) })
        .collect()
}

fn state_tag(l10n: L10n, standing: Standing) -> Tag {
    let band = match standing {
        Standing::Open => Band::Info,
        Standing::Published => Band::Low,
        Standing::Closed => Band::Mid,
        _ => Band::Plain,
    };
    Tag::new(band, l10n.code("survey-state", standing.code()))
}

fn facts(l10n: L10n, sheet: &Sheet) -> Facts {
    let state = &sheet.consultation.state;
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date(d)).unwrap_or_default();
    let period = l10n.t2("consult-period", ("from", day(state.from)), ("to", day(state.to)));
    let frozen = if state.is_public() { "survey-version-frozen" } else { "survey-version-open" };
    let facts = Facts::new()
        .fact(l10n.t("survey-title"), &sheet.title)
        .fact(l10n.t("survey-period"), period)
        .fact(l10n.t("survey-version"), l10n.t1(frozen, "n", state.form_version));
    let facts = if state.versions.len() > 1 {
        facts.fact(l10n.t("survey-versions"), versions(l10n, sheet))
    } else {
        facts
    };
    let Some(seal) = state.closing.as_ref().or(state.seals.last()) else { return facts };
    facts
        .fact(l10n.t("consult-receipt-seal"), l10n.date(seal.on))
        .fact(l10n.t("consult-receipt-size"), seal.seal.size.to_string())
        .fact(l10n.t("consult-receipt-root"), &seal.seal.root)
}

/// Every version of the questionnaire with its day.
fn versions(l10n: L10n, sheet: &Sheet) -> String {
    let set = (1_u32..).zip(&sheet.consultation.state.versions);
    let said = set
        .map(|(n, version)| l10n.t2("survey-version-of", ("n", n), ("day", l10n.date(version.on))));
    l10n.join_apart(&said.collect::<Vec<_>>())
}

fn previews(l10n: L10n, form: &Form) -> Vec<Preview> {
    let english = l10n.lang() == Lang::En;
    let names = |choices: &[domain::consultation::form::Choice]| {
        let words: Vec<&str> = choices.iter().map(|c| c.words.get(english)).collect();
        l10n.join_apart(&words)
    };
    let group = Preview {
        words: l10n.t("consult-group"),
        kind: l10n.code("question-kind", "SINGLE"),
        choices: names(&form.strata),
    };
    let asked = form.questions.iter().map(|question| Preview {
        words: question.words.get(english).to_owned(),
        kind: l10n.code("question-kind", question.kind.code()),
        choices: choices_of(l10n, question),
    });
    std::iter::once(group).chain(asked).collect()
}

/// What can be chosen in a question, in a line.
pub(super) fn choices_of(l10n: L10n, question: &Question) -> String {
    let english = l10n.lang() == Lang::En;
    let names = |choices: &[domain::consultation::form::Choice]| {
        let words: Vec<&str> = choices.iter().map(|c| c.words.get(english)).collect();
        l10n.join_apart(&words)
    };
    let choices = names(&question.choices);
    match (question.rows.as_slice(), question.places) {
        ([], None) => choices,
        ([], Some(n)) => l10n.t2("survey-places", ("n", n), ("choices", choices)),
        (rows, _) => l10n.t2("survey-rows", ("rows", names(rows)), ("choices", choices)),
    }
}

/// The poster and the paper form, once the public may see them.
fn sheets(sheet: &Sheet) -> Option<(String, String)> {
    let state = Some(&sheet.consultation.state).filter(|state| state.is_public())?;
    let poster = consult::Poster { slug: state.slug.clone() }.url();
    Some((poster, consult::Paper { slug: state.slug.clone() }.url()))
}

fn formats(l10n: L10n) -> Vec<Choice> {
    let choice = |f: &ExportFormat| Choice::new(f.code(), l10n.code("answers-format", f.code()));
    ExportFormat::ALL.iter().map(choice).collect()
}

/// Letters that were printed, while more can be.
fn letters(l10n: L10n, sheet: &Sheet) -> Option<(String, Vec<Choice>)> {
    let state = &sheet.consultation.state;
    let runs = matches!(state.standing, Standing::Prepared | Standing::Open);
    (state.by_letter && runs).then(|| {
        let papers =
            ["PAGE", "CSV"].map(|code| Choice::new(code, l10n.code("letters-paper", code)));
        (l10n.t1("letters-printed", "n", state.letters), papers.into())
    })
}

/// Every time that something was taken out.
fn taken_out(l10n: L10n, key: &'static str, exports: &[DatedExport]) -> Vec<String> {
    let said = |one: &DatedExport| {
        let format = l10n.code("answers-format", one.export.format.code());
        let said = Msg::new(key).with("day", l10n.date(one.on));
        l10n.say(&said.with("rows", one.export.rows).with("format", format))
    };
    exports.iter().rev().map(said).collect()
}

/// Consultations before the one that is shown.
fn earlier(l10n: L10n, desk: &Desk) -> Vec<(String, String)> {
    let now = desk.current.as_ref().map(|s| s.consultation.state.slug.as_str());
    desk.lines
        .iter()
        .filter(|line| {
            Some(line.slug.as_str()) != now
                && line.status != "PREPARED"
                && line.status != "WITHDRAWN"
        })
        .map(|line| {
            let title = line.title.clone().unwrap_or_else(|| l10n.t("case-erased"));
            (title, consult::Notice { slug: line.slug.clone() }.url())
        })
        .collect()
}
