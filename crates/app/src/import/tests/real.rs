//! The published lists, whole.

use std::collections::BTreeMap;

use domain::{
    codes::{DivisionCode, Role},
    rulebook::numbers::Ratio,
};

use super::world::World;
use crate::import::{
    Action, CellState, Choice, Field, Limits, Plan, RowOutcome, Table, check_indicators, confirm,
    dry_run, import_file, read_table, stage, staged_rows,
};

const CATALOGUE: &[u8] = include_bytes!("../../../../../data/real_catalogue.csv");
const APPROVALS: &[u8] = include_bytes!("../../../../../data/real_approvals.csv");
const NOTICES: &[u8] = include_bytes!("../../../../../data/real_notices.csv");
const E1: &[u8] = include_bytes!("../../../../risk/tests/e1.csv");

fn table(bytes: &[u8], name: &str) -> Table {
    read_table(bytes, name, &Limits::for_upload(1024 * 1024)).unwrap()
}

/// READY, OPEN, OUTSIDE, REFUSED.
fn counts(plan: &Plan) -> [usize; 4] {
    let counts = plan.counts();
    assert_eq!(counts.values().sum::<usize>(), plan.rows.len());
    ["READY", "OPEN", "OUTSIDE", "REFUSED"].map(|code| counts[code])
}

/// Cells of a column that are filled in, and how many of them were understood.
fn understood(plan: &Plan, field: Field) -> (usize, usize) {
    let cells = plan.rows.iter().flat_map(|r| &r.cells).filter(|c| c.field == Some(field));
    let filled: Vec<_> =
        cells.filter(|c| c.note.as_ref().is_none_or(|n| n.code != "empty")).collect();
    let known = filled.iter().filter(|c| c.state == CellState::Understood).count();
    (filled.len(), known)
}

async fn plan_of(world: &World, bytes: &[u8], name: &str) -> Plan {
    dry_run(&world.app, &world.ctx, &table(bytes, name)).await.unwrap()
}

#[tokio::test]
async fn in_liaoning_every_row_has_one_outcome() {
    let world = World::liaoning().await;
    let catalogue = plan_of(&world, CATALOGUE, "real_catalogue.csv").await;
    let approvals = plan_of(&world, APPROVALS, "real_approvals.csv").await;
    let notices = plan_of(&world, NOTICES, "real_notices.csv").await;
    assert_eq!(counts(&catalogue), [0, 1, 108, 0]);
    assert_eq!(counts(&approvals), [0, 51, 138, 0]);
    assert_eq!(counts(&notices), [1, 12, 33, 0]);
    for row in [&catalogue, &approvals, &notices].iter().flat_map(|p| &p.rows) {
        let fits = match row.outcome {
            RowOutcome::Ready => row.questions.is_empty() && row.reasons.is_empty(),
            RowOutcome::Open => !row.questions.is_empty() && row.reasons.is_empty(),
            _ => !row.reasons.is_empty(),
        };
        assert!(fits, "{row:?}");
        // Every cell that was not understood says why.
        let silent =
            |c: &&crate::import::CellPlan| c.state != CellState::Understood && c.note.is_none();
        assert_eq!(row.cells.iter().find(silent), None, "{row:?}");
    }
}

