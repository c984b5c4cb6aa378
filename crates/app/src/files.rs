//! Files that people bring: judged by their content, stored and synced before
//! the act that names them, and named in the act's own transaction: a refused act
//! leaves a file without a name, which is collected.

use tokio::io::AsyncRead;

use crate::{
    App, AppError, Ctx,
    archive::{self, Trouble, is_archive},
    error::Outcome,
    form::RawForm,
    import,
    vault::FileFacts,
};

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
    /// It is of no kind that is taken.
    Kind,
    /// Its content is not what its name says.
    Mislabelled,
    /// It holds macros.
    Macro,
    /// It unpacks to too much.
    Bomb,
    /// It holds archives within archives within archives.
    Nested,
    /// It holds a program.
    Program,
    /// It cannot be looked into: damaged, or locked with a password.
    Locked,
}

impl FileRefusal {
    /// Key of its sentence in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kind => "file-kind",
            Self::Mislabelled => "file-mislabelled",
            Self::Macro => "file-macro",
            Self::Bomb => "file-bomb",
            Self::Nested => "file-nested",
            Self::Program => "file-program",
            Self::Locked => "file-locked",
        }
    }
}

/// How the content of a kind is told.
enum Looks {
    /// It begins with these bytes.
    Begins(&'static [u8]),
    /// An archive that holds a member of this name.
    Holds(&'static str),
    /// An archive of any files.
    Archive,
    /// Text without control characters that is no page and no script.
    Text,
}

/// A kind of file that is taken.
struct FileKind {
    media_type: &'static str,
    /// How the names of such files end, in small letters.
    endings: &'static [&'static str],
    looks: Looks,
}

/// Every kind that is taken as an attachment.
const KINDS: &[FileKind] = &[
    FileKind { media_type: "application/pdf", endings: &["pdf"], looks: Looks::Begins(b"%PDF-") },
    FileKind {
        media_type: "image/jpeg",
        endings: &["jpg", "jpeg"],
        looks: Looks::Begins(b"\xff\xd8\xff"),
    },
    FileKind {
        media_type: "image/png",
        endings: &["png"],
        looks: Looks::Begins(b"\x89PNG\r\n\x1a\n"),
    },
    FileKind { media_type: "image/gif", endings: &["gif"], looks: Looks::Begins(b"GIF8") },
    FileKind {
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        endings: &["docx"],
        looks: Looks::Holds("word/document.xml"),
    },
    FileKind {
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        endings: &["xlsx"],
        looks: Looks::Holds("xl/workbook.xml"),
    },
    FileKind { media_type: "text/plain", endings: &["txt", "csv"], looks: Looks::Text },
    FileKind { media_type: "application/zip", endings: &["zip"], looks: Looks::Archive },
];

/// The endings of every kind that is taken, for the browser's choice of files:
/// `.pdf,.jpg,…`.
#[must_use]
pub fn endings() -> String {
    let all = KINDS.iter().flat_map(|kind| kind.endings).map(|ending| format!(".{ending}"));
    all.collect::<Vec<_>>().join(",")
}

/// The media type of an attachment: the name says a kind that is taken, and the
/// content is of that kind. Programs, pages and documents with macros are
/// refused under every name, and what lies in an archive is looked over as far
/// as in an imported list.
///
/// # Errors
/// [`FileRefusal`] when the kind is not taken or the content is of another.
pub fn media_type(name: &str, bytes: &[u8]) -> Result<&'static str, FileRefusal> {
    if is_archive(bytes) && holds(bytes, b"vbaProject.bin") {
        return Err(FileRefusal::Macro);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let kind =
        KINDS.iter().find(|kind| ending.as_deref().is_some_and(|e| kind.endings.contains(&e)));
    let kind = kind.ok_or(FileRefusal::Kind)?;
    if !kind.looks.fits(bytes) {
        return Err(FileRefusal::Mislabelled);
    }
    if is_archive(bytes) {
        let limits = import::Limits::for_upload(bytes.len() as u64);
        archive::inspect(bytes, limits.bounds())?;
    }
    Ok(kind.media_type)
}

impl From<Trouble> for FileRefusal {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Bomb { .. } => Self::Bomb,
            Trouble::Nested { .. } => Self::Nested,
            Trouble::Macro { .. } => Self::Macro,
            Trouble::Program { .. } => Self::Program,
            Trouble::Damaged { .. } => Self::Locked,
        }
    }
}

