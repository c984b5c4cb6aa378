//! `wenping demo`: the site with demonstration data on a data folder of its own.

use std::path::{Path, PathBuf};

use app::demo::{self, DemoClock, DemoSize, SeededIds};
use locale::Msg;

use super::{Ended, serve};
use crate::{
    cli::Call,
    installation::{is_demo, mark_demo, open, open_with, settings},
    output::Output,
};

/// Where the demonstration lies when no folder is given.
const DEFAULT_DIR: &str = "wenping-demo";

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let mut config = settings(call)?;
    if call.text("data").is_none() {
        config.storage.data_dir = PathBuf::from(DEFAULT_DIR);
    }
    config.demo.enabled = true;
    let dir = config.storage.data_dir.clone();
    if call.flag("fresh") {
        remove(&dir, call)?;
    }
    let occupied = dir.exists() && std::fs::read_dir(&dir).is_ok_and(|mut d| d.next().is_some());
    if occupied && !is_demo(&dir) {
        return Err(call.l10n().t1("cli-not-a-demo", "dir", dir.display().to_string()));
    }
    let app = if occupied {
        open(&config).await?
    } else {
        let clock = DemoClock::on(demo::FIRST_DAY);
        let ids = Box::new(SeededIds::new(2016));
        let app = open_with(&config, Box::new(clock.clone()), ids, true).await?;
        let size = if call.flag("full") { DemoSize::Full } else { DemoSize::Small };
        out.say(&Msg::new("cli-demo-building"));
        let built =
            demo::build(&app, &clock, size, &mut |done, of| out.progress(done.into(), of.into()))
                .await
                .map_err(|e| e.to_string())?;
        out.say(
            &Msg::new("cli-demo-built")
                .with("matters", built.matters)
                .with("assessed", built.assessed)
                .with("halted", built.deferred_or_stopped),
        );
        if size == DemoSize::Small {
            out.say(&Msg::new("cli-demo-small"));
        }
        app.store().close().await;
        mark_demo(&dir)?;
        open(&config).await?
    };
    let listener = serve::bind(&config).await?;
    tell(out, &serve::address(&listener, &config)?);
    serve::site(serve::state(config, &app)?, app, listener).await
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
    out.say(&Msg::new("cli-demo-note"));
}
