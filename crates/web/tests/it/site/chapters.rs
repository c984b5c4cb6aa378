//! The report through its pages while it is written: saved, saved by two at
//! once, by the page itself, with pictures, read and commented, checked, frozen,
//! compared.

use app::demo::play::{Case, Until};
use visitor::{Answer, Engine, Failure, Form, PICTURE, Site, Stage, TestApp, Visitor};

use crate::site::{
    pages,
    world::{World, play},
};

const PART: &str = "OVERVIEW";
/// A live field and what stands around it.
const LIVE: &str = "综合风险指数为{{ rating.after.index|index }}。";

struct Desk {
    stage: Stage,
    site: Site,
    case: Case,
}

impl Desk {
    async fn until(until: Until) -> Result<Self, Failure> {
        let stage = TestApp::founded(Engine::Sqlite).await?;
        let case = play(&stage, 0, until).await?;
        let site = Site::of(&stage.test.app);
        Ok(Self { stage, site, case })
    }

    fn report(&self) -> String {
        format!("/items/{}/report", self.case.number)
    }

    fn part(&self) -> String {
        format!("{}/write/{PART}", self.report())
    }

    /// The number that the live field stands for, from the list of the editor.
    async fn index(&self) -> Result<String, Failure> {
        let page = self.site.signed_in("owner").await?.get(&self.part()).await?;
        let behind = page.text.split("rating.after.index|index }}</code> <span class=\"small\">");
        let found = behind.into_iter().nth(1).ok_or("no index in the list")?;
        Ok(found.split('<').next().unwrap_or_default().to_owned())
    }
}

fn sound(what: &str, answer: &Answer) {
    let faults = pages::faults(what, answer, true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The form of the editor.
fn editor(page: &Answer, path: &str) -> Result<Form, Failure> {
    let forms = Form::all(&page.text).into_iter();
    let mut found = forms.filter(|form| form.action == path && form.has("text"));
    found.next().ok_or_else(|| format!("no editor: {}", page.text).into())
}

/// Writes a section over what stands.
async fn write(who: &mut Visitor, path: &str, text: &str) -> Result<Answer, Failure> {
    let form = editor(&who.get(path).await?, path)?;
    who.send(&form.with("text", text).with("do", "save")).await
}

/// One accepted sending of the form of a section.
pub async fn draft(world: &World) -> Result<(Visitor, Form), Failure> {
    let mut who = world.person("owner").await?;
    let path = format!("/items/{}/report/write/{PART}", world.rating.number);
    let form = editor(&who.get(&path).await?, &path)?;
    Ok((who, form.with("text", "概况。").with("do", "save")))
}

#[tokio::test]
async fn a_section_is_written_tried_and_kept() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let (mut owner, path) = (desk.site.signed_in("owner").await?, desk.part());
    let size = desk.site.log_size().await?;
    let report = owner.get(&desk.report()).await?;
    assert!(report.text.contains("/report/write\""), "{}", report.text);
    for address in [format!("{}/write", desk.report()), path.clone()] {
        sound(&address, &owner.get(&address).await?);
        let english = owner.clone().reading("en").get(&address).await?;
        sound("in English", &english);
    }
    let form = editor(&owner.get(&path).await?, &path)?;
    assert!(form.multipart, "a long text is not written three times as long");
    let tried = form.clone().with("text", LIVE).with("do", "preview");
    let tried = owner.send(&tried).await?;
    assert_eq!(tried.status, 200);
    assert!(tried.text.contains("<data value=\"rating.after.index\">"), "{}", tried.text);
    assert!(owner.get(&path).await?.text.contains("还没有写"), "a try saves nothing");

    let text = format!("## 概况\n\n{LIVE}\n\n| 项目 | 数 |\n|---|---:|\n| 一 | 1 |");
    assert_eq!(write(&mut owner, &path, &text).await?.status, 303);
    let page = owner.get(&path).await?;
    sound("the section", &page);
    assert!(page.text.contains("doc-table") && page.text.contains("保存为第 1 稿"));
    let list = owner.get(&format!("{}/write", desk.report())).await?;
    assert!(list.text.contains("已写 1 章"), "{}", list.text);
    let refused = write(&mut owner, &path, "请打 13800001111 找我").await?;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("13800001111"), "what was typed stays in the page");
    let faulty = write(&mut owner, &path, "一\n\n{{ no.such }}").await?;
    assert_eq!(faulty.status, 303, "a draft may have faults");
    let page = owner.get(&path).await?;
    assert!(page.text.contains("第 3 行") && page.text.contains("no.such"), "{}", page.text);
    let versions = owner.get(&format!("{path}/versions?v=1")).await?;
    sound("versions", &versions);
    assert!(versions.text.contains("<ins>") && versions.text.contains("<del>"));
    let again = owner.get(&format!("{path}?from=1")).await?;
    assert!(editor(&again, &path)?.value("text").starts_with("## 概况"));
    assert_eq!(desk.site.log_size().await?, size, "a draft leaves no entry");
    Ok(())
}

