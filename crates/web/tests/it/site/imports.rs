//! Lists as files, through the page: real ones, broken ones, and the screening
//! of what they brought.

use std::io::{Cursor, Write as _};

use app::import::{Report, import_file};
use rust_xlsxwriter::Workbook;
use visitor::{Answer, Engine, Failure, Form, Site, TestApp, Visitor};
use zip::{ZipWriter, write::SimpleFileOptions};

const REAL: [(&str, &[u8]); 3] = [
    ("real_catalogue.csv", include_bytes!("../../../../../data/real_catalogue.csv")),
    ("real_approvals.csv", include_bytes!("../../../../../data/real_approvals.csv")),
    ("real_notices.csv", include_bytes!("../../../../../data/real_notices.csv")),
];

async fn upload(who: &mut Visitor, name: &str, bytes: &[u8]) -> Result<Answer, Failure> {
    let form = who.form("/items/import").await?;
    who.send(&form.file("file", name, bytes)).await
}

#[tokio::test]
async fn the_real_lists_read_alike_on_the_page_and_the_command_line() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let site = Site::of(&stage.test.app);
    let mut who = site.signed_in("province").await?;
    let ctx = stage.test.ctx(&stage.cast.person("province")?.clone());
    for (name, bytes) in REAL {
        let dry: Report = import_file(&stage.test.app, &ctx, bytes, name, true)
            .await
            .map_err(|e| format!("{name}: {e:?}"))?;
        let answer = upload(&mut who, name, bytes).await?;
        assert_eq!(answer.status, 303, "{name}: {}", answer.text);
        let page = who.get(answer.location()).await?;
        assert_eq!(page.status, 200);
        let words = [
            ("READY", "可以列入"),
            ("OPEN", "待确认"),
            ("OUTSIDE", "不在地域内"),
            ("REFUSED", "不予接收"),
        ];
        for (code, word) in words {
            let count = dry.counts[code];
            let tab = format!("{word} {count}");
            assert_eq!(page.text.contains(&tab), count > 0, "{name}: {tab}");
        }
        assert!(dry.counts["OUTSIDE"] > 0, "foreign territory waits in the staging list");
        let outside = who.get(&format!("{}?o=OUTSIDE", answer.location())).await?;
        assert!(outside.text.contains("不在本系统的地域范围内"), "{name}");
        assert!(page.text.contains("建议的筛查结果") && page.text.contains("理由："), "{name}");
    }
    Ok(())
}

const TWO: &str = "事项名称,承办单位,决策类别,所属领域,地区,拟决策时间,户数\n\
    双塔区凌凤街道道路改造工程,朝阳市双塔区住房和城乡建设局,重大工程项目,交通运输,双塔区,2016年第二季度,30\n\
    双塔区生活垃圾焚烧处理调整方案,朝阳市双塔区住房和城乡建设局,重大政策,其他,双塔区,上半年,\n";

/// A radio group of the form that nobody has chosen in.
fn unanswered(form: &Form) -> Vec<String> {
    let names = form.choices.keys();
    let open = names.filter(|n| n.starts_with("answers.") && form.value(n).is_empty());
    open.cloned().collect()
}

