//! A discussion round through its pages: opened by an official, voted on by
//! residents without script or cookie, moderated, closed, and its result read.

use app::demo::play::Until;
use visitor::{Answer, Engine, Failure, Form, Site, Stage, TestApp, Visitor};

use crate::site::{consult, pages, world::play};

const STATEMENTS: [&str; 8] = [
    "这件事应当办",
    "现在就应当办",
    "办了以后方便",
    "花这些钱值得",
    "影响可以接受",
    "答应的措施能落实",
    "标准应当公开",
    "应当请居民代表监督",
];

fn sound(what: &str, answer: &Answer, signed_in: bool) {
    let faults = pages::faults(what, answer, signed_in);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn page_of(number: &str) -> String {
    format!("/items/{number}/survey/round")
}

/// The form that opens a round, filled.
pub async fn opening(owner: &mut Visitor, number: &str) -> Result<Form, Failure> {
    let path = page_of(number);
    let page = owner.get(&path).await?;
    sound(&path, &page, true);
    Ok(page.form(&path, &[("do", "open_round")])?.with("statements", STATEMENTS.join("\n")))
}

/// An open consultation with a round; its public address and the number.
async fn opened() -> Result<(Stage, Site, String, String), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let number = play(&stage, 0, Until::NoticeUp).await?.number;
    let site = Site::of(&stage.test.app);
    let address = consult::open(&stage, &site, &number).await?;
    let mut owner = site.signed_in("owner").await?;
    assert_eq!(site.anyone().get(&format!("{address}/discuss")).await?.status, 404);
    let form = opening(&mut owner, &number).await?;
    // Nothing typed is lost when something is missing.
    let bad = owner.send(&form.clone().with("statements", "只有一句").with("to", "昨天")).await?;
    assert_eq!(bad.status, 422);
    assert!(bad.text.contains("只有一句") && bad.text.contains("昨天"), "typed text is kept");
    let personal = owner.send(&form.clone().with("statements", "找张三13812345678")).await?;
    assert_eq!(personal.status, 422);
    let form = opening(&mut owner, &number).await?;
    assert_eq!(owner.send(&form).await?.status, 303);
    let notice = site.anyone().get(&address).await?;
    assert!(notice.text.contains(&format!("{address}/discuss")), "{}", notice.text);
    Ok((stage, site, address, number))
}

/// The ballot of a page: each statement by its words.
fn ballot(page: &Answer, stance: impl Fn(&str) -> &'static str) -> Result<Form, Failure> {
    let mut form = Form::all(&page.text).into_iter().next().ok_or("no form")?;
    for (at, words) in STATEMENTS.iter().enumerate() {
        form = form.with(&format!("v.{}", at + 1), stance(words));
    }
    Ok(form)
}

