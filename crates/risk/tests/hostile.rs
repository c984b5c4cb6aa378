//! Whatever JSON comes in, the functions of the command line answer or refuse: no panic, no
//! endless work, and no number that is not one.

#![cfg(test)]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use risk::calc::{CalcError, agreement_json, ahp_json, fuzzy_json, index_json, uncertainty_json};
use serde_json::{Value, json};

type Calc = fn(&Value) -> Result<Value, CalcError>;
const ALL: [Calc; 5] = [index_json, ahp_json, fuzzy_json, agreement_json, uncertainty_json];

const NAMES: [&str; 41] = [
    "n",
    "upper",
    "matrix",
    "experts",
    "expert_weight",
    "criteria_upper",
    "sub",
    "names",
    "pairs",
    "weights",
    "counts",
    "grade_scores",
    "top_weights",
    "groups",
    "rows",
    "data",
    "scores",
    "factors",
    "w",
    "p",
    "q",
    "kind",
    "x",
    "a",
    "b",
    "mode",
    "alpha",
    "beta",
    "mean",
    "sd",
    "values",
    "quantile_p",
    "thresholds",
    "D",
    "N",
    "Y",
    "layout",
    "P",
    "Q",
    "bands",
    "trials",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<i64>().prop_map(Value::from),
        (0_u8..4).prop_map(Value::from),
        "[0-9.eE/-]{0,12}".prop_map(Value::from),
        prop::sample::select(vec!["raters", "const", "beta", "pert", "normal", "discrete", "1/3"])
            .prop_map(Value::from),
        Just(json!("0.5")),
    ];
    leaf.prop_recursive(5, 96, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(
                prop::sample::select(NAMES.to_vec()).prop_map(String::from),
                inner,
                0..8,
            )
            .prop_map(|map| json!(map)),
        ]
    })
}

/// Inputs in order, of which one value is broken.
fn sound() -> Vec<(Calc, Value)> {
    vec![
        (ahp_json, json!({"n": 3, "upper": ["2", "6", "1/3"]})),
        (ahp_json, json!({"matrix": [[1, 2], [0.5, 1]]})),
        (ahp_json, json!({"n": 2, "experts": [["3"], ["1/2"]], "expert_weight": [1, 2]})),
        (
            ahp_json,
            json!({"criteria_upper": ["2"], "sub": [{"n": 1, "upper": []}, {"n": 2, "upper": ["3"]}]}),
        ),
        (ahp_json, json!({"names": ["a", "b", "c"], "pairs": [["a", "b", "2"], ["b", "c", "3"]]})),
        (
            fuzzy_json,
            json!({"weights": [0.5, 0.5], "counts": [[1, 2], [3, 4]], "grade_scores": [1, 2]}),
        ),
        (fuzzy_json, json!({"top_weights": [1], "groups": [{"weights": [1], "counts": [[1, 2]]}]})),
        (agreement_json, json!({"rows": "raters", "data": [[1, 2, null], [1, 3, 2]]})),
        (agreement_json, json!({"rows": "raters", "scores": [[1, 2], [2, 1]]})),
        (
            uncertainty_json,
            json!({
                "factors": [
                    {"w": 0.5, "p": {"kind": "uniform", "a": 0.1, "b": 0.9}, "q": {"kind": "const", "x": 0.5}},
                    {"w": 0.5, "p": {"kind": "beta", "alpha": 2, "beta": 3}, "q": {"kind": "discrete", "values": [0.1, 0.2], "weights": [1, 2]}},
                ],
                "trials": 100, "quantile_p": [0.5], "thresholds": ["0.36"],
            }),
        ),
        (uncertainty_json, json!({"D": 1, "N": 2, "Y": [1, 2, 3, 4, 5, 6]})),
    ]
}

fn places(value: &Value, path: String, into: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                places(item, format!("{path}/{place}"), into);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                places(item, format!("{path}/{name}"), into);
            }
        }
        _ => {}
    }
    into.push(path);
}

/// JSON has no NaN: a number that is not one would come out as null where a number belongs.
fn checked(calc: Calc, input: &Value) -> Option<Value> {
    match calc(input) {
        Ok(answer) => Some(answer),
        Err(refusal) => {
            assert!(!refusal.error.is_empty() && refusal.error.len() < 400, "{refusal:?}");
            None
        }
    }
}

#[test]
fn sound_inputs_are_answered() {
    for (calc, input) in sound() {
        assert!(checked(calc, &input).is_some(), "{input}");
    }
}

