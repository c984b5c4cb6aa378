//! What the store costs at 100,000 matters; quoted in docs/PERFORMANCE.md.
//!
//! `cargo bench -p store --bench load`

mod measure;
mod sample;

use std::{path::Path, time::Instant};

use measure::{Watch, millis, say};
use sample::{Case, id, open_case, registry};
use store::{
    Database, MatterFilter, Options, Page, Scope, Sort, Store,
    testing::{Engine, Failure, HOW_TO_INSTALL, TestStore, birth},
};

/// Rows that the lists are measured with.
const MATTERS: u32 = 100_000;
/// Entries of the case that is loaded, each with a text of its own.
const ENTRIES: u32 = 100;
const RUNS: usize = 200;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    // Only `cargo bench` says so; a test run of all targets measures nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    writes().await?;
    for engine in Engine::BOTH {
        match TestStore::open(engine, registry()).await {
            Ok(test) => reads(engine, &test).await?,
            Err(error) if error.to_string() == HOW_TO_INSTALL => {
                say(&format!("{engine:?} left out: {error}"))?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Acts and the proof of the log, on the disk that the build uses.
async fn writes() -> Result<(), Failure> {
    let folder = tempfile::tempdir_in(Path::new(env!("CARGO_TARGET_TMPDIR")))?;
    let options =
        Options { data_dir: folder.path().to_owned(), database: Database::Sqlite, connections: 2 };
    let store = Store::open(&options, registry(), birth()).await?;
    let mut watch = Watch::new();
    for n in 1..=1_000 {
        let start = Instant::now();
        open_case(&store, n, 1).await?;
        watch.ran(start);
    }
    watch.stop().report("Sqlite, one act acknowledged")?;
    let start = Instant::now();
    let report = store.verify(&mut |_| {}).await?;
    if !report.is_clean() {
        return Err(format!("the log is broken: {:?}", report.findings).into());
    }
    say(&format!(
        "Sqlite, verify: {:.1} ms for {} events",
        millis(start.elapsed()),
        report.events
    ))?;
    store.close().await;
    Ok(())
}

/// Lists and one case among many.
async fn reads(engine: Engine, test: &TestStore) -> Result<(), Failure> {
    let case = open_case(&test.store, 1, ENTRIES).await?;
    test.tamper(&fill(engine)).await?;
    for (name, filter) in filters() {
        let mut reader = test.store.read().await?;
        let page = reader.matters(&filter, &Page::default()).await?;
        let mut watch = Watch::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            reader.matters(&filter, &Page::default()).await?;
            watch.ran(start);
        }
        let name = format!("{engine:?}, list {name} ({} rows)", page.rows.len());
        watch.stop().report(&name)?;
    }
    let texts: Vec<_> = case.state.entries.iter().map(|(text, ..)| *text).collect();
    let mut reader = test.store.read().await?;
    let mut watch = Watch::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let loaded = reader.load::<Case>(id(1)).await?;
        let words = reader.resolve(&texts).await?;
        watch.ran(start);
        if loaded.is_none() || words.len() != texts.len() {
            return Err("the case was not found again".into());
        }
    }
    let name = format!("{engine:?}, case of {ENTRIES} entries with their texts");
    watch.stop().report(&name)
}

/// Matters, their owners and as many other cases, made by the database itself.
fn fill(engine: Engine) -> String {
    let padded = match engine {
        Engine::Sqlite => "substr('000000000000' || n, -12)",
        Engine::Postgres => "right('000000000000' || n, 12)",
    };
    let (unit, county) = (id(900), id(910));
    format!(
        "INSERT INTO units (record_id, id, code, kind, name, path, division) \
           VALUES ('{unit}', '{unit}', 'CY', 'OFFICE', '办公室', '/210000/211300/', '211300'), \
           ('{county}', '{county}', 'XX', 'OFFICE', '办公室', '/210000/219900/219901/', '219901'); \
         CREATE TABLE numbers (n BIGINT); \
         INSERT INTO numbers WITH RECURSIVE c(n) AS \
           (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {MATTERS}) SELECT n FROM c; \
         INSERT INTO matters (record_id, id, number, check_code, title, category, division, \
           unit_id, city_code, status, due_on, year, updated_at, last_seq) \
           SELECT id, id, 'LN-' || id, 'X', '标题' || n, 'PROJECT', 'd', '{unit}', \
           'c' || (n % 14), 's' || (n % 9), \
           CASE WHEN n % 3 = 0 THEN '2016-01-0' || (n % 9 + 1) END, 2016, \
           '2016-12-30T00:00:00.000000Z', n FROM \
           (SELECT n, '01990000-0000-7000-8000-1' || substr({padded}, 2) AS id FROM numbers) AS x; \
         INSERT INTO participants (record_id, matter_id, unit_id, part) \
           SELECT id, id, '{unit}', 'OWNER' FROM matters WHERE city_code = 'c3'; \
         INSERT INTO participants (record_id, matter_id, unit_id, part) \
           SELECT id, id, '{county}', 'OWNER' FROM matters; \
         INSERT INTO records (kind, id, version, last_seq, fold_version, unit, state, created_at, \
           updated_at) SELECT 'case', id, 1, last_seq, 1, unit_id, '{{}}', updated_at, updated_at \
           FROM matters; \
         ANALYZE;"
    )
}

fn filters() -> Vec<(&'static str, MatterFilter)> {
    let all = MatterFilter::within(Scope::All);
    let text = |text: &str| MatterFilter { text: Some(text.into()), ..all.clone() };
    let county = MatterFilter::within(Scope::Under("/210000/219900/219901/".into()));
    vec![
        ("of all by due day", all.clone()),
        (
            "of one city's units by due day",
            MatterFilter::within(Scope::Under("/210000/211300/".into())),
        ),
        (
            "of one status by number",
            MatterFilter { status: Some("s4".into()), sort: Sort::Number, ..all.clone() },
        ),
        ("of one county with all matters, by due day", county.clone()),
        ("of that county by number", MatterFilter { sort: Sort::Number, ..county.clone() }),
        (
            "of that county with a rare text",
            MatterFilter { text: Some("标题99999".into()), ..county },
        ),
        ("with a text that is nowhere", text("不存在")),
        ("with a text of which each part is common", text("标题1标题2")),
        ("with a number", text("000000054321")),
        ("with one common character", text("标")),
        ("with one rare character", text("稀")),
        ("of a status that is nowhere", MatterFilter { status: Some("x".into()), ..all.clone() }),
    ]
}
