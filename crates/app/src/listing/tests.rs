use std::future::Future;

use super::*;
use domain::codes::DivisionCode;

use crate::import::{import_file, tests::world::World};

const YEAR: Period = Period { year: 2026, quarter: None };

type Ids = BTreeSet<MatterId>;

/// Two matters of one unit, listed by an import.
async fn listed(world: &World) -> (UnitId, Ids, Ids) {
    let text = "title,unit,division\n甲方案,市自然资源局,四平市\n乙方案,市自然资源局,四平市\n";
    let done = import_file(&world.app, &world.ctx, text.as_bytes(), "l.csv", false).await;
    let mut reader = world.app.store().read().await.unwrap();
    let mut rows = Vec::new();
    for row in done.unwrap().rows {
        let found = reader.matter_by_number(&row.numbers[0]).await.unwrap();
        rows.push(found.unwrap());
    }
    let one = |n: usize| Ids::from([MatterId::new(rows[n].id)]);
    (UnitId::new(rows[0].unit_id), one(0), one(1))
}

async fn refused<T>(act: impl Future<Output = Outcome<T>>, why: &str) {
    assert!(act.await.is_err(), "{why}");
}

#[tokio::test]
async fn a_list_is_handed_in_once_and_completed() {
    let world = World::elsewhere().await;
    let (app, ctx, root) = (&world.app, &world.ctx, world.root);
    let (unit, first, second) = listed(&world).await;
    let hand_in = |unit: UnitId, ids: &Ids| report(app, ctx, unit, YEAR, ids.clone(), None);
    let add = |ids: &Ids| complete(app, ctx, unit, YEAR, ids.clone(), "漏报");
    let mut reader = app.store().read().await.unwrap();
    let units = app.units(&mut reader).await.unwrap();
    drop(reader);
    let other = units.values().find(|u| u.code == "SB-LC").unwrap();
    refused(hand_in(UnitId::new(other.id), &first), "not its matter").await;
    refused(add(&second), "not handed in").await;
    hand_in(unit, &first).await.unwrap();
    refused(hand_in(unit, &first), "twice").await;
    add(&second).await.unwrap();
    refused(add(&second), "nothing new").await;
    refused(hand_in(root, &Ids::new()), "empty without a statement").await;
    let odd = Period { quarter: Some(5), ..YEAR };
    refused(overview(app, ctx, odd, None), "no fifth quarter").await;
    let mut reader = app.store().read().await.unwrap();
    let entries = reader.list_entries(report_id(unit, YEAR)).await.unwrap();
    assert_eq!(entries.len(), 2);
}

#[tokio::test]
async fn the_overview_shows_who_is_late() {
    let world = World::elsewhere().await;
    let (app, ctx, root) = (&world.app, &world.ctx, world.root);
    let (unit, first, _) = listed(&world).await;
    report(app, ctx, unit, YEAR, first.clone(), None).await.unwrap();
    let seen = overview(app, ctx, YEAR, None).await.unwrap();
    let line = |id: UnitId| seen.lines.iter().find(|l| l.unit == id);
    assert_eq!(seen.reported(), 1, "{seen:?}");
    let done = line(unit).unwrap();
    // 31 January 2026 is a Saturday.
    assert_eq!(done.due_on.to_string(), "2026-02-02");
    assert!(done.late, "{done:?}");
    assert_eq!((done.matters, done.filed, done.tracked), (1, 0, 0));
    assert_eq!(done.to, "四平市维护稳定工作领导小组办公室");
    let open = seen.lines.iter().find(|l| l.name == "四平市政务服务和数字化建设管理局").unwrap();
    assert!(open.reported_on.is_none() && open.late && !open.gathers);
    // The office reports in the name of its government, which nobody is above.
    assert_eq!((seen.own.line.unit, seen.own.line.to.as_str()), (root, ""));
    assert!(seen.own.asked && seen.own.line.gathers);
    assert_eq!(line(root), None);
    assert_eq!(line(ctx.unit()), None, "an office hands in no list of its own");
    let elsewhere = Some(unit);
    refused(overview(app, ctx, YEAR, elsewhere), "nobody hands in to a department").await;
}

#[tokio::test]
async fn a_government_hands_in_what_it_gathered() {
    let world = World::elsewhere().await;
    let (app, ctx, root) = (&world.app, &world.ctx, world.root);
    let (unit, first, second) = listed(&world).await;
    assert_eq!(reporting_unit(app, ctx).await.unwrap(), (root, true));
    assert!(gathered(app, ctx, root, YEAR).await.unwrap().is_empty());
    report(app, ctx, unit, YEAR, first.clone(), None).await.unwrap();
    let all = gathered(app, ctx, root, YEAR).await.unwrap();
    assert_eq!(all, first);
    report(app, ctx, root, YEAR, all, None).await.unwrap();
    complete(app, ctx, unit, YEAR, second.clone(), "漏报").await.unwrap();
    let all = gathered(app, ctx, root, YEAR).await.unwrap();
    complete(app, ctx, root, YEAR, all, "下级补报").await.unwrap();
    let seen = overview(app, ctx, YEAR, None).await.unwrap();
    assert_eq!(seen.own.line.matters, 2);
}

#[tokio::test]
async fn quarters_are_due_after_their_end() {
    let world = World::elsewhere().await;
    let division = DivisionCode::try_from("211302".to_owned()).unwrap();
    let day = Date::new(2016, 12, 1).unwrap();
    let resolved = world.app.book().resolve(&division, day).unwrap();
    let due = |quarter| {
        let period = Period { year: 2016, quarter: Some(quarter) };
        due_on(&world.app, &resolved.package.list_report, period).unwrap().to_string()
    };
    assert_eq!(due(2), "2016-07-08");
    // 8 October 2016 is a Saturday on which people work to make up.
    assert_eq!(due(3), "2016-10-08");
}
