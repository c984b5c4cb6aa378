//! Erasing one text or one attached file of a matter (ADR 0005): value and salt
//! go, the log and the state stay. The act itself is an event with a reason.

use access::Permission;
use domain::{
    assessment::{Assessment, AssessmentEvent},
    matter::{Matter, event::MatterEvent},
    record::Record as _,
    refusal::{Reason, Refusal},
    text::Text,
};
use ledger::Hash;
use store::{BlobKey, Reader, Resolved, SideInfo, Tx};
use uuid::Uuid;

use crate::{
    App, AppError, Ctx,
    chapters::drop_pictures,
    directory::require,
    error::Outcome,
    vault::{FILE, FileFacts, Vault, drop_unheld},
};

/// Kind and identifier of a record.
type Stream = (&'static str, Uuid);

/// A text or file of a matter that can be erased, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasable {
    /// Its commitment, by which the log names it.
    pub commitment: Hash,
    /// Whether it is an attached file.
    pub is_file: bool,
    /// The words, or the name of the file; none once erased.
    pub words: Option<String>,
}

/// What an erasure reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// Whether it was a file.
    pub file: bool,
    /// Whether its content has no name any more and is collected with the next
    /// round ([`crate::upkeep::files`]). Another entry may hold the same content;
    /// then it stays for that one.
    pub unnamed: bool,
}

/// The streams of a matter: its own and those of its assessments.
async fn streams(reader: &mut Reader, number: &str) -> Outcome<Vec<Stream>> {
    let row = reader.matter_by_number(number).await?.ok_or(AppError::NotFound)?;
    let matter = reader.load::<Matter>(row.id).await?.ok_or(AppError::NotFound)?;
    let assessments = matter.state.assessments.iter().map(|a| (Assessment::KIND, a.id.uuid()));
    Ok(std::iter::once((Matter::KIND, row.id)).chain(assessments).collect())
}

/// Every text and file of a matter and its assessments, by number of the matter.
///
/// # Errors
/// Denied access; not found for an unknown number; a failure of the store.
pub async fn erasable(app: &App, ctx: &Ctx, number: &str) -> Outcome<Vec<Erasable>> {
    require(ctx, Permission::ManageSystem, None)?;
    let mut reader = app.store().read().await?;
    let mut found = Vec::new();
    for (kind, id) in streams(&mut reader, number).await? {
        let sides = reader.sides_of(kind, id).await?;
        let hashes: Vec<Hash> = sides.iter().map(|side| side.commitment).collect();
        let words = reader.resolve(&hashes).await?;
        found.extend(sides.into_iter().map(|side| {
            let is_file = side.kind == FILE;
            let words = match words.get(&side.commitment) {
                Some(Resolved::Value { value, .. }) => Some(shown(value, is_file)),
                _ => None,
            };
            Erasable { commitment: side.commitment, is_file, words }
        }));
    }
    Ok(found)
}

fn shown(value: &str, is_file: bool) -> String {
    let facts = is_file.then(|| serde_json::from_str::<FileFacts>(value).ok()).flatten();
    facts.map_or_else(|| value.to_owned(), |facts| facts.name)
}

/// Erases a text or file of a matter, with its copies in lists, and puts the
/// erasure on record.
///
/// # Errors
/// Denied access; not found for an unknown number or commitment; a refusal
/// without a reason or where it was erased before; a failure of the store.
pub async fn erase(
    app: &App,
    ctx: &Ctx,
    number: &str,
    commitment: Hash,
    reason: &str,
) -> Outcome<Erased> {
    require(ctx, Permission::ManageSystem, None)?;
    if reason.trim().is_empty() {
        return Err(Refusal::of(Reason::ReasonNeeded { field: "reason" }).into());
    }
    let mut tx = app.store().write().await?;
    let (stream, side) = find(&mut tx, number, commitment).await?;
    if side.erased_at.is_some() {
        return Err(Refusal::of(Reason::Already { field: "commitment" }).into());
    }
    let file = if side.kind == FILE { blob(&mut tx, commitment).await? } else { None };
    put_on_record(app, ctx, &mut tx, stream, (commitment, reason.trim())).await?;
    // What they named is found by the text that is erased.
    let pictures = erase_drafts(&mut tx, stream, commitment).await?;
    tx.erase_side(&commitment, ctx.now).await?;
    // Documents that were made of the matter hold its words as well.
    let (_, mut files) = tx.forget_papers_about(number).await?;
    files.extend(file);
    files.extend(pictures);
    let unnamed = drop_unheld(&mut tx, &files).await? > 0;
    tx.commit().await?;
    Ok(Erased { file: side.kind == FILE, unnamed })
}

/// The stream that brought a commitment in, and what is known of it.
async fn find(tx: &mut Tx, number: &str, commitment: Hash) -> Outcome<(Stream, SideInfo)> {
    for stream in streams(tx, number).await? {
        let sides = tx.sides_of(stream.0, stream.1).await?;
        if let Some(side) = sides.into_iter().find(|side| side.commitment == commitment) {
            return Ok((stream, side));
        }
    }
    Err(AppError::NotFound)
}

/// Drafts of a section may hold what its frozen text held: they go with it, and so
/// do pictures that nothing else shows. The addresses of their files.
async fn erase_drafts(tx: &mut Tx, (kind, id): Stream, commitment: Hash) -> Outcome<Vec<BlobKey>> {
    if kind != Assessment::KIND {
        return Ok(Vec::new());
    }
    let assessment = tx.load::<Assessment>(id).await?.ok_or(AppError::NotFound)?;
    let erased = Text::new(commitment.0);
    let mut sections = assessment.state.reports.iter().flat_map(|report| &report.sections);
    let Some(section) = sections.find(|section| section.text == erased) else {
        return Ok(Vec::new());
    };
    let place = (section.code.as_str(), commitment);
    let files = drop_pictures(tx, (id, &assessment.state), place).await?;
    tx.erase_chapter(id, &section.code).await?;
    Ok(files)
}

/// The address of the content of a file.
async fn blob(tx: &mut Tx, commitment: Hash) -> Outcome<Option<BlobKey>> {
    let Some(Resolved::Value { value, .. }) = tx.resolve(&[commitment]).await?.remove(&commitment)
    else {
        return Ok(None);
    };
    let facts: Option<FileFacts> = serde_json::from_str(&value).ok();
    Ok(facts.and_then(|facts| facts.blob.parse().ok()).map(BlobKey))
}

async fn put_on_record(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    (kind, id): Stream,
    (commitment, reason): (Hash, &str),
) -> Outcome<()> {
    let mut vault = Vault::new(app.ids());
    let (erased, reason) = (Text::new(commitment.0), vault.text(reason));
    let (act, sides) = (ctx.act(None), vault.into_sides());
    if kind == Matter::KIND {
        let matter = tx.load::<Matter>(id).await?.ok_or(AppError::NotFound)?;
        let events = [MatterEvent::MatterTextErased { erased, reason }];
        tx.commit_record(matter, &act, &events, &sides).await?;
    } else {
        let assessment = tx.load::<Assessment>(id).await?.ok_or(AppError::NotFound)?;
        let events = [AssessmentEvent::TextErased { erased, reason }];
        tx.commit_record(assessment, &act, &events, &sides).await?;
    }
    Ok(())
}
