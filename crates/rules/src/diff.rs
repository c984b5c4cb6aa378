//! What differs between two packages, item by item, with the source of the change.

use std::collections::{BTreeMap, BTreeSet};

use domain::rulebook::Package;
use serde::Serialize;
use serde_json::{Map, Value};

/// How something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only the second package has it.
    Added,
    /// Only the first package has it.
    Removed,
    /// Both have it, with different values.
    Changed,
}

/// One difference between two packages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Where, for example `procedures[GENERAL].steps[LEGALITY].minimum`.
    pub path: String,
    /// How it differs.
    pub change: Change,
    /// The value of the first package.
    pub old: Option<Value>,
    /// The value of the second package.
    pub new: Option<Value>,
    /// Source of the item in the second package; of the first where it was removed.
    pub source: Option<String>,
    /// Layer that states that item.
    pub layer: Option<String>,
}

/// Keys by which the elements of a list are known.
const KEYS: [&str; 4] = ["code", "gate", "step", "name"];

/// Compares two packages. Place, day and hash are not compared.
#[must_use]
pub fn diff(old: &Package, new: &Package) -> Vec<Difference> {
    let (Ok(Value::Object(mut old)), Ok(Value::Object(mut new))) =
        (serde_json::to_value(old), serde_json::to_value(new))
    else {
        return Vec::new();
    };
    for key in ["division", "on"] {
        old.remove(key);
        new.remove(key);
    }
    let mut walk = Walk { found: Vec::new() };
    walk.objects("", &old, &new, &Origin::default());
    walk.found
}

/// Source and layer of the item around a value.
#[derive(Clone, Default)]
struct Origin {
    source: Option<String>,
    layer: Option<String>,
}

impl Origin {
    /// The origin that an item states, or the one around it.
    fn of(map: &Map<String, Value>, around: &Self) -> Self {
        let words = map.get("item").and_then(Value::as_object).unwrap_or(map);
        let text = |key: &str| words.get(key).and_then(Value::as_str).map(str::to_owned);
        match text("source") {
            Some(source) => Self { source: Some(source), layer: text("layer") },
            None => around.clone(),
        }
    }
}

struct Walk {
    found: Vec<Difference>,
}

impl Walk {
    fn objects(
        &mut self,
        path: &str,
        old: &Map<String, Value>,
        new: &Map<String, Value>,
        around: &Origin,
    ) {
        let origin = Origin::of(new, around);
        let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for key in keys {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            self.values(&path, old.get(key), new.get(key), &origin);
        }
    }

    fn values(&mut self, path: &str, old: Option<&Value>, new: Option<&Value>, origin: &Origin) {
        match (old.filter(|v| !v.is_null()), new.filter(|v| !v.is_null())) {
            (None, None) => {}
            (Some(a), Some(b)) if a == b => {}
            (Some(Value::Object(a)), Some(Value::Object(b))) => self.objects(path, a, b, origin),
            (Some(Value::Array(a)), Some(Value::Array(b))) => match (coded(a), coded(b)) {
                (Some(x), Some(y)) => self.lists(path, &x, &y, origin),
                _ => self.add(path, old, new, origin),
            },
            (a, b) => self.add(path, a, b, origin),
        }
    }

    fn lists(
        &mut self,
        path: &str,
        old: &BTreeMap<&str, &Value>,
        new: &BTreeMap<&str, &Value>,
        origin: &Origin,
    ) {
        let keys: BTreeSet<&&str> = old.keys().chain(new.keys()).collect();
        for key in keys {
            let path = format!("{path}[{key}]");
            self.values(&path, old.get(*key).copied(), new.get(*key).copied(), origin);
        }
    }

    fn add(&mut self, path: &str, old: Option<&Value>, new: Option<&Value>, around: &Origin) {
        let change = match (old, new) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ => Change::Changed,
        };
        let origin = match new.or(old) {
            Some(Value::Object(map)) => Origin::of(map, around),
            _ => around.clone(),
        };
        self.found.push(Difference {
            path: path.to_owned(),
            change,
            old: old.cloned(),
            new: new.cloned(),
            source: origin.source,
            layer: origin.layer,
        });
    }
}

/// A list whose elements are known by a code of their own.
fn coded(list: &[Value]) -> Option<BTreeMap<&str, &Value>> {
    let mut map = BTreeMap::new();
    for value in list {
        let key = KEYS.iter().find_map(|key| value.get(key)).and_then(Value::as_str)?;
        if map.insert(key, value).is_some() {
            return None;
        }
    }
    Some(map)
}
