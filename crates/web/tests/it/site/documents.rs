//! Documents of a case through the pages: listed or missing, ordered, made,
//! fetched, and shown as a page.

use app::demo::play::Until;
use tokio::sync::watch;
use visitor::{Answer, Engine, Failure, Form, Site, Stage, TestApp, Visitor};

use crate::site::{
    pages,
    world::{World, play},
};

async fn stage(until: Until) -> Result<(Stage, Site, String), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = play(&stage, 0, until).await?;
    let site = Site::of(&stage.test.app);
    Ok((stage, site, case.number))
}

fn sound(what: &str, answer: &Answer) {
    let faults = pages::faults(what, answer, true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The form of the page, with the button for a document.
fn button(page: &Answer, path: &str, wanted: &str) -> Result<Form, Failure> {
    let form = page.form(path, &[])?;
    assert!(page.text.contains(&format!("value=\"{wanted}\"")), "{wanted}: {}", page.text);
    Ok(form.with("do", wanted))
}

async fn work(site: &Site) -> Result<(), Failure> {
    let (_keep, stop) = watch::channel(false);
    while site.press()?.turn(&stop).await? {}
    Ok(())
}

/// One accepted sending of each form of this area.
pub async fn draft(pattern: &str, world: &World) -> Result<(Visitor, Form), Failure> {
    let mut who = world.person("owner").await?;
    if pattern == "/papers/new" {
        let path = "/papers/new?kind=list-report";
        let form = who.get(path).await?.form("/papers/new", &[])?;
        return Ok((who, form));
    }
    let path = format!("/items/{}/documents", world.decided.number);
    let form = button(&who.get(&path).await?, &path, "case-sheet pdf")?;
    Ok((who, form))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_ordered_made_and_fetched() -> Result<(), Failure> {
    let (_stage, site, number) = stage(Until::CheckedIn).await?;
    let mut owner = site.signed_in("owner").await?;
    let size = site.log_size().await?;
    let path = format!("/items/{number}/documents");
    let page = owner.get(&path).await?;
    sound(&path, &page);
    sound("in English", &owner.clone().reading("en").get(&path).await?);
    assert!(page.text.contains("评估事项单") && page.text.contains("卷宗"), "{}", page.text);

    let sent = owner.send(&button(&page, &path, "case-sheet pdf")?).await?;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let paper = sent.location().to_owned();
    assert!(paper.starts_with("/papers/"), "{paper}");
    let waits = owner.get(&paper).await?;
    sound(&paper, &waits);
    assert!(waits.text.contains("排队") && waits.text.contains("hx-trigger=\"every 2s\""));
    assert!(waits.text.contains("http-equiv=\"refresh\""), "without script, too");
    assert_eq!(owner.get(&format!("{paper}/file")).await?.status, 404);

    work(&site).await?;
    let done = owner.get(&paper).await?;
    sound("done", &done);
    sound("done in English", &owner.clone().reading("en").get(&paper).await?);
    assert!(!done.text.contains("hx-trigger=\"every"), "it asks no more: {}", done.text);
    let file = owner.get(&format!("{paper}/file")).await?;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(file.header("cache-control"), "private, no-store");
    assert!(file.bytes.starts_with(b"%PDF-"));
    let own = owner.get("/papers").await?;
    sound("/papers", &own);
    assert!(own.text.contains(&paper) && own.text.contains(&number), "{}", own.text);
    assert_eq!(site.log_size().await?, size, "a document is no act");

    for name in ["expert1", "approval", "sysadmin"] {
        let mut other = site.signed_in(name).await?;
        for address in [paper.clone(), format!("{paper}/file")] {
            let refused = other.get(&address).await?;
            assert!([403, 404].contains(&refused.status.as_u16()), "{name} {address}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_with_who_supplies_it() -> Result<(), Failure> {
    let (_stage, site, number) = stage(Until::Planned).await?;
    let mut owner = site.signed_in("owner").await?;
    let path = format!("/items/{number}/documents");
    let page = owner.get(&path).await?;
    sound(&path, &page);
    assert!(!page.text.contains("value=\"certificate pdf"), "nothing is filed yet");
    // Sent all the same, it is refused in words.
    let form = page.form(&path, &[])?.with("do", "certificate pdf");
    let refused = owner.send(&form).await?;
    assert_eq!((refused.status.as_u16(), refused.location()), (303, path.as_str()));
    let back = owner.get(&path).await?;
    assert!(back.text.contains("note bad"), "{}", back.text);
    for strange in ["", "case-sheet", "case-sheet exe", "novel pdf"] {
        let form = back.form(&path, &[])?.with("do", strange);
        assert_eq!(owner.send(&form).await?.status, 404, "{strange}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_a_page_like_others() -> Result<(), Failure> {
    let (_stage, site, number) = stage(Until::CheckedIn).await?;
    let mut owner = site.signed_in("owner").await?;
    let print = format!("/items/{number}/print");
    let documents = owner.get(&format!("/items/{number}/documents")).await?;
    let start = format!("/items/{number}/documents/");
    let previews = visitor::links(&documents.text).into_iter();
    let mut previews: Vec<String> = previews.filter(|link| link.starts_with(&start)).collect();
    assert!(previews.len() > 3, "{previews:?}");
    previews.push(print);
    for path in previews {
        for lang in ["zh", "en"] {
            let page = owner.clone().reading(lang).get(&path).await?;
            assert_eq!(page.status, 200, "{path}: {}", page.text);
            sound(&path, &page);
            assert!(page.text.contains("<article class=\"document"), "{path}");
        }
    }
    for path in ["documents/novel/preview", "documents/dossier/preview"] {
        assert_eq!(owner.get(&format!("/items/{number}/{path}")).await?.status, 404, "{path}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_reports_across_cases_are_ordered_for_a_year() -> Result<(), Failure> {
    let (_stage, site, _) = stage(Until::CheckedIn).await?;
    let mut owner = site.signed_in("owner").await?;
    let page = owner.get("/papers/new?kind=list-report").await?;
    sound("list", &page);
    assert!(page.text.contains("清单报备表"), "{}", page.text);
    let refused = owner.send(&page.form("/papers/new", &[])?).await?;
    assert_eq!(refused.location(), "/papers/new?kind=list-report", "nothing was handed in");
    let told = owner.get(refused.location()).await?;
    assert!(told.text.contains("还没有上报"), "{}", told.text);

    let mut county = site.signed_in("county").await?;
    let page = county.get("/papers/new?kind=circular").await?;
    sound("circular", &page);
    let sent = county.send(&page.form("/papers/new", &[])?.with("format", "xlsx")).await?;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let paper = sent.location().to_owned();
    assert!(paper.starts_with("/papers/") && !paper.contains("new"), "{paper}");
    work(&site).await?;
    let file = county.get(&format!("{paper}/file")).await?;
    assert!(file.bytes.starts_with(b"PK"), "{}", county.get(&paper).await?.text);
    let form = owner.get("/papers/new?kind=circular").await?.form("/papers/new", &[])?;
    assert_eq!(owner.send(&form).await?.status, 403, "figures of a place are not a unit's");
    assert_eq!(owner.get("/papers/new?kind=case-sheet").await?.status, 404);
    Ok(())
}
