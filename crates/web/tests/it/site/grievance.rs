//! A grievance through its pages: brought by a resident without script or cookie,
//! read, taken up and answered by officials, followed with its code.

use visitor::{Answer, Engine, Failure, Form, Visitor};

use crate::site::{pages, world::World};

const MARK: &str = "13812345678";
const TEXT: &str = "夜里十一点以后还有车进出，声音很大。";

fn sound(what: &str, answer: &Answer, signed_in: bool) {
    let faults = pages::faults(what, answer, signed_in);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The filled form of what was told to an official.
pub async fn entry(who: &mut Visitor, number: &str) -> Result<Form, Failure> {
    let url = format!("/items/{number}/grievances/new");
    let form = who.get(&url).await?.form(&url, &[])?;
    Ok(form.with("channel", "VISIT").with("text", "来访反映：路面灰尘大"))
}

/// Enters one; its number.
pub async fn told(who: &mut Visitor, number: &str) -> Result<String, Failure> {
    let form = entry(who, number).await?;
    let taken = who.send(&form).await?;
    assert_eq!(taken.status, 200, "{}", taken.text);
    behind(&taken, "id=\"grievance-number\">", "</span>")
}

fn behind(page: &Answer, start: &str, end: &str) -> Result<String, Failure> {
    let rest = page.text.split(start).nth(1).ok_or_else(|| format!("no {start}: {}", page.text))?;
    Ok(rest.split(end).next().unwrap_or_default().to_owned())
}

/// The code that a page shows.
pub fn code(page: &Answer) -> Result<String, Failure> {
    Ok(behind(page, "id=\"grievance-code\">", "</p>")?.replace("<wbr>", ""))
}

/// Brings one by the number and check code of a matter; the page with the code.
pub async fn bring(who: &mut Visitor, number: &str, world: &World) -> Result<Answer, Failure> {
    let check = world.stage.test.app.check_code(number);
    let form = who.get("/c/grievance").await?.form("/c/grievance", &[])?;
    let form = form.with("matter", "number").with("no", format!("{number}-{check}"));
    let sent = who.send(&form.with("text", TEXT)).await?;
    assert_eq!(sent.status, 200, "{}", sent.text);
    Ok(sent)
}

/// Read, taken up, answered and closed by the executing unit.
async fn dealt_with(world: &World, number: &str, grievance: &str) -> Result<(), Failure> {
    let list = format!("/items/{number}/grievances");
    let mut executing = world.person("executing").await?;
    let page = executing.get(&list).await?;
    sound(&list, &page, true);
    assert!(page.text.contains(grievance), "{}", page.text);
    let one = format!("{list}/{grievance}");
    let page = executing.get(&one).await?;
    sound(&one, &page, true);
    assert!(page.text.contains(TEXT), "the words are read by whoever deals with it");
    let county = world.person("county").await?.get(&one).await?;
    assert!(!county.text.contains(TEXT), "and by nobody else before");

    let form = page.form(&one, &[("do", "moderate")])?;
    let bad =
        executing.send(&form.clone().with("done", "REDACTED").with("summary", "噪声")).await?;
    assert_eq!(bad.status, 422);
    assert!(bad.text.contains("value=\"噪声\""), "what was typed stays");
    let form = form.with("done", "SHOWN").with("summary", "夜间车辆噪声");
    assert_eq!(executing.send(&form).await?.status, 303);
    for (act, field, words) in [
        ("acknowledge", "", ""),
        ("answer", "answer", "夜间十点后不再运输。"),
        ("close", "closing", "复查合格。"),
    ] {
        let form = executing.get(&one).await?.form(&one, &[("do", act)])?;
        let form = if field.is_empty() { form } else { form.with(field, words) };
        let done = executing.send(&form).await?;
        assert_eq!(done.status, 303, "{act}: {}", done.text);
    }
    Ok(())
}

#[tokio::test]
async fn a_resident_brings_one_and_follows_it() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = world.decided.number.clone();
    let mut resident = world.site.anyone();
    for path in ["/c", "/c/grievance", "/c/grievance/status"] {
        for lang in ["zh", "en"] {
            let page = resident.clone().reading(lang).get(path).await?;
            assert_eq!(page.status, 200, "{path}");
            sound(path, &page, false);
        }
    }
    let page = resident.get("/c/grievance").await?;
    assert!(page.header("set-cookie").is_empty(), "no cookie for residents");
    // The matter is on the list, because its consultation was published.
    let form = page.form("/c/grievance", &[])?;
    let slug = form.offered("matter").first().cloned().ok_or("nothing to choose")?;
    let form = form.with("matter", slug).with("text", TEXT);
    let sent = resident.send(&form).await?;
    assert_eq!(sent.status, 200, "{}", sent.text);
    sound("sent", &sent, false);
    assert!(sent.header("set-cookie").is_empty(), "no cookie afterwards");
    let size = world.site.log_size().await?;
    let again = resident.send(&form).await?;
    assert_eq!((again.status.as_u16(), code(&again)?), (200, code(&sent)?), "sent twice");
    assert_eq!(world.site.log_size().await?, size, "counted once");

    let grievance = behind(&sent, "id=\"grievance-number\">", "</span>")?;
    dealt_with(&world, &number, &grievance).await?;
    let form = resident.get("/c/grievance/status").await?.form("/c/grievance/status", &[])?;
    let told = resident.send(&form.clone().with("code", code(&sent)?.to_lowercase())).await?;
    assert_eq!(told.status, 200);
    sound("status", &told, false);
    for words in ["夜间车辆噪声", "夜间十点后不再运输。", "复查合格。", &grievance]
    {
        assert!(told.text.contains(words), "{words}");
    }
    assert!(!told.text.contains(TEXT), "the page does not repeat what was written");
    let wrong = resident.send(&form.with("code", "2222-2222-2222-2222-2222")).await?;
    assert_eq!(wrong.status, 404);
    Ok(())
}

