//! Backup of an installation on SQLite, while it runs.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ledger::Hash;
use serde::Serialize;
use tokio::{
    fs::{self, File},
    io::{AsyncReadExt as _, AsyncWriteExt as _},
};

use crate::{
    blobs::{BlobInfo, Blobs},
    db::{Db, EngineKind},
    error::StoreError,
    store::Store,
    verify::{Finding, Progress},
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
    /// Attached files that were copied.
    pub blobs: u64,
    /// Addresses of attached files that are missing in the installation, or do
    /// not have the content that they were stored with.
    pub damaged: Vec<String>,
    /// What a verification of the copy found wrong.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

impl BackupReport {
    /// Whether the copy is whole and its log is sound.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.findings.is_empty()
    }
}

impl Store {
    /// Copies both databases and every file that they name into a folder that
    /// does not exist or is empty, verifies the copy, and writes `head.json`
    /// with size and root of its log. The folder gets its name only when all of
    /// it is on the disk; until then `.partial` stands behind the name.
    ///
    /// # Errors
    /// [`BackupError::UsePgDump`] on PostgreSQL; [`BackupError::Exists`] when
    /// the folder holds something.
    pub async fn backup(
        &self,
        folder: &Path,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<BackupReport, BackupError> {
        if self.engine() != EngineKind::Sqlite {
            return Err(BackupError::UsePgDump);
        }
        if fs::try_exists(folder).await?
            && fs::read_dir(folder).await?.next_entry().await?.is_some()
        {
            return Err(BackupError::Exists(folder.to_owned()));
        }
        let mut name = folder.as_os_str().to_owned();
        name.push(".partial");
        let partial = PathBuf::from(name);
        if fs::try_exists(&partial).await? {
            return Err(BackupError::Exists(partial));
        }
        fs::create_dir_all(&partial).await?;
        let report = self.copy_to(&partial, now, progress).await?;
        fs::rename(&partial, folder).await?;
        if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
            File::open(above).await?.sync_all().await?;
        }
        Ok(report)
    }

    async fn copy_to(
        &self,
        folder: &Path,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<BackupReport, BackupError> {
        let (record, answers) = (folder.join("record.db"), folder.join("answers.db"));
        self.record().copy_into(&record).await?;
        self.answers().copy_into(&answers).await?;
        // Everything else is read from the copy: the service may have gone on.
        let copy = self.over(folder).await?;
        let (blobs, damaged) = copy_blobs(&copy, self.blobs()).await?;
        let verified = copy.verify(progress).await?;
        let head = copy.head().await?;
        copy.close().await;
        let mut report = BackupReport {
            log_id: head.log_id.to_string(),
            size: head.tree.size(),
            root: head.tree.root(),
            made_at: ledger::instant_text(now),
            files: Vec::new(),
            blobs,
            damaged,
            findings: verified.findings,
        };
        for (name, file) in [("record.db", &record), ("answers.db", &answers)] {
            File::open(file).await?.sync_all().await?;
            report.files.push((name.to_owned(), file_hash(file).await?));
        }
        let text = serde_json::to_vec_pretty(&report).map_err(StoreError::corrupt)?;
        let head_file = folder.join("head.json");
        fs::write(&head_file, text).await?;
        File::open(&head_file).await?.sync_all().await?;
        File::open(folder).await?.sync_all().await?;
        Ok(report)
    }

    /// A store over the databases of a folder, with the same kinds of records.
    async fn over(&self, folder: &Path) -> Result<Self, StoreError> {
        let record = Db::open_sqlite(&folder.join("record.db"), 1).await?;
        let answers = Db::open_sqlite(&folder.join("answers.db"), 1).await?;
        let blobs = Blobs::open(folder.join("blobs")).await?;
        Ok(self.with(record, answers, blobs))
    }
}

/// Copies every file that the copied databases name; gives how many there are
/// and which of them are damaged. A file never changes after the commit that
/// names it, so that none can be missed or torn.
async fn copy_blobs(copy: &Store, from: &Blobs) -> Result<(u64, Vec<String>), StoreError> {
    const AT_ONCE: u32 = 500;
    let (mut copied, mut damaged) = (0, Vec::new());
    let mut after = String::new();
    loop {
        let named = copy.read().await?.blobs_after(&after, AT_ONCE).await?;
        let Some(last) = named.last() else { return Ok((copied, damaged)) };
        after = last.key.to_string();
        for info in &named {
            if copy_blob(info, from, copy.blobs()).await? {
                copied += 1;
            } else {
                damaged.push(info.key.to_string());
            }
        }
    }
}

/// `false` when the file is not what it was. A changed file is copied as it is:
/// what is left of it is better than nothing.
async fn copy_blob(info: &BlobInfo, from: &Blobs, to: &Blobs) -> Result<bool, StoreError> {
    let Ok(mut source) = File::open(from.path(&info.key)).await else { return Ok(false) };
    let target = to.path(&info.key);
    let above = target.parent().map(Path::to_owned).unwrap_or_default();
    fs::create_dir_all(&above).await?;
    let mut file = File::create(&target).await?;
    let hash = hashed(&mut source, Some(&mut file)).await?;
    file.flush().await?;
    file.sync_all().await?;
    File::open(&above).await?.sync_all().await?;
    Ok(hash == info.sha256)
}

async fn file_hash(file: &Path) -> Result<Hash, StoreError> {
    hashed(&mut File::open(file).await?, None).await
}

/// Reads a file to its end, writes it to another one where there is one, and
/// gives its hash.
async fn hashed(reader: &mut File, mut copy: Option<&mut File>) -> Result<Hash, StoreError> {
    use sha2::{Digest, Sha256};
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0_u8; 1 << 16]);
    loop {
        let read = reader.read(&mut buffer).await?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            return Ok(Hash(hasher.finalize().into()));
        };
        hasher.update(chunk);
        if let Some(copy) = &mut copy {
            copy.write_all(chunk).await?;
        }
    }
}
