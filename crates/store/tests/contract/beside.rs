//! Jobs, numbers, idempotency, sign-in, drafts, staging.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use ledger::Hash;
use serde_json::json;
use store::{
    Account, Backoff, Batch, Chapter, ChapterComment, ChapterVersion, Draft, FormDraft,
    FormTemplate, IdempotencyError, Job, JobState, LockPolicy, NewJob, Remembered, SavedView,
    SecurityEvent, Session, StagedRow, Store, Writer, testing::Engine,
};

use crate::support::{at, id, on_both, open};

on_both!(
    numbers_are_gapless_under_many_hands,
    an_outcome_is_remembered_with_the_act,
    the_second_of_two_waits_and_learns_where_the_first_led,
    an_account_is_judged_by_one_at_a_time,
    jobs_are_done_once_and_tried_again,
    an_abandoned_job_is_claimed_again,
    two_workers_never_hold_one_job,
    wrong_passwords_lock_and_a_right_one_opens,
    sessions_end,
    views_and_drafts_belong_to_their_owner,
    a_questionnaire_is_written_over_the_version_it_was_made_from,
    every_version_of_a_section_is_kept,
    comments_on_a_section_are_settled_once,
    imports_keep_every_row,
    rule_packages_are_kept_by_hash,
    the_security_log_pages_backwards,
);

async fn numbers_are_gapless_under_many_hands(engine: Engine) {
    let test = open(engine).await;
    let mut hands = tokio::task::JoinSet::new();
    for n in 0..16 {
        let store = test.store.clone();
        hands.spawn(async move {
            let mut tx = store.write().await.unwrap();
            let number = tx.next_number("matter/CY/2016").await.unwrap();
            if n % 4 == 0 {
                return None;
            }
            tx.commit().await.unwrap();
            Some(number)
        });
    }
    let given: BTreeSet<i64> = hands.join_all().await.into_iter().flatten().collect();
    assert_eq!(given, (1..=12).collect(), "what was rolled back is given again");
    let mut tx = test.store.write().await.unwrap();
    assert_eq!(tx.next_number("matter/CY/2017").await.unwrap(), 1);
    assert_eq!(tx.last_number("matter/CY/2016").await.unwrap(), 12);
    assert_eq!(tx.last_number("other").await.unwrap(), 0);
}

fn outcome(request: &[u8]) -> Remembered {
    Remembered {
        person: id(1),
        key: "k".into(),
        route: "/matters".into(),
        request_hash: Hash::of(request),
        status: 303,
        location: Some("/matters/1".into()),
        created_at: at(0),
    }
}

async fn an_outcome_is_remembered_with_the_act(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    tx.remember(&outcome(b"a")).await.unwrap();
    drop(tx);
    assert_eq!(test.store.read().await.unwrap().recall(id(1), "k").await.unwrap(), None);

    let mut tx = test.store.write().await.unwrap();
    tx.remember(&outcome(b"a")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    assert!(matches!(tx.remember(&outcome(b"b")).await, Err(IdempotencyError::Done)));
    let known = tx.recall(id(1), "k").await.unwrap().unwrap();
    assert_eq!(known, outcome(b"a"));
    assert_eq!(tx.recall(id(2), "k").await.unwrap(), None, "keys belong to a person");
    assert_eq!(tx.forget_outcomes(at(1)).await.unwrap(), 1);
}

/// Of two equal requests at once the second waits for the first, and then sees
/// where it led.
async fn the_second_of_two_waits_and_learns_where_the_first_led(engine: Engine) {
    let test = open(engine).await;
    let taken = Remembered { location: None, ..outcome(b"a") };
    let mut first = test.store.write().await.unwrap();
    first.remember(&taken).await.unwrap();
    let (store, same) = (test.store.clone(), taken.clone());
    let second = tokio::spawn(async move {
        let mut tx = store.write().await.unwrap();
        assert!(matches!(tx.remember(&same).await, Err(IdempotencyError::Done)));
        tx.recall(id(1), "k").await.unwrap().unwrap().location
    });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(!second.is_finished(), "the key is taken until the first is done");
    first.place_outcome(id(1), "k", Some("/matters/7")).await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap().as_deref(), Some("/matters/7"));
}

async fn enqueue(store: &Store, n: u128, key: Option<&str>, run_at: i64) -> bool {
    let mut tx = store.write().await.unwrap();
    let payload = json!({"matter": n.to_string()});
    let job = NewJob { id: id(n), kind: "document", key, payload: &payload, run_at: at(run_at) };
    let taken = tx.enqueue(&job).await.unwrap();
    tx.commit().await.unwrap();
    taken
}

