//! Whatever stands in the data of an event, reading it gives an event or an
//! error and never stops the program: the lines of the corpus, each damaged in
//! many ways.

use std::{fs, path::PathBuf};

use domain::{
    assessment::Assessment,
    listing::ListReport,
    matter::Matter,
    org::{Person, Unit},
    record::{EventBody, EventMeta, Record},
};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

fn corpus() -> Vec<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/events-v1.jsonl");
    let text = fs::read_to_string(path).expect("the corpus");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Reads; what reads is folded and written again. Tells whether it read.
fn offer<R: Record>(name: &str, version: u32, meta: &EventMeta, data: &Value) -> bool {
    let Ok(event) = R::Event::from_data(name, version, data) else { return false };
    let mut state = R::default();
    state.apply(meta, &event);
    state.apply(meta, &event);
    drop(event.to_data());
    true
}

fn offer_to_all(line: &Value, name: &str, version: u32, data: &Value) -> bool {
    let meta: EventMeta = serde_json::from_value(line["meta"].clone()).expect("meta");
    match line["record"].as_str().unwrap_or_default() {
        Assessment::KIND => offer::<Assessment>(name, version, &meta, data),
        Matter::KIND => offer::<Matter>(name, version, &meta, data),
        ListReport::KIND => offer::<ListReport>(name, version, &meta, data),
        Unit::KIND => offer::<Unit>(name, version, &meta, data),
        _ => offer::<Person>(name, version, &meta, data),
    }
}

/// The places of a value, as JSON pointers.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                places(inner, &format!("{here}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                places(inner, &format!("{here}/{at}"), found);
            }
        }
        _ => {}
    }
}

fn strange() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e308),
        json!(""),
        json!("\u{0}"),
        json!("2016-02-31"),
        json!("9999-12-31"),
        json!("-9999-01-01"),
        json!("1/0"),
        json!("999999999999999999999999/7"),
        json!("00000000-0000-0000-0000-000000000000"),
        json!("字".repeat(10_000)),
        json!([]),
        json!([[[[]]]]),
        json!({}),
        json!({"type": "Nothing"}),
    ]
}

/// Puts a value in a place, or takes the place away.
fn damage(data: &mut Value, place: &str, with: Option<Value>) {
    if let Some(value) = with {
        if let Some(here) = data.pointer_mut(place) {
            *here = value;
        }
        return;
    }
    let (above, key) = place.rsplit_once('/').unwrap_or(("", ""));
    match data.pointer_mut(above) {
        Some(Value::Object(fields)) => drop(fields.remove(key)),
        Some(Value::Array(items)) => drop(items.pop()),
        _ => *data = Value::Null,
    }
}

#[test]
fn one_damage_at_each_place_of_each_event_is_borne() {
    let (mut read, mut refused) = (0_u32, 0_u32);
    for line in corpus() {
        let name = line["type"].as_str().unwrap_or_default();
        let mut all = Vec::new();
        places(&line["data"], "", &mut all);
        for place in all {
            for with in strange().into_iter().map(Some).chain([None]) {
                let mut data = line["data"].clone();
                damage(&mut data, &place, with);
                if offer_to_all(&line, name, 1, &data) { read += 1 } else { refused += 1 }
            }
        }
    }
    assert!(read > 500 && refused > 5_000, "{read} read, {refused} refused");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn several_damages_at_once_are_borne(
        at: Index,
        name_of: Index,
        version in 0_u32..5,
        damages in prop::collection::vec((any::<Index>(), any::<Index>(), any::<bool>()), 1..6),
    ) {
        let corpus = corpus();
        let line = at.get(&corpus);
        let mut data = line["data"].clone();
        for (place, value, remove) in &damages {
            let mut all = Vec::new();
            places(&data, "", &mut all);
            let with = (!remove).then(|| value.get(&strange()).clone());
            damage(&mut data, place.get::<String>(&all), with);
        }
        let other = name_of.get(&corpus)["type"].as_str().unwrap_or_default();
        for name in [line["type"].as_str().unwrap_or_default(), other, "Nothing", ""] {
            for version in [1, version] {
                offer_to_all(line, name, version, &data);
            }
        }
    }
}
