//! The one file that knows that there are two engines. Everything else writes
//! one SQL text against [`Reader`] and [`Tx`].

use std::{
    ops::{Deref, DerefMut},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    AssertSqlSafe, Connection as _, Executor, PgConnection, PgPool, Postgres, Row as _, Sqlite,
    SqliteConnection, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow},
};

use crate::{
    append::LogHead, column::Column, error::StoreError, registry::Registry, sql::Sql, value::Value,
};

/// Which engine keeps a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineKind {
    /// SQLite, in the data folder.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

#[derive(Debug, Clone)]
enum Engine {
    /// One connection writes; the others only read.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A database: the record, or the public answers.
#[derive(Debug, Clone)]
pub struct Db {
    engine: Engine,
    statements: Arc<AtomicU64>,
}

/// A setting that durability needs, as read back from the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Name of the setting.
    pub name: &'static str,
    /// Value in force.
    pub found: String,
    /// Values that are accepted.
    pub wanted: &'static str,
    /// Whether the value is accepted.
    pub ok: bool,
}

fn setting(name: &'static str, found: String, wanted: &'static str) -> Setting {
    let ok = wanted.split('|').any(|value| value == found);
    Setting { name, found, wanted, ok }
}

/// Settings read back on every SQLite connection: `synchronous` 2 is FULL.
async fn sqlite_settings(connection: &mut SqliteConnection) -> Result<Vec<Setting>, sqlx::Error> {
    let mut found = Vec::new();
    for (name, wanted) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("busy_timeout", "10000"),
        ("cache_size", "-16384"),
    ] {
        let row = connection.fetch_one(AssertSqlSafe(format!("PRAGMA {name}"))).await?;
        let value = row
            .try_get::<String, _>(0)
            .or_else(|_| row.try_get::<i64, _>(0).map(|n| n.to_string()));
        found.push(setting(name, value?, wanted));
    }
    Ok(found)
}

/// Settings read back on every PostgreSQL connection; the collation must be C so
/// that text order, and with it paging, is the same on both engines.
async fn postgres_settings(connection: &mut PgConnection) -> Result<Vec<Setting>, sqlx::Error> {
    let row = connection
        .fetch_one(
            "SELECT current_setting('synchronous_commit'), current_setting('fsync'), \
             current_setting('full_page_writes'), \
             CASE WHEN current_setting('server_version_num')::bigint >= 150000 THEN 'yes' ELSE 'no' END, \
             datcollate::text, pg_encoding_to_char(encoding)::text \
             FROM pg_database WHERE datname = current_database()",
        )
        .await?;
    Ok(vec![
        setting("synchronous_commit", row.try_get(0)?, "on|remote_apply"),
        setting("fsync", row.try_get(1)?, "on"),
        setting("full_page_writes", row.try_get(2)?, "on"),
        setting("server_version_num >= 150000", row.try_get(3)?, "yes"),
        setting("lc_collate", row.try_get(4)?, "C|POSIX|C.UTF-8|C.utf8"),
        setting("encoding", row.try_get(5)?, "UTF8"),
    ])
}

/// Turns a wrong setting into an error.
fn refuse(settings: Vec<Setting>) -> Result<(), StoreError> {
    settings.into_iter().find(|setting| !setting.ok).map_or(Ok(()), |wrong| {
        let (name, wanted) = (wrong.name.to_owned(), wrong.wanted.to_owned());
        Err(StoreError::Setting { name, found: wrong.found, wanted })
    })
}

/// The same for a connection that a pool has just made; the pool throws the
/// connection away and tries another.
fn refuse_connection(settings: Vec<Setting>) -> Result<(), sqlx::Error> {
    refuse(settings).map_err(|error| sqlx::Error::Configuration(error.to_string().into()))
}

fn sqlite_pool(read_only: bool, connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(u32::from(!read_only))
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(|connection, _| {
            Box::pin(async move { refuse_connection(sqlite_settings(connection).await?) })
        })
}

