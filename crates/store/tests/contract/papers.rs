//! Documents that somebody ordered: how far they have come, and their end.

use jiff::SignedDuration;
use ledger::Hash;
use serde_json::json;
use store::{BlobKey, NewJob, Paper, PaperFile, PaperState, testing::Engine};
use uuid::Uuid;

use crate::support::{at, id, on_both, open};

on_both!(
    an_order_goes_its_way_to_the_file,
    what_failed_stays_failed,
    the_same_file_is_found_within_the_unit,
    orders_are_deleted_by_age_and_with_words_of_their_matter,
    a_long_job_is_held_by_whoever_works_on_it,
);

fn paper(n: u128) -> Paper {
    Paper {
        id: id(n),
        unit: id(900),
        person: id(1),
        role: "LEAD_UNIT".into(),
        record: "LN-CY-2016-00001".into(),
        kind: "assessment-report".into(),
        part: Some("2".into()),
        language: "zh-CN".into(),
        format: "pdf".into(),
        inputs: Hash::of(b"inputs"),
        state: PaperState::Ready,
        step: "WAIT".into(),
        done: 0,
        steps: 3,
        fault: None,
        file: None,
        created_at: at(i64::try_from(n).unwrap()),
        finished_at: None,
        expires_at: at(1000),
    }
}

fn file(content: &[u8]) -> PaperFile {
    PaperFile {
        name: "稳评报告.pdf".into(),
        media_type: "application/pdf".into(),
        blob: BlobKey(Hash::of(content)),
        sha256: Hash::of(content),
        size: 7,
        pages: Some(3),
        remarks: json!(["方正小标宋"]),
    }
}

async fn an_order_goes_its_way_to_the_file(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    tx.put_paper(&paper(1)).await.unwrap();
    assert_eq!(tx.paper(id(1)).await.unwrap(), Some(paper(1)));
    assert_eq!(tx.open_papers(id(1)).await.unwrap(), 1);
    assert!(tx.step_paper(id(1), "SET", (1, 5)).await.unwrap());
    let running = tx.paper(id(1)).await.unwrap().unwrap();
    assert_eq!((running.state, running.done, running.steps), (PaperState::Running, 1, 5));
    assert!(tx.wait_paper(id(1)).await.unwrap());
    assert!(!tx.wait_paper(id(1)).await.unwrap(), "it waits already");
    let newer = Hash::of(b"newer");
    assert!(tx.finish_paper(id(1), &newer, &file(b"a"), at(9)).await.unwrap());
    let done = tx.paper(id(1)).await.unwrap().unwrap();
    assert_eq!((done.state, done.done, done.inputs), (PaperState::Done, 5, newer));
    assert_eq!((done.file, done.finished_at), (Some(file(b"a")), Some(at(9))));
    assert!(!tx.finish_paper(id(1), &newer, &file(b"b"), at(10)).await.unwrap(), "once");
    assert!(!tx.step_paper(id(1), "SET", (0, 5)).await.unwrap());
    assert!(!tx.fail_paper(id(1), &json!({}), at(10)).await.unwrap());
    assert_eq!(tx.open_papers(id(1)).await.unwrap(), 0);
}

async fn what_failed_stays_failed(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    tx.put_paper(&Paper { part: None, ..paper(1) }).await.unwrap();
    let fault = json!({"key": "paper-fault-font", "args": {"font": "仿宋"}});
    assert!(tx.fail_paper(id(1), &fault, at(9)).await.unwrap());
    let failed = tx.paper(id(1)).await.unwrap().unwrap();
    assert_eq!((failed.state, failed.fault), (PaperState::Failed, Some(fault)));
    assert!(!tx.step_paper(id(1), "SET", (0, 5)).await.unwrap());
    let same = tx.same_papers(&Hash::of(b"inputs"), id(900), at(10)).await.unwrap();
    assert_eq!(same, [], "it is made again");
}

