//! Answers of the public: counted once, sealed, provable, and apart from the record.

use jiff::civil::Date;
use ledger::{Hash, Tree, commitment, leaf_hash, verify_inclusion};
use store::{
    NewAnswer, Placed,
    answers::{Gone, NewText, RoundPlace, RoundRows, TILE, TextRef},
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
    a_letter_counts_once,
    letters_lie_in_no_order,
    alike_answers_are_counted_and_found,
    what_is_excluded_leaves_the_counts_once,
    erased_answers_leave_their_proofs,
    a_round_has_places_of_its_own,
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
        pattern: Some(Hash::of(format!("{stratum} {attitude}").as_bytes())),
        letter: None,
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
            refused => panic!("it is open: {refused:?}"),
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

fn code(n: u64) -> Hash {
    Hash::of(format!("letter {n}").as_bytes())
}

async fn print(test: &TestStore, letters: std::ops::Range<u64>) {
    let mut tx = test.store.write_answers().await.unwrap();
    let hashes: Vec<Hash> = letters.map(code).collect();
    tx.keep_letter_key(ID, &[3; 32]).await.unwrap();
    tx.add_letters(ID, &hashes).await.unwrap();
    tx.commit().await.unwrap();
}

fn with_letter(n: u64, letter: u64) -> NewAnswer {
    NewAnswer { letter: Some(code(letter)), ..answer(n) }
}

async fn a_letter_counts_once(engine: Engine) {
    let test = opened(engine).await;
    print(&test, 0..70).await;
    let mut reader = test.store.read_answers().await.unwrap();
    assert_eq!(reader.letter_key(ID).await.unwrap(), Some(hex::encode([3; 32])));
    reader.close().await.unwrap();
    let other = NewAnswer { consultation: Uuid::from_u128(0xC1), ..with_letter(9, 9) };
    let mut tx = test.store.write_answers().await.unwrap();
    tx.open_answers(other.consultation, &[9; 32]).await.unwrap();
    tx.commit().await.unwrap();
    // The second of one batch finds the letter used; the first form again does not.
    let given =
        [with_letter(0, 5), with_letter(1, 5), with_letter(0, 5), with_letter(2, 99), other];
    let placed = place(&test, &given).await;
    let expected = [
        Placed::Taken { position: 0 },
        Placed::LetterSpent,
        Placed::Repeated { position: 0 },
        Placed::LetterUnknown,
        Placed::LetterUnknown,
    ];
    assert_eq!(placed, expected);
    assert_eq!(place(&test, &[with_letter(1, 5)]).await, [Placed::LetterSpent]);
    assert_eq!(place(&test, &[with_letter(1, 6)]).await, [Placed::Taken { position: 1 }]);
    {
        let mut tx = test.store.write_answers().await.unwrap();
        tx.place_answers(&[with_letter(3, 7)]).await.unwrap();
        // Dropped without a commit: neither the answer nor the letter is used up.
    }
    let mut reader = test.store.read_answers().await.unwrap();
    let head = reader.letters_head(ID).await.unwrap();
    assert_eq!((head.left, head.used), (68, 2));
    assert_eq!(reader.answers_head(ID).await.unwrap().unwrap().size, 2);
    reader.close().await.unwrap();
    assert_eq!(place(&test, &[with_letter(3, 7)]).await, [Placed::Taken { position: 2 }]);
}

async fn letters_lie_in_no_order(engine: Engine) {
    let test = opened(engine).await;
    print(&test, 0..40).await;
    print(&test, 40..90).await;
    for n in [17, 3, 80] {
        place(&test, &[with_letter(n, n)]).await;
    }
    let mut tx = test.store.write_answers().await.unwrap();
    tx.settle_letters(ID).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = test.store.read_answers().await.unwrap();
    let head = reader.letters_head(ID).await.unwrap();
    assert_eq!((head.left, head.used), (87, 3), "nothing is lost by putting them in order");
    reader.close().await.unwrap();
    assert_eq!(place(&test, &[with_letter(200, 17)]).await, [Placed::LetterSpent]);
    assert!(matches!(place(&test, &[with_letter(200, 18)]).await[..], [Placed::Taken { .. }]));
}

async fn alike_answers_are_counted_and_found(engine: Engine) {
    let test = opened(engine).await;
    let given: Vec<NewAnswer> = (0..60).map(answer).collect();
    place(&test, &given[..25]).await;
    place(&test, &given[25..]).await;
    let mut reader = test.store.read_answers().await.unwrap();
    let found = reader.most_alike(ID, 5).await.unwrap();
    let n: Vec<u64> = found.iter().map(|pattern| pattern.n).collect();
    assert_eq!(n, [20, 20, 10, 10], "most often first");
    let sample = found[0].sample.unwrap();
    let like = &given[usize::try_from(sample).unwrap()];
    assert_eq!(like.pattern, Some(found[0].pattern));
    let part = "\"values\":{\"ATT\":[\"SUPPORT\"]}";
    let mut positions = Vec::new();
    loop {
        let from = positions.last().map_or(0, |last: &u64| last + 1);
        let page = reader.answers_with(ID, ("G01", part), from, 7).await.unwrap();
        if page.is_empty() {
            break;
        }
        positions.extend(page.iter().map(|(position, ..)| *position));
    }
    let expected: Vec<u64> = (0..60).filter(|n| n % 2 == 0 && n % 3 != 0).collect();
    assert_eq!(positions, expected);
    let none = reader.answers_with(ID, ("G01", "%"), 0, 7).await.unwrap();
    assert!(none.is_empty(), "a sign of the pattern is a sign like any other");
}

async fn what_is_excluded_leaves_the_counts_once(engine: Engine) {
    let test = opened(engine).await;
    place(&test, &(0..30).map(answer).collect::<Vec<_>>()).await;
    let gone = |n: u64| {
        let answer = answer(n);
        Gone {
            position: n,
            stratum: answer.stratum,
            channel: answer.channel,
            chosen: answer.chosen,
            pattern: answer.pattern.unwrap(),
        }
    };
    for some in [&[0, 6][..], &[6, 12, 12], &[]] {
        let mut tx = test.store.write_answers().await.unwrap();
        let some: Vec<Gone> = some.iter().map(|n| gone(*n)).collect();
        tx.exclude_answers(ID, &some).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut reader = test.store.read_answers().await.unwrap();
    let counts = reader.answer_counts(ID).await.unwrap();
    let n = |question: &str, choice: &str| -> u64 {
        let of = counts.iter().filter(|c| c.stratum == "G01" && c.question == question);
        of.filter(|c| c.choice == choice).map(|c| c.n).sum()
    };
    assert_eq!((n("", ""), n("channel", "WEB"), n("ATT", "OPPOSE")), (12, 12, 2));
    assert_eq!(n("ATT", "SUPPORT"), 10);
    // The tree is as it was, and so is the row.
    assert_eq!(reader.answers_head(ID).await.unwrap().unwrap().size, 30);
    assert_eq!(reader.answers_at(ID, &[0]).await.unwrap().len(), 1);
}

async fn erased_answers_leave_their_proofs(engine: Engine) {
    let test = opened(engine).await;
    print(&test, 0..3).await;
    let text = NewText {
        question: "WORDS".to_owned(),
        commitment: commitment(&[3; 32], "路灯太暗".as_bytes()),
        salt: [3; 32],
        sealed: "0a0b".to_owned(),
    };
    let mut given: Vec<NewAnswer> = (0..300).map(answer).collect();
    given[299].texts.push(text);
    given[299].letter = Some(code(1));
    place(&test, &given).await;
    let mut reader = test.store.read_answers().await.unwrap();
    let (before, counts) =
        (reader.answers_head(ID).await.unwrap(), reader.answer_counts(ID).await.unwrap());
    assert!(reader.answers_remain(ID).await.unwrap());
    reader.close().await.unwrap();
    loop {
        let mut tx = test.store.write_answers().await.unwrap();
        let more = tx.erase_some_answers(ID).await.unwrap();
        tx.commit().await.unwrap();
        if !more {
            break;
        }
    }
    let mut reader = test.store.read_answers().await.unwrap();
    assert!(!reader.answers_remain(ID).await.unwrap());
    assert_eq!(reader.answers_head(ID).await.unwrap(), before);
    assert_eq!(reader.answer_counts(ID).await.unwrap(), counts);
    assert!(reader.answers_at(ID, &[0, 299]).await.unwrap().is_empty());
    assert!(reader.texts_of_answer(ID, 299).await.unwrap().is_empty());
    assert_eq!(reader.text_key(ID).await.unwrap(), None);
    assert_eq!(reader.letter_key(ID).await.unwrap(), None);
    assert!(reader.most_alike(ID, 5).await.unwrap().is_empty());
    let receipt = reader.receipt(&given[7].tag).await.unwrap().expect("the tag stays");
    assert_eq!(receipt.content, None);
    let proof = reader.prove_answer(ID, 7, 300).await.unwrap();
    let root = before.unwrap().root;
    assert!(verify_inclusion(&receipt.leaf, 7, 300, &root, &proof.path));
}

/// Votes and statements of a round lie apart from the answers and from each
/// other, are told by their place, and lose their key with the consultation.
async fn a_round_has_places_of_its_own(engine: Engine) {
    const VOTES: Uuid = Uuid::from_u128(0xC1);
    const STATEMENTS: Uuid = Uuid::from_u128(0xC2);
    let test = opened(engine).await;
    let mut tx = test.store.write_answers().await.unwrap();
    let of = |rows| RoundPlace { consultation: ID, rows };
    tx.open_round(VOTES, of(RoundRows::Votes), &[1; 32]).await.unwrap();
    tx.open_round(STATEMENTS, of(RoundRows::Statements), &[2; 32]).await.unwrap();
    // Opened again it stays as it is, with its own key.
    tx.open_round(STATEMENTS, of(RoundRows::Statements), &[3; 32]).await.unwrap();
    tx.commit().await.unwrap();
    let row = |n: u64| NewAnswer {
        consultation: VOTES,
        stratum: String::new(),
        attitude: None,
        content: format!("{{\"votes\":{{\"1\":\"AGREE\",\"n\":{n}}}}}"),
        chosen: vec![(
            "1".to_owned(),
            if n.is_multiple_of(3) { "DISAGREE" } else { "AGREE" }.into(),
        )],
        ..answer(100 + n)
    };
    let text = NewText {
        question: "OWN".to_owned(),
        commitment: ledger::commitment(&[3; 32], "路灯太暗".as_bytes()),
        salt: [3; 32],
        sealed: "0a0b".to_owned(),
    };
    let own = NewAnswer { consultation: STATEMENTS, texts: vec![text], ..answer(200) };
    let rows: Vec<NewAnswer> = (0..7).map(row).collect();
    place(&test, &rows).await;
    assert_eq!(test.store.give_answer(own).await.unwrap(), Placed::Taken { position: 0 });
    assert_eq!(test.store.give_answer(row(2)).await.unwrap(), Placed::Repeated { position: 2 });

    let mut reader = test.store.read_answers().await.unwrap();
    assert_eq!(reader.answers_head(ID).await.unwrap().unwrap().size, 0);
    assert_eq!(reader.answers_head(VOTES).await.unwrap().unwrap().size, 7);
    assert_eq!(reader.round_place(VOTES).await.unwrap(), Some(of(RoundRows::Votes)));
    assert_eq!(reader.round_place(STATEMENTS).await.unwrap(), Some(of(RoundRows::Statements)));
    assert_eq!(reader.round_place(ID).await.unwrap(), None);
    let mut read: Vec<(u64, String)> = Vec::new();
    for from in [0, 3, 6] {
        read.extend(reader.contents_from(VOTES, from, 3).await.unwrap());
    }
    let contents: Vec<&String> = rows.iter().map(|row| &row.content).collect();
    assert_eq!(read.iter().map(|(_, content)| content).collect::<Vec<_>>(), contents);
    let counts = reader.answer_counts(VOTES).await.unwrap();
    let agree = counts.iter().find(|c| c.question == "1" && c.choice == "AGREE").unwrap();
    assert_eq!(agree.n, 4);
    let at = TextRef { position: 0, question: "OWN".to_owned() };
    let found = reader.free_text(STATEMENTS, &at).await.unwrap().expect("the statement");
    assert_eq!(found.state, "WAITING");
    assert_eq!(reader.text_key(STATEMENTS).await.unwrap(), Some(hex::encode([2; 32])));
    reader.close().await.unwrap();
    let mut tx = test.store.write_answers().await.unwrap();
    tx.destroy_text_key(ID).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = test.store.read_answers().await.unwrap();
    for place in [ID, VOTES, STATEMENTS] {
        assert_eq!(reader.text_key(place).await.unwrap(), None, "{place}");
    }
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
