//! 卷宗: the file of a matter, as one PDF and as an archive of its parts.
//!
//! Each leaf is set by itself and its pages are put one after the other, so that memory holds one
//! leaf at a time and a file of many hundred pages is made in seconds. Numbers of pages run
//! through the whole file; they are drawn as outlines at the upper outer corner, where archives
//! stamp them. Originals that were handed in are carried unchanged within the PDF, beside a
//! manifest that a program can read.
//!
//! The whole is PDF/A-3b (ISO 19005-3). Level a would need one tree of tags over all leaves;
//! each leaf by itself, as the archive holds it, is tagged.

mod archive;
mod catalog;
mod leaf;
mod manifest;
mod merge;
mod original;
mod stamp;

#[cfg(test)]
mod tests;

use crate::fonts::{Fonts, Role};
use crate::model::Document;
use crate::pdf::{self, PdfError, PdfSettings, Standard};

pub use archive::safe_name;
pub use leaf::{Content, Leaf, Order, UnknownOrder};
pub use manifest::{Entry, EntryKind, Manifest};
pub use original::{Mime, Original, OriginalFault};

/// Most leaves of one file.
pub const MAX_LEAVES: usize = 5_000;
/// Most bytes of all originals of one file: 2 GiB is where the parts of a PDF end.
pub const MAX_ORIGINALS: usize = 1 << 30;

/// Why a file cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// A leaf cannot be set.
    #[error("leaf {title}")]
    Leaf {
        /// Its title.
        title: String,
        /// Why.
        #[source]
        source: Box<PdfError>,
    },
    /// Cover and contents cannot be set.
    #[error("cover and contents")]
    Front(#[source] Box<PdfError>),
    /// More leaves or originals than one file holds.
    #[error("{leaves} leaves with {bytes} bytes of originals are too many for one file")]
    TooLarge {
        /// Number of leaves.
        leaves: usize,
        /// Bytes of all originals.
        bytes: usize,
    },
    /// The cover has no day; an archive needs one, and the clock gives none.
    #[error("the cover of a file needs its date")]
    NoDate,
    /// Pages cannot be put together; this is a fault of this crate.
    #[error("putting pages together: {0}")]
    Merge(String),
    /// The archive of the parts cannot be written.
    #[error("writing the archive of the parts")]
    Archive(#[from] zip::result::ZipError),
    /// The output failed.
    #[error("writing a file")]
    Write(#[from] std::io::Error),
}

impl From<lopdf::Error> for DossierError {
    fn from(error: lopdf::Error) -> Self {
        DossierError::Merge(error.to_string())
    }
}

/// The leaves in the order of the archive, set and counted, before the cover is made.
pub struct Prepared {
    leaves: Vec<Set>,
    entries: Vec<Entry>,
}

/// A leaf that is set.
struct Set {
    /// Its PDF, or the original.
    content: Ready,
}

enum Ready {
    Pdf(Vec<u8>),
    Original(Original),
}

/// The finished file.
pub struct Dossier {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Pages of the PDF, cover and contents included.
    pub pages: usize,
    /// What is in it.
    pub manifest: Manifest,
    leaves: Vec<Set>,
}

impl Prepared {
    /// Sets the leaves and puts them in the order of the archive; leaves of one part stay in the
    /// order in which they are given.
    ///
    /// # Errors
    /// A leaf that cannot be set, with its title; too many leaves.
    pub fn new(mut leaves: Vec<Leaf>, fonts: &Fonts) -> Result<Self, DossierError> {
        let bytes = leaves.iter().map(Leaf::original_bytes).sum();
        if leaves.len() > MAX_LEAVES || bytes > MAX_ORIGINALS {
            return Err(DossierError::TooLarge { leaves: leaves.len(), bytes });
        }
        leaves.sort_by_key(|leaf| leaf.order);
        let settings = PdfSettings { standard: Standard::A2a, attachments: Vec::new() };
        let mut prepared = Self { leaves: Vec::new(), entries: Vec::new() };
        let mut next = 1;
        for leaf in leaves {
            let (content, pages) = match leaf.content {
                Content::Document(ref document) => {
                    let made = pdf::render(document, fonts, &settings);
                    let title = || leaf.title.clone();
                    let made = made.map_err(|source| DossierError::Leaf {
                        title: title(),
                        source: Box::new(source),
                    })?;
                    (Ready::Pdf(made.bytes), made.pages)
                }
                Content::Original(ref original) => (Ready::Original(original.clone()), 0),
            };
            let number = prepared.entries.len().saturating_add(1);
            prepared.entries.push(manifest::entry(&leaf, number, (next, pages), &content));
            prepared.leaves.push(Set { content });
            next = next.saturating_add(pages);
        }
        Ok(prepared)
    }

    /// The leaves with their pages and hashes, for the contents.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Pages of all leaves together.
    pub fn pages(&self) -> usize {
        self.entries.iter().map(|entry| entry.pages).sum()
    }

    /// Makes the file. `front` holds cover and contents, made from [`Prepared::entries`].
    ///
    /// # Errors
    /// When the front cannot be set or has no date.
    pub fn finish(self, front: &Document, fonts: &Fonts) -> Result<Dossier, DossierError> {
        let Some(date) = front.meta.date else {
            return Err(DossierError::NoDate);
        };
        let settings = PdfSettings { standard: Standard::A2a, attachments: Vec::new() };
        let set = pdf::render(front, fonts, &settings);
        let set = set.map_err(|source| DossierError::Front(Box::new(source)))?;
        let manifest = Manifest::new(&front.meta, self.entries);
        let digits = match fonts.font(Role::Song) {
            Ok(font) => stamp::digits(font.data(), font.index()),
            Err(error) => return Err(DossierError::Front(Box::new(error.into()))),
        };
        let mut book = merge::Book::new(&set.bytes)?;
        book.stamp_with(digits);
        for (leaf, entry) in self.leaves.iter().zip(&manifest.leaves) {
            if let Ready::Pdf(bytes) = &leaf.content {
                book.add(&entry.title, bytes)?;
            }
        }
        let pages = book.pages();
        let files = catalog::files(&manifest, &self.leaves)?;
        let pdf =
            book.finish(&catalog::About { meta: &front.meta, date, manifest: &manifest }, files)?;
        Ok(Dossier { pdf, pages, manifest, leaves: self.leaves })
    }
}

impl Dossier {
    /// Every leaf as a file of its own, originals unchanged, with the manifest, as a ZIP archive.
    /// The same file gives the same bytes.
    ///
    /// # Errors
    /// When the output fails.
    pub fn zip<W: std::io::Write + std::io::Seek>(&self, out: W) -> Result<(), DossierError> {
        archive::write(&self.manifest, &self.leaves, out)
    }
}
