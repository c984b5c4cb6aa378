//! Files that are made from others and committed, so that a reader finds them
//! and a reviewer sees when they change.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::tidy::{adr, arrows};
use crate::tree::Tree;
use crate::{Outcome, complain, say};

const CRATES: &str = "docs/CRATES.md";
const ADR_LIST: &str = "docs/adr/README.md";

/// Writes every generated file.
///
/// # Errors
/// When the repository cannot be read or a file cannot be written.
pub fn write(root: &Path) -> Outcome<bool> {
    for (path, text) in all(root)? {
        let file = root.join(path);
        if std::fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        std::fs::write(file, text)?;
        say(&format!("written: {path}"));
    }
    Ok(true)
}

/// Says whether every generated file is what it would be if written now.
///
/// # Errors
/// When the repository cannot be read.
pub fn check(root: &Path) -> Outcome<bool> {
    let mut fresh = true;
    for (path, text) in all(root)? {
        if !std::fs::read_to_string(root.join(path)).is_ok_and(|old| old == text) {
            complain(&format!("{path} is not up to date: run `cargo xtask generate`"));
            fresh = false;
        }
    }
    Ok(fresh)
}

fn all(root: &Path) -> Outcome<BTreeMap<&'static str, String>> {
    let tree = Tree::read(root)?;
    let crates = arrows::read(root)?;
    Ok(BTreeMap::from([(CRATES, crate_map(&tree, &crates)), (ADR_LIST, adr_list(&tree))]))
}

/// The table of crates: what each is for and what it may know.
fn crate_map(tree: &Tree, crates: &[arrows::Member]) -> String {
    let mut page = String::from(
        "# The crates\n\n\
         Written by `cargo xtask generate` from each crate's manifest and the first sentence of its documentation.\n\n\
         | crate | what it is | knows |\n|---|---|---|\n",
    );
    for member in crates {
        let knows: Vec<String> = member.knows.iter().map(|name| format!("`{name}`")).collect();
        let knows = if knows.is_empty() { "–".to_owned() } else { knows.join(", ") };
        let what = purpose(tree, &member.folder);
        // Writing into a String cannot fail.
        let _ = writeln!(page, "| `{}` | {what} | {knows} |", member.folder);
    }
    page
}

/// The first paragraph of a crate's documentation, on one line.
fn purpose(tree: &Tree, folder: &str) -> String {
    let root = ["src/lib.rs", "src/main.rs"]
        .iter()
        .find_map(|file| tree.text(&format!("{folder}/{file}")));
    let lines =
        root.unwrap_or_default().lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ").replace('|', "\\|")
}

/// The list of decisions.
fn adr_list(tree: &Tree) -> String {
    let mut page = String::from(
        "# Decisions\n\n\
         One file per decision: what was to be decided, what was decided, and what follows from it. \
         A decision is not rewritten later; a new one replaces it and says so. \
         This list is written by `cargo xtask generate`.\n\n\
         | number | decision |\n|---|---|\n",
    );
    for record in adr::records(tree) {
        let _ = writeln!(page, "| {} | [{}]({}) |", record.number, record.title, record.file);
    }
    page
}
