//! Merging order and comparison, with small layers laid upon the real files.

#![cfg(test)]

use std::path::Path;

use domain::{
    codes::{DivisionCode, Gate, ProcedureCode, Step},
    rulebook::{Package, numbers},
};
use jiff::civil::{Date, date};
use rules::{Change, Difference, PackageRef, RuleBook, diff, read_dir};

const DAY: Date = date(2016, 6, 1);

fn with(extra: &[(&str, &str)]) -> RuleBook {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let mut files = read_dir(&root).unwrap();
    files.extend(extra.iter().map(|(path, text)| (path.to_string(), text.to_string())));
    RuleBook::from_files(files).unwrap_or_else(|error| panic!("{error}"))
}

fn package(book: &RuleBook, code: &str, on: Date) -> Package {
    let place = DivisionCode::try_from(code.to_owned()).unwrap();
    book.resolve(&place, on).unwrap().package.as_ref().clone()
}

/// A county of Chaoyang that replaces, extends and removes.
const COUNTY: &str = r#"
division = "211321"
zh = "朝阳县"
en = "Chaoyang County"

[[version]]
id = "1"
title = "试验"
effective_from = 2016-03-01
effective_to = 2016-12-31
source = "测试"
certainty = "P"
return_reasons = [
  { code = "R_FORM", remove = true },
  { code = "R_NEW", zh = "新增", en = "New", source = "测试", certainty = "P" },
]

[version.panel]
source = "测试"
certainty = "P"
min_experts = 5

[[version.procedures]]
code = "SIMPLIFIED"
steps = [
  { code = "PUBLICITY", minimum = { count = 6, unit = "working" }, source = "测试", certainty = "P" },
  { code = "PLAN", zh = "评估方案", en = "Plan", required = true, role = "LEAD_UNIT", source = "测试", certainty = "P" },
]
"#;

#[test]
fn the_later_layer_replaces_extends_and_removes() {
    let book = with(&[("liaoning/chaoyang/chaoyangxian.toml", COUNTY)]);
    let (city, county) = (package(&book, "211300", DAY), package(&book, "211321", DAY));
    // A scalar is replaced, the words stay.
    assert_eq!((city.panel.min_experts, county.panel.min_experts), (3, 5));
    assert_eq!(county.panel.item.zh, city.panel.item.zh);
    assert_eq!(county.panel.item.layer, "liaoning/chaoyang/chaoyangxian");
    // A list is merged by code: one is gone, one is new, the rest stays.
    let reasons = |p: &Package| p.return_reasons.iter().map(|r| r.code.clone()).collect::<Vec<_>>();
    assert!(reasons(&city).contains(&"R_FORM".to_owned()));
    assert!(!reasons(&county).contains(&"R_FORM".to_owned()));
    assert_eq!(reasons(&county).last().unwrap(), "R_NEW");
    assert_eq!(reasons(&county).len(), reasons(&city).len());
    // Nested lists too; a new step finds its place by the order of steps.
    let simplified = county.procedure(ProcedureCode::Simplified).unwrap();
    let steps: Vec<Step> = simplified.steps.iter().map(|s| s.step).collect();
    assert!(steps.is_sorted(), "{steps:?}");
    assert!(steps.contains(&Step::Plan));
    assert_eq!(simplified.step(Step::Publicity).unwrap().minimum.unwrap().count, 6);
    assert_eq!(simplified.step(Step::Filing).unwrap().due.unwrap().count, 3, "the city's");
    // A table that only holds steps leaves the words and source of the procedure alone.
    assert_eq!(simplified.item.layer, "liaoning/chaoyang");
    let publicity = simplified.step(Step::Publicity).unwrap();
    assert_eq!(publicity.item.layer, "liaoning/chaoyang/chaoyangxian");
    // What the county does not touch is the city's.
    assert_eq!(
        simplified.conditions,
        city.procedure(ProcedureCode::Simplified).unwrap().conditions
    );
}

#[test]
fn a_layer_counts_only_on_its_days() {
    let book = with(&[("liaoning/chaoyang/chaoyangxian.toml", COUNTY)]);
    let experts = |on| package(&book, "211321", on).panel.min_experts;
    assert_eq!(experts(date(2016, 2, 29)), 3);
    assert_eq!(experts(date(2016, 3, 1)), 5);
    assert_eq!(experts(date(2016, 12, 31)), 5);
    assert_eq!(experts(date(2017, 1, 1)), 3);
    assert_eq!(package(&book, "211321", date(2017, 6, 1)).on, date(2017, 1, 1), "since its end");
}

