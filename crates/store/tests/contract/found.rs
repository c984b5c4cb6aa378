//! Lists find what reading every row would find, along an index, whatever way
//! they choose.

use proptest::{
    prelude::{Rng as _, Strategy as _},
    strategy::ValueTree as _,
    test_runner::{TestRng, TestRunner},
};
use store::{
    Cursor, MatterFilter, Page, Scope, Sort,
    testing::{Engine, TestStore, count, plan},
};

use crate::support::{at, id, make_unit, moved, on_both, open, open_plan, registry, title, verify};

on_both!(
    lists_equal_a_look_at_every_row,
    an_erased_title_is_found_no_more,
    a_matter_follows_its_units,
    a_rebuild_makes_again_what_lists_are_found_by,
    an_older_database_gets_it_all,
    a_scope_is_walked_along_its_index,
);

/// What the tests know of a matter.
#[derive(Debug, Clone)]
struct Row {
    number: String,
    title: Option<String>,
    due: Option<String>,
    status: &'static str,
    /// Whether its assessment names the expert.
    named: bool,
    paths: Vec<&'static str>,
}

/// More than the number from which a condition counts as common.
const MATTERS: usize = 2_600;

const UNITS: [(u128, &str, &str); 5] = [
    (900, "CY", "/210000/211300/"),
    (910, "CYX", "/210000/211300/211302/"),
    (920, "CYZ", "/210000/211300/211303/"),
    (930, "DL", "/210000/210200/"),
    (940, "DLX", "/210000/210200/210202/"),
];

/// The expert whom some assessments name.
const EXPERT: u128 = 800;

/// Letters of titles: few, so that texts meet; some have a meaning for LIKE.
const LETTERS: [char; 12] = ['供', '热', '管', '网', '改', '造', 'A', 'b', '1', '%', '_', '\\'];

fn word(runner: &mut TestRunner, most: usize) -> String {
    let letters = proptest::collection::vec(proptest::sample::select(&LETTERS[..]), 1..=most);
    letters.new_tree(runner).unwrap().current().into_iter().collect()
}

