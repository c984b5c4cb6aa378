//! `wenping stats`: the figures of a year, counted from records.

use locale::Msg;
use store::Scope;

use super::Ended;
use crate::{
    cli::Call,
    installation::{open_existing, settings},
    output::{Output, WELL},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let config = settings(call)?;
    let year = call.args.get_one::<i16>("year").copied().unwrap_or_default();
    let app = open_existing(call, &config).await?;
    let stats = app::stats::year(&app, &Scope::All, year).await.map_err(|e| e.to_string())?;
    app.store().close().await;
    out.document(&serde_json::to_value(&stats).map_err(|e| e.to_string())?);
    out.say(
        &Msg::new("cli-stats-year")
            .with("year", year.to_string())
            .with("assessed", stats.assessed)
            .with("halted", stats.deferred_or_stopped),
    );
    if !out.json() {
        for (code, city) in &stats.by_city {
            out.line(&format!(
                "  {code} {}: {} / {}",
                city.name, city.assessed, city.deferred_or_stopped
            ));
        }
    }
    Ok(WELL)
}
