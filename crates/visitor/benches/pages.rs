//! What a page costs at 100,000 matters, from the request to the last byte,
//! through the real router; quoted in docs/PERFORMANCE.md.
//!
//! `cargo bench -p visitor --bench pages`

#[path = "../../store/benches/load/measure.rs"]
mod measure;

use std::time::Instant;

use app::demo::play::{Case, Until};
use domain::codes::ProcedureCode;
use measure::{Watch, say};
use store::testing::{Place, TestStore};
use visitor::{Engine, Failure, Site, Stage, TestApp};

const RUNS: usize = 100;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    // Only `cargo bench` says so; a test run of all targets measures nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = stage.case(ProcedureCode::General, Until::Filed).await?;
    fill(&stage).await?;
    pages(&stage, &case).await
}

/// 99,999 more matters like the one that was played: one in a hundred belongs to
/// its units, the others to every unit of the province in turn.
const MORE: &str = "CREATE TABLE numbers (n BIGINT); \
    INSERT INTO numbers WITH RECURSIVE c(n) AS \
      (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 99999) SELECT n FROM c; \
    INSERT INTO matters (record_id, id, number, check_code, title, category, sector, division, \
      unit_id, city_code, county_code, status, stage, level_initial, level_after, due_on, \
      year, listed_on, updated_at, last_seq) \
      SELECT x.id, x.id, 'LN-CY-2016-' || (100000 + x.n), 'XXXX', '标题' || x.n, m.category, \
      m.sector, m.division, m.unit_id, m.city_code, m.county_code, m.status, m.stage, \
      m.level_initial, m.level_after, \
      CASE WHEN x.n % 3 = 0 THEN '2016-03-' || (10 + x.n % 20) END, \
      m.year, m.listed_on, m.updated_at, x.n FROM matters m JOIN \
      (SELECT n, '01990000-0000-7000-8000-' || substr('000000000000' || n, -12) AS id \
       FROM numbers) AS x WHERE m.number = 'LN-CY-2016-00001'; \
    INSERT INTO participants (record_id, matter_id, unit_id, part) \
      SELECT m.id, m.id, u.id, 'LEAD' FROM matters m JOIN \
      (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS units FROM units) u \
      ON u.place = 1 + m.last_seq % u.units \
      WHERE m.number LIKE 'LN-CY-2016-1_____' AND m.last_seq % 100 <> 0; \
    INSERT INTO participants (record_id, matter_id, unit_id, part) \
      SELECT DISTINCT m.id, m.id, p.unit_id, p.part FROM participants p \
      JOIN matters played ON played.id = p.matter_id AND played.number = 'LN-CY-2016-00001' \
      JOIN matters m ON m.number LIKE 'LN-CY-2016-1_____' AND m.last_seq % 100 = 0; \
    ANALYZE;";

async fn fill(stage: &Stage) -> Result<(), Failure> {
    // The store of the product, with no folder of its own to remove.
    let options = store::Options {
        data_dir: std::env::temp_dir().join("wenping-bench-nothing"),
        database: store::Database::Sqlite,
        connections: 1,
    };
    let insider = TestStore { store: stage.test.app.store().clone(), place: Place { options } };
    insider.tamper(MORE).await
}

async fn pages(stage: &Stage, case: &Case) -> Result<(), Failure> {
    let store = stage.test.app.store();
    let site = Site::of(&stage.test.app);
    let item = format!("/items/{}", case.number);
    let consultation = format!("{item}/consultation");
    let (risk, audit) = (format!("{item}/risk"), format!("{item}/audit"));
    for (who, path) in [
        ("county", "/items"),
        ("county", "/items?q=%E6%A0%87%E9%A2%9899"),
        ("county", "/items?q=%E6%A0%87%E9%A2%98"),
        ("county", "/items?q=%E4%B8%8D%E5%AD%98%E5%9C%A8"),
        ("county", "/items?q=2016-100412"),
        ("county", "/tasks"),
        ("county", &item),
        ("county", &consultation),
        ("county", &risk),
        ("county", &audit),
        ("county", "/measures"),
        ("county", "/overview?year=2016"),
        ("supervisor", "/items"),
        ("supervisor", "/items?q=%E4%B8%8D%E5%AD%98%E5%9C%A8"),
        ("supervisor", "/items?q=1"),
        ("supervisor", "/items?status=LISTED"),
        ("supervisor", "/overview?year=2016"),
    ] {
        let mut visitor = site.signed_in(who).await?;
        let answer = visitor.get(path).await?;
        if !answer.is_page() || !answer.status.is_success() {
            say(&format!("{who}: GET {path}: {}", answer.status))?;
            continue;
        }
        let before = store.statements();
        visitor.get(path).await?;
        let statements = store.statements() - before;
        let mut watch = Watch::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            visitor.get(path).await?;
            watch.ran(start);
        }
        let kib = answer.text.len().div_ceil(1024);
        let name = format!("{who}: GET {path} ({kib} KiB, {statements} statements)");
        watch.stop().report(&name)?;
    }
    Ok(())
}