fn rows(runner: &mut TestRunner) -> Vec<Row> {
    (0..MATTERS)
        .map(|n| {
            let mut draw = |of: u32| runner.rng().next_u32() % of;
            let named = draw(9) == 0;
            let due = (draw(3) > 0).then(|| format!("2017-0{}-{:02}", 1 + draw(9), 1 + draw(28)));
            let mut paths: Vec<&str> = Vec::new();
            for _ in 0..1 + draw(2) {
                let path = UNITS[draw(5) as usize].2;
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
            let status = if draw(50) == 0 { "RARE" } else { "COMMON" };
            let title = (draw(20) > 0).then(|| word(runner, 9));
            Row { number: format!("LN-CY-2016-{n:05}"), title, due, status, named, paths }
        })
        .collect()
}

fn quoted(text: Option<&str>) -> String {
    text.map_or("NULL".to_owned(), |text| format!("'{}'", text.replace('\'', "''")))
}

/// Writes the rows past the store: the triggers must see whatever happens.
async fn filled(engine: Engine, rows: &[Row]) -> TestStore {
    let test = open(engine).await;
    for (n, code, path) in UNITS {
        make_unit(&test.store, n, code, path).await;
    }
    let (mut matters, mut participants, mut named) = (Vec::new(), Vec::new(), Vec::new());
    for (n, row) in rows.iter().enumerate() {
        let matter = id(10_000 + n as u128);
        matters.push(format!(
            "('{matter}', '{matter}', '{matter}', '{}', 'X', {}, 'C', 'd', '{}', '{}', {}, 2016, \
             '2016-12-30T00:00:00.000000Z', {n})",
            row.number,
            quoted(row.title.as_deref()),
            id(900),
            row.status,
            quoted(row.due.as_deref()),
        ));
        if row.named {
            named.push(format!("('{matter}', '{matter}', '{}')", id(EXPERT)));
        }
        for path in &row.paths {
            let unit = UNITS.iter().find(|unit| unit.2 == *path).unwrap().0;
            participants.push(format!("('{matter}', '{matter}', '{}', 'OWNER')", id(unit)));
        }
    }
    // Half of the participants come before their matter.
    let (before, after) = participants.split_at(participants.len() / 2);
    let joined = |rows: &[String]| {
        format!(
            "INSERT INTO participants (record_id, matter_id, unit_id, part) VALUES {};",
            rows.join(", ")
        )
    };
    test.tamper(&format!(
        "{} INSERT INTO matters (record_id, id, assessment_id, number, check_code, title, category, division, \
         unit_id, status, due_on, year, updated_at, last_seq) VALUES {}; {} \
         INSERT INTO named (record_id, matter_id, person_id) VALUES {};",
        joined(before),
        matters.join(", "),
        joined(after),
        named.join(", ")
    ))
    .await
    .unwrap();
    test
}

/// What reading every row gives, in the order of the list.
fn expected(rows: &[Row], filter: &MatterFilter) -> Vec<String> {
    let text = filter.text.as_deref().unwrap_or("").trim().to_ascii_lowercase();
    let holds = |row: &&Row| {
        let within = match &filter.scope {
            Scope::All => true,
            Scope::Under(path) => row.paths.iter().any(|p| p.starts_with(path.as_str())),
            Scope::Named(_) => row.named,
        };
        let status = filter.status.as_deref().is_none_or(|status| row.status == status);
        let title = row.title.as_deref().unwrap_or("").to_ascii_lowercase();
        let named = title.contains(&text) || row.number.to_ascii_lowercase().contains(&text);
        let due = filter.due_by.is_none_or(|day| {
            row.due.as_deref().is_some_and(|due| due <= day.to_string().as_str())
        });
        within && status && named && due
    };
    let mut found: Vec<&Row> = rows.iter().filter(holds).collect();
    if filter.sort == Sort::Due {
        found.sort_by_key(|row| (row.due.clone().unwrap_or("9999".into()), row.number.clone()));
    }
    found.into_iter().map(|row| row.number.clone()).collect()
}

async fn listed(test: &TestStore, filter: &MatterFilter) -> Vec<String> {
    let mut reader = test.store.read().await.unwrap();
    let (mut all, mut after): (Vec<String>, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = reader.matters(filter, &Page { after, limit: 400 }).await.unwrap();
        all.extend(page.rows.into_iter().map(|row| row.number));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let counted = reader.count_matters(filter, 100_000).await.unwrap();
    assert_eq!(counted, all.len() as u64, "{filter:?}");
    all
}

async fn lists_equal_a_look_at_every_row(engine: Engine) {
    let rng = TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[16; 32]);
    let mut runner = TestRunner::new_with_rng(proptest::test_runner::Config::default(), rng);
    let rows = rows(&mut runner);
    let test = filled(engine, &rows).await;
    let mut seen = (0, 0);
    for n in 0..150 {
        let mut draw = |of: u32| runner.rng().next_u32() % of;
        let scope = match draw(5) {
            0 => Scope::All,
            1 => Scope::Under("/210000/".into()),
            2 => Scope::Named(id(EXPERT)),
            _ => Scope::Under(UNITS[draw(5) as usize].2.into()),
        };
        let sort = if draw(2) == 0 { Sort::Due } else { Sort::Number };
        let status = (draw(4) == 0).then(|| if draw(2) == 0 { "RARE" } else { "COMMON" }.into());
        let due_by = (draw(5) == 0).then(|| "2017-03-15".parse().unwrap());
        let text = match draw(6) {
            0 => None,
            1 => Some(format!("2016-0{:02}", draw(40))),
            2 => Some("N-Cy-2016".to_owned()),
            3 => Some(format!("{}", draw(9))),
            _ => Some(word(&mut runner, 6)),
        };
        let filter = MatterFilter { text, status, due_by, sort, ..MatterFilter::within(scope) };
        let expected = expected(&rows, &filter);
        if expected.is_empty() {
            seen.0 += 1;
        } else {
            seen.1 += 1;
        }
        assert_eq!(listed(&test, &filter).await, expected, "{n}: {filter:?}");
    }
    assert!(seen.0 > 5 && seen.1 > 50, "nothing and something was looked for: {seen:?}");
}

async fn finds(test: &TestStore, text: &str, scope: Scope) -> usize {
    let filter = MatterFilter { text: Some(text.into()), ..MatterFilter::within(scope) };
    listed(test, &filter).await.len()
}

async fn an_erased_title_is_found_no_more(engine: Engine) {
    let test = open(engine).await;
    open_plan(&test.store, 1).await;
    assert_eq!(finds(&test, "项标题1", Scope::All).await, 1);
    assert_eq!(finds(&test, "题", Scope::All).await, 1);
    let mut tx = test.store.write().await.unwrap();
    tx.erase_side(&title(1).commitment(), at(0)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(finds(&test, "题", Scope::All).await, 0);
    assert_eq!(finds(&test, "2016-00001", Scope::All).await, 1);
    let left = count(test.store.record(), "matter_grams WHERE gram LIKE '%题%'").await.unwrap();
    assert_eq!(left, 0, "no piece of an erased text stays");
    assert!(verify(&test.store).await.is_clean());
}

async fn a_matter_follows_its_units(engine: Engine) {
    let test = open(engine).await;
    make_unit(&test.store, 900, "CY", "/210000/211300/").await;
    make_unit(&test.store, 910, "CYX", "/210000/211300/211302/").await;
    let plan = open_plan(&test.store, 1).await;
    let under = |path: &str| MatterFilter::within(Scope::Under(path.into()));
    let seen = async |path: &str| listed(&test, &under(path)).await.len();
    assert_eq!((seen("/210000/").await, seen("/210000/211300/211302/").await), (1, 0));
    let mut tx = test.store.write().await.unwrap();
    let joined = crate::support::PlanEvent::Joined { unit: id(910) };
    let plan = tx.commit_record(plan, &crate::support::act(1), &[joined], &[]).await.unwrap();
    tx.commit_record(plan, &crate::support::act(2), &[moved("S")], &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen("/210000/211300/211302/").await, 1);
    test.tamper("UPDATE units SET path = '/210000/210200/210202/' WHERE code = 'CYX'")
        .await
        .unwrap();
    assert_eq!((seen("/210000/211300/211302/").await, seen("/210000/210200/").await), (0, 1));
    assert_eq!((seen("/210000/211300/").await, seen("/210000/").await), (1, 1));
    test.tamper("DELETE FROM units WHERE code = 'CYX'").await.unwrap();
    assert_eq!((seen("/210000/210200/").await, seen("/210000/").await), (0, 1));
    let wrong = test.store.compare_rows(at(0), &mut |_| {}).await.unwrap().changed;
    assert!(!wrong.iter().any(|change| change.table == "matter_grams"), "{wrong:?}");
}

async fn a_rebuild_makes_again_what_lists_are_found_by(engine: Engine) {
    let test = open(engine).await;
    make_unit(&test.store, 900, "CY", "/210000/211300/").await;
    for n in 1..=3 {
        open_plan(&test.store, n).await;
    }
    test.tamper(
        "DELETE FROM matter_grams WHERE gram LIKE '标%'; \
         INSERT INTO matter_grams (gram, matter_id) SELECT '私人信息', id FROM matters; \
         UPDATE matter_scopes SET due_key = '2000-01-01'; \
         INSERT INTO matter_scopes (matter_id, path, due_key, number) VALUES ('x', '/', 'x', 'x');",
    )
    .await
    .unwrap();
    assert_eq!(finds(&test, "标题", Scope::All).await, 0);
    let named = |report: store::RebuildReport| -> Vec<String> {
        let mut tables: Vec<String> = report.changed.into_iter().map(|c| c.table).collect();
        tables.sort();
        tables
    };
    for _ in 0..2 {
        let found = test.store.compare_rows(at(0), &mut |_| {}).await.unwrap();
        assert_eq!(named(found), ["matter_grams", "matter_scopes"]);
    }
    let mended = test.store.rebuild(at(0), &mut |_| {}).await.unwrap();
    assert_eq!(named(mended), ["matter_grams", "matter_scopes"]);
    assert_eq!(finds(&test, "标题", Scope::All).await, 3);
    let strange = "matter_grams WHERE gram = '私人信息'";
    assert_eq!(count(test.store.record(), strange).await.unwrap(), 0);
    assert_eq!(test.store.rebuild(at(0), &mut |_| {}).await.unwrap().changed, []);
}

/// Everything that migration 0007 made.
fn undo(engine: Engine) -> String {
    let names = [
        "matters_found",
        "matters_reworded_before",
        "matters_reworded",
        "matters_moved",
        "matters_lost",
        "participants_joined",
        "participants_left",
        "units_joined",
        "units_moved",
        "units_lost",
    ];
    let drop = |name: &&str| match engine {
        Engine::Sqlite => format!("DROP TRIGGER {name};"),
        Engine::Postgres => format!("DROP FUNCTION {name}() CASCADE;"),
    };
    let triggers: String = names.iter().map(drop).collect();
    format!(
        "{triggers} DROP VIEW expected_grams; DROP VIEW expected_scopes; DROP TABLE matter_grams; \
         DROP TABLE matter_scopes; DROP TABLE places; DROP INDEX matters_by_stage; \
         DROP INDEX matters_by_level; DROP INDEX matters_by_category; \
         DROP INDEX matters_by_unit; \
         DELETE FROM schema_migrations WHERE name = '0007_found_by';"
    )
}

async fn an_older_database_gets_it_all(engine: Engine) {
    let mut test = open(engine).await;
    make_unit(&test.store, 900, "CY", "/210000/211300/").await;
    open_plan(&test.store, 1).await;
    test.tamper(&undo(engine)).await.unwrap();
    test.reopen(registry()).await.unwrap();
    assert_eq!(finds(&test, "标题1", Scope::Under("/210000/".into())).await, 1);
    assert_eq!(test.store.compare_rows(at(0), &mut |_| {}).await.unwrap().changed, []);
    // Also a very long text is found to its end.
    let long = format!("{}尾巴", "长".repeat(9_000));
    test.tamper(&format!("UPDATE matters SET title = '{long}'")).await.unwrap();
    assert_eq!(finds(&test, "长长尾巴", Scope::All).await, 1);
    assert_eq!(finds(&test, "标题1", Scope::All).await, 0);
}

async fn a_scope_is_walked_along_its_index(engine: Engine) {
    let rng = TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[20; 32]);
    let mut runner = TestRunner::new_with_rng(proptest::test_runner::Config::default(), rng);
    let test = filled(engine, &rows(&mut runner)).await;
    test.tamper("ANALYZE").await.unwrap();
    let after = Some(Cursor { key: "2017-02-01".into(), id: id(10_100).to_string() });
    for (path, sort, index) in [
        ("/210000/", Sort::Due, "matter_scopes_by_due"),
        ("/210000/211300/211302/", Sort::Due, "matter_scopes_by_due"),
        ("/210000/211300/211302/", Sort::Number, "matter_scopes_by_number"),
    ] {
        for after in [None, after.clone()] {
            let filter = MatterFilter { sort, ..MatterFilter::within(Scope::Under(path.into())) };
            let page = Page { after, limit: 50 };
            let steps = plan(&test.store, &filter, &page).await.unwrap();
            let all = steps.join("\n");
            assert!(all.contains(index), "{path} {sort:?}:\n{all}");
            let collects = ["B-TREE", "Sort", "Seq Scan", "SCAN"];
            assert!(!collects.iter().any(|step| all.contains(step)), "{path} {sort:?}:\n{all}");
        }
    }
    let text = MatterFilter { text: Some("2016-01234".into()), ..crate::support::everything() };
    let steps = plan(&test.store, &text, &Page::default()).await.unwrap().join("\n");
    assert!(steps.contains("matter_grams") && !steps.contains("SCAN m"), "{steps}");
}
