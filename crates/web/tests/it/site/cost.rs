//! What a page may cost: at most ten statements, whatever is asked of it.

use visitor::{Engine, Failure};

use crate::site::world::World;

/// Statements of a list and of every page of a case (docs/PERFORMANCE.md).
const MOST: u64 = 10;
/// Report and trail show hashes of entries: they read the entries of the matter
/// and of its assessment, with their words, as well.
const WITH_ENTRIES: u64 = MOST + 3;

const PARTS: [&str; 14] = [
    "",
    "/screening",
    "/plan",
    "/consultation",
    "/survey",
    "/risk",
    "/rating",
    "/measures",
    "/review",
    "/filing",
    "/tracking",
    "/report",
    "/documents",
    "/audit",
];

/// The public consultation is a record of its own, with words of its own, and
/// its round has words of residents beside.
const WITH_CONSULTATION: u64 = MOST + 4;

fn most(path: &str) -> u64 {
    if path.ends_with("/survey") {
        return WITH_CONSULTATION;
    }
    let entries = path.ends_with("/report") || path.ends_with("/audit");
    if entries { WITH_ENTRIES } else { MOST }
}

#[tokio::test]
async fn lists_and_case_pages_cost_ten_statements_at_most() -> Result<(), Failure> {
    for engine in Engine::BOTH {
        let world = World::new(engine).await?;
        let store = world.stage.test.app.store();
        let number = &world.decided.number;
        let mut counted = 0;
        for who in ["owner", "county", "supervisor"] {
            let mut person = world.person(who).await?;
            let mut paths: Vec<String> = [
                "/items",
                "/items?q=2016-0",
                "/items?q=%E6%94%B9&status=ASSESSING&sort=number&due=overdue",
                "/items?q=%E6%B2%A1%E6%9C%89%E7%9A%84%E4%BA%8B",
                "/items?city=211300&level=HIGH",
                "/measures",
            ]
            .map(str::to_owned)
            .into();
            paths.extend(PARTS.iter().map(|part| format!("/items/{number}{part}")));
            for path in paths {
                let answer = person.get(&path).await?;
                if !answer.status.is_success() {
                    continue;
                }
                // The first visit filled what is kept between requests.
                let before = store.statements();
                person.get(&path).await?;
                let statements = store.statements() - before;
                assert!(statements > 0, "{engine:?}: {who} {path} asked nothing");
                assert!(
                    statements <= most(&path),
                    "{engine:?}: {who} {path}: {statements} statements"
                );
                counted += 1;
            }
        }
        assert!(counted > 40, "only {counted} pages were shown");
    }
    Ok(())
}

#[tokio::test]
async fn a_longer_list_asks_no_more() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let store = world.stage.test.app.store();
    let mut person = world.person("county").await?;
    let mut costs = Vec::new();
    for (text, rows) in [("2016-0000", 3), (world.decided.number.as_str(), 1)] {
        let path = format!("/items?q={text}");
        let page = person.get(&path).await?;
        assert_eq!(page.text.matches("class=\"ttl\"").count(), rows, "{path}");
        let before = store.statements();
        person.get(&path).await?;
        costs.push(store.statements() - before);
    }
    assert_eq!(costs[0], costs[1], "three rows and one");
    Ok(())
}
