//! Rule packages: the one of a place and day for something new, the pinned one
//! for something that stands.

pub use ::rules::{Change, Difference, PackageRef, ResolveError, Resolved, RuleBook, diff};

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    codes::DivisionCode,
    risk::LevelRule,
    rulebook::{Package, Prohibited},
};
use jiff::{Timestamp, civil::Date};
use ledger::Hash;
use store::{Reader, Tx};

use crate::{App, AppError, error::Outcome};

/// A pinned package's hash, as the store keys it.
#[must_use]
pub fn pin(hash: &domain::text::PackageHash) -> Hash {
    Hash(*hash.bytes())
}

/// Packages that were read already, by hash, and the thresholds of places and
/// days. Neither ever changes, so nothing is ever thrown out.
#[derive(Default)]
pub struct Cache(Mutex<BTreeMap<Hash, Arc<Package>>>, Mutex<BTreeMap<(String, Date), LevelRule>>);

impl Cache {
    fn get(&self, hash: &Hash) -> Option<Arc<Package>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn put(&self, hash: Hash, package: Arc<Package>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, package);
    }
}

impl App {
    /// The package in force for a place on a day, kept in the store on first use.
    ///
    /// # Errors
    /// When no rule covers the place and day, or the store fails.
    pub async fn package_in_force(
        &self,
        tx: &mut Tx,
        division: &DivisionCode,
        day: Date,
        now: Timestamp,
    ) -> Outcome<(Hash, Arc<Package>)> {
        let resolved = self
            .book()
            .resolve(division, day)
            .map_err(|e| AppError::Internal(format!("rules of {}: {e}", division.as_str())))?;
        let hash = tx.keep_rule_package(&resolved.canonical, now).await?;
        let package = Arc::clone(&resolved.package);
        self.packages().put(hash, Arc::clone(&package));
        Ok((hash, package))
    }

    /// The wordings that judge people, as the rules of a place refuse them on a
    /// day; those of the whole country while the place is not known.
    #[must_use]
    pub(crate) fn barred(&self, division: &str, day: Date) -> Vec<Prohibited> {
        let at = |code: &str| {
            let place = DivisionCode::try_from(code.to_owned()).ok()?;
            self.book().resolve(&place, day).ok()
        };
        at(division)
            .or_else(|| at("000000"))
            .map(|rules| rules.package.prohibited.clone())
            .unwrap_or_default()
    }

    /// The thresholds of the composite index at a place on a day; none where no
    /// rules apply. For lists: a record's own pages ask the rules that it pinned.
    #[must_use]
    pub fn thresholds(&self, division: &str, day: Date) -> Option<LevelRule> {
        let key = (division.to_owned(), day);
        let lock = || self.packages().1.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Some(known.clone());
        }
        let place = DivisionCode::try_from(key.0.clone()).ok()?;
        let rule = self.book().resolve(&place, day).ok()?.package.method.index.clone();
        lock().insert(key, rule.clone());
        Some(rule)
    }

    /// A package that was read already, without asking the store.
    pub(crate) fn package_read(&self, hash: &Hash) -> Option<Arc<Package>> {
        self.packages().get(hash)
    }

    /// The package that a record pinned.
    ///
    /// # Errors
    /// When the store does not hold it or it cannot be read.
    pub async fn pinned(&self, reader: &mut Reader, hash: &Hash) -> Outcome<Arc<Package>> {
        if let Some(package) = self.packages().get(hash) {
            return Ok(package);
        }
        let text = reader
            .rule_package(hash)
            .await?
            .ok_or_else(|| AppError::Internal(format!("rule package {hash} is not stored")))?;
        let package = ::rules::from_canonical(&text)
            .map_err(|e| AppError::Internal(format!("rule package {hash}: {e}")))?;
        let package = Arc::new(package);
        self.packages().put(*hash, Arc::clone(&package));
        Ok(package)
    }
}
