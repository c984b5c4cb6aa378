//! The demonstration: built through the use cases, counted from the store.

use std::collections::BTreeSet;

use access::Permission;
use app::{
    Clock as _, Ctx,
    consultation::{Audience, Sheet, public_list, results, round_results},
    demo::{self, DemoSize, Summary},
    directory, listing,
};
use domain::{
    assessment::{Assessment, Standing},
    codes::{Category, Conclusion, ProcedureCode, Role, Step},
    listing::Period,
};
use jiff::civil::date;
use store::{MatterFilter, MatterListRow, Page, Resolved, Scope};
use testkit::{Engine, Failure, TestApp};

async fn built(engine: Engine) -> Result<(TestApp, Summary), Failure> {
    let test = TestApp::new(engine).await?;
    let mut told = Vec::new();
    let mut progress = |n, all| told.push((n, all));
    let summary = demo::build(&test.app, &test.clock, DemoSize::Small, &mut progress).await?;
    let all = told.len() as u32;
    assert_eq!(told.last(), Some(&(all, all)), "progress ends at its end");
    assert_eq!(summary.matters, u64::from(all), "every matter of the script is in the store");
    Ok((test, summary))
}

async fn rows(test: &TestApp) -> Result<Vec<MatterListRow>, Failure> {
    let mut reader = test.app.store().read().await?;
    let page = Page { after: None, limit: 500 };
    let found = reader.matters(&MatterFilter::within(Scope::All), &page).await?;
    assert!(found.next.is_none());
    Ok(found.rows)
}

fn codes(rows: &[MatterListRow], of: fn(&MatterListRow) -> Option<&str>) -> BTreeSet<&str> {
    rows.iter().filter_map(of).collect()
}

/// Counts from the states of the assessments, not from the columns that the
/// summary reads.
async fn counted_from_states(
    test: &TestApp,
    rows: &[MatterListRow],
) -> Result<(u64, u64), Failure> {
    let ids: Vec<_> = rows.iter().filter_map(|r| r.assessment_id).collect();
    let states = test.app.store().read().await?.load_many::<Assessment>(&ids).await?;
    let year = states
        .iter()
        .filter(|a| a.state.done.get(&Step::AfterRating).is_some_and(|d| d.year() == 2016));
    let halted = year.clone().filter(|a| {
        a.state
            .decisions
            .last()
            .is_some_and(|d| matches!(d.conclusion, Conclusion::Defer | Conclusion::Stop))
    });
    Ok((year.count() as u64, halted.count() as u64))
}

async fn every_text_is_there(test: &TestApp) -> Result<(), Failure> {
    let mut reader = test.app.store().read().await?;
    let mut seq = 0;
    loop {
        let events = reader.events_from(seq, 2_000).await?;
        let Some(last) = events.last() else { break };
        seq = last.meta.seq + 1;
        let wanted: BTreeSet<_> = events.iter().flat_map(|e| e.commitments.clone()).collect();
        let wanted: Vec<_> = wanted.into_iter().collect();
        let found = reader.resolve(&wanted).await?;
        for commitment in &wanted {
            let value = found.get(commitment);
            assert!(
                matches!(value, Some(Resolved::Value { value, .. }) if !value.is_empty()),
                "{commitment}"
            );
        }
    }
    assert!(seq > 1_000, "the log holds the demonstration");
    Ok(())
}

