//! One matter from the list to the closed file, on both engines.

use access::Actor;
use app::{
    AppError, Clock as _, assessment,
    demo::play::{Case, Until},
    matter,
};
use domain::{
    assessment::{
        Command, Standing,
        acts::{
            course::{Suspend, Withdraw},
            decision::Decide,
            filing::{AcceptFiling, SubmitFiling},
            plan::AdoptPlan,
        },
    },
    codes::{CauseParty, Conclusion, Gate, ProcedureCode, Step},
    gate::Verdict,
    ids::{AssessmentId, FilingId, MatterId},
    matter::{
        Answer, Command as MatterCommand, Matter,
        acts::{ConfirmScreening, ProposeScreening},
    },
    rulebook::{GateRequirement, ScreeningQuestion},
};
use store::{Loaded, MatterListRow};
use testkit::{Engine, Failure, Stage, TestApp};

async fn row(stage: &Stage, case: &Case) -> Result<MatterListRow, Failure> {
    let mut reader = stage.test.app.store().read().await?;
    Ok(reader.matter_row(case.matter).await?.ok_or("no row")?)
}

async fn ask(stage: &Stage, case: &Case, gate: Gate) -> Result<Verdict, Failure> {
    let ctx = stage.test.ctx(stage.cast.person("approval")?);
    let app = &stage.test.app;
    Ok(matter::answer_by_number(app, &ctx, &case.number, gate).await?.verdict)
}

fn unmet(verdict: &Verdict) -> Vec<GateRequirement> {
    verdict.findings.iter().filter(|f| !f.met).map(|f| f.requirement).collect()
}

/// The same person in the post of another.
fn in_post_of(person: &Actor, post: &Actor) -> Actor {
    Actor { person: person.person, ..post.clone() }
}

fn refusal_kind(result: Result<impl std::fmt::Debug, AppError>) -> String {
    match result {
        Err(AppError::Refused(refusal)) => refusal.kind(),
        other => format!("not refused: {other:?}"),
    }
}

async fn act(
    stage: &Stage,
    case: &mut Case,
    who: &Actor,
    command: Command,
) -> Result<(), AppError> {
    stage.player().act(case, who, command, stage.player().vault()).await
}

async fn general(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let mut case = stage.case(ProcedureCode::General, Until::Listed).await?;
    let before = ask(&stage, &case, Gate::Agenda).await?;
    assert!(!before.cleared);
    assert!(unmet(&before).contains(&GateRequirement::Filed), "{before:?}");
    assert_eq!(row(&stage, &case).await?.stage.as_deref(), Some("LISTED"));

    let player = stage.player();
    player.carry(&mut case, Until::Filed).await?;
    let filed = row(&stage, &case).await?;
    assert_eq!(filed.stage.as_deref(), Some("FILING_DECISION"));
    assert_eq!(filed.filed_no.as_deref(), Some("朝稳备〔2016〕1号"));
    assert!(ask(&stage, &case, Gate::Agenda).await?.cleared);
    assert!(ask(&stage, &case, Gate::Approval).await?.cleared);
    let execution = ask(&stage, &case, Gate::Execution).await?;
    assert!(unmet(&execution).contains(&GateRequirement::DecidedToProceed), "{execution:?}");

    player.carry(&mut case, Until::Decided).await?;
    let execution = ask(&stage, &case, Gate::Execution).await?;
    assert_eq!(unmet(&execution), [GateRequirement::MeasuresBeforeStart]);
    player.carry(&mut case, Until::CheckedIn).await?;
    assert!(ask(&stage, &case, Gate::Execution).await?.cleared);

    player.carry(&mut case, Until::Archived).await?;
    closed(&stage, &case).await
}

