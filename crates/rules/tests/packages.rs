//! The rule files of the repository: they load, every place and day resolves,
//! and what the seed's cities are known for is there.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::{
        Category, Certainty, Conclusion, DivisionCode, Gate, Level, ProcedureCode, Role, Step,
    },
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

fn resolve(book: &RuleBook, code: &str, on: Date) -> std::sync::Arc<Resolved> {
    book.resolve(&place(code), on).unwrap_or_else(|e| panic!("{code}@{on}: {e}"))
}

fn package(code: &str, on: Date) -> Package {
    resolve(&book(), code, on).package.as_ref().clone()
}

#[test]
fn every_place_resolves_on_every_day_of_change_and_in_every_year() {
    let book = book();
    let counties = ["210000", "211302", "210283", "211321", "210102"];
    for code in CITIES.iter().chain(&counties) {
        let mut days: BTreeSet<Date> = book.starts(&place(code)).into_iter().collect();
        let before: Vec<Date> = days.iter().filter_map(|day| day.yesterday().ok()).collect();
        days.extend(before.into_iter().filter(|day| *day >= date(2014, 1, 1)));
        for year in 2014..=2027 {
            days.extend([date(year, 1, 1), date(year, 6, 30), date(year, 12, 31)]);
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
    assert_eq!(from_canonical(&a.canonical).unwrap(), *a.package);
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
    assert_eq!(
        codes.iter().collect::<BTreeSet<_>>().len(),
        codes.len(),
        "unique across catalogues"
    );
}

#[test]
fn decree_713_applies_only_from_its_day() {
    let (before, after) =
        (package("211300", date(2019, 8, 31)), package("211300", date(2019, 9, 1)));
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
fn every_gate_names_who_supplies_what_it_requires() {
    let book = book();
    for code in CITIES {
        for on in book.starts(&place(code)) {
            let package = resolve(&book, code, on).package.clone();
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

/// Beyond the list, nothing passes on a filing that has expired, nor while the
/// case is suspended, called into question or stopped.
#[test]
fn every_gate_asks_for_a_valid_filing_that_nothing_halts() {
    let book = book();
    for code in CITIES.into_iter().chain(["100000"]) {
        for on in book.starts(&place(code)) {
            let package = resolve(&book, code, on).package.clone();
            for gate in package.gates.iter().filter(|g| g.gate != Gate::List) {
                for needed in
                    [GateRequirement::Filed, GateRequirement::Valid, GateRequirement::NotHalted]
                {
                    assert!(gate.requires.contains(&needed), "{code}@{on} {:?}", gate.gate);
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
            let nation = resolve(&book, "100000", on).package.clone();
            let local = resolve(&book, code, on).package.clone();
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
fn indicators_that_judge_people_are_prohibited() {
    let package = package("210200", date(2016, 6, 1));
    let refuses = |text: &str| package.prohibited.iter().any(|rule| rule.found_in(text).is_some());
    for text in ["恶意炒作", "维权人士插手", "敌对组织、敌对势力插手", "重点 人\n员名单"]
    {
        assert!(refuses(text), "{text}");
    }
    for text in ["信息公开程度", "诉求回应时效", "补偿安置保障"] {
        assert!(!refuses(text), "{text}");
    }
}

/// The two limits of small counts stand in every package, national unless a
/// place says otherwise.
#[test]
fn every_place_says_which_counts_are_too_small() {
    let book = book();
    for (place, day) in [("211302", date(2016, 6, 1)), ("210200", date(2020, 6, 1))] {
        let division = DivisionCode::try_from(place.to_owned()).expect("six digits");
        let resolved = book.resolve(&division, day).expect("rules");
        let package = &resolved.package;
        let rule = package.disclosure.as_ref().expect("a rule of small counts");
        assert_eq!((rule.public_below, rule.staff_below), (10, 5), "{place}");
        assert!(!rule.item.source.is_empty() && rule.item.certainty == Certainty::Default);
        let alike = package.alike.as_ref().expect("a rule of alike answers");
        assert_eq!((alike.at_least, alike.percent), (30, 20), "{place}");
        let kept = package.answers_kept.as_ref().expect("a rule of terms");
        assert_eq!((kept.years, kept.item.certainty), (5, Certainty::Default), "{place}");
        let kept = package.grievances_kept.as_ref().expect("a rule of terms");
        assert_eq!((kept.years, kept.item.certainty), (5, Certainty::Default), "{place}");
        let round = package.round.as_ref().expect("a rule of discussion rounds");
        assert!(round.min_group >= 30, "{place}: groups of answers, never of persons");
        assert!(round.min_statements <= round.sample && round.sample <= round.max_statements);
    }
}

/// Every kind of matter has a questionnaire, and no question of the product asks
/// what a question of one's own may not.
#[test]
fn questionnaires_and_bank_keep_the_rules_that_they_are_under() {
    let package = package("211302", date(2016, 5, 4));
    for category in Category::ALL {
        let fits = package.questionnaires.iter().any(|q| q.categories.contains(category));
        assert!(fits, "no questionnaire for {}", category.code());
    }
    let listed = package.questionnaires.iter().flat_map(|q| &q.questions);
    let questions: Vec<_> = listed.chain(&package.bank).collect();
    assert!(package.bank.len() > 20 && package.identifying.len() > 2);
    for rule in questions {
        let question = rule.question();
        for code in &question.factors {
            assert!(package.catalogue_factor(code).is_some(), "{}: {code}", question.code);
        }
        let lists = question.choices.iter().chain(&question.rows).map(|choice| &choice.words);
        for words in std::iter::once(&question.words).chain(lists) {
            for text in [&words.zh, &words.en] {
                let asked = package.identifying.iter().find_map(|rule| rule.asked_in(text));
                assert_eq!(asked, None, "{}: {text}", question.code);
                let judged = package.prohibited.iter().find_map(|rule| rule.found_in(text));
                assert_eq!(judged, None, "{}: {text}", question.code);
            }
        }
    }
    let kinds: BTreeSet<&str> = package.bank.iter().map(|rule| rule.kind.code()).collect();
    assert!(kinds.contains("MATRIX") && kinds.contains("RANKING"));
}

/// What a hearing needs stands in every package: a default of this product before
/// 国令713号, law from then on.
#[test]
fn every_place_says_what_a_hearing_needs() {
    let book = book();
    for (place, day, certainty) in [
        ("211302", date(2016, 6, 1), Certainty::Default),
        ("210200", date(2020, 6, 1), Certainty::Law),
        ("211303", date(2024, 6, 1), Certainty::Law),
    ] {
        let division = DivisionCode::try_from(place.to_owned()).expect("six digits");
        let resolved = book.resolve(&division, day).expect("rules");
        let rule = resolved.package.hearing.as_ref().expect("a rule of hearings");
        assert_eq!((rule.papers_days, rule.item.certainty), (7, certainty), "{place}");
        assert!(!rule.item.zh.is_empty(), "{place}");
        let law = certainty == Certainty::Law;
        assert_eq!(rule.item.source.contains("713号"), law, "{place}");
    }
}