async fn small(engine: Engine) -> Result<(), Failure> {
    let (test, summary) = built(engine).await?;
    let rows = rows(&test).await?;
    assert_eq!(rows.len() as u64, summary.matters);
    assert!(rows.iter().all(|r| r.title.as_deref().is_some_and(|t| !t.is_empty())));
    let (assessed, halted) = counted_from_states(&test, &rows).await?;
    assert_eq!((assessed, halted), (summary.assessed, summary.deferred_or_stopped));
    assert!(assessed > 30 && halted >= 2, "{summary:?}");
    let sum: u64 = summary.by_city.values().map(|c| c.assessed).sum();
    assert_eq!(sum, summary.assessed);

    let categories = codes(&rows, |r| Some(&r.category));
    assert_eq!(categories.len(), Category::ALL.len());
    let procedures = codes(&rows, |r| r.procedure.as_deref());
    assert_eq!(procedures.len(), ProcedureCode::ALL.len());
    assert_eq!(codes(&rows, |r| r.level_initial.as_deref()).len(), 3);
    assert_eq!(codes(&rows, |r| r.level_after.as_deref()).len(), 3);
    assert_eq!(codes(&rows, |r| r.city_code.as_deref()).len(), 14, "every city has a matter");
    let stages = codes(&rows, |r| r.stage.as_deref());
    for stage in
        ["LISTED", "SCREENING", "SUSPENDED", "RATING", "FILING_DECISION", "TRACKING", "ARCHIVED"]
    {
        assert!(stages.contains(stage), "{stage} is missing in {stages:?}");
    }
    every_text_is_there(&test).await?;
    stories(&test, &rows).await?;
    discussions(&test).await?;
    one_is_answered_by_letter(&test).await?;
    few_are_late(&test, &rows).await?;
    grievances_of_all_kinds(&test).await?;

    let report = test.app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:#?}", report.findings.first());
    let rebuilt = test.app.store().rebuild(test.clock.now(), &mut |_| ()).await?;
    assert!(rebuilt.changed.is_empty(), "{:#?}", rebuilt.changed.first());
    assert_eq!(demo::count(&test.app, 2016).await?, summary);
    Ok(())
}

/// One consultation that is over was answered by letter, once by each that was used.
async fn one_is_answered_by_letter(test: &TestApp) -> Result<(), Failure> {
    let mut told = Vec::new();
    for line in public_list(&test.app).await?.over {
        let found = results(&test.app, None, &line.slug).await?;
        told.extend(found.letters.map(|letters| (letters.printed, letters.used, found.answers)));
    }
    assert_eq!(told, [(300, 140, 140)]);
    Ok(())
}

/// One discussion is over and tells two groups, another one goes on.
async fn discussions(test: &TestApp) -> Result<(), Failure> {
    let list = public_list(&test.app).await?;
    let (mut open, mut over) = (0, 0);
    for line in list.open.iter().chain(&list.over) {
        let sheet = Sheet::read(&test.app, &line.slug).await?;
        let found = round_results(&test.app, &sheet, Audience::Public).await?;
        let Some(found) = found else { continue };
        if found.open {
            open += 1;
            assert!(found.lines.is_empty(), "nothing of what people said: {found:?}");
            continue;
        }
        over += 1;
        assert_eq!(found.groups.len(), 2, "{found:?}");
        assert!(found.groups.iter().all(|group| group.about >= 30 && !group.typical.is_empty()));
        assert!(!found.consensus.is_empty(), "{found:?}");
        assert!(found.lines.iter().any(|line| line.by_resident), "{found:?}");
    }
    assert_eq!((open, over), (1, 1));
    Ok(())
}

