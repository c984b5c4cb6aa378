//! A file holds exactly what the list shows, for everyone and every filter.

use std::collections::BTreeSet;

use app::demo::{self, DemoSize};
use app::import::{Limits, read_table};
use testkit::{Engine, Failure, TestApp, Visitor, links};

/// The numbers on all pages of the list.
async fn listed(who: &mut Visitor, filter: &str) -> Result<Vec<String>, Failure> {
    let mut numbers = Vec::new();
    let mut next = Some(format!("/items{filter}"));
    let mut seen = BTreeSet::new();
    while let Some(path) = next {
        let page = who.get(&path).await?;
        assert_eq!(page.status, 200, "{path}");
        let found = links(&page.text);
        let number = |link: &String| {
            let rest = link.strip_prefix("/items/LN-")?;
            (!rest.contains('/')).then(|| format!("LN-{rest}"))
        };
        numbers.extend(found.iter().filter_map(number));
        // The switches of language and size lead to the same page again.
        let place =
            |link: &String| Some(link.split_once("after=")?.1.split('&').next()?.to_owned());
        seen.extend(place(&path));
        next = found.into_iter().find(|link| place(link).is_some_and(|to| !seen.contains(&to)));
    }
    Ok(numbers)
}

fn exported(bytes: &[u8], name: &str) -> Result<Vec<String>, Failure> {
    let table = match read_table(bytes, name, &Limits::for_upload(1 << 26)) {
        Ok(table) => table,
        Err(refusal) if refusal.code() == "empty" => return Ok(Vec::new()),
        Err(refusal) => return Err(refusal.to_string().into()),
    };
    Ok(table.rows.iter().filter_map(|row| row.cells.first().cloned()).collect())
}

#[tokio::test]
async fn the_file_is_the_list() -> Result<(), Failure> {
    let test = TestApp::new(Engine::Sqlite).await?;
    demo::build(&test.app, &test.clock, DemoSize::Small, &mut |_, _| {}).await?;
    let site = test.site();
    let filters = [
        "",
        "?city=211300",
        "?level=MEDIUM&sort=number",
        "?q=%E5%B7%A5%E7%A8%8B",
        "?category=POLICY&year=2016&due=overdue",
        "?unit=mine",
        "?stage=TRACKING&city=211300",
    ];
    let mut sizes = BTreeSet::new();
    for name in ["province", "county", "supervisor"] {
        let mut who = site.signed_in(name).await?;
        for filter in filters {
            let want = listed(&mut who, filter).await?;
            for kind in ["csv", "xlsx"] {
                let join = if filter.is_empty() { "?" } else { "&" };
                let path = format!("/items/export{filter}{join}format={kind}");
                let answer = who.get(&path).await?;
                assert_eq!(answer.status, 200, "{path} for {name}");
                let length = answer.header("content-length").parse::<usize>().unwrap_or_default();
                assert_eq!(length, answer.bytes.len(), "{path}");
                let got = exported(&answer.bytes, &format!("a.{kind}"))?;
                assert_eq!(got, want, "{path} for {name}");
            }
            sizes.insert(want.len());
        }
    }
    assert!(sizes.len() > 4 && sizes.iter().any(|n| *n > 50), "several pages: {sizes:?}");
    Ok(())
}
