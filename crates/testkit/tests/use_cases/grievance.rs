//! Grievances from their arrival to the end, on both engines: what residents
//! bring, what officials do, what the bearer of a code sees, and when a risk is
//! opened again.

use app::ctx::Clock as _;
use app::{
    AppError,
    demo::play::{Case, Until},
    grievance::{
        self, Act, Brought, Counts, Heard, Look, Taken, act, desk, enter, erase_due, find,
        moderate, one, receive, status,
    },
    view,
};
use domain::{
    assessment::Assessment,
    codes::{
        EscalationLevel, GrievanceChannel, Moderation, ProcedureCode, ReturnedAs, TextFault,
        TriggerKind,
    },
    grievance::{Grievance, Standing},
};
use jiff::ToSpan as _;
use store::Scope;
use testkit::{Engine, Failure, Stage, TestApp};

struct Carried {
    stage: Stage,
    case: Case,
}

const TEXT: &str = "夜里十一点以后还有车进出，声音很大。";

async fn carried(engine: Engine) -> Result<Carried, Failure> {
    let stage = TestApp::founded(engine).await?;
    let case = stage.case(ProcedureCode::General, Until::CheckedIn).await?;
    Ok(Carried { stage, case })
}

impl Carried {
    fn app(&self) -> &app::App {
        &self.stage.test.app
    }

    /// An operation of the executing unit.
    fn ctx(&self) -> Result<app::Ctx, Failure> {
        let who = self.stage.cast.site("211302")?.desk.executing.clone();
        Ok(self.stage.test.ctx(&who))
    }

    fn filing(&self) -> Result<app::Ctx, Failure> {
        let who = self.stage.cast.site("211302")?.desk.filing.clone();
        Ok(self.stage.test.ctx(&who))
    }

    async fn view(&self) -> Result<view::Case, Failure> {
        Ok(view::case(self.app(), &self.ctx()?, &self.case.number, None).await?)
    }

    fn brought<'a>(&self, key: &'a str, text: &'a str) -> Brought<'a> {
        Brought { key, matter: self.case.matter, text, digits_are_fine: false }
    }

    /// Brings one as the public page would.
    async fn bring(&self, key: u32, text: &str) -> Result<Taken, Failure> {
        Ok(receive(self.app(), &self.brought(&format!("{key:064x}"), text)).await?)
    }

    async fn look(&self, number: &str, summary: &str) -> Result<(), Failure> {
        let look = Look {
            done: Moderation::Shown,
            fault: None,
            shown: String::new(),
            summary: summary.to_owned(),
        };
        Ok(moderate(self.app(), &self.ctx()?, number, &look).await?)
    }

    async fn act(&self, number: &str, what: Act<'_>) -> Result<(), AppError> {
        let ctx = self.ctx().map_err(|e| AppError::Internal(e.to_string()))?;
        act(self.app(), &ctx, number, &what).await
    }

    async fn state(&self, number: &str) -> Result<Grievance, Failure> {
        Ok(one(self.app(), &self.ctx()?, &self.view().await?, number).await?.grievance.state)
    }
}

fn fields(error: AppError) -> Vec<(String, &'static str)> {
    match error {
        AppError::Invalid(faults) => faults.into_iter().map(|f| (f.field, f.code)).collect(),
        other => vec![(format!("{other:?}"), "")],
    }
}

