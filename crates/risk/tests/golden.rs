//! The cases with known answers of `tests/golden/01_index`, through the command line's function.

#![cfg(test)]

use std::fs;
use std::path::PathBuf;

use risk::Ratio;
use risk::calc::index_json;
use serde_json::Value;

fn cases() -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/01_index");
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

/// The path of the first difference, if there is one.
fn difference(expected: &Value, got: &Value, path: &str, tolerance: &Value) -> Option<String> {
    let differs = || Some(format!("{path}: expected {expected}, got {got}"));
    match (expected, got) {
        (Value::Number(expected), Value::Number(got)) => {
            let (expected, got) = (expected.as_f64().unwrap(), got.as_f64().unwrap());
            let within = |name: &str| tolerance[name].as_f64().unwrap();
            let allowed = within("abs").max(within("rel") * expected.abs());
            if (expected - got).abs() <= allowed { None } else { differs() }
        }
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => expected
            .iter()
            .zip(got)
            .enumerate()
            .find_map(|(i, (e, g))| difference(e, g, &format!("{path}[{i}]"), tolerance)),
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().find_map(|(key, expected)| {
                let path = format!("{path}.{key}");
                match got.get(key) {
                    None => Some(format!("{path}: missing")),
                    Some(got) if key == "T_exact" => {
                        let read = |value: &Value| Ratio::parse(value.as_str().unwrap()).unwrap();
                        (read(expected) != read(got)).then_some(path)
                    }
                    Some(got) => difference(expected, got, &path, tolerance),
                }
            })
        }
        _ if expected == got => None,
        _ => differs(),
    }
}

#[test]
fn every_case_has_its_known_answer() {
    let cases = cases();
    assert_eq!(cases.len(), 11);
    for (name, case) in cases {
        let answer = index_json(&case["input"]);
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
fn the_comparison_itself_can_fail() {
    let tolerance = serde_json::json!({"abs": 1e-9, "rel": 1e-9});
    let expected = serde_json::json!({"T": 0.36, "share": [null], "level": "low"});
    for wrong in [
        serde_json::json!({"T": 0.3601, "share": [null], "level": "low"}),
        serde_json::json!({"T": 0.36, "share": [0.0], "level": "low"}),
        serde_json::json!({"T": 0.36, "share": [], "level": "low"}),
        serde_json::json!({"T": 0.36, "share": [null], "level": "medium"}),
        serde_json::json!({"T": 0.36, "level": "low"}),
    ] {
        assert!(difference(&expected, &wrong, "", &tolerance).is_some(), "{wrong}");
    }
}
