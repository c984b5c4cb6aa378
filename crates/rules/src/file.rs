//! One file of rules: a place, and its dated versions.

use domain::codes::{Certainty, DivisionCode};
use jiff::civil::Date;
use serde_json::Value;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    fault::{Fault, Faults, Problem},
    node::Entry,
    read::{Origin, Reader},
    schema::{CERTAINTY, Kind, SECTIONS},
};

/// The code under which rules for the whole country stand.
pub(crate) const NATION: &str = "000000";

/// Where files of risk factors lie; they too speak for the whole country.
pub(crate) const CATALOGUES: &str = "catalogues/";

const HEAD: [&str; 8] =
    ["id", "based_on", "title", "doc_no", "effective_from", "effective_to", "source", "certainty"];

/// A file of rules for one place, as a page of rules lists it.
#[derive(Debug, Clone)]
pub struct LayerFile {
    /// `national`, `catalogues/project`, `liaoning`, `liaoning/chaoyang`, …
    pub name: String,
    /// The place; `000000` is the whole country.
    pub division: DivisionCode,
    /// Chinese name of the layer.
    pub zh: String,
    /// English name of the layer.
    pub en: String,
    /// Its versions in the order of the file; they never overlap.
    pub versions: Vec<VersionInfo>,
    pub(crate) bodies: Vec<Entry>,
    pub(crate) path: String,
}

/// The head of one dated version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionInfo {
    /// Name of the version within its file.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// Document number; empty where none is known.
    pub doc_no: String,
    /// First day on which it applies.
    pub effective_from: Date,
    /// Last day on which it applies; none while it is in force.
    pub effective_to: Option<Date>,
    /// Where it is from.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Line in the file.
    pub line: usize,
}

impl VersionInfo {
    /// Whether it applies on a day.
    #[must_use]
    pub fn applies(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_to.is_none_or(|to| on <= to)
    }
}

/// Reads one file. Returns what could be read and every fault.
pub(crate) fn read(path: &str, text: &str) -> (Option<LayerFile>, Vec<Fault>) {
    let name = path.trim_end_matches(".toml");
    let mut reader = Reader { faults: Faults::new(path, text), layer: name };
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            reader.fault(offset, Problem::Syntax(error.message().to_owned()));
            return (None, reader.faults.list);
        }
    };
    let file = head(&mut reader, root.get_ref(), path).map(|mut file| {
        versions(&mut reader, root.get_ref(), &mut file);
        file
    });
    (file, reader.faults.list)
}

fn head(reader: &mut Reader<'_>, root: &DeTable<'_>, path: &str) -> Option<LayerFile> {
    reader.fields(root, &[], &["division", "zh", "en", "version"], &Origin::default(), "the file");
    let mut text = |key: &str| {
        let value = find(root, key);
        if value.is_none() {
            let of = "the file".to_owned();
            reader.fault(0, Problem::Missing { key: key.to_owned(), of });
        }
        let value = value.and_then(|value| reader.value(value, key, Kind::Text))?;
        Some((value.as_str()?.to_owned(), find(root, key).map_or(0, |v| v.span().start)))
    };
    let (division, zh, en) = (text("division"), text("zh"), text("en"));
    let (division, offset) = division?;
    let wrong = |reason: String| Problem::Division { division: division.clone(), reason };
    let code = match DivisionCode::try_from(division.clone()) {
        Ok(code) => code,
        Err(error) => {
            reader.fault(offset, wrong(error.to_string()));
            return None;
        }
    };
    if let Err(reason) = fits(reader.layer, code.as_str()) {
        reader.fault(offset, wrong(reason));
    }
    Some(LayerFile {
        name: reader.layer.to_owned(),
        division: code,
        zh: zh?.0,
        en: en?.0,
        versions: Vec::new(),
        bodies: Vec::new(),
        path: path.to_owned(),
    })
}

/// The depth of a file in the folder and the level of its division must agree.
fn fits(name: &str, code: &str) -> Result<(), String> {
    let depth = if name == "national" || name.starts_with(CATALOGUES) {
        0
    } else {
        name.split('/').count()
    };
    let level = match code {
        NATION => 0,
        _ if code.ends_with("0000") => 1,
        _ if code.ends_with("00") => 2,
        _ => 3,
    };
    let words = ["the whole country", "a province", "a city", "a county"];
    match (words.get(depth), words.get(level)) {
        (Some(_), Some(_)) if depth == level => Ok(()),
        (Some(wanted), Some(found)) => {
            Err(format!("the place is for {wanted}, the code is of {found}"))
        }
        _ => Err("files lie at most three deep: province/city/county.toml".to_owned()),
    }
}