async fn whole_life(engine: Engine) -> Result<(), Failure> {
    let carried = carried(engine).await?;
    let app = carried.app();
    let taken = carried.bring(1, TEXT).await?;
    assert!(!taken.repeated && taken.number.starts_with("SQ-CY-2016-"), "{taken:?}");
    let again = carried.bring(1, TEXT).await?;
    assert_eq!((&again.number, &again.code, again.repeated), (&taken.number, &taken.code, true));
    let number = taken.number.as_str();

    // Whoever deals with it reads the words; whoever looks on does not.
    let view = carried.view().await?;
    let seen = one(app, &carried.ctx()?, &view, number).await?;
    assert_eq!(seen.heard, Heard::Unread(TEXT.to_owned(), None));
    let filing = carried.filing()?;
    let theirs = view::case(app, &filing, &carried.case.number, None).await?;
    assert_eq!(one(app, &filing, &theirs, number).await?.heard, Heard::Waiting);

    carried.act(number, Act::Acknowledge).await?;
    let early = carried.act(number, Act::Answer { answer: "已整改" }).await;
    assert!(matches!(early, Err(AppError::Refused(_))), "nobody has read it: {early:?}");
    carried.look(number, "夜间车辆噪声").await?;
    let factor = carried.case.state.live_factors().next().map(|f| f.id);
    carried.act(number, Act::Link { factor, measure: None }).await?;
    carried.act(number, Act::Answer { answer: "夜间十点后不再运输。" }).await?;
    carried.act(number, Act::Close { note: "复查合格。" }).await?;

    let told = status(app, &taken.code.to_lowercase()).await?.ok_or("a status")?;
    assert_eq!((told.number.as_str(), told.standing), (number, Standing::Closed));
    assert_eq!(told.summary.as_deref(), Some("夜间车辆噪声"));
    assert_eq!(told.answers[0].1.as_deref(), Some("夜间十点后不再运输。"));
    assert!(told.acknowledged.is_some() && told.closed.is_some());
    assert!(status(app, "2345-6789-ABCD-EFGH-JKMN").await?.is_none());

    let desk = desk(app, &carried.ctx()?, &carried.view().await?).await?;
    let expected =
        Counts { received: 1, acknowledged_in_time: 1, answered_in_time: 1, ..Counts::default() };
    assert_eq!((desk.figures.all, desk.next), (expected, None));
    rebuilt(&carried).await
}

/// Rows and states are what the log folds to, and no word of a resident is in it.
async fn rebuilt(carried: &Carried) -> Result<(), Failure> {
    let store = carried.app().store();
    let report = store.verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    let rebuilt = store.rebuild(carried.stage.test.clock.now(), &mut |_| ()).await?;
    assert!(rebuilt.changed.is_empty(), "{:?}", rebuilt.changed.first());
    Ok(())
}

/// Words go when their own term is over; what officials did, figures and the page
/// of the code stay as they were.
async fn words_go_after_their_term(engine: Engine) -> Result<(), Failure> {
    let carried = carried(engine).await?;
    let app = carried.app();
    let (taken, open) = (carried.bring(1, TEXT).await?, carried.bring(2, "还没有人看过").await?);
    carried.look(&taken.number, "不是这件事项").await?;
    let note = "请到街道反映。";
    carried.act(&taken.number, Act::Return { reason: ReturnedAs::OtherMatter, note }).await?;
    let before = status(app, &taken.code).await?;
    let figures = desk(app, &carried.ctx()?, &carried.view().await?).await?.figures;
    let ended = carried.state(&taken.number).await?.ended_on().ok_or("it ended")?;
    let ends = ended.checked_add(5.years())?;
    carried.stage.test.go_to(ends.checked_sub(1.day())?);
    assert_eq!(erase_due(app, app.clock().now()).await?, 0, "a day too early");
    carried.stage.test.go_to(ends);
    assert_eq!(erase_due(app, app.clock().now()).await?, 1);
    assert_eq!(erase_due(app, app.clock().now()).await?, 0, "once");

    let (ctx, case) = (carried.ctx()?, carried.view().await?);
    let gone = one(app, &ctx, &case, &taken.number).await?;
    assert_eq!((gone.heard, gone.grievance.state.erased), (Heard::Gone, Some(ends)));
    let waits = one(app, &ctx, &case, &open.number).await?;
    assert_eq!(waits.heard, Heard::Unread("还没有人看过".to_owned(), None), "nobody ended it");
    assert_eq!(status(app, &taken.code).await?, before);
    assert_eq!(desk(app, &ctx, &case).await?.figures, figures);
    let again = carried.look(&taken.number, "再看一次").await;
    assert!(again.is_err(), "what is gone cannot be read");
    let another = carried.bring(3, TEXT).await?;
    assert!(!another.repeated, "the matter still takes grievances");
    rebuilt(&carried).await
}

