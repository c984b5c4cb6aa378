//! What a page may cost: at most ten statements, whatever is asked of it.

use testkit::{Engine, Failure};

use crate::world::World;

/// Statements of a list and of every page of a case (docs/PERFORMANCE.md).
const MOST: u64 = 10;

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
            for page in
                ["", "/consultation", "/risk", "/measures", "/filing", "/tracking", "/audit"]
            {
                paths.push(format!("/items/{number}{page}"));
            }
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
                assert!(statements <= MOST, "{engine:?}: {who} {path}: {statements} statements");
                counted += 1;
            }
        }
        assert!(counted > 20, "only {counted} pages were shown");
    }
    Ok(())
}
