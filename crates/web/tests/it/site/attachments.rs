//! Files that people attach: what is too large, empty or not what its name says
//! is refused beside its field, and nothing typed is lost.

use config::{Config, Limits};
use visitor::{Answer, Engine, Failure, Form, Site, Visitor};

use crate::site::{acts::progress, imports::archive, world::World};

const NOTE: &str = "写了一个小时的进展";

/// The page of a refused file: the form with everything typed, and the reason
/// beside the field and in the summary.
fn given_back(answer: &Answer, form: &Form, why: &str) -> Result<(), Failure> {
    assert_eq!(answer.status, 422, "{why}: {}", answer.title());
    assert!(answer.title().starts_with("有错误："), "{why}: {}", answer.title());
    assert!(answer.text.contains("href=\"#f-proof\""), "{why}: the summary leads to the field");
    let field = answer.text.split("id=\"f-proof-e\"").nth(1).ok_or("no reason at the field")?;
    assert!(field.split("</span>").take(3).any(|part| part.contains(why)), "{why}: {field:.200}");
    let again = answer.form(&form.action, &[])?;
    for (name, value) in &form.fields {
        assert_eq!(again.value(name), value, "{name}");
    }
    Ok(())
}

/// A site that takes files up to 1 MB, and a filled form on it.
async fn narrow(world: &World) -> Result<(Site, Visitor, Form), Failure> {
    let limits = Limits { upload_mib: 1, ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    let site = Site::with(&world.stage.test.app, config);
    let mut who = site.signed_in("executing").await?;
    let form = progress(&mut who, &world.decided.number, NOTE).await?;
    Ok((site, who, form))
}

#[tokio::test]
async fn a_file_that_is_too_large_costs_nothing_that_was_typed() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let (site, mut who, form) = narrow(&world).await?;
    let size = site.log_size().await?;
    let small = b"%PDF-1.7 small".as_slice();
    let half = [b"%PDF-1.7".as_slice(), &vec![b' '; 600 * 1024]].concat();
    let large = vec![b'x'; 5 << 20];
    let cases = [
        (form.clone().file("proof", "大文件.pdf", &large), "“大文件.pdf”没有上传"),
        (
            form.clone().file("proof", "小.pdf", small).file("proof", "大.pdf", &large),
            "“大.pdf”没有上传",
        ),
        (
            form.clone().file("proof", "甲.pdf", &half).file("proof", "乙.pdf", &half),
            "“乙.pdf”没有上传：一次提交的附件合计不超过 1 MB",
        ),
    ];
    for (sent, why) in cases {
        given_back(&who.send(&sent).await?, &form, why)?;
        assert_eq!(site.log_size().await?, size, "{why}");
    }
    let done = who.send(&form.file("proof", "小.pdf", small)).await?;
    assert_eq!(done.status, 303, "the same form goes through without it: {}", done.text);
    Ok(())
}

#[tokio::test]
async fn files_that_are_not_what_they_say_are_refused() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("executing").await?;
    let form = progress(&mut who, &world.decided.number, NOTE).await?;
    let size = world.site.log_size().await?;
    let bomb = archive(&[("zeros.bin", &vec![0; 8 << 20])])?;
    let program = archive(&[("巡查.txt", b"ok"), ("x.exe", b"MZ\x90\x00")])?;
    let mut deep = archive(&[("巡查.txt", b"ok")])?;
    for _ in 0..3 {
        deep = archive(&[("里层.zip", &deep)])?;
    }
    let cases: [(&str, &[u8], &str); 10] = [
        ("空.pdf", b"", "“空.pdf”是空的"),
        ("纪要.pdf", "不是 PDF".as_bytes(), "“纪要.pdf”的内容与扩展名不符"),
        ("照片.jpg", b"MZ\x90\x00\x03\x00", "“照片.jpg”的内容与扩展名不符"),
        ("工具.exe", b"MZ\x90\x00\x03\x00", "“工具.exe”的类型不能上传"),
        ("名单.xlsx", b"PK\x03\x04 xl/vbaProject.bin", "“名单.xlsx”含有宏"),
        ("材料.zip", &bomb, "“材料.zip”解压后过大"),
        ("材料.docx", &bomb, "“材料.docx”的内容与扩展名不符"),
        ("材料.zip", &program, "“材料.zip”里有程序或者脚本"),
        ("材料.zip", &deep, "“材料.zip”里压缩包套压缩包"),
        ("材料.zip", b"PK\x03\x04 no archive", "“材料.zip”打不开"),
    ];
    for (name, bytes, why) in cases {
        let answer = who.send(&form.clone().file("proof", name, bytes)).await?;
        given_back(&answer, &form, why)?;
        let beside = form.clone().file("proof", "好.txt", b"ok").file("proof", name, bytes);
        given_back(&who.send(&beside).await?, &form, why)?;
    }
    assert_eq!(world.site.log_size().await?, size, "nothing was stored");
    Ok(())
}

#[tokio::test]
async fn a_session_that_ended_and_a_large_file_lose_the_file_only() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let (_site, mut who, form) = narrow(&world).await?;
    world.stage.test.clock.tick(60 * 60 * 24);
    let answer = who.send(&form.clone().file("proof", "大.pdf", &vec![b'x'; 5 << 20])).await?;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.form(&form.action, &[])?.value("note"), NOTE);
    assert!(answer.text.contains("note warn"), "files have to be chosen again");
    Ok(())
}