async fn bad_words_are_told_and_nothing_is_stored(engine: Engine) -> Result<(), Failure> {
    let carried = carried(engine).await?;
    let app = carried.app();
    let long = "长".repeat(501);
    for (text, code) in [
        ("  ", "required"),
        (long.as_str(), "too_long"),
        ("请打13912345678找我", "personal"),
        ("工地在88201234号对面", "grievance_digits"),
    ] {
        let key = format!("{:064x}", 7);
        let error = receive(app, &carried.brought(&key, text)).await.err().ok_or("passed")?;
        assert_eq!(fields(error), [("text".to_owned(), code)], "{text}");
    }
    let key = format!("{:064x}", 7);
    let sure =
        Brought { digits_are_fine: true, ..carried.brought(&key, "工地在88201234号对面") };
    let taken = receive(app, &sure).await?;
    let view = carried.view().await?;
    let seen = one(app, &carried.ctx()?, &view, &taken.number).await?;
    let proposed = "工地在▇▇▇号对面".to_owned();
    assert_eq!(seen.heard, Heard::Unread(sure.text.to_owned(), Some(proposed.clone())));
    // Redacted words need a reason and have to differ.
    let look = |fault, shown: &str, summary: &str| Look {
        done: Moderation::Redacted,
        fault,
        shown: shown.to_owned(),
        summary: summary.to_owned(),
    };
    let bare = look(None, sure.text, "");
    let error = moderate(app, &carried.ctx()?, &taken.number, &bare).await.err();
    let found = fields(error.ok_or("passed")?);
    let expected = [("fault", "required"), ("shown", "grievance_same"), ("summary", "required")];
    assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
    let fine = look(Some(TextFault::PersonalData), &proposed, "工地对面的问题");
    moderate(app, &carried.ctx()?, &taken.number, &fine).await?;
    let seen = one(app, &carried.ctx()?, &view, &taken.number).await?;
    assert_eq!(seen.heard, Heard::Shown(proposed));
    assert!(receive(app, &carried.brought("no key", TEXT)).await.is_err());
    Ok(())
}

async fn a_cluster_opens_its_risk_again(engine: Engine) -> Result<(), Failure> {
    let carried = carried(engine).await?;
    let factor = carried.case.state.live_factors().next().map(|f| f.id);
    let id = carried.case.assessment.ok_or("an assessment")?;
    let triggers = async || -> Result<Vec<_>, Failure> {
        let mut reader = carried.app().store().read().await?;
        let found = reader.load::<Assessment>(id).await?.ok_or("an assessment")?;
        Ok(found.state.triggers)
    };
    for n in 1..=6_u32 {
        let taken = carried.bring(n, TEXT).await?;
        carried.look(&taken.number, "夜间车辆噪声").await?;
        carried.act(&taken.number, Act::Link { factor, measure: None }).await?;
        let raised = triggers().await?;
        assert_eq!(raised.len(), usize::from(n >= 5), "after {n}");
    }
    let raised = triggers().await?;
    assert_eq!(raised[0].kind, TriggerKind::Grievances);
    let cluster = raised[0].cluster.ok_or("a cluster")?;
    assert_eq!((Some(cluster.factor), cluster.count, cluster.days), (factor, 5, Some(60)));
    rebuilt(&carried).await
}

