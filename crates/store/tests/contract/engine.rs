//! What must hold of both engines before anything else.

use store::{
    Database, Registry, Store, StoreError,
    testing::{Engine, birth, fresh_postgres, schema},
};

use crate::support::{on_both, open, registry};

on_both!(
    every_statement_is_accepted,
    the_schema_is_the_described_one,
    settings_are_read_back,
    a_database_of_a_newer_program_is_refused,
    a_changed_migration_is_refused,
    opening_again_keeps_the_log,
);

async fn every_statement_is_accepted(engine: Engine) {
    let test = open(engine).await;
    let all = store::every_statement();
    assert!(all.len() > 120, "only {} statements", all.len());
    for (name, sql) in all {
        let prepared = test.store.record().prepare(&sql).await;
        assert!(prepared.is_ok(), "{name}: {}\n{:?}", sql.as_str(), prepared);
    }
    for sql in store::every_statement_on_answers() {
        let prepared = test.store.answers().prepare(&sql).await;
        assert!(prepared.is_ok(), "{}\n{:?}", sql.as_str(), prepared);
    }
}

async fn the_schema_is_the_described_one(engine: Engine) {
    let test = open(engine).await;
    let mut lines = vec!["record".to_owned()];
    lines.extend(schema(test.store.record()).await.unwrap());
    lines.push("answers".to_owned());
    lines.extend(schema(test.store.answers()).await.unwrap());
    let found = lines.join("\n") + "\n";
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schema.txt");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(file, &found).unwrap();
    }
    let described = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(found, described, "run the test with UPDATE_SCHEMA=1 and read the difference");
}

async fn settings_are_read_back(engine: Engine) {
    let test = open(engine).await;
    let settings = test.store.settings().await.unwrap();
    assert!(settings.iter().all(|setting| setting.ok), "{settings:?}");
    let names: Vec<&str> = settings.iter().map(|setting| setting.name).collect();
    let needed: &[&str] = match engine {
        Engine::Sqlite => &["journal_mode", "synchronous", "foreign_keys", "busy_timeout"],
        Engine::Postgres => &["synchronous_commit", "fsync", "full_page_writes", "lc_collate"],
    };
    assert!(needed.iter().all(|name| names.contains(name)), "{names:?}");
}

async fn a_database_of_a_newer_program_is_refused(engine: Engine) {
    let test = open(engine).await;
    test.tamper("INSERT INTO schema_migrations VALUES ('9999_later', 'x', 'x')").await.unwrap();
    let refused = Store::open(&test.place.options, registry(), birth()).await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema(name) if name == "9999_later"));
}

async fn a_changed_migration_is_refused(engine: Engine) {
    let test = open(engine).await;
    test.tamper("UPDATE schema_migrations SET checksum = 'x' WHERE name = '0001_log'")
        .await
        .unwrap();
    let refused = Store::open(&test.place.options, registry(), birth()).await.unwrap_err();
    assert!(matches!(refused, StoreError::ChangedMigration(name) if name == "0001_log"));
}

async fn opening_again_keeps_the_log(engine: Engine) {
    let mut test = open(engine).await;
    crate::support::open_plan(&test.store, 1).await;
    let before = test.store.head().await.unwrap();
    test.reopen(Registry::new()).await.unwrap();
    assert_eq!(test.store.head().await.unwrap(), before);
}

#[tokio::test]
async fn a_server_that_may_lose_commits_is_refused() {
    for setting in ["synchronous_commit = off", "synchronous_commit = local"] {
        let mut test = open(Engine::Postgres).await;
        let Database::Postgres { url, .. } = test.place.options.database.clone() else {
            unreachable!()
        };
        let database = url.split(['/', '?']).nth(3).unwrap();
        test.tamper(&format!("ALTER DATABASE {database} SET {setting}")).await.unwrap();
        let refused = test.reopen(registry()).await.unwrap_err().to_string();
        assert!(refused.contains("synchronous_commit"), "{refused}");
    }
    assert!(fresh_postgres().await.is_ok());
}

#[tokio::test]
async fn public_answers_may_have_a_database_of_their_own() {
    let mut test = open(Engine::Postgres).await;
    let tables = schema(test.store.answers()).await.unwrap();
    let other = fresh_postgres().await.unwrap();
    let Database::Postgres { answers_url, .. } = &mut test.place.options.database else {
        unreachable!()
    };
    *answers_url = Some(other.clone());
    test.reopen(registry()).await.unwrap();
    assert_eq!(schema(test.store.answers()).await.unwrap(), tables);
    // That it is the other database shows by that one's settings.
    let name = other.split(['/', '?']).nth(3).unwrap();
    test.tamper(&format!("ALTER DATABASE {name} SET synchronous_commit = off")).await.unwrap();
    let refused = test.reopen(registry()).await.unwrap_err().to_string();
    assert!(refused.contains("synchronous_commit"), "{refused}");
}

#[test]
fn every_migration_file_is_embedded_and_every_column_has_a_comment() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let source = include_str!("../../src/migrate.rs");
    let mut files: Vec<_> = [folder.clone(), folder.join("answers")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    assert!(files.len() >= 6);
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let step = name.split('.').next().unwrap();
        assert!(source.contains(&format!("\"{step}\"")), "{name} is not embedded");
        let text = std::fs::read_to_string(&file).unwrap();
        let mut in_table = false;
        for line in text.lines() {
            let column = in_table && (line.contains(" TEXT") || line.contains(" BIGINT"));
            assert!(!column || line.contains("-- "), "{name}: no comment: {line}");
            in_table = (in_table || line.starts_with("CREATE TABLE")) && !line.starts_with(");");
        }
    }
}

#[test]
fn sql_is_written_in_the_declared_places_only() {
    // A module with statements must be in the list that the test above prepares.
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed = include_str!("../../src/lib.rs");
    let mut folders = vec![source.clone()];
    let mut with_statements = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let inside = path.strip_prefix(&source).unwrap().with_extension("");
            let module = inside.to_str().unwrap().replace('/', "::");
            if text.contains("\nstatements! {") {
                with_statements += 1;
                assert!(listed.contains(&format!("{module}::ALL")), "{module}::ALL is not listed");
            }
            if !["db", "testing"].contains(&module.as_str()) {
                assert!(!text.contains("AssertSqlSafe"), "{module} sends SQL of its own");
            }
        }
    }
    assert!(with_statements > 15);
}
