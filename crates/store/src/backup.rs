//! Backup of an installation on SQLite, while it runs.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ledger::Hash;
use serde::Serialize;
use tokio::fs;

use crate::{
    db::{Db, EngineKind},
    error::StoreError,
    store::Store,
};

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has its own means.
    #[error("on PostgreSQL use pg_dump or pgBackRest (docs/OPERATIONS.md)")]
    UsePgDump,
    /// A backup never overwrites another one.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// Any other failure.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What a backup holds; written beside it as `head.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupReport {
    /// Identifier of the log.
    pub log_id: String,
    /// Events in the backup.
    pub size: u64,
    /// Root over them: a restored copy must show a tree at least as large.
    pub root: Hash,
    /// When the backup was made.
    pub made_at: String,
    /// The databases with their SHA-256.
    pub files: Vec<(String, Hash)>,
}

impl Store {
    /// Copies both databases into a folder that must not hold a backup yet, and
    /// writes `head.json` with size and root of the copied log. Files under
    /// `blobs/` never change and can be copied by any tool afterwards.
    ///
    /// # Errors
    /// [`BackupError::UsePgDump`] on PostgreSQL.
    pub async fn backup(&self, folder: &Path, now: Timestamp) -> Result<BackupReport, BackupError> {
        if self.engine() != EngineKind::Sqlite {
            return Err(BackupError::UsePgDump);
        }
        fs::create_dir_all(folder).await?;
        let (record, answers) = (folder.join("record.db"), folder.join("answers.db"));
        let head_file = folder.join("head.json");
        for file in [&record, &answers, &head_file] {
            if fs::try_exists(file).await? {
                return Err(BackupError::Exists(file.clone()));
            }
        }
        self.record().copy_into(&record).await?;
        self.answers().copy_into(&answers).await?;
        // The head is read from the copy: the service may have gone on since.
        let copy = Db::open_sqlite(&record, 1).await?;
        let head = copy.reader(std::sync::Arc::default()).await?.head().await?;
        copy.close().await;
        let mut report = BackupReport {
            log_id: head.log_id.to_string(),
            size: head.tree.size(),
            root: head.tree.root(),
            made_at: ledger::instant_text(now),
            files: Vec::new(),
        };
        for (name, file) in [("record.db", &record), ("answers.db", &answers)] {
            fs::File::open(file).await?.sync_all().await?;
            report.files.push((name.to_owned(), file_hash(file).await?));
        }
        let text = serde_json::to_vec_pretty(&report).map_err(StoreError::corrupt)?;
        fs::write(&head_file, text).await?;
        fs::File::open(&head_file).await?.sync_all().await?;
        fs::File::open(folder).await?.sync_all().await?;
        Ok(report)
    }
}

async fn file_hash(file: &Path) -> Result<Hash, StoreError> {
    use sha2::{Digest, Sha256};
    use tokio::io::AsyncReadExt;
    let mut reader = fs::File::open(file).await?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0_u8; 1 << 16]);
    loop {
        let read = reader.read(&mut buffer).await?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        hasher.update(chunk);
    }
    Ok(Hash(hasher.finalize().into()))
}