/// What the guide tells of is there as it tells it.
async fn stories(test: &TestApp, rows: &[MatterListRow]) -> Result<(), Failure> {
    let ids: Vec<_> = rows.iter().filter_map(|r| r.assessment_id).collect();
    let states = test.app.store().read().await?.load_many::<Assessment>(&ids).await?;
    let any = |what: &str, holds: &dyn Fn(&Assessment) -> bool| {
        assert!(states.iter().any(|a| holds(&a.state)), "no matter that is {what}");
    };
    let today = test.clock.day();
    assert_eq!(today, demo::LAST_DAY);
    let station = rows
        .iter()
        .find(|r| r.title.as_deref() == Some("朝阳市双塔区城南生活垃圾转运站建设项目"))
        .ok_or("the transfer station is missing")?;
    let state = states
        .iter()
        .find(|a| Some(a.id) == station.assessment_id)
        .map(|a| &a.state)
        .ok_or("its assessment is missing")?;
    assert_eq!(state.measures.iter().filter(|m| m.overdue(today)).count(), 1);
    assert_eq!(state.check_ins.len(), 1);
    assert_eq!(station.conclusion.as_deref(), Some("CONDITIONAL"));
    assert_eq!(station.number, "LN-CY-2016-00004");
    let factors: Vec<_> = state.live_factors().filter_map(|f| f.catalogue.as_deref()).collect();
    assert_eq!(factors, ["D01", "D02", "A03", "E04"], "air, water, site, works");
    assert!(state.opinions.iter().all(|o| !o.factors.is_empty()), "each topic bears on a factor");
    any("sent back", &Assessment::returned);
    any("suspended", &|a| a.standing == Standing::Suspended);
    any("rated blind by one expert", &|a| a.panels.last().is_some_and(|p| p.blind.len() == 1));
    any("lowered with a reason", &|a| a.levels.iter().any(|l| l.lowered.is_some()));
    any("assessed a second time", &|a| a.ordinal == 2 && a.filed().is_some());
    any("simplified and archived", &|a| {
        a.procedure == Some(ProcedureCode::Simplified) && a.standing == Standing::Archived
    });
    any("a plan valid for 24 months", &|a| {
        a.is_plan
            && a.filed()
                .is_some_and(|f| f.on.is_some_and(|on| f.valid_until.year() == on.year() + 2))
    });
    for status in ["EXEMPT", "SCREENING_PROPOSED", "LISTED"] {
        assert!(rows.iter().any(|r| r.status.as_deref() == Some(status)), "{status}");
    }
    Ok(())
}

/// The transfer station has grievances at several standings; one waits to be read.
async fn grievances_of_all_kinds(test: &TestApp) -> Result<(), Failure> {
    let mut reader = test.app.store().read().await?;
    let station = reader.matter_by_number("LN-CY-2016-00004").await?.ok_or("the station")?;
    let brought = reader.grievances_of(station.id).await?;
    let mut found: Vec<(&str, &str)> =
        brought.iter().map(|g| (g.row.status.as_str(), g.row.channel.as_str())).collect();
    found.sort_unstable();
    let expected =
        [("ACKNOWLEDGED", "WEB"), ("ANSWERED", "WEB"), ("CLOSED", "PHONE"), ("RECEIVED", "WEB")];
    assert_eq!(found, expected);
    let year = app::stats::year(&test.app, &store::Scope::All, 2016).await?;
    assert_eq!(year.grievances.all.received, 4);
    Ok(())
}

/// Few matters are overdue; of the lists of a period one or two are late and one missing
/// in Chaoyang, and those that were handed in hold matters.
async fn few_are_late(test: &TestApp, rows: &[MatterListRow]) -> Result<(), Failure> {
    let today = test.clock.day();
    let late = rows.iter().filter(|r| r.due_on.is_some_and(|day| day < today)).count();
    // Some wait for an act, and files of stopped matters for the archive.
    assert!((1..=15).contains(&late), "{late} of {} are overdue", rows.len());
    let actor = directory::operator(&test.app, Some("city"), Permission::ReportList).await?;
    let ctx = Ctx::new(actor.ok_or("no city office")?, test.clock.now(), "test".to_owned());
    for quarter in [None, Some(1), Some(2), Some(3)] {
        let period = Period { year: 2016, quarter };
        let seen = listing::overview(&test.app, &ctx, period, None).await?;
        let names = |keep: &dyn Fn(&listing::ReportLine) -> bool| -> Vec<String> {
            seen.lines.iter().filter(|l| keep(l)).map(|l| l.name.clone()).collect()
        };
        assert_eq!(names(&|l| l.reported_on.is_none()), ["朝阳市龙城区人民政府"], "{period:?}");
        let late = names(&|l| l.reported_on.is_some() && l.late);
        let named = late.iter().any(|name| name == "凌源市人民政府");
        assert!(named && late.len() <= 2, "{period:?}: {late:?}");
    }
    let year = listing::overview(&test.app, &ctx, Period { year: 2016, quarter: None }, None);
    let own = year.await?.own.line;
    assert!(own.matters >= 10 && own.filed > 0 && own.tracked > 0, "{own:?}");
    Ok(())
}

