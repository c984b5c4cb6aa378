//! Every icon that a page asks for is embedded, and nothing else is.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), &mut found);
    files(&root.join("templates"), &mut found);
    found.iter().map(|path| fs::read_to_string(path).expect("text")).collect()
}

#[test]
fn asked_icons_are_embedded() {
    let asked = Regex::new(r#"(?:\bicon\(|icon: |with_icon\()\s*"([a-z0-9-]+)""#).expect("pattern");
    let text = sources();
    let missing: BTreeSet<&str> = asked
        .captures_iter(&text)
        .map(|found| found.get(1).expect("group").as_str())
        .filter(|name| !web::icon_exists(name))
        .collect();
    assert!(missing.is_empty(), "add to assets/icons.txt: {missing:?}");
}

#[test]
fn listed_icons_are_used() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/icons.txt");
    let list = fs::read_to_string(list).expect("list");
    let text = sources();
    let unused: Vec<&str> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter(|name| !text.contains(&format!("\"{name}\"")))
        .collect();
    assert!(unused.is_empty(), "remove from assets/icons.txt: {unused:?}");
}

#[test]
fn icons_have_no_box_and_no_frame() {
    let search = web::icon("search").to_string();
    assert!(
        search.starts_with("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=")
    );
    assert!(!search.contains("stroke=\"none\""));
    assert_eq!(search.matches("<svg").count(), 1);
}
