//! Exports are safe to open, keep to the scope, and come back in.

use std::collections::BTreeSet;

use locale::{L10n, Lang};
use store::{MatterFilter, Scope};

use super::{matters_csv, matters_xlsx, safe};
use crate::import::{Limits, RowOutcome, dry_run, import_file, read_table, tests::world::World};

const LIST: &str = "事项名称,决策类别,所属领域,行政区划,承办单位\n\
    基准地价更新,重大决策,价格收费,四平市,市自然资源局\n\
    林木采伐保证金办法,重大政策,林草矿产,绥滨县,县林草局\n\
    一次性补助,重大政策,社会保障,绥滨县,县卫健局\n";

fn all() -> MatterFilter {
    MatterFilter::within(Scope::All)
}

#[test]
fn cells_that_would_be_computed_are_made_text() {
    for risky in ["=1+1", "+1", "-1", "@a", "\t=1", "＝1"] {
        assert_eq!(safe(risky), format!("'{risky}"));
    }
    assert_eq!(safe("道路=工程"), "道路=工程");
}

#[tokio::test]
async fn an_export_can_be_imported_elsewhere() {
    let here = World::elsewhere().await;
    let report = import_file(&here.app, &here.ctx, LIST.as_bytes(), "l.csv", false).await.unwrap();
    assert_eq!(report.counts["TAKEN"], 3, "{report:?}");
    let there = World::elsewhere().await;
    for lang in Lang::ALL {
        let l10n = L10n::new(lang);
        let (mut csv, mut xlsx) = (Vec::new(), Vec::new());
        assert_eq!(matters_csv(&here.app, &here.ctx, &all(), l10n, &mut csv).await.unwrap(), 3);
        assert_eq!(matters_xlsx(&here.app, &here.ctx, &all(), l10n, &mut xlsx).await.unwrap(), 3);
        assert!(csv.starts_with(b"\xEF\xBB\xBF"));
        let limits = Limits::for_upload(1 << 20);
        let (csv, xlsx) = (
            read_table(&csv, "a.csv", &limits).unwrap(),
            read_table(&xlsx, "a.xlsx", &limits).unwrap(),
        );
        assert_eq!(csv.columns, xlsx.columns);
        let cells =
            |t: &crate::import::Table| t.rows.iter().map(|r| r.cells.clone()).collect::<Vec<_>>();
        assert_eq!(cells(&csv), cells(&xlsx));
        assert!(!format!("{csv:?}").contains('⟦'));
        let plan = dry_run(&there.app, &there.ctx, &xlsx).await.unwrap();
        assert!(plan.rows.iter().all(|r| r.outcome == RowOutcome::Ready), "{plan:?}");
        let got: BTreeSet<_> = plan
            .rows
            .iter()
            .map(|r| (r.title.as_str(), r.category.code.as_str(), r.sector.code.as_str()))
            .collect();
        let want = BTreeSet::from([
            ("基准地价更新", "DECISION", "PRICE"),
            ("林木采伐保证金办法", "POLICY", "FOREST_MINING"),
            ("一次性补助", "POLICY", "SOCIAL_SECURITY"),
        ]);
        assert_eq!(got, want);
    }
}

#[tokio::test]
async fn an_export_keeps_to_the_scope_and_the_role() {
    let world = World::elsewhere().await;
    import_file(&world.app, &world.ctx, LIST.as_bytes(), "l.csv", false).await.unwrap();
    let units = world.app.store().read().await.unwrap().units(&Scope::All).await.unwrap();
    let mut ctx = world.ctx.clone();
    ctx.actor.role = domain::codes::Role::Supervisor;
    ctx.actor.path = units.iter().find(|u| u.code == "SB-LC").unwrap().path.clone();
    let mut out = Vec::new();
    assert_eq!(matters_csv(&world.app, &ctx, &all(), L10n::default(), &mut out).await.unwrap(), 1);
    ctx.actor.role = domain::codes::Role::Expert;
    assert!(matters_csv(&world.app, &ctx, &all(), L10n::default(), &mut out).await.is_err());
}

/// Handlers of the web server hold these futures across threads.
#[test]
fn the_futures_can_move_between_threads() {
    fn is_send<T: Send>(_: &T) {}
    fn check(world: &World) {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        is_send(&matters_csv(&world.app, &world.ctx, &all(), L10n::default(), &mut a));
        is_send(&matters_xlsx(&world.app, &world.ctx, &all(), L10n::default(), &mut b));
        is_send(&import_file(&world.app, &world.ctx, b"", "", true));
    }
    let _ = check;
}