#[tokio::test]
async fn two_at_once_see_both_texts() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let path = desk.part();
    let mut owner = desk.site.signed_in("owner").await?;
    let mut agency = desk.site.signed_in("agency").await?;
    let stale = editor(&owner.get(&path).await?, &path)?;
    assert_eq!(write(&mut agency, &path, "机构写的文字。").await?.status, 303);
    let clash =
        owner.send(&stale.clone().with("text", "单位写的文字。").with("do", "save")).await?;
    assert_eq!(clash.status, 409);
    sound("both texts", &clash);
    for words in ["机构写的文字。", "单位写的文字。", "<ins>", "<del>"] {
        assert!(clash.text.contains(words), "{words}: {}", clash.text);
    }
    let merged = editor(&clash, &path)?.with("do", "save").with("text", "两边的文字。");
    assert_eq!(owner.send(&merged).await?.status, 303);
    assert!(owner.get(&path).await?.text.contains("两边的文字。"));
    let versions = owner.get(&format!("{path}/versions")).await?;
    assert!(versions.text.contains("晚到"), "{}", versions.text);
    let kept = owner.get(&format!("{path}/versions?v=2")).await?;
    assert!(kept.text.contains("单位写的文字。"), "nobody's text is lost");

    // The page that saves by itself is told, and finds its text again.
    let auto = |form: Form, text: &str| form.with("text", text).with("do", "auto");
    let answer = owner.send(&auto(stale, "自动保存的文字。")).await?;
    assert_eq!(answer.status, 409);
    let told: serde_json::Value = serde_json::from_str(&answer.text)?;
    assert_eq!(told["state"], "conflict");
    let url = told["url"].as_str().ok_or("no way on")?;
    let settle = owner.get(url).await?;
    sound(url, &settle);
    assert!(settle.text.contains("自动保存的文字。") && settle.text.contains("两边的文字。"));
    Ok(())
}

#[tokio::test]
async fn the_page_saves_by_itself() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let path = desk.part();
    let mut owner = desk.site.signed_in("owner").await?;
    let form = editor(&owner.get(&path).await?, &path)?.with("do", "auto");
    let mut version = form.value("version").to_owned();
    for text in ["一", "一二", "一二三"] {
        let form = form.clone().with("version", &version).with("text", text);
        let answer = owner.send(&form).await?;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let told: serde_json::Value = serde_json::from_str(&answer.text)?;
        assert_eq!(told["state"], "saved");
        assert!(told["message"].as_str().is_some_and(|text| text.contains("自动保存")));
        version = told["version"].to_string();
    }
    let versions = owner.get(&format!("{path}/versions")).await?;
    assert_eq!(versions.text.matches("scope=\"row\"").count(), 1, "each replaced the one before");
    let form = form.with("version", &version).with("text", "13800001111");
    let refused = owner.send(&form).await?;
    assert_eq!(refused.status, 422);
    let told: serde_json::Value = serde_json::from_str(&refused.text)?;
    assert_eq!(told["state"], "refused");
    assert_eq!(editor(&owner.get(&path).await?, &path)?.value("text"), "一二三");
    Ok(())
}

