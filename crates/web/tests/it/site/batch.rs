//! Files of answers through the pages: wrong cells, the right file, a second
//! click, and what the public sees of meetings.

use app::demo::play::Until;
use visitor::{Answer, Engine, Failure, Form, Site, Stage, TestApp, Visitor};

use crate::site::{consult, pages, world::play};

async fn opened() -> Result<(Stage, Site, String), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = play(&stage, 0, Until::NoticeUp).await?;
    let site = Site::of(&stage.test.app);
    consult::open(&stage, &site, &case.number).await?;
    Ok((stage, site, case.number))
}

fn sound(what: &str, answer: &Answer) {
    let faults = pages::faults(what, answer, true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The template as a page gives it, with these rows: number, group, attitude.
pub async fn table(
    who: &mut Visitor,
    number: &str,
    rows: &[(&str, &str, &str)],
) -> Result<Vec<u8>, Failure> {
    let template = who.get(&format!("/items/{number}/survey/template?format=csv")).await?;
    assert_eq!(template.status, 200);
    let head = template.text.trim().to_owned();
    let place = head.split(',').position(|cell| cell.starts_with("ATT "));
    let place = place.ok_or("no column of the attitude")?;
    let mut text = head.clone();
    for (sheet, group, attitude) in rows {
        let mut cells = vec![""; head.split(',').count()];
        (cells[0], cells[1], cells[place]) = (sheet, group, attitude);
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    Ok(text.into_bytes())
}

pub async fn bring(
    who: &mut Visitor,
    path: &str,
    name: &str,
    bytes: &[u8],
) -> Result<Answer, Failure> {
    let page = who.get(path).await?;
    sound(path, &page);
    let form: Form = page.form(path, &[])?;
    who.send(&form.file("file", name, bytes)).await
}

#[tokio::test]
async fn a_file_is_checked_cell_by_cell_and_then_taken_in() -> Result<(), Failure> {
    let (_stage, site, number) = opened().await?;
    let mut owner = site.signed_in("owner").await?;
    let path = format!("/items/{number}/survey/import");
    let before = site.log_size().await?;
    let bad = table(&mut owner, &number, &[("1", "G01", "也许"), ("1", "G02", "反对")]).await?;
    let wrong = bring(&mut owner, &path, "意见.csv", &bad).await?;
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    sound("wrong cells", &wrong);
    for word in ["也许", "不在选项里", "有条件支持", "出现了两次", "href=\"#f-file\""]
    {
        assert!(wrong.text.contains(word), "{word}: {}", wrong.text);
    }
    let bare = owner.get(&path).await?.form(&path, &[])?;
    assert_eq!(owner.send(&bare).await?.status, 422, "no file");
    let macros = bring(&mut owner, &path, "m.xlsm", b"PK\x03\x04").await?;
    assert!(macros.status == 422 && macros.text.contains("文件含有宏"), "{}", macros.text);
    assert_eq!(site.log_size().await?, before, "nothing was taken");

    let right = table(&mut owner, &number, &[("1", "G01", "支持"), ("2", "G02", "OPPOSE")]).await?;
    let ready = bring(&mut owner, &path, "意见.csv", &right).await?;
    assert_eq!(ready.status, 303, "{}", ready.text);
    assert_eq!(site.log_size().await?, before, "nothing is taken before it is confirmed");
    let ready = ready.location().to_owned();
    assert!(ready.starts_with(&format!("{path}/")), "{ready}");
    let page = owner.get(&ready).await?;
    sound("ready", &page);
    let mut agency = site.signed_in("agency").await?;
    assert_eq!(agency.get(&ready).await?.status, 404, "another person's file");
    let form = page.form(&ready, &[])?;
    let (one, two) = (owner.send(&form).await?, owner.send(&form).await?);
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303), "{}", two.text);
    assert_eq!(site.log_size().await?, before + 1, "one act, however often it is sent");
    let page = owner.get(&path).await?;
    assert!(page.text.contains("计入 2 份"), "{}", page.text);
    let again = bring(&mut owner, &path, "意见.csv", &right).await?;
    assert!(again.status == 422 && again.text.contains("没有再计"), "{}", again.text);
    let survey = owner.get(&format!("/items/{number}/survey")).await?;
    assert!(survey.text.contains("已收到 2 份"), "{}", survey.text);
    Ok(())
}

#[tokio::test]
async fn the_template_is_a_workbook_too_and_only_for_those_who_run_it() -> Result<(), Failure> {
    let (_stage, site, number) = opened().await?;
    let path = format!("/items/{number}/survey/template");
    let book = site.signed_in("owner").await?.get(&path).await?;
    assert_eq!(book.status, 200);
    assert!(
        book.header("content-type").contains("spreadsheetml"),
        "{}",
        book.header("content-type")
    );
    assert_eq!(site.signed_in("approval").await?.get(&path).await?.status, 403);
    assert_eq!(site.anyone().get(&path).await?.status, 303);
    Ok(())
}
