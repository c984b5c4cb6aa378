//! Proof that a form comes from a page of this server in the same browser.
//!
//! The token is a hash of the secret cookie, so nothing is stored: whoever can
//! compute it holds the cookie. Both the session and the visitor cookie count,
//! so that a form that was open while its session ended can be sent again after
//! the next sign-in.

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};

use crate::session::Token;

/// Name of the hidden field.
pub const FIELD: &str = "_csrf";

/// The token that belongs to a cookie.
#[must_use]
pub fn token(secret: &Token) -> String {
    let mut hash = Sha256::new();
    hash.update(b"wenping form v1");
    hash.update(secret.bytes());
    hex::encode(hash.finalize())
}

/// Whether `given` belongs to one of the cookies. The comparison takes the same
/// time wherever the texts differ.
#[must_use]
pub fn matches(given: &str, secrets: &[&Token]) -> bool {
    secrets.iter().any(|secret| {
        let expected = token(secret);
        expected.len() == given.len()
            && expected.bytes().zip(given.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
    })
}

/// Whether the browser says that the request was made by another site. Old
/// browsers say nothing; the token decides for them.
#[must_use]
pub fn is_cross_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_none_or(|(_, authority)| authority != host)
        }
        _ => false,
    }
}

/// Whether the browser says that the request was made by a page of this server.
#[must_use]
pub fn is_same_site(headers: &HeaderMap) -> bool {
    let known = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    known && !is_cross_site(headers)
}
