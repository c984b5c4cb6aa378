//! What can go wrong in the store. Nothing here holds personal data, so that
//! every error may be logged.

use domain::{ids::PersonId, record::UpcastError};
use jiff::Timestamp;
use ledger::{EnvelopeError, Hash};

use crate::stream::StreamRef;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or did not answer.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A file of the data folder could not be read or written.
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    /// A setting that durability needs is not in force.
    #[error("setting {name} is {found}, needed is {wanted}")]
    Setting {
        /// Name of the setting.
        name: String,
        /// Value read back from the database.
        found: String,
        /// What the program needs.
        wanted: String,
    },
    /// The database was written by a newer program.
    #[error(
        "the database has migration {0}, which this program does not know; use a newer program"
    )]
    NewerSchema(String),
    /// A migration was changed after it had been applied.
    #[error("migration {0} is not the one that was applied to this database")]
    ChangedMigration(String),
    /// A stored value does not have its form.
    #[error("stored data: {0}")]
    Corrupt(String),
    /// An event of the log could not be read.
    #[error(transparent)]
    Upcast(#[from] UpcastError),
    /// An event has no canonical form.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// A record kind that was not registered when the store was opened.
    #[error("record kind {0} is not registered")]
    UnknownKind(String),
    /// Answers of the public could not be written; whether those under way are
    /// stored is unknown.
    #[error("answers: {0}")]
    Unavailable(String),
    /// The caller gave something that cannot be stored.
    #[error("not storable: {0}")]
    Invalid(String),
}

impl StoreError {
    /// Whether the process must stop: after an I/O error the database may
    /// have dropped pages that it believes written, so that going on could
    /// acknowledge what is lost. The supervisor restarts the program.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        // SQLITE_IOERR is 10; its extended codes hold it in the low byte.
        error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
            && error
                .code()
                .and_then(|code| code.parse::<i64>().ok())
                .is_some_and(|n| n & 0xff == 10)
    }

    /// Whether a uniqueness rule of the database refused the row.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Corrupt(what.to_string())
    }
}

/// Why events were not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Someone else was faster: the record is not at the expected version.
    #[error("{stream} is at version {found}, not {expected}")]
    Conflict {
        /// The record.
        stream: StreamRef,
        /// The version that the caller had loaded.
        expected: u64,
        /// The version that the record has now.
        found: u64,
        /// Who wrote the newer version.
        by: Option<PersonId>,
        /// When it was written.
        at: Option<Timestamp>,
    },
    /// A side value that no event mentions: it could never be shown or erased
    /// through its record.
    #[error("no event of this act mentions commitment {0}")]
    Unreferenced(Hash),
    /// Any other failure.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for AppendError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(StoreError::Database(error))
    }
}