#[tokio::test]
async fn dates_are_understood_and_titles_kept_as_printed() {
    let world = World::liaoning().await;
    let catalogue = plan_of(&world, CATALOGUE, "real_catalogue.csv").await;
    let approvals = plan_of(&world, APPROVALS, "real_approvals.csv").await;
    let notices = plan_of(&world, NOTICES, "real_notices.csv").await;
    // Only "2026年区“两会”后" says no date.
    assert_eq!(understood(&catalogue, Field::Planned), (40, 39));
    assert_eq!(understood(&approvals, Field::Issued), (177, 177));
    assert_eq!(understood(&notices, Field::NoticeFrom), (13, 13));
    assert_eq!(understood(&notices, Field::NoticeTo), (3, 3));
    let planned: BTreeMap<&str, String> = catalogue
        .rows
        .iter()
        .filter_map(|r| {
            Some((r.title.as_str(), r.planned.map(|p| format!("{}..{}", p.from, p.to))?))
        })
        .collect();
    assert_eq!(planned["四平市城镇基准地价更新"], "2024-04-01..2024-06-30");
    assert_eq!(planned["营口市公益林优化调整实施方案"], "2025-10-30..2025-10-30");
    assert_eq!(planned["槐荫区卫生健康事业“十四五”发展规划"], "2021-01-01..2025-12-31");
    assert_eq!(notices.rows[40].title, "**110千伏白沙输变电工程社会稳定风险评估公众参与公告");
    let yingkou = catalogue.rows.iter().find(|r| r.outcome == RowOutcome::Open).unwrap();
    assert_eq!(yingkou.unit.printed, "营口市林业和草原发展服务中心");
    assert_eq!(yingkou.unit.candidates[0].name, "营口市林业和草原局");
    assert_eq!(yingkou.questions[0].code, "unit_unknown");
}

#[tokio::test]
async fn every_row_is_screened_with_a_reason() {
    let world = World::liaoning().await;
    for (bytes, name) in [(CATALOGUE, "c.csv"), (APPROVALS, "a.csv"), (NOTICES, "n.csv")] {
        for row in plan_of(&world, bytes, name).await.rows {
            let hits = row.screening.questions.iter().chain(&row.screening.scope);
            let words: Vec<&str> = hits.map(|h| h.word.as_str()).collect();
            let nothing = row.screening.reason() == "nothing";
            assert_eq!(nothing, words.is_empty(), "{row:?}");
            assert!(words.iter().all(|w| !w.is_empty()));
            assert!(row.screening.procedure.is_some() || nothing, "{row:?}");
        }
    }
}

#[tokio::test]
async fn a_second_territory_understands_its_own_rows() {
    let world = World::elsewhere().await;
    let (app, ctx) = (&world.app, &world.ctx);
    let staged = stage(app, ctx, &table(CATALOGUE, "real_catalogue.csv")).await.unwrap();
    assert_eq!(counts(&staged.plan), [4, 4, 101, 0]);
    let by_title = |part: &str| staged.plan.rows.iter().find(|r| r.title.contains(part)).unwrap();
    let how = |part: &str| by_title(part).unit.how.as_str();
    assert_eq!(how("基准地价"), "normalised");
    assert_eq!(how("采伐"), "normalised");
    assert_eq!(how("绿色家居"), "normalised");
    assert_eq!(by_title("大数据").questions[0].code, "unit_unknown");
    let double = by_title("妇女发展纲要");
    assert_eq!(
        double.split,
        ["《广元市昭化区妇女发展纲要(2021-2030)》", "《广元市昭化区儿童发展纲要(2021-2030)》"]
    );
    assert_eq!(double.outcome, RowOutcome::Open);
}

