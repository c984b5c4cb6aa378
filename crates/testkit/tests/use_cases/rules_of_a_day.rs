//! What rules ask on a day: who may file, the next check-in, triggers that fall
//! due, and which counts are too small to be shown.

use access::Permission;
use app::{
    AppError, Ctx,
    demo::play::Until,
    directory,
    form::RawForm,
    matter::{self, ListInput},
    vault::Vault,
    view::{self, Audience, ByRule, TaskGroup},
};
use domain::{
    codes::{ProcedureCode, Role, TriggerKind, UnitKind},
    matter::Matter,
    refusal::{Reason, Refusal},
};
use jiff::ToSpan as _;
use testkit::{Engine, Failure, Stage, TestApp};

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>) -> Result<Box<Refusal>, Failure> {
    match result {
        Err(AppError::Refused(refusal)) => Ok(refusal),
        other => Err(format!("not refused: {other:?}").into()),
    }
}

fn invalid(field: &'static str, code: &'static str) -> Reason {
    Reason::Invalid { field, code }
}

/// Listing and amending name a unit that may file; another is refused with the
/// rule of filing, its source, and who may.
#[tokio::test]
async fn only_an_office_of_the_area_is_named_for_filing() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let app = &stage.test.app;
    let case = stage.case(ProcedureCode::General, Until::Listed).await?;
    let desk = &stage.cast.site("211302")?.desk;
    let ctx = stage.test.ctx(&desk.owner);
    let mut reader = app.store().read().await?;
    let state = reader.load::<Matter>(case.matter).await?.ok_or("no matter")?.state;
    let fushun = reader.unit_by_code("210400-WW").await?.ok_or("no office of Fushun")?;
    drop(reader);
    let (facts, parties) = state.facts.zip(state.parties).ok_or("no facts")?;
    let city = stage.cast.site("211300")?.desk.filing.unit;
    for (filing, code) in [
        (desk.owner.unit, Some("filing_kind")),
        (domain::ids::UnitId::new(fushun.id), Some("filing_area")),
        (city, None),
        (desk.filing.unit, None),
    ] {
        let parties = domain::assessment::Parties { filing, ..parties };
        let mut facts = facts.clone();
        let mut vault = Vault::new(app.ids());
        (facts.title, facts.content, facts.basis) = (vault.text("人行道改造"), None, None);
        let input = ListInput { facts, parties, origin: None };
        let listed = matter::list(app, &ctx, input, vault).await;
        let Some(code) = code else {
            listed?;
            continue;
        };
        let refusal = refused(listed)?;
        assert_eq!(refusal.reason, invalid("filing", code));
        let rule = refusal.rule.as_ref().ok_or("no rule")?;
        assert!(rule.code == "FILING" && !rule.source.is_empty(), "{rule:?}");
        assert_eq!(refusal.missing[0].role, Some(Role::FilingOfficer));
    }
    Ok(())
}

/// The rule holds when the packet is answered, whatever was named before.
#[tokio::test]
async fn a_unit_that_files_no_more_cannot_file() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let app = &stage.test.app;
    let mut case = stage.case(ProcedureCode::General, Until::Submitted).await?;
    let office = stage.cast.site("211302")?.desk.filing.unit;
    let admin = directory::operator(app, None, Permission::ManageUnits).await?;
    let admin = stage.test.ctx(&admin.ok_or("no administrator")?);
    let name = "朝阳市双塔区维护稳定工作领导小组办公室";
    for (kind, files) in [(UnitKind::Department, false), (UnitKind::StabilityOffice, true)] {
        let version = directory::unit_version(app, &admin, office).await?;
        directory::change_unit(app, &admin, office, (name, kind), version).await?;
        let answered = stage.player().carry(&mut case, Until::Filed).await;
        if files {
            answered?;
        } else {
            assert_eq!(refused(answered)?.reason, invalid("filing", "filing_kind"));
        }
    }
    Ok(())
}

async fn by_rule(
    stage: &Stage,
    ctx: &Ctx,
) -> Result<Vec<(Option<&'static str>, ByRule, TaskGroup)>, Failure> {
    let found = view::tasks(&stage.test.app, ctx).await?;
    let brought = |task: view::Task| Some((task.act, task.by?, task.group));
    Ok(found.tasks.into_iter().filter_map(brought).collect())
}

