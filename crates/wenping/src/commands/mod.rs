//! One command a file.

mod backup;
mod calc;
mod check_config;
mod consultation;
mod consultation_import;
mod demo;
mod doctor;
mod documents;
mod erase;
mod export;
mod import;
mod link;
mod rebuild;
mod rules;
mod serve;
mod stats;
mod user;
mod verify;

use std::process::ExitCode;

use crate::{cli::Call, output::Output};

/// What a command ends with: an exit code, or a failure in words.
pub(crate) type Ended = Result<u8, String>;

/// Runs a call.
pub async fn run(call: &Call) -> ExitCode {
    let out = Output::new(call);
    let ended = match call.name.as_str() {
        "serve" => serve::run(call, &out).await,
        "demo" => demo::run(call, &out).await,
        "import" => import::run(call, &out).await,
        "export" => export::run(call, &out).await,
        "consultation export" => consultation::export(call, &out).await,
        "consultation import" => consultation_import::import(call, &out).await,
        "stats" => stats::run(call, &out).await,
        "user list" => user::list(call, &out).await,
        "user unlock" => user::unlock(call, &out).await,
        "user password" => user::password(call, &out).await,
        "rules check" => rules::check(call, &out),
        "rules show" => rules::show(call, &out),
        "rules diff" => rules::diff(call, &out),
        "calc" => calc::run(call, &out),
        "link" => link::run(call, &out).await,
        "verify" => verify::run(call, &out).await,
        "rebuild" => rebuild::run(call, &out).await,
        "erase" => erase::run(call, &out).await,
        "backup" => backup::run(call, &out).await,
        "documents check" => documents::check(call, &out),
        "documents samples" => documents::samples(call, &out),
        "documents render" => documents::render(call, &out).await,
        "doctor" => doctor::run(call, &out).await,
        "check-config" => check_config::run(call, &out),
        other => Err(format!("command {other} has no code")),
    };
    match ended {
        Ok(code) => ExitCode::from(code),
        Err(reason) => out.failed(&reason),
    }
}
