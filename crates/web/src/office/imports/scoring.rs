//! A scoring table of indicators: what is taken, what judges people and is
//! refused, and what the rest adds up to. Nothing of it is stored.

use app::import::{Indicator, Note, StageTotal, Table, check_scoring};
use askama::Template;
use axum::response::Response;
use locale::L10n;

use crate::error::WebError;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::ui::{Band, Markup, Tag};
use crate::visit::Visit;

struct Stage {
    name: String,
    taken: usize,
    refused: usize,
    summed: String,
    total: String,
    stated: Markup,
}

struct Refused {
    row: u32,
    stage: String,
    text: String,
    why: String,
}

#[derive(Template)]
#[template(path = "imports/scoring.html")]
struct Scoring {
    page: Page,
    stages: Vec<Stage>,
    refused: Vec<Refused>,
}

/// Points without needless zeros.
fn points(value: &domain::risk::Ratio) -> String {
    let text = value.round_half_up(2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn stage(l10n: L10n, sums: &StageTotal) -> Stage {
    let stated = match &sums.stated {
        None => Markup::text(locale::format::MISSING),
        Some(stated) if sums.is_unproven() => {
            faulty(l10n.t1("scoring-unproven", "stated", points(stated)))
        }
        Some(stated) if sums.contradicts() => {
            let (stated, summed) = (points(stated), points(&sums.summed));
            faulty(l10n.t2("scoring-contradicts", ("stated", stated), ("summed", summed)))
        }
        Some(stated) => Markup::text(points(stated)),
    };
    Stage {
        name: sums.place(),
        taken: sums.taken,
        refused: sums.refused,
        summed: points(&sums.summed),
        total: points(&sums.total),
        stated,
    }
}

fn faulty(words: String) -> Markup {
    Markup::default().and(Tag::new(Band::High, words).with_icon("alert-circle"))
}

fn refused(l10n: L10n, indicator: &Indicator) -> Refused {
    let why: Vec<String> = indicator.reasons.iter().map(|n: &Note| l10n.say(&n.msg())).collect();
    Refused {
        row: indicator.row,
        stage: indicator.place(),
        text: indicator.text.clone(),
        why: l10n.join(&why),
    }
}

/// The check of a scoring table, as the answer to its upload.
pub(super) async fn show(
    office: &Office<'_>,
    visit: &Visit,
    table: &Table,
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let plan = check_scoring(office.app, &office.ctx, table).await.map_err(web_error)?;
    let page = Page::new(visit, l10n.t("scoring-title"))
        .nav(Nav::Items)
        .subtitle(l10n.t("scoring-sub"))
        .crumb(l10n.t("nav-items"), "/items")
        .crumb(l10n.t("items-import"), "/items/import")
        .here(&table.file);
    page::show(&Scoring {
        page,
        stages: plan.stages.iter().map(|sums| stage(l10n, sums)).collect(),
        refused: plan
            .indicators
            .iter()
            .filter(|indicator| !indicator.reasons.is_empty())
            .map(|indicator| refused(l10n, indicator))
            .collect(),
    })
}