/// Every step is done in its order, the row says so, and the log is sound.
async fn closed(stage: &Stage, case: &Case) -> Result<(), Failure> {
    assert_eq!(case.state.standing, Standing::Archived);
    for step in Step::ALL {
        assert!(case.state.done.contains_key(step), "{step:?} was passed over");
    }
    let mut days: Vec<_> = Step::ALL.iter().map(|s| case.state.done.get(s).copied()).collect();
    assert!(days.iter().all(Option::is_some));
    let ordered = days.clone();
    days.sort();
    assert_eq!(days, ordered, "the steps lie in the order of the procedure");
    let row = row(stage, case).await?;
    assert_eq!(row.number, "LN-CY-2016-00001");
    assert_eq!(row.stage.as_deref(), Some("ARCHIVED"));
    assert_eq!(row.procedure.as_deref(), Some("GENERAL"));
    assert_eq!(row.level_initial.as_deref(), Some("MEDIUM"));
    assert_eq!(row.level_after.as_deref(), Some("LOW"));
    assert_eq!(row.conclusion.as_deref(), Some("CONDITIONAL"));
    assert_eq!(row.assessed_on, case.state.done.get(&Step::AfterRating).copied());
    assert_eq!(row.decided_on, case.state.done.get(&Step::Decision).copied());
    let report = stage.test.app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

async fn simplified(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let case = stage.case(ProcedureCode::Simplified, Until::Archived).await?;
    assert_eq!(case.state.standing, Standing::Archived);
    assert_eq!(case.state.procedure, Some(ProcedureCode::Simplified));
    for step in [Step::Plan, Step::Consultation, Step::Legality, Step::PostEvaluation] {
        assert!(!case.state.done.contains_key(&step), "{step:?} is no part of it");
    }
    let row = row(&stage, &case).await?;
    assert_eq!(row.stage.as_deref(), Some("ARCHIVED"));
    assert_eq!(row.level_initial.as_deref(), Some("LOW"));
    assert_eq!(row.conclusion.as_deref(), Some("IMPLEMENT"));
    assert!(row.filed_no.is_some() && row.filed_on.is_some());
    let report = stage.test.app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

#[tokio::test]
async fn general_matter_on_sqlite() -> Result<(), Failure> {
    general(Engine::Sqlite).await
}

#[tokio::test]
async fn general_matter_on_postgres() -> Result<(), Failure> {
    general(Engine::Postgres).await
}

#[tokio::test]
async fn simplified_matter_on_sqlite() -> Result<(), Failure> {
    simplified(Engine::Sqlite).await
}

#[tokio::test]
async fn simplified_matter_on_postgres() -> Result<(), Failure> {
    simplified(Engine::Postgres).await
}

#[tokio::test]
async fn a_check_at_a_gate_is_put_on_record_and_a_question_is_not() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = stage.case(ProcedureCode::Simplified, Until::Listed).await?;
    let app = &stage.test.app;
    ask(&stage, &case, Gate::Approval).await?;
    assert!(app.store().read().await?.gate_checks_of(case.matter, 50).await?.is_empty());
    let ctx = stage.test.ctx(stage.cast.person("approval")?);
    let answer = matter::check(app, &ctx, &case.number, Gate::Approval).await?;
    assert!(!answer.verdict.cleared);
    let kept = app.store().read().await?.gate_checks_of(case.matter, 50).await?;
    assert_eq!(kept.len(), 1);
    assert!(kept.iter().all(|c| c.verdict == "REFUSED"));
    let unknown = matter::answer_by_number(app, &ctx, "LN-CY-2016-99999", Gate::Approval).await;
    assert!(matches!(unknown, Err(AppError::NotFound)));
    Ok(())
}

#[tokio::test]
async fn four_eyes_hold_whatever_post_the_person_takes() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let desk = stage.cast.site("211302")?.desk.clone();
    let player = stage.player();
    let app = &stage.test.app;

    let mut case = stage.case(ProcedureCode::General, Until::Proposed).await?;
    let proposer = in_post_of(&desk.owner, &desk.filing);
    let assessment = AssessmentId::new(app.ids().id(stage.test.clock.now()));
    let confirm = MatterCommand::ConfirmScreening(ConfirmScreening { assessment, note: None });
    let ctx = stage.test.ctx(&proposer);
    let result = matter::act(app, &ctx, case.matter, confirm, player.vault(), None).await;
    assert_eq!(refusal_kind(result.map(|m| m.version)), "same_person");

    player.carry(&mut case, Until::Submitted).await?;
    let filing = case.state.submitted().map(|f| f.id).ok_or("nothing submitted")?;
    let drafter = in_post_of(&stage.cast.agency, &desk.filing);
    let mut vault = player.vault();
    let note = vault.text("准予备案");
    let accept = Command::AcceptFiling(AcceptFiling { filing, number: String::new(), note });
    let version = case.version;
    let result = player.act(&mut case, &drafter, accept.clone(), vault).await;
    assert_eq!(refusal_kind(result), "same_person");
    assert_eq!(case.version, version, "a refusal leaves nothing behind");

    player.carry(&mut case, Until::Lawful).await?;
    assert_eq!(case.state.filed().map(|f| f.number).as_deref(), Some("朝稳备〔2016〕1号"));
    let filer = in_post_of(&desk.filing, &desk.leader);
    let mut vault = player.vault();
    let decide = Command::Decide(Decide {
        meeting: vault.text("政府常务会议"),
        conclusion: Conclusion::Conditional,
        reason: None,
        conditions: Some(vault.text("前置措施落实后开工")),
        files: Vec::new(),
    });
    let result = player.act(&mut case, &filer, decide, vault).await;
    assert_eq!(refusal_kind(result), "same_person");
    Ok(())
}

