//! Running other programs.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tally::Tally;
use crate::{Outcome, complain, say};

/// Runs a program to its end with its output left as it is.
///
/// # Errors
/// When it cannot be started. Whether it succeeded is the answer.
pub fn succeeds(command: &mut Command) -> Outcome<bool> {
    let shown = show(command);
    say(&format!("$ {shown}"));
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    Ok(status.success())
}

/// Runs a program whose success is needed to go on.
///
/// # Errors
/// When it cannot be started or fails.
pub fn must(command: &mut Command) -> Outcome<()> {
    if succeeds(command)? { Ok(()) } else { Err(format!("`{}` failed", show(command)).into()) }
}

/// Runs a program and gives back what it printed.
///
/// # Errors
/// When it cannot be started, fails, or prints something that is not UTF-8.
pub fn output(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let done = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        return Err(format!("`{shown}` failed: {}", said.trim()).into());
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// Runs a test runner, passes its output on and counts its closing lines.
///
/// A runner that ends badly without a failed test (it did not compile, it
/// crashed) counts as one failure, and so does one that ran no test at all.
///
/// # Errors
/// When it cannot be started or its output cannot be read.
pub fn tests(command: &mut Command) -> Outcome<Tally> {
    let shown = show(command);
    say(&format!("$ {shown}"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    let stdout = child.stdout.take().ok_or("the runner has no output")?;
    let mut tally = Tally::default();
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        say(&line);
        tally.read(&line);
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        complain(&format!("`{shown}` ended with {status} and named no failed test"));
        tally.count(false);
    }
    Ok(tally)
}

/// Finds a program on the search path.
#[must_use]
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether a program answers with success, without showing what it prints.
#[must_use]
pub fn quietly(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether this process may do everything on this machine.
#[must_use]
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// The command as a person would type it, for messages.
fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    let mut line = words.join(" ");
    if let Some((cut, _)) = line.char_indices().nth(160) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::tests;
    use std::process::Command;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_runner_that_dies_silently_is_a_failure() {
        let tally = tests(&mut shell("echo building; exit 101")).expect("sh runs");
        assert_eq!((tally.passed, tally.failed), (0, 1));
    }

    #[test]
    fn a_runner_that_counted_its_failure_is_not_counted_twice() {
        let script = "echo 'test result: FAILED. 4 passed; 1 failed; 0 ignored'; exit 101";
        let tally = tests(&mut shell(script)).expect("sh runs");
        assert_eq!((tally.passed, tally.failed), (4, 1));
    }
}
