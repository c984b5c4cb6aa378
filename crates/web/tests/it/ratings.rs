//! Rating and gates through the real router: what experts may see, what the
//! workbench computes, what a number alone shows.

use app::demo::play::{Case, Until};
use domain::codes::ProcedureCode;
use visitor::{Engine, Failure, Site, Stage, TestApp, Visitor};

async fn stage(until: Until) -> Result<(Stage, Site, Case), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = stage.case(ProcedureCode::General, until).await?;
    let site = Site::of(&stage.test.app);
    Ok((stage, site, case))
}

/// Every expert of the panel, those first who have rated.
async fn experts(stage: &Stage, site: &Site, case: &Case) -> Result<Vec<Visitor>, Failure> {
    let panel = case.state.panels.last().ok_or("no panel")?;
    let mut found = Vec::new();
    for rated in [true, false] {
        for (name, actor) in &stage.cast.people {
            let named = panel.experts.contains(&actor.person);
            if named && panel.blind.contains_key(&actor.person) == rated {
                found.push(site.signed_in(name).await?);
            }
        }
    }
    Ok(found)
}

#[tokio::test]
async fn before_the_discussion_an_expert_sees_only_the_own_rating() -> Result<(), Failure> {
    let (stage, site, case) = stage(Until::PanelOpen).await?;
    let path = format!("/items/{}/panel/current", case.number);
    let mut experts = experts(&stage, &site, &case).await?;
    let rated = experts.first_mut().ok_or("nobody rated")?.get(&path).await?;
    assert!(rated.text.contains("您的打分（p × q）") && rated.text.contains("（您）"));
    assert!(!rated.text.contains("name=\"ratings."), "nobody rates blind twice");
    let fresh = experts.last_mut().ok_or("everyone rated")?.get(&path).await?;
    assert!(fresh.text.contains("name=\"ratings."));
    let mut owner = site.signed_in("owner").await?;
    let seen = owner.get(&path).await?;
    for page in [&fresh, &seen] {
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("专家 A"), "another's rating is shown");
        assert!(!page.text.contains("columnheader\" class=\"n nowrap\""), "a column of ratings");
    }
    assert!(!seen.text.contains("name=\"ratings."), "only experts rate");
    Ok(())
}

#[tokio::test]
async fn after_the_discussion_ratings_stand_side_by_side_without_names() -> Result<(), Failure> {
    let (stage, site, case) = stage(Until::Rated).await?;
    let mut county = site.signed_in("county").await?;
    let page = county.get(&format!("/items/{}/panel/current", case.number)).await?;
    assert!(page.text.contains("专家 A") && page.text.contains("专家 B"), "{}", page.text);
    for name in stage.cast.people.keys().filter(|name| name.starts_with("expert")) {
        assert!(!page.text.contains(name.as_str()), "{name} is named");
    }
    Ok(())
}

#[tokio::test]
async fn a_panel_form_that_does_not_say_what_it_was_made_on_is_refused() -> Result<(), Failure> {
    let (stage, site, case) = stage(Until::PanelOpen).await?;
    let path = format!("/items/{}/panel/current", case.number);
    let mut experts = experts(&stage, &site, &case).await?;
    let expert = experts.last_mut().ok_or("everyone rated")?;
    let page = expert.get(&path).await?;
    let mut forms = visitor::Form::all(&page.text).into_iter();
    let form = forms.find(|f| f.value("act") == "rate_blind").ok_or("no form")?;
    let rated = case.state.live_factors().fold(form, |form, factor| {
        form.with(&format!("ratings.{}.p", factor.id), "0.3")
            .with(&format!("ratings.{}.q", factor.id), "0.7")
    });
    let first = case.state.live_factors().next().ok_or("no factor")?;
    let field = format!("ratings.{}.q", first.id);
    let size = site.log_size().await?;
    for bad in [rated.clone().without("_version"), rated.clone().with("_version", "x")] {
        let answer = expert.send(&bad).await?;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("没有说明是依据哪个版本"), "{}", answer.text);
        let mut kept = visitor::Form::all(&answer.text).into_iter();
        let kept = kept.find(|f| f.value("act") == "rate_blind").ok_or("no form")?;
        assert_eq!(kept.value(&field), "0.7", "what was typed stays");
        assert_eq!(kept.value("_version"), rated.value("_version"));
        assert_eq!(site.log_size().await?, size);
    }
    assert_eq!(expert.send(&rated).await?.status, 303);
    assert!(site.log_size().await? > size);
    Ok(())
}

#[tokio::test]
async fn the_task_of_an_expert_leads_to_the_panel() -> Result<(), Failure> {
    let (stage, site, case) = stage(Until::PanelOpen).await?;
    let mut experts = experts(&stage, &site, &case).await?;
    let page = experts.last_mut().ok_or("everyone rated")?.get("/tasks").await?;
    let link = format!("/items/{}/panel/current", case.number);
    assert!(page.text.contains(&link), "{}", page.text);
    Ok(())
}

#[tokio::test]
async fn what_nobody_rated_is_not_zero() -> Result<(), Failure> {
    let (_stage, site, case) = stage(Until::Identified).await?;
    let mut owner = site.signed_in("owner").await?;
    let risk = owner.get(&format!("/items/{}/risk", case.number)).await?;
    assert!(risk.text.contains("未评级"));
    assert!(!risk.text.contains("0.00"), "a missing rating is shown as zero");
    let bench = owner.get(&format!("/items/{}/rating", case.number)).await?;
    assert!(bench.text.contains("没有评级的因素不按 0 计算"));
    Ok(())
}

