//! A questionnaire through its pages: put together by officials, looked at as
//! residents see it, opened, and answered without script.

use app::demo::play::Until;
use visitor::{Answer, Engine, Failure, Form, Site, Stage, TestApp, Visitor};

use crate::site::{
    consult, pages,
    world::{World, play},
};

async fn stage() -> Result<(Stage, Site, String), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = play(&stage, 0, Until::NoticeUp).await?;
    let site = Site::of(&stage.test.app);
    Ok((stage, site, case.number))
}

fn sound(what: &str, answer: &Answer, signed_in: bool) {
    let faults = pages::faults(what, answer, signed_in);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The form of the page whose buttons act on single questions.
fn list(page: &Answer, path: &str) -> Result<Form, Failure> {
    let forms = Form::all(&page.text).into_iter();
    let mut plain = forms.filter(|form| form.action == path && !form.has("do"));
    plain.find(|form| form.has("version")).ok_or_else(|| "no list of questions".into())
}

async fn begin(who: &mut Visitor, path: &str, template: &str) -> Result<Answer, Failure> {
    let page = who.get(path).await?;
    sound(path, &page, true);
    let form = page.form(path, &[("do", "start")])?.with("template", template);
    assert_eq!(who.send(&form).await?.status, 303);
    who.get(path).await
}

/// One accepted sending of each form of the builder.
pub async fn draft(pattern: &str, world: &World) -> Result<(Visitor, Form), Failure> {
    let mut who = world.person("owner").await?;
    let path = format!("/items/{}/survey/form", world.rating.number);
    let page = who.get(&path).await?;
    let start = page.form(&path, &[("do", "start")]).map(|f| f.with("template", "FACILITY"));
    if !pattern.contains("form/") {
        return Ok((who, start?));
    }
    if let Ok(start) = start {
        who.send(&start).await?;
    }
    if pattern.contains("/q/") {
        let own = format!("{path}/q/new");
        let form = who.get(&own).await?.form(&own, &[])?.with("kind", "TEXT");
        return Ok((who, form.with("words", "还有什么要说的？")));
    }
    let page = who.get(&format!("{path}/preview/1")).await?;
    let form = consult::fill(&page, &[])?;
    Ok((who, form))
}

/// Writes a question of one's own.
async fn own(who: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Failure> {
    let url = format!("{path}/q/new");
    let page = who.get(&url).await?;
    sound(&url, &page, true);
    let form = page.form(&url, &[])?;
    let form = fields.iter().fold(form, |form, (name, value)| form.with(name, *value));
    who.send(&form).await
}

const MATRIX: &[(&str, &str)] = &[
    ("kind", "MATRIX"),
    ("words", "下面这些影响，您担心吗？"),
    ("step", "2"),
    ("required", "yes"),
    ("choices", "不担心 | No\n担心 | Yes"),
    ("rows", "噪声 | Noise\n灰尘"),
];
const RANKING: &[(&str, &str)] = &[
    ("kind", "RANKING"),
    ("words", "哪件事先做？"),
    ("step", "3"),
    ("required", "yes"),
    ("choices", "公开数据\n落实补偿\n改好道路"),
    ("places", "2"),
];

#[tokio::test]
async fn a_questionnaire_is_put_together_previewed_opened_and_answered() -> Result<(), Failure> {
    let (stage, site, number) = stage().await?;
    let mut owner = site.signed_in("owner").await?;
    let size = site.log_size().await?;
    let path = format!("/items/{number}/survey/form");
    let page = begin(&mut owner, &path, "FACILITY").await?;
    sound(&path, &page, true);
    let add = list(&owner.get(&format!("{path}?bank=all")).await?, &path)?;
    assert_eq!(owner.send(&add.with("do", "add CHANNEL")).await?.status, 303);
    for fields in [MATRIX, RANKING] {
        let done = own(&mut owner, &path, fields).await?;
        assert_eq!(done.status, 303, "{}", done.text);
    }
    let page = owner.get(&path).await?;
    assert!(page.text.contains("下面这些影响") && page.text.contains("噪声；灰尘"));
    assert!(page.text.contains("可以使用"), "nothing is left to do: {}", page.text);
    let up = list(&page, &path)?.with("do", "up Q1");
    assert_eq!(owner.send(&up).await?.status, 303);
    assert_eq!(owner.send(&up).await?.status, 303, "a second click does nothing more");
    let english = owner.clone().reading("en").get(&path).await?;
    sound("the builder in English", &english, true);
    preview(&mut owner, &path).await?;
    assert_eq!(site.log_size().await?, size, "a draft leaves no entry");

    let address = opened(&stage, &mut owner, &number).await?;
    assert!(site.log_size().await? > size, "what is asked does");
    let mut resident = site.anyone();
    let notice = resident.get(&address).await?;
    assert!(notice.text.contains("问卷第 1 版"), "{}", notice.text);
    let paper = resident.get(&format!("{address}/paper")).await?;
    sound("paper", &paper, false);
    assert!(paper.text.contains("噪声") && paper.text.contains("第 2 位"), "{}", paper.text);
    let twice = [("Q2.1", "C1"), ("Q2.2", "C1")];
    let mut page = resident.get(&format!("{address}/q/1")).await?;
    for _ in 1..=3 {
        page = resident.send(&consult::fill(&page, &twice)?).await?;
    }
    let refused = resident.send(&consult::fill(&page, &twice)?).await?;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("同一项选了两次") && refused.text.contains("id=\"q-Q2-2-e\""));
    let given = resident.send(&consult::fill(&refused, &[("Q2.1", "C2"), ("Q2.2", "C1")])?).await?;
    consult::code(&given)?;
    // A changed row is never counted in part.
    let strange = consult::fill(&refused, &[("Q2.1", "C2"), ("Q2.2", "C1")])?;
    let strange = strange.with("a.Q1.C9", "C1").with("key", "0".repeat(64));
    assert_eq!(resident.send(&strange).await?.status, 422);
    frozen(&mut owner, &number).await
}

/// Every step as residents see it; a row that is left out is told at its place.
async fn preview(owner: &mut Visitor, path: &str) -> Result<(), Failure> {
    let mut page = owner.get(&format!("{path}/preview/1")).await?;
    for step in 1..=4 {
        sound(&format!("preview {step}"), &page, true);
        assert!(page.text.contains("不保存"), "it says so: {}", page.text);
        if step == 3 {
            let form = consult::fill(&page, &[])?.without("a.Q1.C2");
            let missing = owner.send(&form).await?;
            assert_eq!(missing.status, 422);
            assert!(missing.text.contains("id=\"q-Q1-C2-e\""), "{}", missing.text);
        }
        page = owner.send(&consult::fill(&page, &[("Q2.1", "C1"), ("Q2.2", "C2")])?).await?;
        assert_eq!(page.status, 200, "step {step}: {}", page.text);
    }
    assert!(page.text.contains("预览到这里结束"), "{}", page.text);
    Ok(())
}

/// Prepares the consultation with the draft and opens it; its public address.
async fn opened(stage: &Stage, owner: &mut Visitor, number: &str) -> Result<String, Failure> {
    let path = format!("/items/{number}/survey");
    let today = stage.test.clock.day();
    let page = owner.get(&path).await?;
    let form = page
        .form(&path, &[("do", "prepare")])?
        .with("questionnaire", "OWN")
        .with("title", "要不要建转运站")
        .with("about", "还没有决定。")
        .with("from", today.to_string())
        .with("to", today.checked_add(jiff::Span::new().days(9))?.to_string())
        .with("shortened", "示例理由");
    let done = owner.send(&form).await?;
    assert_eq!(done.status, 303, "{}", done.text);
    let page = owner.get(&path).await?;
    assert_eq!(owner.send(&page.form(&path, &[("do", "open")])?).await?.status, 303);
    let page = owner.get(&path).await?;
    let behind = page.text.split("href=\"/c/").nth(1).ok_or("no link to the public page")?;
    Ok(format!("/c/{}", behind.split('"').next().unwrap_or_default()))
}

/// The version that is asked is frozen; the draft is for the next time.
async fn frozen(owner: &mut Visitor, number: &str) -> Result<(), Failure> {
    let survey = owner.get(&format!("/items/{number}/survey")).await?;
    assert!(survey.text.contains("已冻结"), "{}", survey.text);
    assert!(survey.text.contains("Q1.C2") && survey.text.contains("C1 不担心；C2 担心"));
    let path = format!("/items/{number}/survey/form");
    let page = owner.get(&path).await?;
    assert!(page.text.contains("用于下一次"), "{}", page.text);
    let clear = page.form(&path, &[("do", "clear")])?;
    assert_eq!(owner.send(&clear).await?.status, 303);
    let survey = owner.get(&format!("/items/{number}/survey")).await?;
    assert!(survey.text.contains("下面这些影响"), "what is asked stays");
    Ok(())
}

#[tokio::test]
async fn faults_stand_at_their_fields_and_nothing_typed_is_lost() -> Result<(), Failure> {
    let (_stage, site, number) = stage().await?;
    let mut owner = site.signed_in("owner").await?;
    let path = format!("/items/{number}/survey/form");
    begin(&mut owner, &path, "FACILITY").await?;
    for (changed, said) in [
        (("words", "请留下您的姓名和手机号"), "问的是能认出个人的内容"),
        (("words", "您认识缠访的人吗？"), "评价人的说法"),
        (("words", ""), "请填写这一项"),
        (("rows", "住址\n噪声"), "问的是能认出个人的内容"),
        (("rows", ""), "请填写这一项"),
        (("choices", "好\n好"), "写了两次"),
        (("step", ""), "请选择"),
        (("kind", "ATTITUDE"), "请选择"),
        (("only_if", "KNOW:5"), "更早的步骤"),
        (("factors", "ZZ99"), "请从列出的选项中选择"),
    ] {
        let mut fields = MATRIX.to_vec();
        fields.retain(|(name, _)| *name != changed.0);
        fields.push(changed);
        let refused = own(&mut owner, &path, &fields).await?;
        assert_eq!(refused.status, 422, "{changed:?}");
        sound("refused", &refused, true);
        assert!(refused.text.contains(said), "{changed:?}: {}", refused.text);
        assert!(refused.text.contains("担心 | Yes") || changed.0 == "choices", "it is kept");
    }
    let many = own(&mut owner, &path, &[RANKING, &[("places", "4")]].concat()).await?;
    assert_eq!(many.status, 422);
    assert!(many.text.contains("不多于选项个数"), "{}", many.text);
    Ok(())
}

#[tokio::test]
async fn two_officials_do_not_overwrite_each_other() -> Result<(), Failure> {
    let (_stage, site, number) = stage().await?;
    let (mut one, mut two) = (site.signed_in("owner").await?, site.signed_in("agency").await?);
    let path = format!("/items/{number}/survey/form");
    begin(&mut one, &path, "FACILITY").await?;
    let url = format!("{path}/q/KNOW");
    let first = one.get(&url).await?.form(&url, &[])?.with("words", "甲改的题目");
    let second = two.get(&url).await?.form(&url, &[])?.with("words", "乙改的题目");
    let stale = list(&two.get(&path).await?, &path)?.with("do", "remove KNOW");
    assert_eq!(one.send(&first).await?.status, 303);
    let told = two.send(&second).await?;
    assert_eq!(told.status, 409);
    sound("conflict", &told, true);
    assert!(told.text.contains("甲改的题目") && told.text.contains("乙改的题目"));
    let moved = two.send(&stale).await?;
    assert_eq!(moved.status, 409, "{}", moved.text);
    assert!(two.get(&path).await?.text.contains("甲改的题目"), "nothing was taken out");
    assert_eq!(two.send(&told.form(&url, &[])?).await?.status, 303, "after reading it can be sent");
    assert!(one.get(&path).await?.text.contains("乙改的题目"));
    let kept = one.get(&url).await?.form(&url, &[])?;
    assert_eq!(kept.value("factors"), "A05", "what it bears on stays, whatever the kind of matter");
    // The question goes away while somebody words it: it comes back as a new one.
    let lost = two.get(&url).await?.form(&url, &[])?.with("words", "写了很久的题目");
    let gone = list(&one.get(&path).await?, &path)?.with("do", "remove KNOW");
    assert_eq!(one.send(&gone).await?.status, 303);
    let told = two.send(&lost).await?;
    assert_eq!(told.status, 409);
    let again = told.form(&format!("{path}/q/new"), &[])?;
    assert_eq!(again.value("words"), "写了很久的题目");
    assert_eq!(two.send(&again).await?.status, 303);
    assert!(one.get(&path).await?.text.contains("写了很久的题目"));
    Ok(())
}

#[tokio::test]
async fn a_unit_keeps_its_questionnaires_for_later_cases() -> Result<(), Failure> {
    let (stage, site, number) = stage().await?;
    let mut owner = site.signed_in("owner").await?;
    let path = format!("/items/{number}/survey/form");
    let page = begin(&mut owner, &path, "POLICY").await?;
    let form = page.form(&path, &[("do", "keep")])?;
    assert_eq!(owner.send(&form.clone().with("name", "重点人员")).await?.status, 422);
    assert_eq!(owner.send(&form.with("name", "转运站问卷")).await?.status, 303);
    let other = play(&stage, 1, Until::Planned).await?;
    // Days have passed while the other case was made: the session is over.
    let mut owner = site.signed_in("owner").await?;
    let later = format!("/items/{}/survey/form", other.number);
    let page = owner.get(&later).await?;
    assert!(page.text.contains("本单位：转运站问卷"), "{}", page.text);
    let offered = page.form(&later, &[("do", "start")])?.offered("template").to_vec();
    let page = begin(&mut owner, &later, &offered[0]).await?;
    assert!(page.text.contains("对您家的负担"), "{}", page.text);
    let mut agency = site.signed_in("agency").await?;
    let page = agency.get(&path).await?;
    assert!(!page.text.contains("转运站问卷"), "another unit does not see it");
    let mut stranger = site.signed_in("approval").await?;
    assert!(stranger.get(&path).await?.status.is_client_error());
    Ok(())
}
