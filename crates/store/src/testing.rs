//! Test support: a PostgreSQL server that lives as long as the test process,
//! and stores on both engines. Not part of the product's interface.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use sqlx::Connection as _;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{
    db::{Db, EngineKind},
    error::StoreError,
    lists::{Page, filter::MatterFilter},
    registry::Registry,
    sql::Sql,
    store::{Birth, Database, Options, Store},
};

/// What went wrong in the test support, in words for the developer.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How to get PostgreSQL when it is missing.
pub const HOW_TO_INSTALL: &str = "PostgreSQL 15 or later is needed for the tests. \
    Debian: apt-get install postgresql (initdb and postgres are looked for in \
    /usr/lib/postgresql/*/bin and in PATH)";

static NUMBER: AtomicU64 = AtomicU64::new(0);
static SERVER: OnceCell<Server> = OnceCell::const_new();

/// The engines that every contract test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in a folder of its own.
    Sqlite,
    /// A fresh database of the test process's PostgreSQL server.
    Postgres,
}

impl Engine {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// A running server; it stops and its files vanish when the process ends in
/// whatever way, because the shell that keeps it waits on our end of a pipe.
struct Server {
    socket: PathBuf,
    _keeper: Child,
}

fn find(program: &str) -> Result<PathBuf, Failure> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    folders.sort();
    folders.reverse();
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let found = folders.into_iter().map(|folder| folder.join(program)).find(|file| file.is_file());
    found.ok_or_else(|| HOW_TO_INSTALL.into())
}

/// A folder in memory when there is one: the settings that are tested need
/// fsync on, and this makes it cheap.
fn scratch(name: &str) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    base.join(format!("wenping-{name}-{}-{number}", std::process::id()))
}

/// PostgreSQL refuses to run as root; then everything runs as its own user.
const SCRIPT: &str = r#"
set -e
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
mkdir -p "$DIR"
if [ "$(id -u)" = 0 ]; then chown postgres "$DIR"; fi
cd /
as "$INITDB" -D "$DIR/data" -U wenping -A trust -E UTF8 --locale=C --no-sync >"$DIR.log" 2>&1
as "$POSTGRES" -D "$DIR/data" -k "$DIR" -c listen_addresses= -c max_connections=300 \
  -c shared_buffers=32MB -c wal_level=minimal -c max_wal_senders=0 >>"$DIR.log" 2>&1 &
cat >/dev/null || true
kill -INT "$(head -n 1 "$DIR/data/postmaster.pid")" || true
wait || true
rm -rf "$DIR" "$DIR.log"
"#;

