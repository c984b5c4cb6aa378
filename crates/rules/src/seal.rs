//! Canonical bytes and hash of a package, by which a record pins it.

use std::sync::Arc;

use domain::rulebook::Package;
use sha2::{Digest, Sha256};

use crate::fault::ResolveError;

/// A package with its canonical text and hash.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The package.
    pub package: Arc<Package>,
    /// RFC 8785 JSON of the package.
    pub canonical: String,
    /// SHA-256 of the canonical text, 64 hexadecimal digits.
    pub hash: String,
}

/// Seals a package: the same package gives the same text and hash everywhere.
///
/// # Errors
/// [`ResolveError::Form`] when the package cannot be written as JSON.
pub fn seal(package: Package) -> Result<Resolved, ResolveError> {
    let canonical =
        serde_json_canonicalizer::to_string(&package).map_err(|error| ResolveError::Form {
            division: package.division.as_str().to_owned(),
            reason: error.to_string(),
        })?;
    let hash = hash_of(&canonical);
    Ok(Resolved { package: Arc::new(package), canonical, hash })
}

/// Reads a package from the canonical text that was stored when it was first used.
///
/// # Errors
/// [`ResolveError::Form`] when the text is not a package of this format.
pub fn from_canonical(text: &str) -> Result<Package, ResolveError> {
    serde_json::from_str(text).map_err(|error| ResolveError::Form {
        division: "stored".to_owned(),
        reason: error.to_string(),
    })
}

/// SHA-256 of a canonical text, as records pin it.
#[must_use]
pub fn hash_of(canonical: &str) -> String {
    hex::encode(Sha256::digest(canonical.as_bytes()))
}
