//! How long a request may take, and what becomes of the rest of its body.
//!
//! A browser shows an answer only after it has sent everything: a connection
//! that closes while it still sends becomes an error of the network, and what
//! was typed is lost. So what a handler left unread is read to its end, thrown
//! away piece by piece, before the answer goes out.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, timeout, timeout_at};

use crate::error::WebError;
use crate::state::AppState;

/// Bytes of one request that are read at most, be they kept or thrown away.
/// Whoever sends more is cut off.
pub(crate) const MOST: usize = 1 << 30;
/// A body that keeps arriving may take so many times the time of a request.
const SLOW: u32 = 20;

/// A body that stays within reach when its reader lets go of it.
struct Shared {
    body: Body,
    /// When its last piece arrived.
    arrived: Instant,
}

type Handle = Arc<Mutex<Shared>>;

fn poll(handle: &Handle, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
    // A panic elsewhere leaves the body readable.
    let mut shared = handle.lock().unwrap_or_else(PoisonError::into_inner);
    let polled = Pin::new(&mut shared.body).poll_frame(cx);
    if polled.is_ready() {
        shared.arrived = Instant::now();
    }
    polled
}

/// What the handler reads.
struct Read(Handle, SizeHint);

impl HttpBody for Read {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        poll(&self.0, cx)
    }

    fn size_hint(&self) -> SizeHint {
        self.1
    }
}

/// Gives a request its time, counted from the last piece of its body, and reads
/// to the end what nobody read.
pub(crate) async fn within_time(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let patience = Duration::from_secs(state.config.limits.request_seconds.into());
    if request.body().is_end_stream() {
        let answer = timeout(patience, next.run(request)).await;
        return answer.unwrap_or_else(|_| WebError::Timeout.into_response());
    }
    // Who asks before sending has nothing under way yet when the answer is no.
    let asks_first = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    let hint = body.size_hint();
    let handle = Arc::new(Mutex::new(Shared { body, arrived: Instant::now() }));
    let body = Body::new(Read(Arc::clone(&handle), hint));
    let answer = timely(&handle, patience, next.run(Request::from_parts(parts, body))).await;
    if !asks_first && timeout(patience * SLOW, throw_away(&handle)).await.is_err() {
        tracing::debug!("the rest of a body took too long");
    }
    answer
}

/// The answer, or that it took too long. Time begins again with every piece of
/// the body: a slow line is no fault of the request.
async fn timely(
    handle: &Handle,
    patience: Duration,
    answer: impl Future<Output = Response>,
) -> Response {
    let mut answer = pin!(answer);
    let last = Instant::now() + patience * SLOW;
    let mut until = Instant::now() + patience;
    loop {
        if let Ok(answer) = timeout_at(until, &mut answer).await {
            return answer;
        }
        let arrived = handle.lock().unwrap_or_else(PoisonError::into_inner).arrived;
        let again = (arrived + patience).min(last);
        if again <= until {
            return WebError::Timeout.into_response();
        }
        until = again;
    }
}

async fn throw_away(handle: &Handle) {
    let mut left = MOST;
    while let Some(Ok(frame)) = std::future::poll_fn(|cx| poll(handle, cx)).await {
        let size = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handle(body: Body) -> Handle {
        Arc::new(Mutex::new(Shared { body, arrived: Instant::now() }))
    }

    #[tokio::test]
    async fn time_begins_again_while_the_body_arrives() {
        // Long enough that a busy machine does not turn the test into chance.
        const PATIENCE: Duration = Duration::from_secs(3);
        let shared = handle(Body::from("a"));
        let slow = async {
            tokio::time::sleep(PATIENCE / 2).await;
            std::future::poll_fn(|cx| poll(&shared, cx)).await;
            tokio::time::sleep(PATIENCE * 3 / 5).await;
            "done".into_response()
        };
        assert_eq!(timely(&shared, PATIENCE, slow).await.status(), 200);
        let never = std::future::pending::<Response>();
        let answer = timely(&shared, Duration::from_millis(50), never).await;
        assert_eq!(answer.status(), 503);
    }

    #[tokio::test]
    async fn what_nobody_read_is_read_to_its_end() {
        let shared = handle(Body::from(vec![0; 1 << 20]));
        throw_away(&shared).await;
        let rest = std::future::poll_fn(|cx| poll(&shared, cx)).await;
        assert!(rest.is_none());
    }
}