impl Db {
    /// Opens a SQLite file, making it when missing.
    pub(crate) async fn open_sqlite(file: &Path, readers: u32) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("cache_size", "-16384")
            .pragma("temp_store", "MEMORY");
        // A first connection outside the pools says at once what is wrong.
        let mut first = SqliteConnection::connect_with(&options).await?;
        refuse(sqlite_settings(&mut first).await?)?;
        first.close().await?;
        let write = sqlite_pool(false, 1).connect_with(options.clone()).await?;
        let read = sqlite_pool(true, readers.max(1))
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self { engine: Engine::Sqlite { write, read }, statements: Arc::default() })
    }

    /// Opens a schema of a PostgreSQL database, making the schema when missing.
    pub(crate) async fn open_postgres(
        url: &str,
        schema: &'static str,
        connections: u32,
    ) -> Result<Self, StoreError> {
        let options: PgConnectOptions = url.parse()?;
        let options = options.options([("search_path", schema), ("timezone", "UTC")]);
        // A first connection outside the pool says at once what is wrong.
        let mut first = PgConnection::connect_with(&options).await?;
        refuse(postgres_settings(&mut first).await?)?;
        let make = AssertSqlSafe(format!("CREATE SCHEMA IF NOT EXISTS {schema}"));
        sqlx::query(make).execute(&mut first).await?;
        first.close().await?;
        let pool = PgPoolOptions::new()
            .max_connections(connections.max(2))
            .acquire_timeout(Duration::from_secs(30))
            .after_connect(|connection, _| {
                Box::pin(async move { refuse_connection(postgres_settings(connection).await?) })
            })
            .connect_with(options)
            .await?;
        Ok(Self { engine: Engine::Postgres(pool), statements: Arc::default() })
    }

    /// The engine of this database.
    #[must_use]
    pub fn kind(&self) -> EngineKind {
        match self.engine {
            Engine::Sqlite { .. } => EngineKind::Sqlite,
            Engine::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// Statements sent since the start, without BEGIN and COMMIT.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The settings in force on a connection, for `wenping doctor`.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        Ok(match &self.engine {
            Engine::Sqlite { write, .. } => sqlite_settings(&mut *write.acquire().await?).await?,
            Engine::Postgres(pool) => postgres_settings(&mut *pool.acquire().await?).await?,
        })
    }

    /// Closes all connections after the work under way.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) async fn reader(&self, registry: Arc<Registry>) -> Result<Reader, StoreError> {
        let connection = match &self.engine {
            Engine::Sqlite { read, .. } => Link::Sqlite(read.begin().await?),
            Engine::Postgres(pool) => Link::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            ),
        };
        Ok(Reader { connection, statements: self.statements.clone(), registry })
    }

    pub(crate) async fn writer(&self, registry: Arc<Registry>) -> Result<Tx, StoreError> {
        let connection = match &self.engine {
            Engine::Sqlite { write, .. } => {
                Link::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)
            }
            Engine::Postgres(pool) => Link::Postgres(pool.begin().await?),
        };
        let reader = Reader { connection, statements: self.statements.clone(), registry };
        Ok(Tx { reader, head: None, head_changed: false })
    }

    /// Runs a script in a transaction of its own.
    pub(crate) async fn script(&self, script: &str) -> Result<(), StoreError> {
        let mut tx = self.writer(Arc::default()).await?;
        tx.script(script).await?;
        tx.finish().await
    }

    /// Copies a SQLite database into a new file; `false` on another engine.
    pub(crate) async fn copy_into(&self, file: &Path) -> Result<bool, StoreError> {
        let Engine::Sqlite { read, .. } = &self.engine else {
            return Ok(false);
        };
        let name = file.to_str().ok_or_else(|| StoreError::Invalid("file name".to_owned()))?;
        // A connection that may write the other file; this one is only read.
        let options = (*read.connect_options()).clone().pragma("query_only", "OFF");
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("VACUUM INTO $1").bind(name).execute(&mut connection).await?;
        connection.close().await?;
        Ok(true)
    }

    /// Prepares a statement without running it.
    #[doc(hidden)]
    pub async fn prepare(&self, sql: &Sql) -> Result<(), StoreError> {
        let safe = |text| sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(text));
        match &self.engine {
            Engine::Sqlite { write, .. } => {
                write.acquire().await?.prepare(safe(sql.sqlite())).await?;
            }
            Engine::Postgres(pool) => {
                pool.acquire().await?.prepare(safe(sql.text())).await?;
            }
        }
        Ok(())
    }
}

/// What only one writer at a time may append to. The numbers are the same in
/// every process; both may lie in one PostgreSQL database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lock {
    /// The log.
    Log,
    /// The answers of the public.
    Answers,
}

impl Lock {
    /// The number of PostgreSQL's lock: the bytes of "WENPING" for the log, the
    /// next number for answers.
    const fn number(self) -> i64 {
        match self {
            Self::Log => 24_582_195_498_864_199,
            Self::Answers => 24_582_195_498_864_200,
        }
    }
}

