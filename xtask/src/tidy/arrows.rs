//! Which crate may know which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use super::Finding;
use crate::Outcome;
use crate::tree::Tree;

/// The allowed arrows. A new row or entry needs a decision in docs/adr.
const ALLOWED: &[(&str, &[&str])] = &[
    ("risk", &[]),
    ("ledger", &[]),
    ("locale", &[]),
    ("config", &[]),
    ("opinion", &["domain", "risk"]),
    ("linkage", &["domain"]),
    ("domain", &["risk"]),
    ("rules", &["domain"]),
    ("access", &["domain"]),
    ("store", &["domain", "ledger"]),
    ("documents", &[]),
    (
        "app",
        &["access", "domain", "ledger", "linkage", "locale", "opinion", "risk", "rules", "store"],
    ),
    (
        "papers",
        &["access", "app", "documents", "domain", "locale", "opinion", "risk", "rules", "store"],
    ),
    ("web", &["access", "app", "config", "documents", "domain", "locale", "papers"]),
    ("wenping", ALL),
    ("testkit", ALL),
    ("visitor", ALL),
    ("xtask", &[]),
];

/// What the binary and the support of tests may know: everything that ships.
const ALL: &[&str] = &[
    "access",
    "app",
    "config",
    "documents",
    "domain",
    "ledger",
    "linkage",
    "locale",
    "opinion",
    "papers",
    "risk",
    "rules",
    "store",
    "web",
];

/// Everyone may use them in tests, and they each other, but not the product.
const TEST_ONLY: &[&str] = &["testkit", "visitor"];

/// Arrows of tests and benchmarks alone, beside those of the product. They run
/// against the direction of the product's arrows, so each has its reason.
const ALLOWED_IN_TESTS: &[(&str, &[&str])] = &[
    // The state machine is played under the rule files that ship.
    ("domain", &["rules"]),
];

/// One crate of the workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its folder from the root of the repository.
    pub folder: String,
    /// Crates of the workspace that its product code depends on, in order.
    pub knows: BTreeSet<String>,
    /// Crates of the workspace that only its tests depend on, in order.
    pub tests_know: BTreeSet<String>,
}

/// Reads the crates of the workspace, in order of their names.
///
/// # Errors
/// When cargo cannot read the workspace.
pub fn read(root: &Path) -> Outcome<Vec<Member>> {
    let metadata = MetadataCommand::new().current_dir(root).no_deps().exec()?;
    let packages = metadata.workspace_packages();
    let own: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut members: Vec<Member> =
        packages.iter().map(|package| member(root, package, &own)).collect();
    members.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(members)
}

fn member(root: &Path, package: &Package, own: &BTreeSet<&str>) -> Member {
    let mut member = Member { name: package.name.to_string(), ..Member::default() };
    if let Some(folder) = package.manifest_path.parent() {
        let folder = folder.as_std_path();
        member.folder = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().into_owned();
    }
    for dependency in package.dependencies.iter().filter(|it| own.contains(it.name.as_str())) {
        let list = match dependency.kind {
            DependencyKind::Development => &mut member.tests_know,
            _ => &mut member.knows,
        };
        list.insert(dependency.name.clone());
    }
    member
}

/// Compares the arrows that exist with those that are allowed.
#[must_use]
pub fn check(members: &[Member]) -> Vec<Finding> {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let in_tests: BTreeMap<&str, &[&str]> = ALLOWED_IN_TESTS.iter().copied().collect();
    let mut found = Vec::new();
    for member in members {
        let manifest = format!("{}/Cargo.toml", member.folder);
        let Some(may) = allowed.get(member.name.as_str()) else {
            let message = format!(
                "crate `{}` has no row in the table of allowed arrows (xtask/src/tidy/arrows.rs)",
                member.name
            );
            found.push(Finding::error(&manifest, None, message));
            continue;
        };
        let more = in_tests.get(member.name.as_str()).copied().unwrap_or_default();
        let tests_may =
            |name: &str| TEST_ONLY.contains(&name) || may.contains(&name) || more.contains(&name);
        let support = TEST_ONLY.contains(&member.name.as_str());
        let product_may = |name: &str| may.contains(&name) || (support && tests_may(name));
        let product = member.knows.iter().filter(|name| !product_may(name)).map(|name| (name, ""));
        let tests = member
            .tests_know
            .iter()
            .filter(|name| !tests_may(name))
            .map(|name| (name, " of the tests"));
        for (name, whose) in product.chain(tests) {
            let message = format!(
                "the arrow{whose} {} → {name} is not allowed; move the code, or decide otherwise in docs/adr and in xtask/src/tidy/arrows.rs",
                member.name
            );
            found.push(Finding::error(&manifest, None, message));
        }
    }
    found
}

