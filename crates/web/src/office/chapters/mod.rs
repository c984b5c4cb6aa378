//! `/items/{no}/report/write`: the report before it is frozen. Officials write
//! its sections, with live fields for what the record knows; reviewers and the
//! office that files read along and comment. Drafts of the case: no event.

mod check;
mod clash;
mod compare;
mod difference;
mod editor;
mod list;
mod picture;
mod prefill;
mod remarks;
mod send;
mod show;
mod values;
mod versions;

use app::chapters::{self, Section, Writing};
use app::view::Case;
use axum::Router;
use axum::routing::get;
use domain::rulebook::Item;
use locale::{L10n, Lang};

pub(crate) use self::{
    picture::{Shelf, base as picture_base},
    prefill::{left_live, poured},
    show::frozen,
};
use super::case::{Which, load};
use super::{Office, web_error};
use crate::error::WebError;
use crate::routes::mount;
use crate::state::AppState;

/// Addresses of the report while it is written.
pub(crate) mod routes {
    crate::routes! {
        /// The sections of the report, and how far each is.
        ReportWriting { no } = "/items/{no}/report/write", get: Page, access: SignedIn;
        /// One section: writing it, trying it, comments.
        ChapterWriting { no, section } = "/items/{no}/report/write/{section}", get: Page, post: PersonalOrDraft, access: SignedIn;
        /// The versions of a section, and what differs between two of them.
        ChapterVersions { no, section } = "/items/{no}/report/write/{section}/versions", get: Page, access: SignedIn;
        /// Typed numbers against those of the record.
        ReportCheck { no } = "/items/{no}/report/check", get: Page, access: SignedIn;
        /// A picture of the report, for those who read the text that shows it.
        ReportPicture { no, name } = "/items/{no}/report/pictures/{name}", get: Page, access: Action("VIEW_MATTER");
        /// Two frozen versions beside each other.
        ReportCompare { no } = "/items/{no}/report/compare", get: Page, access: Action("VIEW_MATTER");
    }
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<routes::ReportWriting>(router, state, get(list::show));
    let pages = get(editor::show).post(send::send);
    let router = mount::<routes::ChapterWriting>(router, state, pages);
    let router = mount::<routes::ChapterVersions>(router, state, get(versions::show));
    let router = mount::<routes::ReportPicture>(router, state, get(picture::show));
    let router = mount::<routes::ReportCheck>(router, state, get(check::show));
    mount::<routes::ReportCompare>(router, state, get(compare::show))
}

/// A case with its report as it is being written.
struct Read {
    case: Case,
    writing: Writing,
}

impl Read {
    async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let case = load(office, no, which).await?;
        Ok(Self { writing: chapters_of(office, &case).await?, case })
    }

    fn no(&self) -> String {
        self.case.matter.state.number.clone()
    }

    /// The pictures that its texts may show.
    fn shelf(&self) -> Shelf {
        Shelf::of(&self.case.matter.state.number, &self.writing.pictures)
    }

    /// A section by its code.
    fn section(&self, code: &str) -> Result<&Section, WebError> {
        let mut all = self.writing.sections.iter();
        all.find(|section| section.item.code == code).ok_or(WebError::NotFound)
    }
}

async fn chapters_of(office: &Office<'_>, case: &Case) -> Result<Writing, WebError> {
    chapters::read(office.app, &office.ctx, case).await.map_err(web_error)
}

/// The name of a section in the reader's language.
fn name(l10n: L10n, item: &Item) -> &str {
    if l10n.lang() == Lang::En { &item.en } else { &item.zh }
}

/// Who wrote something, with the unit of the post.
fn signed(l10n: L10n, case: &Case, by: &app::chapters::Writer) -> String {
    let who = case.names.get(&by.person).map_or("", String::as_str);
    let unit = case.units.get(&by.unit).map_or("", |unit| unit.name.as_str());
    match (unit, who) {
        (one, "") | ("", one) => one.to_owned(),
        (unit, who) => l10n.t2("acts-conflict-by", ("unit", unit), ("who", who)),
    }
}