#[tokio::test]
async fn mistakes_are_told_at_the_field_and_nothing_typed_is_lost() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = world.decided.number.clone();
    let check = world.stage.test.app.check_code(&number);
    let mut resident = world.site.anyone();
    let form = resident.get("/c/grievance").await?.form("/c/grievance", &[])?;
    let right = format!("{number}-{check}");
    let personal = format!("请打{MARK}找我");
    let rating = world.stage.test.app.check_code(&world.rating.number);
    let undecided = format!("{}-{rating}", world.rating.number);
    let (wrong, long) = (format!("{number}-2222"), "长".repeat(501));
    let size = world.site.log_size().await?;
    for (no, text, id) in [
        ("", TEXT, "f-no"),
        ("七三〇", TEXT, "f-no"),
        (wrong.as_str(), TEXT, "f-no"),
        (undecided.as_str(), TEXT, "f-no"),
        (right.as_str(), "", "f-text"),
        (right.as_str(), personal.as_str(), "f-text"),
        (right.as_str(), "工地在88201234号对面", "f-text"),
        (right.as_str(), long.as_str(), "f-text"),
    ] {
        let sent = form.clone().with("matter", "number").with("no", no).with("text", text);
        let page = resident.send(&sent).await?;
        assert_eq!(page.status, 422, "{no} {text}");
        sound(no, &page, false);
        assert!(page.text.contains(&format!("id=\"{id}-e\"")), "{no} {text}: {}", page.text);
        assert!(page.text.contains(text), "the words stay");
    }
    assert_eq!(world.site.log_size().await?, size, "nothing was taken in");
    // Digits that are no number of a person are sent once that is said.
    let sent = form.with("matter", "number").with("no", right);
    let sent = sent.with("text", "工地在88201234号对面").with("fine", "1");
    assert_eq!(resident.send(&sent).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn the_risk_that_grievances_point_to_is_shown_as_open_again() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = world.decided.number.clone();
    let mut executing = world.person("executing").await?;
    let risk = format!("/items/{number}/risk");
    assert!(!executing.get(&risk).await?.text.contains("件诉求"), "nothing points to a risk yet");
    for n in 0..5 {
        let form = entry(&mut executing, &number).await?;
        let form = form.with("text", format!("来访反映：路面灰尘大，第{n}次"));
        let taken = executing.send(&form).await?;
        let grievance = behind(&taken, "id=\"grievance-number\">", "</span>")?;
        let one = format!("/items/{number}/grievances/{grievance}");
        let form = executing.get(&one).await?.form(&one, &[("do", "moderate")])?;
        let form = form.with("done", "SHOWN").with("summary", "路面灰尘大");
        assert_eq!(executing.send(&form).await?.status, 303);
        let form = executing.get(&one).await?.form(&one, &[("do", "link")])?;
        let factors = form.offered("factor").to_vec();
        let factor = factors.iter().find(|id| !id.is_empty()).ok_or("a factor")?;
        assert_eq!(executing.send(&form.with("factor", factor)).await?.status, 303);
    }
    for path in [risk, format!("/items/{number}/tracking")] {
        let page = executing.get(&path).await?;
        sound(&path, &page, true);
        assert!(page.text.contains("5 件诉求"), "{path}");
    }
    Ok(())
}
