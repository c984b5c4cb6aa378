//! The demonstration's present-day set: played after the year 2016, under the
//! rules of its own days.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    AppError, Clock as _,
    demo::{self, DemoSize},
};
use domain::{
    assessment::{Assessment, Standing},
    codes::{Conclusion, Step},
    rulebook::{Term, TermUnit},
};
use jiff::{Timestamp, civil::Date};
use store::{MatterFilter, MatterListRow, Page, Scope};
use testkit::{Engine, Failure, TestApp};

/// Days on which the set must come out the same: in the middle of a week, on a
/// Sunday, in the long holidays of spring and autumn.
const NOW: &str = "2026-11-24T01:30:00Z";
const OTHER_DAYS: [&str; 3] =
    ["2026-03-01T02:00:00Z", "2026-02-20T02:00:00Z", "2025-10-06T02:00:00Z"];

struct Played {
    test: TestApp,
    rows: Vec<MatterListRow>,
    states: BTreeMap<uuid::Uuid, Assessment>,
}

async fn played(engine: Engine, now: &str) -> Result<Played, Failure> {
    let test = TestApp::new(engine).await?;
    let now: Timestamp = now.parse()?;
    let summary =
        demo::build_to(&test.app, &test.clock, DemoSize::Small, now, &mut |_, _| ()).await?;
    assert!(test.clock.now() >= now, "the clock runs on from the present");
    assert_eq!(summary, demo::count(&test.app, 2016).await?);
    let mut reader = test.app.store().read().await?;
    let page = Page { after: None, limit: 500 };
    let rows = reader.matters(&MatterFilter::within(Scope::All), &page).await?.rows;
    let ids: Vec<_> = rows.iter().filter_map(|r| r.assessment_id).collect();
    let states = reader.load_many::<Assessment>(&ids).await?;
    let states = states.into_iter().map(|a| (a.id, a.state)).collect();
    drop(reader);
    Ok(Played { test, rows, states })
}

impl Played {
    fn of(&self, row: &MatterListRow) -> Option<&Assessment> {
        row.assessment_id.and_then(|id| self.states.get(&id))
    }

    /// Matters listed within the last half-year, and the others.
    fn split(&self) -> (Vec<&MatterListRow>, Vec<&MatterListRow>) {
        let since = Date::new(2025, 1, 1).unwrap_or(Date::ZERO);
        self.rows.iter().partition(|r| r.listed_on.is_some_and(|on| on >= since))
    }
}

/// A present-day matter at every stop that the demonstration promises.
fn every_stop(played: &Played, today: Date) {
    let (present, _) = played.split();
    assert!((6..=12).contains(&present.len()), "{}", present.len());
    let states: Vec<&Assessment> = present.iter().filter_map(|r| played.of(r)).collect();
    let any = |what: &str, holds: &dyn Fn(&Assessment) -> bool| {
        assert!(states.iter().any(|a| holds(a)), "no matter that is {what} on {today}");
    };
    any("in open publicity", &|a| {
        a.notices.iter().any(|n| n.objections.is_none() && n.from < today && n.to >= today)
    });
    any("before its panel", &|a| a.panels.last().is_some_and(|p| p.blind.len() == 1));
    any("at review", &|a| a.reviews.last().is_some_and(|r| r.outcome.is_none()));
    any("submitted for filing", &|a| a.submitted().is_some());
    any("before the legality review", &|a| a.legality.last().is_some_and(|l| l.answered.is_none()));
    any("deferred", &|a| a.decisions.last().is_some_and(|d| d.conclusion == Conclusion::Defer));
    any("in tracking", &|a| !a.check_ins.is_empty() && !a.done.contains_key(&Step::Completion));
    let stages: BTreeSet<_> = present.iter().filter_map(|r| r.status.as_deref()).collect();
    for status in ["LISTED", "SCREENING_PROPOSED"] {
        assert!(stages.contains(status), "{status} is missing in {stages:?}");
    }
}

