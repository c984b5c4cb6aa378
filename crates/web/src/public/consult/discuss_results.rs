//! `/c/{slug}/discuss/results`: on what people agree, where they differ, and
//! how each statement was answered. No scatter of answers, no list of rows.

use app::consultation::{self, Audience, RoundResults, RoundSheet, Sheet, StatementLine};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::codes::Stance;
use locale::{L10n, format};

use super::results::{number, shown};
use super::{Notice, Receipt};
use crate::error::WebError;
use crate::figures::bar::{Fill, bar};
use crate::office::web_error;
use crate::page::{self, Page, Shell};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// A statement and how it was answered.
pub(crate) struct LineRow {
    pub(crate) words: String,
    pub(crate) by: String,
    pub(crate) all: String,
    pub(crate) cells: Vec<String>,
    pub(crate) mark: Markup,
    pub(crate) share: String,
}

/// A group: its title, and statements with how it answers them.
pub(crate) struct GroupCard {
    pub(crate) title: String,
    pub(crate) typical: Vec<(String, String)>,
}

/// The parts that the public page and the page of the case share.
pub(crate) struct RoundView {
    pub(crate) sentence: String,
    pub(crate) stances: Vec<String>,
    pub(crate) consensus: Vec<(String, String)>,
    pub(crate) groups: Vec<GroupCard>,
    pub(crate) no_groups: String,
    pub(crate) lines: Vec<LineRow>,
    /// Why statements were withdrawn.
    pub(crate) withdrawn: Vec<String>,
    /// Until when it was extended, and why.
    pub(crate) extended: Vec<String>,
    pub(crate) cut_short: String,
}

#[derive(Template)]
#[template(path = "consult/discuss_results.html")]
struct ResultsPage {
    page: Page,
    unit: String,
    about: String,
    view: RoundView,
    notice: String,
    receipt: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let app = state.app()?;
    let sheet = Sheet::read(app, &slug).await.map_err(web_error)?;
    let found = consultation::round_results(app, &sheet, Audience::Public).await;
    let Some(results) = found.map_err(web_error)? else { return Err(WebError::NotFound) };
    let l10n = visit.l10n();
    page::show(&ResultsPage {
        page: Page::new(&visit, l10n.t("discuss-results-title")).shell(Shell::Public),
        unit: sheet.unit.clone(),
        about: sheet.title.clone(),
        view: round_view(l10n, &sheet, &results),
        notice: Notice { slug }.url(),
        receipt: Receipt.url(),
    })
}

pub(crate) fn round_view(l10n: L10n, sheet: &Sheet, results: &RoundResults) -> RoundView {
    let told = |(words, stance): &(String, Stance)| {
        (words.clone(), l10n.code("discuss-mostly", stance.code()))
    };
    let groups = results.groups.iter().zip(1_u32..).map(|(group, n)| GroupCard {
        title: l10n.t2("discuss-group", ("n", n), ("about", number(group.about))),
        typical: group.typical.iter().map(told).collect(),
    });
    let withdrawn = sheet
        .round
        .iter()
        .flat_map(|round| &round.withdrawn)
        .map(|(n, reason)| l10n.t2("discuss-withdrawn", ("n", *n), ("reason", reason)));
    let cut_short = sheet.round.as_ref().and_then(|round| round.cut_short.as_ref());
    let divided = !results.lines.is_empty() && results.groups.is_empty();
    RoundView {
        sentence: sentence(l10n, results),
        stances: Stance::ALL.iter().map(|s| l10n.code("stance", s.code())).collect(),
        consensus: results.consensus.iter().map(told).collect(),
        groups: groups.collect(),
        no_groups: if divided {
            l10n.t1("discuss-no-groups", "n", results.min_group)
        } else {
            String::new()
        },
        lines: results.lines.iter().map(|line| row(l10n, line)).collect(),
        withdrawn: withdrawn.collect(),
        extended: sheet.round.iter().flat_map(|round| extended(l10n, round)).collect(),
        cut_short: cut_short
            .map(|reason| l10n.t1("discuss-cut-short", "reason", reason))
            .unwrap_or_default(),
    }
}

/// Every extension of a round in a sentence.
pub(super) fn extended(l10n: L10n, round: &RoundSheet) -> Vec<String> {
    let told = |(to, reason): &(jiff::civil::Date, String)| {
        l10n.t2("discuss-extended", ("day", l10n.date_long(*to)), ("reason", reason))
    };
    round.extended.iter().map(told).collect()
}

fn sentence(l10n: L10n, results: &RoundResults) -> String {
    let n = number(results.answers);
    match (results.open, results.told, results.too_few) {
        (true, _, _) if results.answers > 0 => l10n.t1("discuss-running", "n", n),
        (true, ..) => l10n.t("discuss-running-few"),
        (false, false, _) => l10n.t("discuss-wait"),
        (false, true, true) => l10n.t1("discuss-few", "n", results.below),
        (false, true, false) => l10n.t1("discuss-told", "n", n),
    }
}

fn row(l10n: L10n, line: &StatementLine) -> LineRow {
    let agree = line.votes.first().copied().flatten();
    let part = agree.zip(line.all).filter(|(_, all)| *all > 0);
    LineRow {
        words: line.words.clone(),
        by: if line.by_resident { l10n.t("discuss-by-resident") } else { String::new() },
        all: shown(l10n, line.all),
        cells: line.votes.iter().map(|n| shown(l10n, *n)).collect(),
        mark: part.map(|(agree, all)| bar(agree, all, Fill::Agree)).unwrap_or_default(),
        share: part
            .map_or_else(|| l10n.t("consult-hidden"), |(agree, all)| format::share(agree, all)),
    }
}