#[test]
fn one_wrong_value_is_refused_or_answered_everywhere() {
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1e308),
        json!(-1e308),
        json!(1e-320),
        json!(u64::MAX),
        json!(""),
        json!("NaN"),
        json!("1/0"),
        json!("1e999999999"),
        json!("x"),
        json!([]),
        json!({}),
        json!([[]]),
        json!("9".repeat(5000)),
    ];
    for (calc, input) in sound() {
        let mut paths = Vec::new();
        places(&input, String::new(), &mut paths);
        for path in paths {
            for value in &wrong {
                let mut broken = input.clone();
                *broken.pointer_mut(&path).unwrap() = value.clone();
                let _ = checked(calc, &broken);
            }
        }
    }
}

#[test]
fn numbers_that_are_none_are_refused_with_their_field() {
    let table: [(usize, &str, Value, &str); 14] = [
        (0, "/upper/1", json!("0"), "upper[1]"),
        (0, "/upper/1", json!("-2"), "upper[1]"),
        (0, "/n", json!(4), "upper"),
        (0, "/n", json!(1_000_000), "n"),
        (1, "/matrix/1/0", json!(0.6), "matrix[0][1]"),
        (4, "/pairs/1/0", json!("z"), "pairs[1][0]"),
        (4, "/pairs/1", json!(["a", "b", "3"]), "pairs"),
        (5, "/counts/1", json!([0, 0]), "counts[1]"),
        (5, "/weights/1", json!("NaN"), "weights[1]"),
        (7, "/data/0/0", json!("Infinity"), "data[0][0]"),
        (8, "/scores/1/0", json!(null), "scores[1][0]"),
        (9, "/factors/0/p/b", json!(0.05), "factors[0].p"),
        (9, "/factors/1/p/alpha", json!(0), "factors[1].p"),
        (9, "/factors/0/w", json!(-1), "factors[0].w"),
    ];
    for (which, path, value, field) in table {
        let (calc, mut input) = sound().swap_remove(which);
        *input.pointer_mut(path).unwrap() = value;
        let refusal = calc(&input).unwrap_err();
        assert_eq!(refusal.field, field, "{path}: {}", refusal.error);
    }
}

#[test]
fn large_inputs_end_soon() {
    let uniform = json!({"kind": "uniform", "a": 0.0, "b": 1.0});
    let sharp = json!({"kind": "beta", "alpha": 1e6, "beta": 1e6});
    let values: Vec<f64> = (0..1000).map(|n| f64::from(n) / 1000.0).collect();
    let many = json!({"kind": "discrete", "values": values});
    let factor = |p: &Value, q: &Value| json!({"w": 0.5, "p": p, "q": q});
    let different: Vec<Vec<f64>> =
        (0..20).map(|i| (0..1000).map(|j| f64::from(i * 1000 + j)).collect()).collect();
    let inputs: Vec<(Calc, Value)> = vec![
        (uncertainty_json, json!({"factors": vec![factor(&uniform, &uniform); 1000]})),
        (uncertainty_json, json!({"factors": vec![factor(&sharp, &uniform); 1000]})),
        (uncertainty_json, json!({"factors": vec![factor(&sharp, &sharp); 100]})),
        (uncertainty_json, json!({"factors": vec![factor(&many, &many); 1000]})),
        (agreement_json, json!({"data": different})),
        (agreement_json, json!({"data": vec![vec![1; 2000]; 2000]})),
        (ahp_json, json!({"n": 15, "experts": vec![vec!["9"; 105]; 1000]})),
        (fuzzy_json, json!({"weights": vec![0.001; 1000], "counts": vec![vec![1; 100]; 1000]})),
    ];
    for (place, (calc, input)) in inputs.into_iter().enumerate() {
        let start = Instant::now();
        let _ = checked(calc, &input);
        // Generous: a busy machine runs this beside other builds.
        assert!(start.elapsed() < Duration::from_secs(20), "{place}: {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_input_makes_it_panic(input in any_json()) {
        for calc in ALL {
            let _ = checked(calc, &input);
        }
    }

    #[test]
    fn one_broken_value_never_makes_it_panic(
        value in any_json(), which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
    ) {
        let all = sound();
        let (calc, mut input) = all[which.index(all.len())].clone();
        let mut paths = Vec::new();
        places(&input, String::new(), &mut paths);
        let path: &String = at.get(&paths[..]);
        *input.pointer_mut(path).unwrap() = value;
        let _ = checked(calc, &input);
    }
}
