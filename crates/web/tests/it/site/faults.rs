//! What goes wrong while people work: two at once, faults in a form, a session
//! that ended while someone typed.

use axum::{body::Body, http::Request};
use visitor::{Engine, Failure, Site};

use crate::site::{
    acts::{new_matter, progress},
    world::World,
};

#[tokio::test]
async fn whoever_comes_second_is_told_and_loses_nothing() -> Result<(), Failure> {
    for engine in Engine::BOTH {
        let world = World::new(engine).await?;
        let number = &world.decided.number;
        let mut first = world.person("executing").await?;
        let mut second = world.person("executing").await?;
        let earlier = progress(&mut first, number, "甲先写的进展").await?;
        let later = progress(&mut second, number, "乙写了很久的进展").await?;
        assert_eq!(first.send(&earlier).await?.status, 303);
        let size = world.site.log_size().await?;
        let answer = second.send(&later).await?;
        assert_eq!(answer.status, 409, "{engine:?}");
        assert_eq!(world.site.log_size().await?, size, "a conflict leaves no entry");
        let kept = answer.form(&later.action, &[])?;
        assert_eq!(kept.value("note"), "乙写了很久的进展");
        assert_eq!(kept.value("status"), "IN_PROGRESS");
        assert_eq!(kept.value("measure"), later.value("measure"));
        assert_ne!(kept.value("_version"), later.value("_version"));
        assert_eq!(second.send(&kept).await?.status, 303, "after reading, it can be sent");
        assert!(world.site.log_size().await? > size);
    }
    Ok(())
}

#[tokio::test]
async fn two_amendments_are_shown_field_by_field() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let url = format!("/items/{}/do/amend_matter", world.proposed.number);
    let mut first = world.person("owner").await?;
    let mut second = world.person("owner").await?;
    let one = first.form(&url).await?.with("title", "甲改的名称").with("reason", "更名");
    let two = second.form(&url).await?.with("title", "乙改的名称").with("reason", "更名");
    assert_eq!(first.send(&one).await?.status, 303);
    let answer = second.send(&two).await?;
    assert_eq!(answer.status, 409, "{}", answer.text);
    for said in
        ["现在：甲改的名称", "您填写：乙改的名称", "替换", "修改登记内容", "住房和城乡建设局（"]
    {
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
    }
    assert!(!answer.text.contains("环节结束"), "{}", answer.text);
    Ok(())
}

#[tokio::test]
async fn what_somebody_else_has_done_need_not_be_done_again() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let open = crate::site::world::play(&world.stage, 5, app::demo::play::Until::NoticeUp).await?;
    world.stage.test.go_to(world.stage.test.clock.day().checked_add(jiff::Span::new().days(15))?);
    let mut first = world.person("owner").await?;
    let mut second = world.person("owner").await?;
    let url = format!("/items/{}/do/close_notice", open.number);
    let one = first.form(&url).await?.with("objections", "0");
    let two = second.form(&url).await?.with("objections", "3");
    assert_eq!(first.send(&one).await?.status, 303);
    let answer = second.send(&two).await?;
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("“结束公示”，这项不需要再办"), "{}", answer.text);
    assert!(answer.form(&url, &[]).is_err(), "no form that cannot be sent");
    assert!(answer.text.contains("<dd>3</dd>"), "what was typed: {}", answer.text);
    Ok(())
}

#[tokio::test]
async fn a_form_that_does_not_say_what_it_was_made_on_is_not_carried_out() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("executing").await?;
    let form = progress(&mut who, &world.decided.number, "写好的进展").await?;
    let version = form.value("_version").to_owned();
    let size = world.site.log_size().await?;
    for bad in [form.clone().without("_version"), form.clone().with("_version", "x")] {
        let answer = who.send(&bad).await?;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("没有说明是依据哪个版本"), "{}", answer.text);
        assert_eq!(world.site.log_size().await?, size);
        let kept = answer.form(&form.action, &[])?;
        assert_eq!((kept.value("note"), kept.value("_version")), ("写好的进展", version.as_str()));
    }
    let url = format!("/items/{}/screening", world.proposed.number);
    let mut county = world.person("county").await?;
    let page = county.get(&url).await?;
    let mut forms = visitor::Form::all(&page.text).into_iter();
    let back = forms.find(|f| f.action == url && f.has("reason") && !f.has("note"));
    let back = back.ok_or("no form")?.with("do", "back").with("reason", "请补充户数");
    assert_eq!(county.send(&back.clone().without("_version")).await?.status, 422);
    assert_eq!(world.site.log_size().await?, size);
    assert_eq!(county.send(&back).await?.status, 303);
    Ok(())
}

