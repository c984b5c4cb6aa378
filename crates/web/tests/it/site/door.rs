//! What other systems are told at a gate.

use app::demo::play::{Script, Until};
use config::{Config, Gate, GateToken, Limits};
use domain::codes::{Conclusion, Gate as Door, Level, ProcedureCode};
use serde_json::Value;
use visitor::{Answer, Engine, Failure, Form, Site};

use crate::site::world::{World, play};

fn json(answer: &Answer) -> Result<Value, Failure> {
    Ok(serde_json::from_str(&answer.text)?)
}

#[tokio::test]
async fn a_decided_matter_is_cleared() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("approval").await?;
    let size = world.site.log_size().await?;
    let answer = who.get(&format!("/api/v1/gate/{}?gate=APPROVAL", world.decided.number)).await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/json");
    let said = json(&answer)?;
    assert_eq!(said["cleared"], true, "{said}");
    assert_eq!(said["number"], world.decided.number.as_str());
    assert_eq!(said["gate"], "APPROVAL");
    assert_eq!(said["reasons"], Value::Array(Vec::new()));
    assert_eq!(said["missing"], Value::Array(Vec::new()));
    assert_eq!(said["level"], "LOW");
    assert_eq!(said["conclusion"], "CONDITIONAL");
    assert!(said["filing"].as_str().is_some_and(|n| !n.is_empty()), "{said}");
    assert!(said["rule"]["source"].as_str().is_some_and(|s| !s.is_empty()), "{said}");
    assert_eq!(world.site.log_size().await?, size, "asking leaves no entry");
    Ok(())
}

/// Before the decision the gate tells what the report recommends, by its name;
/// the public is told once it is filed.
#[tokio::test]
async fn before_the_decision_the_report_s_recommendation_is_told_as_such() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let reported = play(&world.stage, 3, Until::Reported).await?;
    let filed = play(&world.stage, 4, Until::Lawful).await?;
    let app = &world.stage.test.app;
    let mut who = world.person("approval").await?;
    let cases = [
        (&reported.number, Value::from("CONDITIONAL"), Value::Null, false),
        (&filed.number, Value::from("CONDITIONAL"), Value::Null, true),
        (&world.decided.number, Value::Null, Value::from("CONDITIONAL"), false),
        (&world.rating.number, Value::Null, Value::Null, false),
    ];
    for (number, recommended, decided, in_public) in cases {
        let said = json(&who.get(&format!("/api/v1/gate/{number}")).await?)?;
        assert_eq!(said["recommendation"], recommended, "{said}");
        assert_eq!(said["conclusion"], decided, "{said}");
        let form = who.get("/gate").await?.form("/gate/check", &[])?.with("number", number);
        let receipt = who.send(&form.with("gate", "APPROVAL")).await?.location().to_owned();
        let page = who.get(&receipt).await?;
        let told = page.text.contains("<dt>报告建议</dt><dd>附条件实施</dd>");
        assert_eq!(told, !recommended.is_null(), "{number}: {}", page.text);
        let open = page.text.contains("<dt>评估结论</dt><dd>尚未决策</dd>");
        assert_eq!(open, decided.is_null(), "{number}: {}", page.text);
        let address = format!("/gate/{number}-{}", app.check_code(number));
        let public = world.site.anyone().get(&address).await?;
        assert_eq!(public.text.contains("报告建议"), in_public, "{number}: {}", public.text);
    }
    Ok(())
}

#[tokio::test]
async fn a_refusal_names_rule_source_gap_and_who() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("approval").await?;
    for number in [&world.proposed.number, &world.rating.number] {
        let answer = who.get(&format!("/api/v1/gate/{number}")).await?;
        assert_eq!(answer.status, 200);
        let said = json(&answer)?;
        assert_eq!(said["cleared"], false, "{said}");
        assert!(said["reasons"].as_array().is_some_and(|r| !r.is_empty()), "{said}");
        assert!(said["rule"]["code"].as_str().is_some_and(|c| !c.is_empty()), "{said}");
        assert!(said["rule"]["source"].as_str().is_some_and(|s| !s.is_empty()), "{said}");
        let missing = said["missing"].as_array().cloned().unwrap_or_default();
        assert!(!missing.is_empty(), "{said}");
        for gap in &missing {
            assert!(gap["requirement"].as_str().is_some_and(|r| !r.is_empty()), "{gap}");
            assert!(gap["who"].as_str().is_some_and(|w| !w.is_empty()), "{gap}");
        }
        let english = who.clone().reading("en").get(&format!("/api/v1/gate/{number}")).await?;
        assert_ne!(json(&english)?["reasons"], said["reasons"], "reasons in the reader's language");
    }
    Ok(())
}

