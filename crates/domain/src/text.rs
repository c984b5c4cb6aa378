//! Free text and files as salted commitments. What people type is never part
//! of the hashed bytes of an event; the value and its salt lie beside the log
//! and can be erased without harm to log or state.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! commitment_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 32]);

        impl $name {
            /// Wraps SHA-256(salt ‖ value) as computed at the edge.
            #[must_use]
            pub const fn new(commitment: [u8; 32]) -> Self { Self(commitment) }
            /// The commitment's bytes.
            #[must_use]
            pub const fn bytes(&self) -> &[u8; 32] { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), &hex::encode(self.0)[..8])
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self { value.to_string() }
        }
        impl TryFrom<String> for $name {
            type Error = CommitmentError;
            fn try_from(text: String) -> Result<Self, Self::Error> { text.parse() }
        }
        impl FromStr for $name {
            type Err = CommitmentError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let mut bytes = [0_u8; 32];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| CommitmentError)?;
                Ok(Self(bytes))
            }
        }
    };
}

/// A text that is not a commitment of 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a commitment is 64 hexadecimal digits")]
pub struct CommitmentError;

commitment_type! {
    /// A piece of free text (a title, a reason, a name), by its commitment.
    Text
}
commitment_type! {
    /// A file kept as evidence, by the commitment of its description (digest,
    /// name, size and media type).
    FileRef
}

commitment_type! {
    /// The rule package that a record pinned: SHA-256 of its canonical bytes.
    /// All zero before the first event.
    #[derive(Default)]
    PackageHash
}
