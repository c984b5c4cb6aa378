//! Two people saved a section at once: both texts beside each other, what
//! differs, and the way on. Both are kept whatever is chosen.

use app::chapters::{Chapter, Section};
use askama::Template;

use super::difference::difference;
use super::routes::ChapterWriting;
use super::{Read, name, signed};
use crate::form::FormView;
use crate::office::Office;
use crate::office::case::{CaseFrame, Sub};
use crate::page::Page;
use crate::routes::Route as _;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

/// The text that came late.
pub(super) struct Own {
    /// The version under which it is kept.
    pub(super) version: u64,
    pub(super) text: String,
}

#[derive(Template)]
#[template(path = "chapters/clash.html")]
pub(super) struct ClashPage {
    page: Page,
    top: Markup,
    f: FormView,
    note: Note,
    name: String,
    url: String,
    version: u64,
    by: String,
    kept: u64,
    theirs: String,
    own: String,
    difference: Markup,
}

/// The page that settles two texts.
pub(super) fn page(
    office: &Office<'_>,
    visit: &Visit,
    read: &Read,
    section: &Section,
    (standing, own, f): (&Chapter, Own, FormView),
) -> ClashPage {
    let l10n = visit.l10n();
    let CaseFrame { page, top } = CaseFrame::of(office, visit, &read.case, Sub::Report);
    let at = l10n.date_time(standing.saved.updated_at);
    let by = signed(l10n, &read.case, &standing.saved.writer);
    ClashPage {
        page,
        top,
        f,
        note: Note::new(NoteKind::Warn, l10n.t("chapters-clash"), l10n.t("chapters-clash-lead")),
        name: name(l10n, &section.item).to_owned(),
        url: ChapterWriting { no: read.no(), section: section.item.code.clone() }.url(),
        version: standing.saved.version,
        by: l10n.t2("chapters-last", ("at", at), ("by", by)),
        kept: own.version,
        difference: difference(&standing.content, &own.text).unwrap_or_default(),
        theirs: standing.content.clone(),
        own: own.text,
    }
}
