//! Lists of planned decisions by period (清单报备): who has handed in, and
//! handing in one's own.

use std::collections::BTreeSet;

use access::Permission;
use app::AppError;
use app::directory::require;
use app::listing::{self, Overview};
use app::lists::{MatterFilter, Page as Rows, Scope};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{
    ids::{MatterId, UnitId},
    listing::Period,
};
use locale::{L10n, Msg};
use serde::Deserialize;
use uuid::Uuid;

use super::routes::Lists as Route;
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, case::rule_words, refusal::at_fields, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Markup, Tag};
use crate::visit::Visit;

/// Matters of one unit that the form offers.
const MOST: u32 = 200;

/// Which period: a year, or a quarter of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    year: String,
    q: String,
    /// A government below one's own, whose office is looked at.
    of: String,
}

impl Asked {
    fn period(&self, office: &Office<'_>) -> Period {
        let year = self.year.parse().ok().filter(|y| (2000..=2100).contains(y));
        let quarter = self.q.parse().ok().filter(|q| (1..=4).contains(q));
        Period { year: year.unwrap_or(office.today().year()), quarter }
    }
}

impl Asked {
    fn of(&self) -> Option<UnitId> {
        Uuid::parse_str(&self.of).ok().map(UnitId::new)
    }
}

fn address(period: Period) -> String {
    let quarter = period.quarter.map(|q| format!("&q={q}")).unwrap_or_default();
    format!("{Route}?year={}{quarter}", period.year)
}

struct Line {
    name: String,
    open: Option<String>,
    to: String,
    due: String,
    state: Markup,
    /// The three lists; a dash while nothing was handed in.
    matters: String,
    filed: String,
    tracked: String,
}

/// One's own list, with what can be done about it.
struct OwnList {
    name: String,
    to: String,
    due: String,
    state: Markup,
    reported: bool,
    asked: bool,
    /// The list is gathered from the units below.
    gathers: bool,
    /// How many matters would be gathered.
    gathered: String,
    /// Matters to tick.
    matters: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "imports/lists.html")]
struct Lists {
    page: Page,
    f: FormView,
    url: String,
    periods: Vec<(String, String, bool)>,
    year: i16,
    rule: String,
    source: String,
    who: String,
    lines: Vec<Line>,
    sum: String,
    own: OwnList,
}

fn state_of(l10n: L10n, line: &listing::ReportLine) -> Markup {
    let tag = match (line.reported_on, line.late) {
        (Some(day), false) => Tag::new(Band::Low, l10n.t1("lists-on", "day", l10n.date(day)))
            .with_icon("circle-check"),
        (Some(day), true) => Tag::new(Band::Mid, l10n.t1("lists-late", "day", l10n.date(day)))
            .with_icon("alert-triangle"),
        (None, true) => Tag::new(Band::High, l10n.t("lists-missing")).with_icon("clock"),
        (None, false) => Tag::new(Band::Plain, l10n.t("lists-open")),
    };
    let state = Markup::default().and(tag);
    if line.empty { state.and(Tag::new(Band::Outline, l10n.t("lists-empty"))) } else { state }
}

fn line(l10n: L10n, period: Period, line: &listing::ReportLine) -> Line {
    // Missing is missing, never zero.
    let count = |n: u64| match line.reported_on {
        Some(_) => locale::format::number(i64::try_from(n).unwrap_or(i64::MAX)),
        None => locale::format::MISSING.to_owned(),
    };
    Line {
        name: line.name.clone(),
        open: line.gathers.then(|| format!("{}&of={}", address(period), line.unit)),
        to: line.to.clone(),
        due: l10n.date(line.due_on),
        state: state_of(l10n, line),
        matters: count(line.matters),
        filed: count(line.filed),
        tracked: count(line.tracked),
    }
}

fn periods(l10n: L10n, period: Period) -> Vec<(String, String, bool)> {
    let one = |quarter: Option<u8>| {
        let label = match quarter {
            None => l10n.t1("lists-year", "year", period.year.to_string()),
            Some(q) => l10n.t1("lists-quarter", "q", q.to_string()),
        };
        (label, address(Period { quarter, ..period }), period.quarter == quarter)
    };
    [None, Some(1), Some(2), Some(3), Some(4)].into_iter().map(one).collect()
}