#[tokio::test]
async fn imported_matters_are_screened_one_after_the_other() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let site = Site::of(&stage.test.app);
    let mut owner = site.signed_in("owner").await?;
    let rows = upload(&mut owner, "清单.csv", TWO.as_bytes()).await?.location().to_owned();
    let page = owner.get(&rows).await?;
    // Each cell: as printed, and as understood in words.
    for (printed, said) in [
        ("2016年第二季度", "2016-04-01 至 2016-06-30"),
        ("重大工程项目", "重大项目"),
        ("朝阳市双塔区住房和城乡建设局", "朝阳市双塔区住房和城乡建设局"),
    ] {
        let line =
            format!("原表内容\">{printed}</td><td role=\"cell\" data-l=\"理解为\">{said}</td>");
        assert!(page.text.contains(&line), "{line}: {}", page.text);
    }
    assert!(page.text.contains("2016-04-01 至 2016-06-30（原表：2016年第二季度）"));
    assert!(!page.text.contains("/next\""), "nothing to screen yet");
    let done = owner.send(&page.form(&rows, &[])?).await?;
    assert_eq!(done.status, 303, "{}", done.text);
    let page = owner.get(&rows).await?;
    let first = format!("{rows}/next");
    assert!(visitor::links(&page.text).contains(&first), "a way on to the screening");

    let step = owner.get(&first).await?;
    let url = step.location().to_owned();
    assert!(url.contains("/screening?import="), "{url}");
    let page = owner.get(&url).await?;
    assert!(page.text.contains("系统建议：") && page.text.contains("相符字词：工程"));
    let form = page.form(&url, &[("answers.Q_PROJECT", "yes")])?;
    assert_eq!(form.value("answers.Q_EXPROPRIATION"), "no");
    assert!(form.value("answers.Q_PROJECT.basis").contains("工程"));
    let open = unanswered(&form);
    assert!(open.contains(&"answers.Q_PRECEDENT".to_owned()), "no word decides it: {open:?}");
    // What is left open has to be answered: nothing is nodded through.
    let refused = owner.send(&form.clone().with("do", "propose")).await?;
    assert_eq!(refused.status, 422);
    let form = open.iter().fold(form, |form, name| form.with(name, "no"));
    let sent = owner.send(&form.with("do", "propose")).await?;
    assert_eq!(sent.status, 303, "{}", sent.text);
    assert!(sent.location().starts_with(&first), "{}", sent.location());

    let second = owner.get(sent.location()).await?.location().to_owned();
    assert!(second.contains("/screening?import=") && second != url, "{second}");
    let page = owner.get(&second).await?;
    let form = page.form(&second, &[("answers.Q_NIMBY", "yes")])?;
    let form = unanswered(&form).iter().fold(form, |form, name| form.with(name, "no"));
    let sent = owner.send(&form.with("do", "propose")).await?;
    let end = owner.get(sent.location()).await?;
    assert_eq!(end.location(), rows, "nothing is left");
    Ok(())
}

#[tokio::test]
async fn the_proposal_is_that_of_the_import() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let ctx = stage.test.ctx(&stage.cast.person("owner")?.clone());
    let app = &stage.test.app;
    let report = import_file(app, &ctx, TWO.as_bytes(), "l.csv", false)
        .await
        .map_err(|e| format!("{e:?}"))?;
    for row in &report.rows {
        let number = row.numbers.first().ok_or("not listed")?;
        let case = app::view::case(app, &ctx, number, None).await?;
        let found = app::view::suggested(&case).ok_or("no proposal")?;
        assert_eq!(found.result, row.screening, "{}", row.title);
    }
    Ok(())
}

pub fn archive(parts: &[(&str, &[u8])]) -> Result<Vec<u8>, Failure> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[tokio::test]
async fn broken_files_are_refused_with_the_reason() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let site = Site::of(&stage.test.app);
    let mut owner = site.signed_in("owner").await?;
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "事项名称")?;
    let book = book.save_to_buffer()?;
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("事项名称\n道路工程\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let zeros = vec![0_u8; 64 * 1024 * 1024];
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("utf16.csv", utf16, "无法识别文件编码"),
        ("latin1.csv", b"title\ncaf\xE9 r\xE9sum\xE9\n".to_vec(), "无法识别文件编码"),
        ("macro.xlsm", book, "文件含有宏"),
        ("macro.xlsx", archive(&[("xl/vbaProject.bin", b"x")])?, "文件含有宏"),
        ("bomb.xlsx", archive(&[("xl/worksheets/sheet1.xml", &zeros)])?, "文件解压后过大"),
        ("broken.xlsx", b"PK\x03\x04 broken".to_vec(), "文件已损坏"),
        ("old.xls", b"\xD0\xCF\x11\xE0 old".to_vec(), "不支持这种文件"),
        ("columns.csv", b"a,b\n1,2\n".to_vec(), "没有找到表头"),
    ];
    let size = site.log_size().await?;
    for (name, bytes, why) in cases {
        let answer = upload(&mut owner, name, &bytes).await?;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.text.contains(why), "{name}: {why}");
        assert!(answer.text.contains("href=\"#f-file\""), "{name}");
    }
    let large = upload(&mut owner, "large.csv", &vec![b'x'; 100 * 1024 * 1024]).await?;
    assert_eq!(large.status, 422);
    assert!(large.text.contains("“large.csv”没有上传"), "{}", large.text);
    assert!(large.text.contains("href=\"#f-file\""));
    let empty = upload(&mut owner, "empty.csv", b"").await?;
    assert!(empty.status == 422 && empty.text.contains("“empty.csv”是空的"), "{}", empty.text);
    assert_eq!(site.log_size().await?, size, "nothing was written");
    let page = owner.get("/items/import").await?;
    assert!(!page.text.contains("macro.xlsm"), "nothing is kept of a refused file");
    Ok(())
}