#[tokio::test]
async fn the_workbench_computes_exactly_and_stores_nothing() -> Result<(), Failure> {
    let (_stage, site, case) = stage(Until::Rated).await?;
    let mut owner = site.signed_in("owner").await?;
    let labels: Vec<u32> = case.state.live_factors().map(|f| f.label).collect();
    let size = site.log_size().await?;
    // All the weight on the first factor: 0.6 × 0.6 lies on the threshold, one
    // ten-thousandth less does not.
    for (q, index, level) in [("0.6", "9/25", "中风险"), ("0.5999", "17997/50000", "低风险")]
    {
        let fields: String = labels
            .iter()
            .enumerate()
            .map(|(n, label)| {
                let w = if n == 0 { "1" } else { "0" };
                format!("&w-F{label}={w}&p-F{label}=0.6&q-F{label}={q}")
            })
            .collect();
        let page =
            owner.get(&format!("/items/{}/rating?stage=before{fields}", case.number)).await?;
        assert!(page.text.contains(index), "{q}: {index}");
        let shown = page.text.split("data-out=\"level\"").nth(1).unwrap_or_default();
        let shown: String = shown.chars().take(700).collect();
        assert!(shown.contains(level), "{q}: {shown}");
    }
    let half: String =
        labels.iter().map(|l| format!("&w-F{l}=0.1&p-F{l}=0.6&q-F{l}=0.6")).collect();
    let page = owner.get(&format!("/items/{}/rating?stage=before{half}", case.number)).await?;
    assert!(page.text.contains("应当等于 1"), "weights that do not add to one");
    assert_eq!(site.log_size().await?, size);
    Ok(())
}

#[tokio::test]
async fn how_sure_the_index_is_stands_beside_it_once_the_panel_closed() -> Result<(), Failure> {
    let (stage, site, mut case) = stage(Until::PanelOpen).await?;
    let mut owner = site.signed_in("owner").await?;
    let risk = format!("/items/{}/risk", case.number);
    assert!(!owner.get(&risk).await?.text.contains("结论的把握"), "ratings are still blind");
    stage.player().carry(&mut case, Until::Rated).await?;
    // Days have passed, and the session with them.
    let mut owner = site.signed_in("owner").await?;
    let page = owner.get(&risk).await?;
    for word in ["结论的把握", "专家一致性", "指数范围", "按指数各等级的可能性", "距下一个等级"]
    {
        assert!(page.text.contains(word), "{word}");
    }
    let trial = format!("/items/{}/rating", case.number);
    let page = owner.get(&trial).await?;
    let bench = |text: &str| text.split("id=\"sure\"").nth(1).map(str::to_owned);
    let panels = bench(&page.text).ok_or("no place for the answer")?;
    assert!(panels.contains("class=\"f-band\"") && panels.contains("对指数影响最大"));
    // Numbers that somebody tries out are certain: the range is a point.
    let labels: Vec<u32> = case.state.live_factors().map(|f| f.label).collect();
    let fields: String = labels
        .iter()
        .enumerate()
        .map(|(n, l)| format!("&w-F{l}={}&p-F{l}=1&q-F{l}=0.5", u8::from(n == 0)))
        .collect();
    let page = owner.get(&format!("{trial}?stage=before{fields}")).await?;
    let tried = bench(&page.text).ok_or("no place for the answer")?;
    assert!(tried.contains("0.50 到 0.50") && tried.contains("中风险 100%"), "{tried}");
    Ok(())
}

#[tokio::test]
async fn an_agenda_is_checked_line_by_line_and_once() -> Result<(), Failure> {
    let (_stage, site, case) = stage(Until::CheckedIn).await?;
    let mut window = site.signed_in("approval").await?;
    let page = window.get("/gate").await?;
    let form = page.form("/gate/check", &[("numbers", "")]).or_else(|_| {
        let all = visitor::Form::all(&page.text);
        all.into_iter().find(|f| f.has("numbers")).ok_or("no form for an agenda")
    })?;
    let lines = format!("1. {} 转运站\n2. 石材加工园\n3. LN-CY-2016-99999", case.number);
    let form = form.with("numbers", lines).with("agenda_gate", "AGENDA");
    let answer = window.send(&form).await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    for said in ["3 项中 1 项通过", "没有编号", "没有查到这个编号"] {
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
    }
    let size = site.log_size().await?;
    window.send(&form).await?;
    assert_eq!(site.log_size().await?, size, "sent twice, on record once");
    let log = window.get("/gate/log").await?;
    assert!(log.text.contains(&format!("/gate/checks/{}/1", case.number)));
    Ok(())
}

#[tokio::test]
async fn a_number_alone_shows_nothing_and_a_check_code_only_the_result() -> Result<(), Failure> {
    let (stage, site, case) = stage(Until::CheckedIn).await?;
    let mut anyone = site.anyone();
    let code = stage.test.app.check_code(&case.number);
    let found = anyone.get(&format!("/gate/{}-{code}", case.number)).await?;
    assert_eq!(found.status, 200);
    assert!(found.text.contains("附条件实施"), "{}", found.text);
    assert!(!found.text.contains("稳备〔"), "the filing number is not public here");
    let wrong = if code == "2222" { "3333" } else { "2222" };
    for path in [format!("/gate/{}", case.number), format!("/gate/{}-{wrong}", case.number)] {
        let answer = anyone.get(&path).await?;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text.contains("附条件实施"));
    }
    let alone = anyone.get(&format!("/gate?number={}", case.number)).await?;
    assert!(alone.text.contains("请同时填写核验码"));
    Ok(())
}
