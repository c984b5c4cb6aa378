//! What the record does not have: every kind of document is made without any value that may be
//! lacking, and says so.

#![cfg(test)]

use documents::context::{self, Context};
use documents::html;
use documents::model::{Document, Kind, Language};
use documents::template::{Input, Templates, builtin};
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
