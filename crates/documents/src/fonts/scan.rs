//! Names and weights of the faces of a font file, by reading two small tables of it.
//!
//! The whole content of a collection for East Asia has 20 MB and more; a server that reads all of
//! them to know their names needs seconds and hundreds of megabytes.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Most faces of one file that are looked at.
const MAX_FACES: u32 = 64;
/// Most bytes of a table of names.
const MAX_TABLE: usize = 256 * 1024;

/// One face of a file.
#[derive(Clone, Debug)]
pub struct Face {
    /// The file.
    pub path: PathBuf,
    /// Its place in the file.
    pub index: u32,
    /// Weight from 100 to 900.
    pub weight: u16,
    /// Whether it is slanted.
    pub italic: bool,
    families: Vec<String>,
}

impl Face {
    /// Its family, in English where it has an English name.
    pub fn family(&self) -> &str {
        let english = self.families.iter().find(|name| name.is_ascii());
        english.or_else(|| self.families.first()).map(String::as_str).unwrap_or_default()
    }

    /// Whether a family has this name, in any language.
    pub fn is_of(&self, family: &str) -> bool {
        self.families.iter().any(|name| name.eq_ignore_ascii_case(family))
    }
}

/// The faces of a file; none when it is no font.
pub fn faces(path: &Path) -> Vec<Face> {
    let Ok(mut file) = File::open(path) else { return Vec::new() };
    let offsets = offsets(&mut file).unwrap_or_default();
    let faces = (0..).zip(offsets);
    faces.filter_map(|(index, offset)| face(&mut file, path, index, offset)).collect()
}

fn offsets(file: &mut File) -> Option<Vec<u64>> {
    let head = read(file, 0, 12)?;
    if head.get(..4)? != b"ttcf" {
        return Some(vec![0]);
    }
    let count = long(&head, 8)?.min(MAX_FACES);
    let list = read(file, 12, usize::try_from(count).ok()?.checked_mul(4)?)?;
    let at = |index: usize| long(&list, index.checked_mul(4)?).map(u64::from);
    (0..usize::try_from(count).ok()?).map(at).collect()
}

fn face(file: &mut File, path: &Path, index: u32, offset: u64) -> Option<Face> {
    let head = read(file, offset, 12)?;
    let known = [&b"\0\x01\0\0"[..], b"OTTO", b"true"];
    if !known.contains(&head.get(..4)?) {
        return None;
    }
    let tables = usize::from(short(&head, 4)?);
    let list = read(file, offset.checked_add(12)?, tables.checked_mul(16)?)?;
    let mut find = |tag: &[u8]| {
        let entry = list.chunks_exact(16).find(|entry| entry.get(..4) == Some(tag))?;
        let length = usize::try_from(long(entry, 12)?).ok()?.min(MAX_TABLE);
        read(file, u64::from(long(entry, 8)?), length)
    };
    let names = find(b"name")?;
    let style = find(b"OS/2");
    let weight = style.as_deref().and_then(|table| short(table, 4)).unwrap_or(400);
    let selection = style.as_deref().and_then(|table| short(table, 62)).unwrap_or(0);
    let families = families(&names)?;
    let italic = selection & 1 == 1;
    // Some bold faces say they are regular in one place and bold in the other.
    let weight = if selection & 32 == 32 { weight.max(700) } else { weight };
    Some(Face { path: path.to_owned(), index, weight, italic, families })
}

/// Names 16 (family in the sense of printers) and 1 (family in the sense of Windows), in UTF-16.
fn families(table: &[u8]) -> Option<Vec<String>> {
    let count = usize::from(short(table, 2)?);
    let storage = usize::from(short(table, 4)?);
    let mut out: Vec<String> = Vec::new();
    for wanted in [16, 1] {
        for entry in table.get(6..)?.chunks_exact(12).take(count) {
            let platform = short(entry, 0)?;
            if short(entry, 6)? != wanted || !(platform == 3 || platform == 0) {
                continue;
            }
            let start = storage.checked_add(usize::from(short(entry, 10)?))?;
            let end = start.checked_add(usize::from(short(entry, 8)?))?;
            let Some(bytes) = table.get(start..end) else { continue };
            let units = bytes.chunks_exact(2).filter_map(|pair| short(pair, 0));
            let name: String = char::decode_utf16(units).filter_map(Result::ok).collect();
            if !name.is_empty() && !out.contains(&name) {
                out.push(name);
            }
        }
    }
    (!out.is_empty()).then_some(out)
}

fn read(file: &mut File, offset: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(offset)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    pair.try_into().ok().map(u16::from_be_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_be_bytes)
}
