//! A public consultation through its pages: set by an official, filled in by
//! residents without script or cookie, closed, published, and checked.

use app::demo::play::Until;
use visitor::{Answer, Engine, Failure, Form, Site, Stage, TestApp, Visitor};

use crate::site::{pages, world::play};

const MARK: &str = "13812345678";

async fn stage() -> Result<(Stage, String), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = play(&stage, 0, Until::NoticeUp).await?;
    Ok((stage, case.number))
}

fn sound(what: &str, answer: &Answer, signed_in: bool) {
    let faults = pages::faults(what, answer, signed_in);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Sets and opens a consultation as the owner; its public address.
pub async fn open(stage: &Stage, site: &Site, number: &str) -> Result<String, Failure> {
    let mut owner = site.signed_in("owner").await?;
    let path = format!("/items/{number}/survey");
    let page = owner.get(&path).await?;
    sound(&path, &page, true);
    let form = page.form(&path, &[("do", "prepare")])?;
    // Nothing typed is lost when something is missing.
    let bad = owner.send(&form.clone().with("title", "要不要建转运站").with("to", "昨天")).await?;
    assert_eq!(bad.status, 422);
    assert!(bad.text.contains("要不要建转运站") && bad.text.contains("昨天"), "typed text is kept");
    let today = stage.test.clock.day();
    let last = today.checked_add(jiff::Span::new().days(9))?;
    let form = bad
        .form(&path, &[("do", "prepare")])?
        .with("questionnaire", "FACILITY")
        .with("about", "还没有决定。")
        .with("from", today.to_string())
        .with("to", last.to_string())
        .with("shortened", "示例理由");
    assert_eq!(owner.send(&form).await?.status, 303);
    let page = owner.get(&path).await?;
    let mut anyone = site.anyone();
    let listed = async |who: &mut Visitor| -> Result<usize, Failure> {
        Ok(who.get("/c").await?.text.matches("要不要建转运站").count())
    };
    let before = listed(&mut anyone).await?;
    assert_eq!(owner.send(&page.form(&path, &[("do", "open")])?).await?.status, 303);
    assert_eq!(listed(&mut anyone).await?, before + 1, "public from now on, and not before");
    let page = owner.get(&path).await?;
    let behind = page.text.split("href=\"/c/").nth(1).ok_or("no link to the public page")?;
    Ok(format!("/c/{}", behind.split('"').next().unwrap_or_default()))
}

/// Fills in the page that is shown: the given choices, or the first one offered,
/// and another one for each place of a ranking.
pub fn fill(page: &Answer, chosen: &[(&str, &str)]) -> Result<Form, Failure> {
    let mut form = Form::all(&page.text).into_iter().next().ok_or("no form")?;
    for (name, offered) in form.choices.clone() {
        let given = chosen.iter().find(|(field, _)| format!("a.{field}") == name);
        let place = name.rsplit_once('.').and_then(|(_, place)| place.parse::<usize>().ok());
        let other = offered.get(place.map_or(0, |place| place.saturating_sub(1)));
        let value = given.map_or(other.unwrap_or(&offered[0]).as_str(), |(_, value)| value);
        form = form.with(&name, value);
    }
    for (field, value) in chosen {
        let name = format!("a.{field}");
        if form.has(&name) {
            form = form.with(&name, *value);
        }
    }
    Ok(form)
}

/// Walks the four steps; the page with the receipt.
pub async fn answer(
    who: &mut Visitor,
    address: &str,
    chosen: &[(&str, &str)],
) -> Result<Answer, Failure> {
    let mut page = who.get(&format!("{address}/q/1")).await?;
    for step in 1..=4 {
        sound(&format!("step {step}"), &page, false);
        assert_eq!(page.status, 200, "step {step}: {}", page.text);
        assert!(page.header("set-cookie").is_empty(), "no cookie for residents");
        page = who.send(&fill(&page, chosen)?).await?;
    }
    assert_eq!(page.status, 200, "{}", page.text);
    Ok(page)
}

pub fn code(page: &Answer) -> Result<String, Failure> {
    let behind = page.text.split("id=\"receipt-code\">").nth(1).ok_or("no receipt")?;
    let shown = behind.split("</p>").next().unwrap_or_default();
    Ok(shown.replace("<wbr>", ""))
}

#[tokio::test]
async fn a_resident_answers_and_checks_the_receipt() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let site = Site::of(&stage.test.app);
    let address = open(&stage, &site, &number).await?;
    let mut resident = site.anyone();
    for path in
        ["/c".to_owned(), address.clone(), format!("{address}/results"), "/c/receipt".to_owned()]
    {
        for lang in ["zh", "en"] {
            let page = resident.clone().reading(lang).get(&path).await?;
            assert_eq!(page.status, 200, "{path}");
            sound(&path, &page, false);
        }
    }
    let page = answer(&mut resident, &address, &[("stratum", "G01"), ("ATT", "OPPOSE")]).await?;
    let receipt = code(&page)?;
    let form = resident.get("/c/receipt").await?.form("/c/receipt", &[])?;
    let found = resident.send(&form.clone().with("code", receipt.to_lowercase())).await?;
    assert_eq!(found.status, 200);
    sound("receipt", &found, false);
    assert!(!found.text.contains("OPPOSE") && !found.text.contains("反对"), "no choice is shown");
    let wrong = resident.send(&form.with("code", "2222-2222-2222-2222-2222")).await?;
    assert_eq!(wrong.status, 404);
    Ok(())
}

