//! Files as they were handed in, with a type that their content bears out.
//!
//! PDF/A-3 carries files of every kind (ISO 19005-3, 6.8); the type is told all the same, because
//! a reader opens a file by it. What is of no type that is known here stays with the case.

use sha2::{Digest, Sha256};

/// Types of files that are known by their content.
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
    /// GIF.
    Gif,
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
    /// An archive of other files, ZIP.
    Zip,
    /// Plain text in UTF-8, or in GB 18030 and so in GBK.
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
            Mime::Gif => "image/gif",
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
            Mime::Zip => "application/zip",
            Mime::Text => "text/plain",
        }
    }

    /// The type that content bears out, looked up in its first bytes and, within an archive, in
    /// the names of its parts.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let at = |offset: usize, mark: &[u8]| {
            bytes.get(offset..).is_some_and(|rest| rest.starts_with(mark))
        };
        let simple: [(usize, &[u8], Mime); 12] = [
            (0, b"%PDF-", Mime::Pdf),
            (0, b"\x89PNG\r\n\x1a\n", Mime::Png),
            (0, &[0xff, 0xd8, 0xff], Mime::Jpeg),
            (0, b"II*\0", Mime::Tiff),
            (0, b"MM\0*", Mime::Tiff),
            (0, b"GIF87a", Mime::Gif),
            (0, b"GIF89a", Mime::Gif),
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
        let text = !bytes.is_empty() && (is_utf8(bytes) || is_gb18030(bytes));
        text.then_some(Mime::Text)
    }
}

/// The type of an archive, by the first part that only one type has; else it is an archive of
/// any files. Nothing for what cannot be opened.
fn within(bytes: &[u8]) -> Option<Mime> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let known = archive.file_names().find_map(|name| match name.ok()?.as_ref() {
        "OFD.xml" => Some(Mime::Ofd),
        "word/document.xml" => Some(Mime::Docx),
        "xl/workbook.xml" => Some(Mime::Xlsx),
        "ppt/presentation.xml" => Some(Mime::Pptx),
        _ => None,
    });
    known.or(Some(Mime::Zip))
}

fn is_utf8(bytes: &[u8]) -> bool {
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(plain))
}

/// Whether bytes are text in GB 18030-2005: printable ASCII, and pairs or fours of bytes in their
/// places. What a program or a picture begins with has bytes below a space.
fn is_gb18030(mut bytes: &[u8]) -> bool {
    while let [first, rest @ ..] = bytes {
        bytes = match (first, rest) {
            (b' '..=b'~' | b'\n' | b'\r' | b'\t' | 0xc, rest) => rest,
            (0x81..=0xfe, [0x40..=0x7e | 0x80..=0xfe, rest @ ..]) => rest,
            (0x81..=0xfe, [b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', rest @ ..]) => rest,
            _ => return false,
        };
    }
    true
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
    /// The content is of no type that is known.
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
        // A document that was packed under another name is an archive all the same.
        Mime::Docx | Mime::Xlsx | Mime::Pptx | Mime::Ofd => mime == "application/zip",
        Mime::Wav => mime == "audio/wav" || mime == "audio/x-wav",
        Mime::Mp4 => mime == "audio/mp4" || mime == "video/quicktime",
        _ => false,
    }
}
