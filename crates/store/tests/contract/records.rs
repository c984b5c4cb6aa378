//! State, "as of", and the rows of lists.

use domain::record::Record as _;
use store::{Loaded, Page, testing::Engine};

use crate::support::{
    LaterPlan, Plan, PlanEvent, act, at, everything, id, moved, on_both, open, open_plan, rate,
    title, verify,
};

on_both!(
    a_record_is_loaded_as_it_was_left,
    a_record_is_shown_as_of_any_instant,
    a_row_of_an_older_fold_is_folded_again,
    list_rows_follow_the_state,
    an_older_assessment_never_overwrites_a_newer_one,
    several_records_come_with_one_statement,
);

async fn a_record_is_loaded_as_it_was_left(engine: Engine) {
    let mut test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    test.reopen(crate::support::registry()).await.unwrap();
    let again = test.store.read().await.unwrap().load::<Plan>(id(1)).await.unwrap();
    assert_eq!(again, Some(plan));
    assert_eq!(test.store.read().await.unwrap().load::<Plan>(id(2)).await.unwrap(), None);
}

async fn a_record_is_shown_as_of_any_instant(engine: Engine) {
    let test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    let mut tx = test.store.write().await.unwrap();
    let plan = tx.commit_record(plan, &act(10), &[moved("A")], &[]).await.unwrap();
    tx.commit_record(plan, &act(20), &[moved("B")], &[]).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = test.store.read().await.unwrap();
    let mut status_at = async |seconds| {
        let plan = reader.as_of::<Plan>(id(1), at(seconds)).await.unwrap();
        plan.map(|plan| (plan.state.status, plan.version))
    };
    assert_eq!(status_at(-1).await, None);
    assert_eq!(status_at(0).await, Some((String::new(), 1)));
    assert_eq!(status_at(19).await, Some(("A".into(), 2)));
    assert_eq!(status_at(20).await, Some(("B".into(), 3)));
}

async fn a_row_of_an_older_fold_is_folded_again(engine: Engine) {
    let test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    let mut tx = test.store.write().await.unwrap();
    tx.commit_record(plan, &act(1), &[moved("A")], &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_ne!(Plan::FOLD_VERSION, LaterPlan::FOLD_VERSION);
    let later = test.store.read().await.unwrap().load::<LaterPlan>(id(1)).await.unwrap().unwrap();
    assert_eq!((later.state.events, later.version), (2, 2));
}

async fn list_rows_follow_the_state(engine: Engine) {
    let test = open(engine).await;
    let plan = open_plan(&test.store, 1).await;
    let set = |n: u128| PlanEvent::MeasureSet { id: id(n), title: Some(title(n).commitment()) };
    let mut tx = test.store.write().await.unwrap();
    let sides = [title(50), title(51)];
    let plan = tx.commit_record(plan, &act(1), &[set(50), set(51)], &sides).await.unwrap();
    let drop_one = PlanEvent::MeasureDropped { id: id(50) };
    let join = PlanEvent::Joined { unit: id(77) };
    tx.commit_record(plan, &act(2), &[drop_one, join, moved("PLANNED")], &[]).await.unwrap();
    tx.commit().await.unwrap();

    let mut reader = test.store.read().await.unwrap();
    let measures = reader.measures_of(id(1)).await.unwrap();
    assert_eq!(measures.len(), 1);
    assert_eq!((measures[0].row.id, measures[0].text.as_deref()), (id(51), Some("事项标题51")));
    let units: Vec<_> =
        reader.participants_of(id(1)).await.unwrap().into_iter().map(|p| p.unit_id).collect();
    assert_eq!(units, [id(77), id(900)]);
    let rows = reader.matters(&everything(), &Page::default()).await.unwrap().rows;
    let row = &rows[0];
    assert_eq!(
        (row.number.as_str(), row.title.as_deref()),
        ("LN-CY-2016-00001", Some("事项标题1"))
    );
    assert_eq!((row.status.as_deref(), row.updated_at), (Some("PLANNED"), at(2)));
    assert_eq!(reader.matter_by_number("LN-CY-2016-00001").await.unwrap().as_ref(), Some(row));
    assert_eq!(reader.matters_of_unit(id(77), 10).await.unwrap().len(), 1);
}

async fn an_older_assessment_never_overwrites_a_newer_one(engine: Engine) {
    let test = open(engine).await;
    open_plan(&test.store, 1).await;
    rate(&test.store, 11, 1, 2, "HIGH").await;
    rate(&test.store, 10, 1, 1, "LOW").await;
    let row = test.store.read().await.unwrap().matter_row(id(1)).await.unwrap().unwrap();
    assert_eq!((row.level_initial.as_deref(), row.assessment_no), (Some("HIGH"), Some(2)));
    assert_eq!(row.assessment_id, Some(id(11)));
    assert!(verify(&test.store).await.is_clean());
}

async fn several_records_come_with_one_statement(engine: Engine) {
    let test = open(engine).await;
    for n in 1..=3 {
        open_plan(&test.store, n).await;
    }
    let mut reader = test.store.read().await.unwrap();
    let before = test.store.statements();
    let ids = [id(1), id(3), id(99)];
    let mut found: Vec<Loaded<Plan>> = reader.load_many(&ids).await.unwrap();
    assert_eq!(test.store.statements() - before, 1);
    found.sort_by_key(|plan| plan.id);
    assert_eq!(found.iter().map(|plan| plan.id).collect::<Vec<_>>(), [id(1), id(3)]);
}
