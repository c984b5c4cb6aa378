//! What a page says where an act cannot be carried out: which step it is, who can
//! help, and what does not apply.

use app::demo::play::{Script, Until};
use domain::{
    assessment::Standing,
    codes::{Conclusion, Level, ProcedureCode},
};
use visitor::{Engine, Failure, Site, TestApp};

#[tokio::test]
async fn a_matter_that_is_not_screened_names_the_step_and_who_does_it() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = stage.case(ProcedureCode::General, Until::Listed).await?;
    let mut owner = Site::of(&stage.test.app).signed_in("owner").await?;
    let page = owner.get(&format!("/items/{}/do/submit_filing", case.number)).await?;
    for said in ["当前环节", "当前环节由谁办理", "牵头单位", "依据"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("可能已经由别人办完了"), "{}", page.text);
    Ok(())
}

#[tokio::test]
async fn a_suspended_case_names_who_can_resume_it() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut case = stage.case(ProcedureCode::General, Until::Heard).await?;
    stage.player().suspend(&mut case, "上级正在调整道路红线。").await?;
    let mut owner = Site::of(&stage.test.app).signed_in("owner").await?;
    let page = owner.get(&format!("/items/{}/do/identify_factor", case.number)).await?;
    for said in ["由谁恢复", "牵头单位", "备案审核", "上级正在调整道路红线。"]
    {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let tasks = owner.get("/tasks").await?;
    assert!(tasks.text.contains("已中止"), "{}", tasks.text);
    Ok(())
}

#[tokio::test]
async fn a_deferred_matter_is_not_tracked_and_can_be_archived() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut script = Script::new("211302", app::demo::topics::GENERAL[3], ProcedureCode::General);
    (script.initial, script.after) = (Level::High, Level::Medium);
    script.conclusion = Conclusion::Defer;
    let mut case = stage.player().play(script, Until::Decided).await?;
    let mut owner = Site::of(&stage.test.app).signed_in("owner").await?;
    for place in ["", "/tracking"] {
        let page = owner.get(&format!("/items/{}{place}", case.number)).await?;
        assert!(page.text.contains("未实施，不需跟踪"), "{place}: {}", page.text);
    }
    let page = owner.get(&format!("/items/{}/do/complete", case.number)).await?;
    assert!(page.text.contains("没有实施"), "{}", page.text);
    stage.player().carry(&mut case, Until::Archived).await?;
    assert_eq!(case.state.standing, Standing::Archived);
    assert!(case.state.completion.is_none() && case.state.post_evaluation.is_none());
    Ok(())
}
