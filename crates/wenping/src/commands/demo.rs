//! `wenping demo`: the site with demonstration data on a data folder of its own.

use std::path::{Path, PathBuf};

use app::{
    App, AppError, Clock as _,
    demo::{self, DemoClock, DemoSize, SeededIds, Summary},
};
use config::{Config, GateToken};
use ledger::Hash;
use locale::Msg;

use super::{Ended, serve};
use crate::{
    cli::Call,
    installation::{Era, SystemClock, era, is_demo, mark_demo, open, open_with, settings},
    output::Output,
};

/// Where the demonstration lies when no folder is given.
const DEFAULT_DIR: &str = "wenping-demo";
/// A matter of every demonstration, for the example of a question to a gate.
const EXAMPLE: &str = "LN-CY-2016-00001";
/// Where the present-day demonstration lies, so that both can stand side by side.
const TODAY_DIR: &str = "wenping-demo-today";

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let mut config = settings(call)?;
    if call.text("data").is_none() {
        config.storage.data_dir =
            PathBuf::from(if call.flag("today") { TODAY_DIR } else { DEFAULT_DIR });
    }
    config.demo.enabled = true;
    config.gate.tokens.push(GateToken {
        sha256: Hash::of(demo::GATE_TOKEN.as_bytes()).to_string(),
        unit: demo::GATE_UNIT.to_owned(),
    });
    let dir = config.storage.data_dir.clone();
    if call.flag("fresh") {
        remove(&dir, call)?;
    }
    let occupied = dir.exists() && std::fs::read_dir(&dir).is_ok_and(|mut d| d.next().is_some());
    if occupied && !is_demo(&dir) {
        return Err(call.l10n().t1("cli-not-a-demo", "dir", dir.display().to_string()));
    }
    if occupied && call.flag("today") && era(&dir) == Some(Era::Year2016) {
        return Err(call.l10n().t1("cli-demo-other", "dir", dir.display().to_string()));
    }
    if !occupied {
        fill(call, out, &config).await?;
    }
    let app = open(&config, call.l10n()).await?;
    let listener = serve::bind(&config).await?;
    tell(out, &serve::address(&listener, &config)?);
    serve::site(serve::state(config, &app).await?, app, listener).await
}

/// Plays the demonstration into an empty folder and marks it.
async fn fill(call: &Call, out: &Output, config: &Config) -> Result<(), String> {
    let clock = DemoClock::on(demo::FIRST_DAY);
    let ids = Box::new(SeededIds::new(demo::SEED));
    let app = open_with(config, Box::new(clock.clone()), ids, true).await?;
    let size = match (call.number("scale"), call.flag("full")) {
        (Some(times), _) => DemoSize::Scaled(times),
        (None, true) => DemoSize::Full,
        (None, false) => DemoSize::Small,
    };
    let era = if call.flag("today") { Era::Today } else { Era::Year2016 };
    out.say(&Msg::new("cli-demo-building"));
    let built = play(&app, &clock, size, era, out).await;
    let summary = built.map_err(|error| match error {
        AppError::Invalid(_) => call.l10n().t("cli-demo-range"),
        error => error.to_string(),
    })?;
    out.say(
        &Msg::new("cli-demo-built")
            .with("matters", summary.matters)
            .with("assessed", summary.assessed)
            .with("halted", summary.deferred_or_stopped),
    );
    if size != DemoSize::Full {
        out.say(&Msg::new("cli-demo-small"));
    }
    if era == Era::Today {
        let year = clock.day().year();
        let present = demo::count(&app, year).await.map_err(|e| e.to_string())?;
        let msg = Msg::new("cli-demo-today").with("day", clock.day().to_string());
        out.say(&msg.with("year", year.to_string()).with("matters", present.matters));
    }
    app.store().close().await;
    mark_demo(&config.storage.data_dir, era)
}

async fn play(
    app: &App,
    clock: &DemoClock,
    size: DemoSize,
    era: Era,
    out: &Output,
) -> Result<Summary, AppError> {
    let progress = &mut |done: u32, of: u32| out.progress(done.into(), of.into());
    match era {
        Era::Year2016 => demo::build(app, clock, size, progress).await,
        Era::Today => demo::build_to(app, clock, size, SystemClock.now(), progress).await,
    }
}

/// Only a folder that this program marked is ever emptied.
fn remove(dir: &Path, call: &Call) -> Result<(), String> {
    if !dir.exists() || std::fs::read_dir(dir).is_ok_and(|mut d| d.next().is_none()) {
        return Ok(());
    }
    if !is_demo(dir) {
        return Err(call.l10n().t1("cli-not-a-demo", "dir", dir.display().to_string()));
    }
    std::fs::remove_dir_all(dir).map_err(|e| e.to_string())
}

fn tell(out: &Output, address: &str) {
    let l = out.l10n();
    out.say(&Msg::new("cli-demo-ready").with("address", address));
    for person in demo::sign_ins() {
        out.line(&format!(
            "  {:<12} {}   {} · {}",
            person.username,
            person.password,
            l.code("role", person.role.code()),
            person.unit_name,
        ));
    }
    out.say(&Msg::new("cli-demo-token").with("token", demo::GATE_TOKEN));
    out.line(&format!(
        "  curl -H 'Authorization: Bearer {}' '{address}/api/v1/gate/{EXAMPLE}?gate=APPROVAL'",
        demo::GATE_TOKEN,
    ));
    out.say(&Msg::new("cli-demo-note"));
}