/// Proposes a screening by the owner and has the office confirm it.
async fn screen(
    stage: &Stage,
    case: &Case,
    covered_by: Option<MatterId>,
) -> Result<Loaded<Matter>, AppError> {
    let (app, player) = (&stage.test.app, stage.player());
    let desk = stage.cast.site("211302")?.desk.clone();
    let mut reader = app.store().read().await?;
    let matter = reader.load::<Matter>(case.matter).await?.ok_or(AppError::NotFound)?;
    let package = app.pinned(&mut reader, &app::rules::pin(&matter.state.rules)).await?;
    drop(reader);
    let answer = |q: &ScreeningQuestion| {
        (q.item.code.clone(), Answer { yes: q.item.code == "Q_NIMBY", basis: None })
    };
    let mut vault = player.vault();
    let propose = ProposeScreening {
        answers: package.screening.iter().map(answer).collect(),
        exempt: None,
        covered_by,
        defer: false,
        reason: Some(vault.text("与区级规划一并评估，或者撤回后重新评估")),
    };
    let propose = MatterCommand::ProposeScreening(propose);
    matter::act(app, &stage.test.ctx(&desk.owner), case.matter, propose, vault, None).await?;
    let assessment = AssessmentId::new(app.ids().id(stage.test.clock.now()));
    let confirm = MatterCommand::ConfirmScreening(ConfirmScreening { assessment, note: None });
    let ctx = stage.test.ctx(&desk.filing);
    matter::act(app, &ctx, case.matter, confirm, player.vault(), None).await
}

#[tokio::test]
async fn a_covered_matter_is_cleared_by_the_assessment_that_covers_it() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut covering = stage.case(ProcedureCode::General, Until::Reported).await?;
    let covered = stage.case(ProcedureCode::General, Until::Listed).await?;
    screen(&stage, &covered, Some(MatterId::new(covering.matter))).await?;
    let before = ask(&stage, &covered, Gate::Agenda).await?;
    assert!(unmet(&before).contains(&GateRequirement::Filed), "{before:?}");
    stage.player().carry(&mut covering, Until::Filed).await?;
    let said = ask(&stage, &covered, Gate::Agenda).await?;
    assert!(said.cleared, "{said:?}");
    assert_eq!(said.covered_by, Some(format!("{}-A1", covering.number)));
    assert_eq!(said.filing, covering.state.filed().map(|f| f.number));
    Ok(())
}

