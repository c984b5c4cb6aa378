//! How often the gates may be asked by one caller. Counts live in memory for a
//! minute and are thrown away together with the key under which callers were
//! hashed: no address is written, logged or kept, and counts of two minutes
//! cannot be laid side by side.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use sha2::{Digest as _, Sha256};

use crate::error::WebError;
use crate::state::{AppState, Entropy};
use crate::visit::Visit;

/// Length of a window.
const WINDOW: Duration = Duration::from_mins(1);
/// Callers that are told apart in one window; all later ones share a count, so
/// that a flood of addresses cannot fill the memory.
const MOST: usize = 100_000;

/// The count of one window.
struct Window {
    since: Instant,
    key: [u8; 32],
    counts: HashMap<[u8; 32], u32>,
}

/// Counts of the window that is open.
#[derive(Default)]
pub(crate) struct Limiter(Mutex<Option<Window>>);

impl Limiter {
    /// Counts one request of a caller, of which `most` are allowed in a window.
    ///
    /// # Errors
    /// The seconds until the next window, when the caller has none left.
    pub(crate) fn take(
        &self,
        (what, caller): (&str, &[u8]),
        most: u32,
        now: Instant,
        entropy: &Entropy,
    ) -> Result<(), u32> {
        // A panic elsewhere leaves the counts usable.
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let over = |w: &Window| now.saturating_duration_since(w.since) >= WINDOW;
        if open.as_ref().is_none_or(over) {
            let mut key = [0; 32];
            entropy.fill(&mut key);
            *open = Some(Window { since: now, key, counts: HashMap::new() });
        }
        let Some(window) = open.as_mut() else { return Ok(()) };
        let mut hash = Sha256::new();
        hash.update(window.key);
        hash.update(what.as_bytes());
        hash.update([0]);
        hash.update(caller);
        let mut name: [u8; 32] = hash.finalize().into();
        if window.counts.len() >= MOST && !window.counts.contains_key(&name) {
            name = [0; 32];
        }
        let count = window.counts.entry(name).or_default();
        if *count >= most {
            let left = WINDOW.saturating_sub(now.saturating_duration_since(window.since));
            return Err(u32::try_from(left.as_secs()).unwrap_or(u32::MAX).max(1));
        }
        *count += 1;
        Ok(())
    }
}

/// The address from which a request came, or that a proxy in front names. It is
/// used for counting and nothing else.
pub(crate) struct Peer(Option<IpAddr>);

impl FromRequestParts<AppState> for Peer {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, WebError> {
        let direct = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
        let direct = direct.map(|info| info.0.ip());
        let named = state.config.server.behind_proxy.then(|| forwarded(&parts.headers)).flatten();
        Ok(Self(named.or(direct)))
    }
}

/// The last address of `X-Forwarded-For`: the one that the nearest proxy saw.
/// Those before it are what the caller claims.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

impl Peer {
    /// The bytes that stand for the caller: an IPv4 address, or the first half of
    /// an IPv6 address, because one line commonly holds all of the second.
    fn bytes(&self) -> Vec<u8> {
        match self.0.map(|ip| ip.to_canonical()) {
            Some(IpAddr::V4(ip)) => ip.octets().to_vec(),
            Some(IpAddr::V6(ip)) => ip.octets().into_iter().take(8).collect(),
            None => Vec::new(),
        }
    }
}

/// Counts a look-up of a visitor: of the person where one is signed in, else of
/// the address.
///
/// # Errors
/// [`WebError::TooMany`].
pub(crate) fn look_up(state: &AppState, visit: &Visit, peer: &Peer) -> Result<(), WebError> {
    let most = state.config.limits.gate_per_minute;
    match &visit.user {
        Some(user) => state.count(("person", user.person.as_bytes()), most),
        None => state.count(("address", &peer.bytes()), most),
    }
}

/// How many times as many answers as one address may send come from all together
/// before every sender is asked a question.
const CROWD: u32 = 50;
/// How many times as many answers come from an address that answers questions.
const PATIENT: u32 = 10;

/// Whether an answer is taken at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It is.
    Free,
    /// Its sender is asked a question first.
    Ask,
}

/// Counts an answer of an address. Many people share one address, in a school or
/// behind a provider: nobody is turned away for it, but asked a question.
pub(crate) fn answers(state: &AppState, peer: &Peer) -> Turn {
    let most = state.config.limits.answers_per_minute;
    let own = state.count(("answer", &peer.bytes()), most).is_ok();
    let all = state.count(("answers", &[]), most.saturating_mul(CROWD)).is_ok();
    if own && all { Turn::Free } else { Turn::Ask }
}

/// Counts an answer whose sender was asked a question and answered it.
///
/// # Errors
/// [`WebError::TooMany`].
pub(crate) fn answered(state: &AppState, peer: &Peer) -> Result<(), WebError> {
    let most = state.config.limits.answers_per_minute.saturating_mul(PATIENT);
    state.count(("answered", &peer.bytes()), most)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use axum::http::HeaderMap;

    use super::{Limiter, Peer, forwarded};
    use crate::state::Entropy;

    #[test]
    fn a_caller_has_so_many_in_a_window_and_again_in_the_next() {
        let (limiter, entropy) = (Limiter::default(), Entropy::from_seed([7; 32]));
        let start = Instant::now();
        let take = |who: &[u8], at: u64| {
            limiter.take(("address", who), 2, start + Duration::from_secs(at), &entropy)
        };
        assert_eq!([take(b"a", 0), take(b"a", 10), take(b"a", 20)], [Ok(()), Ok(()), Err(40)]);
        assert_eq!(take(b"b", 20), Ok(()), "another caller");
        assert_eq!(take(b"a", 59), Err(1));
        assert_eq!(take(b"a", 60), Ok(()), "the next window");
        let key = |limiter: &Limiter| limiter.0.lock().unwrap().as_ref().map(|w| w.key);
        let first = key(&limiter);
        assert_eq!(take(b"a", 120), Ok(()));
        assert_ne!(key(&limiter), first, "the key changes with the window");
    }

    #[test]
    fn no_address_stands_in_the_counts() {
        let (limiter, entropy) = (Limiter::default(), Entropy::from_seed([7; 32]));
        let peer = Peer(Some("203.0.113.9".parse().unwrap()));
        limiter.take(("address", &peer.bytes()), 2, Instant::now(), &entropy).unwrap();
        let window = limiter.0.lock().unwrap();
        for name in window.as_ref().unwrap().counts.keys() {
            assert!(!name.windows(4).any(|four| four == [203, 0, 113, 9]));
        }
    }

    #[test]
    fn the_nearest_proxy_is_believed_and_nobody_before_it() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "198.51.100.1, 203.0.113.9".parse().unwrap());
        assert_eq!(forwarded(&headers), "203.0.113.9".parse().ok());
        headers.append("x-forwarded-for", "2001:db8::1".parse().unwrap());
        assert_eq!(forwarded(&headers), "2001:db8::1".parse().ok());
        let half = |text: &str| Peer(text.parse().ok()).bytes();
        assert_eq!(half("2001:db8::1"), half("2001:db8::ffff"));
        assert_eq!(half("::ffff:203.0.113.9"), half("203.0.113.9"));
        assert!(half("203.0.113.9") != half("203.0.113.8"));
    }
}
