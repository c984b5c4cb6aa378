//! The house rules as a test, so that no run of the tests can leave them out.

use xtask::tidy::{self, Weight};
use xtask::{generate, tree};

#[test]
fn the_repository_is_tidy() {
    let root = tree::workspace_root().expect("cargo finds the workspace");
    let found = tidy::findings(&root).expect("the repository can be read");
    let errors: Vec<String> =
        found.iter().filter(|it| it.weight == Weight::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{} house rules are broken:\n{}", errors.len(), errors.join("\n"));
}

#[test]
fn generated_files_are_up_to_date() {
    let root = tree::workspace_root().expect("cargo finds the workspace");
    assert!(
        generate::check(&root).expect("the repository can be read"),
        "run `cargo xtask generate`"
    );
}
