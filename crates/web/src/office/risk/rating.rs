//! `/items/{no}/rating`: the workbench.

use app::view::Case;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use domain::risk::Level;
use domain::{
    assessment::{Assessment, sure::Tried},
    codes::RatingStage,
    env::Env,
};
use locale::L10n;

use super::board::{Board, Rated};
use super::numbers::{percent, scale, two, units};
use super::sure::Sure;
use super::what_if::{self, Trial, Typed};
use super::{ItemRating, ItemRisk, dots};
use crate::error::WebError;
use crate::figures::{bar, ruler::Ruler};
use crate::form::{Errors, Values};
use crate::office::Office;
use crate::office::case::{Acts, CaseFrame, Sub, Which, env, load, text_of};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind, Tag, level_tag};
use crate::visit::Visit;

/// One factor with its fields.
struct Row {
    key: String,
    name: String,
    /// Name, value, error and label of weight, p and q.
    fields: Vec<Cell>,
    r: String,
    share: Markup,
    share_text: String,
    spread: Markup,
}

struct Cell {
    name: String,
    value: String,
    wrong: bool,
    label: String,
}

/// What the server computed.
struct Answer {
    index: String,
    exact: String,
    level: Tag,
    by_counts: Tag,
    ruler: Markup,
    distances: Vec<String>,
    sure: Option<Sure>,
}

#[derive(Template)]
#[template(path = "risk/rating.html")]
struct Show {
    page: Page,
    top: Markup,
    acts: Acts,
    notes: Vec<Note>,
    stage: &'static str,
    stages: Vec<(String, String, bool)>,
    url: String,
    back: String,
    bounds: String,
    edges: String,
    words: String,
    rows: Vec<Row>,
    answer: Option<Answer>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &Which::default()).await?;
    let assessment = &case.assessment.as_ref().ok_or(WebError::NotFound)?.state;
    let typed = pairs(query.as_deref().unwrap_or_default());
    let l10n = visit.l10n();
    let env = env(&office, &case);
    let board = Board::of(assessment, &env);
    let stage = match typed.get("stage") {
        "before" => RatingStage::Initial,
        "after" => RatingStage::After,
        _ if board.after.is_some() => RatingStage::After,
        _ => RatingStage::Initial,
    };
    let source = match stage {
        RatingStage::Initial => board.before.as_ref(),
        _ => board.after.as_ref().or(board.before.as_ref()),
    };
    let asked = typed.iter().any(|(name, _)| name.starts_with("p-"));
    let values = if asked { typed } else { from_panel(assessment, source) };
    let mut errors = Errors::new();
    let inputs = what_if::read(assessment, &values, &mut errors);
    let trial = what_if::compute(&env, &inputs, &mut errors);
    let bench = Bench { l10n, case: &case, state: assessment, env: &env, source };
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Risk);
    let method = &case.package.method;
    page::show(&Show {
        page,
        top,
        acts: Acts::of(l10n, &case, &["set_weights", "determine_level"]),
        notes: notes(l10n, asked, &errors),
        stage: if stage == RatingStage::Initial { "before" } else { "after" },
        stages: stages(l10n, &no, stage),
        url: ItemRating { no: no.clone() }.url(),
        back: ItemRisk { no }.url(),
        bounds: format!(
            "{} {}",
            method.index.low_medium().at.round_half_up(4),
            method.index.medium_high().at.round_half_up(4)
        ),
        edges: [method.index.low_medium(), method.index.medium_high()]
            .map(|cut| if cut.edge == domain::risk::Edge::Lower { "lower" } else { "upper" })
            .join(" "),
        words: ["LOW", "MEDIUM", "HIGH", "NONE"].map(|code| l10n.code("level", code)).join("|"),
        rows: bench.rows(&values, &errors, trial.as_ref()),
        answer: trial.as_ref().map(|trial| bench.answer(trial, &inputs, &board)),
    })
}

/// The pairs of a query, decoded. `+` is a space.
fn pairs(query: &str) -> Values {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        let mut bytes = Vec::with_capacity(text.len());
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            if byte != b'%' {
                bytes.push(byte);
                continue;
            }
            let pair = [rest.next().unwrap_or_default(), rest.next().unwrap_or_default()];
            let mut value = [b'?'];
            let _ = hex::decode_to_slice(pair, &mut value);
            bytes.extend(value);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    query.split('&').filter(|pair| !pair.is_empty()).take(500).fold(Values::new(), |all, pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        all.with(&decode(name), decode(value))
    })
}