#[tokio::test]
async fn after_a_withdrawn_assessment_the_matter_is_assessed_again() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut case = stage.case(ProcedureCode::General, Until::Planned).await?;
    let early = screen(&stage, &case, None).await;
    assert_eq!(refusal_kind(early.map(|m| m.version)), "already");
    let owner = stage.cast.site("211302")?.desk.owner.clone();
    let player = stage.player();
    let mut vault = player.vault();
    let withdraw = Command::Withdraw(Withdraw { reason: vault.text("方案重做") });
    player.act(&mut case, &owner, withdraw, vault).await?;
    let ctx = stage.test.ctx(&owner);
    let page = app::view::case(&stage.test.app, &ctx, &case.number, None).await?;
    for code in ["propose_screening", "amend_matter", "withdraw_matter"] {
        assert!(page.acts.iter().any(|act| act.code == code), "{code} is offered");
    }
    let again = screen(&stage, &case, None).await?;
    assert_eq!(again.state.assessments.iter().map(|a| a.ordinal).collect::<Vec<_>>(), [1, 2]);
    let next = again.state.assessments.last().ok_or("no assessment")?.id.uuid();
    player.reload(&mut case, next).await?;
    assert_eq!(case.state.number, format!("{}-A2", case.number));
    case.reached = Until::Screened;
    player.carry(&mut case, Until::Filed).await?;
    assert!(ask(&stage, &case, Gate::Agenda).await?.cleared);
    Ok(())
}

#[tokio::test]
async fn the_slower_of_two_gets_a_conflict_and_changes_nothing() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut case = stage.case(ProcedureCode::General, Until::Planned).await?;
    let owner = stage.cast.site("211302")?.desk.owner.clone();
    let player = stage.player();
    let mut slower = case.clone();
    player.step(&mut case).await?;
    let mut vault = player.vault();
    let reason = vault.text("等待上级批复");
    let suspend = Command::Suspend(Suspend { cause: CauseParty::Superior, reason });
    let result = player.act(&mut slower, &owner, suspend, vault).await;
    assert!(
        matches!(result, Err(AppError::Conflict { found, .. }) if found == case.version),
        "{result:?}"
    );
    let id = case.assessment.ok_or("no assessment")?;
    player.reload(&mut slower, id).await?;
    assert_eq!(slower.state, case.state);
    Ok(())
}

#[tokio::test]
async fn access_is_denied_with_those_who_may() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut case = stage.case(ProcedureCode::General, Until::Reviewed).await?;
    let there = stage.cast.site("211300")?.desk.clone();
    let here = stage.cast.site("211302")?.desk.clone();
    let submit = || {
        Command::SubmitFiling(SubmitFiling {
            id: FilingId::new(stage.test.app.ids().id(stage.test.clock.now())),
            packet: Vec::new(),
        })
    };
    let strangers =
        [&there.owner, &there.filing, &here.filing, &here.leader, stage.cast.person("approval")?];
    for who in strangers {
        let result = act(&stage, &mut case, who, submit()).await;
        let Err(AppError::Denied(denial)) = result else {
            return Err(format!("{:?} was not denied: {result:?}", who.role).into());
        };
        assert!(!denial.who.is_empty(), "the denial names who may");
    }
    let id = case.assessment.ok_or("no assessment")?;
    let ctx = stage.test.ctx(&here.owner);
    let vault = stage.player().vault();
    let result = assessment::act(&stage.test.app, &ctx, id, submit(), vault, None).await;
    assert_eq!(
        refusal_kind(result.map(|d| d.version)),
        "packet_lacks",
        "the owner may, the packet may not"
    );
    Ok(())
}

#[tokio::test]
async fn a_step_out_of_order_names_what_is_missing() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut case = stage.case(ProcedureCode::General, Until::Heard).await?;
    let desk = stage.cast.site("211302")?.desk.clone();
    let player = stage.player();
    let mut vault = player.vault();
    let decide = Command::Decide(Decide {
        meeting: vault.text("政府常务会议"),
        conclusion: Conclusion::Implement,
        reason: None,
        conditions: None,
        files: Vec::new(),
    });
    let result = player.act(&mut case, &desk.leader, decide, vault).await;
    let Err(AppError::Refused(refusal)) = result else {
        return Err("not refused".into());
    };
    assert_eq!(refusal.kind(), "steps_missing");
    assert!(refusal.missing.len() >= 5, "{:?}", refusal.missing);
    let plan = case.state.plan.clone().ok_or("no plan")?;
    let result = act(&stage, &mut case, &desk.owner, Command::AdoptPlan(AdoptPlan { plan })).await;
    assert_eq!(refusal_kind(result), "step_closed");
    Ok(())
}
