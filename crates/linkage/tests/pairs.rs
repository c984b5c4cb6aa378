//! What one plan and one entry come to, and what no order of rows may change.

use linkage::{Decision, Entry, Lexicon, Link, LinkError, Plan, link};
use proptest::prelude::*;

fn plan(name: &str) -> Plan {
    Plan {
        id: "P1".into(),
        name: name.into(),
        city: "松原市".into(),
        district: "平川区".into(),
        year: Some(2024),
        paper: String::new(),
    }
}

fn entry(name: &str) -> Entry {
    Entry { id: "R1".into(), name: name.into(), region: "平川区".into(), ..Entry::default() }
}

fn judge(plan_name: &str, entry_name: &str) -> Result<Link, Box<dyn std::error::Error>> {
    let lexicon = Lexicon::embedded()?;
    let links = link(&[plan(plan_name)], &[entry(entry_name)], &lexicon, |_| true)?;
    Ok(links.into_iter().next().ok_or("no line")?)
}

fn codes(link: &Link) -> Vec<&str> {
    link.findings.iter().filter(|f| f.cost > 0.0).map(|f| f.code).collect()
}

#[test]
fn the_same_decision_written_otherwise() {
    let cases = [
        ("松原市平川区望江路改扩建工程", "关于平川区望江路拓宽改造项目的社会稳定风险评估报告"),
        ("松原市平川区望江路改扩建工程", "望江路（平川区）改扩建工程"),
        ("松原市平川区望江路（东湖路至北山街段）大修工程", "平川望江路(东湖路-北山街)大修"),
        ("松原市平川区青石水库移民安置工程二期", "平川区青石水库移民安置工程（Ⅱ期）稳评报告"),
        ("松原市平川区青石水库移民安置工程二期", "平川区青石水库移民安置第2期工程"),
        ("松原市平川区柳河镇大房村12号地块集体土地征收项目", "柳河镇大房村十二#地块征地项目"),
        (
            "松原市平川区2024年公共汽车票价调整方案",
            "平川区24年公交票价调价方案（平发改〔2024〕17号）",
        ),
        ("松原市平川区220千伏柳林输变电工程", "２２０ｋＶ柳林变电站及线路工程"),
        ("松原市平川区柳林生活垃圾填埋场扩建工程", "平川区柳林生活垃圾慎埋场扩建工程"),
        ("松原市平川区柳林生活垃圾填埋场扩建工程", "平川区柳林生活垃垃圾填埋场扩建工程"),
        ("松原市平川区明德小学与育才小学合并办学方案", "明德小学与育才小学撤并"),
    ];
    for (plan, entry) in cases {
        let link = judge(plan, entry).expect("a line");
        assert_eq!(link.decision, Decision::Link, "{plan} / {entry}: {:?}", codes(&link));
    }
}

#[test]
fn a_neighbour_is_told_apart_and_the_reason_is_named() {
    let cases = [
        ("松原市平川区青石水库移民安置工程二期", "平川区青石水库移民安置工程三期", "phase_other"),
        ("松原市平川区青石水库移民安置工程", "平川区青石水库移民安置工程二期", "phase_unsaid"),
        (
            "松原市平川区柳河镇大房村12号地块集体土地征收项目",
            "柳河镇大房村11号地块征地项目",
            "number_other",
        ),
        (
            "松原市平川区望江路（东湖路至北山街段）大修工程",
            "望江路（东湖路至西河街段）大修工程",
            "section_other",
        ),
        (
            "松原市平川区2024年公共汽车票价调整方案",
            "平川区2023年公共汽车票价调整方案",
            "year_other",
        ),
        ("松原市平川区柳林农贸市场搬迁项目", "平川区柳林农贸市场改造项目", "concept_other"),
        ("松原市平川区柳林农贸市场搬迁项目", "平川区杨林农贸市场搬迁项目", "name_other"),
        ("松原市平川区望江路改扩建工程", "平川区新望江路改扩建工程", "name_other"),
    ];
    for (plan, entry, code) in cases {
        let link = judge(plan, entry).expect("a line");
        assert_ne!(link.decision, Decision::Link, "{plan} / {entry}");
        assert!(codes(&link).contains(&code), "{plan} / {entry}: {:?}", codes(&link));
    }
}

#[test]
fn another_district_is_another_decision() {
    let lexicon = Lexicon::embedded().expect("the lexicon that ships");
    let mut other = plan("松原市临江县望江路改扩建工程");
    other.id = "P2".into();
    other.district = "临江县".into();
    let mut row = entry("临江县望江路改扩建工程");
    row.region = "临江县".into();
    let plans = [plan("松原市平川区望江路改扩建工程"), other];
    let links = link(&plans, std::slice::from_ref(&row), &lexicon, |_| true).expect("links");
    assert_eq!(links[0].plan.as_deref(), Some("P2"));
    let links = link(&plans[..1], &[row], &lexicon, |_| true).expect("links");
    assert_ne!(links[0].decision, Decision::Link);
}

