//! A file holds exactly what the list shows, for everyone and every filter.

use std::collections::BTreeSet;
use std::io::Read as _;

use app::demo::{self, DemoSize};
use app::import::{Limits, read_table};
use visitor::{Engine, Failure, Site, TestApp, Visitor, links};

use crate::site::world::World;

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
    let site = Site::of(&test.app);
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

/// Names of the sheets, and the first row of the first.
fn workbook(bytes: &[u8], what: &str) -> Result<(Vec<String>, Vec<String>), Failure> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut index = String::new();
    archive.by_name("xl/workbook.xml")?.read_to_string(&mut index)?;
    let sheets = index.split("<sheet name=\"").skip(1);
    let sheets = sheets.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect();
    let mut first = String::new();
    archive.by_name("xl/worksheets/sheet1.xml")?.read_to_string(&mut first)?;
    assert!(first.contains("state=\"frozen\""), "{what}: the head stays");
    assert!(first.contains("<autoFilter"), "{what}: it can be filtered");
    let table = read_table(bytes, "a.xlsx", &Limits::for_upload(1 << 26));
    let columns = table.map(|table| table.columns).unwrap_or_default();
    let columns = columns.into_iter().map(|column| column.header).collect();
    Ok((sheets, columns))
}

#[tokio::test]
async fn every_list_and_statistic_is_a_workbook() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = &world.decided.number;
    let mut county = world.person("county").await?;
    for (page, file, sheet, column) in [
        ("/measures", "/measures/export?state=&unit=".to_owned(), "措施跟踪", "责任单位"),
        ("/overview", "/overview/export?year=2016".to_owned(), "总览", "指标"),
        ("/tasks", "/tasks/export".to_owned(), "我的待办", "下一步"),
        (
            &*format!("/items/{number}/audit"),
            format!("/items/{number}/audit/export"),
            "办理留痕",
            "条目哈希值",
        ),
        (
            &*format!("/items/{number}/survey"),
            format!("/items/{number}/survey/figures"),
            "各群体",
            "人数",
        ),
    ] {
        let shown = county.get(page).await?;
        assert_eq!(shown.status, 200, "{page}");
        let link = links(&shown.text).into_iter().find(|link| *link == file);
        assert!(link.is_some(), "{page} does not lead to {file}");
        let (one, two) = (county.get(&file).await?, county.get(&file).await?);
        assert_eq!(one.status, 200, "{file}: {}", one.text);
        assert!(one.header("content-disposition").contains(".xlsx"), "{file}");
        assert_eq!(one.bytes, two.bytes, "{file}: the same bytes twice");
        let (sheets, columns) = workbook(&one.bytes, &file)?;
        assert!(sheets.iter().any(|name| name == sheet), "{file}: {sheets:?}");
        assert!(columns.is_empty() || columns.iter().any(|name| name == column), "{columns:?}");
        let english = county.clone().reading("en").get(&file).await?;
        assert_eq!(english.status, 200, "{file} in English");
        let mut admin = world.person("sysadmin").await?;
        assert_eq!(admin.get(&file).await?.status, 403, "{file} for an administrator");
    }
    Ok(())
}
