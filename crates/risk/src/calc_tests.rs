use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::panel::MAX_EXPERTS;

fn single() -> Value {
    json!({
        "weights": ["0.5", "0.5"], "p": ["0.6", "0.6"], "q": ["0.6", "0.6"],
        "normalise_weights": false,
        "bands": [
            {"le": "0.36", "level": "low"},
            {"le": "0.64", "level": "medium"},
            {"le": "1", "level": "high"},
        ],
    })
}

fn panel() -> Value {
    json!({
        "P": [[0.5, 0.1], [0.7, null]], "Q": [[0.5, 0.9], [0.7, 0.1]],
        "weights": [0.5, 0.5], "expert_weight": [1, 2],
    })
}

/// The case with the value at `pointer` replaced.
fn with(mut case: Value, pointer: &str, value: Value) -> Value {
    *case.pointer_mut(pointer).unwrap() = value;
    case
}

#[test]
fn json_numbers_are_read_as_the_decimals_that_are_written() {
    let mut case = with(single(), "/p", json!([0.1, 0.7]));
    case = with(case, "/q", json!([0.1, 1e-1]));
    let answer = index_json(&case).unwrap();
    assert_eq!(answer["T_exact"], "1/25");
    assert_eq!(index_json(&single()).unwrap()["level"], "low");
}

#[test]
fn what_is_wrong_is_refused_with_its_field() {
    let table = [
        ("/p", json!(["0.6"]), "p"),
        ("/q", json!(["0.6", "0.6", "0.6"]), "q"),
        ("/p/1", json!("1.01"), "p[1]"),
        ("/q/0", json!("-0.01"), "q[0]"),
        ("/p/0", json!("NaN"), "p[0]"),
        ("/p/0", json!("Infinity"), "p[0]"),
        ("/p/0", json!(true), "p[0]"),
        ("/p/0", json!(null), "p[0]"),
        ("/p/0", json!([0.5]), "p[0]"),
        ("/p/0", json!(""), "p[0]"),
        ("/p/0", json!("1/3"), "p[0]"),
        ("/p/0", json!("1e999999999"), "p[0]"),
        ("/p/0", json!("9".repeat(100_000)), "p[0]"),
        ("/p/0", json!(1e300), "p[0]"),
        ("/p", json!("0.6"), "p"),
        ("/p", json!([]), "p"),
        ("/weights", json!([]), "weights"),
        ("/weights", json!(["0.5", "-0.5"]), "weights[1]"),
        ("/weights", json!(["0", "0"]), "weights"),
        ("/weights", json!(["3", "2"]), "weights"),
        ("/weights", json!(["0.1", "0.2"]), "weights"),
        ("/normalise_weights", json!("yes"), "normalise_weights"),
        ("/normalise_weights", json!(null), "normalise_weights"),
        ("/bands", json!([]), "bands"),
        ("/bands/2/le", json!("0.9"), "bands"),
        ("/bands/1/le", json!("0.36"), "bands"),
        ("/bands/0/le", json!("-1"), "bands"),
        ("/bands/0", json!("low"), "bands[0]"),
        ("/bands/0/le", json!(null), "bands[0].le"),
        ("/bands/1/level", json!(""), "bands[1].level"),
        ("/bands/1/level", json!(7), "bands[1].level"),
    ];
    for (pointer, value, field) in table {
        let shown = value.to_string().chars().take(60).collect::<String>();
        let error = index_json(&with(single(), pointer, value)).unwrap_err();
        assert_eq!(error.field, field, "{pointer} = {shown}: {}", error.error);
        assert!(!error.error.is_empty() && error.error.len() < 300);
    }
}

