//! What is refused, and the field that is named.

#![cfg(test)]

use opinion::calc::survey_json;
use serde_json::{Value, json};

#[test]
fn each_refusal_names_its_field() {
    let row = json!({"h": "a", "N": 10, "y": 1});
    let table: [(Value, &str); 30] = [
        (json!([]), ""),
        (json!({}), ""),
        (json!({"cases": []}), "cases"),
        (json!({"cases": [3]}), "cases[0]"),
        (json!({"cases": [{"p": 0.5, "e": 0.05}]}), "cases[0].conf"),
        (json!({"cases": [{"p": 1.5, "e": 0.05, "conf": 0.9}]}), "cases[0].p"),
        (json!({"cases": [{"p": 0.5, "e": 0, "conf": 0.9}]}), "cases[0].e"),
        (json!({"cases": [{"p": 0.5, "e": 1e-200, "conf": 0.9}]}), "cases[0].e"),
        (json!({"cases": [{"p": 0.5, "e": 0.1, "conf": 0.9, "N": 0}]}), "cases[0].N"),
        (json!({"cases": [{"p": 0.5, "e": 0.1, "conf": 0.9, "rr": 0}]}), "cases[0].rr"),
        (json!({"confidence": 1, "cases": [{"x": 1, "n": 2}]}), "confidence"),
        (json!({"confidence": 0.9, "cases": [{"x": 3, "n": 2}]}), "cases[0].x"),
        (json!({"confidence": 0.9, "cases": [{"x": -1, "n": 2}]}), "cases[0].x"),
        (json!({"confidence": 0.9, "cases": [{"x": 0.5, "n": 2}]}), "cases[0].x"),
        (json!({"N": [10, 20], "S": [1], "n": 5}), "S"),
        (json!({"N": [10], "S": [1], "n": 50}), "n"),
        (json!({"N": [-10], "S": [1], "n": 5}), "N[0]"),
        (json!({"rows": [{"z": 1}]}), "rows[0]"),
        (json!({"rows": [row, {"h": "a", "N": 10}]}), "rows[1].y"),
        (json!({"rows": [row, {"h": "a", "N": 11, "y": 0}]}), "N"),
        (json!({"rows": [row, {"h": "a", "N": 10, "y": "1"}]}), "rows[1].y"),
        (json!({"rows": [row], "lonely_psu": "fail"}), "lonely_psu"),
        (json!({"rows": [row], "lonely_psu": "guess"}), "lonely_psu"),
        (json!({"rows": [row, row, {"h": "b", "N": 1, "y": 0}, row], "fpc": 1}), "fpc"),
        (json!({"rows": [{"g": "a", "y": 1, "w": 1}], "population": {"b": 3}}), "population"),
        (json!({"rows": [{"g": "a", "y": 1, "w": -1}], "population": {"a": 3}}), "rows[0].weight"),
        (json!({"rows": [{"s": "a", "bw": 1}], "margins": {"t": {"a": 3}}}), "rows[0].t"),
        (
            json!({"table": [[1, 2], [3]], "min_cell": 5, "protect": 3, "margins_published": true}),
            "table",
        ),
        (
            json!({"table": [[-1]], "min_cell": 5, "protect": 3, "margins_published": true}),
            "table[0][0]",
        ),
        (json!({"table": [[1]], "min_cell": 5, "protect": 3}), "margins_published"),
    ];
    for (input, field) in table {
        match survey_json(&input) {
            Ok(found) => panic!("{input} is answered with {found}"),
            Err(error) => assert_eq!(error.field, field, "{input}: {error}"),
        }
    }
}

#[test]
fn margins_that_cannot_be_met_together_are_refused() {
    let rows = json!([
        {"sex": "m", "age": "a", "bw": 1}, {"sex": "f", "age": "b", "bw": 1},
    ]);
    let margins = json!({"sex": {"m": 30, "f": 70}, "age": {"a": 60, "b": 40}});
    let error = survey_json(&json!({"rows": rows, "margins": margins})).unwrap_err();
    assert_eq!(error.field, "margins");
    assert!(error.error.contains("does not converge"), "{error}");
}

#[test]
fn a_single_answer_has_no_standard_error() {
    let rows = json!([{"g": "a", "s": "a", "y": 0, "w": 1, "bw": 1}]);
    let found = survey_json(&json!({"rows": rows, "population": {"a": 5}})).unwrap();
    assert_eq!((&found["mean"], &found["se"]), (&json!(0.0), &Value::Null));
    let found = survey_json(&json!({"rows": rows, "margins": {"s": {"a": 5}}})).unwrap();
    assert_eq!((&found["weighted_y"], &found["se_y"]), (&json!(0.0), &Value::Null));
}
