//! A hearing through its pages: what it lacks is told with the rule, opinions come
//! from its minutes, and the plan shows where the groups stand.

use app::demo::play::Until;
use jiff::ToSpan as _;
use visitor::{Answer, Engine, Failure, Form, Site, TestApp, Visitor};

use crate::site::{pages, world::play};

/// The form of an act with the first thing to choose in what has to be chosen.
async fn form(
    who: &mut Visitor,
    number: &str,
    code: &str,
    fields: &[(&str, &str)],
) -> Result<Form, Failure> {
    let path = format!("/items/{number}/do/{code}");
    let page = who.get(&path).await?;
    assert_eq!(page.status, 200, "{code}: {}", page.text);
    let mut form = page.form(&path, &[])?;
    for name in ["notice", "hearing", "activity", "raised_at"] {
        if let Some(first) = form.offered(name).first().cloned() {
            form = form.with(name, first);
        }
    }
    Ok(fields.iter().fold(form, |form, (name, value)| form.with(name, *value)))
}

async fn act(
    who: &mut Visitor,
    number: &str,
    code: &str,
    fields: &[(&str, &str)],
) -> Result<Answer, Failure> {
    let form = form(who, number, code, fields).await?;
    let answer = who.send(&form).await?;
    let faults = pages::faults(code, &answer, true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(answer)
}

fn done(code: &str, answer: &Answer) {
    assert_eq!(answer.status, 303, "{code}: {}", answer.text);
}

fn refused(answer: &Answer, words: &[&str]) {
    assert!(answer.status.is_client_error(), "{}", answer.status);
    for word in words {
        assert!(answer.text.contains(word), "{word}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_hearing_is_closed_through_its_pages() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = play(&stage, 0, Until::NoticeUp).await?;
    let (site, number) = (Site::of(&stage.test.app), case.number.as_str());
    stage.test.go_to(stage.test.clock.day().checked_add(10.days())?);
    let today = stage.test.clock.day();
    let ago = |days: i64| today.checked_sub(days.days()).map(|day| day.to_string());
    let mut owner = site.signed_in("owner").await?;
    let who = &mut owner;
    done("close_notice", &act(who, number, "close_notice", &[("objections", "0")]).await?);
    let announced = [
        ("on", today.to_string()),
        ("place", "街道礼堂".to_owned()),
        ("selection", "报名后公开抽签。".to_owned()),
        ("selection_on", ago(9)?),
    ];
    let announced: Vec<(&str, &str)> = announced.iter().map(|(n, v)| (*n, v.as_str())).collect();
    done("announce_hearing", &act(who, number, "announce_hearing", &announced).await?);

    let (day, hash) = (ago(8)?, "5f".repeat(32));
    let list = |hash| [("list_sha256", hash), ("list_on", day.as_str()), ("papers_on", &*day)];
    refused(&act(who, number, "prepare_hearing", &list("5f")).await?, &["64位", "value=\"5f\""]);
    done("prepare_hearing", &act(who, number, "prepare_hearing", &list(&hash)).await?);

    let held = [
        ("kind", "HEARING"),
        ("on", &*today.to_string()),
        ("place", "街道礼堂"),
        ("attendance", "12"),
        ("minutes", "逐项陈述、质询、答复。"),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let held: Vec<(&str, &str)> = held.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let form = form(who, number, "record_activity", &held).await?;
    done("record_activity", &who.send(&form.file("proof", "笔录.txt", "笔录\n".as_bytes())).await?);
    let early = act(who, number, "close_hearing", &[]).await?;
    refused(&early, &["还不齐全", "由谁确认", "产品默认值"]);

    let on = today.to_string();
    let by = |post| [("confirmed_by", post), ("confirmed_on", on.as_str())];
    let chair = act(who, number, "confirm_minutes", &by("CHAIR")).await?;
    refused(&chair, &["听证会的记录由听证参加人确认"]);
    done("confirm_minutes", &act(who, number, "confirm_minutes", &by("PARTICIPANTS")).await?);
    done("close_hearing", &act(who, number, "close_hearing", &[]).await?);
    let raised = [("topic", "夜间运输扰民"), ("count", "13")];
    refused(&act(who, number, "record_opinion", &raised).await?, &["次数多于参加人数"]);
    let raised = [("topic", "夜间运输扰民"), ("count", "5")];
    done("record_opinion", &act(who, number, "record_opinion", &raised).await?);

    let page = who.get(&format!("/items/{number}/consultation")).await?;
    for word in ["已办结", "记录已由参加人确认", "出自", "会议和走访", hash.as_str()]
    {
        assert!(page.text.contains(word), "{word}: {}", page.text);
    }
    let plan = who.get(&format!("/items/{number}/plan")).await?;
    for word in ["群体分布", "问卷设计", "个百分点", "对事项的影响力"] {
        assert!(plan.text.contains(word), "{word}: {}", plan.text);
    }
    Ok(())
}
