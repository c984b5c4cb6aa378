//! Words of grievances: stored once, waiting until somebody looked at them, and gone
//! at the end of their term, the last one with the key of their matter.

use jiff::civil::Date;
use ledger::commitment;
use store::{
    answers::{Decided, NewGrievance},
    testing::Engine,
};
use uuid::Uuid;

use crate::support::{on_both, open};

on_both!(
    words_are_stored_once,
    words_wait_until_they_were_looked_at,
    words_go_and_the_last_one_takes_the_key,
);

const MATTER: Uuid = Uuid::from_u128(0xA1);

fn new(n: u128, text: &str) -> NewGrievance {
    let salt = [7; 32];
    NewGrievance {
        id: Uuid::from_u128(n),
        matter: MATTER,
        day: Date::constant(2016, 12, 5),
        commitment: commitment(&salt, text.as_bytes()),
        salt,
        sealed: hex::encode(text),
    }
}

async fn words_are_stored_once(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write_answers().await.unwrap();
    let key = tx.open_grievance_key(MATTER, &[1; 32]).await.unwrap();
    assert_eq!(key, hex::encode([1; 32]));
    let again = tx.open_grievance_key(MATTER, &[2; 32]).await.unwrap();
    assert_eq!(again, key, "the key of a matter stays");
    let first = tx.place_grievance(&new(1, "夜里太吵")).await.unwrap();
    let second = tx.place_grievance(&new(1, "改过的字")).await.unwrap();
    assert_eq!(first, second, "the same form sent twice keeps its first words");
    tx.commit().await.unwrap();
    let mut reader = test.store.read_answers().await.unwrap();
    assert_eq!(reader.grievance_text(Uuid::from_u128(1)).await.unwrap(), Some(first));
    assert_eq!(reader.grievance_text(Uuid::from_u128(9)).await.unwrap(), None);
}

async fn words_wait_until_they_were_looked_at(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write_answers().await.unwrap();
    for n in [1, 2] {
        tx.place_grievance(&new(n, "夜里太吵")).await.unwrap();
    }
    let waiting = tx.waiting_grievances(MATTER, 10).await.unwrap();
    assert_eq!(waiting, [Uuid::from_u128(1), Uuid::from_u128(2)]);
    let decided = Decided {
        state: "REDACTED".to_owned(),
        reason: Some("PERSONAL_DATA".to_owned()),
        shown: Some("夜里▇▇▇".to_owned()),
    };
    tx.decide_grievance(Uuid::from_u128(1), &decided).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = test.store.read_answers().await.unwrap();
    assert_eq!(reader.waiting_grievances(MATTER, 10).await.unwrap(), [Uuid::from_u128(2)]);
    let text = reader.grievance_text(Uuid::from_u128(1)).await.unwrap().unwrap();
    assert_eq!((text.state, text.shown), (decided.state, decided.shown));
    assert!(text.sealed.is_some(), "the original lies beside it until the end of the term");
}

async fn words_go_and_the_last_one_takes_the_key(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write_answers().await.unwrap();
    tx.open_grievance_key(MATTER, &[1; 32]).await.unwrap();
    for n in [1, 2, 3] {
        tx.place_grievance(&new(n, "夜里太吵")).await.unwrap();
    }
    let ids = [1, 2, 3].map(Uuid::from_u128);
    let (day, before) = (Date::constant(2016, 12, 5), Date::constant(2016, 12, 4));
    assert!(tx.held_grievances(before, Uuid::nil(), 9).await.unwrap().is_empty());
    let held = tx.held_grievances(day, ids[0], 1).await.unwrap();
    assert_eq!(held, [(ids[1], MATTER)]);

    tx.erase_grievances(MATTER, &ids[..2]).await.unwrap();
    assert_eq!(tx.held_grievances(day, Uuid::nil(), 9).await.unwrap(), [(ids[2], MATTER)]);
    assert_eq!(tx.waiting_grievances(MATTER, 9).await.unwrap(), [ids[2]]);
    assert_eq!(tx.grievance_key(MATTER).await.unwrap(), Some(hex::encode([1; 32])));
    tx.erase_grievances(MATTER, &ids[2..]).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = test.store.read_answers().await.unwrap();
    for id in ids {
        let text = reader.grievance_text(id).await.unwrap().unwrap();
        assert_eq!((text.salt, text.sealed, text.shown), (None, None, None));
    }
    assert_eq!(reader.grievance_key(MATTER).await.unwrap(), None);
    reader.close().await.unwrap();
    let mut tx = test.store.write_answers().await.unwrap();
    let key = tx.open_grievance_key(MATTER, &[3; 32]).await.unwrap();
    assert_eq!(key, hex::encode([3; 32]), "what comes later lies under another key");
}
