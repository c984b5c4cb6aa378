//! `/items/{no}/survey/entry`: answers on paper are typed by two persons; what
//! was heard by telephone or at a visit is typed once.

use app::consultation::{self, Entered, Entry, Undone};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::Channel;
use domain::consultation::answer::{Fault, Filled};
use locale::{L10n, Msg};

use super::work::Work;
use super::{Entering, Survey};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which};
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::public::consult::{Ask, errors, every, filled, letter};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "survey/entry.html")]
struct EntryPage {
    page: Page,
    top: Markup,
    f: FormView,
    summary: Markup,
    url: String,
    back: String,
    channels: Vec<Choice>,
    asks: Vec<Ask>,
    undone: Vec<(String, String)>,
}

/// The case with its consultation, and paper that is not done.
struct Read {
    work: Work,
    undone: Vec<Undone>,
}

impl Read {
    async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let work = Work::of(office, no, which).await?;
        let (app, ctx, case, sheet) = (office.app, &office.ctx, &work.case, work.sheet()?);
        let id = sheet.consultation.id;
        let undone = consultation::undone(app, ctx, case, id).await.map_err(web_error)?;
        Ok(Self { work, undone })
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
    let f = FormView::new(&state, &visit, Values::new().with("channel", Channel::Paper.code()));
    page::show(&view(&office, &visit, &read, f, (&Filled::new(), &[])))
}

fn view(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    f: FormView,
    (filled, faults): (&Filled, &[Fault]),
) -> EntryPage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.work.case, Sub::Survey);
    let form = read.work.desk.current.as_ref().map(|sheet| &sheet.form);
    let mut asks = form.map(|form| every(l10n, form, filled, faults)).unwrap_or_default();
    if read.work.desk.current.as_ref().is_some_and(|s| s.consultation.state.by_letter) {
        asks.push(letter(l10n, filled, faults));
    }
    let errors = errors(&asks);
    let no = read.work.case.matter.state.number.clone();
    let spoken = Channel::ALL.iter().filter(|channel| **channel != Channel::Web);
    EntryPage {
        page: page.errors(f.has_errors() || !errors.is_empty()),
        top,
        f,
        summary: crate::form::summary(l10n, errors),
        url: Entering { no: no.clone() }.url(),
        back: Survey { no }.url(),
        channels: spoken
            .map(|channel| Choice::new(channel.code(), l10n.code("channel", channel.code())))
            .collect(),
        asks,
        undone: read.undone.iter().map(|sheet| told(l10n, sheet)).collect(),
    }
}

fn told(l10n: L10n, sheet: &Undone) -> (String, String) {
    let key = match (sheet.differs, sheet.mine) {
        (true, _) => "entry-differs",
        (false, true) => "entry-waits-other",
        (false, false) => "entry-waits-you",
    };
    (sheet.sheet.clone(), l10n.t(key))
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
    let given = filled(&form.values);
    let entry = Entry {
        channel: Channel::from_code(form.values.get("channel")).unwrap_or(Channel::Paper),
        sheet: form.values.get("sheet").to_owned(),
        filled: given.clone(),
    };
    let slug = read.work.desk.current.as_ref().map(|s| s.consultation.state.slug.clone());
    let slug = slug.unwrap_or_default();
    let (app, ctx) = (office.app, &office.ctx);
    let done =
        consultation::enter(app, ctx, &read.work.case, &slug, &entry).await.map_err(web_error)?;
    let mut errors = Errors::new();
    let faults = match done {
        Entered::First | Entered::Counted => {
            let first = done == Entered::First;
            let said = Msg::new(if first { "entry-first" } else { "entry-counted" });
            let url = Entering { no: read.work.case.matter.state.number.clone() }.url();
            return Ok(page::go(&visit, url, Some(&Flash::done(said))));
        }
        Entered::Known => {
            errors.add("sheet", Msg::new("entry-known"));
            Vec::new()
        }
        Entered::Closed => {
            errors.add("sheet", Msg::new("entry-closed"));
            Vec::new()
        }
        Entered::Differs(fields) => {
            fields.into_iter().map(|field| Fault { field, code: "differs" }).collect()
        }
        Entered::Faults(faults) => faults,
    };
    if faults.iter().any(|fault| fault.field == "sheet") {
        errors.add("sheet", Msg::new("entry-number"));
    }
    let f = FormView::again(&visit, form, errors);
    page::show_form(&view(&office, &visit, &read, f, (&given, &faults)), true)
}
