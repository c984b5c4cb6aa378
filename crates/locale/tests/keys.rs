//! Every key that the sources ask for exists, and every key is asked for.
//!
//! A key is asked for by `.t("key")`, `.t1("key"`, `.t2("key"`, `.t_args("key"`,
//! `Msg::new("key")` or `locale::key("key")`, in Rust and in templates. A key
//! counts as used when it stands as a literal anywhere in them, or begins with
//! a prefix that an `.ftl` file declares with `# dynamic: prefix-`.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    assert!(files.len() > 10, "sources are looked for in the wrong place");
    files
}

fn walk(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("folder").filter_map(Result::ok) {
        let path = entry.path();
        let own_tests = path.ends_with("locale/tests");
        if path.is_dir() && !own_tests {
            walk(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "rs" || ext == "html") {
            files.push(path);
        }
    }
}

#[test]
fn asked_keys_exist() {
    let asked =
        Regex::new(r#"(?:\.t|\.t1|\.t2|\.t_args|Msg::new|locale::key)\(\s*"([a-z][a-z0-9-]*)""#)
            .expect("pattern");
    let known: BTreeSet<&str> = locale::all_keys().iter().copied().collect();
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources() {
        let text = fs::read_to_string(&file).expect("text");
        for found in asked.captures_iter(&text) {
            let key = found.get(1).expect("group").as_str();
            if !known.contains(key) {
                let place = file.display().to_string();
                missing.entry(key.to_owned()).or_default().push(place);
            }
        }
    }
    assert!(missing.is_empty(), "keys without a text: {missing:#?}");
}

#[test]
fn no_key_is_unused() {
    let literal = Regex::new(r#""([a-z][a-z0-9-]*)""#).expect("pattern");
    let mut literals = BTreeSet::new();
    for file in sources() {
        let text = fs::read_to_string(&file).expect("text");
        literals.extend(literal.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    let prefixes = locale::dynamic_prefixes();
    let unused: Vec<&&str> = locale::all_keys()
        .iter()
        .filter(|key| !literals.contains(**key))
        .filter(|key| !prefixes.iter().any(|prefix| key.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "keys that nobody asks for: {unused:#?}");
}

#[test]
fn dynamic_prefixes_have_keys() {
    for prefix in locale::dynamic_prefixes() {
        assert!(
            locale::all_keys().iter().any(|key| key.starts_with(prefix)),
            "no key begins with {prefix}"
        );
    }
}
