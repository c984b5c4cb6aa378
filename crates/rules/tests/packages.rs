//! The rule files of the repository: they load, every place and day resolves,
//! and what the seed's cities are known for is there.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::{Certainty, Conclusion, DivisionCode, Gate, Level, ProcedureCode, Role, Step},
    rulebook::{GateRequirement, Package, Term, TermUnit, numbers},
};
use jiff::civil::{Date, date};
use rules::{ResolveError, Resolved, RuleBook, from_canonical, hash_of};

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

fn resolve(book: &RuleBook, code: &str, on: Date) -> Resolved {
    book.resolve(&place(code), on).unwrap_or_else(|e| panic!("{code}@{on}: {e}"))
}

fn package(code: &str, on: Date) -> Package {
    resolve(&book(), code, on).package
}

#[test]
fn every_place_resolves_on_every_day_of_change_and_every_month() {
    let book = book();
    let counties = ["210000", "211302", "210283", "211321", "210102"];
    for code in CITIES.iter().chain(&counties) {
        let mut days: BTreeSet<Date> = book.starts(&place(code)).into_iter().collect();
        for year in 2014..=2027 {
            days.extend((1..=12).map(|month| date(year, month, 1)));
            days.insert(date(year, 12, 31));
        }
        for day in days {
            let resolved = resolve(&book, code, day);
            assert!(resolved.package.on <= day, "{code}@{day}");
            assert_eq!(resolved.package.division.as_str(), *code);
        }
    }
}

#[test]
fn before_the_first_national_version_nothing_applies() {
    let error = book().resolve(&place("211300"), date(2013, 2, 16)).unwrap_err();
    assert!(matches!(error, ResolveError::NoRules { .. }), "{error}");
}

#[test]
fn the_hash_is_stable_and_changes_only_with_the_rules() {
    let (first, second) = (book(), book());
    let a = resolve(&first, "211300", date(2016, 6, 1));
    let b = resolve(&second, "211300", date(2016, 6, 1));
    assert_eq!((&a.canonical, &a.hash), (&b.canonical, &b.hash));
    assert_eq!(a.hash, hash_of(&a.canonical));
    assert_eq!(a.hash, resolve(&first, "211300", date(2018, 1, 1)).hash, "nothing changed between");
    assert_ne!(a.hash, resolve(&first, "211300", date(2015, 12, 31)).hash);
    assert_ne!(a.hash, resolve(&first, "211300", date(2019, 9, 1)).hash);
    assert_eq!(from_canonical(&a.canonical).unwrap(), a.package);
    assert!(!contains_float(&serde_json::from_str(&a.canonical).unwrap()));
}

fn contains_float(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => !number.is_i64(),
        serde_json::Value::Array(list) => list.iter().any(contains_float),
        serde_json::Value::Object(map) => map.values().any(contains_float),
        _ => false,
    }
}

#[test]
fn the_steps_of_the_general_procedure_are_those_of_the_domain() {
    let package = package("211300", date(2016, 6, 1));
    let general = package.procedure(ProcedureCode::General).unwrap();
    let steps: Vec<Step> = general.steps.iter().map(|s| s.step).collect();
    assert_eq!(steps, Step::ALL, "all eighteen, in order");
    let role = |step| general.step(step).unwrap().role;
    assert_eq!(role(Step::Filing), Role::FilingOfficer);
    assert_eq!(role(Step::Decision), Role::DecisionMaker);
    let working = |count| Some(Term { count, unit: TermUnit::Working });
    assert_eq!(general.step(Step::Screening).unwrap().due, working(5));
    assert_eq!(general.step(Step::Publicity).unwrap().minimum, working(7));
    assert_eq!(general.step(Step::Filing).unwrap().due, working(10));
    let days = Some(Term { count: 30, unit: TermUnit::Calendar });
    assert_eq!(general.step(Step::Archive).unwrap().due, days);
}

#[test]
fn the_method_is_the_convention_until_a_place_says_otherwise() {
    let method = package("211300", date(2016, 6, 1)).method;
    assert_eq!(method.degree_cuts, numbers::DegreeCuts::convention());
    assert_eq!(method.index, numbers::LevelRule::index_convention());
    assert_eq!(method.participants.rule, numbers::LevelRule::participants_convention());
    assert_eq!(method.counts.rule, numbers::CountRule::convention());
    assert_eq!(method.opposition, None, "a local alternative, not the default");
    let of = |level| &method.conclusions.iter().find(|m| m.level == level).unwrap().conclusions;
    assert!(of(Level::Low).contains(&Conclusion::Implement));
    assert_eq!(*of(Level::Medium), [Conclusion::Defer, Conclusion::Revise]);
    assert_eq!(*of(Level::High), [Conclusion::Stop, Conclusion::Revise]);
}

#[test]
fn catalogues_hold_the_factors_of_the_domain() {
    let package = package("210000", date(2016, 6, 1));
    let sizes: BTreeMap<&str, usize> =
        package.catalogues.iter().map(|c| (c.item.code.as_str(), c.factors.len())).collect();
    let codes: Vec<&str> = sizes.keys().copied().collect();
    assert_eq!(codes, ["EVENT", "PLANNING", "POLICY", "PRICE", "PROJECT", "RESTRUCTURING"]);
    assert_eq!(sizes.get("PROJECT"), Some(&48));
    assert!(sizes.values().all(|size| *size >= 12), "{sizes:?}");
    let project = package.catalogues.iter().find(|c| c.item.code == "PROJECT").unwrap();
    assert_eq!(project.factors.iter().filter(|f| f.core).count(), 36);
    let groups: BTreeSet<&str> = project.factors.iter().map(|f| f.group_zh.as_str()).collect();
    assert_eq!(groups.len(), 8, "the eight categories of 428");
    let factor = package.catalogue_factor("H01").unwrap();
    assert_eq!(factor.item.zh, "媒体舆论导向及其影响");
    let factors = package.catalogues.iter().flat_map(|c| &c.factors);
    let codes: Vec<&str> = factors.map(|f| f.item.code.as_str()).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "unique across catalogues");
}

