//! The golden cases of comments, through the JSON face and with the definitions of
//! `tests/golden/README-opinion.md`: shared key terms, adjusted Rand index, normalised mutual
//! information.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

fn case(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/09_comments");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn sets_have_the_recorded_number_of_issues() {
    let case = case("edge_empty_and_one");
    let got = opinion::calc::comments_json(&case["input"]).unwrap();
    assert_eq!(got["clusters"], case["expected"]["clusters"]);
}

#[test]
fn terms_and_issues_are_not_below_the_references() {
    for name in ["synth5_200", "synth8_400"] {
        let case = case(name);
        let mut input = case["input"].clone();
        let truth = input.as_object_mut().unwrap().remove("issue_labels").unwrap();
        let got = opinion::calc::comments_json(&input).unwrap();
        let expected = &case["expected"];
        assert_eq!(got["exact_duplicates"], expected["exact_duplicates"], "{name}");
        let terms = |list: &Value| -> BTreeSet<String> {
            list.as_array().unwrap().iter().map(|term| term[0].as_str().unwrap().into()).collect()
        };
        let shared =
            terms(&got["terms"]).intersection(&terms(&expected["jieba_tfidf_top20"])).count();
        assert!(shared >= 14, "{name}: {shared} of jieba's 20 terms");
        let pairs: Vec<(String, i64)> = truth
            .as_array()
            .unwrap()
            .iter()
            .zip(got["labels"].as_array().unwrap())
            .map(|(truth, label)| (truth.as_str().unwrap().to_owned(), label.as_i64().unwrap()))
            .filter(|(truth, _)| truth != "无")
            .collect();
        for (measure, found) in [("ARI", rand_index(&pairs)), ("NMI", information(&pairs))] {
            let references = expected["clustering_reference"].as_object().unwrap().values();
            let best = references.map(|r| r[measure].as_f64().unwrap()).fold(0.0, f64::max);
            assert!(found >= best - 0.02, "{name}: {measure} {found}, the reference has {best}");
        }
    }
}

type Counts<K> = BTreeMap<K, f64>;

fn counts(pairs: &[(String, i64)]) -> (Counts<(String, i64)>, Counts<String>, Counts<i64>) {
    let (mut both, mut left, mut right) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for pair in pairs {
        *both.entry(pair.clone()).or_insert(0.0) += 1.0;
        *left.entry(pair.0.clone()).or_insert(0.0) += 1.0;
        *right.entry(pair.1).or_insert(0.0) += 1.0;
    }
    (both, left, right)
}

fn rand_index(pairs: &[(String, i64)]) -> f64 {
    let two = |n: &f64| n * (n - 1.0) / 2.0;
    let (both, left, right) = counts(pairs);
    let both: f64 = both.values().map(two).sum();
    let (left, right): (f64, f64) = (left.values().map(two).sum(), right.values().map(two).sum());
    let chance = left * right / two(&(pairs.len() as f64));
    (both - chance) / ((left + right) / 2.0 - chance)
}

fn information(pairs: &[(String, i64)]) -> f64 {
    let n = pairs.len() as f64;
    let (both, left, right) = counts(pairs);
    let entropy = |values: Vec<f64>| values.iter().map(|c| -c / n * (c / n).ln()).sum::<f64>();
    let mutual: f64 =
        both.iter().map(|((a, b), c)| c / n * (c * n / (left[a] * right[b])).ln()).sum();
    mutual * 2.0 / (entropy(left.into_values().collect()) + entropy(right.into_values().collect()))
}
