//! Verification finds what was changed, a rebuild repairs rows, a backup can
//! be opened.

use store::{
    BackupError, Database, Fault, Finding, Options, Registry, Store,
    testing::{Engine, TestStore},
};

use crate::support::{Plan, act, at, id, moved, on_both, open, open_plan, rate, registry, verify};

on_both!(
    a_changed_entry_is_named,
    a_missing_entry_is_named,
    a_changed_column_of_an_entry_is_named,
    a_cut_tail_is_named,
    a_changed_state_is_named,
    a_missing_row_is_named,
    an_unknown_kind_is_named,
    a_rebuild_changes_nothing,
    a_rebuild_repairs_every_row,
    an_interrupted_rebuild_goes_on,
    a_changed_list_row_is_named_without_being_touched,
    a_backup_holds_the_log_up_to_its_head,
);

/// Ten events: plans 1 to 3, moved twice each, and a rating.
async fn filled(engine: Engine) -> TestStore {
    let test = open(engine).await;
    for n in 1..=3 {
        let plan = open_plan(&test.store, n).await;
        let mut tx = test.store.write().await.unwrap();
        tx.commit_record(plan, &act(n as i64), &[moved("A"), moved("B")], &[]).await.unwrap();
        tx.commit().await.unwrap();
    }
    rate(&test.store, 20, 2, 1, "HIGH").await;
    assert!(verify(&test.store).await.is_clean());
    assert_eq!(test.store.check_end().await.unwrap(), []);
    test
}

/// As an administrator of the database can.
async fn as_insider(test: &TestStore, engine: Engine, script: &str) {
    let free = match engine {
        Engine::Sqlite => "DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete;",
        Engine::Postgres => "ALTER TABLE events DISABLE TRIGGER ALL;",
    };
    test.tamper(&format!("{free} {script}")).await.unwrap();
}

async fn findings(test: &TestStore) -> Vec<(Option<u64>, String)> {
    let report = verify(&test.store).await;
    report.findings.into_iter().map(|finding| (finding.seq, finding.what.to_string())).collect()
}

async fn a_changed_entry_is_named(engine: Engine) {
    let test = filled(engine).await;
    let script = "UPDATE events SET body = replace(body, '\"A\"', '\"Z\"') WHERE seq = 4";
    as_insider(&test, engine, script).await;
    let found = findings(&test).await;
    let end = test.store.check_end().await.unwrap();
    assert_eq!(end, [Finding { seq: Some(4), record: None, what: Fault::Leaf }]);
    assert!(found.iter().any(|(seq, what)| *seq == Some(4) && what.contains("leaf hash")));
    assert!(found.iter().any(|(seq, what)| *seq == Some(4) && what.contains("root after")));
    let later = found.iter().filter(|(seq, what)| *seq > Some(4) && what.contains("root after"));
    assert_eq!(later.count(), 0, "the first bad place is named, not all that follow");
}

async fn a_missing_entry_is_named(engine: Engine) {
    let test = filled(engine).await;
    as_insider(&test, engine, "DELETE FROM events WHERE seq = 4").await;
    let found = findings(&test).await;
    assert_eq!(found[0], (Some(4), "entries 4 to 4 are missing".into()));
    assert!(found.iter().any(|(_, what)| what == "version 2 of the record is missing"));
}

async fn a_changed_column_of_an_entry_is_named(engine: Engine) {
    let test = filled(engine).await;
    let script = "UPDATE events SET actor = '00000000-0000-0000-0000-000000000001' WHERE seq = 7";
    as_insider(&test, engine, script).await;
    let found = findings(&test).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].0 == Some(7) && found[0].1.contains("columns"), "{found:?}");
}

async fn a_cut_tail_is_named(engine: Engine) {
    let test = filled(engine).await;
    as_insider(&test, engine, "DELETE FROM events WHERE seq = 9").await;
    let found = findings(&test).await;
    assert_eq!(found[0], (Some(9), "the log has 9 entries, its head says 10".into()));
    let end = test.store.check_end().await.unwrap();
    assert!(end.iter().any(|f| f.what == Fault::Size { found: 9, head: 10 }), "{end:?}");
    assert!(end.iter().any(|f| f.what == Fault::Head), "{end:?}");
    assert!(found.iter().any(|(_, what)| what == "the record has no events"));
}

async fn a_changed_state_is_named(engine: Engine) {
    let test = filled(engine).await;
    let script = "UPDATE records SET state = replace(state, '\"B\"', '\"GRANTED\"') \
        WHERE id IN (SELECT id FROM matters WHERE number = 'LN-CY-2016-00002')";
    test.tamper(script).await.unwrap();
    let report = verify(&test.store).await;
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].record.as_ref().unwrap().id, id(2));
    assert_eq!(report.findings[0].seq, Some(5));
}

async fn a_missing_row_is_named(engine: Engine) {
    let test = filled(engine).await;
    test.tamper("DELETE FROM records WHERE kind = 'rating'").await.unwrap();
    let found = findings(&test).await;
    assert_eq!(found, [(Some(9), "the record has events but no row".into())]);
}

async fn an_unknown_kind_is_named(engine: Engine) {
    let mut test = filled(engine).await;
    test.reopen(Registry::new().with::<Plan>(|_, _| Vec::new())).await.unwrap();
    let found = findings(&test).await;
    assert!(!found.is_empty());
    assert!(found.iter().all(|(seq, what)| *seq == Some(9) && what.contains("kind rating")));
}

