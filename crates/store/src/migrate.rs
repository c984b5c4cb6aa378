//! One ordered tree of migrations for both engines. A step may have a variant
//! for each engine; it counts as the same step.

use std::sync::Arc;

use jiff::Timestamp;
use ledger::Hash;

use crate::{
    db::{Db, EngineKind},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    APPLIED = "SELECT name, checksum FROM schema_migrations ORDER BY name";
    RECORD = "INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ($1, $2, $3)";
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT NOT NULL PRIMARY KEY, -- name of the step, NNNN_name
    checksum TEXT NOT NULL,         -- SHA-256 of the step's text for this engine
    applied_at TEXT NOT NULL        -- when it was applied
)";

/// A step: one text for both engines, or one for each.
pub(crate) struct Migration {
    pub(crate) name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

macro_rules! common {
    ($path:literal, $name:literal) => {
        Migration {
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $path, $name, ".sql")),
            postgres: include_str!(concat!("../migrations/", $path, $name, ".sql")),
        }
    };
}

macro_rules! variants {
    ($name:literal) => {
        Migration {
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".postgres.sql")),
        }
    };
}

/// The steps of the record database.
pub(crate) const RECORD_STEPS: &[Migration] = &[
    common!("", "0001_log"),
    variants!("0002_append_only"),
    common!("", "0003_projections"),
    common!("", "0004_beside"),
    common!("", "0005_named"),
    common!("", "0006_level_index"),
    variants!("0007_found_by"),
    common!("", "0008_milestones"),
    common!("", "0010_consultations"),
    common!("", "0011_grievances"),
    common!("", "0014_form_drafts"),
    common!("", "0015_chapters"),
    common!("", "0016_papers"),
    common!("", "0017_pictures"),
];

/// The steps of the database of public answers.
pub(crate) const ANSWER_STEPS: &[Migration] = &[
    common!("answers/", "0001_meta"),
    common!("answers/", "0002_answers"),
    common!("answers/", "0003_text_keys"),
    common!("answers/", "0004_sheets"),
    common!("answers/", "0005_round"),
    common!("answers/", "0006_letters"),
    common!("answers/", "0007_grievances"),
    common!("answers/", "0008_batches"),
];

/// Applies the steps that are missing, in order, each in one transaction.
pub(crate) async fn migrate(
    db: &Db,
    steps: &[Migration],
    now: Timestamp,
) -> Result<(), StoreError> {
    db.script(TABLE).await?;
    let applied = applied(db).await?;
    if let Some((name, _)) = applied.iter().find(|(name, _)| steps.iter().all(|s| s.name != name)) {
        return Err(StoreError::NewerSchema(name.clone()));
    }
    for step in steps {
        let text = match db.kind() {
            EngineKind::Sqlite => step.sqlite,
            EngineKind::Postgres => step.postgres,
        };
        let checksum = Hash::of(text.as_bytes()).to_string();
        match applied.iter().find(|(name, _)| name == step.name) {
            Some((_, known)) if *known == checksum => {}
            Some(_) => return Err(StoreError::ChangedMigration(step.name.to_owned())),
            None => apply(db, step.name, text, &checksum, now).await?,
        }
    }
    Ok(())
}

async fn applied(db: &Db) -> Result<Vec<(String, String)>, StoreError> {
    let mut reader = db.reader(Arc::default()).await?;
    let rows = reader.all(&APPLIED, args![]).await?;
    let read = |row: &crate::db::Row| Ok((row.get("name")?, row.get("checksum")?));
    rows.iter().map(read).collect()
}

/// Step and note are one transaction: half a step never stays.
async fn apply(
    db: &Db,
    name: &str,
    text: &str,
    checksum: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tracing::info!(migration = name, "applying migration");
    let mut tx = db.writer(Arc::default()).await?;
    tx.script(text).await?;
    tx.run(&RECORD, args![name, checksum, now]).await?;
    tx.commit().await
}