impl Looks {
    fn fits(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Begins(magic) => bytes.starts_with(magic),
            Self::Holds(member) => is_archive(bytes) && holds(bytes, member.as_bytes()),
            Self::Archive => is_archive(bytes),
            Self::Text => is_text(bytes),
        }
    }
}

/// Names of members stand in an archive as they are.
fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn is_text(bytes: &[u8]) -> bool {
    let Ok((text, _)) = import::decode_text(bytes) else { return false };
    let control = |c: char| c.is_control() && !c.is_whitespace();
    let begins = text.trim_start();
    !text.trim().is_empty()
        && !text.contains(control)
        && !begins.starts_with('<')
        && !begins.starts_with("#!")
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

#[cfg(test)]
mod tests {
    use super::{FileRefusal, endings, media_type};

    fn archive(member: &str) -> Vec<u8> {
        crate::archive::tests::archive(&[(member, b"x")])
    }

    #[test]
    fn name_and_content_say_the_same() {
        let gbk = b"\xb9\xab\xca\xbe\n";
        let (word, sheet) = (archive("word/document.xml"), archive("xl/workbook.xml"));
        let taken: &[(&str, &[u8], &str)] = &[
            ("公示.pdf", b"%PDF-1.7", "application/pdf"),
            ("现场.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
            ("a.b.png", b"\x89PNG\r\n\x1a\n", "image/png"),
            ("a.gif", b"GIF89a", "image/gif"),
            (
                "a.docx",
                &word,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            ("a.xlsx", &sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("a.zip", &word, "application/zip"),
            ("纪要.txt", "纪要\r\n".as_bytes(), "text/plain"),
            ("纪要.csv", gbk, "text/plain"),
        ];
        for (name, bytes, kind) in taken {
            assert_eq!(media_type(name, bytes), Ok(*kind), "{name}");
        }
    }

    #[test]
    fn what_is_named_otherwise_is_refused() {
        let (word, macros) = (archive("word/document.xml"), archive("word/vbaProject.bin"));
        let program = archive("x.exe");
        let refused: &[(&str, &[u8], FileRefusal)] = &[
            ("a.pdf", b"hello", FileRefusal::Mislabelled),
            ("a.jpg", b"MZ\x90\x00", FileRefusal::Mislabelled),
            ("a.jpg", b"\x89PNG\r\n\x1a\n", FileRefusal::Mislabelled),
            ("a.txt", b"\x7fELF\x02\x01\x01\x00", FileRefusal::Mislabelled),
            ("a.txt", b"%PDF-1.7\x01", FileRefusal::Mislabelled),
            ("a.txt", b" \n<script>", FileRefusal::Mislabelled),
            ("a.txt", b"#!/bin/sh", FileRefusal::Mislabelled),
            ("a.txt", b" \r\n", FileRefusal::Mislabelled),
            ("a.xlsx", &word, FileRefusal::Mislabelled),
            ("a.docx", &macros, FileRefusal::Macro),
            ("a.zip", &macros, FileRefusal::Macro),
            ("a.zip", &program, FileRefusal::Program),
            ("a.zip", b"PK\x03\x04....", FileRefusal::Locked),
            ("a.exe", b"MZ\x90\x00", FileRefusal::Kind),
            ("pdf", b"%PDF-1.7", FileRefusal::Kind),
            ("a.html", b"text", FileRefusal::Kind),
        ];
        for (name, bytes, why) in refused {
            assert_eq!(media_type(name, bytes), Err(*why), "{name}");
        }
        assert!(endings().starts_with(".pdf,.jpg,.jpeg,"));
    }
}