#[tokio::test]
async fn faults_are_problem_documents() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("approval").await?;
    let known = &world.decided.number;
    let unknown = who.get("/api/v1/gate/LN-CY-2016-99999").await?;
    let unreadable = who.get("/api/v1/gate/nothing").await?;
    let strange = who.get(&format!("/api/v1/gate/{known}?gate=BACK_DOOR")).await?;
    let nobody = world.site.anyone().get(&format!("/api/v1/gate/{known}")).await?;
    let wrong = who.get("/api/v1/gates").await?;
    let cases = [
        (unknown, 404, "unknown-number"),
        (unreadable, 422, "unreadable"),
        (wrong, 404, "not-found"),
        (strange, 422, "unreadable"),
        (nobody, 401, "sign-in"),
    ];
    for (answer, status, kind) in cases {
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = json(&answer)?;
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("urn:wenping:problem:{kind}"));
        let lead = problem["detail"].as_str().unwrap_or_default();
        assert_eq!(lead.contains("应评未评"), kind == "unknown-number", "{lead}");
        assert!(problem["title"].as_str().is_some_and(|t| !t.is_empty()));
        let reference = format!("urn:wenping:request:{}", answer.header("x-request-id"));
        assert_eq!(problem["instance"], reference);
    }
    Ok(())
}

/// The number as it is written outside and that of the filing lead to the same
/// matter; from outside only with the check code.
#[tokio::test]
async fn a_matter_is_found_by_each_of_its_numbers() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = world.decided.number.as_str();
    let code = world.stage.test.app.check_code(number);
    let wrong = if code == "2222" { "3333" } else { "2222" };
    let mut who = world.person("approval").await?;
    let said = json(&who.get(&format!("/api/v1/gate/{number}")).await?)?;
    let filing = said["filing"].as_str().ok_or("a filing")?.to_owned();
    let count: u32 = number.rsplit('-').next().ok_or("a count")?.parse()?;
    let year = number.split('-').nth(2).ok_or("a year")?;
    let outside = format!("CY-{year}-{count:04}");
    let bracketed = filing.replace('〔', " (").replace('〕', "）");
    for form in [&filing, &bracketed, &outside] {
        let whole = format!("{form}-{code}");
        for typed in [form, &whole] {
            let path = format!("/api/v1/gate/{}", web::routes::encode(typed));
            let answer = who.get(&path).await?;
            assert_eq!(answer.status, 200, "{typed}: {}", answer.text);
            assert_eq!(json(&answer)?["number"], number, "{typed}");
            let desk = who.get("/gate").await?.form("/gate/check", &[])?.with("number", typed);
            let receipt = who.send(&desk.with("gate", "APPROVAL")).await?;
            assert!(receipt.location().starts_with(&format!("/gate/checks/{number}/")), "{typed}");
        }
        let mut anyone = world.site.anyone();
        for (given, status) in [(form.clone(), 404), (format!("{form}-{wrong}"), 404), (whole, 200)]
        {
            let answer = anyone.get(&format!("/gate/{}", web::routes::encode(&given))).await?;
            assert_eq!(answer.status, status, "{given}");
            assert_eq!(answer.text.contains("附条件实施"), status == 200, "{given}");
        }
        let asked = format!("/gate?number={}&code={code}", web::routes::encode(form));
        assert_eq!(anyone.get(&asked).await?.status, 303, "{form}");
    }
    Ok(())
}

