//! The survey cases with known answers, through the JSON form.

#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use opinion::calc::survey_json;
use serde_json::Value;

#[derive(Clone, Copy)]
struct Tolerance {
    abs: f64,
    rel: f64,
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/06_survey");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    found.sort();
    found
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn compare(wanted: &Value, found: &Value, path: &str, near: Tolerance, note: &str) {
    match (wanted, found) {
        (Value::Object(wanted), found) if wanted.contains_key("error") => {
            assert!(found.get("error").is_some_and(Value::is_string), "{path} is not refused");
            assert_eq!(found.as_object().map(serde_json::Map::len), Some(1), "{path}");
        }
        (Value::Object(wanted), Value::Object(found)) => {
            for (key, value) in wanted {
                let here = format!("{path}.{key}");
                let other = found.get(key).unwrap_or_else(|| panic!("{here} is missing"));
                let wide = key == "likelihood" && note.contains("likelihood: tolerance 1e-5");
                let near = if wide { Tolerance { abs: 1e-5, rel: 1e-5 } } else { near };
                compare(value, other, &here, near, note);
            }
        }
        (Value::Array(wanted), Value::Array(found)) => {
            assert_eq!(wanted.len(), found.len(), "{path}");
            for (place, (wanted, found)) in wanted.iter().zip(found).enumerate() {
                compare(wanted, found, &format!("{path}[{place}]"), near, note);
            }
        }
        (Value::Number(wanted), Value::Number(found)) => {
            let (wanted, found) = (wanted.as_f64().unwrap(), found.as_f64().unwrap());
            let gap = (wanted - found).abs();
            let fits = gap <= near.abs || gap <= near.rel * wanted.abs();
            assert!(fits, "{path} is {found}, not {wanted}");
        }
        _ => assert_eq!(wanted, found, "{path}"),
    }
}

fn total(table: &Value, cells: &Value) -> u64 {
    let at = |cell: &Value| {
        let place = |axis: usize| usize::try_from(cell[axis].as_u64().unwrap()).unwrap();
        table[place(0)][place(1)].as_u64().unwrap()
    };
    cells.as_array().unwrap().iter().map(at).sum()
}

fn check_suppression(path: &Path, input: &Value, expected: &Value, found: &Value) {
    assert_eq!(expected["feasible"], found["feasible"], "{path:?}");
    let set = |value: &Value| -> BTreeSet<String> {
        value.as_array().unwrap().iter().map(ToString::to_string).collect()
    };
    assert_eq!(set(&expected["primary"]), set(&found["primary"]), "{path:?}");
    if expected["feasible"] == true {
        let extra = &found["extra"];
        assert_eq!(expected["optimum_extra_count"], extra.as_array().unwrap().len(), "{path:?}");
        assert_eq!(expected["optimum_extra_total"], total(&input["table"], extra), "{path:?}");
    } else {
        assert!(found.get("extra").is_none(), "{path:?}");
    }
}

#[test]
fn every_case_has_its_known_answer() {
    let cases = cases();
    assert!(cases.len() >= 20, "{} cases", cases.len());
    for path in cases {
        let case = read(&path);
        let (input, expected) = (&case["input"], &case["expected"]);
        let found = survey_json(input);
        if expected.get("error").is_some() {
            assert!(found.is_err(), "{path:?} is not refused");
            continue;
        }
        let found = found.unwrap_or_else(|error| panic!("{path:?}: {error}"));
        if input.get("min_cell").is_some() {
            check_suppression(&path, input, expected, &found);
            continue;
        }
        let number = |key: &str| case["tolerance"][key].as_f64().unwrap_or(1e-9);
        let near = Tolerance { abs: number("abs"), rel: number("rel") };
        let note = case["note"].as_str().unwrap_or_default();
        compare(expected, &found, &path.display().to_string(), near, note);
    }
}
