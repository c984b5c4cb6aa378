//! Serving the site on a listener until it is asked to stop.

use std::{future::Future, net::SocketAddr, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot};

/// Serves until `stop` is over, then takes no new requests and finishes those
/// that are under way. What still runs after `patience` is left behind.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
    patience: Duration,
) -> std::io::Result<()> {
    let (asked, heard) = oneshot::channel();
    let stop = async move {
        stop.await;
        // Nobody hears it when serving has ended already.
        let _ = asked.send(());
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    let deadline = async {
        match heard.await {
            Ok(()) => tokio::time::sleep(patience).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = serving.into_future() => ended,
        () = deadline => {
            tracing::warn!(seconds = patience.as_secs(), "requests were cut off at shutdown");
            Ok(())
        }
    }
}