/// A filing whose place a later assessment took leads to its matter, and says so.
#[tokio::test]
async fn the_number_of_an_earlier_filing_leads_to_the_later_assessment() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut case = play(&world.stage, 5, Until::CheckedIn).await?;
    let filing = case.state.filed().ok_or("a filing")?.number;
    let path = format!("/api/v1/gate/{}", web::routes::encode(&filing));
    let mut who = world.person("approval").await?;
    assert_eq!(json(&who.get(&path).await?)?["superseded"], false);
    world.stage.player().incident(&mut case, "现场有人聚集。").await?;

    let answer = who.get(&path).await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let said = json(&answer)?;
    assert_eq!(said["number"], case.number.as_str(), "{said}");
    assert_eq!((&said["superseded"], &said["cleared"]), (&true.into(), &false.into()), "{said}");
    assert_eq!(said["filing"], Value::Null, "nothing of the later one is filed");
    let own = json(&who.get(&format!("/api/v1/gate/{}", case.number)).await?)?;
    assert_eq!(own["superseded"], false, "its own number is no earlier one");

    let words = "这个备案号对应的评估已被后来的评估取代";
    let desk = who.get("/gate").await?.form("/gate/check", &[])?;
    let form = desk.with("number", &filing).with("gate", "APPROVAL");
    let sent = who.send(&form).await?;
    assert!(sent.location().starts_with(&format!("/gate/checks/{}/", case.number)));
    let receipt = who.get(sent.location()).await?;
    assert!(receipt.text.contains(words), "{}", receipt.text);
    let desk = who.get("/gate").await?;
    let lines = format!("议题一 {filing}\n议题二 {}", case.number);
    let agenda = Form::all(&desk.text).into_iter().find(|form| form.has("numbers"));
    let form = agenda
        .ok_or("no form for an agenda")?
        .with("numbers", lines)
        .with("agenda_gate", "APPROVAL");
    let agenda = who.send(&form).await?;
    assert_eq!(agenda.text.matches(words).count(), 1, "{}", agenda.text);

    let code = world.stage.test.app.check_code(&case.number);
    let address = format!("/gate/{}", web::routes::encode(&format!("{filing}-{code}")));
    let mut anyone = world.site.anyone();
    let public = anyone.get(&address).await?;
    assert_eq!(public.status, 200);
    assert!(public.text.contains(words), "{}", public.text);
    let strange = filing.replace("号", "7号");
    let unknown = who.get(&format!("/api/v1/gate/{}", web::routes::encode(&strange))).await?;
    assert_eq!(unknown.status, 404, "a number that nobody gave stays unknown");
    Ok(())
}

#[tokio::test]
async fn what_is_no_number_is_told_from_nothing_typed() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("approval").await?;
    let desk = who.get("/gate").await?.form("/gate/check", &[])?.with("gate", "APPROVAL");
    for (typed, told) in
        [("", "请填写事项编号"), ("石材加工园", "编号格式不对"), ("2016-4", "编号格式不对")]
    {
        let answer = who.send(&desk.clone().with("number", typed)).await?;
        assert_eq!(answer.status, 422, "{typed}");
        assert!(answer.text.contains(told), "{typed}: {}", answer.text);
    }
    let api = who.get("/api/v1/gate/nothing").await?;
    assert!(api.text.contains("编号格式不对"), "{}", api.text);
    let public = world.site.anyone().get("/gate?number=nothing&code=2222").await?;
    assert!(public.text.contains("编号格式不对"), "{}", public.text);
    Ok(())
}

#[tokio::test]
async fn a_system_asks_with_its_token() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let unit = world.unit_of("approval").await?.code;
    assert_eq!(unit, app::demo::GATE_UNIT, "the unit of the demonstration's token");
    // SHA-256 of "abc" (FIPS 180-2, appendix B.1).
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned();
    let token = GateToken { unit, sha256 };
    let config = Config { gate: Gate { tokens: vec![token] }, ..Config::default() };
    let site = Site::with(&world.stage.test.app, config);
    let path = format!("/api/v1/gate/{}", world.decided.number);
    for (given, status) in [("Bearer abc", 200), ("Bearer abd", 401), ("Basic abc", 401), ("", 401)]
    {
        let answer = site.anyone().get_with(&path, &[("authorization", given)]).await?;
        assert_eq!(answer.status, status, "{given}");
        let way = answer.header("www-authenticate");
        assert_eq!(way.starts_with("Bearer"), status == 401, "{given}: {way}");
    }
    Ok(())
}

