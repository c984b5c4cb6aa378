//! Letters, a question against floods, answers that are not counted and
//! moderators who meet, through their pages.

use app::demo::play::Until;
use config::{Config, Limits};
use visitor::{Answer, Engine, Failure, Form, Site, Stage, TestApp, Visitor};

use crate::site::{
    consult::{answer, code, fill, open},
    pages,
    world::play,
};

async fn stage() -> Result<(Stage, String), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = play(&stage, 0, Until::NoticeUp).await?;
    Ok((stage, case.number))
}

fn sound(what: &str, answer: &Answer, signed_in: bool) {
    let faults = pages::faults(what, answer, signed_in);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Prepares with letters, prints some, opens: the public address and the codes.
async fn with_letters(
    stage: &Stage,
    owner: &mut Visitor,
    number: &str,
) -> Result<(String, Vec<String>), Failure> {
    let path = format!("/items/{number}/survey");
    let today = stage.test.clock.day();
    let last = today.checked_add(jiff::Span::new().days(9))?;
    let form = owner.get(&path).await?.form(&path, &[("do", "prepare")])?;
    let form = form
        .with("questionnaire", "FACILITY")
        .with("title", "要不要建转运站")
        .with("about", "还没有决定。")
        .with("from", today.to_string())
        .with("to", last.to_string())
        .with("shortened", "示例理由")
        .with("letters", "1");
    assert_eq!(owner.send(&form).await?.status, 303);
    let page = owner.get(&path).await?;
    sound(&path, &page, true);
    let print = page.form(&path, &[("do", "letters")])?;
    let bad = owner.send(&print.clone().with("count", "很多")).await?;
    assert_eq!(bad.status, 422);
    assert!(bad.text.contains("很多"), "what was typed is kept");
    let form = bad.form(&path, &[("do", "letters")])?.with("count", "12").with("paper", "CSV");
    let list = owner.send(&form).await?;
    assert!(list.header("content-type").starts_with("text/csv"), "{}", list.text);
    let codes: Vec<String> = list
        .text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next().map(str::to_owned))
        .collect();
    assert_eq!(codes.len(), 12);
    assert_eq!(owner.send(&form).await?.status, 303, "codes are shown once");
    let print = owner.get(&path).await?.form(&path, &[("do", "letters")])?;
    let sheets = owner.send(&print.with("count", "2").with("paper", "PAGE")).await?;
    sound("letters", &sheets, true);
    assert!(codes.iter().all(|code| !sheets.text.contains(code)), "new letters have new codes");
    let page = owner.get(&path).await?;
    assert!(page.text.contains("已印 14 封"), "{}", page.text);
    assert_eq!(owner.send(&page.form(&path, &[("do", "open")])?).await?.status, 303);
    let page = owner.get(&path).await?;
    let behind = page.text.split("href=\"/c/").nth(1).ok_or("no link to the public page")?;
    Ok((format!("/c/{}", behind.split('"').next().unwrap_or_default()), codes))
}

/// The last step of the form, everything before it filled in.
async fn last_step(who: &mut Visitor, address: &str) -> Result<Answer, Failure> {
    let mut page = who.get(&format!("{address}/q/1")).await?;
    for _ in 1..4 {
        page = who.send(&fill(&page, &[])?).await?;
    }
    Ok(page)
}

#[tokio::test]
async fn a_letter_opens_the_form_once() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let site = Site::of(&stage.test.app);
    let mut owner = site.signed_in("owner").await?;
    let (address, codes) = with_letters(&stage, &mut owner, &number).await?;
    let mut resident = site.anyone();
    for lang in ["zh", "en"] {
        for path in [address.clone(), format!("{address}/paper")] {
            let page = resident.clone().reading(lang).get(&path).await?;
            sound(&path, &page, false);
        }
    }
    let notice = resident.get(&address).await?;
    assert!(notice.text.contains("不是技术上的保证"), "the promise is told: {}", notice.text);
    let last = last_step(&mut resident, &address).await?;
    sound("last step", &last, false);
    let form = fill(&last, &[("WORDS", "路灯太暗")])?;
    for (typed, said) in [("", "请填写信里的代码"), ("2345-6789-ABCD-EFGH", "没有这个代码")]
    {
        let page = resident.send(&form.clone().with("a.letter", typed)).await?;
        assert_eq!(page.status, 422);
        sound("a wrong code", &page, false);
        assert!(page.text.contains(said), "{typed}: {}", page.text);
        assert!(page.text.contains("路灯太暗") && page.text.contains(typed), "nothing is lost");
    }
    let sent = form.with("a.letter", codes[0].to_lowercase());
    let (one, two) = (resident.send(&sent).await?, resident.send(&sent).await?);
    assert_eq!(code(&one)?, code(&two)?, "a second click is no second answer");
    let mut other = site.anyone();
    let again = fill(&last_step(&mut other, &address).await?, &[])?.with("a.letter", &codes[0]);
    let spent = other.send(&again).await?;
    assert_eq!(spent.status, 422);
    assert!(spent.text.contains("这个代码已经用过"), "{}", spent.text);
    // Back and forth the code travels with the page.
    let back = Form { action: format!("{address}/q/3"), ..sent }.with("back", "1");
    let before = resident.send(&back).await?;
    let forth = resident.send(&fill(&before, &[])?).await?;
    assert!(forth.text.contains(&codes[0].to_lowercase()), "{}", forth.text);
    Ok(())
}

