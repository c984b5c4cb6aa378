//! The golden cases of opinion groups, through the JSON face and with the definitions of
//! `tests/golden/README-opinion.md`. Cases with real data are run where `WENPING_GOLDEN_DIR`
//! names a folder that holds them.

#![cfg(test)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

const PLAIN: f64 = 1e-6;
const STAGE: f64 = 1e-9;

#[test]
fn copied_cases_give_the_recorded_answers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/07_opinion");
    let files = cases(&folder, "");
    assert_eq!(files.len(), 5, "cases in {}", folder.display());
    files.iter().for_each(|file| check(file));
}

#[test]
fn real_cases_give_the_recorded_answers_where_they_are_at_hand() {
    let Some(folder) = std::env::var_os("WENPING_GOLDEN_DIR") else {
        println!("NOT RUN: real opinion cases; WENPING_GOLDEN_DIR names no folder");
        return;
    };
    let files = cases(&Path::new(&folder).join("07_opinion"), "real_");
    assert!(!files.is_empty(), "no real_* case in {}", Path::new(&folder).display());
    files.iter().for_each(|file| check(file));
    println!("real opinion cases run: {}", files.len());
}

fn cases(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(prefix))
        .collect();
    files.sort();
    files
}

fn check(file: &Path) {
    let case: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let expected = &case["expected"];
    let mut input = case["input"].clone();
    if let Some(labels) = expected["stage_c"].get("labels") {
        input["labels"] = labels.clone();
    }
    let got = opinion::calc::opinion_json(&input).unwrap();
    let name = file.file_stem().unwrap().to_string_lossy();
    if expected.get("projections").is_none() {
        return without_structure(&name, expected, &got);
    }
    for key in ["participants", "clustered", "mean", "explained_variance", "extremity", "priority"]
    {
        same(&expected[key], &got[key], PLAIN, &format!("{name} {key}"));
    }
    axes(&name, expected, &got);
    for (k, reference) in expected["kmeans_best_of_60"].as_object().unwrap() {
        let own = &got["kmeans"][k];
        let (inertia, best) = (float(&own["inertia"]), float(&reference["inertia"]));
        assert!(inertia <= 1.001 * best, "{name} k = {k}: inertia {inertia}, {best} is known");
        if inertia >= best * (1.0 - 1e-4) {
            let apart = float(&own["silhouette"]) - float(&reference["silhouette"]);
            assert!(apart.abs() <= 0.01, "{name} k = {k}: silhouette off by {apart}");
        }
    }
    same(&expected["stage_c"], &got["stage_c"], STAGE, &format!("{name} stage_c"));
    let groups = |value: &Value| value["stage_c"]["repness"].as_object().unwrap().len();
    assert_eq!(groups(expected), groups(&got), "{name}: groups in repness");
}

fn without_structure(name: &str, expected: &Value, got: &Value) {
    assert_eq!(got["groups"], expected["groups"], "{name}");
    assert_eq!(got["kmeans"], json!({}), "{name}");
    assert_eq!(got["stage_c"]["repness"], json!({}), "{name}");
    if let Some(variance) = expected.get("explained_variance") {
        same(variance, &got["explained_variance"], STAGE, name);
        let consensus = &got["stage_c"]["consensus"];
        let tids = |side: &str| -> Vec<i64> {
            consensus[side].as_array().unwrap().iter().map(|s| s["tid"].as_i64().unwrap()).collect()
        };
        // All twelve answered A D A A P D A A.
        assert_eq!(tids("agree"), [0, 2, 3, 6, 7], "{name}");
        assert_eq!(tids("disagree"), [1, 5], "{name}");
    }
}

/// The sign of an axis is free; loadings, participants and statements turn together.
fn axes(name: &str, expected: &Value, got: &Value) {
    for axis in 0..2 {
        let column = |of: &Value| -> Vec<f64> {
            let loadings = of[format!("pc{}", axis + 1)].as_array().unwrap().iter().map(float);
            let points = ["projections", "statement_projections"].into_iter().flat_map(|key| {
                of[key].as_array().unwrap().iter().map(move |point| float(&point[axis]))
            });
            loadings.chain(points).collect()
        };
        let (wanted, found) = (column(expected), column(got));
        assert_eq!(wanted.len(), found.len(), "{name}");
        let sign = wanted.iter().zip(&found).map(|(a, b)| a * b).sum::<f64>().signum();
        for (a, b) in wanted.iter().zip(&found) {
            assert!((sign * a - b).abs() <= PLAIN, "{name} axis {axis}: {a} is known, got {b}");
        }
    }
}

fn float(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Everything in `wanted` is in `got`, numbers within `allowed`, absolute or relative.
fn same(wanted: &Value, got: &Value, allowed: f64, path: &str) {
    match (wanted, got) {
        (Value::Number(_), Value::Number(_)) => {
            let (a, b) = (float(wanted), float(got));
            let apart = (a - b).abs();
            assert!(apart <= allowed.max(allowed * a.abs()), "{path}: {a} is known, got {b}");
        }
        (Value::Array(wanted), Value::Array(got)) => {
            assert_eq!(wanted.len(), got.len(), "{path}");
            for (place, (a, b)) in wanted.iter().zip(got).enumerate() {
                same(a, b, allowed, &format!("{path}[{place}]"));
            }
        }
        (Value::Object(wanted), Value::Object(got)) => {
            for (key, a) in wanted {
                same(a, got.get(key).unwrap_or(&Value::Null), allowed, &format!("{path}.{key}"));
            }
        }
        _ => assert_eq!(wanted, got, "{path}"),
    }
}
