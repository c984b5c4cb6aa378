//! From commitments back to words. Whatever a state names is looked up at once.

use std::collections::{BTreeMap, BTreeSet};

use domain::text::{FileRef, Text};
use ledger::Hash;
use serde::Serialize;
use serde_json::Value;
use store::{Reader, Resolved};

use crate::{
    AppError,
    error::Outcome,
    vault::{FILE, FileFacts},
};

/// The words behind commitments. `None` stands for words erased by rule.
#[derive(Debug, Clone, Default)]
pub struct Words(BTreeMap<Hash, Option<Known>>);

/// Words, and whether the product wrote them about a file.
#[derive(Debug, Clone)]
struct Known {
    words: String,
    is_file: bool,
}

impl Words {
    /// The words of a text; `None` when they were erased or never stored.
    #[must_use]
    pub fn get(&self, text: &Text) -> Option<&str> {
        Some(self.known(&Hash(*text.bytes()))?.words.as_str())
    }

    fn known(&self, hash: &Hash) -> Option<&Known> {
        self.0.get(hash)?.as_ref()
    }

    /// Whether a text was erased by rule.
    #[must_use]
    pub fn erased(&self, text: &Text) -> bool {
        self.0.get(&Hash(*text.bytes())).is_some_and(Option::is_none)
    }

    /// What a piece of evidence is. A text that somebody typed is never one,
    /// whatever it says: it could name the file of another unit.
    #[must_use]
    pub fn file(&self, file: &FileRef) -> Option<FileFacts> {
        let known = self.known(&Hash(*file.bytes())).filter(|known| known.is_file)?;
        serde_json::from_str(&known.words).ok()
    }

    /// The words behind a commitment given as hexadecimal digits.
    #[must_use]
    pub fn hex(&self, digits: &str) -> Option<&str> {
        let hash: Hash = digits.parse().ok()?;
        Some(self.known(&hash)?.words.as_str())
    }

    /// Takes over what another look-up found.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// Looks up every commitment that a value names, in one go.
///
/// # Errors
/// When the store fails.
pub async fn words_of(reader: &mut Reader, value: &impl Serialize) -> Outcome<Words> {
    let json =
        serde_json::to_value(value).map_err(|e| AppError::Internal(format!("words: {e}")))?;
    let mut found = BTreeSet::new();
    collect(&json, &mut found);
    let wanted: Vec<Hash> = found.into_iter().collect();
    let resolved = reader.resolve(&wanted).await?;
    Ok(Words(
        resolved
            .into_iter()
            .map(|(hash, words)| match words {
                Resolved::Value { kind, value } => {
                    (hash, Some(Known { words: value, is_file: kind == FILE }))
                }
                Resolved::Erased(_) => (hash, None),
            })
            .collect(),
    ))
}

fn collect(json: &Value, found: &mut BTreeSet<Hash>) {
    match json {
        Value::String(text) if text.len() == 64 => {
            found.extend(text.parse::<Hash>().ok());
        }
        Value::Array(items) => items.iter().for_each(|v| collect(v, found)),
        Value::Object(map) => map.values().for_each(|v| collect(v, found)),
        _ => {}
    }
}
