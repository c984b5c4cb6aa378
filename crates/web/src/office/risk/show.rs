//! `/items/{no}/risk`.

use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::assessment::{
    Assessment,
    parts::{Panel, PanelState},
    sure::Tried,
};
use domain::env::Env;
use locale::L10n;

use super::board::Board;
use super::numbers::{index, middle, scale, units};
use super::register::{Row, pips, rows};
use super::sure::Sure;
use super::verdict::{self, Line};
use super::{ItemPanel, ItemRating};
use crate::error::WebError;
use crate::figures::{matrix::Matrix, ruler::Ruler};
use crate::office::Office;
use crate::office::case::{Acts, CaseFrame, Sub, Which, env, load, source_words};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Empty, Markup, Note, Tag};
use crate::visit::Visit;

/// Acts on the rating that have a form of their own; the others stand on the
/// page of their panel.
const ACTS: &[&str] =
    &["identify_factor", "close_identification", "open_panel", "set_weights", "determine_level"];

#[derive(Template)]
#[template(path = "risk/show.html")]
struct Show {
    page: Page,
    top: Markup,
    acts: Acts,
    notes: Vec<Note>,
    empty: Option<Empty>,
    matrix: Matrix,
    rulers: Vec<(String, Markup, String)>,
    cuts: String,
    before: Markup,
    after: Markup,
    lines: Vec<Line>,
    /// Stage, and how sure its index is.
    sure: Option<(String, Sure)>,
    rows: Vec<Row>,
    panels: Vec<PanelLine>,
    workbench: String,
    measures: String,
    method: String,
}

/// One panel in the list of panels.
struct PanelLine {
    stage: String,
    url: String,
    state: Tag,
    progress: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Risk);
    let none = Assessment::default();
    let assessment = case.assessment.as_ref().map_or(&none, |a| &a.state);
    let env = env(&office, &case);
    let board = Board::of(assessment, &env);
    let method = &case.package.method;
    let cut = |at: &domain::risk::Ratio| at.round_half_up(2);
    page::show(&Show {
        page,
        top,
        acts: Acts::of(l10n, &case, ACTS),
        notes: verdict::notes(l10n, &case, &board),
        empty: nothing(l10n, assessment),
        matrix: Matrix::new(l10n, &pips(assessment, &board), |p, q| middle(method, p, q)),
        rulers: rulers(l10n, &case, &board),
        cuts: l10n.t2(
            "risk-cuts",
            ("medium", cut(&method.index.low_medium().at)),
            ("high", cut(&method.index.medium_high().at)),
        ),
        before: verdict::standing(l10n, &case, board.before.as_ref()),
        after: verdict::standing(l10n, &case, board.after.as_ref()),
        lines: verdict::lines(l10n, &case, assessment, &board),
        sure: sure(l10n, &env, assessment, &board),
        rows: rows(l10n, &case, assessment, &board),
        panels: assessment.panels.iter().map(|p| panel(l10n, &no, p)).collect(),
        workbench: ItemRating { no }.url(),
        measures: Sub::Measures.url(&case),
        method: rule_words(l10n, &case),
    })
}

fn rule_words(l10n: L10n, case: &Case) -> String {
    let item = &case.package.method.index_item;
    let words = if l10n.lang() == locale::Lang::ZhCn { &item.zh } else { &item.en };
    l10n.t2("risk-rule", ("words", words), ("source", source_words(l10n, &item.source)))
}

/// How sure the index of the last stage is.
fn sure(
    l10n: L10n,
    env: &Env<'_>,
    state: &Assessment,
    board: &Board<'_>,
) -> Option<(String, Sure)> {
    let (rated, label) = match (&board.after, &board.before) {
        (Some(after), _) => (after, "matrix-after"),
        (None, Some(before)) => (before, "matrix-before"),
        (None, None) => return None,
    };
    Some((l10n.t(label), Sure::of(l10n, env, state, rated.panel, &Tried::new())?))
}

/// Before the first factor there is nothing to draw.
fn nothing(l10n: L10n, state: &Assessment) -> Option<Empty> {
    state.live_factors().next().is_none().then(|| Empty {
        icon: "list-search",
        title: l10n.t("risk-empty-title"),
        lead: l10n.t("risk-empty-lead"),
        action: None,
    })
}

fn rulers(l10n: L10n, case: &Case, board: &Board<'_>) -> Vec<(String, Markup, String)> {
    let method = &case.package.method;
    let scale = scale(method);
    let of = |rated: &Option<super::board::Rated<'_>>| {
        rated.as_ref().and_then(|r| r.index.as_ref()).map(|i| i.t.clone())
    };
    let (before, after) = (of(&board.before), of(&board.after));
    let live = board.live.as_ref().map(|i| i.t.clone());
    let was = before.as_ref().map(units);
    [("INITIAL", before), ("AFTER", after), ("LIVE", live)]
        .into_iter()
        .filter_map(|(stage, t)| {
            let t = t?;
            let mut ruler = Ruler::new(scale, units(&t));
            if let Some(was) = was.filter(|_| stage != "INITIAL") {
                ruler = ruler.before(was);
            }
            let label = match stage {
                "INITIAL" => l10n.t("matrix-before"),
                "AFTER" => l10n.t("matrix-after"),
                _ => l10n.code("rating", stage),
            };
            Some((label, ruler.svg(), index(&t, &method.index)))
        })
        .collect()
}

fn panel(l10n: L10n, no: &str, panel: &Panel) -> PanelLine {
    let (band, code) = match panel.state {
        PanelState::Blind => (Band::Info, "BLIND"),
        PanelState::Discussion => (Band::Mid, "DISCUSSION"),
        PanelState::Closed => (Band::Low, "CLOSED"),
    };
    PanelLine {
        stage: l10n.code("rating", panel.stage.code()),
        url: ItemPanel { no: no.to_owned(), panel: panel.id.to_string() }.url(),
        state: Tag::new(band, l10n.code("panel-state", code)),
        progress: l10n.t2(
            "risk-panel-progress",
            ("rated", panel.blind.len()),
            ("all", panel.experts.len()),
        ),
    }
}
