//! The order in which everything runs.
//!
//! Build, lints and tests share one profile, so that each dependency is
//! compiled once (ADR 0001).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::command::{must, output, quietly, succeeds, tests};
use crate::tally::Tally;
use crate::tree::cargo;
use crate::{Outcome, generate, heading, measure, postgres, say, setup, tidy};

/// What is built once and then tested: everything but the benchmarks.
const TARGETS: &[&str] = &["--lib", "--bins", "--tests"];

/// Runs every test of the product.
///
/// # Errors
/// When something is missing on the machine or the product does not build.
pub fn test(root: &Path) -> Outcome<bool> {
    let started = Instant::now();
    let mut tally = Tally::default();
    setup::ensure(root)?;
    check("Tidy", &mut tally, || tidy::run(root))?;
    everything(root, &mut tally)?;
    Ok(close(&tally, started))
}

/// Runs what has to pass before a change is taken: the checks, then the tests.
///
/// # Errors
/// When something is missing on the machine or the product does not build.
pub fn ci(root: &Path) -> Outcome<bool> {
    let started = Instant::now();
    let mut tally = Tally::default();
    setup::ensure(root)?;
    let before = untidy_files(root)?;
    check("Format", &mut tally, || {
        succeeds(Command::new(cargo()).args(["fmt", "--all", "--check"]).current_dir(root))
    })?;
    check("Tidy", &mut tally, || tidy::run(root))?;
    check("Generated files", &mut tally, || generate::check(root))?;
    licences(root, &mut tally)?;
    check("Lints", &mut tally, || lints(root))?;
    everything(root, &mut tally)?;
    check("The tests left no trace in the repository", &mut tally, || no_trace(root, &before))?;
    Ok(close(&tally, started))
}

/// Runs the measurements that docs/PERFORMANCE.md quotes.
///
/// # Errors
/// When they do not build.
pub fn bench(root: &Path) -> Outcome<bool> {
    build(root)?;
    heading("Benchmarks");
    let passed = succeeds(
        Command::new(cargo())
            // Every benchmark by name: `--benches` would build all tests anew.
            .args(["bench", "--workspace", "--bench", "*"])
            .current_dir(root),
    )?;
    let target = target_folder(root)?;
    measure::server(
        &target.join("release/wenping"),
        &target.join(format!("bench-{}", std::process::id())),
    )?;
    Ok(passed)
}

/// Runs the browser tests alone and renews the screenshot of the README.
///
/// # Errors
/// When something is missing on the machine or the product does not build.
pub fn shots(root: &Path) -> Outcome<bool> {
    let started = Instant::now();
    setup::ensure(root)?;
    build(root)?;
    let server = postgres::Server::start(root)?;
    let mut tally = Tally::default();
    tally.add(browser(root, &server, true)?);
    Ok(close(&tally, started))
}

/// Builds once, then runs each kind of test.
fn everything(root: &Path, tally: &mut Tally) -> Outcome<()> {
    heading("Build");
    build(root)?;
    let server = postgres::Server::start(root)?;
    heading("Units, contracts on both databases, routes");
    tally.add(cargo_test(root, &server, TARGETS)?);
    heading("Examples in the documentation");
    tally.add(cargo_test(root, &server, &["--doc"])?);
    heading("Browser");
    tally.add(browser(root, &server, false)?);
    Ok(())
}

/// Builds the product together with its tests, since features that only tests
/// ask for would otherwise have dependencies compiled a second time.
fn build(root: &Path) -> Outcome<()> {
    must(
        Command::new(cargo())
            .args(["build", "--release", "--workspace"])
            .args(TARGETS)
            .current_dir(root),
    )
}

fn cargo_test(root: &Path, server: &postgres::Server, targets: &[&str]) -> Outcome<Tally> {
    let python = setup::python(root, &target_folder(root)?)?;
    tests(
        Command::new(cargo())
            .args(["test", "--release", "--workspace", "--no-fail-fast"])
            .args(targets)
            .env(postgres::URL_VARIABLE, &server.url)
            .env("WENPING_PYTHON", python)
            .current_dir(root),
    )
}

fn browser(root: &Path, server: &postgres::Server, screenshot: bool) -> Outcome<Tally> {
    let files = browser_tests(root)?;
    let mut command = Command::new("node");
    command
        .args(["--test", "--test-reporter=tap"])
        .args(files)
        .env(postgres::URL_VARIABLE, &server.url)
        .env("WENPING_TEST_BINARY", target_folder(root)?.join("release/wenping"))
        .current_dir(root);
    if screenshot {
        command.env("WENPING_TEST_SCREENSHOT", "1");
    }
    tests(&mut command)
}

/// The browser tests by name, since older Node.js versions expand no patterns.
fn browser_tests(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root.join("e2e"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err("there is no browser test in e2e/".into());
    }
    Ok(files)
}

fn target_folder(root: &Path) -> Outcome<PathBuf> {
    let mut command = cargo_metadata::MetadataCommand::new();
    Ok(command.current_dir(root).no_deps().exec()?.target_directory.into_std_path_buf())
}

/// Clippy over everything, benchmarks included. It reads types alone and makes
/// no programs, which costs less than compiling our crates a second time.
fn lints(root: &Path) -> Outcome<bool> {
    succeeds(
        Command::new(cargo())
            .args(["clippy", "--release", "--workspace", "--all-targets"])
            .args(["--", "--deny", "warnings"])
            .current_dir(root),
    )
}

/// Licences, sources and forbidden crates, where cargo-deny is installed.
fn licences(root: &Path, tally: &mut Tally) -> Outcome<()> {
    if !quietly(Command::new(cargo()).args(["deny", "--version"])) {
        heading("Licences");
        say("left out: cargo-deny is not installed (cargo install cargo-deny)");
        return Ok(());
    }
    check("Licences", tally, || {
        let mut command = Command::new(cargo());
        command.args(["deny", "check", "--hide-inclusion-graph"]);
        command.args(["bans", "licenses", "sources"]);
        succeeds(command.current_dir(root))
    })
}

/// What git sees as changed or new at the moment.
fn untidy_files(root: &Path) -> Outcome<BTreeSet<String>> {
    let listing = output(Command::new("git").args(["status", "--porcelain"]).current_dir(root))?;
    Ok(listing.lines().map(str::to_owned).collect())
}

fn no_trace(root: &Path, before: &BTreeSet<String>) -> Outcome<bool> {
    let after = untidy_files(root)?;
    for line in after.difference(before) {
        say(&format!("changed by the tests: {line}"));
    }
    Ok(after.is_subset(before))
}

/// Runs one check that is not a test of a runner and counts it.
fn check(name: &str, tally: &mut Tally, run: impl FnOnce() -> Outcome<bool>) -> Outcome<()> {
    heading(name);
    let passed = run()?;
    say(&format!("{name}: {}", if passed { "passed" } else { "FAILED" }));
    tally.count(passed);
    Ok(())
}

/// Prints the summary; true when there were tests and all of them passed.
fn close(tally: &Tally, started: Instant) -> bool {
    heading(&format!("Summary after {} s", started.elapsed().as_secs()));
    for line in &tally.closing {
        say(line);
    }
    say(&tally.line());
    tally.failed == 0 && tally.passed > 0
}
