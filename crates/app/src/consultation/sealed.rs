//! Free texts are never stored as they were written: each is sealed under a key
//! of its consultation, and what a moderator lets through is stored beside it.
//! Once the key is destroyed at the end of the term, no original can be read.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use ledger::Hash;
use uuid::Uuid;

use crate::{App, AppError, error::Outcome};

/// Bytes of a nonce; long enough to be drawn at random.
const NONCE: usize = 24;

/// The key of the texts of one consultation.
#[derive(Clone, PartialEq, Eq)]
pub struct TextKey([u8; 32]);

impl std::fmt::Debug for TextKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TextKey")
    }
}

/// What a sealed text is bound to: it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) consultation: Uuid,
    pub(crate) question: &'a str,
    pub(crate) commitment: &'a Hash,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        format!("{}/{}/{}", self.consultation, self.question, self.commitment).into_bytes()
    }
}

impl TextKey {
    /// Reads a key as it is stored.
    pub(crate) fn read(hexadecimal: &str) -> Outcome<Self> {
        let mut key = [0; 32];
        hex::decode_to_slice(hexadecimal, &mut key).map_err(broken)?;
        Ok(Self(key))
    }

    /// Seals a text; nonce and ciphertext as hexadecimal digits.
    pub(crate) fn seal(&self, app: &App, place: Place<'_>, text: &str) -> Outcome<String> {
        let random = app.ids().bytes();
        let (nonce, _) = random.split_at(NONCE);
        let aad = place.bytes();
        let payload = Payload { msg: text.as_bytes(), aad: &aad };
        let nonce_of = XNonce::try_from(nonce).map_err(broken)?;
        let sealed = self.cipher()?.encrypt(&nonce_of, payload).map_err(broken)?;
        Ok(hex::encode([nonce, &sealed].concat()))
    }

    /// The text again.
    pub(crate) fn open(&self, place: Place<'_>, sealed: &str) -> Outcome<String> {
        let bytes = hex::decode(sealed).map_err(broken)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(|| broken("too short"))?;
        let aad = place.bytes();
        let payload = Payload { msg: sealed, aad: &aad };
        let nonce = XNonce::try_from(nonce).map_err(broken)?;
        let text = self.cipher()?.decrypt(&nonce, payload).map_err(broken)?;
        String::from_utf8(text).map_err(broken)
    }

    /// The key of the form that stands for a paper form: the same number gives the
    /// same answer, so that no paper is counted twice.
    pub(super) fn of_sheet(&self, consultation: Uuid, sheet: &str) -> [u8; 32] {
        let named = format!("wenping/sheet/{consultation}/{sheet}/");
        Hash::of(&[named.as_bytes(), &self.0].concat()).0
    }

    fn cipher(&self) -> Outcome<XChaCha20Poly1305> {
        XChaCha20Poly1305::new_from_slice(&self.0).map_err(broken)
    }
}

fn broken(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("sealed text: {error}"))
}
