//! Appending: gapless, in order of time, one winner of two.

use ledger::{Hash, Tree};
use serde_json::json;
use store::{AppendError, Loaded, NewEvent, StreamRef, testing::Engine};

use crate::support::{Plan, act, at, id, moved, on_both, open, open_plan, title, verify};

on_both!(
    numbers_have_no_gaps_and_the_head_has_the_root,
    the_second_of_two_gets_a_conflict_that_names_the_first,
    a_rolled_back_act_leaves_no_gap,
    recorded_at_never_goes_back,
    what_has_no_canonical_form_is_refused,
    a_side_value_that_no_event_mentions_is_refused,
    thirty_two_writers_at_once_leave_one_gapless_log,
    events_are_never_changed_or_deleted_by_the_program,
    many_events_in_one_act_keep_their_order,
);

async fn numbers_have_no_gaps_and_the_head_has_the_root(engine: Engine) {
    let test = open(engine).await;
    let before = test.store.head().await.unwrap();
    assert_eq!((before.tree.size(), before.root), (0, Tree::new().root()));
    let plan = open_plan(&test.store, 1).await;
    let mut tx = test.store.write().await.unwrap();
    let plan = tx.commit_record(plan, &act(1), &[moved("A"), moved("B")], &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((plan.version, plan.last_seq, &plan.state.seqs[..]), (3, 2, &[0, 1, 2][..]));

    let mut reader = test.store.read().await.unwrap();
    let events = reader.events("plan", id(1)).await.unwrap();
    let mut tree = Tree::new();
    for (event, n) in events.iter().zip(0_u64..) {
        assert_eq!((event.meta.seq, event.version), (n, n + 1));
        assert_eq!(tree.append(event.body.as_bytes()), event.leaf_hash);
        assert_eq!(tree.root(), event.root);
    }
    assert_eq!(events[0].commitments, [title(1).commitment()]);
    assert!(!events[0].body.contains("事项标题"), "free text is never in the hashed bytes");
    let head = reader.head().await.unwrap();
    assert_eq!((head.root, head.tree), (tree.root(), tree));
    assert_eq!(head.log_id, store::testing::birth().log_id);
}

async fn the_second_of_two_gets_a_conflict_that_names_the_first(engine: Engine) {
    let test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    let mut tx = test.store.write().await.unwrap();
    tx.commit_record(plan.clone(), &act(5), &[moved("FIRST")], &[]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = test.store.write().await.unwrap();
    let lost = tx.commit_record(plan, &act(6), &[moved("SECOND")], &[]).await.unwrap_err();
    let AppendError::Conflict { stream, expected, found, by, at: when } = lost else {
        panic!("a conflict is expected");
    };
    assert_eq!((stream, expected, found), (StreamRef::new("plan", id(1)), 1, 2));
    assert_eq!((by.map(|p| p.uuid()), when), (Some(id(901)), Some(at(5))));
    drop(tx);
    let now = test.store.read().await.unwrap().load::<Plan>(id(1)).await.unwrap().unwrap();
    assert_eq!((now.state.status.as_str(), now.version), ("FIRST", 2));

    let mut tx = test.store.write().await.unwrap();
    let again = tx.commit_record(Loaded::<Plan>::fresh(id(1)), &act(7), &[moved("X")], &[]).await;
    assert!(matches!(again, Err(AppendError::Conflict { expected: 0, found: 2, .. })));
}

async fn a_rolled_back_act_leaves_no_gap(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    let fresh = Loaded::<Plan>::fresh(id(1));
    tx.commit_record(fresh, &act(0), &[moved("LOST")], &[]).await.unwrap();
    drop(tx);
    open_plan(&test.store, 2).await;
    let head = test.store.head().await.unwrap();
    assert_eq!(head.tree.size(), 1);
    let mut reader = test.store.read().await.unwrap();
    assert_eq!(reader.load::<Plan>(id(1)).await.unwrap(), None);
    assert_eq!(reader.events("plan", id(2)).await.unwrap()[0].meta.seq, 0);
    drop(reader);
    assert!(verify(&test.store).await.is_clean());
}

async fn recorded_at_never_goes_back(engine: Engine) {
    let test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    let mut tx = test.store.write().await.unwrap();
    let plan = tx.commit_record(plan, &act(100), &[moved("A")], &[]).await.unwrap();
    let plan = tx.commit_record(plan, &act(-86_400), &[moved("B")], &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(plan.updated_at, Some(at(100)), "the clock of a set-back machine is not believed");
    assert!(verify(&test.store).await.is_clean());
}

async fn what_has_no_canonical_form_is_refused(engine: Engine) {
    let test = open(engine).await;
    let stream = StreamRef::new("plan", id(1));
    for data in [json!({"n": 0.5}), json!({"n": 9_007_199_254_740_992_u64})] {
        let event =
            NewEvent { type_name: "Moved".into(), type_v: 1, data, commitments: Vec::new() };
        let mut tx = test.store.write().await.unwrap();
        assert!(tx.append(&stream, 0, &act(0), &[event]).await.is_err());
    }
    assert_eq!(test.store.head().await.unwrap().tree.size(), 0);
}

async fn a_side_value_that_no_event_mentions_is_refused(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    let fresh = Loaded::<Plan>::fresh(id(1));
    let refused = tx.commit_record(fresh, &act(0), &[moved("A")], &[title(3)]).await.unwrap_err();
    assert!(matches!(refused, AppendError::Unreferenced(hash) if hash == title(3).commitment()));
}

async fn thirty_two_writers_at_once_leave_one_gapless_log(engine: Engine) {
    let test = open(engine).await;
    open_plan(&test.store, 1).await;
    let mut writers = tokio::task::JoinSet::new();
    for n in 0..32_u128 {
        let store = test.store.clone();
        writers.spawn(async move {
            // Half of them open a record, the others all want the same one.
            if n % 2 == 0 {
                open_plan(&store, 100 + n).await;
                return 1;
            }
            let mut conflicts = 0;
            loop {
                let mut tx = store.write().await.unwrap();
                let plan = tx.load::<Plan>(id(1)).await.unwrap().unwrap();
                tokio::task::yield_now().await;
                match tx.commit_record(plan, &act(0), &[moved(&n.to_string())], &[]).await {
                    Ok(_) => break tx.commit().await.unwrap(),
                    Err(AppendError::Conflict { .. }) => conflicts += 1,
                    Err(other) => panic!("{other}"),
                }
                assert!(conflicts < 32, "somebody always gets through");
            }
            1
        });
    }
    let done: u32 = writers.join_all().await.into_iter().sum();
    assert_eq!(done, 32);
    assert_eq!(test.store.head().await.unwrap().tree.size(), 33);
    let mut reader = test.store.read().await.unwrap();
    let log = reader.events_from(0, 100).await.unwrap();
    assert!(log.iter().zip(0_u64..).all(|(event, n)| event.meta.seq == n));
    let plan = reader.load::<Plan>(id(1)).await.unwrap().unwrap();
    assert_eq!((plan.version, plan.state.seqs.len()), (17, 17));
    drop(reader);
    let report = verify(&test.store).await;
    assert!(report.is_clean(), "{:?}", report.findings);
}

async fn events_are_never_changed_or_deleted_by_the_program(engine: Engine) {
    let test = open(engine).await;
    open_plan(&test.store, 1).await;
    for script in ["UPDATE events SET actor = 'x'", "DELETE FROM events"] {
        let refused = test.tamper(script).await.unwrap_err().to_string();
        assert!(refused.contains("events are never"), "{refused}");
    }
}

async fn many_events_in_one_act_keep_their_order(engine: Engine) {
    let test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    let events: Vec<_> = (0..120).map(|n| moved(&n.to_string())).collect();
    let mut tx = test.store.write().await.unwrap();
    let plan = tx.commit_record(plan, &act(0), &events, &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((plan.version, plan.state.status.as_str()), (121, "119"));
    let report = verify(&test.store).await;
    assert!(report.is_clean() && report.events == 121, "{:?}", report.findings);
    assert_ne!(report.root, Hash::of(&[]));
}
