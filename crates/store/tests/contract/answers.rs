//! Answers of the public: counted once, sealed, provable, and apart from the record.

use jiff::civil::Date;
use ledger::{Hash, Tree, commitment, leaf_hash, verify_inclusion};
use store::{
    NewAnswer, Placed,
    answers::{NewText, TILE},
    testing::{Engine, TestStore},
};
use uuid::Uuid;

use crate::support::{on_both, open};

on_both!(
    an_answer_is_taken_once,
    nothing_is_taken_before_opening_and_after_closing,
    counts_are_those_of_the_rows,
    every_leaf_can_be_proved_under_every_size,
    many_at_once_get_positions_without_gaps,
    a_batch_is_taken_whole,
    a_file_waits_for_its_official,
    known_answers_are_found_by_their_tags,
);

const ID: Uuid = Uuid::from_u128(0xC0);

/// The n-th answer: one in three opposes.
fn answer(n: u64) -> NewAnswer {
    let attitude = if n.is_multiple_of(3) { "OPPOSE" } else { "SUPPORT" };
    let stratum = format!("G{:02}", n % 2 + 1);
    NewAnswer {
        consultation: ID,
        tag: Hash::of(format!("tag {n}").as_bytes()),
        stratum: stratum.clone(),
        channel: "WEB".to_owned(),
        day: Date::constant(2016, 5, 4),
        attitude: Some(attitude.to_owned()),
        content: format!("{{\"stratum\":\"{stratum}\",\"values\":{{\"ATT\":[\"{attitude}\"]}}}}"),
        leaf: leaf_hash(&commitment(&[9; 32], n.to_string().as_bytes()).0),
        chosen: vec![("ATT".to_owned(), attitude.to_owned())],
        texts: Vec::new(),
    }
}

async fn opened(engine: Engine) -> TestStore {
    let test = open(engine).await;
    let mut tx = test.store.write_answers().await.unwrap();
    tx.open_answers(ID, &[9; 32]).await.unwrap();
    tx.commit().await.unwrap();
    test
}

async fn place(test: &TestStore, given: &[NewAnswer]) -> Vec<Placed> {
    let mut tx = test.store.write_answers().await.unwrap();
    let placed = tx.place_answers(given).await.unwrap();
    tx.commit().await.unwrap();
    placed
}

async fn an_answer_is_taken_once(engine: Engine) {
    let test = opened(engine).await;
    let (a, b) = (answer(0), answer(1));
    let placed = place(&test, &[a.clone(), b.clone(), a.clone()]).await;
    let expected = [
        Placed::Taken { position: 0 },
        Placed::Taken { position: 1 },
        Placed::Repeated { position: 0 },
    ];
    assert_eq!(placed, expected);
    // A changed answer under the same receipt counts nothing and changes nothing.
    let changed = NewAnswer { content: "{}".to_owned(), ..b.clone() };
    assert_eq!(test.store.give_answer(changed).await.unwrap(), Placed::Repeated { position: 1 });
    let mut reader = test.store.read_answers().await.unwrap();
    assert_eq!(reader.answers_head(ID).await.unwrap().unwrap().size, 2);
    let receipt = reader.receipt(&b.tag).await.unwrap().expect("the second answer");
    assert_eq!((receipt.position, receipt.leaf), (1, b.leaf));
    assert_eq!(receipt.content, Some(b.content));
    assert!(reader.receipt(&Hash::of(b"nobody")).await.unwrap().is_none());
}

