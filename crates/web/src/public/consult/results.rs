//! `/c/{slug}/results`: the answer in one sentence, then groups with intervals,
//! how the sample compares with the population, the questions, the ways.

use app::consultation::{
    self, Answered, Cell, MeetingLine, PartResult, QuestionResult, Results, Sheet, StratumLine,
};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::codes::{Attitude, QuestionKind};
use domain::consultation::Standing;
use domain::consultation::form::{Choice, Question};
use locale::{L10n, Msg, format};

use super::{DiscussResults, Notice, Receipt};
use crate::error::WebError;
use crate::figures::bar::{Fill, bar};
use crate::figures::interval::interval;
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// Weight of a share in the drawing of bars.
const WHOLE: u64 = 10_000;

pub(crate) struct GroupRow {
    pub(crate) name: String,
    pub(crate) answers: String,
    pub(crate) cells: Vec<String>,
    pub(crate) support: String,
    pub(crate) mark: Markup,
    pub(crate) of_answers: String,
    pub(crate) of_people: String,
}

pub(crate) struct ChoiceRow {
    pub(crate) name: String,
    pub(crate) n: String,
    pub(crate) share: String,
    pub(crate) mark: Markup,
    /// The mean place, where it is a ranking and may be shown.
    pub(crate) place: String,
}

/// One table of a question; of a matrix one for each row.
pub(crate) struct QuestionPart {
    /// The row; empty where the question has one table.
    pub(crate) name: String,
    pub(crate) answers: String,
    pub(crate) rows: Vec<ChoiceRow>,
}

pub(crate) struct QuestionCard {
    pub(crate) title: String,
    pub(crate) sub: String,
    pub(crate) parts: Vec<QuestionPart>,
}

/// The parts that the public page and the page of the case share.
pub(crate) struct ResultsView {
    pub(crate) sentence: String,
    pub(crate) remarks: Vec<String>,
    pub(crate) attitudes: Vec<String>,
    pub(crate) groups: Vec<GroupRow>,
    pub(crate) questions: Vec<QuestionCard>,
    pub(crate) channels: Vec<(String, String)>,
    pub(crate) topics: Vec<TopicRow>,
}

/// A topic and what became of it.
pub(crate) struct TopicRow {
    pub(crate) topic: String,
    pub(crate) count: String,
    pub(crate) state: String,
    pub(crate) reply: String,
}

pub(crate) fn topic_rows(l10n: L10n, results: &Results) -> Vec<TopicRow> {
    let row = |(found, shown): &(Answered, Option<u32>)| TopicRow {
        topic: found.topic.clone().unwrap_or_else(|| l10n.t("case-erased")),
        count: match shown {
            Some(n) => l10n.t1("consult-topic-count", "n", *n),
            None => l10n.t1("consult-topic-few", "n", results.below),
        },
        state: topic_state(l10n, found),
        reply: found.reply.clone().unwrap_or_default(),
    };
    results.topics.iter().map(row).collect()
}

/// What became of a topic, in a word.
pub(super) fn topic_state(l10n: L10n, found: &Answered) -> String {
    found.disposition.map_or_else(
        || l10n.t("consult-topic-open"),
        |disposition| l10n.code("disposition", disposition.code()),
    )
}

#[derive(Template)]
#[template(path = "consult/results.html")]
struct ResultsPage {
    page: Page,
    unit: String,
    period: String,
    view: Option<ResultsView>,
    meetings: Vec<(String, String)>,
    wait: String,
    statement: Vec<String>,
    notice: String,
    receipt: String,
    discussion: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
    let results = consultation::results(app, None, &slug).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let facts = &sheet.consultation.state;
    let published = results.standing == Standing::Published;
    let heard = if published {
        consultation::meetings(app, &slug).await.map_err(web_error)?
    } else {
        Vec::new()
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date_long(d)).unwrap_or_default();
    page::show(&ResultsPage {
        page: Page::new(&visit, l10n.t1("consult-results-title", "title", &sheet.title))
            .shell(Shell::Public),
        unit: sheet.unit.clone(),
        period: l10n.t2("consult-period", ("from", day(facts.from)), ("to", day(facts.to))),
        wait: if published { String::new() } else { waiting(l10n, &results) },
        view: published.then(|| view(l10n, &sheet, &results)),
        meetings: heard.iter().map(|line| meeting(l10n, line)).collect(),
        statement: sheet
            .statement
            .iter()
            .flat_map(|text| text.lines())
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        discussion: sheet.round.is_some().then(|| DiscussResults { slug: slug.clone() }.url()),
        notice: Notice { slug }.url(),
        receipt: Receipt.url(),
    })
}