#[tokio::test]
async fn small_on_sqlite() -> Result<(), Failure> {
    small(Engine::Sqlite).await
}

#[tokio::test]
async fn small_on_postgres() -> Result<(), Failure> {
    small(Engine::Postgres).await
}

/// Two builds write the same log, byte for byte.
#[tokio::test]
async fn the_same_seed_gives_the_same_log() -> Result<(), Failure> {
    let mut roots = Vec::new();
    for engine in Engine::BOTH {
        let stage = TestApp::founded(engine).await?;
        stage.case(ProcedureCode::Simplified, demo::play::Until::Filed).await?;
        roots.push(stage.test.app.store().read().await?.head().await?.root);
    }
    assert_eq!(roots.first(), roots.last());
    Ok(())
}

/// Every sign-in that is printed works, and stands for the role it names.
#[tokio::test]
async fn every_sign_in_works() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let app = &stage.test.app;
    for info in demo::sign_ins() {
        let now = stage.test.clock.now();
        let token = ledger::Hash(app.ids().bytes());
        let answer = directory::sign_in(app, &info.username, info.password, token, now).await?;
        assert!(matches!(answer, directory::SignIn::In { must_change: false }), "{info:?}");
        let session = directory::session(app, &token, now).await?.ok_or("no session")?;
        assert_eq!(session.actor.role, info.role, "{info:?}");
        assert_eq!(session.unit_name, info.unit_name, "{info:?}");
    }
    let roles: BTreeSet<Role> = demo::sign_ins().into_iter().map(|i| i.role).collect();
    let missing: Vec<_> = Role::ALL.iter().filter(|r| !roles.contains(r)).collect();
    assert_eq!(missing, [&Role::Assessor], "no unit plays the assessor's part yet");
    Ok(())
}

/// The plan of the full year adds up to the figures of the article.
#[test]
fn the_year_adds_up() {
    assert_eq!(demo::YEAR.iter().map(|(_, n)| n).sum::<u32>(), 2_246);
    assert_eq!(demo::YEAR.iter().find(|(c, _)| *c == "211300"), Some(&("211300", 605)));
    assert!(demo::YEAR.iter().all(|(c, n)| *c == "211300" || *n < 605), "Chaoyang is first");
    assert_eq!(demo::HALTED, 39);
}

/// A folder in memory where the machine lends enough of it: a hundred thousand
/// acts, each synchronised, wait for a disk half of their time. The settings of
/// the database are the same in both.
fn roomy() -> Result<tempfile::TempDir, Failure> {
    const MEMORY: &str = "/dev/shm";
    let out = std::process::Command::new("df").args(["-Pk", MEMORY]).output();
    let free = out.ok().and_then(|out| {
        let text = String::from_utf8(out.stdout).ok()?;
        text.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()
    });
    let in_memory = free.is_some_and(|kib| kib > 4 << 20);
    Ok(if in_memory { tempfile::tempdir_in(MEMORY)? } else { tempfile::tempdir()? })
}

/// The figures of 2016 come out by counting records that were made through the
/// use cases; the whole year takes some minutes.
#[tokio::test]
async fn full_year() -> Result<(), Failure> {
    let test = TestApp::within(Engine::Sqlite, roomy()?).await?;
    let summary = demo::build(&test.app, &test.clock, DemoSize::Full, &mut |_, _| ()).await?;
    assert_eq!((summary.assessed, summary.deferred_or_stopped), (2_246, 39));
    for (city, assessed) in demo::YEAR {
        assert_eq!(summary.by_city.get(*city).map(|c| c.assessed), Some(u64::from(*assessed)));
    }
    assert_eq!(test.clock.day(), date(2016, 12, 30));
    Ok(())
}