async fn nothing_is_taken_before_opening_and_after_closing(engine: Engine) {
    let test = open(engine).await;
    assert_eq!(test.store.give_answer(answer(0)).await.unwrap(), Placed::Closed);
    let mut tx = test.store.write_answers().await.unwrap();
    tx.open_answers(ID, &[9; 32]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(test.store.give_answer(answer(0)).await.unwrap(), Placed::Taken { position: 0 });
    let mut tx = test.store.write_answers().await.unwrap();
    tx.close_answers(ID).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(test.store.give_answer(answer(1)).await.unwrap(), Placed::Closed);
    // Who has a receipt is told so even now.
    assert_eq!(test.store.give_answer(answer(0)).await.unwrap(), Placed::Repeated { position: 0 });
    let mut reader = test.store.read_answers().await.unwrap();
    let head = reader.answers_head(ID).await.unwrap().unwrap();
    assert!(head.closed && head.size == 1);
}

async fn counts_are_those_of_the_rows(engine: Engine) {
    let test = opened(engine).await;
    let given: Vec<NewAnswer> = (0..150).map(answer).collect();
    place(&test, &given[..70]).await;
    place(&test, &given[70..]).await;
    let mut reader = test.store.read_answers().await.unwrap();
    let counts = reader.answer_counts(ID).await.unwrap();
    let n = |question: &str, stratum: &str, choice: &str| {
        let found = counts
            .iter()
            .find(|c| (&*c.question, &*c.stratum, &*c.choice) == (question, stratum, choice));
        found.map_or(0, |c| c.n)
    };
    let rows = |stratum: &str, attitude: Option<&str>| {
        let of = given.iter().filter(|a| a.stratum == stratum);
        of.filter(|a| attitude.is_none() || a.attitude.as_deref() == attitude).count() as u64
    };
    for stratum in ["G01", "G02"] {
        assert_eq!(n("", stratum, ""), rows(stratum, None));
        assert_eq!(n("channel", stratum, "WEB"), rows(stratum, None));
        for attitude in ["SUPPORT", "OPPOSE"] {
            assert_eq!(n("ATT", stratum, attitude), rows(stratum, Some(attitude)), "{stratum}");
        }
    }
    // In the order in which they are asked for, unknown ones left out.
    let positions: Vec<u64> = (0..given.len() as u64 + 5).rev().collect();
    let seen = reader.answers_at(ID, &positions).await.unwrap();
    let contents: Vec<&str> = seen.iter().map(|row| row.content.as_str()).collect();
    let expected: Vec<&str> = given.iter().rev().map(|a| a.content.as_str()).collect();
    assert_eq!(contents, expected);
}

async fn every_leaf_can_be_proved_under_every_size(engine: Engine) {
    let test = opened(engine).await;
    let given: Vec<NewAnswer> = (0..TILE * 2 + 45).map(answer).collect();
    place(&test, &given).await;
    let mut roots = vec![Tree::new().root()];
    let mut tree = Tree::new();
    for one in &given {
        tree.append_leaf(one.leaf);
        roots.push(tree.root());
    }
    for kept in [false, true] {
        if kept {
            let mut tx = test.store.write_answers().await.unwrap();
            tx.keep_tiles(ID, tree.size()).await.unwrap();
            tx.keep_tiles(ID, tree.size()).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut reader = test.store.read_answers().await.unwrap();
        for size in [1, 2, 255, 256, 257, 511, 512, 513, tree.size()] {
            for position in [0, 1, 255, 256, 300, 511, 512, size - 1] {
                if position >= size {
                    continue;
                }
                let proof = reader.prove_answer(ID, position, size).await.unwrap();
                let leaf = given[usize::try_from(position).unwrap()].leaf;
                let root = roots[usize::try_from(size).unwrap()];
                let holds = verify_inclusion(&leaf, position, size, &root, &proof.path);
                assert!(holds, "{position} of {size}, tiles kept: {kept}");
                let other = given[usize::try_from((position + 1) % 512).unwrap()].leaf;
                assert!(!verify_inclusion(&other, position, size, &root, &proof.path));
            }
        }
    }
}

async fn many_at_once_get_positions_without_gaps(engine: Engine) {
    let test = opened(engine).await;
    let store = test.store.clone();
    let tasks: Vec<_> = (0..300)
        .map(|n| {
            let store = store.clone();
            // Every third is sent twice at the same time, as by a double click.
            tokio::spawn(async move { store.give_answer(answer(n / 3 * 2 + n % 3 % 2)).await })
        })
        .collect();
    let mut positions = Vec::new();
    for task in tasks {
        match task.await.unwrap().unwrap() {
            Placed::Taken { position } => positions.push(position),
            Placed::Repeated { .. } => {}
            Placed::Closed => panic!("it is open"),
        }
    }
    positions.sort_unstable();
    assert_eq!(positions, (0..200).collect::<Vec<u64>>());
}

async fn a_batch_is_taken_whole(engine: Engine) {
    let test = opened(engine).await;
    let text = NewText {
        question: "WORDS".to_owned(),
        commitment: ledger::commitment(&[3; 32], "路灯太暗".as_bytes()),
        salt: [3; 32],
        sealed: "0a0b".to_owned(),
    };
    let with_text = NewAnswer { texts: vec![text], ..answer(5) };
    {
        let mut tx = test.store.write_answers().await.unwrap();
        tx.place_answers(&[answer(4), with_text.clone()]).await.unwrap();
        // Dropped without a commit, as when the disk is full.
    }
    let mut reader = test.store.read_answers().await.unwrap();
    assert_eq!(reader.answers_head(ID).await.unwrap().unwrap().size, 0);
    assert!(reader.answer_counts(ID).await.unwrap().is_empty());
    reader.close().await.unwrap();
    let placed = place(&test, &[answer(4), with_text]).await;
    assert_eq!(placed, [Placed::Taken { position: 0 }, Placed::Taken { position: 1 }]);
}

/// Of one official one file waits, and nobody else finds it.
async fn a_file_waits_for_its_official(engine: Engine) {
    let test = opened(engine).await;
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let (first, second) = (Hash::of(b"first"), Hash::of(b"second"));
    let put = async |clerk: Uuid, file: Hash, sealed: &str| {
        let mut tx = test.store.write_answers().await.unwrap();
        tx.put_batch_of(ID, clerk, (file, sealed)).await.unwrap();
        tx.commit().await.unwrap();
    };
    let waits = async |clerk: Uuid, file: Hash| {
        let mut reader = test.store.read_answers().await.unwrap();
        reader.waiting_batch(ID, clerk, file).await.unwrap()
    };
    put(one, first, "aa").await;
    put(other, first, "bb").await;
    assert_eq!(waits(one, first).await.as_deref(), Some("aa"));
    put(one, second, "cc").await;
    assert_eq!(waits(one, first).await, None, "another file was brought since");
    assert_eq!(waits(one, second).await.as_deref(), Some("cc"));
    let mut tx = test.store.write_answers().await.unwrap();
    tx.forget_batch(ID, one).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(waits(one, second).await, None);
    assert_eq!(waits(other, first).await.as_deref(), Some("bb"));
    let mut tx = test.store.write_answers().await.unwrap();
    tx.forget_batches(ID).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(waits(other, first).await, None);
}

async fn known_answers_are_found_by_their_tags(engine: Engine) {
    let test = opened(engine).await;
    let given: Vec<NewAnswer> = (0..70).map(answer).collect();
    place(&test, &given).await;
    let tags: Vec<Hash> = (0..150).step_by(2).map(|n| answer(n).tag).collect();
    let mut reader = test.store.read_answers().await.unwrap();
    let known = reader.known_answers(&tags).await.unwrap();
    assert_eq!(known.len(), 35);
    assert!((0..70).step_by(2).all(|n| known.get(&answer(n).tag) == Some(&n)));
}
