//! Pictures of the report: judged by their content, named after it, and seen by
//! those who read the text that shows them. Drafts of the case: no event.

use std::collections::BTreeMap;

use domain::assessment::Assessment;
use ledger::Hash;
use store::{BlobKey, Picture, StagedBlob, Tx};
use uuid::Uuid;

use super::{bare::bare, loaded, reads, to_read, to_write, writer};
use crate::{
    App, AppError, Ctx,
    error::Outcome,
    files::{FileRefusal, media_type},
    form::{FieldError, names_a_person, worded},
    view::Case,
};

/// Most bytes of one picture.
const LARGEST: u64 = MEGABYTES * 1024 * 1024;
const MEGABYTES: u64 = 5;
/// Most dots of one picture. Setting a page takes memory for every dot.
pub const MOST_DOTS: u64 = 40_000_000;
/// Pictures that a report may have.
const MOST: usize = 200;
/// Longest title, in characters.
const LONGEST: usize = 100;
/// Digits of a name.
const DIGITS: usize = 12;
/// Field of the content.
const FIELD: &str = "picture";
/// Field of the title.
const TITLE: &str = "picture_title";

/// A picture to add.
#[derive(Debug, Clone, Copy)]
pub struct NewPicture<'a> {
    /// What it shows: its words for those who cannot see it, and its caption.
    pub title: &'a str,
    /// Name of the file, as given by the one who brought it.
    pub file_name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// Width and height in dots, as whoever can read pictures found them; none
    /// where it cannot be read to its end.
    pub dots: Option<(u32, u32)>,
}

/// Adds a picture without what its camera wrote beside it; the same content added
/// again is the picture that is there, with the title that it has.
///
/// # Errors
/// A file that is missing, too large, neither PNG nor JPEG, of other content than
/// its name says, or broken, and more pictures than a report may have, at the
/// field `picture`; a title that is missing, too long or says what no text may,
/// at the field `picture_title`; denied access.
pub async fn add_picture(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    new: NewPicture<'_>,
) -> Outcome<Picture> {
    let (id, _) = to_write(ctx, case)?;
    let (media_type, ending) = judged(&new)?;
    let title = titled(case, new.title)?;
    let broken = || FieldError::new(FIELD, "picture_broken").with("name", new.file_name);
    let Some(shown) = bare(new.bytes) else { return wrong(broken()) };
    let blobs = app.store().blobs();
    let staged = blobs.stage(ctx.unit(), media_type, LARGEST, shown.as_slice()).await;
    let staged = staged.map_err(|e| AppError::Internal(format!("picture: {e}")))?;
    let picture = Picture {
        assessment: id,
        name: name_of(&staged.sha256, ending),
        blob: staged.key,
        size: staged.size,
        media_type: media_type.to_owned(),
        title,
        writer: writer(ctx),
        added_at: ctx.now,
    };
    let mut tx = app.store().write().await?;
    if let Some(known) = tx.picture(id, &picture.name).await? {
        return same(&mut tx, known, &staged).await;
    }
    if tx.pictures(id).await?.len() >= MOST {
        return wrong(FieldError::new(FIELD, "pictures_full").with("max", MOST));
    }
    tx.put_blob(&staged, ctx.now).await?;
    tx.put_picture(&picture).await?;
    tx.commit().await?;
    Ok(picture)
}

fn wrong<T>(error: FieldError) -> Outcome<T> {
    Err(AppError::Invalid(vec![error]))
}

