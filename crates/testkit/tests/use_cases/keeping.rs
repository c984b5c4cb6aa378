//! What stays as it was and what goes: figures of past years, files of refused
//! acts, forms sent twice, guesses at once, what is deleted by age.

use access::Actor;
use app::{
    AppError, Clock as _, Ctx,
    demo::play::{Case, Until},
    directory::{self, NewUnit, SignIn},
    files::{Sent, bring},
    form::RawForm,
    once::FormKey,
    stats::{self, Figure},
    upkeep, view,
};
use domain::{
    assessment::{
        Command,
        acts::{
            course::Suspend,
            decision::{ChangeDecision, Decide},
        },
    },
    codes::{CauseParty, Conclusion, DivisionCode, ProcedureCode, Role, UnitKind},
    ids::{PersonId, UnitId},
    text::FileRef,
};
use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::date};
use ledger::Hash;
use store::{BlobKey, MatterFilter, Scope, SecurityEvent};
use testkit::{Engine, Failure, Stage, TestApp};

/// Stops what was decided, today.
async fn stop(stage: &Stage, case: &mut Case) -> Result<(), Failure> {
    let leader = stage.cast.site("211302")?.desk.leader.clone();
    let player = stage.player();
    let mut vault = player.vault();
    let decision = Decide {
        meeting: vault.text("政府常务会议"),
        conclusion: Conclusion::Stop,
        reason: Some(vault.text("资金来源落空，不再实施。")),
        conditions: None,
        files: Vec::new(),
    };
    let command = Command::ChangeDecision(ChangeDecision { decision });
    player.act(case, &leader, command, vault).await?;
    Ok(())
}

async fn a_past_year_keeps_its_figures(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let app = &stage.test.app;
    let mut stopped = stage.case(ProcedureCode::General, Until::Decided).await?;
    let mut again = stage.case(ProcedureCode::General, Until::CheckedIn).await?;
    assert_eq!(stage.test.clock.day().year(), 2016);
    let then = stats::year(app, &Scope::All, 2016).await?;
    assert_eq!((then.assessed, then.filed, then.deferred_or_stopped), (2, 2, 0));

    stage.test.go_to(date(2017, 2, 6));
    stop(&stage, &mut stopped).await?;
    let mut reader = app.store().read().await?;
    let row = reader.matter_row(stopped.matter).await?.ok_or("no row")?;
    drop(reader);
    assert_eq!(row.decided_on, Some(stage.test.clock.day()), "the day of the conclusion shown");
    stage.player().incident(&mut again, "现场有人聚集。").await?;
    let mut reader = app.store().read().await?;
    let row = reader.matter_row(again.matter).await?.ok_or("no row")?;
    drop(reader);
    assert_eq!((row.assessed_on, row.filed_on), (None, None), "lists show what is under way");
    assert_eq!(stats::year(app, &Scope::All, 2016).await?, then);
    stage.player().carry(&mut again, Until::RatedAfter).await?;
    assert_eq!(stats::year(app, &Scope::All, 2016).await?, then);
    let now = stats::year(app, &Scope::All, 2017).await?;
    assert_eq!((now.assessed, now.filed, now.deferred_or_stopped), (1, 0, 1));
    let mut reader = app.store().read().await?;
    for (of, figures) in [(2016, &then), (2017, &now)] {
        for (figure, counted) in [
            (Figure::Listed, figures.listed),
            (Figure::Assessed, figures.assessed),
            (Figure::Filed, figures.filed),
            (Figure::Halted, figures.deferred_or_stopped),
        ] {
            let reached = figure.behind(of);
            let filter = MatterFilter { reached, ..MatterFilter::within(Scope::All) };
            let behind = reader.count_matters(&filter, 100).await?;
            assert_eq!(behind, counted, "{figure:?} of {of}");
        }
    }
    drop(reader);
    let rows = app.store().compare_rows(stage.test.clock.now(), &mut |_| ()).await?;
    assert_eq!(rows.changed, []);
    Ok(())
}

/// A notice with a photo, as its form is sent; refused when it ends before it begins.
async fn notice(stage: &Stage, ctx: &Ctx, days: i64) -> Result<(RawForm, BlobKey), Failure> {
    let mut raw = RawForm::default();
    let from = stage.test.clock.day();
    raw.set("place", "社区公告栏");
    raw.set("text", "公示全文");
    raw.set("from", from.to_string());
    raw.set("to", from.checked_add(days.days())?.to_string());
    let sent = Sent { field: "proof", name: "照片.txt", media_type: "text/plain" };
    bring(&stage.test.app, ctx, &mut raw, sent, "照片".as_bytes()).await?;
    let key = raw.files.get("proof").and_then(|f| f.first()).ok_or("no file")?.blob.clone();
    Ok((raw, BlobKey(key.parse::<Hash>().map_err(|_| "no key")?)))
}

async fn a_refused_act_names_no_file(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let app = &stage.test.app;
    let case = stage.case(ProcedureCode::General, Until::Planned).await?;
    let id = case.assessment.ok_or("no assessment")?;
    let ctx = stage.test.ctx(&stage.cast.site("211302")?.desk.owner);
    let (raw, key) = notice(&stage, &ctx, -5).await?;
    let refused = app::assessment::act_form(app, &ctx, id, "publish_notice", &raw, None).await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    assert_eq!(app.store().read().await?.blob(&key).await?, None);
    // The files are of today by the disk's clock.
    let (young, old) = (Timestamp::UNIX_EPOCH, "2100-01-01T00:00:00Z".parse::<Timestamp>()?);
    assert_eq!(upkeep::files(app, young).await?, 0, "an upload may be under way");
    assert_eq!(upkeep::files(app, old).await?, 1);

    let (raw, key) = notice(&stage, &ctx, 30).await?;
    app::assessment::act_form(app, &ctx, id, "publish_notice", &raw, None).await?;
    assert!(app.store().read().await?.blob(&key).await?.is_some());
    assert_eq!(upkeep::files(app, old).await?, 0, "what an act names stays");
    Ok(())
}