async fn a_rebuild_changes_nothing(engine: Engine) {
    let test = filled(engine).await;
    let report = test.store.rebuild(at(0), &mut |_| {}).await.unwrap();
    assert_eq!((report.records, report.resumed, report.changed), (4, false, vec![]));
    assert!(verify(&test.store).await.is_clean());
}

async fn a_rebuild_repairs_every_row(engine: Engine) {
    let test = filled(engine).await;
    let before = test.store.read().await.unwrap().matter_row(id(2)).await.unwrap();
    assert_eq!(before.as_ref().unwrap().level_initial.as_deref(), Some("HIGH"));
    test.tamper(
        "DELETE FROM matters; DELETE FROM participants; DELETE FROM records WHERE kind = 'rating'; \
         INSERT INTO measures (record_id, id, matter_id, assessment_id, unit_id, status) \
         VALUES ('x', 'x', 'x', 'x', 'x', 'x'); \
         INSERT INTO records (kind, id, version, last_seq, fold_version, unit, state, created_at, \
         updated_at) SELECT kind, '00000000-0000-0000-0000-00000000000f', version, last_seq, \
         fold_version, unit, state, created_at, updated_at FROM records WHERE kind = 'plan' \
         AND version = 3 ORDER BY id LIMIT 1",
    )
    .await
    .unwrap();
    let report = test.store.rebuild(at(0), &mut |_| {}).await.unwrap();
    let count = |table: &str| report.changed.iter().filter(|c| c.table == table).count();
    assert_eq!((count("records"), count("participants"), count("measures")), (2, 3, 1));
    assert!(count("matters") >= 3, "{:?}", report.changed);
    assert_eq!(test.store.read().await.unwrap().matter_row(id(2)).await.unwrap(), before);
    assert!(verify(&test.store).await.is_clean());
    assert_eq!(test.store.rebuild(at(0), &mut |_| {}).await.unwrap().changed, []);
}

async fn an_interrupted_rebuild_goes_on(engine: Engine) {
    let test = filled(engine).await;
    let position = format!(r#"{{"kind":"plan","after":"{}"}}"#, id(2));
    test.tamper(&format!(
        "INSERT INTO maintenance (name, position, started_at) \
         VALUES ('rebuild', '{position}', '2016-12-30T00:00:00.000000Z')"
    ))
    .await
    .unwrap();
    let report = test.store.rebuild(at(0), &mut |_| {}).await.unwrap();
    assert_eq!((report.records, report.resumed), (2, true), "plan 3 and the rating");
    let report = test.store.rebuild(at(0), &mut |_| {}).await.unwrap();
    assert_eq!((report.records, report.resumed), (4, false));
}

async fn a_changed_list_row_is_named_without_being_touched(engine: Engine) {
    let test = filled(engine).await;
    test.tamper("UPDATE matters SET level_initial = 'LOW' WHERE assessment_no = 1").await.unwrap();
    for _ in 0..2 {
        let report = test.store.compare_rows(at(0), &mut |_| {}).await.unwrap();
        assert_eq!(report.changed.len(), 1, "{:?}", report.changed);
        assert_eq!(report.changed[0].record.as_ref().unwrap().id, id(20));
    }
}

async fn a_backup_holds_the_log_up_to_its_head(engine: Engine) {
    let test = filled(engine).await;
    let blobs = test.store.blobs();
    let unit = domain::ids::UnitId::new(id(900));
    let file = blobs.stage(unit, "text/plain", 100, &b"annex"[..]).await.unwrap();
    let orphan = blobs.stage(unit, "text/plain", 100, &b"orphan"[..]).await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    tx.put_blob(&file, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("copy");
    let backup = async |to: &std::path::Path| test.store.backup(to, at(0), &mut |_| {}).await;
    let made = backup(&folder).await;
    if engine == Engine::Postgres {
        assert!(matches!(made, Err(BackupError::UsePgDump)));
        return;
    }
    let made = made.unwrap();
    assert!(made.is_sound() && made.blobs == 1, "{made:?}");
    let again = backup(&folder).await;
    assert!(matches!(again, Err(BackupError::Exists(_))), "a backup is never overwritten");
    let options = Options { data_dir: folder.clone(), database: Database::Sqlite, connections: 2 };
    let copy = Store::open(&options, registry(), store::testing::birth()).await.unwrap();
    let head = copy.head().await.unwrap();
    assert_eq!((head.tree.size(), head.root), (made.size, made.root));
    assert_eq!(made.size, 10);
    assert!(verify(&copy).await.is_clean());
    let info = copy.read().await.unwrap().blob(&file.key).await.unwrap().unwrap();
    assert_eq!(copy.blobs().read(&info, 100).await.unwrap(), b"annex");
    assert!(!copy.blobs().path(&orphan.key).exists(), "what no commit names is left out");
    let text = std::fs::read_to_string(folder.join("head.json")).unwrap();
    assert!(text.contains(&made.root.to_string()));
    // What is wrong with the original is said, and the copy is made all the same.
    std::fs::write(blobs.path(&file.key), b"other").unwrap();
    let damaged = backup(&outside.path().join("second")).await.unwrap();
    assert_eq!((damaged.damaged, damaged.blobs), (vec![file.key.to_string()], 0));
    test.tamper("UPDATE records SET state = '{}' WHERE kind = 'rating'").await.unwrap();
    let broken = backup(&outside.path().join("third")).await.unwrap();
    assert!(!broken.findings.is_empty());
}
