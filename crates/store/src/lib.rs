//! The only crate that knows SQL: events and records in one transaction over
//! SQLite or PostgreSQL, lists, erasable values, files, jobs and sign-in.
//!
//! Everything is written once against [`Reader`] and [`Tx`]; which engine is
//! below is known in `db.rs` alone. Readers cannot write: the write methods
//! are those of [`Tx`].
#![warn(missing_docs)]

pub mod answers;
mod append;
mod backup;
mod beside;
mod blobs;
mod column;
mod db;
mod derived;
mod error;
mod events;
mod fault;
mod lists;
mod migrate;
pub mod projection;
mod rebuild;
mod records;
mod registry;
mod sides;
mod sql;
mod store;
mod stream;
#[doc(hidden)]
pub mod testing;
mod value;
mod verify;

pub use answers::{NewAnswer, Placed};
pub use append::LogHead;
pub use backup::{BackupError, BackupReport};
pub use beside::{
    accounts::{Account, LockPolicy},
    chapters::{Chapter, ChapterComment, ChapterVersion, Writer},
    forms::{FormDraft, FormTemplate},
    idempotency::{IdempotencyError, Remembered},
    jobs::{Backoff, Job, JobState, NewJob},
    papers::{Paper, PaperFile, PaperState},
    personal::{Draft, SavedView},
    pictures::Picture,
    security::SecurityEvent,
    sessions::Session,
    staging::{Batch, StagedRow},
};
pub use blobs::{BlobError, BlobInfo, BlobKey, Blobs, Collected, StagedBlob};
pub use db::{Db, EngineKind, Reader, Setting, Tx};
pub use error::{AppendError, StoreError};
pub use fault::Fault;
pub use lists::{
    Cursor, Page, Scope,
    filter::{MatterFilter, Sort},
    grievances::{GrievanceCell, PublicMatter},
    matters::{MatterListRow, MatterPage},
    measures::{MeasureFilter, MeasurePage},
    reports::ReportProgress,
    statistics::{Cell, DateBasis, Reached},
};
pub use rebuild::{Change, RebuildReport};
pub use records::Loaded;
pub use registry::{Project, ProjectCtx, Registry};
pub use sides::{Resolved, SideInfo, SideValue};
pub use sql::Sql;
pub use store::{Birth, Database, Options, RECORD_FILE, Store};
pub use stream::{Act, Appended, NewEvent, StoredEvent, StreamRef};
pub use value::Value;
pub use verify::{Finding, Progress, VerifyReport};

/// What a log filter of the program adds for the database library, in the
/// syntax of `RUST_LOG`: its warnings only, since below them it reports statements.
pub const LOG_FILTER: &str = "sqlx=warn";

/// Every statement of this crate by name, for the test that prepares them.
#[doc(hidden)]
#[must_use]
pub fn every_statement() -> Vec<(String, Sql)> {
    let fixed = [
        append::ALL,
        beside::accounts::ALL,
        beside::chapters::ALL,
        beside::counters::ALL,
        beside::forms::ALL,
        beside::idempotency::ALL,
        beside::jobs::ALL,
        beside::packages::ALL,
        beside::papers::ALL,
        beside::personal::ALL,
        beside::pictures::ALL,
        beside::security::ALL,
        beside::sessions::ALL,
        beside::staging::ALL,
        blobs::ALL,
        derived::ALL,
        events::ALL,
        lists::consultations::ALL,
        lists::gates::ALL,
        lists::grievances::ALL,
        lists::matters::ALL,
        lists::measures::ALL,
        lists::people::ALL,
        lists::units::ALL,
        migrate::ALL,
        rebuild::ALL,
        records::ALL,
        sides::ALL,
        verify::ALL,
    ];
    let mut all: Vec<(String, Sql)> = fixed
        .iter()
        .flat_map(|module| module.iter().map(|(name, sql)| ((*name).to_owned(), sql.clone())))
        .collect();
    all.extend(built_statements());
    all
}

/// The same of the database of public answers.
#[doc(hidden)]
#[must_use]
pub fn every_statement_on_answers() -> Vec<Sql> {
    let fixed = [
        answers::grievances::ALL,
        answers::place::ALL,
        answers::proof::ALL,
        answers::read::ALL,
        answers::texts::ALL,
        answers::sheets::ALL,
        answers::letters::ALL,
        answers::patterns::ALL,
        answers::exclude::ALL,
        answers::erase::ALL,
        answers::rounds::ALL,
        answers::batches::ALL,
    ];
    let fixed = fixed.iter().flat_map(|module| module.iter().map(|(_, sql)| sql.clone()));
    let built = [answers::place::samples(), answers::read::samples(), answers::letters::samples()];
    fixed.chain(built.into_iter().flatten()).collect()
}

/// The statements that are put together at run time, in every form that
/// matters to the parser of an engine.
fn built_statements() -> Vec<(String, Sql)> {
    let mut built = vec![
        append::insert_events(1),
        append::insert_events(2),
        records::load_many(2),
        sides::insert_sides(2),
        sides::resolve_sql(2),
        beside::staging::insert_rows(2),
        beside::jobs::claim_sql(2),
        projection::patch_sql(&["status", "assessment_no"], true),
        projection::patch_sql(&["due_on"], false),
    ];
    for table in projection::TABLES {
        built.extend([
            table.upsert_sql(),
            table.delete_sql(),
            table.owned_sql(),
            table.delete_owned_sql(),
        ]);
        built.extend(table.erase_sql());
    }
    built.extend(lists::filter::samples());
    built.extend(lists::grievances::samples());
    built.extend(lists::measures::samples());
    built.extend(lists::reports::samples());
    built.extend(lists::statistics::samples());
    built.extend(rebuild::samples());
    built.into_iter().enumerate().map(|(n, sql)| (format!("built {n}"), sql)).collect()
}