#[tokio::test]
async fn a_typed_text_is_never_a_file() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut case = stage.case(ProcedureCode::General, Until::Planned).await?;
    let owner = stage.cast.site("211302")?.desk.owner.clone();
    let player = stage.player();
    let mut vault = player.vault();
    let key = "0".repeat(64);
    let typed = format!(r#"{{"blob":"{key}","name":"a","media_type":"text/plain","size":1}}"#);
    let reason = vault.text(&typed);
    let suspend = Command::Suspend(Suspend { cause: CauseParty::Superior, reason });
    player.act(&mut case, &owner, suspend, vault).await?;
    let ctx = stage.test.ctx(&owner);
    let words = view::case(&stage.test.app, &ctx, &case.number, None).await?.words;
    assert_eq!(words.get(&reason), Some(typed.as_str()));
    assert_eq!(words.file(&FileRef::new(*reason.bytes())), None);
    Ok(())
}

async fn two_equal_forms_at_once_have_one_effect(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let mut reader = stage.test.app.store().read().await?;
    let root = stage.test.app.units(&mut reader).await?;
    drop(reader);
    let root = UnitId::new(root.values().find(|u| u.parent.is_none()).ok_or("no root")?.id);
    let mut reader = stage.test.app.store().read().await?;
    let person = reader.person_by_username("sysadmin").await?.ok_or("no sysadmin")?.row.id;
    drop(reader);
    let (person, role) = (PersonId::new(person), Role::SystemAdmin);
    let administrator = Actor { person, role, unit: root, path: String::new() };
    let place = DivisionCode::try_from("211302".to_owned())?;
    for round in 0..5 {
        let mut ctx = stage.test.ctx(&administrator);
        ctx.form = Some(FormKey {
            key: format!("form-{round}"),
            route: "/units".into(),
            request: Hash::of(b"the same"),
        });
        let mut posts = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let (app, ctx, division) = (stage.test.app.clone(), ctx.clone(), place.clone());
            posts.spawn(async move {
                let new = NewUnit {
                    code: format!("twin-{round}"),
                    name: "两次提交的单位".into(),
                    kind: UnitKind::Department,
                    parent: Some(root),
                    division,
                };
                directory::set_unit(&app, &ctx, &new).await
            });
        }
        let (mut made, mut repeated) = (Vec::new(), Vec::new());
        for post in posts.join_all().await {
            match post {
                Ok(id) => made.push(Some(id.uuid().to_string())),
                Err(AppError::Repeated { location }) => repeated.push(location),
                Err(other) => return Err(format!("{engine:?}: {other:?}").into()),
            }
        }
        assert_eq!(made.len(), 1);
        assert_eq!(repeated, [made.clone(), made].concat(), "both learn what the first led to");
    }
    Ok(())
}

async fn guesses_at_once_count_one_by_one(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let (app, now) = (&stage.test.app, stage.test.clock.now());
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..12_u8 {
        let app = app.clone();
        guesses.spawn(async move {
            directory::sign_in(&app, "owner", "wrong password", Hash::of(&[n]), now).await
        });
    }
    let mut judged = 0;
    for answer in guesses.join_all().await {
        match answer? {
            SignIn::Wrong => judged += 1,
            SignIn::Locked { .. } => {}
            SignIn::In { .. } => return Err("a wrong password opened a session".into()),
        }
    }
    assert_eq!(judged, app.settings().lock_after, "{engine:?}");
    let right = directory::sign_in(app, "owner", app::demo::PASSWORD, Hash::of(b"r"), now).await?;
    assert!(matches!(right, SignIn::Locked { .. }), "{right:?}");
    Ok(())
}

async fn what_is_too_old_is_deleted(engine: Engine) -> Result<(), Failure> {
    let test = TestApp::new(engine).await?;
    let now = test.clock.now();
    let mut tx = test.app.store().write().await?;
    for (n, at) in [(1_u128, now), (2, now.saturating_sub(SignedDuration::from_hours(24))?)] {
        tx.note_security(&SecurityEvent {
            id: uuid::Uuid::from_u128(n),
            at,
            kind: "REFUSED".into(),
            person: None,
            unit: None,
            route: "/items".into(),
            outcome: "SCOPE".into(),
        })
        .await?;
    }
    tx.commit().await?;
    assert_eq!(upkeep::rows(&test.app, now).await?, upkeep::Upkeep::default());
    test.go_to(date(2019, 1, 3));
    assert_eq!(upkeep::rows(&test.app, test.clock.now()).await?.security, 0, "nearly three years");
    test.go_to(date(2019, 1, 4));
    assert_eq!(upkeep::rows(&test.app, test.clock.now()).await?.security, 1);
    assert_eq!(test.app.store().read().await?.security_log(None, 10).await?.len(), 1);
    Ok(())
}

testkit::on_both!(
    a_past_year_keeps_its_figures,
    a_refused_act_names_no_file,
    two_equal_forms_at_once_have_one_effect,
    guesses_at_once_count_one_by_one,
    what_is_too_old_is_deleted,
);
