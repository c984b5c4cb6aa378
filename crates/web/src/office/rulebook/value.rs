//! A value of a rule package in words, for the comparison.

use std::str::FromStr as _;

use domain::rulebook::numbers::Ratio;
use locale::{L10n, Lang};
use serde_json::{Map, Value};

use super::figures::decimal;

/// Keys that say where a rule is from; the comparison has columns of its own
/// for them.
const ORIGIN: [&str; 4] = ["source", "certainty", "layer", "code"];

/// Lines of text for a value.
pub(super) fn lines(value: &Value, l: L10n) -> Vec<String> {
    match value {
        Value::Object(map) => object(map, l),
        Value::Array(list) => list.iter().map(|one| short(one, l)).collect(),
        other => vec![short(other, l)],
    }
}

fn object(map: &Map<String, Value>, l: L10n) -> Vec<String> {
    let words = map.get("item").and_then(Value::as_object).unwrap_or(map);
    let mut lines: Vec<String> = said(words, l).into_iter().collect();
    for (key, value) in map {
        let words = matches!(key.as_str(), "zh" | "en" | "item");
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if words || empty || ORIGIN.contains(&key.as_str()) {
            continue;
        }
        lines.push(format!("{}: {}", name(key, l), short(value, l)));
    }
    lines
}

/// The words of an item in the reader's language.
fn said(map: &Map<String, Value>, l: L10n) -> Option<String> {
    let order = if l.lang() == Lang::ZhCn { ["zh", "en"] } else { ["en", "zh"] };
    order
        .iter()
        .filter_map(|key| map.get(*key).and_then(Value::as_str))
        .find(|text| !text.is_empty())
        .map(str::to_owned)
}

/// A value in one line.
fn short(value: &Value, l: L10n) -> String {
    match value {
        Value::Null => locale::format::MISSING.to_owned(),
        Value::Bool(true) => l.t("rules-yes"),
        Value::Bool(false) => l.t("rules-no"),
        Value::Number(number) => number.to_string(),
        Value::String(text) => plain(text, l),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().map(|one| short(one, l)).collect();
            l.join(&parts)
        }
        Value::Object(map) => match term(map, l) {
            Some(term) => term,
            None => object(map, l).join("；"),
        },
    }
}

/// A term: `{ count, unit }`.
fn term(map: &Map<String, Value>, l: L10n) -> Option<String> {
    let count = map.get("count")?.as_i64()?;
    let key = match map.get("unit")?.as_str()? {
        "calendar" => locale::key("rules-term-calendar"),
        "working" => locale::key("rules-term-working"),
        "months" => locale::key("rules-term-months"),
        _ => return None,
    };
    Some(l.t1(key, "count", count))
}

/// A text; exact fractions as decimals, codes in words.
fn plain(text: &str, l: L10n) -> String {
    if text.contains('/') && text.bytes().all(|b| b.is_ascii_digit() || b == b'/') {
        return Ratio::from_str(text).map_or_else(|_| text.to_owned(), |ratio| decimal(&ratio));
    }
    let is_code = text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') && text.len() > 1;
    let lists = ["step", "role", "gate", "level", "sector", "category", "unit-kind", "procedure", "part", "conclusion", "deed", "trigger"];
    let code = text.to_ascii_lowercase().replace('_', "-");
    lists
        .iter()
        .map(|list| format!("{list}-{code}"))
        .find(|key| is_code && l.has(key))
        .map_or_else(|| text.to_owned(), |key| l.t(&key))
}

/// The name of a field of the package, where it has one.
pub(super) fn name(key: &str, l: L10n) -> String {
    let text = format!("rules-key-{}", key.replace('_', "-"));
    if l.has(&text) { l.t(&text) } else { key.replace('_', " ") }
}

/// A path such as `procedures[GENERAL].steps[LEGALITY].minimum` in words: the
/// part of the package, and the rest.
pub(super) fn path(path: &str, l: L10n) -> (String, String) {
    let mut parts = path.split('.').map(|part| segment(part, l));
    let (head, place) = parts.next().unwrap_or_default();
    let mut rest: Vec<String> = place.into_iter().collect();
    for (word, place) in parts {
        if word != name("item", l) {
            rest.push(word);
        }
        rest.extend(place);
    }
    (head, rest.join(" › "))
}

fn segment(part: &str, l: L10n) -> (String, Option<String>) {
    match part.split_once('[') {
        Some((key, place)) => (name(key, l), Some(plain(place.trim_end_matches(']'), l))),
        None => (name(part, l), None),
    }
}
