//! Documents name only what exists.

use regex::Regex;

use super::Finding;
use crate::Outcome;
use crate::tree::Tree;

/// Checks every path in backticks and every relative link of the documents.
///
/// # Errors
/// When a pattern is not a regular expression.
pub fn check(tree: &Tree) -> Outcome<Vec<Finding>> {
    let path_in_backticks = Regex::new(
        r"`((?:crates|rules|docs|data|locales|assets|e2e|benches|xtask|\.ci|\.cargo)/[^`\s]*)`",
    )?;
    let link = Regex::new(r"\]\(([^)\s]+)\)")?;
    let named_test = Regex::new(r"`([a-z0-9_]+)` in `([^`\s]+\.rs)`")?;
    let mut found = undocumented(tree);
    for (document, text) in tree.texts().filter(|(path, _)| path.ends_with(".md")) {
        for (line, content) in (1..).zip(text.lines()) {
            for named in path_in_backticks.captures_iter(content).filter_map(|it| it.get(1)) {
                found.extend(missing(tree, document, line, named.as_str()));
            }
            for (_, [name, path]) in named_test.captures_iter(content).map(|it| it.extract()) {
                found.extend(unknown_test(tree, document, line, name, path));
            }
            for target in link.captures_iter(content).filter_map(|it| it.get(1)) {
                if let Some(path) = resolve(document, target.as_str()) {
                    found.extend(missing(tree, document, line, &path));
                }
            }
        }
    }
    Ok(found)
}

/// Crates whose first lines do not say what they are for.
fn undocumented(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.texts() {
        let parts: Vec<&str> = path.split('/').collect();
        let root = matches!(parts.as_slice(), ["crates", _, "src", "lib.rs" | "main.rs"]);
        let first = text.lines().next().unwrap_or_default();
        let silent = !first.starts_with("//! ") || first.contains("Under construction");
        if root && silent {
            let message =
                "the first paragraph of a crate says what it is for (it goes into docs/CRATES.md)";
            found.push(Finding::error(path, Some(1), message));
        }
    }
    found
}

fn missing(tree: &Tree, document: &str, line: usize, path: &str) -> Option<Finding> {
    // Patterns and placeholders stand for more than one path.
    let stands_for_many = path.contains(['<', '*', '{', '…']);
    if stands_for_many || tree.has(path) {
        return None;
    }
    Some(Finding::error(document, Some(line), format!("names `{path}`, which does not exist")))
}

/// A function that a document names "`name` in `file`" and the file does not have.
fn unknown_test(
    tree: &Tree,
    document: &str,
    line: usize,
    name: &str,
    path: &str,
) -> Option<Finding> {
    let text = tree.text(path)?;
    if text.contains(&format!("fn {name}(")) {
        return None;
    }
    Some(Finding::error(document, Some(line), format!("names `{name}`, which is not in {path}")))
}

/// The path from the root that a relative link means; none for other links.
fn resolve(document: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or_default();
    if target.is_empty() || target.contains(':') || target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    fn found(document: &str, text: &str) -> usize {
        let tree = Tree::of(&[
            (document, text),
            ("crates/risk/src/lib.rs", "//! Numbers.\nfn a_test() {}"),
            ("docs/adr/0001-x.md", ""),
        ]);
        check(&tree).expect("the patterns are right").len()
    }

    #[test]
    fn paths_that_do_not_exist_are_found() {
        assert_eq!(found("docs/A.md", "see `crates/gone/src/lib.rs` and `rules/mars.toml`"), 2);
        assert_eq!(
            found("docs/A.md", "[one](adr/0009-y.md), [two](../crates/risk), [three](../risk)"),
            2
        );
        assert_eq!(found("README.md", "![screen](docs/screenshot.png)"), 1);
    }

    #[test]
    fn tests_that_do_not_exist_are_found() {
        let text = |name: &str| format!("| `{name}` in `crates/risk/src/lib.rs` |");
        assert_eq!(found("docs/A.md", &text("a_test")), 0);
        assert_eq!(found("docs/A.md", &text("a_tes")), 1);
    }

    #[test]
    fn a_crate_without_a_purpose_is_found() {
        assert_eq!(found("crates/new/src/lib.rs", "pub mod a;"), 1);
        assert_eq!(found("crates/new/src/main.rs", "//! Starts it."), 0);
        assert_eq!(found("crates/new/src/a.rs", "pub fn a() {}"), 0);
    }

    #[test]
    fn paths_that_exist_and_other_links_pass() {
        let text = "`crates/risk`, `crates/risk/src/lib.rs`, `crates/<name>/src`, `rules/liaoning/*.toml`, `cargo test`";
        assert_eq!(found("docs/A.md", text), 0);
        let links = "[a](adr/0001-x.md#part) [b](https://example.org/x) [c](#here) [d](../docs/adr/) [e](/items)";
        assert_eq!(found("docs/A.md", links), 0);
    }
}