#[tokio::test]
async fn mistakes_are_told_at_the_field_and_nothing_typed_is_lost() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let site = Site::of(&stage.test.app);
    let address = open(&stage, &site, &number).await?;
    let mut resident = site.anyone();
    let first = resident.get(&format!("{address}/q/1")).await?;
    let empty = Form::all(&first.text).remove(0);
    let again = resident.send(&empty).await?;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("role=\"alert\""));
    let second = resident.send(&fill(&again, &[("stratum", "G02")])?).await?;
    let third = resident.send(&fill(&second, &[("ATT", "CONDITIONAL")])?).await?;
    assert!(third.text.contains("a.COND"), "asked of those with conditions");
    // Back and forth keeps what was chosen.
    let form = fill(&third, &[("KNOW", "5")])?;
    let back = Form { action: format!("{address}/q/2"), ..form.clone() }.with("back", "1");
    let before = resident.send(&back).await?;
    assert!(before.text.contains("value=\"CONDITIONAL\" checked"));
    let forth = resident.send(&fill(&before, &[("ATT", "CONDITIONAL")])?).await?;
    assert!(forth.text.contains("value=\"5\" checked"), "{}", forth.text);
    let fourth = resident.send(&fill(&forth, &[("KNOW", "5")])?).await?;
    let long = "长".repeat(501);
    let refused = resident.send(&fill(&fourth, &[("WORDS", &long)])?).await?;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains(&long), "the text is kept");
    // A question that is not in the questionnaire is never counted in part.
    let strange = fill(&refused, &[("WORDS", "好")])?.with("a.NAME", "张三");
    assert_eq!(resident.send(&strange).await?.status, 422);
    // A second click gives the same receipt.
    let form = fill(&refused, &[("WORDS", "路灯太暗")])?;
    let (one, two) = (resident.send(&form).await?, resident.send(&form).await?);
    assert_eq!(code(&one)?, code(&two)?);
    assert_eq!(
        resident.get(&format!("{address}/q/3")).await?.status,
        303,
        "no step by its address"
    );
    assert_eq!(resident.get("/c/nowhere").await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_resident_is_kept_but_what_was_filled_in() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let site = Site::of(&stage.test.app);
    let address = open(&stage, &site, &number).await?;
    let before = site.log_size().await?;
    let mut resident = site.anyone();
    let mut page = resident
        .get_with(
            &format!("{address}/q/1"),
            &[("user-agent", MARK), ("x-forwarded-for", MARK), ("referer", MARK), ("cookie", MARK)],
        )
        .await?;
    // Words are no exception: until a moderator lets them through they lie sealed.
    let words = format!("请打{MARK}");
    for _ in 0..4 {
        page = resident.send(&fill(&page, &[("WORDS", &words)])?).await?;
    }
    code(&page)?;
    assert_eq!(site.log_size().await?, before, "an answer is no event");
    let mut found = 0;
    for folder in [stage.test.app.settings().data_dir.clone()] {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() {
                let bytes = std::fs::read(&path)?;
                let hit = bytes.windows(MARK.len()).any(|w| w == MARK.as_bytes());
                assert!(!hit, "{} holds what a header or a text said", path.display());
                found += 1;
            }
        }
    }
    assert!(found > 2, "databases are looked for in the wrong place");
    Ok(())
}

#[tokio::test]
async fn results_are_public_only_after_they_were_published() -> Result<(), Failure> {
    let (stage, number) = stage().await?;
    let site = Site::of(&stage.test.app);
    let address = open(&stage, &site, &number).await?;
    for n in 0..36 {
        let attitude = if n % 3 == 0 { "OPPOSE" } else { "SUPPORT" };
        let group = if n % 2 == 0 { "G01" } else { "G02" };
        answer(&mut site.anyone(), &address, &[("stratum", group), ("ATT", attitude)]).await?;
    }
    let results = format!("{address}/results");
    let mut anyone = site.anyone();
    assert!(!anyone.get(&results).await?.text.contains("66.7%"), "nothing while it is open");
    stage.test.go_to(stage.test.clock.day().checked_add(jiff::Span::new().days(10))?);
    assert_eq!(anyone.get(&format!("{address}/q/1")).await?.status, 409, "it is over");
    let notice = anyone.get(&address).await?;
    assert!(
        notice.text.contains("征集时是这样说的"),
        "“还没有决定” was said then: {}",
        notice.text
    );
    assert!(!notice.text.contains("后来的决定"), "nothing is decided yet");
    let mut owner = site.signed_in("owner").await?;
    let path = format!("/items/{number}/survey");
    let form = owner.get(&path).await?.form(&path, &[("do", "close")])?;
    let hanging = owner.send(&form).await?;
    assert!(hanging.status.is_client_error(), "the notice still hangs");
    let down = format!("/items/{number}/do/close_notice");
    let form = owner.get(&down).await?.form(&down, &[])?.with("objections", "0");
    assert_eq!(owner.send(&form).await?.status, 303);
    let form = owner.get(&path).await?.form(&path, &[("do", "close")])?;
    assert_eq!(owner.send(&form).await?.status, 303);
    let page = owner.get(&path).await?;
    assert!(page.text.contains("66.7%"), "staff see the result: {}", page.text);
    assert!(!anyone.get(&results).await?.text.contains("66.7%"), "closed is not published");
    let form = page.form(&path, &[("do", "publish")])?.with("statement", "已逐条研究。");
    assert_eq!(owner.send(&form).await?.status, 303);
    let told = anyone.get(&results).await?;
    sound(&results, &told, false);
    assert!(told.text.contains("66.7%") && told.text.contains("已逐条研究。"), "{}", told.text);
    let consultation = owner.get(&format!("/items/{number}/consultation")).await?;
    assert!(consultation.text.contains("36"), "the counts are those of the assessment");
    Ok(())
}