#[tokio::test]
async fn confirmed_rows_are_listed_once() {
    let world = World::elsewhere().await;
    let (app, ctx) = (&world.app, &world.ctx);
    let staged = stage(app, ctx, &table(CATALOGUE, "real_catalogue.csv")).await.unwrap();
    let by_title = |part: &str| staged.plan.rows.iter().find(|r| r.title.contains(part)).unwrap();
    let double = by_title("妇女发展纲要");
    let mut choices: BTreeMap<u32, Choice> = staged
        .plan
        .rows
        .iter()
        .filter(|r| r.outcome == RowOutcome::Ready)
        .map(|r| (r.row, Choice::new(Action::Accept)))
        .collect();
    choices.insert(double.row, Choice::new(Action::Split));
    let skipped = by_title("昭化区法治建设").row;
    choices.insert(skipped, Choice::new(Action::Skip));
    let open = by_title("大数据").row;
    choices.insert(open, Choice::new(Action::Accept));
    let outside = by_title("海门区").row;
    choices.insert(outside, Choice::new(Action::Accept));
    let done = confirm(app, ctx, staged.batch, &choices).await.unwrap();
    let outcome = |row: u32| done.iter().find(|d| d.row == row).unwrap();
    assert_eq!(outcome(double.row).numbers.len(), 2);
    assert_eq!(outcome(skipped).outcome, RowOutcome::Skipped);
    assert_eq!(
        (outcome(open).outcome, outcome(open).notes[0].code.as_str()),
        (RowOutcome::Open, "unit_missing")
    );
    assert_eq!(outcome(outside).outcome, RowOutcome::Outside);
    let listed: usize = done.iter().map(|d| d.numbers.len()).sum();
    assert_eq!(listed, 6);
    assert_eq!(matters(&world).await, 6);

    // Again: the same answer, and nothing is listed twice.
    let again = confirm(app, ctx, staged.batch, &choices).await.unwrap();
    assert_eq!(again.iter().map(|d| d.numbers.len()).sum::<usize>(), 6);
    assert_eq!(matters(&world).await, 6);
}

#[tokio::test]
async fn an_answer_settles_an_open_row() {
    let world = World::elsewhere().await;
    let (app, ctx) = (&world.app, &world.ctx);
    let staged = stage(app, ctx, &table(CATALOGUE, "real_catalogue.csv")).await.unwrap();
    let by_title = |part: &str| staged.plan.rows.iter().find(|r| r.title.contains(part)).unwrap();
    let open = by_title("大数据").row;
    // The answer to the open question is taken, and the title is as printed.
    let mut answer = Choice::new(Action::Accept);
    answer.unit = by_title("基准地价").unit.unit;
    let done = confirm(app, ctx, staged.batch, &BTreeMap::from([(open, answer)])).await.unwrap();
    assert_eq!(done[0].outcome, RowOutcome::Taken);
    let row = app
        .store()
        .read()
        .await
        .unwrap()
        .matter_by_number(&done[0].numbers[0])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.title.as_deref(), Some("四平市大数据产业集群规划(2024-2026年)"));
    assert_eq!(row.division, "220300");
    let (_, rows) = staged_rows(app, ctx, staged.batch, 0, 200).await.unwrap();
    let taken = rows.iter().filter(|r| r.outcome == RowOutcome::Taken).count();
    assert_eq!((rows.len(), taken), (109, 1));
}

async fn matters(world: &World) -> u64 {
    let filter = store::MatterFilter::within(store::Scope::All);
    world.app.store().read().await.unwrap().count_matters(&filter, 1000).await.unwrap()
}

#[tokio::test]
async fn the_command_line_lists_what_needs_no_question() {
    let world = World::elsewhere().await;
    let import =
        |dry: bool| import_file(&world.app, &world.ctx, CATALOGUE, "real_catalogue.csv", dry);
    let dry = import(true).await.unwrap();
    assert_eq!((dry.counts["READY"], dry.batch, matters(&world).await), (4, None, 0));
    let first = import(false).await.unwrap();
    assert_eq!((first.counts["TAKEN"], first.counts["READY"], matters(&world).await), (4, 0, 4));
    assert_eq!(first.counts.values().sum::<usize>(), 109);
    let second = import(false).await.unwrap();
    assert_eq!((second.counts["TAKEN"], matters(&world).await), (0, 4));
    let found = second.rows.iter().flat_map(|r| &r.notes).filter(|n| n.code == "duplicate_matter");
    assert_eq!(found.count(), 4);
    let faults = String::from_utf8(second.faults_csv(locale::L10n::default()).unwrap()).unwrap();
    assert!(faults.contains("不在本系统的地域范围内") && !faults.contains('⟦'), "{faults}");
    assert!(serde_json::to_value(&second).unwrap()["counts"]["OUTSIDE"].is_number());
}

