//! A value of a rule package in words, for the comparison.

use std::str::FromStr as _;

use domain::rulebook::{GateRequirement, numbers::Ratio};
use locale::{L10n, Lang};
use serde_json::{Map, Value};

use super::{course::need_key, figures::decimal};

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
        if words || is_empty(value) || ORIGIN.contains(&key.as_str()) {
            continue;
        }
        match value.as_object().filter(|_| key == "settings") {
            Some(settings) => lines.extend(settings.iter().map(|one| setting(one, l))),
            None => {
                lines.push(l.t2("rules-pair", ("name", name(key, l)), ("value", short(value, l))))
            }
        }
    }
    lines
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// A number of a mechanism in words.
pub(super) fn setting((name, value): (&String, &Value), l: L10n) -> String {
    let key = format!("rules-setting-{}", name.replace('_', "-"));
    match value.as_i64().filter(|_| l.has(&key)) {
        Some(number) => l.t1(&key, "value", number),
        None => l.t2("rules-pair", ("name", name.replace('_', " ")), ("value", value.to_string())),
    }
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
            None => object(map, l).join(&l.t("rules-between")),
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
    if let Ok(need) = serde_json::from_value::<GateRequirement>(Value::from(text)) {
        return l.t(need_key(need));
    }
    let is_code = text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') && text.len() > 1;
    let lists = [
        "step",
        "role",
        "gate",
        "level",
        "sector",
        "category",
        "unit-kind",
        "procedure",
        "part",
        "conclusion",
        "deed",
        "trigger",
        "exempt",
    ];
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
/// part of the package, and the rest. An element whose code has no words of its
/// own is called by its wording in one of the packages.
pub(super) fn path(path: &str, packages: [&Value; 2], l: L10n) -> (String, String) {
    let (mut head, mut rest) = (String::new(), Vec::new());
    let mut walked = String::new();
    for part in path.split('.') {
        if !walked.is_empty() {
            walked.push('.');
        }
        walked.push_str(part);
        let (key, code) = match part.split_once('[') {
            Some((key, code)) => (key, Some(code.trim_end_matches(']'))),
            None => (part, None),
        };
        if head.is_empty() {
            head = name(key, l);
        } else if key != "item" {
            rest.push(name(key, l));
        }
        if let Some(code) = code {
            rest.push(called(code, &walked, packages, l));
        }
    }
    (head, rest.join(" › "))
}

/// What an element of a list is called.
fn called(code: &str, path: &str, packages: [&Value; 2], l: L10n) -> String {
    let words = plain(code, l);
    if words != code {
        return words;
    }
    let item = packages.into_iter().find_map(|package| element(package, path));
    let map = item.and_then(Value::as_object);
    let map = map.and_then(|map| map.get("item").and_then(Value::as_object).or(Some(map)));
    match map.and_then(|map| said(map, l)) {
        Some(text) if text.chars().count() > LONG => {
            format!("{}…", text.chars().take(LONG).collect::<String>())
        }
        Some(text) => text,
        None => words,
    }
}

/// Characters of a wording that stand in a path.
const LONG: usize = 28;

/// The element of a package at a path.
fn element<'v>(package: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(package, |node, part| {
        let Some((key, code)) = part.split_once('[') else { return node.get(part) };
        let code = code.trim_end_matches(']');
        let known = |one: &&Value| {
            ["code", "gate", "step", "name"]
                .iter()
                .find_map(|key| one.get(key))
                .and_then(Value::as_str)
                .is_some_and(|own| own == code)
        };
        node.get(key)?.as_array()?.iter().find(known)
    })
}
