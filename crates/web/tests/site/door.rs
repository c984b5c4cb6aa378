//! What other systems are told at a gate.

use config::{Config, Gate, GateToken};
use serde_json::Value;
use testkit::{Answer, Engine, Failure, Site};

use crate::world::World;

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
    let cases = [(unknown, 404), (unreadable, 404), (strange, 422), (nobody, 401)];
    for (answer, status) in cases {
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = json(&answer)?;
        assert_eq!(problem["status"], status);
        assert!(problem["type"].as_str().is_some_and(|t| t.starts_with("urn:wenping:problem:")));
        assert!(problem["title"].as_str().is_some_and(|t| !t.is_empty()));
        let reference = format!("urn:wenping:request:{}", answer.header("x-request-id"));
        assert_eq!(problem["instance"], reference);
    }
    Ok(())
}

#[tokio::test]
async fn a_system_asks_with_its_token() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let unit = world.unit_of("approval").await?.code;
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
    }
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
