//! Who sees and does what in a case: the assessing body, the experts named in
//! it, and those who came instead of others. On both engines.

use access::Actor;
use app::{
    AppError, Clock as _,
    demo::play::{Case, Until},
    view::{self, ListQuery},
};
use domain::{
    assessment::{
        Command,
        acts::{panel::OpenPanel, replace::ReplaceExpert},
    },
    codes::{ProcedureCode, RatingStage, Role},
    ids::PanelId,
};
use testkit::{Engine, Failure, Stage, TestApp};

async fn listed(stage: &Stage, who: &Actor) -> Result<Vec<String>, Failure> {
    let ctx = stage.test.ctx(who);
    let list = view::list(&stage.test.app, &ctx, &ListQuery::default()).await?;
    assert_eq!(list.count, list.rows.len() as u64);
    Ok(list.rows.into_iter().map(|row| row.number).collect())
}

async fn next_act(stage: &Stage, who: &Actor) -> Result<Vec<Option<&'static str>>, Failure> {
    let ctx = stage.test.ctx(who);
    let tasks = view::tasks(&stage.test.app, &ctx).await?;
    Ok(tasks.tasks.into_iter().map(|task| task.act).collect())
}

async fn opens(stage: &Stage, who: &Actor, case: &Case) -> Result<bool, Failure> {
    let ctx = stage.test.ctx(who);
    match view::case(&stage.test.app, &ctx, &case.number, None).await {
        Ok(_) => Ok(true),
        Err(AppError::Denied(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The same person as an assessor of the unit.
fn assessor(post: &Actor) -> Actor {
    Actor { role: Role::Assessor, ..post.clone() }
}

/// The agency under contract is the assessing body: its people see the case in
/// the list and among their tasks, and work on it. The lead unit answers for the
/// assessment, so its own assessors see it with or without an agency.
async fn the_assessing_body_works_on_the_case(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let agency = assessor(&stage.cast.agency);
    let own = assessor(&stage.cast.site("211302")?.desk.owner);
    let other = assessor(&stage.cast.site("211300")?.desk.owner);
    let mut case = stage.case(ProcedureCode::General, Until::Screened).await?;
    assert!(listed(&stage, &agency).await?.is_empty());
    assert_eq!(listed(&stage, &own).await?, [case.number.clone()]);
    stage.player().carry(&mut case, Until::Heard).await?;
    let contracted = case.state.plan.as_ref().and_then(|p| p.third_party);
    assert_eq!(contracted, Some(agency.unit), "the demonstration commissions its agency");
    assert_eq!(case.state.assessing_unit(), Some(agency.unit));
    assert_eq!(listed(&stage, &agency).await?, [case.number.clone()]);
    assert_eq!(next_act(&stage, &agency).await?, [Some("identify_factor")]);
    assert!(opens(&stage, &agency, &case).await?);
    assert!(opens(&stage, &own, &case).await?, "the responsible unit keeps its part");
    assert!(listed(&stage, &other).await?.is_empty() && !opens(&stage, &other, &case).await?);
    let ctx = stage.test.ctx(&agency);
    let id = case.assessment.ok_or("no assessment")?;
    let mut form = app::form::RawForm::default();
    for (name, value) in [("name", "施工噪声"), ("phase", "IMPLEMENTATION"), ("cause", "夜间施工")]
    {
        form.set(name, value);
    }
    let app = &stage.test.app;
    app::assessment::act_form(app, &ctx, id, "identify_factor", &form, None).await?;
    Ok(())
}

/// Experts see the cases that name them and no others; whoever is replaced
/// sees the case no longer, and the successor gets the task.
async fn experts_see_where_they_serve(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let expert = |n: usize| stage.cast.person(&format!("expert{n}")).cloned();
    let mut case = stage.case(ProcedureCode::General, Until::Identified).await?;
    stage.case(ProcedureCode::Simplified, Until::Listed).await?;
    let agency = stage.cast.agency.clone();
    let player = stage.player();
    let panel = PanelId::new(stage.test.app.ids().id(stage.test.clock.now()));
    let experts = vec![expert(1)?.person, expert(2)?.person, expert(3)?.person];
    let open = OpenPanel { id: panel, stage: RatingStage::Initial, experts };
    player.act(&mut case, &agency, Command::OpenPanel(open), player.vault()).await?;
    for n in 1..=3 {
        assert_eq!(listed(&stage, &expert(n)?).await?, [case.number.clone()], "expert{n}");
        assert_eq!(next_act(&stage, &expert(n)?).await?, [Some("rate_blind")]);
    }
    assert!(listed(&stage, &expert(7)?).await?.is_empty());
    assert!(next_act(&stage, &expert(7)?).await?.is_empty());
    let mut vault = player.vault();
    let swap = Command::ReplaceExpert(ReplaceExpert {
        panel,
        expert: expert(3)?.person,
        successor: Some(expert(7)?.person),
        reason: vault.text("出国，无法参加"),
    });
    player.act(&mut case, &agency, swap, vault).await?;
    let (left, came) = (expert(3)?, expert(7)?);
    assert!(listed(&stage, &left).await?.is_empty() && !opens(&stage, &left, &case).await?);
    assert!(next_act(&stage, &left).await?.is_empty());
    assert_eq!(listed(&stage, &came).await?, [case.number.clone()]);
    assert_eq!(next_act(&stage, &came).await?, [Some("rate_blind")]);
    assert!(opens(&stage, &came, &case).await?);
    let report = stage.test.app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

/// A matter is covered by another one that its owner may see, found by number
/// or title; not by itself, nor by one of strangers.
async fn covered_by_what_the_owner_sees(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let first = stage.case(ProcedureCode::General, Until::Screened).await?;
    let second = stage.case(ProcedureCode::General, Until::Listed).await?;
    let owner = stage.cast.site("211302")?.desk.owner.clone();
    let app = &stage.test.app;
    let ctx = stage.test.ctx(&owner);
    let found = view::matters_like(app, &ctx, &first.number.to_lowercase(), second.matter).await?;
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [first.matter]);
    let itself = view::matters_like(app, &ctx, &second.number, second.matter).await?;
    assert!(itself.is_empty());
    let stranger = stage.test.ctx(&stage.cast.site("211300")?.desk.owner);
    assert!(view::matters_like(app, &stranger, "", second.matter).await?.is_empty());

    let package = {
        let mut reader = app.store().read().await?;
        let matter = reader.load::<domain::matter::Matter>(second.matter).await?.ok_or("no")?;
        app.pinned(&mut reader, &app::rules::pin(&matter.state.rules)).await?
    };
    let mut form = app::form::RawForm::default();
    for question in &package.screening {
        form.set(format!("answers.{}", question.item.code), "no");
    }
    form.set("reason", "已随另一事项一并评估");
    form.set("covered_by", second.matter.to_string());
    let code = "propose_screening";
    let wrong = app::matter::act_form(app, &ctx, second.matter, code, &form, None).await;
    assert!(matches!(wrong, Err(AppError::Invalid(ref e)) if e[0].field == "covered_by"));
    form.set("covered_by", first.matter.to_string());
    let done = app::matter::act_form(app, &ctx, second.matter, code, &form, None).await?;
    let screening = done.state.screening.ok_or("no screening")?;
    assert_eq!(screening.covered_by.map(|m| m.uuid()), Some(first.matter));
    Ok(())
}

testkit::on_both!(
    the_assessing_body_works_on_the_case,
    experts_see_where_they_serve,
    covered_by_what_the_owner_sees,
);