impl Server {
    async fn start() -> Result<Self, Failure> {
        let socket = scratch("pg");
        let mut keeper = Command::new("sh")
            .args(["-c", SCRIPT])
            .env("DIR", &socket)
            .env("INITDB", find("initdb")?)
            .env("POSTGRES", find("postgres")?)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group_of_its_own()
            .spawn()?;
        keeper.stdin.as_mut().map(|pipe| pipe.flush()).transpose()?;
        for _ in 0..600 {
            let url = url(&socket, "postgres");
            if let Ok(connection) = sqlx::PgConnection::connect(&url).await {
                connection.close().await?;
                return Ok(Self { socket, _keeper: keeper });
            }
            if keeper.try_wait()?.is_some() {
                let log = std::fs::read_to_string(socket.with_extension("log"));
                return Err(format!("PostgreSQL did not start: {}", log.unwrap_or_default()).into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("PostgreSQL did not answer within a minute".into())
    }
}

/// Keeps Ctrl-C at the terminal from killing the keeper before it cleaned up.
trait OwnGroup {
    fn process_group_of_its_own(&mut self) -> &mut Self;
}

impl OwnGroup for Command {
    fn process_group_of_its_own(&mut self) -> &mut Self {
        std::os::unix::process::CommandExt::process_group(self, 0)
    }
}

fn url(socket: &Path, database: &str) -> String {
    format!("postgres://wenping@localhost/{database}?host={}", socket.display())
}

/// A fresh PostgreSQL database as a URL. The server is started on first use.
///
/// # Errors
/// When PostgreSQL is not installed ([`HOW_TO_INSTALL`]) or does not start.
pub async fn fresh_postgres() -> Result<String, Failure> {
    let server = SERVER.get_or_try_init(Server::start).await?;
    let name = format!("t{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut connection = sqlx::PgConnection::connect(&url(&server.socket, "postgres")).await?;
    let create = format!("CREATE DATABASE {name} TEMPLATE template0");
    sqlx::query(sqlx::AssertSqlSafe(create)).execute(&mut connection).await?;
    connection.close().await?;
    Ok(url(&server.socket, &name))
}

/// Where a test's store is, so that it can be opened again.
#[derive(Debug, Clone)]
pub struct Place {
    /// How to open it.
    pub options: Options,
}

/// A store of one test; its folder vanishes with it.
#[derive(Debug)]
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Where it is.
    pub place: Place,
}

/// The instant with which test stores are born.
#[must_use]
pub fn birth() -> Birth {
    let now = Timestamp::from_second(1_483_056_000).unwrap_or(Timestamp::UNIX_EPOCH);
    Birth { log_id: Uuid::from_u128(0x10), node_id: Uuid::from_u128(0x20), now }
}

impl TestStore {
    /// A fresh store on an engine.
    ///
    /// # Errors
    /// When PostgreSQL is missing or the store cannot be opened.
    pub async fn open(engine: Engine, registry: Registry) -> Result<Self, Failure> {
        let database = match engine {
            Engine::Sqlite => Database::Sqlite,
            Engine::Postgres => {
                Database::Postgres { url: fresh_postgres().await?, answers_url: None }
            }
        };
        let options = Options { data_dir: scratch("data"), database, connections: 4 };
        let store = Store::open(&options, registry, birth()).await?;
        Ok(Self { store, place: Place { options } })
    }

    /// Opens the same data again, as after a restart.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub async fn reopen(&mut self, registry: Registry) -> Result<(), Failure> {
        self.store.close().await;
        self.store = Store::open(&self.place.options, registry, birth()).await?;
        Ok(())
    }

    /// Runs SQL past the store, as an insider would.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn tamper(&self, script: &str) -> Result<(), Failure> {
        let mut tx = self.store.write().await?;
        tx.script(script).await?;
        tx.commit().await?;
        Ok(())
    }
}

const SQLITE_SCHEMA: &str = "SELECT m.name || '.' || p.name || ' ' || p.type || \
    CASE WHEN p.\"notnull\" = 1 THEN ' NOT NULL' ELSE '' END AS line \
    FROM sqlite_master m JOIN pragma_table_info(m.name) p \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' \
    UNION ALL SELECT 'index ' || name FROM sqlite_master \
    WHERE type = 'index' AND name NOT LIKE 'sqlite%'";

const POSTGRES_SCHEMA: &str = "SELECT table_name || '.' || column_name || ' ' || \
    upper(data_type) || CASE WHEN is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END AS line \
    FROM information_schema.columns c JOIN information_schema.tables t \
    USING (table_schema, table_name) \
    WHERE table_schema = current_schema() AND t.table_type = 'BASE TABLE' \
    UNION ALL SELECT 'index ' || i.relname FROM pg_index x \
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace \
    WHERE n.nspname = current_schema() \
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid)";

/// Tables, columns and indexes of a database, one a line, sorted.
///
/// # Errors
/// When the database does not answer.
pub async fn schema(db: &Db) -> Result<Vec<String>, Failure> {
    let text = match db.kind() {
        EngineKind::Sqlite => SQLITE_SCHEMA,
        EngineKind::Postgres => POSTGRES_SCHEMA,
    };
    let rows = db.reader(Arc::default()).await?.all(&Sql::built(text.to_owned()), vec![]).await?;
    let mut lines: Vec<String> =
        rows.iter().map(|row| row.get("line")).collect::<Result<_, StoreError>>()?;
    lines.sort();
    Ok(lines)
}

/// Every value of every column of every table of a database, as text, with the
/// column that it stands in.
///
/// # Errors
/// When the database does not answer.
pub async fn everything(db: &Db) -> Result<Vec<(String, String)>, Failure> {
    let mut all = Vec::new();
    for line in schema(db).await? {
        let place = line.split(' ').next().unwrap_or_default();
        // Lines of indexes name no column.
        let Some((table, column)) = place.split_once('.') else { continue };
        let sql = Sql::built(format!(
            "SELECT CAST({column} AS TEXT) AS v FROM {table} WHERE {column} IS NOT NULL"
        ));
        for row in db.reader(Arc::default()).await?.all(&sql, vec![]).await? {
            all.push((place.to_owned(), row.get("v")?));
        }
    }
    Ok(all)
}

/// How the engine gets at a page of a list, one step a line.
///
/// # Errors
/// When the database does not answer.
pub async fn plan(
    store: &Store,
    filter: &MatterFilter,
    page: &Page,
) -> Result<Vec<String>, Failure> {
    let mut reader = store.read().await?;
    let (sql, values) = reader.page_statement(filter, page).await?;
    let (explain, column) = match store.engine() {
        EngineKind::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        EngineKind::Postgres => ("EXPLAIN", "QUERY PLAN"),
    };
    let sql = Sql::built(format!("{explain} {}", sql.as_str()));
    let rows = reader.all(&sql, values).await?;
    Ok(rows.iter().map(|row| row.get(column)).collect::<Result<_, StoreError>>()?)
}

/// How many rows a table has, or a part of it (`matters WHERE …`).
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &Db, part: &str) -> Result<u64, Failure> {
    let sql = Sql::built(format!("SELECT COUNT(*) AS n FROM {part}"));
    let row = db.reader(Arc::default()).await?.first(&sql, vec![]).await?;
    Ok(row.ok_or("no answer")?.get("n")?)
}

impl Drop for TestStore {
    fn drop(&mut self) {
        // A folder that stays behind harms nothing.
        let _ = std::fs::remove_dir_all(&self.place.options.data_dir);
    }
}
