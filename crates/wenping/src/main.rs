//! The one binary of Wenping (稳评): serves the site and does everything else
//! that people script.

mod cli;
mod commands;
mod installation;
mod json;
mod output;
mod words;

use std::{io::IsTerminal as _, process::ExitCode};

use cli::{Call, parse};
use output::Output;

/// The system's allocator takes a quarter of the time of an answer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit codes: 0 all is well, 1 something was found wrong, 2 wrong use.
fn main() -> ExitCode {
    let call = match parse(std::env::args_os()) {
        Ok(call) => call,
        Err(none) => return Output::usage(&none),
    };
    logging(&call);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Output::new(&call).failed(&error.to_string()),
    };
    let ended = runtime.block_on(commands::run(&call));
    // A document that is still being set on its thread is not waited for.
    runtime.shutdown_background();
    ended
}

/// One line for each failure, with fields; no personal data.
fn logging(call: &Call) {
    let level = if call.name == "serve" || call.name == "demo" { "info" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("RUST_LOG").unwrap_or_else(|_| {
        tracing_subscriber::EnvFilter::new(format!("{level},{}", store::LOG_FILTER))
    });
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(coloured())
        .init();
}

/// A terminal that is not asked to do without; a file gets no control signs.
fn coloured() -> bool {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    std::io::stderr().is_terminal() && !plain
}
