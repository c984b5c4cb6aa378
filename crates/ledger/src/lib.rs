//! The log as bytes and hashes: canonical JSON (RFC 8785), the envelope of an
//! event, the Merkle tree of RFC 6962/9162 with its proofs, salted commitments
//! and check codes. Pure: no I/O, no clock, no randomness; the same input gives
//! the same bytes on every machine.
#![warn(missing_docs)]

mod canonical;
mod check;
mod envelope;
mod hash;
mod proof;
mod tree;

pub use canonical::{CanonicalError, MAX_DEPTH, MAX_INTEGER, canonical};
pub use check::{CHECK_ALPHABET, check_code, verify_check_code};
pub use envelope::{
    ENVELOPE_VERSION, Envelope, EnvelopeError, RecordRef, instant_text, whole_micros,
};
pub use hash::{Hash, HashError, commitment, leaf_hash, node_hash};
pub use proof::{
    ProofError, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion,
};
pub use tree::{Tree, TreeError};