#[test]
fn one_entry_may_cover_two_plans() {
    let lexicon = Lexicon::embedded().expect("the lexicon that ships");
    let mut second = plan("松原市平川区柳林农贸市场搬迁项目");
    second.id = "P2".into();
    let plans = [plan("松原市平川区望江路大修工程"), second];
    let row = entry("平川区望江路大修工程及柳林农贸市场搬迁项目");
    let links = link(&plans, &[row], &lexicon, |_| true).expect("links");
    let found: Vec<_> = links.iter().map(|l| (l.decision, l.plan.as_deref())).collect();
    assert_eq!(found, [(Decision::Link, Some("P1")), (Decision::Link, Some("P2"))]);
}

#[test]
fn what_cannot_be_linked_is_refused() {
    let lexicon = Lexicon::embedded().expect("the lexicon that ships");
    let twice = [plan("甲"), plan("乙")];
    let error = link(&twice, &[], &lexicon, |_| true).expect_err("the same identifier twice");
    assert_eq!(error, LinkError::Twice { of: "plans", id: "P1".into() });
    let error = link(&[], &[entry(" 　")], &lexicon, |_| true).expect_err("no title");
    assert_eq!(error, LinkError::Untitled { of: "register", id: "R1".into() });
    let error = link(&[], &[entry("甲")], &lexicon, |_| false).expect_err("stopped");
    assert_eq!(error, LinkError::Stopped);
}

#[test]
fn a_wording_that_the_set_uses_again_and_again_is_learned() {
    let lexicon = Lexicon::embedded().expect("the lexicon that ships");
    let names = ["柳林", "青石", "东山", "南坪", "北河", "西塘"];
    let plans: Vec<Plan> = names
        .iter()
        .enumerate()
        .map(|(n, name)| Plan {
            id: format!("P{n}"),
            ..plan(&format!("松原市平川区{name}农贸市场搬迁项目"))
        })
        .collect();
    let register: Vec<Entry> = names
        .iter()
        .enumerate()
        .map(|(n, name)| Entry {
            id: format!("R{n}"),
            ..entry(&format!("平川区{name}便民大厅搬迁项目"))
        })
        .collect();
    let links = link(&plans, &register, &lexicon, |_| true).expect("links");
    for l in &links {
        assert_eq!(l.decision, Decision::Link, "{:?}", codes(l));
        assert!(codes(l).contains(&"wording_learned"));
    }
    // One such entry alone is left to a person.
    let links = link(&plans[..1], &register[..1], &lexicon, |_| true).expect("links");
    assert_ne!(links[0].decision, Decision::Link);
}

const PARTS: [&str; 14] = [
    "平川区",
    "望江路",
    "柳林",
    "改扩建",
    "大修",
    "工程",
    "二期",
    "12号地块",
    "（东湖路至北山街段）",
    "2024年",
    "移民安置",
    "稳评报告",
    "（",
    "〔2024〕3号",
];

fn title() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PARTS[..]), 1..7).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_order_of_rows_changes_the_answer(
        names in prop::collection::vec(title(), 2..8),
        rows in prop::collection::vec(title(), 1..8),
    ) {
        let lexicon = Lexicon::embedded().expect("the lexicon that ships");
        let mut plans: Vec<Plan> = names.iter().enumerate()
            .map(|(n, name)| Plan { id: format!("P{n}"), ..plan(name) }).collect();
        let mut register: Vec<Entry> = rows.iter().enumerate()
            .map(|(n, name)| Entry { id: format!("R{n}"), ..entry(name) }).collect();
        let sorted = |mut links: Vec<Link>| {
            links.sort_by(|a, b| (&a.entry, &a.plan).cmp(&(&b.entry, &b.plan)));
            links
        };
        let one = sorted(link(&plans, &register, &lexicon, |_| true).expect("links"));
        plans.reverse();
        register.reverse();
        let two = sorted(link(&plans, &register, &lexicon, |_| true).expect("links"));
        prop_assert_eq!(&one, &two);
        for l in &one {
            prop_assert!((0.0..=1.0).contains(&l.score));
            prop_assert!(!l.findings.is_empty());
        }
    }

    #[test]
    fn any_text_is_taken(name in "\\PC{1,60}", row in "\\PC{1,60}") {
        let lexicon = Lexicon::embedded().expect("the lexicon that ships");
        let answer = link(&[plan(&name)], &[entry(&row)], &lexicon, |_| true);
        let taken = matches!(answer, Ok(_) | Err(LinkError::Untitled { .. }));
        prop_assert!(taken);
    }

    #[test]
    fn a_title_meets_itself(name in title()) {
        let found = judge(&name, &name).expect("a line");
        prop_assert!(codes(&found).is_empty(), "{:?}", codes(&found));
    }
}