/// Each set under the rules of its days: 国令713号 speaks from 2019-09-01.
fn rules_of_the_day(played: &Played) {
    let (present, past) = played.split();
    let term = Term { count: 7, unit: TermUnit::Working };
    let calendar = played.test.app.book().calendar();
    let under_713 = |row: &&MatterListRow| {
        let legality = played.of(row)?.legality.last()?;
        let least = calendar.end_of(legality.requested, term).ok()?;
        Some((legality.requested, least, legality.answered?))
    };
    let answered: Vec<_> = present.iter().filter_map(under_713).collect();
    assert!(!answered.is_empty());
    let patient = |(_, least, on): &(Date, Date, Date)| on >= least;
    assert!(answered.iter().all(patient), "seven working days: {answered:?}");
    for row in &present {
        let Some(notice) = played.of(row).and_then(|a| a.notices.first()) else { continue };
        let simplified = row.procedure.as_deref() == Some("SIMPLIFIED");
        let days = notice.to.since(notice.from).map_or(0, |s| s.get_days());
        assert!(simplified || days >= 30, "opinions are asked for thirty days, not {days}");
    }
    let hashes = |rows: &[&MatterListRow]| -> BTreeSet<_> {
        rows.iter().filter_map(|r| played.of(r)).map(|a| a.rules_hash).collect()
    };
    assert!(hashes(&present).is_disjoint(&hashes(&past)), "no package serves both");
}

/// What 2016 left open is closed, so that nothing is ten years late today.
fn the_past_is_closed(played: &Played) {
    let (_, past) = played.split();
    let open: Vec<_> = past
        .iter()
        .filter(|r| played.of(r).is_some_and(|a| a.standing != Standing::Archived))
        .map(|r| (r.title.clone(), r.stage.clone()))
        .collect();
    assert!(open.is_empty(), "{open:?}");
    assert!(past.len() > 50);
}

async fn whole(engine: Engine) -> Result<(), Failure> {
    let played = played(engine, NOW).await?;
    every_stop(&played, Date::new(2026, 11, 24)?);
    rules_of_the_day(&played);
    the_past_is_closed(&played);
    let store = played.test.app.store();
    let report = store.verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:#?}", report.findings.first());
    let rebuilt = store.rebuild(played.test.clock.now(), &mut |_| ()).await?;
    assert!(rebuilt.changed.is_empty(), "{:#?}", rebuilt.changed.first());
    Ok(())
}

#[tokio::test]
async fn present_on_sqlite() -> Result<(), Failure> {
    whole(Engine::Sqlite).await
}

#[tokio::test]
async fn present_on_postgres() -> Result<(), Failure> {
    whole(Engine::Postgres).await
}

#[tokio::test]
async fn any_day_can_be_the_present() -> Result<(), Failure> {
    for now in OTHER_DAYS {
        let played = played(Engine::Sqlite, now).await?;
        every_stop(&played, app::ctx::legal_day(now.parse()?));
    }
    Ok(())
}

/// The log of the year is the same whether a present day follows or not.
#[tokio::test]
async fn the_year_is_the_same_with_and_without_a_present() -> Result<(), Failure> {
    let alone = TestApp::new(Engine::Sqlite).await?;
    let summary = demo::build(&alone.app, &alone.clock, DemoSize::Small, &mut |_, _| ()).await?;
    let played = played(Engine::Sqlite, NOW).await?;
    let assessed = |s: &demo::Summary| (s.matters, s.assessed, s.by_city.len());
    assert_eq!(assessed(&summary), assessed(&demo::count(&played.test.app, 2016).await?));
    let size = alone.app.store().head().await?.tree.size();
    let mut last = Vec::new();
    for test in [&alone, &played.test] {
        let mut reader = test.app.store().read().await?;
        last.push(format!("{:?}", reader.events_from(size - 1, 1).await?));
    }
    assert_eq!(last.first(), last.last(), "the last entry of 2016, with its chain of identifiers");
    Ok(())
}

#[tokio::test]
async fn a_day_without_calendars_is_refused() -> Result<(), Failure> {
    let test = TestApp::new(Engine::Sqlite).await?;
    for now in ["2023-12-31T00:00:00Z", "2027-08-01T00:00:00Z"] {
        let now = now.parse()?;
        let built =
            demo::build_to(&test.app, &test.clock, DemoSize::Small, now, &mut |_, _| ()).await;
        assert!(matches!(built, Err(AppError::Invalid(_))), "{now}");
    }
    assert_eq!(test.app.store().head().await?.tree.size(), 0, "nothing was written");
    Ok(())
}
