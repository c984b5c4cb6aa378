//! The test server starts, answers, and is gone afterwards.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::command::output;
use xtask::postgres::Server;

#[test]
fn a_server_lives_as_long_as_its_value() {
    // Another place than the workspace, whose own server may be running.
    let place = std::env::temp_dir().join(format!("wenping-xtask-{}", std::process::id()));
    let server = Server::start(&place).expect("cargo xtask test installs PostgreSQL");
    let url = server.url.clone();
    let ask = || {
        let query = "SELECT current_setting('fsync') || current_setting('server_encoding')";
        output(Command::new("psql").args(["--no-psqlrc", "-Atc", query, &url]))
    };
    assert_eq!(ask().expect("it answers").trim(), "onUTF8");
    let folder = server.folder().to_owned();
    drop(server);
    assert!(ask().is_err(), "the server still answers");
    assert!(!folder.exists(), "{} is left", folder.display());
}

/// The number of a process that has come and gone.
fn gone() -> u32 {
    let mut child = Command::new("true").spawn().expect("`true` starts");
    let number = child.id();
    child.wait().expect("`true` ends");
    number
}

/// Gives the folder of a server the name that a run which is gone would have given it.
fn orphan(server: &Server) -> PathBuf {
    let mine = format!("-{}-", std::process::id());
    let name = server.folder().to_str().expect("its name is text");
    PathBuf::from(name.replace(&mine, &format!("-{}-", gone())))
}

#[test]
fn what_an_interrupted_run_left_is_cleared_away() {
    let place = Path::new("/nowhere/wenping-interrupted");
    let left = Server::start(place).expect("cargo xtask test installs PostgreSQL");
    let (old, folder) = (left.url.clone(), left.folder().to_owned());
    // The destructor does not run, as after a power cut.
    std::mem::forget(left);
    let server = Server::start(place).expect("a second start");
    let mut ask = Command::new("psql");
    ask.args(["--no-psqlrc", "-Atc", "SELECT 1", &old]);
    assert!(old == server.url || output(&mut ask).is_err(), "the old server still answers");
    assert!(folder == server.folder() || !folder.exists(), "{} is left", folder.display());
}

#[test]
fn a_folder_whose_server_died_is_in_nobodys_way() {
    let place = Path::new("/nowhere/wenping-died");
    let server = Server::start(place).expect("cargo xtask test installs PostgreSQL");
    let orphan = orphan(&server);
    drop(server);
    // As on a machine that was copied while a server ran: files without a process.
    std::fs::create_dir_all(orphan.join("data")).expect("a folder");
    std::fs::write(orphan.join("data/postmaster.pid"), format!("{}\n", gone())).expect("a file");
    let server = Server::start(place).expect("a start beside it");
    assert!(server.folder().exists());
    assert!(!orphan.exists(), "{} is left", orphan.display());
}