#[tokio::test]
async fn readers_comment_and_nobody_else_reads() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let path = desk.part();
    let mut owner = desk.site.signed_in("owner").await?;
    write(&mut owner, &path, "概况。").await?;
    let mut filing = desk.site.signed_in("county").await?;
    let page = filing.get(&path).await?;
    sound("read along", &page);
    assert!(page.text.contains("概况。") && editor(&page, &path).is_err(), "{}", page.text);
    let comment = page.form(&path, &[("do", "comment")])?.with("comment", "请写清人数。");
    assert_eq!(filing.send(&comment).await?.status, 303);
    assert_eq!(filing.send(&comment).await?.status, 303, "a second click");
    let save = comment.clone().with("do", "save").with("text", "越权");
    assert_eq!(filing.send(&save).await?.status, 403);
    let page = owner.get(&path).await?;
    assert_eq!(page.text.matches("请写清人数。").count(), 1);
    let settle = Form::all(&page.text)
        .into_iter()
        .find(|form| form.action == path && !form.has("text") && !form.has("comment"));
    let button = page.text.split("value=\"resolve ").nth(1).ok_or("no button")?;
    let id = button.split('"').next().unwrap_or_default();
    let settle = settle.ok_or("no form")?.with("do", format!("resolve {id}"));
    assert_eq!(owner.send(&settle).await?.status, 303);
    assert!(owner.get(&path).await?.text.contains("已处理"));
    for stranger in ["supervisor", "executing", "approval"] {
        let mut who = desk.site.signed_in(stranger).await?;
        for address in [
            path.clone(),
            format!("{}/write", desk.report()),
            format!("{}/check", desk.report()),
            format!("{path}/versions"),
        ] {
            assert_eq!(who.get(&address).await?.status, 403, "{stranger} {address}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn typed_numbers_are_shown_beside_the_record() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let (path, index) = (desk.part(), desk.index().await?);
    let mut owner = desk.site.signed_in("owner").await?;
    let text = "概况。\n\n措施后综合风险指数为0.999。\n";
    assert_eq!(write(&mut owner, &path, text).await?.status, 303);
    let check = owner.get(&format!("{}/check", desk.report())).await?;
    sound("the check", &check);
    assert!(check.text.contains("0.999") && check.text.contains(&index), "{}", check.text);
    assert!(check.text.contains(&format!("{path}?line=3#line")), "a link to its line");
    let line = owner.get(&format!("{path}?line=3")).await?;
    assert!(line.text.contains("<code>措施后综合风险指数为0.999。</code>"), "{}", line.text);
    let freeze = owner.get(&format!("/items/{}/do/freeze_report", desk.case.number)).await?;
    assert!(freeze.text.contains("处手写的数字要核对"), "{}", freeze.text);
    assert!(freeze.text.contains("/report/check\""));
    Ok(())
}

/// Freezes a version from what was written.
async fn freeze(who: &mut Visitor, desk: &Desk, note: &str) -> Result<Answer, Failure> {
    let path = format!("/items/{}/do/freeze_report", desk.case.number);
    let form = who.get(&path).await?.form(&path, &[])?;
    let form = form.with("recommends", desk.case.script.conclusion.code());
    who.send(&form.with("revision_note", note)).await
}

#[tokio::test]
async fn the_frozen_text_holds_the_numbers() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let (path, index) = (desk.part(), desk.index().await?);
    let mut agency = desk.site.signed_in("agency").await?;
    write(&mut agency, &path, "指数{{ rating.gone }}。").await?;
    let refused = freeze(&mut agency, &desk, "").await?;
    assert_eq!(refused.status, 422, "a field without a value");
    assert!(refused.text.contains("还有没有换成数字的活字段"), "{}", refused.text);
    write(&mut agency, &path, LIVE).await?;
    let frozen = freeze(&mut agency, &desk, "").await?;
    assert_eq!(frozen.status, 303, "{}", frozen.text);
    let report = agency.get(&desk.report()).await?;
    sound("the report", &report);
    assert!(report.text.contains(&format!("综合风险指数为{index}。")), "{}", report.text);
    assert!(!report.text.contains("{{"), "no live field is frozen");
    assert!(desk.stage.test.app.store().verify(&mut |_| {}).await?.is_clean());
    Ok(())
}

#[tokio::test]
async fn two_frozen_versions_stand_beside_each_other() -> Result<(), Failure> {
    let desk = Desk::until(Until::Submitted).await?;
    let mut filing = desk.site.signed_in("county").await?;
    let path = format!("/items/{}/do/return_filing", desk.case.number);
    let form = filing.get(&path).await?.form(&path, &[])?;
    let reason = form.offered("reasons").first().cloned().ok_or("no reason")?;
    let form = form.ticked("reasons", [reason]).with("note", "请补正概况一章。");
    let returned = filing.send(&form).await?;
    assert_eq!(returned.status, 303, "{}", returned.text);
    let mut agency = desk.site.signed_in("agency").await?;
    let section = desk.part();
    let before = editor(&agency.get(&section).await?, &section)?.value("text").to_owned();
    assert!(!before.is_empty(), "the editor begins with the frozen text");
    write(&mut agency, &section, &format!("{before}补正后加了一句。")).await?;
    let frozen = freeze(&mut agency, &desk, "按退回意见补正概况。").await?;
    assert_eq!(frozen.status, 303, "{}", frozen.text);
    let compare = format!("{}/compare", desk.report());
    let report = agency.get(&desk.report()).await?;
    assert!(report.text.contains(&format!("{compare}\"")), "a way to it: {}", report.text);
    let page = agency.get(&format!("{compare}?a=1&b=2")).await?;
    sound("two versions", &page);
    assert!(page.text.contains("<ins>补正"), "{}", page.text);
    assert!(page.text.contains("案卷里变了的数"));
    assert_eq!(agency.get(&format!("{compare}?a=1&b=3")).await?.status, 404);
    let mut stranger = desk.site.signed_in("approval").await?;
    assert_eq!(stranger.get(&compare).await?.status, 403);
    Ok(())
}

/// The form of the editor with a picture in it.
fn with_picture(form: Form, (name, bytes): (&str, &[u8]), title: &str) -> Form {
    form.file("picture", name, bytes).with("picture_title", title).with("do", "picture")
}

/// Adds a picture to the report of a matter; its name.
pub async fn picture_of(world: &World, number: &str) -> Result<String, Failure> {
    let mut who = world.person("owner").await?;
    let path = format!("/items/{number}/report/write/{PART}");
    let form = editor(&who.get(&path).await?, &path)?;
    let added = who.send(&with_picture(form, ("现场.png", PICTURE), "现场")).await?;
    name_in(&added)
}

/// The name of the picture that a page links first.
fn name_in(page: &Answer) -> Result<String, Failure> {
    let behind = page.text.split("/report/pictures/").nth(1);
    let name = behind.ok_or_else(|| format!("no picture: {}", page.text))?;
    Ok(name.split('"').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_picture_is_added_beside_the_text_and_shown_in_it() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let (mut owner, path) = (desk.site.signed_in("owner").await?, desk.part());
    let size = desk.site.log_size().await?;
    let form = editor(&owner.get(&path).await?, &path)?.with("text", "还没保存的文字。");
    let sent = with_picture(form.clone(), ("现场.png", PICTURE), "[现场]");
    let page = owner.send(&sent).await?;
    assert_eq!(page.status, 200, "{}", page.text);
    sound("with a picture", &page);
    sound("in English", &owner.clone().reading("en").send(&sent).await?);
    let again = editor(&page, &path)?;
    assert_eq!(again.value("text"), "还没保存的文字。", "what was typed stays");
    assert_eq!((again.value("version"), again.value("picture_title")), (form.value("version"), ""));
    assert!(owner.get(&path).await?.text.contains("还没有写"), "a picture saves no text");
    let name = name_in(&page)?;
    assert_eq!(name, "064b66188821.png", "it is made of the content");
    let line = format!("![\\[现场\\]]({name} \"\\[现场\\]\")");
    let shown = format!("<code>{}</code>", line.replace('"', "&#34;"));
    assert!(page.text.contains(&shown), "{shown}: {}", page.text);
    let twice = owner.send(&sent.with("picture_title", "又一个名字")).await?;
    assert_eq!(twice.status, 200);
    assert!(!twice.text.contains("又一个名字"), "the same content is the same picture");

    let tried = again.with("text", format!("一\n\n{line}")).with("do", "preview");
    let tried = owner.send(&tried).await?;
    let address = format!("{}/pictures/{name}", desk.report());
    let shown = format!("<img src=\"{address}\" alt=\"[现场]\">");
    assert!(tried.text.contains(&shown), "{}", tried.text);
    let unknown = form.with("text", "一\n\n![x](000000000000.png)").with("do", "preview");
    let unknown = owner.send(&unknown).await?;
    assert!(unknown.text.contains("第 3 行：没有“000000000000.png”这张图片"), "{}", unknown.text);
    assert_eq!(desk.site.log_size().await?, size, "a picture leaves no entry");

    for reader in ["owner", "agency", "county"] {
        let image = desk.site.signed_in(reader).await?.get(&address).await?;
        assert_eq!((image.status.as_u16(), image.bytes.as_slice()), (200, PICTURE), "{reader}");
        assert_eq!(image.header("content-type"), "image/png");
        assert_eq!(image.header("content-disposition"), "inline");
        assert_eq!(image.header("cache-control"), "private, no-store");
        sound("the picture", &image);
    }
    for stranger in ["executing", "approval", "sysadmin"] {
        let refused = desk.site.signed_in(stranger).await?.get(&address).await?;
        assert_eq!(refused.status, 403, "{stranger}");
    }
    let unknown = owner.get(&format!("{}/pictures/000000000000.png", desk.report())).await?;
    assert_eq!(unknown.status, 404);
    Ok(())
}

#[tokio::test]
async fn what_is_no_picture_is_refused_at_its_field() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let (mut owner, path) = (desk.site.signed_in("owner").await?, desk.part());
    let form = editor(&owner.get(&path).await?, &path)?.with("text", "写了一个小时的文字。");
    let mut broken = PICTURE.to_vec();
    broken[43] = 0xff;
    let cases = [
        (form.clone().with("picture_title", "图").with("do", "picture"), "picture", "请选择文件"),
        (with_picture(form.clone(), ("图.png", b"GIF89a"), "图"), "picture", "与扩展名不符"),
        (with_picture(form.clone(), ("图.gif", b"GIF89a"), "图"), "picture", "不是 PNG 或 JPG"),
        (with_picture(form.clone(), ("图.png", &broken), "图"), "picture", "已损坏"),
        (with_picture(form.clone(), ("图.png", PICTURE), " "), "picture_title", "请填写这一项"),
        (
            with_picture(form.clone(), ("图.png", PICTURE), "13800138000"),
            "picture_title",
            "手机号码",
        ),
    ];
    for (sent, field, why) in cases {
        let refused = owner.send(&sent).await?;
        assert_eq!(refused.status, 422, "{why}: {}", refused.text);
        let error = refused.text.split(&format!("id=\"f-{field}-e\"")).nth(1);
        let error = error.ok_or_else(|| format!("nothing at {field}: {}", refused.text))?;
        assert!(error.split("</span>").take(3).any(|part| part.contains(why)), "{error:.300}");
        assert_eq!(editor(&refused, &path)?.value("text"), "写了一个小时的文字。");
    }
    assert!(!owner.get(&path).await?.text.contains("/report/pictures/"), "nothing was kept");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_report_shows_its_pictures_on_page_and_paper() -> Result<(), Failure> {
    let desk = Desk::until(Until::RatedAfter).await?;
    let path = desk.part();
    let mut agency = desk.site.signed_in("agency").await?;
    let form = editor(&agency.get(&path).await?, &path)?;
    let added = agency.send(&with_picture(form, ("现场.png", PICTURE), "现场")).await?;
    let name = name_in(&added)?;
    let text = format!("概况。\n\n![现场]({name} \"现场\")");
    assert_eq!(write(&mut agency, &path, &text).await?.status, 303);
    let frozen = freeze(&mut agency, &desk, "").await?;
    assert_eq!(frozen.status, 303, "{}", frozen.text);
    // Whoever may see the matter sees the picture with the report that shows it.
    let address = format!("{}/pictures/{name}", desk.report());
    for reader in ["executing", "supervisor"] {
        let mut reader = desk.site.signed_in(reader).await?;
        let report = reader.get(&desk.report()).await?;
        sound("the report", &report);
        assert!(report.text.contains(&format!("<img src=\"{address}\"")), "{}", report.text);
        assert_eq!(reader.get(&address).await?.bytes, PICTURE);
    }
    let documents = format!("/items/{}/documents", desk.case.number);
    let page = agency.get(&documents).await?;
    let wanted = page.text.split("value=\"assessment-report pdf").nth(1).ok_or("no report")?;
    let wanted = format!("assessment-report pdf{}", wanted.split('"').next().unwrap_or_default());
    let sent = agency.send(&page.form(&documents, &[])?.with("do", wanted)).await?;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let (_keep, stop) = tokio::sync::watch::channel(false);
    while desk.site.press()?.turn(&stop).await? {}
    let file = agency.get(&format!("{}/file", sent.location())).await?;
    assert_eq!(file.status, 200, "{}", agency.get(sent.location()).await?.text);
    let holds = |part: &[u8]| file.bytes.windows(part.len()).any(|window| window == part);
    let image = holds(b"/Subtype /Image") || holds(b"/Subtype/Image");
    assert!(file.bytes.starts_with(b"%PDF-") && image, "no picture in it");
    let start = format!("/items/{}/documents/assessment-report/preview", desk.case.number);
    let preview = agency.get(&documents).await?;
    let preview = visitor::links(&preview.text).into_iter().find(|link| link.starts_with(&start));
    let preview = agency.get(&preview.ok_or("no preview")?).await?;
    assert!(preview.text.contains(&format!("<img src=\"{address}\"")), "{}", preview.text);
    Ok(())
}