#[tokio::test]
async fn two_answers_to_one_screening_do_not_both_count() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let url = format!("/items/{}/screening", world.proposed.number);
    let mut first = world.person("county").await?;
    let mut second = world.person("county").await?;
    let back = |page: &visitor::Answer| {
        let mut forms = visitor::Form::all(&page.text).into_iter();
        forms.find(|f| f.action == url && f.has("reason") && !f.has("note")).ok_or("no form")
    };
    let one = back(&first.get(&url).await?)?.with("do", "back").with("reason", "请补充户数");
    let two = back(&second.get(&url).await?)?.with("do", "back").with("reason", "请补充依据");
    assert_eq!(first.send(&one).await?.status, 303);
    let size = world.site.log_size().await?;
    let answer = second.send(&two).await?;
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("别人刚刚办理了这件事项"), "{}", answer.text);
    assert!(answer.text.contains("请补充依据"), "what was typed is still there");
    assert_eq!(world.site.log_size().await?, size);
    Ok(())
}

#[tokio::test]
async fn a_panel_that_somebody_else_moved_on_is_told_as_a_conflict() -> Result<(), Failure> {
    let stage = visitor::TestApp::founded(Engine::Sqlite).await?;
    let rated = crate::site::world::play(&stage, 1, app::demo::play::Until::PanelOpen).await?;
    let site = Site::of(&stage.test.app);
    let path = format!("/items/{}/panel/current", rated.number);
    let mut owner = site.signed_in("owner").await?;
    let mut other = site.signed_in("owner").await?;
    let opening = |page: &visitor::Answer| {
        let mut forms = visitor::Form::all(&page.text).into_iter();
        forms.find(|f| f.value("act") == "open_discussion").ok_or("nobody may open the discussion")
    };
    for n in 1..=app::demo::EXPERTS {
        let mut expert = site.signed_in(&format!("expert{n}")).await?;
        let page = expert.get(&path).await?;
        let mut forms = visitor::Form::all(&page.text).into_iter();
        let Some(form) = forms.find(|f| f.value("act") == "rate_blind") else { continue };
        let names: Vec<String> = form.fields.iter().map(|(name, _)| name.clone()).collect();
        let scale = names.iter().filter(|n| n.ends_with(".p") || n.ends_with(".q"));
        let form = scale.fold(form.clone(), |form, name| form.with(name, "0.30"));
        assert_eq!(expert.send(&form).await?.status, 303);
    }
    let one = opening(&owner.get(&path).await?)?;
    let two = opening(&other.get(&path).await?)?;
    assert_eq!(owner.send(&one).await?.status, 303);
    let size = site.log_size().await?;
    let answer = other.send(&two).await?;
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("别人刚刚办理了这件事项"), "{}", answer.text);
    assert_eq!(site.log_size().await?, size);
    Ok(())
}

#[tokio::test]
async fn faults_in_a_form_are_listed_and_everything_typed_stays() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("owner").await?;
    let form = new_matter(&mut who, "")
        .await?
        .with("content", "把<老街>改成步行街")
        .with("persons", "很多");
    let size = world.site.log_size().await?;
    let answer = who.send(&form).await?;
    assert_eq!(answer.status, 422);
    assert!(answer.title().starts_with("有错误："), "{}", answer.title());
    assert!(answer.text.contains("class=\"err-sum\""));
    assert!(
        answer.text.contains("href=\"#f-title\"") && answer.text.contains("href=\"#f-persons\"")
    );
    let again = answer.form("/items/new", &[])?;
    for (name, value) in &form.fields {
        assert_eq!(
            again.fields.iter().filter(|(n, v)| n == name && v == value).count(),
            1,
            "{name}"
        );
    }
    let english = who.clone().reading("en").send(&form).await?;
    assert!(english.title().starts_with("Error"), "{}", english.title());
    assert_eq!(world.site.log_size().await?, size);
    let mended = again.with("title", "老街改造").with("persons", "1200");
    assert_eq!(who.send(&mended).await?.status, 303);
    Ok(())
}

