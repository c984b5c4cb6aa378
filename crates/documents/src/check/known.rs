//! The values of a record that a chapter is compared with, and the words that name them.

use serde_json::Value;

use super::scan::Unit;
use crate::model::Language;
use crate::template::{Manner, leaf};

/// A value with the words that name it.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its path.
    pub path: String,
    /// How documents show it.
    pub shown: String,
    /// Its value; a share is from 0 to 1.
    pub value: f64,
    /// What may stand behind it.
    pub units: &'static [Unit],
    /// Words that name it.
    pub labels: Vec<String>,
    /// Which part of the index it is, if it is one.
    pub part: Part,
}

/// Place of a value among those of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// None.
    Count,
    /// T, before or after measures.
    Index(Phase),
    /// An end of the interval of T.
    End(Phase),
    /// R of a factor, by its code and its name.
    Degree(Phase, [String; 2]),
    /// A limit of the levels.
    Limit,
}

/// Before or after measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before measures.
    Before,
    /// After measures.
    After,
}

/// Path, units and words of the counts and shares of a record.
const COUNTS: &[(&str, &[Unit], &[&str])] = &[
    (
        "survey.support",
        &[Unit::Share],
        &[
            "支持率",
            "赞成率",
            "支持",
            "赞成",
            "同意",
            "support",
            "supported",
            "in favour",
            "favour",
        ],
    ),
    ("survey.support_low", &[Unit::Share], &["置信区间", "区间", "interval"]),
    ("survey.support_high", &[Unit::Share], &["置信区间", "区间", "interval"]),
    (
        "survey.issued",
        &[Unit::Sheets, Unit::Bare],
        &["发放", "发出", "下发", "issued", "given out", "handed out", "distributed", "sent out"],
    ),
    (
        "survey.returned",
        &[Unit::Sheets, Unit::Bare],
        &["收回", "回收", "returned", "came back", "collected"],
    ),
    ("survey.valid", &[Unit::Sheets, Unit::Bare], &["有效", "valid", "count"]),
    ("survey.talks", &[Unit::Talks], &["座谈", "座谈会", "talks", "discussions"]),
    (
        "matter.households",
        &[Unit::Households],
        &["影响", "影响范围", "范围内", "affected", "scope"],
    ),
    ("matter.people", &[Unit::People], &["影响", "影响范围", "范围内", "affected", "scope"]),
    (
        "rating.factors",
        &[Unit::Entries],
        &["主要风险因素", "识别出", "共识别", "main factors", "factors were identified"],
    ),
    (
        "measures",
        &[Unit::Entries],
        &["防范措施", "化解措施", "防范化解措施", "制定措施", "提出措施", "措施共", "measures"],
    ),
];

impl Known {
    /// The values of a context that have a meaning here.
    pub fn of(values: &Value, language: Language) -> Vec<Known> {
        let mut out: Vec<Known> = Vec::new();
        for (path, units, labels) in COUNTS {
            let labels = labels.iter().map(|label| (*label).to_owned()).collect();
            out.extend(known(values, path, units, labels, Part::Count, language));
        }
        answers(values, language, &mut out);
        indices(values, language, &mut out);
        out
    }
}

fn known(
    values: &Value,
    path: &str,
    units: &'static [Unit],
    labels: Vec<String>,
    part: Part,
    language: Language,
) -> Option<Known> {
    let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
    let value = values.pointer(&pointer)?;
    let path = path.to_owned();
    if let Some(list) = value.as_array() {
        let value = u32::try_from(list.len()).ok().map(f64::from)?;
        return Some(Known { path, shown: list.len().to_string(), value, units, labels, part });
    }
    let shown = leaf(&path, value, Manner::of(values, language))?.shown;
    Some(Known { path, shown, value: value.as_f64()?, units, labels, part })
}

fn length(values: &Value, pointer: &str) -> usize {
    values.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len)
}

/// Shares and counts of answers, named by the words of the answer.
fn answers(values: &Value, language: Language, out: &mut Vec<Known>) {
    for question in 0..length(values, "/survey/questions") {
        for answer in 0..length(values, &format!("/survey/questions/{question}/answers")) {
            let path = format!("survey.questions[{question}].answers[{answer}]");
            let pointer = format!("/survey/questions/{question}/answers/{answer}/text");
            let text = values.pointer(&pointer).and_then(Value::as_str).unwrap_or_default();
            let label = text.to_lowercase();
            // Words as 其他 and "other" say too little.
            if label.chars().count() < if label.is_ascii() { 6 } else { 2 } || label == "其他" {
                continue;
            }
            for (key, units) in [
                ("share", &[Unit::Share] as &'static [Unit]),
                ("count", &[Unit::Sheets, Unit::People]),
            ] {
                let (path, labels) = (format!("{path}.{key}"), vec![label.clone()]);
                out.extend(known(values, &path, units, labels, Part::Count, language));
            }
        }
    }
}

fn indices(values: &Value, language: Language, out: &mut Vec<Known>) {
    let mut add = |path: &str, part: Part| {
        out.extend(known(values, path, &[Unit::Index], Vec::new(), part, language));
    };
    for (name, phase) in [("before", Phase::Before), ("after", Phase::After)] {
        add(&format!("rating.{name}.index"), Part::Index(phase));
        add(&format!("rating.{name}.low"), Part::End(phase));
        add(&format!("rating.{name}.high"), Part::End(phase));
    }
    add("rating.threshold_medium", Part::Limit);
    add("rating.threshold_high", Part::Limit);
    for at in 0..length(values, "/rating/factors") {
        let word = |key: &str| {
            let text = values.pointer(&format!("/rating/factors/{at}/{key}"));
            text.and_then(Value::as_str).unwrap_or_default().to_lowercase()
        };
        let names = [word("code"), word("name")];
        add(&format!("rating.factors[{at}].r"), Part::Degree(Phase::Before, names.clone()));
        add(&format!("rating.factors[{at}].r_after"), Part::Degree(Phase::After, names));
    }
}
