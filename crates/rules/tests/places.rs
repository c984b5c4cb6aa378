//! The packages of the places that the seed article names, and of two counties.

#![cfg(test)]

use domain::{
    codes::{DivisionCode, Gate, ProcedureCode, Step},
    rulebook::{GateRequirement, Package},
};
use jiff::civil::{Date, date};
use rules::{Resolved, RuleBook};

const CITIES: [&str; 14] = [
    "210100", "210200", "210300", "210400", "210500", "210600", "210700", "210800", "210900",
    "211000", "211100", "211200", "211300", "211400",
];

fn book() -> RuleBook {
    RuleBook::embedded().unwrap_or_else(|error| panic!("{error}"))
}

fn place(code: &str) -> DivisionCode {
    DivisionCode::try_from(code.to_owned()).unwrap()
}

fn resolve(book: &RuleBook, code: &str, on: Date) -> std::sync::Arc<Resolved> {
    book.resolve(&place(code), on).unwrap_or_else(|e| panic!("{code}@{on}: {e}"))
}

fn package(code: &str, on: Date) -> Package {
    resolve(&book(), code, on).package.as_ref().clone()
}

#[test]
fn chaoyang_of_2016_has_its_simplified_procedure() {
    let package = package("211300", date(2016, 6, 1));
    let simplified = package.procedure(ProcedureCode::Simplified).unwrap();
    assert_eq!(simplified.item.zh, "简化程序");
    assert_eq!(simplified.item.layer, "liaoning/chaoyang");
    for skipped in [Step::Plan, Step::Consultation, Step::Legality] {
        assert!(simplified.step(skipped).is_none(), "{skipped:?}");
    }
    assert_eq!(households("211300"), Some(100));
    let barred: Vec<&str> =
        simplified.conditions.iter().filter_map(|c| c.question_no.as_deref()).collect();
    assert!(barred.contains(&"Q_EXPROPRIATION"), "never for expropriation");
    assert_eq!(households("210600"), Some(50), "the default elsewhere");
}

#[test]
fn benxi_has_four_doors_and_five_partners() {
    let package = package("210500", date(2016, 6, 1));
    for (gate, zh) in [
        (Gate::Agenda, "未经稳评不上会"),
        (Gate::Approval, "未经稳评不审批"),
        (Gate::Decision, "未经稳评不决策"),
        (Gate::Execution, "未经稳评不实施"),
    ] {
        let rule = package.gate(gate).unwrap();
        assert_eq!((rule.item.zh.as_str(), rule.item.layer.as_str()), (zh, "liaoning/benxi"));
        assert!(rule.requires.contains(&GateRequirement::Filed));
        for requirement in &rule.requires {
            assert!(
                rule.suppliers.iter().any(|s| s.requirement == *requirement),
                "{gate:?}: nobody supplies {requirement:?}"
            );
        }
    }
    assert_eq!(package.partners.len(), 5);
    let plain = self::package("210600", date(2016, 6, 1));
    assert!(plain.partners.is_empty());
}

/// Cities by mechanism, as the article lists them (city part of the code).
const NAMED: [(&str, &str); 14] = [
    ("S7", "02 03 04 05 07 08 10 12 13 14"),
    ("S8", "02 03 04 07 10 11 14"),
    ("S9", "04"),
    ("S10", "05"),
    ("S11", "11"),
    ("S12", "07"),
    ("S17", "02"),
    ("S18", "10"),
    ("S19", "09"),
    ("S20", "02 03 04 05 06 07 08 11 12 13 14"),
    ("S21", "01 02 03 08 10 11 14"),
    ("S22", "05"),
    ("S23", "10"),
    ("S24", "13"),
];

const PROVINCIAL: [&str; 13] =
    ["S1", "S2", "S3", "S4", "S5", "S6", "S13", "S14", "S15", "S16", "S25", "S26", "S27"];

#[test]
fn mechanisms_are_where_the_seed_names_them() {
    let book = book();
    let on = date(2016, 12, 31);
    for city in CITIES {
        let package = resolve(&book, city, on).package.clone();
        let has = |s: &str| package.mechanisms.iter().any(|m| m.s_code == s);
        for (s, cities) in NAMED {
            let named = cities.split(' ').any(|c| city.get(2..4) == Some(c));
            assert_eq!(has(s), named, "{s} in {city}");
        }
        for s in PROVINCIAL {
            assert!(has(s), "{s} is the province's");
        }
    }
    assert_eq!(resolve(&book, "211000", on).package.meetings.len(), 1, "辽阳会商");
}

#[test]
fn dalian_changes_with_decree_156() {
    let before = package("210200", date(2019, 1, 31));
    let after = package("210200", date(2019, 2, 1));
    let doc = |p: &Package| p.layers.last().unwrap().doc_no.clone();
    assert_eq!(doc(&before), "");
    assert_eq!(doc(&after), "大连市人民政府令第156号");
    for package in [&before, &after] {
        assert!(package.mechanisms.iter().any(|m| m.s_code == "S17"), "3+清单 goes on");
        assert_eq!(package.list_report.tiers, ["department", "county", "city", "province"]);
    }
}

#[test]
fn panjin_needs_the_legality_review_before_the_meeting() {
    let package = package("211100", date(2016, 6, 1));
    assert!(package.gate(Gate::Agenda).unwrap().requires.contains(&GateRequirement::Lawful));
    for procedure in &package.procedures {
        assert!(procedure.step(Step::Legality).unwrap().required, "{:?}", procedure.code);
    }
}

#[test]
fn a_county_remembers_which_layer_states_what() {
    let package = package("211302", date(2016, 6, 1));
    let names: Vec<&str> = package.layers.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names.first(), Some(&"national"));
    assert_eq!(
        names.get(names.len() - 3..).unwrap(),
        ["liaoning", "liaoning/chaoyang", "liaoning/chaoyang/shuangta"]
    );
    assert_eq!(package.list_report.item.layer, "liaoning/chaoyang/shuangta");
    assert_eq!(package.list_report.yearly_due_day, 31, "from the nation");
    assert_eq!(package.list_report.quarterly_due_day, 8, "from the county");
    assert_eq!(package.filing.item.layer, "national");
    assert_eq!(package.on, date(2016, 1, 1), "the day since which these layers apply together");
}

#[test]
fn provincial_decrees_follow_each_other() {
    let doc = |on| {
        let package = package("210100", on);
        package.layers.into_iter().find(|l| l.name == "liaoning").unwrap().doc_no
    };
    assert_eq!(doc(date(2015, 11, 18)), "");
    assert_eq!(doc(date(2015, 11, 19)), "辽宁省人民政府令第297号");
    assert_eq!(doc(date(2023, 5, 3)), "辽宁省人民政府令第297号");
    assert_eq!(doc(date(2023, 5, 4)), "辽宁省人民政府令第346号");
}

fn households(code: &str) -> Option<u32> {
    let package = package(code, date(2016, 6, 1));
    let simplified = package.procedure(ProcedureCode::Simplified)?;
    simplified.conditions.iter().find_map(|c| c.households_below)
}