/// Meetings of a kind: how many, and how many took part where that may be told.
pub(crate) fn meeting(l10n: L10n, line: &MeetingLine) -> (String, String) {
    let said = match line.attendance {
        Some(people) => Msg::new("consult-meetings-line").with("people", people),
        None => Msg::new("consult-meetings-few"),
    };
    let said = said.with("held", line.held).with("topics", line.topics);
    (l10n.code("activity", line.kind.code()), l10n.say(&said))
}

/// What may be said before the result is published.
fn waiting(l10n: L10n, results: &Results) -> String {
    if results.in_steps && results.answers > 0 {
        return l10n.t1("consult-results-running", "n", number(results.answers));
    }
    l10n.t("consult-results-wait")
}

pub(crate) fn view(l10n: L10n, sheet: &Sheet, results: &Results) -> ResultsView {
    let english = l10n.lang() == locale::Lang::En;
    let name = |codes: &[String]| {
        let named =
            codes.iter().filter_map(|code| sheet.form.strata.iter().find(|s| s.code == *code));
        let names: Vec<&str> = named.map(|s| s.words.get(english)).collect();
        l10n.join(&names)
    };
    let people: u64 = results.strata.iter().map(|s| s.population).sum();
    let questions = results.questions.iter().filter_map(|found| {
        Some(question(l10n, sheet.form.question(&found.code)?, found, english))
    });
    ResultsView {
        sentence: sentence(l10n, results),
        remarks: remarks(l10n, results, &name),
        attitudes: Attitude::ALL.iter().map(|a| l10n.code("attitude", a.code())).collect(),
        groups: results
            .strata
            .iter()
            .map(|line| group(l10n, line, results, people, &name))
            .collect(),
        questions: questions.collect(),
        channels: results
            .channels
            .iter()
            .map(|line| (l10n.code("channel", line.channel.code()), shown(l10n, line.n)))
            .collect(),
        topics: topic_rows(l10n, results),
    }
}

fn sentence(l10n: L10n, results: &Results) -> String {
    if results.too_few {
        return l10n.t1("consult-results-few", "n", results.below);
    }
    if results.unanimous {
        return l10n.t1("consult-results-unanimous", "n", number(results.answers));
    }
    let Some(support) = results.support else {
        return l10n.t1("consult-results-hidden", "n", number(results.answers));
    };
    let said = Msg::new("consult-results-sentence").with("n", number(results.answers));
    l10n.say(&ranged(said, support.share, support.interval))
}

/// What the reader has to know besides: the weighted share, opposition, silence.
fn remarks(l10n: L10n, results: &Results, name: &dyn Fn(&[String]) -> String) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some((value, range)) = results.weighted {
        remarks.push(l10n.say(&ranged(Msg::new("consult-results-weighted"), value, range)));
    }
    if let Some(opposed) = results.opposed {
        remarks.push(l10n.t1("consult-results-opposed", "share", percent(opposed.share)));
    }
    if !results.silent.is_empty() && !results.too_few {
        remarks.push(l10n.t1("consult-results-silent", "groups", name(&results.silent)));
    }
    remarks.extend(beside(l10n, results));
    remarks
}

/// What stands beside the counts: answers that are not counted, letters, and
/// answers that are alike.
fn beside(l10n: L10n, results: &Results) -> Vec<String> {
    let mut remarks: Vec<String> = results
        .excluded
        .iter()
        .map(|(cause, n)| {
            let cause = l10n.code("exclusion-cause", cause.code());
            l10n.t2("consult-results-excluded", ("n", number(*n)), ("cause", cause))
        })
        .collect();
    if let Some(letters) = results.letters {
        let (printed, used) = (number(letters.printed), number(letters.used));
        remarks.push(l10n.t2("consult-results-letters", ("printed", printed), ("used", used)));
    }
    if let Some(alike) = results.alike {
        let (n, percent) = (number(alike.about), alike.percent.to_string());
        remarks.push(l10n.t2("consult-results-alike", ("n", n), ("percent", percent)));
    }
    remarks
}

