//! Values that differ between two versions of the data.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::Language;
use crate::template::{Manner, leaf};

/// A value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it stands, as `rating.after.index` or `measures[M1].state`. An entry of a list is
    /// named by its code or its name where it has one that no other entry has, else by its place
    /// from 1.
    pub path: String,
    /// How the earlier version shows it; nothing when it does not have it.
    pub before: Option<String>,
    /// How the later version shows it; nothing when it does not have it.
    pub after: Option<String>,
}

/// Every single value that differs, in the order of the later version; what went follows what
/// stands before it. Chapters, which are texts, are left out.
pub fn numbers(before: &Value, after: &Value, language: Language) -> Vec<Change> {
    let mut out = Vec::new();
    let manners = [before, after].map(|values| Manner::of(values, language));
    compare("", Some(before), Some(after), manners, &mut out);
    out
}

fn compare(
    path: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    manners: [Manner; 2],
    out: &mut Vec<Change>,
) {
    if before == after {
        return;
    }
    let (old, new) = (children(before), children(after));
    if old.is_empty() && new.is_empty() {
        let shown = |value: Option<&Value>, manner| Some(leaf(path, value?, manner)?.shown);
        let (before, after) = (shown(before, manners[0]), shown(after, manners[1]));
        if before != after {
            out.push(Change { path: path.to_owned(), before, after });
        }
        return;
    }
    let single = |value: Option<&Value>, children: &[(String, &Value)], manner| {
        value.filter(|_| children.is_empty()).and_then(|value| leaf(path, value, manner))
    };
    // A single value that became several, or the other way round.
    let (one, other) = (single(before, &old, manners[0]), single(after, &new, manners[1]));
    if one.is_some() || other.is_some() {
        let (before, after) = (one.map(|leaf| leaf.shown), other.map(|leaf| leaf.shown));
        out.push(Change { path: path.to_owned(), before, after });
    }
    let earlier: BTreeMap<&str, &Value> = old.iter().map(|(key, v)| (key.as_str(), *v)).collect();
    let later: BTreeMap<&str, &Value> = new.iter().map(|(key, v)| (key.as_str(), *v)).collect();
    let went = old.iter().filter(|(key, _)| !later.contains_key(key.as_str()));
    let keys = new.iter().chain(went).map(|(key, _)| key.as_str());
    for key in keys.filter(|key| !(path.is_empty() && *key == "chapters")) {
        let dot = if path.is_empty() || key.starts_with('[') { "" } else { "." };
        let path = format!("{path}{dot}{key}");
        compare(&path, earlier.get(key).copied(), later.get(key).copied(), manners, out);
    }
}

/// What a value holds, by its name in the path.
fn children(value: Option<&Value>) -> Vec<(String, &Value)> {
    match value {
        Some(Value::Object(map)) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Some(Value::Array(list)) => {
            let names: Vec<Option<&str>> = list.iter().map(name).collect();
            let named = list.iter().enumerate().map(|(at, value)| {
                let own = names.get(at).copied().flatten();
                let once = |own: &&str| names.iter().filter(|n| **n == Some(*own)).count() == 1;
                let name = own.filter(once).map(str::to_owned);
                let name = name.unwrap_or_else(|| at.saturating_add(1).to_string());
                (format!("[{name}]"), value)
            });
            named.collect()
        }
        _ => Vec::new(),
    }
}

fn name(value: &Value) -> Option<&str> {
    value.get("code").or_else(|| value.get("name")).and_then(Value::as_str)
}