#[tokio::test]
async fn only_ones_own_unit_and_ones_own_import() {
    let world = World::elsewhere().await;
    let staged = stage(&world.app, &world.ctx, &table(CATALOGUE, "c.csv")).await.unwrap();
    let mut other = world.ctx.clone();
    other.actor.role = Role::LeadUnit;
    other.actor.unit = staged.plan.rows.iter().find_map(|r| r.unit.unit).unwrap();
    let rows = dry_run(&world.app, &other, &table(CATALOGUE, "c.csv")).await.unwrap().rows;
    let foreign =
        rows.iter().flat_map(|r| &r.questions).filter(|q| q.code == "not_your_unit").count();
    assert!(foreign > 0);
    let choices = BTreeMap::from([(2, Choice::new(Action::Accept))]);
    assert!(confirm(&world.app, &other, staged.batch, &choices).await.is_err());
    other.actor.role = Role::Expert;
    assert!(dry_run(&world.app, &other, &table(CATALOGUE, "c.csv")).await.is_err());
}

#[tokio::test]
async fn a_registration_template_and_wordings_about_people() {
    let world = World::liaoning().await;
    let text = "事项名称(必填),决策类别,所属领域,行政区划,承办单位,计划时间,涉及户数,联系人\n\
        营口市供热价格调整方案,重大政策,价格收费,营口市,市林草局,上半年,\"1,200户\",张三\n\
        营口市防范维权人士插手工作方案,,,营口市,市林草局,,,李四\n\
        营口市供热价格调整方案。,,,营口市,营口市林业和草原局,,,王五\n";
    let plan = plan_of(&world, text.as_bytes(), "t.csv").await;
    let first = &plan.rows[0];
    assert_eq!(first.outcome, RowOutcome::Ready, "{first:?}");
    assert_eq!((first.category.code.as_str(), first.sector.code.as_str()), ("POLICY", "PRICE"));
    assert_eq!(first.scale[0], Some(1200));
    assert_eq!(first.cells[7].note.as_ref().unwrap().code, "personal_column");
    assert_eq!(plan.rows[1].outcome, RowOutcome::Refused);
    assert_eq!(plan.rows[1].reasons[0].code, "judges_people");
    assert_eq!(plan.rows[2].questions[0].code, "duplicate_row");
    let kept = serde_json::to_string(&plan).unwrap();
    assert!(!kept.contains("张三") && !kept.contains("王五"));
}

#[test]
fn e1_loses_the_three_indicators_that_judge_people() {
    let book = ::rules::RuleBook::embedded().unwrap();
    let liaoning = DivisionCode::try_from("210000".to_owned()).unwrap();
    let rules = book.resolve(&liaoning, jiff::civil::date(2026, 3, 2)).unwrap().package;
    let plan = check_indicators(&table(E1, "e1.csv"), &rules);
    for (stage, total) in [("before measures", 11), ("after measures", 3)] {
        let refused: Vec<&str> = plan
            .indicators
            .iter()
            .filter(|i| i.stage == stage && !i.reasons.is_empty())
            .map(|i| i.text.as_str())
            .collect();
        assert_eq!(refused, ["恶意炒作", "维权人士插手", "敌对组织、敌对势力插手"]);
        let sums = &plan.stages[stage];
        assert_eq!((sums.taken, sums.refused), (18, 3));
        assert_eq!(sums.total, Ratio::from_integer(total));
        assert_eq!(sums.possible, Ratio::from_integer(91));
        // The file states 12 and 4; the second does not add up.
        let (summed, contradicts) = if total == 11 { (12, false) } else { (3, true) };
        assert_eq!(sums.summed, Ratio::from_integer(summed));
        assert_eq!(sums.contradicts(), contradicts, "{sums:?}");
    }
}