fn group(
    l10n: L10n,
    line: &StratumLine,
    results: &Results,
    people: u64,
    name: &dyn Fn(&[String]) -> String,
) -> GroupRow {
    let hundredth = |part: u64, whole: u64| {
        if whole == 0 { format::MISSING.to_owned() } else { format::share(part, whole) }
    };
    GroupRow {
        name: name(&line.codes),
        answers: shown(l10n, line.answers),
        cells: line.attitudes.iter().map(|n| shown(l10n, *n)).collect(),
        support: line
            .support
            .map_or_else(|| l10n.t("consult-hidden"), |cell| with_range(l10n, &cell)),
        mark: line.support.map(|cell| range_mark(&cell)).unwrap_or_default(),
        of_answers: line
            .answers
            .map_or_else(|| l10n.t("consult-hidden"), |n| hundredth(n, results.answers)),
        of_people: hundredth(line.population, people),
    }
}

fn question(
    l10n: L10n,
    question: &Question,
    found: &QuestionResult,
    english: bool,
) -> QuestionCard {
    let parts: Vec<QuestionPart> = found
        .parts
        .iter()
        .map(|one| QuestionPart {
            name: row_name(question, &one.field, english),
            answers: one.answers.map_or_else(
                || l10n.t("consult-hidden"),
                |n| l10n.t1("consult-results-answers", "n", number(n)),
            ),
            rows: choices(l10n, question, one, english),
        })
        .collect();
    let sub = match question.kind {
        QuestionKind::Ranking => l10n.t("consult-results-ranking"),
        _ => String::new(),
    };
    QuestionCard { title: question.words.get(english).to_owned(), sub, parts }
}

/// The row of a matrix to which a field belongs.
pub(crate) fn row_name(question: &Question, field: &str, english: bool) -> String {
    let row = question.rows.iter().find(|row| question.field(&row.code) == field);
    row.map(|row| row.words.get(english).to_owned()).unwrap_or_default()
}

fn choices(l10n: L10n, question: &Question, part: &PartResult, english: bool) -> Vec<ChoiceRow> {
    let row = |(at, (choice, cell)): (usize, (&Choice, &Option<Cell>))| ChoiceRow {
        name: choice.words.get(english).to_owned(),
        n: cell.map_or_else(|| l10n.t("consult-hidden"), |c| number(c.n)),
        share: cell.map(|c| percent(c.share)).unwrap_or_default(),
        mark: cell.map(|c| share_bar(c.share)).unwrap_or_default(),
        place: part.places.get(at).copied().flatten().map_or_else(String::new, |place| {
            l10n.t1("consult-mean-place", "place", format!("{place:.1}"))
        }),
    };
    question.choices.iter().zip(&part.choices).enumerate().map(row).collect()
}

fn with_range(l10n: L10n, cell: &Cell) -> String {
    l10n.say(&ranged(Msg::new("consult-interval"), cell.share, cell.interval))
}

/// A sentence with a share and its range.
fn ranged(msg: Msg, share: f64, [low, high]: [f64; 2]) -> Msg {
    msg.with("share", percent(share)).with("low", percent(low)).with("high", percent(high))
}

pub(super) fn number(n: u64) -> String {
    format::number(i64::try_from(n).unwrap_or(i64::MAX))
}

pub(super) fn shown(l10n: L10n, n: Option<u64>) -> String {
    n.map_or_else(|| l10n.t("consult-hidden"), number)
}

/// A share in whole ten-thousandths, so that it is written like every other.
fn units(share: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0 to 1"
    )]
    let units = (share.clamp(0.0, 1.0) * 10_000.0).round() as u64;
    units
}

fn percent(share: f64) -> String {
    format::share(units(share), WHOLE)
}

fn range_mark(cell: &Cell) -> Markup {
    let place = |share: f64| i64::try_from(units(share)).unwrap_or_default();
    interval(place(cell.share), cell.interval.map(place))
}

fn share_bar(share: f64) -> Markup {
    bar(units(share), WHOLE, Fill::Agree)
}