async fn claim(store: &Store, now: i64) -> Option<Job> {
    let mut tx = store.write().await.unwrap();
    let lease = SignedDuration::from_secs(60);
    let job = tx.claim_job(&["document", "mail"], at(now), lease).await.unwrap();
    tx.commit().await.unwrap();
    job
}

const BACKOFF: Backoff = Backoff {
    first: SignedDuration::from_secs(10),
    longest: SignedDuration::from_secs(60),
    attempts: 2,
};

async fn jobs_are_done_once_and_tried_again(engine: Engine) {
    let test = open(engine).await;
    let store = &test.store;
    assert!(enqueue(store, 2, Some("circular/1"), 5).await);
    assert!(!enqueue(store, 3, Some("circular/1"), 0).await, "one job for one key");
    assert!(enqueue(store, 4, None, 0).await);
    let first = claim(store, 1).await.unwrap();
    assert_eq!((first.id, first.attempts, &first.payload["matter"]), (id(4), 1, &json!("4")));
    assert_eq!(claim(store, 1).await, None, "the other one is not due yet");
    let mut tx = store.write().await.unwrap();
    assert!(tx.fail_job(&first, "printer", at(1), &BACKOFF).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(claim(store, 5).await.unwrap().id, id(2));
    assert_eq!(claim(store, 10).await, None);
    let again = claim(store, 11).await.unwrap();
    assert_eq!(
        (again.id, again.attempts, again.last_error.as_deref()),
        (id(4), 2, Some("printer"))
    );
    let mut tx = store.write().await.unwrap();
    assert!(tx.fail_job(&again, "printer", at(12), &BACKOFF).await.unwrap());
    let dead = tx.jobs(JobState::Dead, 10).await.unwrap();
    assert_eq!(dead.iter().map(|job| job.id).collect::<Vec<_>>(), [id(4)]);
}

async fn an_abandoned_job_is_claimed_again(engine: Engine) {
    let test = open(engine).await;
    enqueue(&test.store, 1, None, 0).await;
    let lost = claim(&test.store, 0).await.unwrap();
    assert_eq!(claim(&test.store, 59).await, None);
    let again = claim(&test.store, 60).await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    assert!(!tx.complete_job(&lost, at(61)).await.unwrap(), "its lease had passed");
    assert!(tx.complete_job(&again, at(61)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(claim(&test.store, 1_000).await, None);
}

async fn two_workers_never_hold_one_job(engine: Engine) {
    let test = open(engine).await;
    for n in 1..=20 {
        enqueue(&test.store, n, None, 0).await;
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = test.store.clone();
        workers.spawn(async move {
            let mut held = Vec::new();
            let mut idle = 0;
            while idle < 20 {
                match claim(&store, 0).await {
                    Some(job) => held.push(job.id),
                    None => idle += 1,
                }
            }
            held
        });
    }
    let mut held: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    held.sort();
    assert_eq!(held, (1..=20).map(id).collect::<Vec<_>>());
}

fn account(username: &str, n: u128) -> Account {
    Account {
        person: id(n),
        username: username.into(),
        password_hash: "$argon2id$secret".into(),
        failed: 0,
        locked_until: None,
        must_change: true,
        updated_at: at(0),
    }
}

async fn wrong_passwords_lock_and_a_right_one_opens(engine: Engine) {
    let test = open(engine).await;
    assert!(!test.store.read().await.unwrap().has_accounts().await.unwrap());
    let mut tx = test.store.write().await.unwrap();
    tx.put_account(&account("li", 1)).await.unwrap();
    let policy = LockPolicy { after: 3, period: SignedDuration::from_mins(15) };
    for expected in [None, None, Some(at(900)), Some(at(900))] {
        tx.note_sign_in(id(1), false, policy, at(0)).await.unwrap();
        assert_eq!(tx.account(id(1)).await.unwrap().unwrap().locked_until, expected);
    }
    tx.note_sign_in(id(1), true, policy, at(901)).await.unwrap();
    assert_eq!(tx.account_by_username("li").await.unwrap(), Some(account("li", 1)));
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    let taken = tx.put_account(&account("li", 2)).await.unwrap_err();
    assert!(taken.is_unique_violation() && !taken.is_fatal());
    assert!(!format!("{:?}", account("li", 1)).contains("argon2id"));
}

async fn an_account_is_judged_by_one_at_a_time(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    tx.put_account(&account("li", 1)).await.unwrap();
    assert_eq!(tx.hold_account(id(2)).await.unwrap(), None);
    tx.commit().await.unwrap();
    let policy = LockPolicy { after: 1000, period: SignedDuration::from_mins(15) };
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let store = test.store.clone();
        guesses.spawn(async move {
            let mut tx = store.write().await.unwrap();
            let seen = tx.hold_account(id(1)).await.unwrap().unwrap().failed;
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            tx.note_sign_in(id(1), false, policy, at(0)).await.unwrap();
            tx.commit().await.unwrap();
            seen
        });
    }
    let seen: BTreeSet<u32> = guesses.join_all().await.into_iter().collect();
    assert_eq!(seen, (0..12).collect(), "each saw what the ones before it noted");
}

async fn sessions_end(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    tx.put_account(&account("li", 1)).await.unwrap();
    let session = |token: &[u8], expires| Session {
        token_hash: Hash::of(token),
        person: id(1),
        post: None,
        created_at: at(0),
        seen_at: at(0),
        expires_at: at(expires),
    };
    tx.open_session(&session(b"a", 100)).await.unwrap();
    tx.open_session(&session(b"b", 200)).await.unwrap();
    let found = tx.session(&Hash::of(b"a"), at(99), "units").await.unwrap();
    assert_eq!(found, Some((session(b"a", 100), 0)), "nothing was counted yet");
    tx.next_number("units").await.unwrap();
    let found = tx.session(&Hash::of(b"a"), at(99), "units").await.unwrap();
    assert_eq!(found, Some((session(b"a", 100), 1)));
    assert_eq!(tx.session(&Hash::of(b"a"), at(100), "units").await.unwrap(), None, "expired");
    tx.touch_session(&Hash::of(b"a"), at(99), at(300)).await.unwrap();
    tx.choose_post(&Hash::of(b"a"), Some(id(7))).await.unwrap();
    let (moved, _) = tx.session(&Hash::of(b"a"), at(150), "units").await.unwrap().unwrap();
    assert_eq!((moved.post, moved.seen_at), (Some(id(7)), at(99)));
    assert_eq!(tx.sweep_sessions(at(200)).await.unwrap(), 1);
    assert_eq!(tx.sessions_of(id(1)).await.unwrap().len(), 1);
    assert!(tx.delete_account(id(1)).await.unwrap());
    assert_eq!(tx.sessions_of(id(1)).await.unwrap(), [], "sessions end with the account");
}

async fn views_and_drafts_belong_to_their_owner(engine: Engine) {
    let test = open(engine).await;
    let view = |person, query: &str| SavedView {
        id: id(50),
        person: id(person),
        name: "本周到期".into(),
        query: query.into(),
        created_at: at(0),
    };
    let mut tx = test.store.write().await.unwrap();
    assert!(tx.put_view(&view(1, "a=1")).await.unwrap());
    assert!(tx.put_view(&view(1, "a=2")).await.unwrap());
    assert!(!tx.put_view(&view(2, "a=3")).await.unwrap());
    assert!(!tx.delete_view(id(2), id(50)).await.unwrap());
    assert_eq!(tx.views(id(1)).await.unwrap(), [view(1, "a=2")]);
    let draft = |text: &str| Draft {
        person: id(1),
        form_key: "matter/new".into(),
        content: json!({"title": text}),
        updated_at: at(0),
    };
    tx.put_draft(&draft("一")).await.unwrap();
    tx.put_draft(&draft("二")).await.unwrap();
    assert_eq!(tx.draft(id(1), "matter/new").await.unwrap(), Some(draft("二")));
    assert_eq!(tx.draft(id(2), "matter/new").await.unwrap(), None);
    assert!(tx.delete_draft(id(1), "matter/new").await.unwrap());
}

async fn a_questionnaire_is_written_over_the_version_it_was_made_from(engine: Engine) {
    let test = open(engine).await;
    let draft = |version, text: &str| FormDraft {
        assessment: id(7),
        version,
        content: json!([{ "code": text }]),
        updated_at: at(0),
    };
    let mut tx = test.store.write().await.unwrap();
    assert_eq!(tx.form_draft(id(7)).await.unwrap(), None);
    assert!(tx.put_form_draft(&draft(1, "A"), 0).await.unwrap());
    assert!(!tx.put_form_draft(&draft(1, "B"), 0).await.unwrap(), "somebody was faster");
    assert!(tx.put_form_draft(&draft(2, "C"), 1).await.unwrap());
    assert!(!tx.put_form_draft(&draft(2, "D"), 1).await.unwrap());
    assert_eq!(tx.form_draft(id(7)).await.unwrap(), Some(draft(2, "C")));
    let template = |n, name: &str| FormTemplate {
        id: id(n),
        unit: id(8),
        name: name.into(),
        content: json!([]),
        created_at: at(0),
    };
    tx.put_form_template(&template(51, "甲")).await.unwrap();
    tx.put_form_template(&template(51, "再来一次")).await.unwrap();
    assert_eq!(tx.form_templates(id(8)).await.unwrap(), [template(51, "甲")]);
    assert_eq!(tx.form_templates(id(9)).await.unwrap(), []);
    assert!(!tx.delete_form_template(id(9), id(51)).await.unwrap(), "it is not theirs");
    assert!(tx.delete_form_template(id(8), id(51)).await.unwrap());
}

fn writer(person: u128) -> Writer {
    Writer { person: id(person), unit: id(8), role: "LEAD_UNIT".into() }
}

fn chapter(section: &str, version: u64, content: &str) -> Chapter {
    Chapter {
        assessment: id(7),
        section: section.into(),
        saved: ChapterVersion {
            version,
            base: version - 1,
            late: false,
            auto: false,
            writer: writer(1),
            begun_at: at(0),
            updated_at: at(1),
        },
        content: content.into(),
    }
}

async fn every_version_of_a_section_is_kept(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    assert_eq!(tx.chapter(id(7), "A").await.unwrap(), None);
    assert_eq!(tx.chapter_count(id(7), "A").await.unwrap(), (0, 0));
    assert!(tx.put_chapter(&chapter("A", 1, "一")).await.unwrap());
    assert!(!tx.put_chapter(&chapter("A", 1, "别的")).await.unwrap(), "its number is taken");
    assert!(tx.put_chapter(&chapter("A", 2, "二")).await.unwrap());
    let mut late = chapter("A", 3, "迟到的");
    (late.saved.late, late.saved.auto, late.saved.writer) = (true, true, writer(2));
    assert!(tx.put_chapter(&late).await.unwrap());
    assert!(tx.put_chapter(&chapter("B", 1, "乙")).await.unwrap());
    let standing = [chapter("A", 2, "二"), chapter("B", 1, "乙")];
    assert_eq!(tx.chapter(id(7), "A").await.unwrap().as_ref(), Some(&standing[0]));
    assert_eq!(tx.chapters(id(7)).await.unwrap(), standing);
    assert_eq!(tx.chapters(id(6)).await.unwrap(), []);
    assert_eq!(tx.chapter_version(id(7), "A", 3).await.unwrap(), Some(late.clone()));
    assert_eq!(tx.chapter_count(id(7), "A").await.unwrap(), (3, 3));
    let kept = |list: Vec<ChapterVersion>| list.iter().map(|one| one.version).collect::<Vec<_>>();
    assert_eq!(kept(tx.chapter_history(id(7), "A", 9).await.unwrap()), [3, 2, 1]);
    assert_eq!(kept(tx.chapter_history(id(7), "A", 2).await.unwrap()), [3, 2]);
    // What the page saved goes first, then the oldest, and never the one that stands.
    tx.thin_chapter(id(7), "A", 2).await.unwrap();
    assert_eq!(kept(tx.chapter_history(id(7), "A", 9).await.unwrap()), [2, 1]);
    tx.thin_chapter(id(7), "A", 2).await.unwrap();
    tx.thin_chapter(id(7), "A", 2).await.unwrap();
    assert_eq!(kept(tx.chapter_history(id(7), "A", 9).await.unwrap()), [2]);
    assert!(tx.drop_chapter(id(7), "B", 1).await.unwrap());
    assert!(!tx.drop_chapter(id(7), "B", 1).await.unwrap());
    assert_eq!(tx.erase_chapter(id(7), "A").await.unwrap(), 1);
    assert_eq!(tx.chapters(id(7)).await.unwrap(), []);
}

async fn comments_on_a_section_are_settled_once(engine: Engine) {
    let test = open(engine).await;
    let comment = |n, text: &str| ChapterComment {
        id: id(n),
        assessment: id(7),
        section: "A".into(),
        draft: Some(2),
        report: None,
        writer: writer(3),
        content: text.into(),
        created_at: at(i64::try_from(n).unwrap()),
        resolved: None,
    };
    let mut tx = test.store.write().await.unwrap();
    tx.put_chapter_comment(&comment(52, "再写一句")).await.unwrap();
    tx.put_chapter_comment(&comment(51, "先看这里")).await.unwrap();
    tx.put_chapter_comment(&comment(51, "再来一次")).await.unwrap();
    let both = [comment(51, "先看这里"), comment(52, "再写一句")];
    assert_eq!(tx.chapter_comments(id(7)).await.unwrap(), both);
    assert!(!tx.resolve_chapter_comment((id(6), id(51)), id(1), at(60)).await.unwrap());
    assert!(tx.resolve_chapter_comment((id(7), id(51)), id(1), at(60)).await.unwrap());
    assert!(!tx.resolve_chapter_comment((id(7), id(51)), id(2), at(61)).await.unwrap());
    let settled = &tx.chapter_comments(id(7)).await.unwrap()[0];
    assert_eq!(settled.resolved, Some((id(1), at(60))), "the first one counts");
}

async fn imports_keep_every_row(engine: Engine) {
    let test = open(engine).await;
    let batch = Batch {
        id: id(1),
        kind: "catalogue".into(),
        unit: id(2),
        person: id(3),
        source: "目录.csv".into(),
        header: json!(["名称"]),
        created_at: at(0),
    };
    let row = |row_no, outcome: &str| StagedRow {
        batch: id(1),
        row_no,
        cells: json!([format!("第{row_no}行")]),
        outcome: outcome.into(),
        detail: json!({}),
        record: None,
    };
    let mut tx = test.store.write().await.unwrap();
    tx.put_batch(&batch).await.unwrap();
    let rows: Vec<StagedRow> = (1..=250).map(|n| row(n, "OPEN")).collect();
    tx.put_staged(&rows).await.unwrap();
    let settled = StagedRow { record: Some(id(9)), ..row(200, "TAKEN") };
    assert!(tx.settle_staged(&settled).await.unwrap());
    assert!(!tx.settle_staged(&row(251, "TAKEN")).await.unwrap());
    let now = tx.staged(id(1), 99, 1).await.unwrap()[0].outcome.clone();
    assert!(tx.claim_staged(id(1), 100, &now, "CLAIMED").await.unwrap());
    assert!(!tx.claim_staged(id(1), 100, &now, "CLAIMED").await.unwrap());
    assert!(tx.claim_staged(id(1), 100, "CLAIMED", &now).await.unwrap());
    assert_eq!(
        tx.staged(id(1), 198, 3).await.unwrap(),
        [row(199, "OPEN"), settled, row(201, "OPEN")]
    );
    let counts = tx.staged_counts(id(1)).await.unwrap();
    assert_eq!(counts, [("OPEN".to_owned(), 249), ("TAKEN".to_owned(), 1)]);
    assert_eq!(tx.batches(id(2), 10).await.unwrap(), std::slice::from_ref(&batch));
    assert_eq!(tx.batch(id(1)).await.unwrap(), Some(batch));
    assert!(tx.delete_batch(id(1)).await.unwrap());
    assert_eq!(tx.staged(id(1), 0, 10).await.unwrap(), []);
}

async fn rule_packages_are_kept_by_hash(engine: Engine) {
    let test = open(engine).await;
    let mut tx = test.store.write().await.unwrap();
    let hash = tx.keep_rule_package("规则", at(0)).await.unwrap();
    assert_eq!(tx.keep_rule_package("规则", at(9)).await.unwrap(), hash);
    assert_eq!(tx.rule_package(&hash).await.unwrap().as_deref(), Some("规则"));
    assert_eq!(tx.rule_package(&Hash::of(b"x")).await.unwrap(), None);
    tx.commit().await.unwrap();
    test.tamper("UPDATE rule_packages SET content = '改'").await.unwrap();
    assert!(test.store.read().await.unwrap().rule_package(&hash).await.is_err());
}

async fn the_security_log_pages_backwards(engine: Engine) {
    let test = open(engine).await;
    let event = |n: u128| SecurityEvent {
        id: id(n),
        at: at((n / 2) as i64),
        kind: "REFUSED".into(),
        person: None,
        unit: Some(id(900)),
        route: "/matters/{id}".into(),
        outcome: "SCOPE".into(),
    };
    let mut tx = test.store.write().await.unwrap();
    for n in 1..=5 {
        tx.note_security(&event(n)).await.unwrap();
    }
    assert_eq!(tx.security_log(None, 2).await.unwrap(), [event(5), event(4)]);
    let rest = tx.security_log(Some((event(4).at, event(4).id)), 10).await.unwrap();
    assert_eq!(rest, [event(3), event(2), event(1)]);
    assert_eq!(tx.forget_security(at(1)).await.unwrap(), 1, "what is older, not what is as old");
    assert_eq!(tx.security_log(None, 10).await.unwrap().len(), 4);
}
