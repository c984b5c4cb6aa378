//! The report while it is being written: those who work on a case write its
//! sections in the browser, reviewers and the office that files it read along
//! and comment. Drafts of the case: no event before the report is frozen.

mod bare;
mod comment;
mod history;
mod picture;
mod prefill;
mod read;
mod save;

use access::Permission;
use domain::assessment::{Assessment, parts::Report};
use domain::rulebook::Item;
pub use store::{Chapter, ChapterComment, ChapterVersion, Picture, Writer};
use uuid::Uuid;

pub(crate) use self::picture::drop_pictures;
pub use self::{
    comment::{Remark, comment, resolve},
    history::{history, version},
    picture::{MOST_DOTS, NewPicture, add_picture, picture_bytes, pictures, pictures_named},
    prefill::prefill,
    read::read,
    save::{By, LIMIT, Saved, Saving, save},
};
use crate::{App, AppError, Ctx, directory::require, error::Outcome, view::Case};

/// One section of a report that is being written.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its code and name in the rules.
    pub item: Item,
    /// The text that stands; none before the first save.
    pub latest: Option<Chapter>,
    /// Comments on it, the oldest first.
    pub comments: Vec<ChapterComment>,
}

impl Section {
    /// The version that stands; 0 before the first save.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.latest.as_ref().map_or(0, |one| one.saved.version)
    }

    /// Comments that nobody has settled.
    #[must_use]
    pub fn open(&self) -> usize {
        self.comments.iter().filter(|one| one.resolved.is_none()).count()
    }

    /// What the editor begins with: the text that stands, or else that of the
    /// report that was frozen last.
    #[must_use]
    pub fn text<'a>(&'a self, case: &'a Case) -> &'a str {
        match &self.latest {
            Some(one) => &one.content,
            None => frozen(case, &self.item.code).unwrap_or_default(),
        }
    }
}

/// The report of a case while it is being written.
#[derive(Debug, Clone)]
pub struct Writing {
    /// The sections of the rules, in their order.
    pub sections: Vec<Section>,
    /// Its pictures, the oldest first.
    pub pictures: Vec<Picture>,
    /// Whether who asks may write, not only read and comment.
    pub writes: bool,
}

/// Who may freeze the report may write it.
fn to_write<'a>(ctx: &Ctx, case: &'a Case) -> Outcome<(Uuid, &'a Assessment)> {
    require(ctx, Permission::Draft, Some(&case.resource))?;
    loaded(case)
}

/// Those who write, who review, and who file it may read and comment.
fn to_read<'a>(ctx: &Ctx, case: &'a Case) -> Outcome<(Uuid, &'a Assessment)> {
    let reviews = case.may(ctx, Permission::Review) && reviewer(ctx, case);
    if !reviews && !case.may(ctx, Permission::AnswerFiling) {
        require(ctx, Permission::Draft, Some(&case.resource))?;
    }
    loaded(case)
}

/// Whether a review of the case names the person; those who rate are named, too,
/// and read no report.
fn reviewer(ctx: &Ctx, case: &Case) -> bool {
    let state = case.assessment.as_ref().map(|loaded| &loaded.state);
    let mut named = state.into_iter().flat_map(|state| &state.reviews).flat_map(|r| &r.reviewers);
    named.any(|one| one.person == ctx.person())
}

/// Whether somebody may read the report while it is being written.
#[must_use]
pub fn reads(ctx: &Ctx, case: &Case) -> bool {
    to_read(ctx, case).is_ok()
}

fn loaded(case: &Case) -> Outcome<(Uuid, &Assessment)> {
    let loaded = case.assessment.as_ref().ok_or(AppError::NotFound)?;
    Ok((loaded.id, &loaded.state))
}

/// A section of the rules by its code.
fn known(app: &App, ctx: &Ctx, case: &Case, section: &str) -> Outcome<Item> {
    let mut all = case.report_sections(app, ctx).into_iter();
    all.find(|item| item.code == section).ok_or(AppError::NotFound)
}

/// The text of a section in the report that was frozen last.
fn frozen<'a>(case: &'a Case, section: &str) -> Option<&'a str> {
    let last: &Report = case.assessment.as_ref()?.state.reports.last()?;
    let found = last.sections.iter().find(|one| one.code == section)?;
    case.words.get(&found.text)
}

fn writer(ctx: &Ctx) -> Writer {
    let (person, unit) = (ctx.person().uuid(), ctx.unit().uuid());
    Writer { person, unit, role: ctx.role().code().to_owned() }
}
