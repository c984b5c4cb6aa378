//! Erasing: the value goes, log and state stay valid.

use store::{Loaded, Page, Resolved, testing::Engine};

use crate::support::{
    Org, OrgEvent, act, at, everything, id, on_both, open, open_plan, title, verify,
};

on_both!(
    erasing_leaves_log_and_state_valid_and_lists_without_the_text,
    the_same_text_twice_has_two_commitments,
    a_changed_value_is_found,
    text_that_the_databases_take_differently_is_refused,
);

async fn erasing_leaves_log_and_state_valid_and_lists_without_the_text(engine: Engine) {
    let test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    let name = title(9);
    let mut tx = test.store.write().await.unwrap();
    let made = OrgEvent::PersonMade { username: "wang".into(), name: name.commitment() };
    tx.commit_record(Loaded::<Org>::fresh(id(5)), &act(0), &[made], std::slice::from_ref(&name))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let root = test.store.head().await.unwrap().root;

    let mut tx = test.store.write().await.unwrap();
    assert!(tx.erase_side(&title(1).commitment(), at(9)).await.unwrap());
    assert!(!tx.erase_side(&title(1).commitment(), at(10)).await.unwrap(), "only once");
    assert!(tx.erase_side(&name.commitment(), at(9)).await.unwrap());
    tx.commit().await.unwrap();

    let mut reader = test.store.read().await.unwrap();
    let found = reader.resolve(&[title(1).commitment(), title(99).commitment()]).await.unwrap();
    assert_eq!(found.len(), 1, "what was never stored is not found");
    assert_eq!(found[&title(1).commitment()], Resolved::Erased(at(9)));
    let row = &reader.matters(&everything(), &Page::default()).await.unwrap().rows[0];
    assert_eq!((row.title.as_deref(), row.title_ref), (None, Some(title(1).commitment())));
    assert_eq!(reader.person(id(5)).await.unwrap().unwrap().text, None);
    assert_eq!(reader.load(id(1)).await.unwrap(), Some(plan));
    let sides = reader.sides_of("plan", id(1)).await.unwrap();
    assert_eq!((sides.len(), sides[0].erased_at), (1, Some(at(9))));
    drop(reader);
    let report = verify(&test.store).await;
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(report.root, root);
    let rows = test.store.compare_rows(at(0), &mut |_| {}).await.unwrap();
    assert_eq!(rows.changed, [], "a rebuild does not bring the text back");
}

async fn the_same_text_twice_has_two_commitments(engine: Engine) {
    let test = open(engine).await;
    open_plan(&test.store, 1).await;
    let found = test.store.read().await.unwrap().resolve(&[title(1).commitment()]).await.unwrap();
    assert_eq!(
        found[&title(1).commitment()],
        Resolved::Value { kind: "title".into(), value: "事项标题1".into() }
    );
    let other = store::SideValue::new("title", "事项标题1", [1; 32]);
    assert_ne!(other.commitment(), title(1).commitment());
    assert!(!format!("{other:?}").contains("标题"), "no log line shows a value");
}

async fn a_changed_value_is_found(engine: Engine) {
    let test = open(engine).await;
    open_plan(&test.store, 1).await;
    test.tamper("UPDATE side_values SET value = '改过'").await.unwrap();
    let report = verify(&test.store).await;
    assert_eq!(report.findings.len(), 1);
    assert!(report.findings[0].what.to_string().contains(&title(1).commitment().to_string()));
}

async fn text_that_the_databases_take_differently_is_refused(engine: Engine) {
    let test = open(engine).await;
    let side = store::SideValue::new("title", "a\0b", [3; 32]);
    let event = OrgEvent::PersonMade { username: "x".into(), name: side.commitment() };
    let mut tx = test.store.write().await.unwrap();
    let refused = tx.commit_record(Loaded::<Org>::fresh(id(5)), &act(0), &[event], &[side]).await;
    assert!(refused.is_err());
}