/// Matters of one's own unit as boxes.
async fn own_matters(office: &Office<'_>) -> Result<Vec<Choice>, WebError> {
    let failed = |e: app::lists::StoreError| WebError::internal(e.to_string());
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let filter = MatterFilter {
        unit: Some(office.ctx.unit().uuid()),
        ..MatterFilter::within(Scope::Under(office.ctx.actor.path.clone()))
    };
    let page = Rows { after: None, limit: MOST };
    let rows = reader.matters(&filter, &page).await.map_err(failed)?.rows;
    Ok(rows
        .into_iter()
        .map(|r| Choice::new(r.id.to_string(), r.title.unwrap_or_default()).hint(r.number))
        .collect())
}

async fn own(
    office: &Office<'_>,
    l10n: L10n,
    period: Period,
    own: &listing::Own,
) -> Result<OwnList, WebError> {
    let line = &own.line;
    let (matters, gathered) = if line.gathers {
        let found = listing::gathered(office.app, &office.ctx, line.unit, period);
        (Vec::new(), found.await.map_err(web_error)?.len())
    } else {
        (own_matters(office).await?, 0)
    };
    let to = match line.to.as_str() {
        "" => l10n.t("lists-top"),
        to => l10n.t1("lists-to-office", "office", to),
    };
    Ok(OwnList {
        name: line.name.clone(),
        to,
        due: l10n.t1("lists-due-on", "day", l10n.date(line.due_on)),
        state: state_of(l10n, line),
        reported: line.reported_on.is_some(),
        asked: own.asked,
        gathers: line.gathers,
        gathered: l10n.t1("lists-gathered", "n", gathered),
        matters,
    })
}

async fn view(
    office: &Office<'_>,
    visit: &Visit,
    (period, of): (Period, Option<UnitId>),
    f: FormView,
) -> Result<Lists, WebError> {
    let l10n = visit.l10n();
    let found: Overview =
        listing::overview(office.app, &office.ctx, period, of).await.map_err(web_error)?;
    let title = l10n.t("lists-title");
    let page = Page::new(visit, &title)
        .nav(Nav::Items)
        .subtitle(l10n.t("lists-sub"))
        .crumb(l10n.t("nav-items"), "/items")
        .here(&title)
        .errors(f.has_errors());
    Ok(Lists {
        page,
        f,
        url: address(period),
        periods: periods(l10n, period),
        year: period.year,
        rule: rule_words(l10n, &found.rule.item.zh, &found.rule.item.en).to_owned(),
        source: found.rule.item.source.clone(),
        who: l10n.t1("lists-who-of", "unit", &found.of_name),
        sum: l10n.t2("lists-sum", ("done", found.reported()), ("all", found.lines.len())),
        own: own(office, l10n, period, &found.own).await?,
        lines: found.lines.iter().map(|l| line(l10n, period, l)).collect(),
    })
}

/// `GET /lists`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let f = FormView::new(&state, &visit, Values::new());
    page::show(&view(&office, &visit, (asked.period(&office), asked.of()), f).await?)
}

/// `POST /lists`: hands one's own list in, or completes it.
pub(super) async fn hand_in(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(Route::PATH, &form);
    require(&office.ctx, Permission::ReportList, None).map_err(web_error)?;
    let period = asked.period(&office);
    let matters: BTreeSet<MatterId> = form
        .values
        .all("matters")
        .filter_map(|id| Uuid::parse_str(id).ok())
        .map(MatterId::new)
        .collect();
    let (unit, gathers) =
        listing::reporting_unit(office.app, &office.ctx).await.map_err(web_error)?;
    let matters = if gathers {
        listing::gathered(office.app, &office.ctx, unit, period).await.map_err(web_error)?
    } else {
        matters
    };
    let (app, ctx) = (office.app, &office.ctx);
    let complete = form.values.get("do") == "complete";
    let done = if complete {
        listing::complete(app, ctx, unit, period, matters, form.values.get("reason")).await
    } else {
        let note = form.values.get("empty_note");
        let note = Some(note).filter(|_| matters.is_empty());
        listing::report(app, ctx, unit, period, matters, note).await.map(drop)
    };
    match done {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            let said =
                if complete { Msg::new("lists-completed") } else { Msg::new("lists-handed-in") };
            Ok(page::go(&visit, address(period), Some(&Flash::done(said))))
        }
        Err(error) => {
            let mut errors = Errors::new();
            let fields = ["matters", "empty_note", "reason", "period"];
            at_fields(error, &fields, &mut errors).map_err(web_error)?;
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, (period, None), f).await?, true)
        }
    }
}
