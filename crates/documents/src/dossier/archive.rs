//! The archive of the parts.

use std::io::{Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{DossierError, Manifest, Order, Ready, Set};

/// Longest name of a part in bytes, so that every file system takes it.
const MAX_NAME: usize = 120;

/// Names that Windows keeps for itself.
const DEVICES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

pub(super) fn write<W: Write + Seek>(
    manifest: &Manifest,
    leaves: &[Set],
    out: W,
) -> Result<(), DossierError> {
    let mut zip = ZipWriter::new(out);
    zip.start_file("manifest.json", options(CompressionMethod::Deflated))?;
    zip.write_all(&manifest.canonical()?)?;
    for (leaf, entry) in leaves.iter().zip(&manifest.leaves) {
        // What is handed in is mostly compressed already, and so are our PDFs.
        zip.start_file(entry.file.as_str(), options(CompressionMethod::Stored))?;
        match &leaf.content {
            Ready::Pdf(bytes) => zip.write_all(bytes)?,
            Ready::Original(original) => zip.write_all(original.bytes())?,
        }
    }
    zip.finish()?;
    Ok(())
}

/// The time of a part is the first that the format knows, never that of the clock.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

/// The path of a leaf: part of the file, place, name. The place makes it unique.
pub(super) fn file_name(order: Order, number: usize, name: &str) -> String {
    format!("{:02}/{number:04}-{}", u8::from(order), safe_name(name))
}

/// A name that every file system takes and that leads nowhere else: no separators, no control
/// characters, no point at either end, at most 120 bytes, the ending kept.
pub fn safe_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = base
        .chars()
        .map(|c| if c.is_control() || "<>:\"|?*".contains(c) || is_hidden(c) { '_' } else { c })
        .collect();
    let clean = clean.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (clean, String::new()),
    };
    let mut stem = stem.trim_end().to_owned();
    while stem.len().saturating_add(ending.len()) > MAX_NAME {
        stem.pop();
    }
    if stem.is_empty() || DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)) {
        stem.push('_');
    }
    stem.push_str(&ending);
    stem
}

/// Characters that change the direction of what is read, so that an ending may look like another.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
