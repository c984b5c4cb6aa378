//! Reads one table of a rule file against the schema. Every fault is kept with
//! its line; reading goes on, so that a writer sees all of them at once.

use std::collections::BTreeMap;

use domain::rulebook::numbers::Ratio;
use serde_json::{Map, Value};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    fault::{Faults, Problem},
    node::{Entry, Node, Place},
    schema::{CERTAINTY, Codes, Field, Kind, Plain, Shape},
};

/// Keys that every item has.
const WORDS: [&str; 6] = ["code", "zh", "en", "source", "certainty", "remove"];

/// Source and certainty that nested items take over when they state none.
#[derive(Clone, Default)]
pub(crate) struct Origin {
    source: Option<Value>,
    certainty: Option<Value>,
}

/// Reads the tables of one file.
pub(crate) struct Reader<'a> {
    pub(crate) faults: Faults<'a>,
    pub(crate) layer: &'a str,
}

impl Reader<'_> {
    pub(crate) fn place(&self, offset: usize) -> Place {
        Place { file: self.faults.file.to_owned(), line: self.faults.line(offset) }
    }

    pub(crate) fn fault(&mut self, offset: usize, problem: Problem) {
        self.faults.add(self.faults.line(offset), problem);
    }

    /// Reads the fields of a table; `skip` names keys that the caller reads.
    pub(crate) fn fields(
        &mut self,
        table: &DeTable<'_>,
        fields: &'static [Field],
        skip: &[&str],
        origin: &Origin,
        of: &str,
    ) -> BTreeMap<&'static str, Node> {
        let mut nodes = BTreeMap::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if skip.contains(&name) {
                continue;
            }
            match fields.iter().find(|field| field.name == name) {
                Some(field) => {
                    if let Some(node) = self.node(value, field, origin) {
                        nodes.insert(field.name, node);
                    }
                }
                None => self.unknown_key(key.span().start, name, fields, skip, of),
            }
        }
        nodes
    }

    fn unknown_key(
        &mut self,
        offset: usize,
        key: &str,
        fields: &'static [Field],
        skip: &[&str],
        of: &str,
    ) {
        let known: Vec<&str> =
            skip.iter().copied().chain(fields.iter().map(|field| field.name)).collect();
        let problem =
            Problem::UnknownKey { key: key.to_owned(), of: of.to_owned(), known: known.join(", ") };
        self.fault(offset, problem);
    }

    fn node(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        field: &Field,
        origin: &Origin,
    ) -> Option<Node> {
        match field.kind {
            Kind::One(shape) => match value.get_ref().as_table() {
                Some(table) => {
                    Some(Node::One(self.item(table, value.span().start, shape, field, origin)))
                }
                None => self.wrong(value, field.name, "a table"),
            },
            Kind::Many(shape) => self.items(value, shape, field, origin),
            _ => self.value(value, field.name, field.kind).map(Node::Value),
        }
    }

    fn items(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        shape: &'static Shape,
        field: &Field,
        origin: &Origin,
    ) -> Option<Node> {
        let Some(array) = value.get_ref().as_array() else {
            return self.wrong(value, field.name, "a list of tables");
        };
        let mut entries: Vec<Entry> = Vec::new();
        for element in array.iter() {
            let Some(table) = element.get_ref().as_table() else {
                return self.wrong(element, field.name, "a list of tables");
            };
            let start = element.span().start;
            let entry = self.item(table, start, shape, field, origin);
            if entry.code.is_empty() {
                self.missing(start, "code", field.name);
            } else if entries.iter().any(|other| other.code == entry.code) {
                let problem =
                    Problem::Twice { code: entry.code.clone(), of: field.name.to_owned() };
                self.fault(start, problem);
            }
            entries.push(entry);
        }
        Some(Node::Many(entries))
    }

    fn item(
        &mut self,
        table: &DeTable<'_>,
        start: usize,
        shape: &'static Shape,
        field: &Field,
        origin: &Origin,
    ) -> Entry {
        let mut entry = Entry::empty(self.place(start), self.layer);
        let mut words = self.words(table, shape);
        if let Some(Value::String(code)) = words.remove("code") {
            entry.code = code;
        }
        entry.remove = words.remove("remove") == Some(Value::Bool(true));
        let of = if entry.code.is_empty() {
            field.name.to_owned()
        } else {
            format!("{} {}", field.name, entry.code)
        };
        let own = Origin {
            source: words.get("source").cloned().or_else(|| origin.source.clone()),
            certainty: words.get("certainty").cloned().or_else(|| origin.certainty.clone()),
        };
        entry.fields = self.fields(table, shape.fields, &WORDS, &own, &of);
        entry.holder = words.is_empty()
            && !entry.fields.is_empty()
            && !entry.fields.values().any(|node| matches!(node, Node::Value(_)));
        if !entry.holder {
            for (name, origin) in [("source", own.source), ("certainty", own.certainty)] {
                match origin {
                    Some(value) => drop(words.insert(name, value)),
                    None if entry.remove || table.keys().any(|key| key.get_ref() == name) => {}
                    None => self.missing(start, name, &of),
                }
            }
        }
        entry.fields.extend(words.into_iter().map(|(name, value)| (name, Node::Value(value))));
        entry
    }

    /// Reads the keys that every item has.
    fn words(
        &mut self,
        table: &DeTable<'_>,
        shape: &'static Shape,
    ) -> BTreeMap<&'static str, Value> {
        let mut words = BTreeMap::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let Some(name) = WORDS.into_iter().find(|word| *word == name) else {
                continue;
            };
            let kind = match name {
                "code" => shape.codes.map_or(Kind::Text, Kind::Code),
                "certainty" => Kind::Code(&CERTAINTY),
                "remove" => Kind::Flag,
                _ => Kind::Text,
            };
            if let Some(read) = self.value(value, name, kind) {
                words.insert(name, read);
            }
        }
        words
    }

    fn missing(&mut self, offset: usize, key: &str, of: &str) {
        self.fault(offset, Problem::Missing { key: key.to_owned(), of: of.to_owned() });
    }

    fn wrong<T>(&mut self, value: &Spanned<DeValue<'_>>, key: &str, expected: &str) -> Option<T> {
        let problem = Problem::Wrong { key: key.to_owned(), expected: expected.to_owned() };
        self.fault(value.span().start, problem);
        None
    }

    /// Reads a value that is replaced as a whole.
    pub(crate) fn value(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        kind: Kind,
    ) -> Option<Value> {
        match kind {
            Kind::Text => match value.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => Some(Value::from(text)),
                _ => self.wrong(value, key, "a text that is not empty"),
            },
            Kind::Ratio => match value.get_ref().as_str() {
                Some(text) if Ratio::parse(text).is_ok() => Some(Value::from(text)),
                _ => self.wrong(value, key, "an exact number in quotes, for example \"0.36\""),
            },
            Kind::Count(least, most) => match whole(value.get_ref()) {
                Some(number) if (least..=most).contains(&number) => Some(Value::from(number)),
                _ => self.wrong(value, key, &format!("a whole number from {least} to {most}")),
            },
            Kind::Flag => match value.get_ref().as_bool() {
                Some(flag) => Some(Value::from(flag)),
                None => self.wrong(value, key, "true or false"),
            },
            Kind::Code(codes) => self.code(value, key, codes),
            Kind::CodeList(codes) => self.list(value, key, Kind::Code(codes)),
            Kind::TextList => self.list(value, key, Kind::Text),
            Kind::PairList => self.list(value, key, Kind::Pair),
            Kind::PlainList(plain) => self.list(value, key, Kind::Plain(plain)),
            Kind::Pair => match self.list(value, key, Kind::Text) {
                Some(Value::Array(pair)) if pair.len() == 2 => Some(Value::Array(pair)),
                _ => self.wrong(value, key, "a pair [Chinese, English]"),
            },
            Kind::Numbers => self.numbers(value, key),
            Kind::Plain(plain) => self.plain(value, key, plain),
            Kind::One(_) | Kind::Many(_) => None,
        }
    }

    fn code(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        codes: &'static Codes,
    ) -> Option<Value> {
        let Some(text) = value.get_ref().as_str() else {
            return self.wrong(value, key, &format!("a {} code", codes.name));
        };
        let known = (codes.all)();
        if known.contains(&text) {
            return Some(Value::from(text));
        }
        let problem = Problem::UnknownCode {
            list: codes.name.to_owned(),
            code: text.to_owned(),
            known: known.join(", "),
        };
        self.fault(value.span().start, problem);
        None
    }

    fn list(&mut self, value: &Spanned<DeValue<'_>>, key: &str, kind: Kind) -> Option<Value> {
        let Some(array) = value.get_ref().as_array() else {
            return self.wrong(value, key, "a list");
        };
        let read: Vec<Value> =
            array.iter().filter_map(|element| self.value(element, key, kind)).collect();
        Some(Value::Array(read))
    }

    fn numbers(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Value> {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong(value, key, "a table of whole numbers");
        };
        let mut map = Map::new();
        for (name, number) in table {
            match whole(number.get_ref()) {
                Some(whole) => drop(map.insert(name.get_ref().to_string(), Value::from(whole))),
                None => return self.wrong(number, name.get_ref(), "a whole number"),
            }
        }
        Some(Value::Object(map))
    }

    fn plain(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        plain: &'static Plain,
    ) -> Option<Value> {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong(value, key, "a table");
        };
        let before = self.faults.list.len();
        let nodes = self.fields(table, plain.fields, &[], &Origin::default(), key);
        for field in plain.fields {
            if !table.keys().any(|name| name.get_ref() == field.name) {
                self.missing(value.span().start, field.name, key);
            }
        }
        if self.faults.list.len() > before {
            return None;
        }
        let map = nodes.into_iter().filter_map(|(name, node)| match node {
            Node::Value(value) => Some((name.to_owned(), value)),
            Node::One(_) | Node::Many(_) => None,
        });
        let whole = Value::Object(map.collect());
        match (plain.verify)(&whole) {
            Ok(()) => Some(whole),
            Err(reason) => {
                let problem = Problem::Inconsistent(format!("`{key}`: {reason}"));
                self.fault(value.span().start, problem);
                None
            }
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