#[tokio::test]
async fn a_flood_is_asked_a_question_and_people_get_through() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let limits = Limits { answers_per_minute: 2, ..Limits::default() };
    let site = Site::with(&stage.test.app, Config { limits, ..Config::default() });
    let address = open(&stage, &site, &number).await?;
    for _ in 0..2 {
        answer(&mut site.anyone(), &address, &[]).await?;
    }
    let mut who = site.anyone();
    let form = fill(&last_step(&mut who, &address).await?, &[("WORDS", "路灯太暗")])?;
    let asked = who.send(&form).await?;
    assert_eq!(asked.status, 429);
    sound("question", &asked, false);
    let question = Form::all(&asked.text).into_iter().next().ok_or("a form")?;
    for (name, value) in form.fields.iter().filter(|(_, value)| !value.is_empty()) {
        assert_eq!(question.value(name), value, "nothing is lost");
    }
    let wrong = who.send(&question.clone().with("sum", "0")).await?;
    assert_eq!(wrong.status, 429);
    assert!(wrong.text.contains("没有算对"), "{}", wrong.text);
    let question = Form::all(&wrong.text).into_iter().next().ok_or("a form")?;
    let sum = sum_of(&wrong.text)?;
    let done = who.send(&question.clone().with("sum", sum.to_string())).await?;
    assert_eq!(done.status, 200, "{}", done.text);
    code(&done)?;
    let replayed = who.send(&question.with("sum", sum.to_string())).await?;
    assert_eq!(replayed.status, 429, "a question is answered once");
    Ok(())
}

/// The two numbers of the question, added.
fn sum_of(text: &str) -> Result<u32, Failure> {
    let label = text.split("for=\"f-sum\">").nth(1).and_then(|t| t.split("</label>").next());
    let numbers = label.ok_or("no question")?.split(|c: char| !c.is_ascii_digit());
    Ok(numbers.filter_map(|n| n.parse::<u32>().ok()).sum())
}

#[tokio::test]
async fn two_officials_leave_answers_out_and_the_holder_is_told() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let site = Site::of(&stage.test.app);
    let address = open(&stage, &site, &number).await?;
    let chosen = [("stratum", "G01"), ("ATT", "OPPOSE")];
    let mut receipts = Vec::new();
    for _ in 0..12 {
        receipts.push(code(&answer(&mut site.anyone(), &address, &chosen).await?)?);
    }
    let mut owner = site.signed_in("owner").await?;
    let path = format!("/items/{number}/survey/excluded");
    let page = owner.get(&path).await?;
    sound(&path, &page, true);
    assert!(page.text.contains("10 多份"), "{}", page.text);
    assert!(!page.text.contains("反对"), "what they say is not shown");
    let form = page.form(&path, &[("do", "propose")])?.with("cause", "IDENTICAL");
    let form = form.with("alike", "1").with("reason", "像是同一人连续提交");
    let both = owner.send(&form.clone().with("sheets", "12")).await?;
    assert_eq!(both.status, 422);
    assert!(both.text.contains("像是同一人连续提交"), "nothing typed is lost");
    assert_eq!(owner.send(&form).await?.status, 303);
    let page = owner.get(&path).await?;
    assert!(page.form(&path, &[("do", "confirm")]).is_err(), "not by the same person");
    let mut agency = site.signed_in("agency").await?;
    let page = agency.get(&path).await?;
    let confirm = page.form(&path, &[("do", "confirm")])?;
    assert_eq!(agency.send(&confirm).await?.status, 303);
    let page = owner.get(&path).await?;
    sound(&path, &page, true);
    assert!(page.text.contains("不计入"), "{}", page.text);

    let mut resident = site.anyone();
    let form = resident.get("/c/receipt").await?.form("/c/receipt", &[])?;
    let told = resident.send(&form.with("code", &receipts[3])).await?;
    sound("receipt", &told, false);
    assert!(told.text.contains("像是同一人连续提交"), "{}", told.text);
    assert!(!told.text.contains("反对"), "and no choice");
    Ok(())
}

#[tokio::test]
async fn a_second_moderator_is_told_and_loses_nothing() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let site = Site::of(&stage.test.app);
    let address = open(&stage, &site, &number).await?;
    answer(&mut site.anyone(), &address, &[("WORDS", "路灯太暗")]).await?;
    let path = format!("/items/{number}/survey/texts");
    let (mut one, mut other) = (site.signed_in("owner").await?, site.signed_in("agency").await?);
    let first = one.get(&path).await?.form(&path, &[("do", "moderate")])?.with("done", "SHOWN");
    let second = other.get(&path).await?.form(&path, &[("do", "moderate")])?;
    assert_eq!(one.send(&first).await?.status, 303);
    let before = site.log_size().await?;
    let second = second.with("done", "REDACTED").with("fault", "ABUSE").with("shown", "▇▇▇太暗");
    let told = other.send(&second).await?;
    assert_eq!(told.status, 409, "{}", told.text);
    sound("conflict", &told, true);
    for part in ["别人已经处理了", "原样公开", "▇▇▇太暗", "路灯太暗"] {
        assert!(told.text.contains(part), "{part}: {}", told.text);
    }
    assert_eq!(site.log_size().await?, before, "one decision stands");
    Ok(())
}
