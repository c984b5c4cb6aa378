//! How much work a page is, counted in statements to the database.

use app::demo::{self, DemoSize};
use testkit::{Engine, Failure, TestApp, Visitor};

/// Most statements of a page (DESIGN: lists and case pages read in a few
/// statements, however many matters there are).
const MOST: u64 = 10;

/// Parts of a case. Report and trail read the log as well, because they show
/// the hashes of its entries.
const PARTS: &[(&str, u64)] = &[
    ("", MOST),
    ("/screening", MOST),
    ("/plan", MOST),
    ("/consultation", MOST),
    ("/risk", MOST),
    ("/rating", MOST),
    ("/measures", MOST),
    ("/review", MOST),
    ("/filing", MOST),
    ("/tracking", MOST),
    ("/report", MOST + 6),
    ("/audit", MOST + 6),
];

async fn statements(test: &TestApp, who: &mut Visitor, path: &str) -> Result<u64, Failure> {
    // The first visit fills caches, as on every server that runs for a minute.
    let warm = who.get(path).await?;
    assert_eq!(warm.status, 200, "{path}: {}", warm.text);
    let before = test.app.store().statements();
    who.get(path).await?;
    Ok(test.app.store().statements() - before)
}

#[tokio::test]
async fn lists_and_case_pages_take_few_statements() -> Result<(), Failure> {
    let test = TestApp::new(Engine::Sqlite).await?;
    demo::build(&test.app, &test.clock, DemoSize::Small, &mut |_, _| {}).await?;
    let site = test.site();
    let mut province = site.signed_in("province").await?;
    let list = province.get("/items").await?;
    let rows = list.text.matches("class=\"ttl\"").count();
    assert_eq!(rows, 50, "a whole page of matters");
    let number = list.text.split("/items/LN-").nth(1).and_then(|t| t.split('"').next());
    let number = format!("LN-{}", number.ok_or("no matter on the list")?);
    let mut owner = site.signed_in("owner").await?;
    let mut over = Vec::new();
    let pages =
        [("/items".to_owned(), &mut province), ("/items?due=overdue".to_owned(), &mut owner)];
    for (path, who) in pages {
        let count = statements(&test, who, &path).await?;
        println!("{path}: {count} statements");
        if count > MOST {
            over.push(format!("{path}: {count}"));
        }
    }
    for (part, most) in PARTS {
        let path = format!("/items/{number}{part}");
        let count = statements(&test, &mut province, &path).await?;
        println!("{path}: {count} statements");
        if count > *most {
            over.push(format!("{path}: {count}"));
        }
    }
    assert!(over.is_empty(), "too many statements: {}", over.join("; "));
    Ok(())
}