async fn what_is_late_is_escalated_and_counted(engine: Engine) -> Result<(), Failure> {
    let carried = carried(engine).await?;
    let app = carried.app();
    let taken = carried.bring(1, TEXT).await?;
    let number = taken.number.as_str();
    let due = taken.acknowledge_by.ok_or("a term")?;
    let task = async |ctx: app::Ctx| -> Result<Option<&'static str>, Failure> {
        let found = view::tasks(app, &ctx).await?;
        let of = |t: &&view::Task| matches!(&t.by, Some(view::ByRule::Grievance { .. }));
        Ok(found.tasks.iter().find(of).and_then(|t| t.act))
    };
    assert_eq!(task(carried.ctx()?).await?, Some("acknowledge_grievance"));
    assert_eq!(task(carried.filing()?).await?, None, "nothing is late yet");
    carried.stage.test.go_to(due.checked_add(1.day())?);
    assert_eq!(task(carried.filing()?).await?, Some("escalate_grievance"));
    let escalate = Act::Escalate { level: EscalationLevel::Filing, reason: "逾期未受理" };
    let theirs = carried.act(number, escalate.clone()).await;
    assert!(matches!(theirs, Err(AppError::Denied(_))), "the unit escalates nothing: {theirs:?}");
    act(app, &carried.filing()?, number, &escalate).await?;
    assert_eq!(carried.state(number).await?.standing, Standing::Escalated);
    carried.look(number, "夜间车辆噪声").await?;
    carried.act(number, Act::Answer { answer: "已整改。" }).await?;
    let back = carried.bring(2, "另一件事").await?;
    carried.look(&back.number, "不是这件事项").await?;
    let send_back = Act::Return { reason: ReturnedAs::OtherMatter, note: "请到街道反映。" };
    carried.act(&back.number, send_back).await?;
    let year = app::stats::year(app, &Scope::All, 2016).await?;
    let all = year.grievances.all;
    assert_eq!((all.received, all.returned, all.open), (2, 1, 0));
    assert_eq!(all.acknowledged_in_time, 1, "the one that was sent back at once");
    assert_eq!(year.grievances.by_channel["WEB"], 2);
    assert_eq!(year.grievances.by_county["211302"].received, 2);
    Ok(())
}

async fn who_may_do_what(engine: Engine) -> Result<(), Failure> {
    let carried = carried(engine).await?;
    let app = carried.app();
    let key = format!("{:064x}", 3);
    let view = carried.view().await?;
    let brought = carried.brought(&key, "来访反映：灰尘大");
    let told = (&brought, GrievanceChannel::Visit);
    let taken = enter(app, &carried.ctx()?, &view, told).await?;
    let filing = carried.filing()?;
    let theirs = view::case(app, &filing, &carried.case.number, None).await?;
    let denied = enter(app, &filing, &theirs, told).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    let denied = act(app, &filing, &taken.number, &Act::Acknowledge).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    // What judges people is refused wherever officials write.
    let judging = carried.brought(&key, "重点人员反映");
    let other = format!("{:064x}", 4);
    let judging = Brought { key: &other, ..judging };
    let refused = enter(app, &carried.ctx()?, &view, (&judging, GrievanceChannel::Phone)).await;
    assert_eq!(fields(refused.err().ok_or("passed")?), [("text".to_owned(), "judges_people")]);
    let found = find(app, None, Some(&carried.case.number)).await?;
    assert_eq!(found.map(|place| place.matter), Some(carried.case.matter));
    assert!(find(app, Some("no-such"), None).await?.is_none());
    // A matter that is not decided takes none.
    let early = carried.stage.case(ProcedureCode::Simplified, Until::Reviewed).await?;
    assert!(find(app, None, Some(&early.number)).await?.is_none());
    let early = Brought { matter: early.matter, ..carried.brought(&other, TEXT) };
    assert!(matches!(receive(app, &early).await, Err(AppError::Refused(_))));
    assert_eq!(grievance::tally([]).all, Counts::default());
    Ok(())
}

testkit::on_both!(
    whole_life,
    words_go_after_their_term,
    bad_words_are_told_and_nothing_is_stored,
    a_cluster_opens_its_risk_again,
    what_is_late_is_escalated_and_counted,
    who_may_do_what,
);