#[tokio::test]
async fn whoever_asks_too_often_waits() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let unit = world.unit_of("approval").await?.code;
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned();
    let limits = Limits { gate_per_minute: 2, token_per_minute: 3, ..Limits::default() };
    let gate = Gate { tokens: vec![GateToken { unit, sha256 }] };
    let config = Config { gate, limits, ..Config::default() };
    let site = Site::with(&world.stage.test.app, config);
    let number = &world.decided.number;
    let mut anyone = site.anyone();
    for status in [404, 404, 429, 429] {
        let answer = anyone.get(&format!("/gate/{number}-0000")).await?;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.header("retry-after").is_empty(), status != 429);
        assert_eq!(answer.text.contains("操作太频繁"), status == 429, "a page for people");
    }
    let path = format!("/api/v1/gate/{number}");
    for status in [200, 200, 200, 429] {
        let answer = site.anyone().get_with(&path, &[("authorization", "Bearer abc")]).await?;
        assert_eq!(answer.status, status, "{}", answer.text);
        if status == 429 {
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert!(
                answer.header("retry-after").parse::<u32>().is_ok_and(|s| (1..=60).contains(&s))
            );
        }
    }
    assert_eq!(site.anyone().get(&path).await?.status, 429, "tries without token are counted too");
    Ok(())
}

#[tokio::test]
async fn each_post_asks_at_the_gates_at_which_it_stands() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = &world.decided.number;
    for name in ["approval", "leader", "legality", "executing", "county", "owner", "expert1"] {
        let role = world.stage.cast.person(name)?.role;
        let open = access::gates_of(role);
        let mut who = world.person(name).await?;
        let desk = who.get("/gate").await?;
        let form = desk.form("/gate/check", &[]);
        assert_eq!(form.is_ok(), !open.is_empty(), "{name}: the desk");
        for gate in Door::ALL {
            let code = gate.code();
            let asked = who.get(&format!("/api/v1/gate/{number}?gate={code}")).await?;
            let status = if open.contains(gate) { 200 } else { 403 };
            assert_eq!(asked.status, status, "{name} at {code}: {}", asked.text);
            let Ok(form) = &form else { continue };
            let offered = form.offered("gate").iter().any(|one| one == code);
            assert_eq!(offered, open.contains(gate), "{name}: {code} to choose");
            let key = format!("00000000-0000-4000-b000-{:012}", *gate as u32);
            let form = form.clone().with("_key", key).with("number", number).with("gate", code);
            let checked = who.send(&form).await?;
            let status = if open.contains(gate) { 303 } else { 403 };
            assert_eq!(checked.status, status, "{name} checks at {code}: {}", checked.text);
        }
    }
    Ok(())
}

/// What was never listed is refused like anything else, with a receipt.
#[tokio::test]
async fn an_unknown_number_is_a_refusal_on_record() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("approval").await?;
    let form = who.get("/gate").await?.form("/gate/check", &[])?.with("number", "ln-cy-2016-99999");
    let form = form.with("gate", "APPROVAL");
    let answer = who.send(&form).await?;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(answer.location(), "/gate/checks/LN-CY-2016-99999/U1");
    let size = world.site.log_size().await?;
    assert_eq!(who.send(&form).await?.location(), answer.location());
    assert_eq!(world.site.log_size().await?, size, "sent twice, on record once");
    let receipt = who.get(answer.location()).await?;
    for said in ["核验不通过，暂不受理", "应评未评", "LN-CY-2016-99999-U1", "核验回执"]
    {
        assert!(receipt.text.contains(said), "{said}: {}", receipt.text);
    }
    let log = who.get("/gate/log").await?;
    assert!(log.text.contains("/gate/checks/LN-CY-2016-99999/U1"), "{}", log.text);
    assert!(log.text.contains("核验单位：朝阳市行政审批局"), "{}", log.text);
    assert_eq!(world.person("leader").await?.get(answer.location()).await?.status, 404);
    Ok(())
}

