//! The cases with known answers of `tests/golden`, through the functions of the command line.

#![cfg(test)]

use std::fs;
use std::path::PathBuf;

use risk::Ratio;
use risk::calc::{CalcError, agreement_json, ahp_json, fuzzy_json, index_json, uncertainty_json};
use serde_json::{Value, json};

type Calc = fn(&Value) -> Result<Value, CalcError>;

fn cases(family: &str) -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(family);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
        })
        .collect()
}

fn near(expected: f64, got: f64, tolerance: &Value) -> bool {
    let within = |name: &str| tolerance[name].as_f64().unwrap();
    (expected - got).abs() <= within("abs").max(within("rel") * expected.abs())
}

/// The path of the first difference, if there is one. `ahpy_…` is for information only.
fn difference(expected: &Value, got: &Value, path: &str, tolerance: &Value) -> Option<String> {
    let differs = || Some(format!("{path}: expected {expected}, got {got}"));
    match (expected, got) {
        (Value::Number(expected), Value::Number(got)) => {
            let same = near(expected.as_f64().unwrap(), got.as_f64().unwrap(), tolerance);
            if same { None } else { differs() }
        }
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => expected
            .iter()
            .zip(got)
            .enumerate()
            .find_map(|(i, (e, g))| difference(e, g, &format!("{path}[{i}]"), tolerance)),
        (Value::Object(expected), Value::Object(got)) => expected
            .iter()
            .filter(|(key, _)| !key.starts_with("ahpy_"))
            .find_map(|(key, expected)| {
                let path = format!("{path}.{key}");
                match got.get(key) {
                    None => Some(format!("{path}: missing")),
                    Some(got) if key == "T_exact" => {
                        let read = |value: &Value| Ratio::parse(value.as_str().unwrap()).unwrap();
                        (read(expected) != read(got)).then_some(path)
                    }
                    Some(got) => difference(expected, got, &path, tolerance),
                }
            }),
        _ if expected == got => None,
        _ => differs(),
    }
}

fn check_family(family: &str, count: usize, calc: Calc) {
    let cases = cases(family);
    assert_eq!(cases.len(), count);
    for (name, case) in cases {
        let answer = calc(&case["input"]);
        if case["expected"].get("error").is_some() {
            let refusal = answer.expect_err(&name);
            assert!(!refusal.error.is_empty(), "{name}");
        } else {
            let found = difference(&case["expected"], &answer.unwrap(), "", &case["tolerance"]);
            assert_eq!(found, None, "{name}");
        }
    }
}

#[test]
fn every_index_has_its_known_answer() {
    check_family("01_index", 11, index_json);
}

#[test]
fn every_comparison_has_its_known_answer() {
    check_family("02_ahp", 13, ahp_json);
}

#[test]
fn every_fuzzy_evaluation_has_its_known_answer() {
    check_family("03_fuzzy", 6, fuzzy_json);
}

#[test]
fn every_agreement_has_its_known_answer() {
    check_family("04_agreement", 13, agreement_json);
}

/// The greatest allowed difference under a key, as the case's own tolerances say.
fn compare_list(name: &str, expected: &Value, got: &Value, allowed: &Value) {
    let read = |value: &Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|item| item.as_f64().unwrap()).collect()
    };
    let (expected, got, allowed) = (read(expected), read(got), read(allowed));
    assert_eq!(expected.len(), got.len());
    for ((e, g), a) in expected.iter().zip(&got).zip(&allowed) {
        assert!((e - g).abs() <= *a, "{name}: {g} for {e} within {a}");
    }
}

#[test]
fn every_simulation_has_its_known_answer() {
    let cases = cases("05_uncertainty");
    assert_eq!(cases.len(), 6);
    for (name, case) in cases {
        let (expected, tolerance) = (&case["expected"], &case["tolerance"]);
        let mut input = case["input"].clone();
        if input.get("factors").is_none() {
            let found = difference(expected, &uncertainty_json(&input).unwrap(), "", tolerance);
            assert_eq!(found, None, "{name}");
            continue;
        }
        let chances = expected["prob_exceeds"].as_object().unwrap();
        input["quantile_p"] = expected["quantile_p"].clone();
        input["thresholds"] = chances.keys().cloned().collect();
        let got = uncertainty_json(&input).unwrap();
        compare_list(
            &name,
            &expected["quantiles"],
            &got["quantiles"],
            &expected["quantile_tolerance"],
        );
        let exact = json!({"abs": 1e-9, "rel": 1e-9});
        let chance = json!({"abs": tolerance["prob_abs"], "rel": 0.0});
        let mean = json!({"abs": tolerance["mean_abs"], "rel": 1e-9});
        let variance = json!({"abs": 1e-12, "rel": tolerance["variance_rel"]});
        for (key, tolerance) in [
            ("mean", &mean),
            ("variance", &variance),
            ("prob_exceeds", &chance),
            ("interval_support", &exact),
            ("base_at_means", &exact),
            ("tornado", &exact),
            ("sobol", &exact),
        ] {
            let found = difference(&expected[key], &got[key], key, tolerance);
            assert_eq!(found, None, "{name}");
        }
    }
}

#[test]
fn the_comparison_itself_can_fail() {
    let tolerance = json!({"abs": 1e-9, "rel": 1e-9});
    let expected = json!({"T": 0.36, "share": [null], "level": "low"});
    for wrong in [
        json!({"T": 0.3601, "share": [null], "level": "low"}),
        json!({"T": 0.36, "share": [0.0], "level": "low"}),
        json!({"T": 0.36, "share": [], "level": "low"}),
        json!({"T": 0.36, "share": [null], "level": "medium"}),
        json!({"T": 0.36, "level": "low"}),
    ] {
        assert!(difference(&expected, &wrong, "", &tolerance).is_some(), "{wrong}");
    }
}