fn of<'a>(differences: &'a [Difference], path: &str) -> &'a Difference {
    let paths: Vec<&str> = differences.iter().map(|d| d.path.as_str()).collect();
    let found = differences.iter().find(|d| d.path == path);
    found.unwrap_or_else(|| panic!("{path} is not among {paths:#?}"))
}

#[test]
fn a_comparison_tells_added_removed_and_changed_with_the_source() {
    let book = with(&[("liaoning/chaoyang/chaoyangxian.toml", COUNTY)]);
    let (city, county) = (package(&book, "211300", DAY), package(&book, "211321", DAY));
    let found = diff(&city, &county);
    let experts = of(&found, "panel.min_experts");
    assert_eq!(experts.change, Change::Changed);
    assert_eq!(experts.old, Some(3.into()));
    assert_eq!(experts.new, Some(5.into()));
    assert_eq!(experts.source.as_deref(), Some("测试"));
    assert_eq!(experts.layer.as_deref(), Some("liaoning/chaoyang/chaoyangxian"));
    assert_eq!(of(&found, "return_reasons[R_FORM]").change, Change::Removed);
    assert_eq!(of(&found, "return_reasons[R_NEW]").change, Change::Added);
    assert_eq!(of(&found, "procedures[SIMPLIFIED].steps[PLAN]").change, Change::Added);
    assert!(of(&found, "layers[liaoning/chaoyang/chaoyangxian]").new.is_some());
    assert_eq!(diff(&city, &city), []);
    let back = diff(&county, &city);
    assert_eq!(back.len(), found.len());
    assert_eq!(of(&back, "return_reasons[R_FORM]").change, Change::Added);
}

#[test]
fn two_versions_of_one_place_can_be_compared() {
    let book = with(&[]);
    let place = |text: &str| {
        let reference: PackageRef = text.parse().unwrap();
        assert_eq!(reference.to_string(), text);
        book.resolve(&reference.division, reference.on).unwrap()
    };
    let found = diff(&place("211300@2016-06-01").package, &place("211300@2019-09-01").package);
    let minimum = of(&found, "procedures[GENERAL].steps[LEGALITY].minimum");
    assert_eq!(minimum.change, Change::Added);
    assert!(minimum.source.as_deref().unwrap().contains("713"), "{minimum:?}");
    let gate = of(&found, "gates[AGENDA].requires");
    assert!(gate.new.as_ref().unwrap().as_array().unwrap().contains(&"lawful".into()));
    assert!(place("210500@2016-06-01").package.gate(Gate::Agenda).is_some());
}

/// A province that takes the opposition share as a criterion of its own.
const OTHER_PROVINCE: &str = r#"
division = "320000"
zh = "江苏省"
en = "Jiangsu Province"

[[version]]
id = "1"
title = "试验"
effective_from = 2021-01-01
source = "DB32/T 4013-2021 转述"
certainty = "D"

[version.method.opposition]
zh = "反对超过50%为高，20%至50%为中"
en = "Over 50% oppose: high; 20 to 50%: medium"
source = "DB32/T 4013-2021 转述"
certainty = "D"
rule = { low_medium = { at = "0.2", edge = "upper" }, medium_high = { at = "0.5", edge = "lower" } }

[version.method.participants]
source = "DB32/T 4013-2021 转述"
certainty = "D"
rule = { low_medium = { at = "100", edge = "upper" }, medium_high = { at = "200", edge = "upper" } }
"#;

#[test]
fn another_province_may_have_another_method() {
    let book = with(&[("jiangsu.toml", OTHER_PROVINCE)]);
    let method = package(&book, "320100", date(2022, 1, 1)).method;
    let opposition = method.opposition.unwrap();
    assert_eq!(opposition.rule, numbers::LevelRule::opposition_convention());
    assert_ne!(method.participants.rule, numbers::LevelRule::participants_convention());
    assert_eq!(method.counts.rule, numbers::CountRule::convention(), "the nation's");
    assert_eq!(package(&book, "320100", date(2020, 12, 31)).method.opposition, None);
    assert_eq!(package(&book, "210100", date(2022, 1, 1)).method.opposition, None);
}

#[test]
fn references_that_are_none_are_refused() {
    for text in ["211300", "2113@2016-06-01", "211300@2016-13-01", "@", "211300@", ""] {
        assert!(text.parse::<PackageRef>().is_err(), "{text}");
    }
}
