//! Use cases: load, decide, store, once. Page, API, import and command line go
//! through here; nothing else writes.

mod archive;
pub mod assessment;
pub mod chapters;
pub mod consultation;
pub mod ctx;
pub mod demo;
pub mod directory;
pub mod erase;
pub mod error;
pub mod export;
pub mod files;
pub mod form;
pub mod grievance;
pub mod import;
pub mod listing;
pub mod lists;
pub mod matter;
pub mod numbers;
pub mod once;
pub mod personal;
pub mod project;
pub mod rules;
pub mod start;
pub mod stats;
pub mod upkeep;
pub mod vault;
pub mod view;

use std::sync::Arc;

use ::rules::RuleBook;
use ledger::Hash;
use store::Store;

pub(crate) use self::assessment::assessment_env;
pub use self::{
    ctx::{Clock, Ctx, Ids},
    error::AppError,
    start::{SECRET_FILE, Settings, SystemIds, open},
};

/// The running product: store, rules, clock and identifiers.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    book: RuleBook,
    clock: Box<dyn Clock>,
    ids: Box<dyn Ids>,
    secret: [u8; 32],
    settings: Settings,
    packages: rules::Cache,
    units: directory::UnitCache,
    sheets: consultation::Sheets,
}

impl App {
    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The rules of every place and day.
    #[must_use]
    pub fn book(&self) -> &RuleBook {
        &self.inner.book
    }

    /// The clock of this installation.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// The source of identifiers and salts.
    #[must_use]
    pub fn ids(&self) -> &dyn Ids {
        self.inner.ids.as_ref()
    }

    /// What the installation was set to.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The check code of a number, so that a number alone opens nothing.
    #[must_use]
    pub fn check_code(&self, number: &str) -> String {
        ledger::check_code(number, &self.inner.secret)
    }

    pub(crate) fn unit_cache(&self) -> &directory::UnitCache {
        &self.inner.units
    }

    pub(crate) fn sheets(&self) -> &consultation::Sheets {
        &self.inner.sheets
    }

    pub(crate) fn packages(&self) -> &rules::Cache {
        &self.inner.packages
    }
}

/// Hash of a rule package's canonical bytes.
pub type PackageHash = Hash;
