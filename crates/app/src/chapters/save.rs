//! Saving a section over the version that was seen. Where another text stands by
//! then both are kept: the one that came late beside the course of the section.

use jiff::{SignedDuration, Timestamp};
use store::{Chapter, ChapterVersion, Tx};
use uuid::Uuid;

use super::{known, to_write, writer};
use crate::{
    App, AppError, Ctx,
    error::Outcome,
    form::{FieldError, worded},
    view::Case,
};

/// Longest text of a section, in bytes of UTF-8.
pub const LIMIT: usize = 200_000;
/// Versions of a section that are kept.
pub(super) const MOST: u32 = 2_000;
/// For so long after its first save a text that the page saves by itself
/// replaces the one before.
const SPAN: SignedDuration = SignedDuration::from_mins(10);

/// What saved a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Somebody pressed the button.
    Hand,
    /// The page, every few seconds.
    Page,
}

/// A text to save.
#[derive(Debug, Clone, Copy)]
pub struct Saving<'a> {
    /// Code of the section.
    pub section: &'a str,
    /// The version that was seen; 0 for none.
    pub since: u64,
    /// The text.
    pub text: &'a str,
    /// What saves it.
    pub by: By,
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It stands.
    Stands(ChapterVersion),
    /// Another text stood by then; this one is kept beside it.
    Late {
        /// The version under which it is kept.
        kept: u64,
        /// The text that stands.
        standing: Box<Chapter>,
    },
}

/// Saves a section.
///
/// # Errors
/// A text that is too long or holds what no text may, at the field `text`;
/// denied access; not found for a section that the rules do not have.
pub async fn save(app: &App, ctx: &Ctx, case: &Case, saving: Saving<'_>) -> Outcome<Saved> {
    let (id, _) = to_write(ctx, case)?;
    known(app, ctx, case, saving.section)?;
    let text = saving.text.replace("\r\n", "\n");
    sound(case, &text)?;
    let mut tx = app.store().write().await?;
    let standing = tx.chapter(id, saving.section).await?;
    let version = standing.as_ref().map_or(0, |one| one.saved.version);
    let place = Place { assessment: id, section: saving.section, standing: version };
    let new = Chapter {
        assessment: id,
        section: saving.section.to_owned(),
        saved: fresh(ctx, &saving),
        content: text,
    };
    match standing {
        // What stands already needs no second version, whoever sent it.
        Some(one) if one.content == new.content => Ok(Saved::Stands(one.saved)),
        Some(one) if version != saving.since => {
            let late = Chapter { saved: ChapterVersion { late: true, ..new.saved }, ..new };
            let kept = aside(&mut tx, place, late).await?;
            tx.commit().await?;
            Ok(Saved::Late { kept, standing: Box::new(one) })
        }
        _ => {
            // Without a text that stands there is nothing that could be lost.
            let saved = ChapterVersion { base: version, ..new.saved };
            let saved = keep(&mut tx, place, Chapter { saved, ..new }).await?;
            tx.commit().await?;
            Ok(Saved::Stands(saved))
        }
    }
}

fn sound(case: &Case, text: &str) -> Outcome<()> {
    let wrong = |error| Err(AppError::Invalid(vec![error]));
    if text.len() > LIMIT {
        let kilobytes = |bytes: usize| bytes.div_ceil(1_000);
        let error = FieldError::new("text", "too_big");
        return wrong(error.with("max", kilobytes(LIMIT)).with("have", kilobytes(text.len())));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return wrong(FieldError::new("text", "control"));
    }
    worded("text", text, &case.package.prohibited)
}

fn fresh(ctx: &Ctx, saving: &Saving<'_>) -> ChapterVersion {
    ChapterVersion {
        version: 0,
        base: saving.since,
        late: false,
        auto: saving.by == By::Page,
        writer: writer(ctx),
        begun_at: ctx.now,
        updated_at: ctx.now,
    }
}

/// Where a text is kept.
#[derive(Clone, Copy)]
struct Place<'a> {
    assessment: Uuid,
    section: &'a str,
    standing: u64,
}

/// Keeps a text under the next number, in place of the last one where that was
/// saved by the page for the same person a short time ago.
async fn keep(tx: &mut Tx, place: Place<'_>, mut new: Chapter) -> Outcome<ChapterVersion> {
    let (id, section) = (place.assessment, place.section);
    let (kept, top) = tx.chapter_count(id, section).await?;
    let last = tx.chapter_version(id, section, top).await?;
    let replaced = last.filter(|last| continues(&last.saved, &new.saved, new.saved.updated_at));
    match replaced {
        Some(last) => {
            // Who still sees the replaced version is told that it is gone: the new
            // one has a number of its own.
            tx.drop_chapter(id, section, top).await?;
            new.saved.begun_at = last.saved.begun_at;
            new.saved.base = last.saved.base;
        }
        None if kept >= u64::from(MOST) => tx.thin_chapter(id, section, place.standing).await?,
        None => {}
    }
    new.saved.version = top.saturating_add(1);
    if tx.put_chapter(&new).await? {
        return Ok(new.saved);
    }
    Err(AppError::Internal(format!("version {} of a section is taken", new.saved.version)))
}

/// Keeps a text that came late; the same one sent again is kept once. The version
/// under which it is kept.
async fn aside(tx: &mut Tx, place: Place<'_>, late: Chapter) -> Outcome<u64> {
    let (_, top) = tx.chapter_count(place.assessment, place.section).await?;
    let last = tx.chapter_version(place.assessment, place.section, top).await?;
    let same = |last: &Chapter| {
        let (one, other) = (&last.saved, &late.saved);
        one.late && one.writer == other.writer && last.content == late.content
    };
    if last.as_ref().is_some_and(same) { Ok(top) } else { Ok(keep(tx, place, late).await?.version) }
}

/// Whether a text that the page saves goes on with one that it saved before.
fn continues(last: &ChapterVersion, new: &ChapterVersion, now: Timestamp) -> bool {
    let both = last.auto && new.auto && last.late == new.late;
    both && last.writer == new.writer && now.duration_since(last.begun_at) < SPAN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_page_saves_for_the_same_person_goes_on() {
        let at = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let of = |person: u128, auto: bool, late: bool| ChapterVersion {
            version: 1,
            base: 0,
            late,
            auto,
            writer: store::Writer {
                person: Uuid::from_u128(person),
                unit: Uuid::from_u128(9),
                role: "LEAD_UNIT".into(),
            },
            begun_at: at(0),
            updated_at: at(0),
        };
        let check = |last, new, minutes, expected| {
            assert_eq!(continues(&last, &new, at(minutes)), expected, "{last:?} {new:?}");
        };
        check(of(1, true, false), of(1, true, false), 9, true);
        check(of(1, true, false), of(1, true, false), 10, false);
        check(of(1, true, false), of(2, true, false), 1, false);
        check(of(1, false, false), of(1, true, false), 1, false);
        check(of(1, true, false), of(1, false, false), 1, false);
        check(of(1, true, true), of(1, true, false), 1, false);
    }
}
