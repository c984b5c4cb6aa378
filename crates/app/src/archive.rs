//! Archives from outside (ZIP, and with it DOCX and XLSX), looked over before
//! anything in them is used. Sizes that an archive states are not trusted: every
//! part is unpacked once, and counted.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// What an archive may unpack to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Greatest size of everything in it, in bytes.
    pub(crate) unpacked: u64,
    /// Greatest ratio of unpacked to packed size of one part.
    pub(crate) ratio: u64,
}

/// Why an archive is not taken. Parts are named as the archive names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It unpacks to too much, or has too many parts.
    Bomb { part: String },
    /// Archives within archives, deeper than anybody packs papers.
    Nested { part: String },
    /// It holds macros.
    Macro { part: String },
    /// It holds a program.
    Program { part: String },
    /// It cannot be read, for example without a password.
    Damaged { reason: String },
}

/// More parts than any workbook or folder of papers has.
const MAX_PARTS: usize = 2_000;
/// Below this unpacked size a high ratio is harmless.
const RATIO_FROM: u64 = 4 * 1024 * 1024;
/// An archive with documents in which tables are embedded.
const MAX_DEPTH: u8 = 3;

/// How the names of programs end, in small letters.
const PROGRAMS: &[&str] = &[
    ".exe", ".dll", ".com", ".scr", ".pif", ".cpl", ".msi", ".msc", ".bat", ".cmd", ".ps1", ".vbs",
    ".vbe", ".js", ".jse", ".wsf", ".wsh", ".hta", ".lnk", ".reg", ".jar", ".apk", ".sh", ".so",
];
/// How programs begin: Windows, Linux, a script, macOS.
const BEGINNINGS: &[&[u8]] = &[b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"];

/// Whether the bytes are those of an archive.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Looks an archive over, and those in it.
///
/// # Errors
/// The first [`Trouble`] found.
pub(crate) fn inspect(bytes: &[u8], bounds: Bounds) -> Result<(), Trouble> {
    let mut look = Look { left: bounds.unpacked, parts: MAX_PARTS, ratio: bounds.ratio };
    look.archive(bytes, 1)
}

/// What is left of the bounds; archives within share them.
struct Look {
    left: u64,
    parts: usize,
    ratio: u64,
}

fn damaged(reason: impl ToString) -> Trouble {
    Trouble::Damaged { reason: reason.to_string() }
}

impl Look {
    fn archive(&mut self, bytes: &[u8], depth: u8) -> Result<(), Trouble> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let parts = archive.len();
        self.parts = self
            .parts
            .checked_sub(parts)
            .ok_or_else(|| Trouble::Bomb { part: format!("{parts} parts") })?;
        for index in 0..parts {
            let part = archive.by_index(index).map_err(damaged)?;
            let name = String::from_utf8_lossy(part.name_raw()).into_owned();
            refuse_name(&name)?;
            let swollen = part.compressed_size().saturating_mul(self.ratio.saturating_add(1));
            self.part(part, (name, swollen), depth)?;
        }
        Ok(())
    }

    /// Only a part that has to be looked into is held in memory.
    fn part(
        &mut self,
        mut part: impl std::io::Read,
        (name, swollen): (String, u64),
        depth: u8,
    ) -> Result<(), Trouble> {
        let most = self.left.min(RATIO_FROM.max(swollen));
        let mut start = Vec::new();
        part.by_ref().take(4).read_to_end(&mut start).map_err(damaged)?;
        if BEGINNINGS.iter().any(|begins| start.starts_with(begins)) {
            return Err(Trouble::Program { part: name });
        }
        let within = is_archive(&start);
        if within && depth >= MAX_DEPTH {
            return Err(Trouble::Nested { part: name });
        }
        let is_types = name.eq_ignore_ascii_case("[content_types].xml");
        let rest = part.take(most.saturating_add(1));
        let mut whole = Cursor::new(start).chain(rest);
        let mut held = Vec::new();
        let unpacked = if within || is_types {
            whole.read_to_end(&mut held).map_err(damaged)? as u64
        } else {
            std::io::copy(&mut whole, &mut std::io::sink()).map_err(damaged)?
        };
        if unpacked > most {
            return Err(Trouble::Bomb { part: name });
        }
        self.left -= unpacked;
        if is_types && String::from_utf8_lossy(&held).contains("macroEnabled") {
            return Err(Trouble::Macro { part: name });
        }
        if within { self.archive(&held, depth.saturating_add(1)) } else { Ok(()) }
    }
}

fn refuse_name(name: &str) -> Result<(), Trouble> {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with("vbaproject.bin") || lower.contains("macrosheets/") {
        return Err(Trouble::Macro { part: name.to_owned() });
    }
    if PROGRAMS.iter().any(|ending| lower.ends_with(ending)) {
        return Err(Trouble::Program { part: name.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::{Bounds, Trouble, inspect};

    const BOUNDS: Bounds = Bounds { unpacked: 16 << 20, ratio: 300 };

    pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(content).expect("a part");
        }
        zip.finish().expect("an archive").into_inner()
    }

    fn within(name: &str, times: u8, inner: Vec<u8>) -> Vec<u8> {
        (0..times).fold(inner, |bytes, _| archive(&[(name, &bytes)]))
    }

    #[test]
    fn papers_are_taken_and_documents_within() {
        let word = archive(&[("word/document.xml", b"<w/>"), ("word/embeddings/a.bin", b"\xd0")]);
        let papers =
            archive(&[("会议纪要.txt", "纪要".as_bytes()), ("a.docx", &word), ("空.txt", b"")]);
        assert_eq!(inspect(&papers, BOUNDS), Ok(()));
        assert_eq!(inspect(&within("inner.zip", 1, papers), BOUNDS), Ok(()));
    }

    #[test]
    fn what_swells_or_runs_is_refused_at_any_depth() {
        let zeros = archive(&[("zeros", &vec![0; 6 << 20])]);
        let bomb = |part: &str| Err(Trouble::Bomb { part: part.to_owned() });
        assert_eq!(inspect(&zeros, BOUNDS), bomb("zeros"));
        assert_eq!(inspect(&within("a.zip", 1, zeros), BOUNDS), bomb("zeros"));
        let small = vec![0; 3 << 20];
        let many: Vec<String> = (0..6).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|n| (n.as_str(), &*small)).collect();
        assert_eq!(inspect(&archive(&many), BOUNDS), bomb("5"), "together they are too large");
        let program = |part: &str| Err(Trouble::Program { part: part.to_owned() });
        assert_eq!(inspect(&archive(&[("x.EXE", b"")]), BOUNDS), program("x.EXE"));
        assert_eq!(inspect(&archive(&[("照片.jpg", b"MZ\x90")]), BOUNDS), program("照片.jpg"));
        let hidden = within("a.zip", 2, archive(&[("run.bat", b"del")]));
        assert_eq!(inspect(&hidden, BOUNDS), program("run.bat"));
        let deep = within("a.zip", 3, archive(&[("a.txt", b"a")]));
        assert_eq!(inspect(&deep, BOUNDS), Err(Trouble::Nested { part: "a.zip".to_owned() }));
        assert!(matches!(inspect(b"PK\x03\x04....", BOUNDS), Err(Trouble::Damaged { .. })));
    }
}
