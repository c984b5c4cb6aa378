//! The published lists, whole.

use std::collections::BTreeMap;

use domain::{
    codes::{DivisionCode, Role},
    rulebook::numbers::Ratio,
};

use super::world::World;
use crate::import::{
    Action, CellState, Choice, Field, Limits, Plan, RowOutcome, Table, Words, check_indicators,
    confirm, dry_run, import_file, read_table, stage, staged_rows,
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

#[tokio::test]
async fn the_report_says_what_was_understood_and_why() {
    let world = World::liaoning().await;
    let text = "事项名称,决策类别,承办单位,计划时间,投资,涉及户数,备注\n\
        营口市滨河道路改造工程,重大工程项目,市林草局,2026年第二季度,5000,-5,\n\
        =cmd|calc,,市林草局,,,三十,说明\n";
    let plan = plan_of(&world, text.as_bytes(), "t.csv").await;
    let cells = &plan.rows[0].cells;
    assert_eq!(cells[3].printed, "2026年第二季度");
    assert_eq!(cells[3].value.as_deref(), Some("2026-04-01..2026-06-30"));
    assert_eq!(plan.rows[0].scale, [None, None, Some(5000)]);
    let units = {
        let mut reader = world.app.store().read().await.unwrap();
        world.app.units(&mut reader).await.unwrap()
    };
    let words = Words { l10n: locale::L10n::default(), units: &units };
    assert_eq!(words.cell(&cells[2]), "营口市林业和草原局");
    assert_eq!(words.cell(&cells[1]), "重大项目");
    let code =
        |row: usize, cell: usize| plan.rows[row].cells[cell].note.as_ref().unwrap().code.clone();
    assert_eq!((code(0, 5).as_str(), code(1, 5).as_str()), ("count_negative", "count_unknown"));
    assert_eq!(plan.rows[1].cells[6].printed, "说明");

    let report = import_file(&world.app, &world.ctx, text.as_bytes(), "t.csv", true).await.unwrap();
    let row = serde_json::to_value(&report.rows[0]).unwrap();
    assert_eq!(row["unit"], "营口市林业和草原局");
    assert_eq!(row["division"]["code"], "210800");
    assert_eq!(row["period"]["to"], "2026-06-30");
    assert_eq!(row["category"], "PROJECT");
    assert_eq!(row["screening"], plan.rows[0].screening.result.code());
    assert!(row["procedure"].is_string());
    assert_eq!(row["reason"]["code"], "Q_PROJECT");
    // A refused title is shown, and its reason is given once, with the column.
    let refused = &report.rows[1];
    assert_eq!((refused.outcome, refused.title.as_str()), (RowOutcome::Refused, "=cmd|calc"));
    let lines: Vec<String> = refused.notes.iter().map(|n| n.line(words.l10n)).collect();
    assert_eq!(lines.iter().filter(|l| l.starts_with("事项名称：内容以")).count(), 1, "{lines:?}");
    assert!(lines.iter().any(|l| l == "涉及户数：不是数字，留空。"), "{lines:?}");
}

#[test]
fn investment_is_read_in_the_unit_of_its_column() {
    let field = |header: &str| {
        let text = format!("事项名称,{header}\n道路工程,3\n");
        table(text.as_bytes(), "i.csv").columns[1].field
    };
    for header in ["投资", "投资（万元）", "总投资(万元)", "投资额"] {
        assert_eq!(field(header), Some(Field::Investment), "{header}");
    }
    assert_eq!(field("总投资（亿元）"), None, "kept as printed");
}

/// Two examples in one table, with titles beside the indicators.
const EXAMPLES: &str = "example_id,title,method,stage,group,item_no,factor_or_indicator,weight_or_max,score_or_value,stated_total\n\
    A,甲县供水管网改造,扣分,措施前,合法性,1,手续是否办齐,5,2,\n\
    A,甲县供水管网改造,扣分,措施前,可控性,2,是否有敌对势力参与,3,1,\n\
    A,甲县供水管网改造,扣分,措施前,合计,,合计,8,3,3\n\
    A,甲县供水管网改造,扣分,措施后,合法性,1,手续是否办齐,5,1,\n\
    A,甲县供水管网改造,扣分,措施后,合计,,合计,8,1,4\n\
    B,乙县客运站搬迁,得分,措施前,合理性,1,补偿标准是否公开,10,7,\n\
    B,乙县客运站搬迁,得分,措施前,合计,,措施前综合得分,10,7,7\n\
    B,乙县客运站搬迁,得分,措施后,合计,,措施后综合得分,10,9,9\n";

#[test]
fn a_scoring_table_with_titles_is_added_up_example_by_example() {
    let table = table(EXAMPLES.as_bytes(), "examples.csv");
    assert!(table.is_scoring());
    let plan = check_indicators(&table, &rules_of_liaoning());
    let refused: Vec<&str> =
        plan.indicators.iter().filter(|i| !i.reasons.is_empty()).map(|i| i.text.as_str()).collect();
    assert_eq!(refused, ["是否有敌对势力参与"]);
    let sums: Vec<_> = plan
        .stages
        .iter()
        .map(|s| (s.place(), s.taken, s.total.clone(), s.summed.clone()))
        .collect();
    let points = Ratio::from_integer;
    let want = [
        ("A · 措施前".to_owned(), 1, points(2), points(3)),
        ("A · 措施后".to_owned(), 1, points(1), points(1)),
        ("B · 措施前".to_owned(), 1, points(7), points(7)),
        ("B · 措施后".to_owned(), 0, points(0), points(0)),
    ];
    assert_eq!(sums, want);
    let faults: Vec<_> = plan.stages.iter().map(|s| (s.contradicts(), s.is_unproven())).collect();
    assert_eq!(faults, [(false, false), (true, false), (false, false), (false, true)]);
    let list = "事项名称,指标,评分\n道路工程,x,3\n";
    assert!(!read_table(list.as_bytes(), "l.csv", &Limits::for_upload(1024)).unwrap().is_scoring());
}

fn rules_of_liaoning() -> std::sync::Arc<domain::rulebook::Package> {
    let book = ::rules::RuleBook::embedded().unwrap();
    let liaoning = DivisionCode::try_from("210000".to_owned()).unwrap();
    std::sync::Arc::clone(&book.resolve(&liaoning, jiff::civil::date(2026, 3, 2)).unwrap().package)
}

#[test]
fn e1_loses_the_three_indicators_that_judge_people() {
    let plan = check_indicators(&table(E1, "e1.csv"), &rules_of_liaoning());
    for (stage, total) in [("before measures", 11), ("after measures", 3)] {
        let refused: Vec<&str> = plan
            .indicators
            .iter()
            .filter(|i| i.stage == stage && !i.reasons.is_empty())
            .map(|i| i.text.as_str())
            .collect();
        assert_eq!(refused, ["恶意炒作", "维权人士插手", "敌对组织、敌对势力插手"]);
        let sums = plan.stages.iter().find(|s| s.stage == stage).unwrap();
        assert_eq!((sums.taken, sums.refused), (18, 3));
        assert_eq!(sums.total, Ratio::from_integer(total));
        assert_eq!(sums.possible, Ratio::from_integer(91));
        // The file states 12 and 4; the second does not add up.
        let (summed, contradicts) = if total == 11 { (12, false) } else { (3, true) };
        assert_eq!(sums.summed, Ratio::from_integer(summed));
        assert_eq!(sums.contradicts(), contradicts, "{sums:?}");
    }
}
