//! Opening: two databases, the folder of files, the registered record kinds.

use std::{path::PathBuf, sync::Arc};

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    answers::{Desk, NewAnswer, Placed},
    append::LogHead,
    blobs::Blobs,
    db::{Db, EngineKind, Reader, Setting, Tx},
    error::StoreError,
    migrate::{ANSWER_STEPS, RECORD_STEPS, migrate},
    registry::Registry,
};

/// The file of the record in the data folder, where SQLite is used.
pub const RECORD_FILE: &str = "record.db";

/// Where the databases are.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// `record.db` and `answers.db` in the data folder.
    Sqlite,
    /// Schemas `record` and `answers` of one PostgreSQL database, or of two,
    /// which must have been created with `LC_COLLATE 'C'` and encoding UTF8.
    Postgres {
        /// `postgres://user:password@host/database` of the record.
        url: String,
        /// The same of the public answers; none means the record's database.
        answers_url: Option<String>,
    },
}

/// Shows no password.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "Sqlite",
            Self::Postgres { .. } => "Postgres",
        })
    }
}

/// How to open a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Folder of the databases (SQLite) and of the files.
    pub data_dir: PathBuf,
    /// Where the databases are.
    pub database: Database,
    /// Connections for reading (SQLite) or in all (PostgreSQL); 4 to 8 are plenty
    /// on a small machine.
    pub connections: u32,
}

/// What a new log is made with; a log that exists keeps its own identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// Identifier of the log.
    pub log_id: Uuid,
    /// Identifier of the node.
    pub node_id: Uuid,
    /// The instant by the clock, noted with migrations.
    pub now: Timestamp,
}

/// The record, the public answers and the files of an installation.
#[derive(Debug, Clone)]
pub struct Store {
    record: Db,
    answers: Db,
    blobs: Blobs,
    registry: Arc<Registry>,
    desk: Desk,
}

impl Store {
    /// Opens both databases, applies missing migrations and reads back every
    /// setting that durability needs.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`] and [`StoreError::ChangedMigration`] when the
    /// database belongs to another program; [`StoreError::Database`] with a
    /// configuration error when a setting is wrong.
    pub async fn open(
        options: &Options,
        registry: Registry,
        birth: Birth,
    ) -> Result<Self, StoreError> {
        tokio::fs::create_dir_all(&options.data_dir).await?;
        let (record, answers) = match &options.database {
            Database::Sqlite => {
                let file = |name: &str| options.data_dir.join(name);
                let record = Db::open_sqlite(&file(RECORD_FILE), options.connections).await?;
                (record, Db::open_sqlite(&file("answers.db"), 2).await?)
            }
            Database::Postgres { url, answers_url } => {
                let record = Db::open_postgres(url, "record", options.connections).await?;
                let answers = answers_url.as_ref().unwrap_or(url);
                (record, Db::open_postgres(answers, "answers", 2).await?)
            }
        };
        migrate(&record, RECORD_STEPS, birth.now).await?;
        migrate(&answers, ANSWER_STEPS, birth.now).await?;
        let blobs = Blobs::open(options.data_dir.join("blobs")).await?;
        let desk = Desk::new(answers.clone());
        let store = Self { record, answers, blobs, registry: Arc::new(registry), desk };
        let mut tx = store.write().await?;
        tx.begin_log(birth.log_id, birth.node_id).await?;
        tx.commit().await?;
        Ok(store)
    }

    /// The same kinds of records over other databases.
    pub(crate) fn with(&self, record: Db, answers: Db, blobs: Blobs) -> Self {
        let desk = Desk::new(answers.clone());
        Self { record, answers, blobs, registry: self.registry.clone(), desk }
    }

    /// The database of the record.
    #[must_use]
    pub fn record(&self) -> &Db {
        &self.record
    }

    /// The database of public answers.
    #[must_use]
    pub fn answers(&self) -> &Db {
        &self.answers
    }

    /// The files.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The registered record kinds.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The engine below.
    #[must_use]
    pub fn engine(&self) -> EngineKind {
        self.record.kind()
    }

    /// A consistent view of the record for reading.
    ///
    /// # Errors
    /// [`StoreError::Database`] when no connection can be had.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        self.record.reader(self.registry.clone()).await
    }

    /// A transaction on the record. On SQLite transactions that write come one
    /// after the other.
    ///
    /// # Errors
    /// [`StoreError::Database`] when no connection can be had.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        self.record.writer(self.registry.clone()).await
    }

    /// A consistent view of the public answers.
    ///
    /// # Errors
    /// [`StoreError::Database`] when no connection can be had.
    pub async fn read_answers(&self) -> Result<Reader, StoreError> {
        self.answers.reader(self.registry.clone()).await
    }

    /// A transaction on the public answers.
    ///
    /// # Errors
    /// [`StoreError::Database`] when no connection can be had.
    pub async fn write_answers(&self) -> Result<Tx, StoreError> {
        self.answers.writer(self.registry.clone()).await
    }

    /// Puts an answer among those of its consultation. Only after `Ok` with
    /// [`Placed::Taken`] or [`Placed::Repeated`] may a caller acknowledge it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer; whether the answer was
    /// taken is then unknown, and the same answer may be given again.
    pub async fn give_answer(&self, answer: NewAnswer) -> Result<Placed, StoreError> {
        self.desk.give(answer).await
    }

    /// SQL statements sent to the record database since the start.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.record.statements()
    }

    /// Where the log stands.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or the head is damaged.
    pub async fn head(&self) -> Result<LogHead, StoreError> {
        self.read().await?.head().await
    }

    /// The settings in force on both databases, for `wenping doctor`.
    ///
    /// # Errors
    /// [`StoreError::Database`] when a database does not answer.
    pub async fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        let mut settings = self.record.settings().await?;
        settings.extend(self.answers.settings().await?);
        Ok(settings)
    }

    /// Closes the databases after the work under way.
    pub async fn close(&self) {
        self.record.close().await;
        self.answers.close().await;
    }
}
