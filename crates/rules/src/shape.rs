//! Turns a merged tree into a `domain::rulebook::Package`.

use domain::{
    codes::DivisionCode,
    rulebook::{Layer, Package},
};
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::{
    fault::ResolveError,
    node::{Entry, Node},
    schema::{Field, Kind, Layout, SECTIONS, Shape},
};

const WORDS: [&str; 4] = ["zh", "en", "source", "certainty"];

/// The package of a merged tree.
pub(crate) fn package(
    tree: &Entry,
    division: &DivisionCode,
    on: Date,
    layers: Vec<Layer>,
) -> Result<Package, ResolveError> {
    let form = |error: serde_json::Error| ResolveError::Form {
        division: division.as_str().to_owned(),
        reason: error.to_string(),
    };
    let mut map = fields(tree, SECTIONS);
    for field in SECTIONS {
        if matches!(field.kind, Kind::Many(_)) {
            map.entry(field.name).or_insert_with(|| Value::Array(Vec::new()));
        }
    }
    map.insert("division".to_owned(), Value::from(division.as_str()));
    map.insert("on".to_owned(), Value::from(on.to_string()));
    map.insert("layers".to_owned(), serde_json::to_value(layers).map_err(form)?);
    serde_json::from_value(Value::Object(map)).map_err(form)
}

fn fields(entry: &Entry, list: &'static [Field]) -> Map<String, Value> {
    let mut map = Map::new();
    for field in list {
        let Some(node) = entry.fields.get(field.name) else {
            continue;
        };
        match (node, field.kind) {
            (Node::Value(value), _) => {
                map.insert(field.name.to_owned(), value.clone());
            }
            (Node::One(one), Kind::One(shape)) => {
                if let Layout::Split(part) = shape.layout {
                    let words = Value::Object(words(one, field.name));
                    map.insert(format!("{}_item", field.name), words);
                    let value = one.value(part).cloned().unwrap_or(Value::Null);
                    map.insert(field.name.to_owned(), value);
                } else {
                    map.insert(field.name.to_owned(), item(one, shape, field.name));
                }
            }
            (Node::Many(many), Kind::Many(shape)) => {
                let items = many.iter().map(|one| item(one, shape, field.name)).collect();
                map.insert(field.name.to_owned(), Value::Array(items));
            }
            (Node::One(_) | Node::Many(_), _) => {}
        }
    }
    map
}

/// One item of a section of a package, by the name of the section.
pub(crate) fn item_of(entry: &Entry, section: &str) -> Value {
    SECTIONS.iter().find(|field| field.name == section).map_or(Value::Null, |field| {
        match field.kind {
            Kind::Many(shape) | Kind::One(shape) => item(entry, shape, field.name),
            _ => Value::Null,
        }
    })
}

fn item(entry: &Entry, shape: &'static Shape, name: &str) -> Value {
    let mut map = fields(entry, shape.fields);
    let words = words(entry, name);
    match shape.layout {
        Layout::Flat | Layout::Split(_) => map.extend(words),
        Layout::FlatAlso(key) => {
            map.extend(words);
            map.insert(key.to_owned(), Value::from(entry.code.as_str()));
        }
        Layout::Nested => {
            map.insert("item".to_owned(), Value::Object(words));
        }
        Layout::NestedAs(key) => {
            map.insert("item".to_owned(), Value::Object(words));
            map.insert(key.to_owned(), Value::from(entry.code.as_str()));
        }
    }
    Value::Object(map)
}

/// Code, words, source, certainty and layer. A single item without a code of
/// its own takes the name of its key.
fn words(entry: &Entry, name: &str) -> Map<String, Value> {
    let code = if entry.code.is_empty() { name.to_uppercase() } else { entry.code.clone() };
    let mut map = Map::new();
    map.insert("code".to_owned(), Value::from(code));
    map.insert("layer".to_owned(), Value::from(entry.layer.as_str()));
    for key in WORDS {
        if let Some(value) = entry.value(key) {
            map.insert(key.to_owned(), value.clone());
        }
    }
    map
}