/// The type of a picture by its content, and how its name ends.
fn judged(new: &NewPicture<'_>) -> Outcome<(&'static str, &'static str)> {
    if new.bytes.is_empty() {
        return wrong(FieldError::new(FIELD, "file_required"));
    }
    if new.bytes.len() as u64 > LARGEST {
        return wrong(FieldError::new(FIELD, "picture_too_big").with("max", MEGABYTES));
    }
    let named = |code| FieldError::new(FIELD, code).with("name", new.file_name);
    let (found, ending) = match media_type(new.file_name, new.bytes) {
        Ok(found @ "image/png") => (found, "png"),
        Ok(found @ "image/jpeg") => (found, "jpg"),
        Err(FileRefusal::Mislabelled) => return wrong(named("picture_mislabelled")),
        _ => return wrong(named("picture_kind")),
    };
    match new.dots {
        None => wrong(named("picture_broken")),
        Some((across, down)) if u64::from(across) * u64::from(down) > MOST_DOTS => {
            wrong(named("picture_dots").with("max", MOST_DOTS / 1_000_000))
        }
        Some(_) => Ok((found, ending)),
    }
}

fn titled(case: &Case, title: &str) -> Outcome<String> {
    let title = title.trim();
    let have = title.chars().count();
    if have == 0 {
        return wrong(FieldError::new(TITLE, "required"));
    }
    if have > LONGEST {
        return wrong(FieldError::new(TITLE, "too_long").with("max", LONGEST).with("have", have));
    }
    if title.chars().any(char::is_control) {
        return wrong(FieldError::new(TITLE, "control"));
    }
    worded(TITLE, title, &case.package.prohibited)?;
    Ok(title.to_owned())
}

/// The first digits of the hash of the content. Where they would read like a
/// number of a person, which no text may hold, it is the first that do not.
fn name_of(sha256: &Hash, ending: &str) -> String {
    let digits = sha256.to_string();
    let mut parts = (0..digits.len()).filter_map(|at| digits.get(at..at.checked_add(DIGITS)?));
    let name = parts.find(|part| !names_a_person(part)).unwrap_or_default();
    format!("{name}.{ending}")
}

/// The picture that is there already: it has the content that was brought.
async fn same(tx: &mut Tx, known: Picture, staged: &StagedBlob) -> Outcome<Picture> {
    match tx.blob(&known.blob).await? {
        Some(info) if info.sha256 == staged.sha256 => Ok(known),
        _ => Err(AppError::Internal(format!("picture {} has other content", known.name))),
    }
}

/// The pictures of a case that somebody may see, the oldest first: every one for
/// those who read the report while it is written, for others who view the case
/// those that a frozen version shows.
///
/// # Errors
/// Not found before there is an assessment; when the store fails.
pub async fn pictures(app: &App, ctx: &Ctx, case: &Case) -> Outcome<Vec<Picture>> {
    let (id, _) = loaded(case)?;
    let mut all = app.store().read().await?.pictures(id).await?;
    if !reads(ctx, case) {
        all.retain(|one| is_frozen(case, &one.name));
    }
    Ok(all)
}

/// A picture with its content.
///
/// # Errors
/// Denied access to those who do not see it in [`pictures`]; not found; content
/// that was changed on the disk.
pub async fn picture_bytes(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    name: &str,
) -> Outcome<(Picture, Vec<u8>)> {
    let (id, _) = if is_frozen(case, name) { loaded(case)? } else { to_read(ctx, case)? };
    let mut reader = app.store().read().await?;
    let picture = reader.picture(id, name).await?.ok_or(AppError::NotFound)?;
    let info = reader.blob(&picture.blob).await?.ok_or(AppError::NotFound)?;
    drop(reader);
    let bytes = app.store().blobs().read(&info, LARGEST).await;
    let bytes = bytes.map_err(|e| AppError::Internal(format!("picture {name}: {e}")))?;
    Ok((picture, bytes))
}

/// The content of every picture that texts name and that somebody may see, by name.
///
/// # Errors
/// As [`pictures`]; content that was changed on the disk.
pub async fn pictures_named<'a>(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    texts: impl Iterator<Item = &'a String>,
) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let texts: Vec<&String> = texts.filter(|text| text.contains("![")).collect();
    let mut found = BTreeMap::new();
    if texts.is_empty() {
        return Ok(found);
    }
    let named = |one: &Picture| texts.iter().any(|text| text.contains(&one.name));
    for one in pictures(app, ctx, case).await?.into_iter().filter(named) {
        let (picture, bytes) = picture_bytes(app, ctx, case, &one.name).await?;
        found.insert(picture.name, bytes);
    }
    Ok(found)
}