#[test]
fn a_panel_in_disorder_is_refused_with_its_field() {
    let table = [
        ("/P/1", json!([0.7]), "P[1]"),
        ("/Q/1", json!([0.7]), "Q[1]"),
        ("/Q", json!([[0.5, 0.9]]), "Q[1]"),
        ("/P/0/1", json!(null), "P"),
        ("/Q/0/1", json!(1.2), "Q[0][1]"),
        ("/Q/0/1", json!("many"), "Q[0][1]"),
        ("/P", json!([[], []]), "P[0]"),
        ("/P", json!([]), "P"),
        ("/P", json!({}), "P"),
        ("/weights", json!([1]), "weights"),
        ("/weights", json!([0.5, 0.4]), "weights"),
        ("/weights", json!([1.5, -0.5]), "weights[1]"),
        ("/expert_weight", json!([1]), "expert_weight"),
        ("/expert_weight", json!([1, -1]), "expert_weight"),
        ("/expert_weight", json!([0, 1]), "expert_weight"),
    ];
    for (pointer, value, field) in table {
        let error = index_json(&with(panel(), pointer, value.clone())).unwrap_err();
        assert_eq!(error.field, field, "{pointer} = {value}: {}", error.error);
    }
}

#[test]
fn missing_fields_are_named() {
    for case in [single(), panel()] {
        for name in case.as_object().unwrap().keys() {
            let mut fields = case.clone();
            fields.as_object_mut().unwrap().remove(name);
            let error = index_json(&fields).unwrap_err();
            assert_eq!(
                (error.field.as_str(), error.error.as_str()),
                (name.as_str(), "this field is missing")
            );
        }
    }
    for other in [json!(null), json!([]), json!("p"), json!({}), json!({"p": [], "P": []})] {
        assert!(index_json(&other).is_err(), "{other}");
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let many = json!(vec!["0.5"; MAX_FACTORS + 1]);
    assert_eq!(index_json(&with(single(), "/weights", many)).unwrap_err().field, "weights");
    let rows = json!(vec![[0.5, 0.5]; MAX_EXPERTS + 1]);
    assert_eq!(index_json(&with(panel(), "/P", rows)).unwrap_err().field, "P");
    let wide = json!([vec![0.5; MAX_FACTORS + 1]]);
    assert_eq!(index_json(&with(panel(), "/P", wide)).unwrap_err().field, "P[0]");
}

#[test]
fn rounded_weights_are_taken_with_a_warning() {
    let answer = index_json(&with(single(), "/weights", json!(["0.5", "0.4999"]))).unwrap();
    assert_eq!(answer["warnings"], json!(["index.weights-not-one"]));
    let above = json!({
        "weights": ["1.005"], "p": ["1"], "q": ["1"], "normalise_weights": false,
        "bands": [{"le": "1", "level": "all"}],
    });
    assert_eq!(index_json(&above).unwrap_err().field, "bands");
}

#[test]
fn refusals_are_what_the_command_line_prints() {
    let error = CalcError::new("P[0][1]", "a number is expected");
    let printed = serde_json::to_value(&error).unwrap();
    assert_eq!(printed, json!({"error": "a number is expected", "field": "P[0][1]"}));
}

/// Any JSON, with the names of this input among its keys.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<i64>().prop_map(Value::from),
        "[0-9.eE/-]{0,12}".prop_map(Value::from),
        Just(json!("0.5")),
    ];
    let name = prop_oneof![
        Just("weights"),
        Just("p"),
        Just("q"),
        Just("P"),
        Just("Q"),
        Just("expert_weight"),
        Just("normalise_weights"),
        Just("bands"),
        Just("le"),
        Just("level"),
        Just("x"),
    ];
    leaf.prop_recursive(4, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name.clone().prop_map(String::from), inner, 0..8)
                .prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_input_makes_it_panic(input in any_json()) {
        let _ = index_json(&input);
    }

    #[test]
    fn one_broken_value_never_makes_it_panic(value in any_json(), place in 0_usize..8) {
        let pointers = ["/p", "/p/0", "/q/1", "/weights", "/weights/0", "/bands", "/bands/1", "/bands/1/le"];
        let _ = index_json(&with(single(), pointers[place], value.clone()));
        let pointers = ["/P", "/P/0", "/P/0/1", "/Q/1", "/Q/1/0", "/weights", "/expert_weight", "/expert_weight/1"];
        let _ = index_json(&with(panel(), pointers[place], value));
    }
}