#[test]
fn decree_713_applies_only_from_its_day() {
    let (before, after) = (package("211300", date(2019, 8, 31)), package("211300", date(2019, 9, 1)));
    let minimum = |p: &Package, step| {
        p.procedure(ProcedureCode::General).unwrap().step(step).unwrap().minimum
    };
    assert_eq!(minimum(&before, Step::Consultation), None);
    assert_eq!(
        minimum(&after, Step::Consultation),
        Some(Term { count: 30, unit: TermUnit::Calendar })
    );
    assert_eq!(minimum(&before, Step::Legality), None);
    assert_eq!(minimum(&after, Step::Legality), Some(Term { count: 7, unit: TermUnit::Working }));
    let agenda = |p: &Package| p.gate(Gate::Agenda).unwrap().requires.clone();
    assert!(!agenda(&before).contains(&GateRequirement::Lawful));
    assert!(agenda(&after).contains(&GateRequirement::Lawful));
    for year in [2014, 2016, 2018] {
        let old = resolve(&book(), "211300", date(year, 6, 1));
        assert!(!old.canonical.contains("713号"), "{year} cites a decree of 2019");
    }
    let legality = after.procedure(ProcedureCode::General).unwrap().step(Step::Legality).unwrap();
    assert_eq!(legality.item.certainty, Certainty::Law);
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

fn households(code: &str) -> Option<u32> {
    let package = package(code, date(2016, 6, 1));
    let simplified = package.procedure(ProcedureCode::Simplified)?;
    simplified.conditions.iter().find_map(|c| c.households_below)
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

#[test]
fn every_gate_names_who_supplies_what_it_requires() {
    let book = book();
    for code in CITIES {
        for on in book.starts(&place(code)) {
            let package = resolve(&book, code, on).package;
            assert_eq!(package.gates.len(), Gate::ALL.len(), "{code}@{on}");
            for gate in &package.gates {
                for requirement in &gate.requires {
                    let found = gate.suppliers.iter().any(|s| s.requirement == *requirement);
                    assert!(found, "{code}@{on} {:?} {requirement:?}", gate.gate);
                }
            }
        }
    }
}

/// A city refines the law; it never asks less at a gate, and never shortens a
/// term that the law sets.
#[test]
fn no_place_weakens_national_rules() {
    let book = book();
    for code in CITIES.iter().chain(&["211302", "210283"]) {
        for on in book.starts(&place(code)) {
            let nation = resolve(&book, "100000", on).package;
            let local = resolve(&book, code, on).package;
            for gate in &nation.gates {
                let here = local.gate(gate.gate).unwrap();
                for requirement in &gate.requires {
                    assert!(here.requires.contains(requirement), "{code}@{on} {:?}", gate.gate);
                }
                assert!(here.max_level.is_some() || gate.max_level.is_none());
            }
            for procedure in &nation.procedures {
                let here = local.procedure(procedure.code).unwrap();
                for step in procedure.steps.iter().filter(|s| s.item.certainty == Certainty::Law) {
                    let local = here.step(step.step).unwrap();
                    assert_eq!(local.minimum, step.minimum, "{code}@{on} {:?}", step.step);
                    assert_eq!(local.required, step.required, "{code}@{on} {:?}", step.step);
                }
            }
        }
    }
}

#[test]
fn mechanisms_are_where_the_seed_names_them() {
    let book = book();
    let on = date(2016, 12, 31);
    let has = |code: &str, s: &str| {
        resolve(&book, code, on).package.mechanisms.iter().any(|m| m.s_code == s)
    };
    let named: [(&str, &[&str]); 14] = [
        ("S7", &["210200", "210300", "210400", "210500", "210700", "210800", "211000", "211200", "211300", "211400"]),
        ("S8", &["210200", "210300", "210400", "210700", "211000", "211100", "211400"]),
        ("S9", &["210400"]),
        ("S10", &["210500"]),
        ("S11", &["211100"]),
        ("S12", &["210700"]),
        ("S17", &["210200"]),
        ("S18", &["211000"]),
        ("S19", &["210900"]),
        ("S20", &["210200", "210300", "210400", "210500", "210600", "210700", "210800", "211100", "211200", "211300", "211400"]),
        ("S21", &["210100", "210200", "210300", "210800", "211000", "211100", "211400"]),
        ("S22", &["210500"]),
        ("S23", &["211000"]),
        ("S24", &["211300"]),
    ];
    for (s, cities) in named {
        for city in CITIES {
            assert_eq!(has(city, s), cities.contains(&city), "{s} in {city}");
        }
    }
    for s in ["S1", "S2", "S3", "S4", "S5", "S6", "S13", "S14", "S15", "S16", "S25", "S26", "S27"] {
        assert!(has("210600", s), "{s} is the province's");
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
fn indicators_that_judge_people_are_prohibited() {
    let package = package("210200", date(2016, 6, 1));
    let refuses = |text: &str| {
        package.prohibited.iter().any(|p| p.patterns.iter().any(|pattern| text.contains(pattern)))
    };
    for text in ["恶意炒作", "维权人士插手", "敌对组织、敌对势力插手"] {
        assert!(refuses(text), "{text}");
    }
    for text in ["信息公开程度", "诉求回应时效", "补偿安置保障"] {
        assert!(!refuses(text), "{text}");
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