fn find<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
}

fn versions(reader: &mut Reader<'_>, root: &DeTable<'_>, file: &mut LayerFile) {
    let list = find(root, "version").and_then(|value| value.get_ref().as_array());
    let Some(list) = list.filter(|list| !list.is_empty()) else {
        let of = "the file".to_owned();
        reader.fault(0, Problem::Missing { key: "[[version]]".to_owned(), of });
        return;
    };
    for element in list.iter() {
        let start = element.span().start;
        let Some(table) = element.get_ref().as_table() else {
            continue;
        };
        let mut body = Entry::empty(reader.place(start), reader.layer);
        body.fields = reader.fields(table, SECTIONS, &HEAD, &Origin::default(), "the version");
        let Some(info) = version_head(reader, table, start) else {
            continue;
        };
        let body = base(reader, table, file, &info, body);
        if let Some(other) = file.versions.iter().find(|other| overlap(other, &info)) {
            let problem = Problem::Overlap {
                id: info.id.clone(),
                from: info.effective_from.to_string(),
                other: other.id.clone(),
            };
            reader.fault(start, problem);
        }
        file.versions.push(info);
        file.bodies.push(body);
    }
}

fn overlap(a: &VersionInfo, b: &VersionInfo) -> bool {
    let ends_before =
        |x: &VersionInfo, y: &VersionInfo| x.effective_to.is_some_and(|to| to < y.effective_from);
    !ends_before(a, b) && !ends_before(b, a)
}

/// Lays a version upon the earlier version that it names, if it names one.
fn base(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    file: &LayerFile,
    info: &VersionInfo,
    body: Entry,
) -> Entry {
    let Some(named) = find(table, "based_on") else {
        return body;
    };
    let id = named.get_ref().as_str().unwrap_or_default();
    let earlier = file.versions.iter().position(|v| v.id == id);
    let Some(mut base) = earlier.and_then(|index| file.bodies.get(index)).cloned() else {
        let problem = Problem::UnknownBase { id: info.id.clone(), base: id.to_owned() };
        reader.fault(named.span().start, problem);
        return body;
    };
    for (place, code, list) in base.lay(&body) {
        reader.faults.add(place.line, Problem::NothingToRemove { code, of: list.to_owned() });
    }
    base
}

fn version_head(reader: &mut Reader<'_>, table: &DeTable<'_>, start: usize) -> Option<VersionInfo> {
    let before = reader.faults.list.len();
    let mut read = |key: &str, kind: Kind| {
        find(table, key).and_then(|value| reader.value(value, key, kind)).and_then(|value| {
            match value {
                Value::String(text) => Some(text),
                _ => None,
            }
        })
    };
    let (id, title) = (read("id", Kind::Text), read("title", Kind::Text));
    let (source, certainty) =
        (read("source", Kind::Text), read("certainty", Kind::Code(&CERTAINTY)));
    let doc_no = read("doc_no", Kind::Text).unwrap_or_default();
    let from = day(reader, table, "effective_from");
    let to = day(reader, table, "effective_to");
    for key in ["id", "title", "source", "certainty", "effective_from"] {
        if find(table, key).is_none() {
            let of = "the version".to_owned();
            reader.fault(start, Problem::Missing { key: key.to_owned(), of });
        }
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let expected = "a day not before effective_from".to_owned();
        reader.fault(start, Problem::Wrong { key: "effective_to".to_owned(), expected });
    }
    if reader.faults.list.len() > before {
        return None;
    }
    Some(VersionInfo {
        id: id?,
        title: title?,
        doc_no,
        effective_from: from?,
        effective_to: to,
        source: source?,
        certainty: Certainty::from_code(&certainty?)?,
        line: reader.faults.line(start),
    })
}

/// A TOML local date, for example `2016-05-01`.
pub(crate) fn day(reader: &mut Reader<'_>, table: &DeTable<'_>, key: &str) -> Option<Date> {
    let value = find(table, key)?;
    let read = date_of(value.get_ref());
    if read.is_none() {
        let expected = "a date such as 2016-05-01, without quotes".to_owned();
        reader.fault(value.span().start, Problem::Wrong { key: key.to_owned(), expected });
    }
    read
}

/// The date of a TOML local date.
pub(crate) fn date_of(value: &DeValue<'_>) -> Option<Date> {
    let datetime = value.as_datetime()?;
    let date = datetime.date.filter(|_| datetime.time.is_none())?;
    let year = i16::try_from(date.year).ok()?;
    Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}
