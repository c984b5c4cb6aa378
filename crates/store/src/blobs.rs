//! Files, addressed by unit and content. A file and the folders above it are
//! on the disk before the commit that names it; a file that no commit names is
//! an orphan and is collected later.
//!
//! The address is hashed over unit and content: two units that keep the same
//! file keep two files, so that nobody can learn from storing a file whether
//! another unit holds it.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::SystemTime,
};

use domain::ids::UnitId;
use jiff::Timestamp;
use ledger::Hash;
use sha2::{Digest, Sha256};
use tokio::{
    fs::{self, File},
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
};
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    store::Store,
    value::args,
};

statements! {
    NAME = "INSERT INTO blobs (blob_key, sha256, unit, size, media_type, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (blob_key) DO NOTHING";
    INFO = "SELECT blob_key, sha256, unit, size, media_type, created_at FROM blobs \
        WHERE blob_key = $1";
    AFTER = "SELECT blob_key, sha256, unit, size, media_type, created_at FROM blobs \
        WHERE blob_key > $1 ORDER BY blob_key LIMIT $2";
    DROP = "DELETE FROM blobs WHERE blob_key = $1";
}

const BUFFER: usize = 64 * 1024;

/// The address of a file: SHA-256 over a label, the unit and the SHA-256 of
/// the content; 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlobKey(pub Hash);

impl BlobKey {
    /// The address of a content in a unit's space.
    #[must_use]
    pub fn of(unit: UnitId, sha256: &Hash) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"wenping blob v1\0");
        hasher.update(unit.uuid().as_bytes());
        hasher.update(sha256.0);
        Self(Hash(hasher.finalize().into()))
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a file could not be taken or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The file is larger than allowed; nothing of it was kept.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The stored file does not have the content that it was stored with.
    #[error("file {0} was changed")]
    Changed(BlobKey),
    /// The disk failed.
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
}

/// A file that is on the disk and can be named by a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedBlob {
    /// Its address.
    pub key: BlobKey,
    /// SHA-256 of the content.
    pub sha256: Hash,
    /// The unit whose file it is.
    pub unit: UnitId,
    /// Bytes.
    pub size: u64,
    /// Type found by content.
    pub media_type: String,
}

/// A file that a commit named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobInfo {
    /// Its address.
    pub key: BlobKey,
    /// SHA-256 of the content.
    pub sha256: Hash,
    /// The unit whose file it is.
    pub unit: UnitId,
    /// Bytes.
    pub size: u64,
    /// Type found by content.
    pub media_type: String,
    /// When it was first named.
    pub created_at: Timestamp,
}

/// What a collection of orphans removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Collected {
    /// Files removed.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// The folder of files.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
    uploads: Arc<AtomicU64>,
}

async fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder).await?.sync_all().await
}

impl Blobs {
    /// Opens the folder, making it when missing.
    pub(crate) async fn open(folder: PathBuf) -> Result<Self, StoreError> {
        fs::create_dir_all(folder.join("tmp")).await?;
        sync_folder(&folder).await?;
        Ok(Self { folder, uploads: Arc::default() })
    }

    /// Where a file is kept.
    #[must_use]
    pub fn path(&self, key: &BlobKey) -> PathBuf {
        let name = key.to_string();
        let (first, rest) = name.split_at(2);
        self.folder.join(first).join(rest)
    }

    /// Takes a file: streams it to the disk, syncs it, and moves it to its
    /// address. Returns only when file and folders are synced; name it with
    /// [`Tx::put_blob`] in the transaction of the act.
    ///
    /// # Errors
    /// [`BlobError::TooLarge`] when it has more than `limit` bytes.
    pub async fn stage(
        &self,
        unit: UnitId,
        media_type: &str,
        limit: u64,
        content: impl AsyncRead + Unpin,
    ) -> Result<StagedBlob, BlobError> {
        let number = self.uploads.fetch_add(1, Ordering::Relaxed);
        let temporary = self.folder.join("tmp").join(format!("{}-{number}", std::process::id()));
        let written = write_synced(&temporary, limit, content).await;
        let (sha256, size) = match written {
            Ok(written) => written,
            Err(error) => {
                // The upload failed already; a file left behind is an orphan.
                let _ = fs::remove_file(&temporary).await;
                return Err(error);
            }
        };
        let key = BlobKey::of(unit, &sha256);
        self.place(&temporary, &self.path(&key)).await?;
        Ok(StagedBlob { key, sha256, unit, size, media_type: media_type.to_owned() })
    }

    /// Renames over a file that is there already: its content is the same, and
    /// its new age keeps it from being collected before the commit.
    async fn place(&self, temporary: &Path, target: &Path) -> std::io::Result<()> {
        let folder = target.parent().unwrap_or(&self.folder);
        let made = fs::create_dir(folder).await;
        if made.is_err() && !fs::try_exists(folder).await? {
            made?;
        }
        fs::rename(temporary, target).await?;
        sync_folder(folder).await?;
        sync_folder(&self.folder).await
    }