async fn days_bring_tasks(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let app = &stage.test.app;
    let case = stage.case(ProcedureCode::General, Until::CheckedIn).await?;
    let desk = stage.cast.site("211302")?.desk.clone();
    let due = case.state.term_due.ok_or("no day for the next check-in")?;
    let ctx = stage.test.ctx(&desk.executing);
    let tasks = by_rule(&stage, &ctx).await?;
    let [(Some("check_in"), ByRule::CheckIn { rule, from }, TaskGroup::Later)] = &tasks[..] else {
        return Err(format!("{tasks:?}").into());
    };
    assert_eq!(Some(rule.level), case.state.filed_level());
    assert_eq!(*from, case.state.check_ins[0].on);
    stage.test.go_to(due.tomorrow()?);
    let ctx = stage.test.ctx(&desk.executing);
    assert_eq!(by_rule(&stage, &ctx).await?[0].2, TaskGroup::Overdue);

    let open = case.state.live_measures().filter(|m| !m.status.code().eq("DONE"));
    let last = open.map(|m| m.due).max().ok_or("no open measure")?;
    stage.test.go_to(last.checked_add(31.days())?);
    let triggers = |tasks: Vec<(Option<&'static str>, ByRule, TaskGroup)>| {
        let kind = |by: ByRule| match by {
            ByRule::Trigger(rule) => Some(rule.kind),
            ByRule::CheckIn { .. } | ByRule::Grievance { .. } => None,
        };
        tasks.into_iter().filter_map(|(act, by, _)| Some((act, kind(by)?))).collect::<Vec<_>>()
    };
    let expected = [(Some("raise_trigger"), TriggerKind::MeasureOverdue)];
    for who in [&desk.owner, &desk.filing] {
        let ctx = stage.test.ctx(who);
        assert_eq!(triggers(by_rule(&stage, &ctx).await?), expected);
    }
    let ctx = stage.test.ctx(&desk.executing);
    assert_eq!(triggers(by_rule(&stage, &ctx).await?), [], "who may not raise is not asked");
    let ctx = stage.test.ctx(&desk.filing);
    let mut form = RawForm::default();
    form.set("kind", "MEASURE_OVERDUE");
    form.set("reason", "措施逾期，尚未落实。");
    let id = case.assessment.ok_or("no assessment")?;
    app::assessment::act_form(app, &ctx, id, "raise_trigger", &form, None).await?;
    assert_eq!(triggers(by_rule(&stage, &ctx).await?), [], "raised once");
    let again = app::assessment::act_form(app, &ctx, id, "raise_trigger", &form, None).await;
    assert_eq!(refused(again)?.reason, invalid("kind", "trigger_not_due"));
    Ok(())
}

#[tokio::test]
async fn days_bring_tasks_on_sqlite() -> Result<(), Failure> {
    days_bring_tasks(Engine::Sqlite).await
}

#[tokio::test]
async fn days_bring_tasks_on_postgres() -> Result<(), Failure> {
    days_bring_tasks(Engine::Postgres).await
}

/// The limits are those of the package that the case pinned.
#[tokio::test]
async fn small_counts_are_hidden_by_the_rules_of_the_case() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let app = &stage.test.app;
    let case = stage.case(ProcedureCode::General, Until::Heard).await?;
    let ctx = stage.test.ctx(&stage.cast.site("211302")?.desk.owner);
    let shown = view::case(app, &ctx, &case.number, None).await?;
    let rule = shown.package.disclosure.clone().ok_or("the package has no rule")?;
    for (to, below) in [(Audience::Staff, rule.staff_below), (Audience::Public, rule.public_below)]
    {
        let found = view::tallies(app, &shown, ctx.today, to)?.ok_or("no answers")?;
        assert_eq!((found.below, &found.rule), (below, &rule));
        let told = found.shown.cells.iter().flatten().flatten();
        assert!(told.into_iter().all(|n| *n == 0 || *n >= u64::from(below)), "{found:?}");
    }
    let mut before = shown.clone();
    before.package = std::sync::Arc::new(domain::rulebook::Package {
        disclosure: None,
        ..(*shown.package).clone()
    });
    let found = view::tallies(app, &before, ctx.today, Audience::Staff)?.ok_or("no answers")?;
    assert_eq!(found.below, rule.staff_below, "a package of before takes today's rule");
    Ok(())
}