#[tokio::test]
async fn a_resident_votes_in_one_visit_and_keeps_a_receipt() -> Result<(), Failure> {
    let (_stage, site, address, _) = opened().await?;
    let path = format!("{address}/discuss");
    for lang in ["zh", "en"] {
        let page = site.anyone().reading(lang).get(&path).await?;
        assert_eq!(page.status, 200);
        sound(&path, &page, false);
        assert!(page.header("set-cookie").is_empty(), "no cookie for residents");
    }
    let size = site.log_size().await?;
    let mut resident = site.anyone();
    let page = resident.get(&path).await?;
    let empty = Form::all(&page.text).remove(0);
    let refused = resident.send(&empty).await?;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("role=\"alert\""), "{}", refused.text);
    let long = "长".repeat(141);
    let refused = resident.send(&ballot(&refused, |_| "PASS")?.with("own", &long)).await?;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains(&long), "what was written is kept");
    let kept = refused.text.matches("value=\"PASS\" checked").count();
    assert_eq!(kept, STATEMENTS.len(), "and so are the votes");
    let strange = ballot(&refused, |_| "AGREE")?.with("own", "").with("v.99", "AGREE");
    assert_eq!(resident.send(&strange).await?.status, 422, "no statement of the round");

    let form = ballot(&refused, |_| "AGREE")?.with("own", "夜里不要施工");
    let (one, two) = (resident.send(&form).await?, resident.send(&form).await?);
    sound("receipt", &one, false);
    assert!(one.header("set-cookie").is_empty());
    let code = consult::code(&one)?;
    assert_eq!(code, consult::code(&two)?, "a second click gives the same receipt");
    assert!(two.text.contains("没有重复计算"), "{}", two.text);
    assert_eq!(site.log_size().await?, size, "a ballot is no event");
    let form = resident.get("/c/receipt").await?.form("/c/receipt", &[])?;
    let found = resident.send(&form.with("code", code)).await?;
    assert_eq!(found.status, 200);
    sound("check", &found, false);
    assert!(!found.text.contains("AGREE") && !found.text.contains("夜里不要施工"));
    assert!(found.text.contains("您的表态已经保存"), "{}", found.text);
    let unread = site.anyone().get(&path).await?;
    assert!(!unread.text.contains("夜里不要施工"), "nobody has read it");
    assert_eq!(resident.get("/c/nowhere/discuss").await?.status, 404);
    Ok(())
}

/// Two camps that differ on six statements; the first resident also writes one.
async fn two_camps(site: &Site, path: &str) -> Result<(), Failure> {
    for n in 0..72_usize {
        let mut resident = site.anyone();
        let page = resident.get(path).await?;
        let form = ballot(&page, |words| {
            let at = STATEMENTS.iter().position(|one| *one == words).unwrap_or_default();
            match (n % 2, at) {
                _ if (n + at).is_multiple_of(7) => "PASS",
                (0, 0..6) => "DISAGREE",
                _ => "AGREE",
            }
        })?;
        let form = if n == 0 { form.with("own", "请打13812345678找我") } else { form };
        assert_eq!(resident.send(&form).await?.status, 200);
    }
    Ok(())
}

/// The statement of a resident is shown without its number; the unit takes it
/// back with a reason and adds one of its own.
async fn moderated(owner: &mut Visitor, anyone: &mut Visitor, page: &str) -> Result<(), Failure> {
    let seen = owner.get(page).await?;
    sound(page, &seen, true);
    let form = seen.form(page, &[("do", "moderate_statement")])?;
    assert_eq!(form.value("done"), "REDACTED", "a number was found");
    let bare = owner.send(&form.clone().with("fault", "").with("shown", "隐去之后")).await?;
    assert_eq!(bare.status, 422);
    assert!(bare.text.contains("隐去之后"), "what was typed is kept");
    let form = bare.form(page, &[("do", "moderate_statement")])?;
    let form = form.with("fault", "PERSONAL_DATA").with("shown", "请公布联系人");
    assert_eq!(owner.send(&form).await?.status, 303);
    let path = owner.get(page).await?.text;
    let path = path.split("href=\"/c/").nth(1).ok_or("no link to the discussion")?;
    let path = format!("/c/{}", path.split('"').next().unwrap_or_default());
    let shown = anyone.get(&path).await?;
    assert!(shown.text.contains("请公布联系人") && !shown.text.contains("13812345678"));
    let form = owner.get(page).await?.form(page, &[("do", "withdraw_statement")])?;
    let form = form.with("statement", "9");
    assert_eq!(owner.send(&form).await?.status, 422, "no reason");
    assert_eq!(owner.send(&form.with("reason", "与第七个重复")).await?.status, 303);
    let form = owner.get(page).await?.form(page, &[("do", "add_statement")])?;
    assert_eq!(owner.send(&form.with("words", "晚上不要施工")).await?.status, 303);
    Ok(())
}