/// The fields as the panel left them. Means are shown with four decimals.
fn from_panel(state: &Assessment, source: Option<&Rated<'_>>) -> Values {
    let weights = state.weights.as_ref().map(|w| &w.weights);
    state.live_factors().fold(Values::new(), |values, factor| {
        let [w, p, q] = what_if::names(&factor.key());
        let pair = source.and_then(|s| s.joined.iter().find(|(id, ..)| *id == factor.id));
        let weight = weights.and_then(|all| all.get(&factor.id));
        values
            .with(&w, weight.map(ToString::to_string).unwrap_or_default())
            .with(&p, pair.map(|(_, p, _)| p.round_half_up(4)).unwrap_or_default())
            .with(&q, pair.map(|(_, _, q)| q.round_half_up(4)).unwrap_or_default())
    })
}

fn notes(l10n: L10n, asked: bool, errors: &Errors) -> Vec<Note> {
    if let Some(msg) = errors.of("") {
        return vec![Note::new(NoteKind::Warn, "", l10n.say(msg))];
    }
    match errors.len() {
        0 => Vec::new(),
        count if asked => {
            vec![Note::new(NoteKind::Bad, "", l10n.t1("risk-fields-wrong", "count", count))]
        }
        count => vec![Note::new(NoteKind::Info, "", l10n.t1("risk-fields-empty", "count", count))],
    }
}

fn stages(l10n: L10n, no: &str, current: RatingStage) -> Vec<(String, String, bool)> {
    let base = ItemRating { no: no.to_owned() }.url();
    [
        (RatingStage::Initial, "before", "matrix-before"),
        (RatingStage::After, "after", "matrix-after"),
    ]
    .into_iter()
    .map(|(stage, code, key)| (l10n.t(key), format!("{base}?stage={code}"), stage == current))
    .collect()
}

/// What the rows and the answer are made from.
struct Bench<'a> {
    l10n: L10n,
    case: &'a Case,
    state: &'a Assessment,
    env: &'a Env<'a>,
    source: Option<&'a Rated<'a>>,
}

impl Bench<'_> {
    fn rows(&self, values: &Values, errors: &Errors, trial: Option<&Trial>) -> Vec<Row> {
        let shares = trial.map(|t| &t.index.factors);
        let scale = scale(&self.case.package.method);
        self.state
            .live_factors()
            .enumerate()
            .map(|(n, factor)| {
                let key = factor.key();
                let share = shares.and_then(|all| all.get(n));
                let part = share.and_then(|s| s.share.clone());
                let dots = self.source.map(|s| dots::of(s.panel, factor.id)).unwrap_or_default();
                Row {
                    name: text_of(self.l10n, &self.case.words, &factor.name),
                    fields: self.cells(&key, values, errors),
                    r: share
                        .map_or_else(|| locale::format::MISSING.to_owned(), |s| two(&s.exact_r)),
                    share: part.as_ref().map_or_else(Markup::default, |part| {
                        let value = u64::try_from(units(part)).unwrap_or_default();
                        bar::bar(value, 10_000, bar::Fill::Count)
                    }),
                    share_text: part.as_ref().map(percent).unwrap_or_default(),
                    spread: dots::draw(self.l10n, &dots, scale),
                    key,
                }
            })
            .collect()
    }

    fn cells(&self, key: &str, values: &Values, errors: &Errors) -> Vec<Cell> {
        what_if::names(key)
            .into_iter()
            .zip(["risk-weight", "risk-p", "risk-q"])
            .map(|(name, label)| Cell {
                value: values.get(&name).to_owned(),
                wrong: !values.get(&name).is_empty() && errors.of(&name).is_some(),
                label: format!("{key} {}", self.l10n.t(label)),
                name,
            })
            .collect()
    }

    fn answer(&self, trial: &Trial, typed: &[Typed], board: &Board<'_>) -> Answer {
        let t = &trial.index.t;
        let mut ruler = Ruler::new(scale(&self.case.package.method), units(t));
        if let Some(was) = board.before.as_ref().and_then(|b| b.index.as_ref()) {
            ruler = ruler.before(units(&was.t));
        }
        let tag = |level: Level| level_tag(self.l10n, Some(level.code()));
        Answer {
            index: what_if::shown(self.env, t),
            exact: t.to_string(),
            level: tag(trial.by_index),
            by_counts: tag(trial.by_counts),
            ruler: ruler.svg(),
            distances: what_if::distances(self.l10n, self.env, t),
            sure: self.sure(typed),
        }
    }

    /// How sure the index is with the numbers that were typed.
    fn sure(&self, typed: &[Typed]) -> Option<Sure> {
        let tried: Tried = self
            .state
            .live_factors()
            .zip(typed)
            .filter_map(|(factor, input)| {
                let input = input.as_ref()?;
                Some((factor.id, [input.p.clone(), input.q.clone(), input.weight.clone()]))
            })
            .collect();
        Sure::of(self.l10n, self.env, self.state, self.source?.panel, &tried)
    }
}
