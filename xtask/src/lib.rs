//! The workshop: everything a developer or a build machine runs on this
//! repository, as one program without a shell script or a second tool.
//!
//! `cargo xtask help` lists the commands. The checks of [`tidy`] also run as
//! an ordinary test of this crate, so that they cannot be left out.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool for developers talks through its output"
)]

pub mod command;
pub mod generate;
pub mod measure;
pub mod postgres;
pub mod setup;
pub mod suite;
pub mod tally;
pub mod tidy;
pub mod tree;

/// What a step of the workshop gives back; the error is a sentence to print.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Prints the line that opens a step.
pub fn heading(text: &str) {
    println!("\n==> {text}");
}

/// Prints one line of what a step has to say.
pub fn say(text: &str) {
    println!("{text}");
}

/// Prints one line about something that is wrong.
pub fn complain(text: &str) {
    eprintln!("{text}");
}
