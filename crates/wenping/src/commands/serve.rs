//! `wenping serve`: the site.

use std::{net::SocketAddr, time::Duration};

use app::{App, Clock as _};
use config::Config;
use locale::Msg;
use papers::queue::{Press, Stop};
use tokio::{net::TcpListener, signal, sync::watch, task::JoinSet};
use web::{AppState, state::Entropy};

use super::Ended;
use crate::{
    cli::Call,
    installation::{SystemClock, kit, open, settings},
    output::{Output, WELL},
};

/// How often what is too old is looked for.
const HOUR: Duration = Duration::from_secs(3600);

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let mut config = settings(call)?;
    config.demo.enabled |= crate::installation::is_demo(&config.storage.data_dir);
    let app = open(&config, call.l10n()).await?;
    let listener = bind(&config).await?;
    let address = address(&listener, &config)?;
    out.say(&Msg::new("cli-serving").with("address", &address));
    let state = state(config, &app).await?;
    if app::directory::first_run(&app).await.map_err(|e| e.to_string())? {
        let code = state.setup_code();
        out.say(&Msg::new("cli-setup-code").with("address", &address).with("code", code));
    }
    site(state, app, listener).await
}

/// What the pages share.
pub(super) async fn state(config: Config, app: &App) -> Result<AppState, String> {
    let entropy = Entropy::from_system().map_err(|e| e.to_string())?;
    let shows = config.demo.enabled;
    let press = press(&config, app);
    let state = AppState::new(config, entropy).with_app(app.clone());
    let state = match press {
        Some(press) => state.with_press(press),
        None => state,
    };
    if !shows {
        return Ok(state);
    }
    let holds = app::demo::count(app, 2016).await.map_err(|e| e.to_string())?;
    Ok(state.with_demo(holds))
}

/// What makes documents. Without fonts the site runs and says so on its pages.
fn press(config: &Config, app: &App) -> Option<Press> {
    match kit(config) {
        Ok(kit) => Some(Press::new(app.clone(), kit)),
        Err(error) => {
            tracing::warn!(error, "no documents can be made");
            None
        }
    }
}

/// Takes the address.
pub(super) async fn bind(config: &Config) -> Result<TcpListener, String> {
    let at = SocketAddr::new(config.server.host, config.server.port);
    TcpListener::bind(at).await.map_err(|e| format!("{at}: {e}"))
}

/// The address as people type it.
pub(super) fn address(listener: &TcpListener, config: &Config) -> Result<String, String> {
    if !config.server.public_url.is_empty() {
        return Ok(config.server.public_url.clone());
    }
    let local = listener.local_addr().map_err(|e| e.to_string())?;
    Ok(format!("http://{local}"))
}

/// Serves until the process is asked to stop, then finishes what it began, for
/// as long as the settings allow.
pub(super) async fn site(state: AppState, app: App, listener: TcpListener) -> Ended {
    let patience = Duration::from_secs(state.config.server.shutdown_seconds.into());
    let (ends, end) = watch::channel(false);
    let makers = makers(&state, &end);
    let router = web::router(state);
    let upkeep = tokio::spawn(keep_up(app.clone()));
    let served = web::serve(listener, router, stop(), patience).await;
    upkeep.abort();
    // What is being made is given back to the queue.
    ends.send_replace(true);
    if tokio::time::timeout(patience, makers.join_all()).await.is_err() {
        tracing::warn!("a document was still being made");
    }
    served.map_err(|e| e.to_string())?;
    // A request that was cut off may hold its connection: what it had not
    // committed is gone, and nobody waits for it.
    if tokio::time::timeout(patience, app.store().close()).await.is_err() {
        tracing::warn!("the databases were not closed in time");
    }
    Ok(WELL)
}

/// Those who make documents, as many as the settings say.
fn makers(state: &AppState, end: &Stop) -> JoinSet<()> {
    let mut makers = JoinSet::new();
    let workers = state.config.documents.workers;
    for press in state.press.iter().cycle().take(workers.into()) {
        makers.spawn(press.clone().work(end.clone()));
    }
    makers
}

/// Deletes by age: rows every hour, files without a name once a day. A round that
/// fails is told in the log, and the next one tries again.
async fn keep_up(app: App) {
    let mut hours = tokio::time::interval(HOUR);
    for round in 0_u64.. {
        hours.tick().await;
        match app::upkeep::rows(&app, app.clock().now()).await {
            Ok(done) => tracing::debug!(?done, "deleted by age"),
            Err(error) => tracing::warn!(%error, "deleting by age failed"),
        }
        if let Err(error) = app::consultation::seal_due(&app, app.clock().now()).await {
            tracing::warn!(%error, "sealing answers failed");
        }
        if round.is_multiple_of(24)
            && let Err(error) = app::consultation::erase_due(&app, app.clock().now()).await
        {
            tracing::warn!(%error, "deleting answers at the end of their term failed");
        }
        if round.is_multiple_of(24)
            && let Err(error) = app::grievance::erase_due(&app, app.clock().now()).await
        {
            tracing::warn!(%error, "deleting grievances at the end of their term failed");
        }
        if round.is_multiple_of(24)
            && let Err(error) = app::upkeep::files(&app, SystemClock.now()).await
        {
            tracing::warn!(%error, "collecting files without a name failed");
        }
    }
}

async fn stop() {
    let interrupt = async {
        drop(signal::ctrl_c().await);
    };
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut stream) => drop(stream.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
