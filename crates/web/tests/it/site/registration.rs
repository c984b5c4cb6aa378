//! The day of an act: today unless stated, never ahead, never impossible.

use app::demo::play::Until;
use visitor::{Engine, Failure, Site, TestApp};

use crate::site::{acts::new_matter, world::play};

#[tokio::test]
async fn a_matter_is_listed_for_the_stated_day() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    stage.test.go_to(jiff::civil::date(2016, 9, 20));
    let site = Site::of(&stage.test.app);
    let mut owner = site.signed_in("owner").await?;
    let form = new_matter(&mut owner, "凌河东路排水改造").await?;
    assert_eq!(form.value("occurred_on"), "2016-09-20", "today at first");
    let size = site.log_size().await?;
    for wrong in ["2016-09-21", "2016-02-30", "昨天", "1901-01-01"] {
        let answer = owner.send(&form.clone().with("occurred_on", wrong)).await?;
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(answer.text.contains("href=\"#f-occurred_on\""), "{wrong}");
        assert_eq!(answer.form("/items/new", &[])?.value("occurred_on"), wrong);
    }
    assert_eq!(site.log_size().await?, size);
    let answer = owner.send(&form.with("occurred_on", "2016-03-07")).await?;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let number = answer.location().split('/').nth(2).unwrap_or_default().to_owned();
    let row = stage.test.app.store().read().await?.matter_by_number(&number).await?;
    let listed = row.and_then(|r| r.listed_on).map(|d| d.to_string());
    assert_eq!(listed.as_deref(), Some("2016-03-07"));
    Ok(())
}

#[tokio::test]
async fn a_screening_is_proposed_and_confirmed_for_stated_days() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = play(&stage, 2, Until::Proposed).await?;
    let today = stage.test.ctx(&stage.cast.person("county")?.clone()).today;
    let site = Site::of(&stage.test.app);
    let url = format!("/items/{}/screening", case.number);
    let mut county = site.signed_in("county").await?;
    let form = county.get(&url).await?.form(&url, &[("confirmed_on", &today.to_string())])?;
    let ahead = form.clone().with("do", "confirm").with("confirmed_on", "2099-01-01");
    let refused = county.send(&ahead).await?;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("href=\"#f-confirmed_on\""));
    let back = county.get(&url).await?;
    let mut forms = visitor::Form::all(&back.text).into_iter();
    let form = forms.find(|f| f.has("sent_back_on")).ok_or("no form to send back")?;
    let wrong =
        form.with("do", "back").with("reason", "请补充户数").with("sent_back_on", "2016-13-01");
    let refused = county.send(&wrong).await?;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("href=\"#f-sent_back_on\""));
    let done = county.send(&ahead.with("confirmed_on", today.to_string())).await?;
    assert_eq!(done.status, 303, "{}", done.text);
    Ok(())
}

#[tokio::test]
async fn a_title_that_judges_people_is_refused_with_the_rule() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let site = Site::of(&stage.test.app);
    let mut owner = site.signed_in("owner").await?;
    let title = "关于缠访重点人员稳控方案";
    let form = new_matter(&mut owner, title).await?.with("content", "核查 维权 人士插手情况");
    let size = site.log_size().await?;
    for (lang, rule) in [("zh", "改用诉求回应时效"), ("en", "use time to reply to demands instead")]
    {
        let answer = owner.clone().reading(lang).send(&form).await?;
        assert_eq!(answer.status, 422, "{lang}");
        for field in ["title", "content"] {
            assert!(answer.text.contains(&format!("href=\"#f-{field}\"")), "{lang} {field}");
        }
        assert!(answer.text.contains(rule), "{lang}: {}", answer.text);
        assert_eq!(answer.form("/items/new", &[])?.value("title"), title);
    }
    // Where no place is chosen the rules of the whole country hold.
    let nowhere = owner.send(&form.with("division", "")).await?;
    for field in ["title", "content", "division"] {
        assert!(nowhere.text.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    assert_eq!(site.log_size().await?, size);
    Ok(())
}
