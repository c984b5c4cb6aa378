//! The test server starts, answers, and is gone afterwards.

use std::path::Path;
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

#[test]
fn what_an_interrupted_run_left_is_cleared_away() {
    let place = Path::new("/nowhere/wenping-interrupted");
    let left = Server::start(place).expect("cargo xtask test installs PostgreSQL");
    let old = left.url.clone();
    // The destructor does not run, as after a power cut.
    std::mem::forget(left);
    let server = Server::start(place).expect("a second start");
    let mut ask = Command::new("psql");
    ask.args(["--no-psqlrc", "-Atc", "SELECT 1", &old]);
    assert!(old == server.url || output(&mut ask).is_err(), "the old server still answers");
}
