//! `/items/{no}/documents`: the documents of a case in the order of the archive,
//! each with its formats, or what is missing and who can supply it.

use app::view::Case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use documents::dossier::Order as Stage;
use documents::model::{Kind, Language};
use locale::{L10n, Msg};
use papers::{Format, Offer, Order, consulted, offers};

use super::words::{format_name, kind_name, language, languages, stage, stage_name};
use super::{
    ItemDocuments, ItemPreview, ItemPrint, OnePaper, Papers, not_taken, paper_error, press,
};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, FormView, Submitted, Values};
use crate::office::Office;
use crate::office::case::{CaseFrame, Sub, Which, is_latest, load};
use crate::page::{self, Page};
use crate::routes::{Route as _, encode};
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

/// One document.
struct Line {
    name: String,
    /// Which of several.
    part: String,
    /// Formats: what the button says, and what it sends.
    formats: Vec<(String, String)>,
    preview: Option<String>,
    missing: String,
}

/// Documents of one part of the archived file.
struct Group {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "papers/item.html")]
struct Show {
    page: Page,
    top: Markup,
    f: FormView,
    note: Option<Note>,
    url: String,
    groups: Vec<Group>,
    languages: Vec<Choice>,
    own: String,
    /// The case on one page, once there is a case.
    print: Option<String>,
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
    let CaseFrame { page, top } = CaseFrame::of(&office, &visit, &case, Sub::Documents);
    let chosen = Values::new().with("language", language(visit.lang()).code());
    let query = which_query(&case);
    let makes = state.press.is_some();
    let mut found = offers(office.app, &case);
    found.extend(consulted(office.app, &office.ctx, &case).await.map_err(paper_error)?);
    let sheet = found.iter().any(|o| o.kind == Kind::CaseSheet && o.missing.is_none());
    page::show(&Show {
        page,
        top,
        f: FormView::new(&state, &visit, chosen),
        note: (!makes).then(|| Note::new(NoteKind::Warn, "", l10n.t("download-no-fonts"))),
        url: format!("{}{query}", ItemDocuments { no: no.clone() }.url()),
        groups: groups(l10n, &no, &query, &found, makes),
        languages: languages(l10n),
        own: Papers.url(),
        print: sheet.then(|| format!("{}{query}", ItemPrint { no }.url())),
    })
}

/// `?a=1` where an earlier assessment is shown.
fn which_query(case: &Case) -> String {
    match &case.assessment {
        Some(a) if !is_latest(case) => format!("?a={}", a.state.ordinal),
        _ => String::new(),
    }
}

/// What an order names: the matter, or the assessment that is shown.
pub(super) fn subject(case: &Case) -> String {
    let number = &case.matter.state.number;
    match &case.assessment {
        Some(a) if !is_latest(case) => format!("{number}-A{}", a.state.ordinal),
        _ => number.clone(),
    }
}

fn groups(l10n: L10n, no: &str, query: &str, found: &[Offer], makes: bool) -> Vec<Group> {
    let parts = [None].into_iter().chain(Stage::ALL.map(Some));
    parts
        .map(|part| Group {
            title: stage_name(l10n, part),
            lines: found
                .iter()
                .filter(|offer| stage(offer.kind) == part)
                .map(|offer| line(l10n, no, query, offer, makes))
                .collect(),
        })
        .filter(|group| !group.lines.is_empty())
        .collect()
}

fn line(l10n: L10n, no: &str, query: &str, offer: &Offer, makes: bool) -> Line {
    let part = offer.part.as_deref().unwrap_or_default();
    let ready = offer.missing.is_none() && makes;
    let button = |format: &Format| {
        let sent = format!("{} {} {part}", offer.kind, format.ending());
        (format_name(*format), sent.trim_end().to_owned())
    };
    let files = offer.formats.iter().filter(|format| ready && **format != Format::Html);
    let preview = (ready && offer.formats.contains(&Format::Html)).then(|| {
        let url = ItemPreview { no: no.to_owned(), kind: offer.kind.to_string() }.url();
        let join = if query.is_empty() { "?" } else { "&" };
        if part.is_empty() {
            return format!("{url}{query}");
        }
        format!("{url}{query}{join}part={}", encode(part))
    });
    Line {
        name: kind_name(l10n, offer.kind),
        part: offer.label.as_ref().map(|label| l10n.say(label)).unwrap_or_default(),
        formats: files.map(button).collect(),
        preview,
        missing: offer.missing.map(|missing| missing.say(l10n)).unwrap_or_default(),
    }
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let order = asked(&subject(&case), &form).ok_or(WebError::NotFound)?;
    match press(&state)?.order(&office.ctx, &order).await {
        Ok(id) => {
            let flash = Flash::done(Msg::new("download-ordered"));
            Ok(page::go(&visit, OnePaper { paper: id.to_string() }.url(), Some(&flash)))
        }
        Err(error) => {
            let url = format!("{}{}", ItemDocuments { no }.url(), which_query(&case));
            Ok(page::go(&visit, url, Some(&Flash::bad(not_taken(error)?))))
        }
    }
}

/// What a button stands for: kind, format, and which of several.
fn asked(subject: &str, form: &Submitted) -> Option<Order> {
    let mut words = form.values.get("do").splitn(3, ' ');
    let kind = words.next()?.parse::<Kind>().ok()?;
    let format = Format::of_ending(words.next()?)?;
    let part = words.next().filter(|part| !part.is_empty()).map(str::to_owned);
    let language = form.values.get("language").parse::<Language>().ok()?;
    Some(Order { kind, subject: subject.to_owned(), part, language, format })
}