#[tokio::test]
async fn formulas_are_refused_cell_by_cell() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut owner = Site::of(&stage.test.app).signed_in("owner").await?;
    let text = "事项名称,承办单位\n=cmd|' /C calc'!A0,朝阳市双塔区住房和城乡建设局\n";
    let rows = upload(&mut owner, "l.csv", text.as_bytes()).await?.location().to_owned();
    let page = owner.get(&rows).await?;
    assert!(page.text.contains("不予接收 1"), "{}", page.text);
    // The title is shown as text, marked, with the reason and the way out.
    let heading = page.text.split("<h2 id=\"row-2\">").nth(1).and_then(|t| t.split("</h2>").next());
    let heading = heading.ok_or("no heading")?;
    assert!(heading.starts_with("=cmd|") && heading.contains("不采用"), "{heading}");
    assert!(page.text.contains("事项名称：内容以 =、+、-、@ 开头"), "{}", page.text);
    let form = Form::all(&page.text).into_iter().find(|f| f.action == rows);
    let offers = form.is_some_and(|f| f.choices.keys().any(|name| name.ends_with(".do")));
    assert!(!offers, "nobody can wave it through");
    Ok(())
}

const E1: &[u8] = include_bytes!("../../../../risk/tests/e1.csv");

/// The table as it stands in a collection of examples: with the example and its
/// title before each row.
fn in_a_collection(text: &str) -> String {
    let row = |(at, line): (usize, &str)| match at {
        0 => format!("example_id,title,{line}\n"),
        _ => format!("E1,\"Land, a table\",{line}\n"),
    };
    text.lines().enumerate().map(row).collect()
}

#[tokio::test]
async fn a_scoring_table_loses_the_rows_that_judge_people() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let site = Site::of(&stage.test.app);
    let mut owner = site.signed_in("owner").await?;
    let size = site.log_size().await?;
    let collected = in_a_collection(std::str::from_utf8(E1)?);
    for (file, name) in [(E1, "before measures"), (collected.as_bytes(), "E1 · before measures")] {
        let page = upload(&mut owner, "e1.csv", file).await?;
        assert_eq!(page.status, 200, "{}", page.text);
        for word in ["恶意炒作", "维权人士插手", "敌对组织、敌对势力插手"] {
            let shown = page.text.matches(&format!(">{word}<")).count();
            assert_eq!(shown, 2, "{word} in both stages");
        }
        assert!(page.text.contains("含有评价人的表述"), "{}", page.text);
        // All rows add up to 12 and 3; without those that are refused, 11 and 3 remain.
        let cell = |label: &str, sum: &str| format!("data-l=\"{label}\">{sum}</td>");
        for (summed, total) in [("12", "11"), ("3", "3")] {
            let cells = [cell("全部指标相加", summed), cell("接收部分合计", total)];
            assert!(cells.iter().all(|c| page.text.contains(c)), "{cells:?}: {}", page.text);
        }
        assert!(page.text.contains("原表合计 4，逐项相加 3"), "both values are shown");
        assert!(page.text.contains(&format!(">{name}</td>")), "{name}");
    }
    assert_eq!(site.log_size().await?, size, "nothing was stored");
    Ok(())
}