#[tokio::test]
async fn every_fault_of_a_form_is_told_at_once() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("owner").await?;
    let form = new_matter(&mut who, "").await?.with("occurred_on", "昨天").with("sector", "");
    let answer = who.send(&form.with("filing", "")).await?;
    assert_eq!(answer.status, 422);
    for field in ["title", "sector", "filing", "occurred_on"] {
        assert!(answer.text.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    assert!(answer.text.contains("请选择备案机关"), "{}", answer.text);
    assert!(!answer.text.contains("请填写备案机关"), "{}", answer.text);
    Ok(())
}

/// The answer to the first form got lost, and the person went on typing.
#[tokio::test]
async fn a_form_sent_again_with_other_content_comes_back_under_a_new_key() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut owner = world.person("owner").await?;
    let form = new_matter(&mut owner, "凌河东路拓宽").await?;
    let first = owner.send(&form).await?;
    let number = first.location().split('/').nth(2).unwrap_or_default().to_owned();
    let mut executing = world.person("executing").await?;
    let told = progress(&mut executing, &world.decided.number, "第一次巡查").await?;
    assert_eq!(executing.send(&told).await?.status, 303);
    let cases = [
        (owner, form.with("title", "凌河西路拓宽"), format!("/items/{number}")),
        (executing, told.with("note", "第二次巡查"), format!("/items/{}", world.decided.number)),
    ];
    for (mut who, form, led_to) in cases {
        let size = world.site.log_size().await?;
        let answer = who.send(&form).await?;
        assert_eq!(answer.status, 422, "{led_to}");
        let summary = answer.text.split("err-sum").nth(1).unwrap_or_default();
        let link = summary.split("<p><a href=\"").nth(1).unwrap_or_default();
        assert!(link.starts_with(&led_to), "{led_to}: {link:.100}");
        let again = answer.form(&form.action, &[])?;
        assert_ne!(again.value("_key"), form.value("_key"), "{led_to}");
        for (name, value) in form.fields.iter().filter(|(name, _)| !name.starts_with('_')) {
            assert_eq!(again.value(name), value, "{led_to}: {name}");
        }
        assert_eq!(world.site.log_size().await?, size, "{led_to}");
        assert_eq!(who.send(&again).await?.status, 303, "{led_to}");
        assert!(world.site.log_size().await? > size, "{led_to}");
    }
    Ok(())
}

#[tokio::test]
async fn a_method_that_is_not_answered_is_405() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    for mut who in [world.site.anyone(), world.person("owner").await?] {
        for (method, path) in [("PUT", "/items"), ("DELETE", "/items/new"), ("POST", "/items")] {
            let request = Request::builder().method(method).uri(path);
            let answer = who.request(request, Body::empty()).await?;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(answer.header("allow").contains("GET"), "{method} {path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_act_with_faults_keeps_what_was_typed() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("executing").await?;
    let form = progress(&mut who, &world.decided.number, "").await?.with("occurred_on", "昨天");
    let answer = who.send(&form).await?;
    assert_eq!(answer.status, 422);
    assert!(answer.title().starts_with("有错误："), "{}", answer.title());
    assert!(answer.text.contains("class=\"err-sum\""));
    let again = answer.form(&form.action, &[])?;
    assert_eq!(again.value("occurred_on"), "昨天");
    assert_eq!(again.value("measure"), form.value("measure"));
    assert_eq!(again.value("_key"), form.value("_key"), "still the same form");
    Ok(())
}

#[tokio::test]
async fn a_session_that_ended_while_typing_costs_nothing() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("owner").await?;
    let form = new_matter(&mut who, "凌河东路拓宽").await?.with("content", "写了一个小时的内容");
    world.stage.test.clock.tick(60 * 60 * 24);
    let answer = who.send(&form).await?;
    assert_eq!(answer.status, 401);
    let kept = answer.form("/items/new", &[])?;
    assert_eq!(kept.value("title"), "凌河东路拓宽");
    assert_eq!(kept.value("content"), "写了一个小时的内容");
    assert_eq!(kept.value("_key"), form.value("_key"), "it still counts once");
    let size = world.site.log_size().await?;
    world.site.sign_in(&mut who, "owner").await?;
    let sent = who.send(&kept).await?;
    assert_eq!(sent.status, 303, "{}", sent.text);
    assert!(world.site.log_size().await? > size);
    Ok(())
}

#[tokio::test]
async fn forms_of_other_sites_and_stolen_forms_do_nothing() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut owner = world.person("owner").await?;
    let form = new_matter(&mut owner, "别人的表单").await?;
    let size = world.site.log_size().await?;
    let mut other = world.person("executing").await?;
    assert_eq!(other.send(&form).await?.status, 403, "the form of another session");
    let bare = form.clone().without("_csrf");
    assert_eq!(owner.send(&bare).await?.status, 403, "without its token");
    assert_eq!(world.site.log_size().await?, size);
    Ok(())
}
