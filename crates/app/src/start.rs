//! Opening the product on a data folder or a database.

use std::{path::PathBuf, sync::Arc};

use ::rules::RuleBook;
use rand::{TryRng as _, rngs::SysRng};
use store::{Birth, Database, Options, Store};
use uuid::Uuid;

use crate::{
    App, AppError, Inner,
    ctx::{Clock, Ids},
    directory::UnitCache,
    error::Outcome,
    project::registry,
    rules::Cache,
};

/// Name of the file in the data folder that holds the secret of check codes.
pub const SECRET_FILE: &str = "check-code.key";

/// What the installation was set to, as far as use cases care.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of databases, blobs and the installation's secret.
    pub data_dir: PathBuf,
    /// Which database.
    pub database: Database,
    /// Wrong passwords in a row that lock an account.
    pub lock_after: u32,
    /// Minutes for which it is locked.
    pub lock_minutes: u32,
    /// Minutes without a request after which a session ends.
    pub session_minutes: u32,
    /// Hours after the sign-in at which it ends in any case.
    pub session_hours: u32,
    /// Months for which the security log is kept.
    pub log_months: u32,
    /// Connections for reading (SQLite) or in all (PostgreSQL).
    pub connections: u32,
    /// Greatest size of one uploaded file, in bytes.
    pub upload_limit: u64,
    /// Whether the data are a demonstration.
    pub demo: bool,
    /// Address under which people reach the site, without a final slash; empty
    /// where it is not known. It stands on certificates.
    pub public_url: String,
}

impl Settings {
    /// Defaults for a data folder on SQLite.
    #[must_use]
    pub fn on(data_dir: PathBuf) -> Self {
        Self {
            data_dir,
            database: Database::Sqlite,
            lock_after: 5,
            lock_minutes: 15,
            session_minutes: 480,
            session_hours: 10,
            log_months: 36,
            connections: 8,
            upload_limit: 50 * 1024 * 1024,
            demo: false,
            public_url: String::new(),
        }
    }
}

/// Opens store and rules. The secret of check codes is made on the first start
/// and kept beside the data.
///
/// # Errors
/// When the store cannot be opened safely, a rule file is wrong, or the folder
/// cannot be written.
pub async fn open(
    settings: Settings,
    book: RuleBook,
    clock: Box<dyn Clock>,
    ids: Box<dyn Ids>,
) -> Outcome<App> {
    let now = clock.now();
    let birth = Birth { log_id: ids.id(now), node_id: ids.id(now), now };
    let secret = secret(&settings.data_dir, ids.as_ref())?;
    let options = Options {
        data_dir: settings.data_dir.clone(),
        database: settings.database.clone(),
        connections: settings.connections,
    };
    let store = Store::open(&options, registry(), birth).await?;
    Ok(App {
        inner: Arc::new(Inner {
            store,
            book,
            clock,
            ids,
            secret,
            settings,
            packages: Cache::default(),
            units: UnitCache::default(),
            sheets: crate::consultation::Sheets::default(),
        }),
    })
}

fn secret(dir: &std::path::Path, ids: &dyn Ids) -> Outcome<[u8; 32]> {
    let failed = |e: std::io::Error| AppError::Internal(format!("secret: {e}"));
    let path = dir.join(SECRET_FILE);
    if let Ok(text) = std::fs::read_to_string(&path) {
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(text.trim(), &mut bytes)
            .map_err(|e| AppError::Internal(format!("secret: {e}")))?;
        return Ok(bytes);
    }
    std::fs::create_dir_all(dir).map_err(failed)?;
    let bytes = ids.bytes();
    std::fs::write(&path, hex::encode(bytes)).map_err(failed)?;
    restrict(&path).map_err(failed)?;
    Ok(bytes)
}

/// Only the owner of the process may read the secret.
fn restrict(path: &std::path::Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    }
    std::fs::File::open(path)?.sync_all()
}

/// Identifiers and salts from the operating system's random source.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn id(&self, now: jiff::Timestamp) -> Uuid {
        let mut random = [0_u8; 10];
        random.copy_from_slice(&self.bytes()[..10]);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// # Panics
    /// When the operating system gives no randomness: going on would make
    /// guessable tokens.
    #[expect(clippy::expect_used, reason = "without randomness the product must not go on")]
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        SysRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }
}
