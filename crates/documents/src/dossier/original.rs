//! Files as they were handed in, with a type that their content bears out.

use sha2::{Digest, Sha256};

/// Types of files that archives take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mime {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// TIFF.
    Tiff,
    /// Word, DOCX.
    Docx,
    /// Excel, XLSX.
    Xlsx,
    /// PowerPoint, PPTX.
    Pptx,
    /// OFD, GB/T 33190-2016.
    Ofd,
    /// Word, Excel and PowerPoint up to 2003, and WPS.
    OldOffice,
    /// MP3.
    Mp3,
    /// MP4.
    Mp4,
    /// WAV.
    Wav,
    /// Plain text in UTF-8.
    Text,
}

impl Mime {
    /// The name of the type (RFC 6838).
    pub fn name(self) -> &'static str {
        match self {
            Mime::Pdf => "application/pdf",
            Mime::Png => "image/png",
            Mime::Jpeg => "image/jpeg",
            Mime::Tiff => "image/tiff",
            Mime::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Mime::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Mime::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Mime::Ofd => "application/ofd",
            Mime::OldOffice => "application/x-ole-storage",
            Mime::Mp3 => "audio/mpeg",
            Mime::Mp4 => "video/mp4",
            Mime::Wav => "audio/vnd.wave",
            Mime::Text => "text/plain",
        }
    }

    /// The type that content bears out, looked up in its first bytes and, within an archive, in
    /// the names of its parts.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let at = |offset: usize, mark: &[u8]| {
            bytes.get(offset..).is_some_and(|rest| rest.starts_with(mark))
        };
        let simple: [(usize, &[u8], Mime); 10] = [
            (0, b"%PDF-", Mime::Pdf),
            (0, b"\x89PNG\r\n\x1a\n", Mime::Png),
            (0, &[0xff, 0xd8, 0xff], Mime::Jpeg),
            (0, b"II*\0", Mime::Tiff),
            (0, b"MM\0*", Mime::Tiff),
            (0, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Mime::OldOffice),
            (0, b"ID3", Mime::Mp3),
            (0, &[0xff, 0xfb], Mime::Mp3),
            (4, b"ftyp", Mime::Mp4),
            (8, b"WAVE", Mime::Wav),
        ];
        if let Some((_, _, mime)) = simple.iter().find(|(offset, mark, _)| at(*offset, mark)) {
            return Some(*mime);
        }
        if at(0, b"PK\x03\x04") {
            return within(bytes);
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
        (!text.is_empty() && text.chars().all(plain)).then_some(Mime::Text)
    }
}

/// The type of an archive, by the first part that only one type has.
fn within(bytes: &[u8]) -> Option<Mime> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    archive.file_names().find_map(|name| match name.ok()?.as_ref() {
        "OFD.xml" => Some(Mime::Ofd),
        "word/document.xml" => Some(Mime::Docx),
        "xl/workbook.xml" => Some(Mime::Xlsx),
        "ppt/presentation.xml" => Some(Mime::Pptx),
        _ => None,
    })
}

/// A file as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    name: String,
    mime: Mime,
    bytes: Vec<u8>,
    sha256: String,
}

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginalFault {
    /// The content is of no type that archives take.
    #[error("file {name}: of no known type")]
    Unknown {
        /// Its name.
        name: String,
    },
    /// What is said of the type and what is found in the content differ.
    #[error("file {name}: said to be {said}, its content is {}", found.name())]
    Lies {
        /// Its name.
        name: String,
        /// Type as it was said.
        said: String,
        /// Type of its content.
        found: Mime,
    },
    /// The content is not that whose hash was kept.
    #[error("file {name}: its content changed, SHA-256 {found} instead of {said}")]
    Changed {
        /// Its name.
        name: String,
        /// Hash that was kept.
        said: String,
        /// Hash of the content.
        found: String,
    },
}

impl Original {
    /// Takes a file in. `mime` is the type as it was said when the file came, `sha256` the hash
    /// that was kept then, in hexadecimal digits.
    ///
    /// # Errors
    /// [`OriginalFault`] when the content bears out neither.
    pub fn new(
        name: impl Into<String>,
        mime: &str,
        bytes: Vec<u8>,
        sha256: &str,
    ) -> Result<Self, OriginalFault> {
        let name = name.into();
        let Some(found) = Mime::of(&bytes) else {
            return Err(OriginalFault::Unknown { name });
        };
        if !said(found, mime) {
            return Err(OriginalFault::Lies { name, said: mime.to_owned(), found });
        }
        let hash = hex::encode(Sha256::digest(&bytes));
        if !hash.eq_ignore_ascii_case(sha256) {
            let said = sha256.to_owned();
            return Err(OriginalFault::Changed { name, said, found: hash });
        }
        Ok(Self { name, mime: found, bytes, sha256: hash })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its type, by content.
    pub fn mime(&self) -> Mime {
        self.mime
    }

    /// Its content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the content in hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// Whether a type that was said may stand for what was found.
fn said(found: Mime, mime: &str) -> bool {
    let mime = mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if mime == found.name() {
        return true;
    }
    match found {
        Mime::OldOffice => mime == "application/msword" || mime.starts_with("application/vnd.ms-"),
        Mime::Text => mime.starts_with("text/") || mime == "application/json",
        Mime::Wav => mime == "audio/wav" || mime == "audio/x-wav",
        Mime::Mp4 => mime == "audio/mp4" || mime == "video/quicktime",
        _ => false,
    }
}