    /// Opens a file for streaming.
    ///
    /// # Errors
    /// [`BlobError::Io`] when it is not there.
    pub async fn open_file(&self, key: &BlobKey) -> Result<File, BlobError> {
        Ok(File::open(self.path(key)).await?)
    }

    /// Reads a whole file of at most `limit` bytes and checks its content.
    ///
    /// # Errors
    /// [`BlobError::Changed`] when the content is not what was stored.
    pub async fn read(&self, info: &BlobInfo, limit: u64) -> Result<Vec<u8>, BlobError> {
        if info.size > limit {
            return Err(BlobError::TooLarge { limit });
        }
        let bytes = fs::read(self.path(&info.key)).await?;
        if Hash::of(&bytes) == info.sha256 { Ok(bytes) } else { Err(BlobError::Changed(info.key)) }
    }
}

async fn write_synced(
    path: &Path,
    limit: u64,
    mut content: impl AsyncRead + Unpin,
) -> Result<(Hash, u64), BlobError> {
    let mut file = File::create(path).await?;
    let (mut hasher, mut size) = (Sha256::new(), 0_u64);
    let mut buffer = vec![0_u8; BUFFER];
    loop {
        let read = content.read(&mut buffer).await?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        size += chunk.len() as u64;
        if size > limit {
            return Err(BlobError::TooLarge { limit });
        }
        hasher.update(chunk);
        file.write_all(chunk).await?;
    }
    file.flush().await?;
    file.sync_all().await?;
    Ok((Hash(hasher.finalize().into()), size))
}

impl Tx {
    /// Names a file that is on the disk. Naming it again changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_blob(&mut self, blob: &StagedBlob, now: Timestamp) -> Result<(), StoreError> {
        let values =
            args![blob.key.0, blob.sha256, blob.unit.uuid(), blob.size, &blob.media_type, now];
        self.run(&NAME, values).await?;
        Ok(())
    }

    /// Takes a file's name away; the file itself is collected as an orphan.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn drop_blob(&mut self, key: &BlobKey) -> Result<bool, StoreError> {
        Ok(self.run(&DROP, args![key.0]).await? > 0)
    }
}

impl Reader {
    /// What is known about a file; `None` when no commit named it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn blob(&mut self, key: &BlobKey) -> Result<Option<BlobInfo>, StoreError> {
        self.first(&INFO, args![key.0]).await?.as_ref().map(info).transpose()
    }

    /// The files after an address, in the order of addresses.
    pub(crate) async fn blobs_after(
        &mut self,
        after: &str,
        limit: u32,
    ) -> Result<Vec<BlobInfo>, StoreError> {
        self.all(&AFTER, args![after, limit]).await?.iter().map(info).collect()
    }
}

fn info(row: &Row) -> Result<BlobInfo, StoreError> {
    Ok(BlobInfo {
        key: BlobKey(row.get("blob_key")?),
        sha256: row.get("sha256")?,
        unit: UnitId::new(row.get::<Uuid>("unit")?),
        size: row.get("size")?,
        media_type: row.get("media_type")?,
        created_at: row.get("created_at")?,
    })
}

impl Store {
    /// Removes files that no commit names and that are older than an instant of
    /// the disk's clock. Leave a day, so that no upload under way is touched.
    ///
    /// # Errors
    /// [`StoreError`] when folder or database cannot be read.
    pub async fn collect_orphans(&self, older_than: SystemTime) -> Result<Collected, StoreError> {
        let mut collected = Collected::default();
        let mut folders = fs::read_dir(&self.blobs().folder).await?;
        while let Some(folder) = folders.next_entry().await? {
            if !folder.file_type().await?.is_dir() {
                continue;
            }
            let prefix = folder.file_name().to_string_lossy().into_owned();
            let mut files = fs::read_dir(folder.path()).await?;
            while let Some(file) = files.next_entry().await? {
                let about = file.metadata().await?;
                let name = format!("{prefix}{}", file.file_name().to_string_lossy());
                // Looked at again: the same content may have been brought meanwhile.
                if about.modified()? < older_than
                    && !self.is_named(&name).await?
                    && file.metadata().await?.modified()? < older_than
                {
                    fs::remove_file(file.path()).await?;
                    collected.files += 1;
                    collected.bytes += about.len();
                }
            }
        }
        Ok(collected)
    }

    async fn is_named(&self, name: &str) -> Result<bool, StoreError> {
        // Whatever is not an address (a broken upload in `tmp`) is not named.
        let Ok(hash) = name.parse::<Hash>() else {
            return Ok(false);
        };
        Ok(self.read().await?.blob(&BlobKey(hash)).await?.is_some())
    }
}