/// A longer period, and within it a longer round: not without a reason, which the
/// public reads.
async fn extended(
    owner: &mut Visitor,
    anyone: &mut Visitor,
    (number, path, to): (&str, &str, &str),
) -> Result<(), Failure> {
    let (survey, page) = (format!("/items/{number}/survey"), page_of(number));
    let round = |form: Form| form.with("to", to).with("why", "请上班的人也来得及表态");
    let form = owner.get(&page).await?.form(&page, &[("do", "extend_round")])?;
    let early = owner.send(&round(form)).await?;
    assert_eq!(early.status, 422, "not beyond the consultation");
    assert!(early.text.contains("请上班的人也来得及表态"), "what was typed is kept");
    let form = owner.get(&survey).await?.form(&survey, &[("do", "extend")])?;
    let form = form.with("to", to).with("reason", "应居民要求");
    assert_eq!(owner.send(&form).await?.status, 303);
    let form = owner.get(&page).await?.form(&page, &[("do", "extend_round")])?;
    assert_eq!(owner.send(&form.clone().with("to", to)).await?.status, 422, "no reason");
    assert_eq!(owner.send(&round(form)).await?.status, 303);
    let told = anyone.get(path).await?;
    sound(path, &told, false);
    assert!(told.text.contains("请上班的人也来得及表态"), "{}", told.text);
    Ok(())
}

/// The notice comes down, and the consultation is closed after its last day.
async fn consultation_closed(owner: &mut Visitor, number: &str) -> Result<(), Failure> {
    let down = format!("/items/{number}/do/close_notice");
    let form = owner.get(&down).await?.form(&down, &[])?.with("objections", "0");
    assert_eq!(owner.send(&form).await?.status, 303);
    let survey = format!("/items/{number}/survey");
    let form = owner.get(&survey).await?.form(&survey, &[("do", "close")])?;
    assert_eq!(owner.send(&form).await?.status, 303);
    Ok(())
}

#[tokio::test]
async fn the_round_is_moderated_closed_and_told() -> Result<(), Failure> {
    let (stage, site, address, number) = opened().await?;
    let (path, staff) = (format!("{address}/discuss"), page_of(&number));
    two_camps(&site, &path).await?;
    let (mut owner, mut anyone) = (site.signed_in("owner").await?, site.anyone());
    moderated(&mut owner, &mut anyone, &staff).await?;
    let last = stage.test.clock.day().checked_add(jiff::Span::new().days(10))?.to_string();
    extended(&mut owner, &mut anyone, (&number, &path, &last)).await?;
    let page = owner.get(&staff).await?;
    let form = page.form(&staff, &[("do", "close_round")])?;
    assert_eq!(owner.send(&form).await?.status, 422, "a reason before the last day");
    assert_eq!(owner.send(&form.with("early", "表态已经足够")).await?.status, 303);
    let page = owner.get(&staff).await?;
    sound(&staff, &page, true);
    assert!(page.text.contains("看法相近的第 2 组"), "staff sees groups: {}", page.text);
    assert_eq!(anyone.get(&path).await?.status, 409, "no more votes");
    let results = format!("{path}/results");
    let waiting = anyone.get(&results).await?;
    sound(&results, &waiting, false);
    assert!(!waiting.text.contains("看法相近的"), "others still answer");
    stage.test.go_to(stage.test.clock.day().checked_add(jiff::Span::new().days(11))?);
    let mut owner = site.signed_in("owner").await?;
    consultation_closed(&mut owner, &number).await?;
    for lang in ["zh", "en"] {
        let told = site.anyone().reading(lang).get(&results).await?;
        assert_eq!(told.status, 200);
        sound(&results, &told, false);
        assert!(told.text.contains("标准应当公开"), "{}", told.text);
    }
    let told = anyone.get(&results).await?;
    assert!(told.text.contains("看法相近的第 2 组"), "{}", told.text);
    assert!(told.text.contains("与第七个重复"), "why a statement was withdrawn");
    assert!(told.text.contains("请上班的人也来得及表态"), "why it was extended");
    Ok(())
}
