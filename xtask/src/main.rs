//! Command line of the workshop; see the crate documentation.

use std::process::ExitCode;

use xtask::{Outcome, complain, generate, say, suite, tidy, tree};

const HELP: &str = "\
cargo xtask test       installs what is missing when it may, then runs every test:
                       units, both databases, documentation, browser
cargo xtask ci         format, tidy, generated files, lints, licences, then `test`
cargo xtask tidy       the house rules that no compiler knows
cargo xtask generate   writes the generated files again
cargo xtask bench      the measurements behind docs/PERFORMANCE.md
cargo xtask shots      browser tests alone; also renews docs/screenshot.png

Set WENPING_TEST_INSTALL=never to have missing packages listed and not installed.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [command] = arguments.as_slice() else {
        complain(HELP);
        return ExitCode::from(2);
    };
    match dispatch(command) {
        Ok(Some(true)) => ExitCode::SUCCESS,
        Ok(Some(false)) => ExitCode::from(1),
        Ok(None) => {
            complain(&format!("there is no command `{command}`\n\n{HELP}"));
            ExitCode::from(2)
        }
        Err(error) => {
            complain(&format!("error: {error}"));
            ExitCode::from(1)
        }
    }
}

/// Runs one command and says whether all is well; none when it is unknown.
fn dispatch(command: &str) -> Outcome<Option<bool>> {
    let root = tree::workspace_root()?;
    let run = match command {
        "test" => suite::test,
        "ci" => suite::ci,
        "tidy" => tidy::run,
        "generate" => generate::write,
        "bench" => suite::bench,
        "shots" => suite::shots,
        "help" | "--help" | "-h" => {
            say(HELP);
            return Ok(Some(true));
        }
        _ => return Ok(None),
    };
    run(&root).map(Some)
}