/// Whether a frozen version of the report names a picture.
fn is_frozen(case: &Case, name: &str) -> bool {
    let reports = case.assessment.iter().flat_map(|loaded| &loaded.state.reports);
    let mut texts = reports.flat_map(|report| &report.sections);
    let named = |text: &str| !name.is_empty() && text.contains(name);
    texts.any(|section| case.words.get(&section.text).is_some_and(named))
}

/// Lets go of the pictures of a section whose text is to be erased, but for those
/// that a text of another section or of another version of the report names as
/// well. The addresses of their files.
///
/// # Errors
/// When the store fails.
pub(crate) async fn drop_pictures(
    tx: &mut Tx,
    (id, state): (Uuid, &Assessment),
    (section, erased): (&str, Hash),
) -> Outcome<Vec<BlobKey>> {
    let frozen = state.reports.iter().flat_map(|report| &report.sections);
    let frozen: Vec<Hash> = frozen.map(|section| Hash(*section.text.bytes())).collect();
    let words = tx.resolve(&frozen).await?;
    let holds = |hash: &Hash, name: &str| {
        let found = words.get(hash);
        matches!(found, Some(store::Resolved::Value { value, .. }) if value.contains(name))
    };
    let mut files = Vec::new();
    for one in tx.pictures(id).await? {
        let drafts = tx.chapters_holding(id, &one.name).await?;
        let own = holds(&erased, &one.name) || drafts.iter().any(|draft| draft == section);
        let others = drafts.iter().any(|draft| draft != section)
            || frozen.iter().any(|hash| *hash != erased && holds(hash, &one.name));
        if own && !others && tx.drop_picture(id, &one.name).await? {
            files.push(one.blob);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_the_content() {
        let check = |hash: &str, expected: &str| {
            let digits = format!("{hash:0<64}");
            assert_eq!(name_of(&digits.parse().unwrap(), "png"), format!("{expected}.png"));
        };
        check("3f9a2b7c11de55", "3f9a2b7c11de");
        check("123456789012ab", "123456789012");
        // These would be refused in a text as mobile numbers.
        check("13812345678aab", "3812345678aa");
        check("a13812345678cd", "3812345678cd");
    }

    #[test]
    fn a_picture_is_judged_by_its_content() {
        let png = b"\x89PNG\r\n\x1a\n".as_slice();
        let large = [png, &vec![0; 5 << 20]].concat();
        let check = |file_name, bytes, dots, expected: Result<&str, &str>| {
            let judged = judged(&NewPicture { title: "图", file_name, bytes, dots });
            match (judged, expected) {
                (Ok((_, ending)), Ok(expected)) => assert_eq!(ending, expected),
                (Err(AppError::Invalid(errors)), Err(code)) => {
                    assert_eq!((errors[0].field.as_str(), errors[0].code), ("picture", code));
                }
                (judged, expected) => panic!("{file_name}: {judged:?}, not {expected:?}"),
            }
        };
        let small = Some((2, 2));
        check("a.PNG", png, small, Ok("png"));
        check("a.jpeg", b"\xff\xd8\xff\xe0".as_slice(), small, Ok("jpg"));
        check("a.png", b"GIF89a".as_slice(), small, Err("picture_mislabelled"));
        check("a.gif", b"GIF89a".as_slice(), small, Err("picture_kind"));
        check("a.pdf", b"%PDF-1.7".as_slice(), small, Err("picture_kind"));
        check("a.png", png, None, Err("picture_broken"));
        check("a.png", png, Some((8_000, 5_001)), Err("picture_dots"));
        check("a.png", &large, small, Err("picture_too_big"));
        check("", b"".as_slice(), None, Err("file_required"));
    }
}
