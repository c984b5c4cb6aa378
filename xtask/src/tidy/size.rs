//! Files and functions stay small enough to be read at once.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::Finding;
use crate::tree::Tree;

/// Lines of a source file above which it is mentioned.
const FILE_SOFT: usize = 300;
/// Lines of a source file above which the check fails.
const FILE_HARD: usize = 500;
/// The same for files that hold nothing but tests.
const TEST_FILE_HARD: usize = 800;
/// Lines of a function, from its signature to its closing brace.
const FUNCTION_HARD: usize = 60;
/// Bytes of any file in the repository.
const BYTES_HARD: u64 = 1024 * 1024;
/// Files that may be larger, each with a reason beside it.
const LARGE: &[&str] = &[];

/// Checks the sizes of files and functions.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, file) in tree.files() {
        if file.size > BYTES_HARD && !LARGE.contains(&path) {
            found.push(Finding::error(
                path,
                None,
                format!("has {} bytes, the limit is {BYTES_HARD}", file.size),
            ));
        }
    }
    for (path, text) in tree.texts() {
        let extension = path.rsplit('.').next().unwrap_or_default();
        if matches!(extension, "rs" | "mjs" | "js") {
            found.extend(lines(path, text.lines().count()));
        }
        if extension == "rs" && !is_test(path) {
            found.extend(functions(path, text));
        }
    }
    found
}

/// Whether a file holds nothing but tests.
fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.split('/').any(|part| part == "tests")
        || ["tests.rs", "_tests.rs", "_test.rs", ".test.mjs"].iter().any(|end| name.ends_with(end))
}

fn lines(path: &str, lines: usize) -> Option<Finding> {
    let hard = if is_test(path) { TEST_FILE_HARD } else { FILE_HARD };
    if lines > hard {
        Some(Finding::error(
            path,
            None,
            format!("has {lines} lines, the limit is {hard}: split it by subject"),
        ))
    } else if lines > FILE_SOFT && !is_test(path) {
        Some(Finding::note(path, format!("has {lines} lines; {FILE_SOFT} are comfortable")))
    } else {
        None
    }
}

fn functions(path: &str, text: &str) -> Vec<Finding> {
    let mut measure = Measure { path, found: Vec::new() };
    match syn::parse_file(text) {
        Ok(file) => measure.visit_file(&file),
        Err(error) => {
            measure.found.push(Finding::error(path, None, format!("is not Rust: {error}")))
        }
    }
    measure.found
}

struct Measure<'a> {
    path: &'a str,
    found: Vec<Finding>,
}

impl Measure<'_> {
    fn function(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let first = signature.span().start().line;
        let lines = body.span().end().line + 1 - first;
        if lines > FUNCTION_HARD {
            let message = format!(
                "function `{}` has {lines} lines, the limit is {FUNCTION_HARD}",
                signature.ident
            );
            self.found.push(Finding::error(self.path, Some(first), message));
        }
    }
}

impl<'ast> Visit<'ast> for Measure<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !module.attrs.iter().any(only_for_tests) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.function(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.function(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.function(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

/// Whether an attribute is `#[cfg(test)]`.
fn only_for_tests(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
}

#[cfg(test)]
mod tests {
    use super::{check, is_test};
    use crate::tidy::Weight;
    use crate::tree::Tree;

    fn weights(path: &str, text: &str) -> Vec<Weight> {
        check(&Tree::of(&[(path, text)])).iter().map(|finding| finding.weight).collect()
    }

    fn function_of(lines: usize) -> String {
        format!(
            "impl X {{\n    pub fn long(\n        &self,\n    ) {{\n{}    }}\n}}\n",
            "        f();\n".repeat(lines - 4)
        )
    }

    #[test]
    fn functions_are_measured_from_signature_to_brace() {
        assert_eq!(weights("crates/x/src/a.rs", &function_of(60)), []);
        assert_eq!(weights("crates/x/src/a.rs", &function_of(61)), [Weight::Error]);
        let in_tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function_of(90));
        assert_eq!(weights("crates/x/src/a.rs", &in_tests), []);
    }

    #[test]
    fn files_are_measured_by_what_they_are() {
        let lines = |count| "//\n".repeat(count);
        assert_eq!(weights("crates/x/src/a.rs", &lines(300)), []);
        assert_eq!(weights("crates/x/src/a.rs", &lines(301)), [Weight::Note]);
        assert_eq!(weights("crates/x/src/a.rs", &lines(501)), [Weight::Error]);
        assert_eq!(weights("crates/x/tests/a.rs", &lines(800)), []);
        assert_eq!(weights("crates/x/tests/a.rs", &lines(801)), [Weight::Error]);
        assert_eq!(weights("assets/app.js", &lines(501)), [Weight::Error]);
        assert_eq!(weights("docs/long.md", &"x".repeat(1024 * 1024 + 1)), [Weight::Error]);
    }

    #[test]
    fn a_file_is_for_tests_by_its_name_or_folder() {
        for path in [
            "crates/x/tests/a.rs",
            "crates/x/src/fold/tests.rs",
            "crates/x/src/fold_tests.rs",
            "e2e/a.test.mjs",
        ] {
            assert!(is_test(path), "{path}");
        }
        for path in ["crates/testkit/src/lib.rs", "crates/x/src/contests.txt", "e2e/harness.mjs"] {
            assert!(!is_test(path), "{path}");
        }
    }
}
