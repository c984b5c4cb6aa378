//! What the record does not have: every kind of document is made without any value that may be
//! lacking, and says so.

#![cfg(test)]

use documents::check;
use documents::context::{self, Context};
use documents::html;
use documents::model::{Document, Kind, Language};
use documents::template::{Input, Templates, builtin, fields};
use serde_json::Value;

/// Places of all values, the outer ones before those within them.
fn places(value: &Value, place: &str, out: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(n, v)| (n.to_string(), v)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let place = format!("{place}/{key}");
        out.push(place.clone());
        places(child, &place, out);
    }
}

/// The values with nothing at every place where the type of the context takes nothing; `deep`
/// empties what is within other values first, so that these stay.
fn emptied(kind: Kind, values: &Value, deep: bool) -> Value {
    let mut all = Vec::new();
    places(values, "", &mut all);
    let optional = |place: &&String| {
        let mut tried = values.clone();
        *tried.pointer_mut(place).unwrap() = Value::Null;
        Context::from_values(kind, tried).is_ok()
    };
    let optional: Vec<String> = all.iter().filter(optional).cloned().collect();
    let mut out = values.clone();
    for place in &optional {
        let within = |other: &String| other.starts_with(&format!("{place}/"));
        if deep && optional.iter().any(within) {
            continue;
        }
        if let Some(value) = out.pointer_mut(place) {
            *value = Value::Null;
        }
    }
    out
}

fn made(set: &Templates, kind: Kind, language: Language, input: &Input) -> Document {
    let fits = |template: &&documents::template::Template| {
        template.kind() == kind && template.language() == language
    };
    let template = set.iter().filter(fits).find(|t| t.name().starts_with("national/")).unwrap();
    set.render(template, input).unwrap_or_else(|faults| panic!("{kind} {language}: {faults}"))
}

fn input(kind: Kind, language: Language) -> Input {
    context::sample(kind, language).unwrap().input().unwrap()
}

#[test]
fn every_kind_is_made_without_what_may_be_lacking() {
    let set = Templates::new(builtin()).unwrap();
    for kind in Kind::ALL {
        for language in Language::ALL {
            for deep in [false, true] {
                let mut input = input(*kind, *language);
                input.values = emptied(*kind, &input.values, deep);
                let document = made(&set, *kind, *language, &input);
                html::preview(&document, "").unwrap();
            }
        }
    }
}

#[test]
fn numbers_that_are_not_finite_are_missing() {
    let set = Templates::new(builtin()).unwrap();
    for kind in Kind::ALL {
        for language in Language::ALL {
            let mut input = input(*kind, *language);
            let mut all = Vec::new();
            places(&input.values, "", &mut all);
            for place in all.iter().filter(|place| !place.contains("threshold")) {
                let value = input.values.pointer_mut(place).unwrap();
                if value.is_f64() {
                    *value = Value::Null;
                }
            }
            made(&set, *kind, *language, &input);
        }
    }
}

#[test]
fn empty_lists_are_said_in_words() {
    let set = Templates::new(builtin()).unwrap();
    for kind in [Kind::AssessmentReport, Kind::AnalysisChapter, Kind::CaseSheet] {
        for language in Language::ALL {
            let mut input = input(kind, *language);
            let mut all = Vec::new();
            places(&input.values, "", &mut all);
            for place in all {
                if let Some(list) = input.values.pointer_mut(&place).and_then(|v| v.as_array_mut())
                {
                    list.clear();
                }
            }
            let document = made(&set, kind, *language, &input);
            let text = html::preview(&document, "").unwrap();
            let words = if *language == Language::Zh { "没有记录" } else { "No factors" };
            assert!(text.contains(words), "{kind} {language}");
        }
    }
}

#[test]
fn a_case_that_has_just_begun_has_a_sheet() {
    let set = Templates::new(builtin()).unwrap();
    let mut given = input(Kind::CaseSheet, Language::Zh);
    for key in ["survey", "rating", "filing", "decision"] {
        given.values[key] = Value::Null;
    }
    let document = made(&set, Kind::CaseSheet, Language::Zh, &given);
    let text = html::preview(&document, "").unwrap();
    for words in ["尚未评级", "没有问卷调查的记录", "尚未决策", "尚未备案"] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn a_report_before_the_second_rating_says_so() {
    let set = Templates::new(builtin()).unwrap();
    let mut given = input(Kind::AssessmentReport, Language::Zh);
    given.values["rating"]["after"] = Value::Null;
    given.values["survey"] = Value::Null;
    // The chapters of the sample show what is lacking now.
    given.chapters.clear();
    let document = made(&set, Kind::AssessmentReport, Language::Zh, &given);
    let text = html::preview(&document, "").unwrap();
    assert!(text.contains("落实措施后的风险等级尚未评定"));
    assert!(text.contains("没有问卷调查的记录"));
    assert_eq!(text.matches("（本节尚未撰写）").count(), 8);
}

/// A context with nothing at some places, and back.
fn without(kind: Kind, places: &[&str]) -> Value {
    let mut values = input(kind, Language::Zh).values;
    for place in places {
        let value = values.pointer_mut(place);
        *value.unwrap_or_else(|| panic!("{kind} has no {place}")) = Value::Null;
    }
    let context = Context::from_values(kind, values);
    context.unwrap_or_else(|error| panic!("{kind}: {error}")).values().unwrap()
}

#[test]
fn what_is_not_recorded_is_no_number_and_not_offered() {
    for (kind, places) in [
        (Kind::VisitRecord, &["/households", "/support", "/neutral", "/against"][..]),
        (Kind::FilingForm, &["/papers/0/pages", "/factors/0/weight"]),
        (Kind::RectificationNotice, &["/report_due", "/objection_days", "/problems/0/due"]),
        (Kind::Circular, &["/teams", "/members", "/units", "/files", "/sites"]),
        (Kind::Circular, &["/total/coverage", "/total/points", "/cities/0/points"]),
        (Kind::SurveyStatistics, &["/survey/issued", "/survey/support_low"]),
        (Kind::AssessmentReport, &["/survey/support_high", "/rating/factors/0/weight"]),
        (Kind::ResponsibilityLetter, &["/matter", "/level", "/targets/0/points"]),
        (Kind::ResponsibilityLetter, &["/commitments/0/due", "/commitments/0/acceptance"]),
        (Kind::Dossier, &["/parts/0/leaves/0/page", "/parts/0/leaves/0/pages"]),
    ] {
        let values = without(kind, places);
        let offered = fields(&values, Language::Zh);
        for place in places {
            assert_eq!(values.pointer(place), Some(&Value::Null), "{kind} {place}");
            let path = place.trim_start_matches('/').replace('/', ".");
            assert!(!offered.iter().any(|field| field.path == path), "{kind} {path}");
        }
        let mut given = input(kind, Language::Zh);
        given.values = values;
        let set = Templates::new(builtin()).unwrap();
        html::preview(&made(&set, kind, Language::Zh, &given), "").unwrap();
    }
}

#[test]
fn what_is_not_recorded_is_compared_with_nothing() {
    let text = "共发放问卷900份。";
    let before = input(Kind::AssessmentReport, Language::Zh).values;
    assert_eq!(check::chapter(text, &before, Language::Zh).len(), 1);
    let after = without(Kind::AssessmentReport, &["/survey/issued"]);
    assert_eq!(check::chapter(text, &after, Language::Zh), []);
}
