//! Files that people bring: judged by their content, stored and synced before
//! the act that names them, and named in the act's own transaction: a refused act
//! leaves a file without a name, which is collected.

use tokio::io::AsyncRead;

use crate::{App, AppError, Ctx, error::Outcome, form::RawForm, vault::FileFacts};

/// A file as its form sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent<'a> {
    /// Field of the form.
    pub field: &'a str,
    /// Name as given by the one who brought it.
    pub name: &'a str,
    /// Media type by content.
    pub media_type: &'a str,
}

/// Why a file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRefusal {
    /// Its content is of no kind that is taken.
    Kind,
    /// It holds macros.
    Macro,
}

impl FileRefusal {
    /// Key of its sentence in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kind => "file-kind",
            Self::Macro => "file-macro",
        }
    }
}

/// The media type by content, not by name. Programs, scripts, pages and
/// workbooks with macros are refused.
///
/// # Errors
/// [`FileRefusal`] when the content is of no kind that is taken.
pub fn media_type(name: &str, bytes: &[u8]) -> Result<&'static str, FileRefusal> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Ok(kind);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office_type(name, bytes);
    }
    let text = std::str::from_utf8(bytes).is_ok_and(|t| !t.contains('\0'));
    let looks_like_page = bytes
        .iter()
        .find(|b| !b.is_ascii_whitespace())
        .is_some_and(|first| *first == b'<' || bytes.starts_with(b"#!"));
    if text && !looks_like_page { Ok("text/plain") } else { Err(FileRefusal::Kind) }
}

fn office_type(name: &str, bytes: &[u8]) -> Result<&'static str, FileRefusal> {
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|w| w == needle);
    if holds(b"vbaProject.bin") {
        return Err(FileRefusal::Macro);
    }
    if holds(b"word/document.xml") {
        return Ok("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    }
    if holds(b"xl/workbook.xml") {
        return Ok("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }
    if name.to_lowercase().ends_with(".zip") {
        Ok("application/zip")
    } else {
        Err(FileRefusal::Kind)
    }
}

/// Stores a file of the actor's unit and adds it to what was typed. The bytes
/// are on disk when this returns; the act that takes them names them.
///
/// # Errors
/// A file that is too large; a failure of the disk.
pub async fn bring(
    app: &App,
    ctx: &Ctx,
    raw: &mut RawForm,
    sent: Sent<'_>,
    reader: impl AsyncRead + Unpin,
) -> Outcome<()> {
    let limit = app.settings().upload_limit;
    let staged = app
        .store()
        .blobs()
        .stage(ctx.unit(), sent.media_type, limit, reader)
        .await
        .map_err(|e| AppError::Internal(format!("file: {e}")))?;
    let facts = FileFacts {
        blob: staged.key.to_string(),
        name: sent.name.to_owned(),
        media_type: sent.media_type.to_owned(),
        size: staged.size,
    };
    raw.staged.insert(facts.blob.clone(), staged);
    raw.files.entry(sent.field.to_owned()).or_default().push(facts);
    Ok(())
}
