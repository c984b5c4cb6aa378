//! A version of a rule file as a tree that can be merged: values, items with
//! words, and lists of items known by their codes. Each item remembers the
//! file and line that last touched it, so that later checks can point there.

use std::collections::BTreeMap;

use serde_json::Value;

/// File and line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: usize,
}

/// A node of the tree.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// Replaced as a whole by a later layer.
    Value(Value),
    /// Merged field by field.
    One(Entry),
    /// Merged by code.
    Many(Vec<Entry>),
}

/// An item with its words and fields.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) remove: bool,
    /// Says nothing itself and only holds items that do: laid upon another
    /// item, it leaves that item's words, source and layer alone.
    pub(crate) holder: bool,
    pub(crate) place: Place,
    pub(crate) layer: String,
    pub(crate) fields: BTreeMap<&'static str, Node>,
}

impl Entry {
    pub(crate) fn empty(place: Place, layer: &str) -> Self {
        let fields = BTreeMap::new();
        Self {
            code: String::new(),
            remove: false,
            holder: false,
            place,
            layer: layer.to_owned(),
            fields,
        }
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        match self.fields.get(key) {
            Some(Node::Value(Value::String(text))) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn value(&self, key: &str) -> Option<&Value> {
        match self.fields.get(key) {
            Some(Node::Value(value)) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn one(&self, key: &str) -> Option<&Entry> {
        match self.fields.get(key) {
            Some(Node::One(entry)) => Some(entry),
            _ => None,
        }
    }

    pub(crate) fn many(&self, key: &str) -> &[Entry] {
        match self.fields.get(key) {
            Some(Node::Many(entries)) => entries,
            _ => &[],
        }
    }

    /// Lays `over` upon this item: values are replaced, items merged, lists
    /// merged by code. Returns the removals that found nothing to remove.
    pub(crate) fn lay(&mut self, over: &Entry) -> Vec<(Place, String, &'static str)> {
        let mut idle = Vec::new();
        if !over.holder {
            self.place = over.place.clone();
            self.layer = over.layer.clone();
        }
        if !over.code.is_empty() {
            self.code = over.code.clone();
        }
        for (key, node) in &over.fields {
            let merged = match (self.fields.remove(key), node) {
                (Some(Node::One(_)), Node::One(new)) if new.remove => continue,
                (Some(Node::One(mut old)), Node::One(new)) => {
                    idle.extend(old.lay(new));
                    Node::One(old)
                }
                (old, Node::Many(new)) => {
                    let old = match old {
                        Some(Node::Many(old)) => old,
                        _ => Vec::new(),
                    };
                    Node::Many(lay_list(old, new, key, &mut idle))
                }
                (None, Node::One(new)) if new.remove => {
                    idle.push((new.place.clone(), new.code.clone(), *key));
                    continue;
                }
                (_, node) => node.clone(),
            };
            self.fields.insert(key, merged);
        }
        idle
    }
}

fn lay_list(
    mut list: Vec<Entry>,
    over: &[Entry],
    key: &'static str,
    idle: &mut Vec<(Place, String, &'static str)>,
) -> Vec<Entry> {
    for new in over {
        let found = list.iter().position(|old| old.code == new.code);
        match (found, new.remove) {
            (Some(index), true) => {
                list.remove(index);
            }
            (None, true) => idle.push((new.place.clone(), new.code.clone(), key)),
            (Some(index), false) => {
                if let Some(old) = list.get_mut(index) {
                    idle.extend(old.lay(new));
                }
            }
            // Laid upon nothing, so that removals nested in a new item are found idle too.
            (None, false) => {
                let mut fresh = Entry::empty(new.place.clone(), &new.layer);
                idle.extend(fresh.lay(new));
                list.push(fresh);
            }
        }
    }
    list
}
