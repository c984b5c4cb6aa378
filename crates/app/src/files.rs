//! Files that people bring: judged by their content, stored and synced before
//! the act that names them.

use tokio::io::AsyncRead;

use crate::{App, AppError, Ctx, error::Outcome};

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Key, 64 hexadecimal digits.
    pub key: String,
    /// Size in bytes.
    pub size: u64,
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

/// Stores a file of the actor's unit. The bytes are on disk when this returns.
///
/// # Errors
/// A file that is too large; a failure of the store.
pub async fn keep(
    app: &App,
    ctx: &Ctx,
    media_type: &str,
    reader: impl AsyncRead + Unpin,
) -> Outcome<Kept> {
    let limit = app.settings().upload_limit;
    let staged = app
        .store()
        .blobs()
        .stage(ctx.unit(), media_type, limit, reader)
        .await
        .map_err(|e| AppError::Internal(format!("file: {e}")))?;
    let mut tx = app.store().write().await?;
    tx.put_blob(&staged, ctx.now).await?;
    tx.commit().await?;
    Ok(Kept { key: staged.key.to_string(), size: staged.size })
}
