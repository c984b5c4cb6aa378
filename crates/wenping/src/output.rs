//! What the command line prints, and its exit codes.

use std::{
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
};

use clap::error::ErrorKind;
use locale::{L10n, Msg};
use serde_json::Value;

use crate::{
    cli::{Call, NoCall},
    words::misuse,
};

/// All is well.
pub const WELL: u8 = 0;
/// Something was found wrong.
pub const WRONG: u8 = 1;
/// Wrong use, or a refusal of `calc`.
pub const USAGE: u8 = 2;

/// Where a command speaks.
pub struct Output {
    l10n: L10n,
    json: bool,
}

/// A closed pipe is the reader's choice and not a failure.
fn write(mut to: impl std::io::Write, text: &str) {
    drop(writeln!(to, "{text}"));
}

impl Output {
    /// The output of a call.
    pub fn new(call: &Call) -> Self {
        Self { l10n: call.l10n(), json: call.flag("json") }
    }

    /// Whether JSON was asked for.
    pub const fn json(&self) -> bool {
        self.json
    }

    /// The words.
    pub const fn l10n(&self) -> L10n {
        self.l10n
    }

    /// Tells people; programs that asked for JSON are not told.
    pub fn say(&self, msg: &Msg) {
        if !self.json {
            self.line(&self.l10n.say(msg));
        }
    }

    /// A line on standard output.
    pub fn line(&self, text: &str) {
        write(std::io::stdout().lock(), text);
    }

    /// A JSON document on standard output, if it was asked for.
    pub fn document(&self, value: &Value) {
        if self.json {
            self.line(&value.to_string());
        }
    }

    /// Progress, on a terminal only.
    pub fn progress(&self, done: u64, of: u64) {
        let mut err = std::io::stderr().lock();
        if err.is_terminal() {
            drop(write!(err, "\r{done} / {of} "));
            drop(err.flush());
            if done >= of {
                drop(writeln!(err));
            }
        }
    }

    /// A failure, on standard error.
    pub fn failed(&self, reason: &str) -> ExitCode {
        let text = self.l10n.t1("cli-failed", "reason", reason);
        write(std::io::stderr().lock(), &text);
        ExitCode::from(WRONG)
    }

    /// A line on standard error.
    pub fn complain(&self, text: &str) {
        write(std::io::stderr().lock(), text);
    }

    /// An argument that names nothing, on standard error; the exit code.
    pub fn misused(&self, reason: &str) -> u8 {
        self.complain(&self.l10n.t1("cli-misused", "reason", reason));
        USAGE
    }

    /// Help and version as they are asked for, or what was wrong with the call.
    pub fn usage(none: &NoCall) -> ExitCode {
        let error = &none.error;
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            drop(error.print());
        } else {
            let text = misuse(error, L10n::new(none.lang));
            write(std::io::stderr().lock(), &text);
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE))
    }
}
