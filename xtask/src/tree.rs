//! The files that belong to the repository, read once for all checks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::command::output;

/// Files larger than this are not read as text (tidy refuses nearly all).
const LARGEST_TEXT: u64 = 4 * 1024 * 1024;

/// One file of the repository.
#[derive(Debug, Clone)]
pub struct File {
    /// Size in bytes.
    pub size: u64,
    /// The content, when it is UTF-8 text.
    pub text: Option<String>,
}

/// The repository's files by their path from its root, with `/` between parts.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: BTreeMap<String, File>,
}

impl Tree {
    /// Reads what git tracks or would track; ignored files are left out.
    ///
    /// # Errors
    /// When git cannot be asked or a file cannot be read.
    pub fn read(root: &Path) -> Outcome<Self> {
        let listing = output(
            Command::new("git")
                .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
                .current_dir(root),
        )?;
        let mut files = BTreeMap::new();
        for name in listing.split('\0').filter(|name| !name.is_empty()) {
            let path = root.join(name);
            // A file that was deleted but not yet committed is still listed.
            let Ok(about) = std::fs::metadata(&path) else {
                continue;
            };
            if !about.is_file() {
                continue;
            }
            let text = if about.len() <= LARGEST_TEXT {
                String::from_utf8(std::fs::read(&path)?).ok()
            } else {
                None
            };
            files.insert(name.to_owned(), File { size: about.len(), text });
        }
        Ok(Self { files })
    }

    /// A tree made of texts, for the tests of the checks.
    #[must_use]
    pub fn of(texts: &[(&str, &str)]) -> Self {
        let files = texts
            .iter()
            .map(|(path, text)| {
                let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
                ((*path).to_owned(), File { size, text: Some((*text).to_owned()) })
            })
            .collect();
        Self { files }
    }

    /// All files with their paths, in order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// All text files with their paths, in order of the paths.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter_map(|(path, file)| Some((path, file.text.as_deref()?)))
    }

    /// The text of one file, when it exists.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.text.as_deref()
    }

    /// Whether the path is a file of the repository, or a folder with one in it.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.files.keys().any(|name| name.starts_with(&folder))
    }
}

/// The root of the workspace, wherever in it the command was called.
///
/// # Errors
/// When cargo cannot say where the workspace is.
pub fn workspace_root() -> Outcome<PathBuf> {
    // The folder of this crate as cargo hands it to `cargo run` and `cargo test`.
    let here =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let manifest = output(
        Command::new(cargo())
            .args(["locate-project", "--workspace", "--message-format", "plain"])
            .current_dir(here),
    )?;
    let manifest = PathBuf::from(manifest.trim());
    Ok(manifest.parent().ok_or("the workspace has no folder")?.to_owned())
}

/// The cargo that started this program, or the one on the path.
#[must_use]
pub fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