async fn the_same_file_is_found_within_the_unit(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    tx.put_paper(&paper(1)).await.unwrap();
    tx.put_paper(&Paper { person: id(2), ..paper(2) }).await.unwrap();
    tx.put_paper(&Paper { unit: id(901), ..paper(3) }).await.unwrap();
    tx.put_paper(&Paper { inputs: Hash::of(b"other"), ..paper(4) }).await.unwrap();
    let ids = |papers: Vec<Paper>| papers.iter().map(|paper| paper.id).collect::<Vec<Uuid>>();
    let inputs = Hash::of(b"inputs");
    assert_eq!(ids(tx.same_papers(&inputs, id(900), at(10)).await.unwrap()), [id(2), id(1)]);
    assert_eq!(ids(tx.same_papers(&inputs, id(900), at(1000)).await.unwrap()), [] as [Uuid; 0]);
    let own = tx.papers_of(id(1), at(10), 2).await.unwrap();
    assert_eq!(ids(own), [id(4), id(3)], "newest first");
    assert_eq!(ids(tx.papers_of(id(1), at(1000), 9).await.unwrap()), [] as [Uuid; 0]);
}

async fn orders_are_deleted_by_age_and_with_words_of_their_matter(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    let done = |n: u128, content: &[u8], expires| Paper {
        state: PaperState::Done,
        file: Some(file(content)),
        expires_at: at(expires),
        ..paper(n)
    };
    let key = |content: &[u8]| BlobKey(Hash::of(content));
    for paper in [done(1, b"a", 100), done(2, b"a", 200), done(3, b"b", 100)] {
        tx.put_paper(&paper).await.unwrap();
    }
    assert_eq!(tx.forget_papers(at(99), 10).await.unwrap(), (0, vec![]));
    let (deleted, unnamed) = tx.forget_papers(at(100), 10).await.unwrap();
    assert_eq!((deleted, unnamed), (2, vec![key(b"b")]), "another order has the first file");
    assert_eq!(tx.forget_papers(at(200), 10).await.unwrap(), (1, vec![key(b"a")]));

    let of_assessment = "LN-CY-2016-00001-A2".to_owned();
    tx.put_paper(&Paper { record: of_assessment, ..done(4, b"c", 900) }).await.unwrap();
    tx.put_paper(&Paper { record: "LN-CY-2016-00002".into(), ..done(5, b"d", 900) }).await.unwrap();
    tx.put_paper(&Paper { record: "211300/2016".into(), ..done(6, b"e", 900) }).await.unwrap();
    let (deleted, mut unnamed) = tx.forget_papers_about("LN-CY-2016-00001").await.unwrap();
    unnamed.sort_unstable();
    let mut want = vec![key(b"c"), key(b"e")];
    want.sort_unstable();
    assert_eq!((deleted, unnamed), (2, want), "lists hold words of every matter");
    assert!(tx.paper(id(5)).await.unwrap().is_some());
}

async fn a_long_job_is_held_by_whoever_works_on_it(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    let payload = json!({});
    let job = NewJob { id: id(1), kind: "paper", key: None, payload: &payload, run_at: at(0) };
    assert!(tx.enqueue(&job).await.unwrap());
    let lease = SignedDuration::from_secs(10);
    let first = tx.claim_job(&["paper"], at(0), lease).await.unwrap().unwrap();
    assert!(tx.prolong_job(&first, at(30)).await.unwrap());
    assert_eq!(tx.claim_job(&["paper"], at(20), lease).await.unwrap(), None, "it is held");
    let second = tx.claim_job(&["paper"], at(30), lease).await.unwrap().unwrap();
    assert_eq!(second.attempts, 2);
    assert!(!tx.prolong_job(&first, at(90)).await.unwrap(), "another has it now");
    assert!(!tx.release_job(&first).await.unwrap());
    assert!(tx.release_job(&second).await.unwrap());
    let second = tx.claim_job(&["paper"], at(30), lease).await.unwrap().unwrap();
    assert_eq!(second.attempts, 2, "what was given back does not count");
    assert!(tx.complete_job(&second, at(31)).await.unwrap());
    assert_eq!(tx.forget_jobs(at(31)).await.unwrap(), 0);
    assert_eq!(tx.forget_jobs(at(32)).await.unwrap(), 1);
}