/// The next step is that of the door, and names everyone who has to supply.
#[tokio::test]
async fn each_door_says_its_own_next_step() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let ask = async |who: &str, gate: &str, number: &str| -> Result<String, Failure> {
        let mut who = world.person(who).await?;
        let form = who.get("/gate").await?.form("/gate/check", &[])?.with("number", number);
        let receipt = who.send(&form.with("gate", gate)).await?.location().to_owned();
        Ok(who.get(&receipt).await?.text)
    };
    let number = &world.decided.number;
    let approval = ask("approval", "APPROVAL", number).await?;
    assert!(approval.contains("写入审批文件"), "{approval}");
    let agenda = ask("leader", "AGENDA", number).await?;
    assert!(agenda.contains("附在会议材料中") && !agenda.contains("审批文件"), "{agenda}");
    let open = ask("executing", "EXECUTION", &world.rating.number).await?;
    let next = open.split("下一步").nth(1).unwrap_or_default();
    for who in ["（牵头单位）", "（决策机关）"] {
        assert!(next.split("本次核验").next().is_some_and(|n| n.contains(who)), "{who}: {next}");
    }
    let never = "评估未完成，没有备案。";
    assert!(open.contains(never) && !open.contains("备案已过有效期"), "{open}");
    Ok(())
}

#[tokio::test]
async fn a_check_keeps_the_instant_at_which_it_was_made() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = &world.decided.number;
    let mut who = world.person("approval").await?;
    let mut form = who.get("/gate").await?.form("/gate/check", &[])?.with("number", number);
    assert_eq!(who.send(&form).await?.status, 303);
    world.stage.test.clock.tick(600);
    form = who.get("/gate").await?.form("/gate/check", &[])?.with("number", number);
    assert_eq!(who.send(&form).await?.status, 303);
    let unit = world.stage.cast.person("approval")?.unit.uuid();
    let mut reader = world.stage.test.app.store().read().await?;
    let found = reader.gate_checks_of_unit(unit, 9).await?;
    let [later, earlier] = found.as_slice() else { panic!("two checks, not {}", found.len()) };
    let between = later.checked_at.duration_since(earlier.checked_at);
    assert!(between.as_secs() >= 600, "{between}");
    Ok(())
}

#[tokio::test]
async fn the_check_code_opens_the_public_answer_and_nothing_else() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let number = &world.decided.number;
    let code = world.stage.test.app.check_code(number);
    let mut anyone = world.site.anyone();
    let page = anyone.get(&format!("/gate/{number}-{code}")).await?;
    assert_eq!(page.status, 200);
    assert!(page.text.contains(number));
    for wrong in [format!("/gate/{number}-0000"), format!("/gate/{number}")] {
        let answer = anyone.get(&wrong).await?;
        assert!(
            !answer.status.is_success() || !answer.text.contains("有条件"),
            "{wrong}: {}",
            answer.status
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_public_answer_is_green_only_for_what_may_pass() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let app = &world.stage.test.app;
    let public = |number: &str| format!("/gate/{number}-{}", app.check_code(number));
    let valid = "已备案，在有效期内";
    let mut anyone = world.site.anyone();
    let number = &world.decided.number;
    let page = anyone.get(&public(number)).await?;
    assert!(page.text.contains(valid), "{}", page.text);
    let mut county = world.person("county").await?;
    let form = county.form(&format!("/items/{number}/do/raise_trigger")).await?;
    let form = form.with("kind", "DEMAND").with("reason", "群众反映集中，要求重新评估");
    assert_eq!(county.send(&form).await?.status, 303);
    let page = anyone.get(&public(number)).await?;
    assert!(!page.text.contains(valid) && page.text.contains("有情况待处理"), "{}", page.text);
    let unfiled = anyone.get(&public(&world.rating.number)).await?;
    assert!(unfiled.text.contains("尚未备案"), "{}", unfiled.text);
    let mut script = Script::new("211302", app::demo::topics::GENERAL[3], ProcedureCode::General);
    (script.initial, script.after) = (Level::High, Level::Medium);
    script.conclusion = Conclusion::Defer;
    let deferred = world.stage.player().play(script, Until::Decided).await?;
    let page = anyone.get(&public(&deferred.number)).await?;
    assert!(!page.text.contains(valid) && page.text.contains("不予放行"), "{}", page.text);
    Ok(())
}