#[derive(Debug)]
enum Link {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A consistent view of a database for reading.
#[derive(Debug)]
pub struct Reader {
    connection: Link,
    statements: Arc<AtomicU64>,
    pub(crate) registry: Arc<Registry>,
}

/// A transaction that may write. Dropped without [`Tx::commit`] it leaves
/// nothing behind.
#[derive(Debug)]
pub struct Tx {
    reader: Reader,
    pub(crate) head: Option<LogHead>,
    pub(crate) head_changed: bool,
}

impl Deref for Tx {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}

/// Binds the values and sends the statement on either engine.
macro_rules! send {
    ($reader:expr, $sql:expr, $args:expr, |$query:ident, $connection:ident| $run:expr) => {{
        $reader.statements.fetch_add(1, Ordering::Relaxed);
        match &mut $reader.connection {
            Link::Sqlite($connection) => {
                let mut $query = sqlx::query::<Sqlite>(AssertSqlSafe($sql.sqlite()));
                for value in $args {
                    $query = match value {
                        Value::Text(text) => $query.bind(text),
                        Value::Int(number) => $query.bind(number),
                    };
                }
                $run
            }
            Link::Postgres($connection) => {
                let mut $query = sqlx::query::<Postgres>(AssertSqlSafe($sql.text()));
                for value in $args {
                    $query = match value {
                        Value::Text(text) => $query.bind(text),
                        Value::Int(number) => $query.bind(number),
                    };
                }
                $run
            }
        }
    }};
}

impl Reader {
    pub(crate) async fn all(
        &mut self,
        sql: &Sql,
        args: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        send!(self, sql, args, |query, tx| Ok(query
            .fetch_all(&mut **tx)
            .await?
            .into_iter()
            .map(Row::from)
            .collect()))
    }

    pub(crate) async fn first(
        &mut self,
        sql: &Sql,
        args: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        send!(self, sql, args, |query, tx| Ok(query
            .fetch_optional(&mut **tx)
            .await?
            .map(Row::from)))
    }

    /// Ends the view; dropping it does the same a little later.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the connection is lost.
    pub async fn close(self) -> Result<(), StoreError> {
        match self.connection {
            Link::Sqlite(tx) => tx.rollback().await?,
            Link::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

impl Tx {
    /// Runs a statement and returns the number of rows it touched.
    pub(crate) async fn run(&mut self, sql: &Sql, args: Vec<Value>) -> Result<u64, StoreError> {
        send!(self.reader, sql, args, |query, tx| Ok(query
            .execute(&mut **tx)
            .await?
            .rows_affected()))
    }

    /// Runs a script of several statements, as migrations are.
    pub(crate) async fn script(&mut self, script: &str) -> Result<(), StoreError> {
        let script = sqlx::raw_sql(AssertSqlSafe(script.to_owned()));
        match &mut self.reader.connection {
            Link::Sqlite(tx) => script.execute(&mut **tx).await?.rows_affected(),
            Link::Postgres(tx) => script.execute(&mut **tx).await?.rows_affected(),
        };
        Ok(())
    }

    /// Takes the right to append until the end of the transaction. On SQLite
    /// BEGIN IMMEDIATE has taken it already.
    pub(crate) async fn lock(&mut self, what: Lock) -> Result<(), StoreError> {
        if let Link::Postgres(tx) = &mut self.reader.connection {
            sqlx::query("SELECT pg_advisory_xact_lock($1)")
                .bind(what.number())
                .execute(&mut **tx)
                .await?;
        }
        Ok(())
    }

    pub(crate) async fn finish(self) -> Result<(), StoreError> {
        match self.reader.connection {
            Link::Sqlite(tx) => tx.commit().await?,
            // A synchronous standby that is lost while we wait makes the server
            // answer COMMIT with a WARNING only when somebody cancels the
            // statement. This program never cancels a COMMIT and sets no
            // statement timeout; sqlx does not hand the WARNING to its caller,
            // see docs/OPERATIONS.md.
            Link::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// A row of an answer, read by column name.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Self {
        Self::Sqlite(row)
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Self {
        Self::Postgres(row)
    }
}

macro_rules! native_columns {
    ($($ty:ty),+) => {$(
        impl Column for Option<$ty> {
            fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        }
    )+};
}
native_columns!(String, i64);
