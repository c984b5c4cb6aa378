//! What is in a file, for programs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::Meta;

use super::archive::file_name;
use super::{Leaf, Order, Ready};

/// Name of this form of the manifest.
const FORMAT: &str = "wenping-dossier/1";

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of the manifest: `wenping-dossier/1`.
    pub format: String,
    /// Title of the file.
    pub title: String,
    /// The unit that made it.
    pub organ: String,
    /// Its number.
    pub number: Option<String>,
    /// Its day.
    pub date: Option<Date>,
    /// The leaves in the order of the archive.
    pub leaves: Vec<Entry>,
}

/// One leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the file, from 1.
    pub number: usize,
    /// The part of the file, 1 to 13.
    pub order: Order,
    /// Its title.
    pub title: String,
    /// The unit that made it.
    pub maker: String,
    /// Its day.
    pub date: Option<Date>,
    /// Whether it was made from the record or handed in.
    pub kind: EntryKind,
    /// Its path in the archive of the parts; an original has this name in the PDF, too.
    pub file: String,
    /// Type of its content.
    pub mime: String,
    /// Its first page in the PDF, counted from the first leaf; absent for an original.
    pub page: Option<usize>,
    /// Its pages; 0 for an original.
    pub pages: usize,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256 of the content in hexadecimal digits.
    pub sha256: String,
}

/// Where a leaf comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// Made from the record.
    Document,
    /// Handed in.
    Original,
}

/// Describes a leaf. `pages` are its first page and how many it has.
pub(super) fn entry(leaf: &Leaf, number: usize, pages: (usize, usize), ready: &Ready) -> Entry {
    let (first, pages) = pages;
    let (kind, mime, name, bytes, sha256) = match ready {
        Ready::Pdf(bytes) => {
            let hash = hex::encode(Sha256::digest(bytes));
            (
                EntryKind::Document,
                "application/pdf",
                format!("{}.pdf", leaf.title),
                bytes.len(),
                hash,
            )
        }
        Ready::Original(original) => (
            EntryKind::Original,
            original.mime().name(),
            original.name().to_owned(),
            original.bytes().len(),
            original.sha256().to_owned(),
        ),
    };
    Entry {
        number,
        order: leaf.order,
        title: leaf.title.clone(),
        maker: leaf.maker.clone(),
        date: leaf.date,
        kind,
        file: file_name(leaf.order, number, &name),
        mime: mime.to_owned(),
        page: (pages > 0).then_some(first),
        pages,
        bytes,
        sha256,
    }
}

impl Manifest {
    pub(super) fn new(meta: &Meta, leaves: Vec<Entry>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            title: meta.title.clone(),
            organ: meta.organ.clone(),
            number: meta.number.clone(),
            date: meta.date,
            leaves,
        }
    }

    /// The manifest in the canonical form of JSON (RFC 8785), so that its hash can be compared.
    ///
    /// # Errors
    /// Never for a manifest made here; the writer of JSON may fail in general.
    pub fn canonical(&self) -> Result<Vec<u8>, std::io::Error> {
        serde_json_canonicalizer::to_vec(self).map_err(std::io::Error::other)
    }
}