/// Every crate takes its lints, version, edition and licence from the workspace.
#[must_use]
pub fn manifests(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.texts() {
        let own = path == "xtask/Cargo.toml"
            || (path.starts_with("crates/") && path.ends_with("/Cargo.toml"));
        if own {
            found.extend(manifest(path, text));
        }
    }
    found
}

fn manifest(path: &str, text: &str) -> Vec<Finding> {
    let table = match text.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            return vec![Finding::error(path, None, format!("cannot be read: {error}"))];
        }
    };
    let inherits = |section: &str, key: Option<&str>| {
        let mut value = table.get(section);
        if let Some(key) = key {
            value = value.and_then(|it| it.get(key));
        }
        value.and_then(|it| it.get("workspace")).and_then(toml::Value::as_bool) == Some(true)
    };
    let mut found = Vec::new();
    if !inherits("lints", None) {
        found.push(Finding::error(path, None, "lacks `[lints] workspace = true`"));
    }
    for key in ["version", "edition", "rust-version", "license", "publish"] {
        if !inherits("package", Some(key)) {
            found.push(Finding::error(path, None, format!("lacks `{key}.workspace = true`")));
        }
    }
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let names = table
            .get(section)
            .and_then(toml::Value::as_table)
            .into_iter()
            .flat_map(toml::Table::keys);
        for name in names.filter(|name| !inherits(section, Some(name))) {
            let message =
                format!("`{name}` states its own version: declare it once in the root Cargo.toml");
            found.push(Finding::error(path, None, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Member, check, manifest};

    fn member(name: &str, knows: &[&str], tests_know: &[&str]) -> Member {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Member {
            name: name.to_owned(),
            folder: format!("crates/{name}"),
            knows: set(knows),
            tests_know: set(tests_know),
        }
    }

    #[test]
    fn allowed_arrows_pass() {
        let crates = [
            member("domain", &["risk"], &[]),
            member("store", &["domain", "ledger"], &["testkit"]),
            member("domain", &["risk"], &["rules"]),
            member("web", &["app"], &["visitor"]),
            member("visitor", &["testkit"], &[]),
        ];
        assert_eq!(check(&crates), []);
    }

    #[test]
    fn other_arrows_are_found() {
        for (name, knows, tests_know) in [
            ("domain", &["store"][..], &[][..]),
            // What tests may know, the product may not.
            ("domain", &["rules"], &[]),
            ("rules", &[], &["access"]),
            ("web", &["store"], &[]),
            ("risk", &["domain"], &[]),
            ("web", &["testkit"], &[]),
            ("domain", &[], &["store"]),
            ("unheard-of", &[], &[]),
        ] {
            assert_eq!(
                check(&[member(name, knows, tests_know)]).len(),
                1,
                "{name} → {knows:?} {tests_know:?}"
            );
        }
    }

    #[test]
    fn a_manifest_inherits_everything() {
        let good = "[package]\nname = 'x'\nversion.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
                    license.workspace = true\npublish.workspace = true\n[lints]\nworkspace = true\n[dependencies]\nhex.workspace = true\n";
        assert_eq!(manifest("crates/x/Cargo.toml", good), []);
        for (from, to) in [
            ("[lints]\nworkspace = true", ""),
            ("license.workspace = true", "license = 'MIT'"),
            ("hex.workspace = true", "hex = '0.4'"),
        ] {
            assert_eq!(manifest("crates/x/Cargo.toml", &good.replace(from, to)).len(), 1, "{from}");
        }
    }
}
