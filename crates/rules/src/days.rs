//! Files of holidays (`calendar/<year>.toml`), read into the pure calendar.

use domain::calendar::{Calendar, CalendarError, Holiday, YearPlan};
use jiff::civil::Date;
use toml::de::DeTable;

use crate::{
    fault::{Fault, Faults, Problem},
    file::{date_of, day},
    read::{Origin, Reader},
    schema::{Field, Kind, Need, Plain},
};

static SOURCE: Plain = Plain {
    fields: &[
        Field { name: "doc_no", kind: Kind::Text, need: Need::Merged },
        Field { name: "title", kind: Kind::Text, need: Need::Merged },
    ],
    verify: |_| Ok(()),
};
static YEAR: &[Field] = &[
    Field { name: "year", kind: Kind::Count(1949, 9000), need: Need::Merged },
    Field { name: "provisional", kind: Kind::Flag, need: Need::Merged },
    Field { name: "source", kind: Kind::PlainList(&SOURCE), need: Need::Merged },
];
static WORDS: &[Field] = &[
    Field { name: "code", kind: Kind::Text, need: Need::Merged },
    Field { name: "zh", kind: Kind::Text, need: Need::Merged },
    Field { name: "en", kind: Kind::Text, need: Need::Merged },
    Field { name: "source", kind: Kind::Text, need: Need::Merged },
];

/// Reads one year. Returns its plan, unless a fault makes it useless.
pub(crate) fn read(path: &str, text: &str) -> (Option<YearPlan>, Vec<Fault>) {
    let mut reader = Reader { faults: Faults::new(path, text), layer: path };
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            reader.fault(offset, Problem::Syntax(error.message().to_owned()));
            return (None, reader.faults.list);
        }
    };
    let root = root.get_ref();
    reader.fields(root, YEAR, &["holiday"], &Origin::default(), "the year");
    missing(&mut reader, root, YEAR, 0, "the year");
    let holidays = holidays(&mut reader, root);
    let get = |key: &str| root.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v.get_ref());
    let year = get("year").and_then(|v| v.as_integer()).and_then(|n| n.as_str().parse().ok());
    let provisional = get("provisional").and_then(|v| v.as_bool());
    let plan = match (year, provisional) {
        (Some(year), Some(provisional)) if reader.faults.list.is_empty() => {
            Some(YearPlan { year, provisional, holidays })
        }
        _ => None,
    };
    let faults = reader.faults.list;
    let Some(plan) = plan else {
        return (None, faults);
    };
    match Calendar::new(vec![plan.clone()]) {
        Ok(_) => (Some(plan), faults),
        Err(error) => (None, vec![whole(path, error)]),
    }
}

/// A fault of a calendar file as a whole.
pub(crate) fn whole(path: &str, error: CalendarError) -> Fault {
    Fault { file: path.to_owned(), line: 0, problem: Problem::Inconsistent(error.to_string()) }
}

fn missing(reader: &mut Reader<'_>, table: &DeTable<'_>, fields: &[Field], at: usize, of: &str) {
    for field in fields {
        if !table.keys().any(|key| key.get_ref() == field.name) {
            let problem = Problem::Missing { key: field.name.to_owned(), of: of.to_owned() };
            reader.fault(at, problem);
        }
    }
}

fn holidays(reader: &mut Reader<'_>, root: &DeTable<'_>) -> Vec<Holiday> {
    let list = root.iter().find(|(key, _)| key.get_ref() == "holiday");
    let Some(list) = list.and_then(|(_, value)| value.get_ref().as_array()) else {
        let of = "the year".to_owned();
        reader.fault(0, Problem::Missing { key: "[[holiday]]".to_owned(), of });
        return Vec::new();
    };
    let mut holidays = Vec::new();
    for element in list.iter() {
        let Some(table) = element.get_ref().as_table() else {
            continue;
        };
        let start = element.span().start;
        holidays.extend(holiday(reader, table, start));
    }
    holidays
}

fn holiday(reader: &mut Reader<'_>, table: &DeTable<'_>, start: usize) -> Option<Holiday> {
    let of = "the holiday";
    let nodes = reader.fields(table, WORDS, &["from", "to", "make_up"], &Origin::default(), of);
    missing(reader, table, WORDS, start, of);
    let (from, to) = (day(reader, table, "from"), day(reader, table, "to"));
    for (key, value) in [("from", from), ("to", to)] {
        if value.is_none() && !table.keys().any(|k| k.get_ref() == key) {
            reader.fault(start, Problem::Missing { key: key.to_owned(), of: of.to_owned() });
        }
    }
    let make_up = make_up_days(reader, table);
    let text = |key: &str| match nodes.get(key) {
        Some(crate::node::Node::Value(serde_json::Value::String(text))) => Some(text.clone()),
        _ => None,
    };
    Some(Holiday {
        code: text("code")?,
        zh: text("zh")?,
        en: text("en")?,
        from: from?,
        to: to?,
        make_up,
        source: text("source")?,
    })
}

fn make_up_days(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<Date> {
    let Some((_, value)) = table.iter().find(|(key, _)| key.get_ref() == "make_up") else {
        return Vec::new();
    };
    let elements = value.get_ref().as_array().map(|array| array.iter().collect::<Vec<_>>());
    let days: Option<Vec<Date>> =
        elements.and_then(|list| list.iter().map(|v| date_of(v.get_ref())).collect());
    if days.is_none() {
        let expected = "a list of dates such as 2016-02-06, without quotes".to_owned();
        let problem = Problem::Wrong { key: "make_up".to_owned(), expected };
        reader.fault(value.span().start, problem);
    }
    days.unwrap_or_default()
}
