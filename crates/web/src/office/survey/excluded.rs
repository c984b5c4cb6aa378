//! `/items/{no}/survey/excluded`: answers that are not counted. They are found
//! by the number of a paper form, or as many that are alike; what they say is
//! not shown here. A second person decides.

use app::AppError;
use app::consultation::{self, Exclusions, Proposed, Which as Found};
use app::form::{FieldError, parse_date};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::ExclusionCause;
use domain::consultation::{ExclusionStanding, Standing};
use locale::{L10n, Msg, format};

use super::work::{Work, after};
use super::{Excluded, Survey};
use crate::error::WebError;
use crate::form::{Choice, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Band, Markup, Tag};
use crate::visit::Visit;

/// Fields of the forms of this page.
const FIELDS: &[&str] = &["cause", "sheets", "alike", "day", "reason", "declined", "positions"];

/// One proposal.
struct Row {
    index: usize,
    what: String,
    reason: String,
    state: Tag,
    note: String,
    confirms: bool,
    drops: bool,
}

#[derive(Template)]
#[template(path = "survey/excluded.html")]
struct ExcludedPage {
    page: Page,
    top: Markup,
    f: FormView,
    url: String,
    back: String,
    rows: Vec<Row>,
    open: bool,
    causes: Vec<Choice>,
    alike: Vec<Choice>,
}

/// The case with its consultation and what was proposed.
struct Read {
    work: Work,
    found: Exclusions,
}

impl Read {
    async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let work = Work::of(office, no, which).await?;
        let (app, ctx, case, sheet) = (office.app, &office.ctx, &work.case, work.sheet()?);
        let of = (sheet.consultation.id, &sheet.consultation.state);
        let found = consultation::exclusions(app, ctx, case, of).await.map_err(web_error)?;
        Ok(Self { work, found })
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let f = FormView::new(&state, &visit, Values::new());
    page::show(&view(&office, &visit, &read, f)?)
}

fn view(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    f: FormView,
) -> Result<ExcludedPage, WebError> {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.work.case, Sub::Survey);
    let open = read.work.sheet()?.consultation.state.standing == Standing::Open;
    let no = read.work.case.matter.state.number.clone();
    let alike = (1_usize..).zip(&read.found.alike).map(|(place, n)| {
        let said = l10n.t2("excluded-alike-of", ("place", place), ("n", number(*n)));
        Choice::new(place.to_string(), said)
    });
    let cause = |c: &ExclusionCause| Choice::new(c.code(), l10n.code("exclusion-cause", c.code()));
    let rows = read.found.proposed.iter().enumerate();
    Ok(ExcludedPage {
        page: page.errors(f.has_errors()),
        top,
        f,
        url: Excluded { no: no.clone() }.url(),
        back: Survey { no }.url(),
        rows: rows.map(|(index, one)| row(l10n, (index, one), open)).collect(),
        open,
        causes: ExclusionCause::ALL.iter().map(cause).collect(),
        alike: alike.collect(),
    })
}

fn row(l10n: L10n, (index, one): (usize, &Proposed), open: bool) -> Row {
    let proposal = &one.exclusion.proposal;
    let cause = l10n.code("exclusion-cause", proposal.cause.code());
    let n = number(proposal.positions.count());
    let (band, key, day) = match one.exclusion.now {
        ExclusionStanding::Proposed => (Band::Mid, "excluded-waits", one.exclusion.on),
        ExclusionStanding::Excluded { on } => (Band::High, "excluded-holds", on),
        ExclusionStanding::Dropped { .. } => (Band::Plain, "excluded-dropped", one.exclusion.on),
    };
    let waits = open && one.exclusion.now == ExclusionStanding::Proposed;
    Row {
        index,
        what: l10n.t2("excluded-what", ("n", n), ("cause", cause)),
        reason: one.reason.clone().unwrap_or_else(|| l10n.t("case-erased")),
        state: Tag::new(band, l10n.t(key)),
        note: if waits && one.mine { l10n.t("excluded-mine") } else { l10n.date(day) },
        confirms: waits && !one.mine,
        drops: waits,
    }
}

fn number(n: u64) -> String {
    format::number(i64::try_from(n).unwrap_or(i64::MAX))
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let read = Read::of(&office, &no, &which).await?;
    let office = office.sending(Excluded::PATH, &form);
    let slug = read.work.sheet()?.consultation.state.slug.clone();
    let (app, ctx, values) = (office.app, &office.ctx, &form.values);
    let index = values.get("index").parse::<u32>().map_err(|_| AppError::NotFound);
    let (done, said) = match (values.get("do"), index) {
        ("propose", _) => (propose(&office, &slug, values).await, Msg::new("excluded-proposed")),
        ("confirm", Ok(index)) => {
            let done = consultation::confirm_exclusion(app, ctx, &slug, index).await;
            (done, Msg::new("excluded-confirmed"))
        }
        ("drop", Ok(index)) => {
            let asked = (index, values.get("declined"));
            let done = consultation::drop_exclusion(app, ctx, &slug, asked).await;
            (done, Msg::new("excluded-was-dropped"))
        }
        _ => return Err(WebError::NotFound),
    };
    let url = Excluded { no: read.work.number() }.url();
    match after(&visit, done, (url, said), FIELDS)? {
        Ok(answer) => Ok(answer),
        Err(errors) => {
            let f = FormView::again(&visit, form, errors);
            page::show_form(&view(&office, &visit, &read, f)?, true)
        }
    }
}

async fn propose(office: &Office<'_>, slug: &str, values: &Values) -> Result<(), AppError> {
    let wrong = |field, code| AppError::Invalid(vec![FieldError::new(field, code)]);
    let cause = ExclusionCause::from_code(values.get("cause"));
    let cause = cause.ok_or_else(|| wrong("cause", "choose"))?;
    let (sheets, alike) = (values.get("sheets").trim(), values.get("alike"));
    let which = match (sheets.is_empty(), alike.is_empty()) {
        (false, true) => Found::Sheets(sheets.to_owned()),
        (true, false) => {
            let place = alike.parse().map_err(|_| wrong("alike", "choose"))?;
            let day = values.get("day").trim();
            let day = match day.is_empty() {
                true => None,
                false => Some(parse_date(day).ok_or_else(|| wrong("day", "date"))?),
            };
            Found::Alike { place, day }
        }
        _ => return Err(wrong("sheets", "one_of")),
    };
    let why = (cause, values.get("reason"));
    consultation::propose_exclusion(office.app, &office.ctx, slug, &which, why).await
}
