//! Where things come from: licence, sources of packages, hosts.

use regex::Regex;

use super::Finding;
use crate::Outcome;
use crate::tree::Tree;

/// The one place that Cargo.lock may name.
const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The licence of every part.
const LICENCE: &str = "Apache-2.0";

/// Checks licence, lock files and host names.
///
/// # Errors
/// When a pattern is not a regular expression.
pub fn check(tree: &Tree) -> Outcome<Vec<Finding>> {
    let mut found = licence(tree);
    found.extend(cargo_lock(tree));
    found.extend(package_lock(tree));
    found.extend(hosts(tree)?);
    Ok(found)
}

fn licence(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let text = tree.text("LICENSE").unwrap_or_default();
    if !(text.contains("Apache License") && text.contains("END OF TERMS AND CONDITIONS")) {
        found.push(Finding::error(
            "LICENSE",
            None,
            format!("has to hold the full text of {LICENCE}"),
        ));
    }
    let names_it =
        |path: &str, pattern: &str| tree.text(path).is_none_or(|text| text.contains(pattern));
    if !names_it("Cargo.toml", &format!("license = \"{LICENCE}\"")) {
        found.push(Finding::error(
            "Cargo.toml",
            None,
            format!("the licence of the workspace is {LICENCE}"),
        ));
    }
    if !names_it("package.json", &format!("\"license\": \"{LICENCE}\"")) {
        found.push(Finding::error("package.json", None, format!("the licence is {LICENCE}")));
    }
    found
}

fn cargo_lock(tree: &Tree) -> Vec<Finding> {
    let lines = (1..).zip(tree.text("Cargo.lock").unwrap_or_default().lines());
    let foreign = lines.filter(|(_, line)| line.starts_with("source = ") && !line.contains(CRATES));
    foreign
        .map(|(line, _)| {
            Finding::error("Cargo.lock", Some(line), "packages come from crates.io only")
        })
        .collect()
}

/// Checksums say which package is meant; an address would only say who was
/// asked for it when the file was written.
fn package_lock(tree: &Tree) -> Vec<Finding> {
    let lines = (1..).zip(tree.text("package-lock.json").unwrap_or_default().lines());
    let with_address = lines.filter(|(_, line)| line.contains("\"resolved\""));
    let message = "names no address: write it with the settings of .npmrc";
    with_address.map(|(line, _)| Finding::error("package-lock.json", Some(line), message)).collect()
}

/// Words that tie the repository to one workplace or one mirror.
fn hosts(tree: &Tree) -> Outcome<Vec<Finding>> {
    let elsewhere = Regex::new(
        r"(?x)
        \.\./shared\b | /work/(?:main|shared)\b
        | \b(?:static|index)\.crates\.io\b | \bregistry\.npmjs\.org\b | \bfiles\.pythonhosted\.org\b
        | \b(?:npmmirror|rsproxy|artifactory)\b | \bmirrors?\.[a-z0-9-]+\.[a-z]{2,}\b
        ",
    )?;
    let mut found = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| !path.starts_with("xtask/src/tidy/")) {
        for (line, content) in (1..).zip(text.lines()) {
            if let Some(word) = elsewhere.find(content) {
                let message =
                    format!("`{}` ties the repository to one workplace or mirror", word.as_str());
                found.push(Finding::error(path, Some(line), message));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{CRATES, check};
    use crate::tree::Tree;

    const LICENCE: (&str, &str) = ("LICENSE", "Apache License … END OF TERMS AND CONDITIONS");

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[LICENCE, (path, text)])).expect("the patterns are right").len()
    }

    #[test]
    fn a_missing_or_other_licence_is_found() {
        assert_eq!(check(&Tree::default()).expect("the patterns are right").len(), 1);
        assert_eq!(found("Cargo.toml", "license = \"MIT\""), 1);
        assert_eq!(found("package.json", "{ \"license\": \"Apache-2.0\" }"), 0);
    }

    #[test]
    fn foreign_sources_are_found() {
        assert_eq!(found("Cargo.lock", &format!("source = \"{CRATES}\"")), 0);
        assert_eq!(found("Cargo.lock", "source = \"git+https://example.org/x\""), 1);
        assert_eq!(found("package-lock.json", "\"resolved\": \"https://example.org/x.tgz\""), 1);
    }

    #[test]
    fn workplaces_and_mirrors_are_found() {
        assert_eq!(found("docs/A.md", "copied from ../shared/data"), 1);
        assert_eq!(found("e2e/a.mjs", "fetch('https://mirror.example.org/x')"), 1);
        assert_eq!(found("docs/A.md", "shared folders and http://127.0.0.1:8080"), 0);
    }
}
