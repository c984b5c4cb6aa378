//! Tokens of sessions. The browser holds the token; the server keeps only its
//! SHA-256, so that a stolen database opens no session.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::state::Entropy;

/// 256 random bits, written as 64 hexadecimal digits in a cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// What the server keeps of a token.
pub type TokenHash = [u8; 32];

impl Token {
    /// A new token.
    #[must_use]
    pub fn new(entropy: &Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads the cookie; `None` when it is not a token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// The value of the cookie.
    #[must_use]
    pub fn cookie(&self) -> String {
        hex::encode(self.0)
    }

    /// The hash under which the server keeps the session.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.0).into()
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// Name of the session cookie. Over HTTPS the `__Host-` prefix binds it to this
/// host.
#[must_use]
pub const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-wenping" } else { "wenping" }
}

/// Name of the cookie of a visitor without session, which holds nothing but a
/// random token for [`crate::csrf`].
#[must_use]
pub const fn visitor_cookie_name(https: bool) -> &'static str {
    if https { "__Host-wenping-visit" } else { "wenping-visit" }
}
