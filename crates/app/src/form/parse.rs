//! From what was typed to the act's input as JSON, with text replaced by its
//! commitment.

use std::collections::BTreeSet;

use domain::{
    codes::{Attitude, ProcedureCode, Step},
    rulebook::Prohibited,
};
use jiff::{Timestamp, civil::Date};
use risk::scale::{Score, Weight};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{ActSpec, Field, FieldError, Kind, RawForm, Source, faults};
use crate::{ctx::Ids, vault::Vault};

/// Longest number of rows in a repeated field.
const MAX_ROWS: usize = 200;

/// Turns a form into the input of its act. `barred` are the wordings that the
/// rules of the case refuse in every text.
///
/// # Errors
/// Every field that is out of order, not only the first.
pub fn parse(
    spec: &ActSpec,
    raw: &RawForm,
    vault: &mut Vault<'_>,
    ids: &dyn Ids,
    now: Timestamp,
    barred: &[Prohibited],
) -> Result<Value, Vec<FieldError>> {
    let mut parser = Parser { raw, vault, ids, now, barred, errors: Vec::new() };
    let object = parser.fields(spec.fields, "");
    if parser.errors.is_empty() { Ok(Value::Object(object)) } else { Err(parser.errors) }
}

struct Parser<'a, 'v> {
    raw: &'a RawForm,
    vault: &'a mut Vault<'v>,
    ids: &'a dyn Ids,
    now: Timestamp,
    barred: &'a [Prohibited],
    errors: Vec<FieldError>,
}

impl Parser<'_, '_> {
    fn fields(&mut self, fields: &[Field], prefix: &str) -> Map<String, Value> {
        let mut object = Map::new();
        for field in fields {
            let name = format!("{prefix}{}", field.name);
            if let Some(value) = self.field(field, &name) {
                object.insert(field.name.to_owned(), value);
            }
        }
        object
    }

    fn field(&mut self, field: &Field, name: &str) -> Option<Value> {
        match field.kind {
            Kind::NewId => Some(json!(self.ids.id(self.now).to_string())),
            Kind::Flag => Some(Value::Bool(!self.raw.first(name).is_empty())),
            Kind::Many(source) => self.many(field, name, source),
            Kind::Files => self.files(field, name),
            Kind::Rows(inner) => self.rows(field, name, inner),
            Kind::Ratings => self.ratings(name),
            Kind::Weights => self.weights(name),
            Kind::Attitudes => Some(self.attitudes(name)),
            Kind::Answers => Some(self.answers(name)),
            Kind::Sections => self.sections(field, name),
            _ => self.single(field, name),
        }
    }

    fn fail(&mut self, error: FieldError) -> Option<Value> {
        self.errors.push(error);
        None
    }

    fn single(&mut self, field: &Field, name: &str) -> Option<Value> {
        let typed = self.raw.first(name).to_owned();
        if typed.is_empty() {
            return if field.required { self.fail(missing(field.kind, name)) } else { None };
        }
        match field.kind {
            Kind::Text(max) | Kind::Long(max) => self.text(name, &typed, max),
            Kind::Date => match parse_date(&typed) {
                Some(day) => Some(json!(day.to_string())),
                None => self.fail(FieldError::new(name, "date")),
            },
            Kind::Sha256 => {
                let hash = typed.to_ascii_lowercase();
                if hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()) {
                    return Some(json!(hash));
                }
                self.fail(FieldError::new(name, "sha256"))
            }
            Kind::Count(min, max) => match parse_whole(&typed) {
                Some(n) if (i64::from(min)..=i64::from(max)).contains(&n) => Some(json!(n)),
                _ => self.fail(FieldError::new(name, "count").with("min", min).with("max", max)),
            },
            Kind::YesNo => match typed.as_str() {
                "yes" => Some(Value::Bool(true)),
                "no" => Some(Value::Bool(false)),
                _ => self.fail(FieldError::new(name, "choice")),
            },
            Kind::One(source) if !well_formed(source, &typed) => {
                self.fail(FieldError::new(name, "choice"))
            }
            Kind::Ref if !identifies(&typed) => self.fail(FieldError::new(name, "choice")),
            Kind::One(Source::OpenOpinions) => match typed.parse::<u32>() {
                Ok(n) => Some(json!(n)),
                Err(_) => self.fail(FieldError::new(name, "choice")),
            },
            Kind::Period => match crate::matter::period::parse(&typed, None) {
                Some(p) => Some(json!({ "from": p.from.to_string(), "to": p.to.to_string() })),
                None => self.fail(FieldError::new(name, "period")),
            },
            Kind::Entry => match typed.split_once(':') {
                Some((kind, id)) if ENTRIES.contains(&kind) && identifies(id) => {
                    Some(json!({ "kind": kind, "id": id }))
                }
                _ => self.fail(FieldError::new(name, "choice")),
            },
            _ => Some(json!(typed)),
        }
    }

    fn text(&mut self, name: &str, typed: &str, max: u32) -> Option<Value> {
        let length = typed.chars().count();
        if length > max as usize {
            return self
                .fail(FieldError::new(name, "too_long").with("max", max).with("have", length));
        }
        if typed.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return self.fail(FieldError::new(name, "control"));
        }
        let faults = faults(name, typed, self.barred);
        if !faults.is_empty() {
            self.errors.extend(faults);
            return None;
        }
        Some(json!(self.vault.text(typed).to_string()))
    }

    fn many(&mut self, field: &Field, name: &str, source: Source) -> Option<Value> {
        let chosen: Vec<String> = self.raw.all(name).map(str::to_owned).collect();
        if chosen.is_empty() && field.required {
            return self.fail(FieldError::new(name, "none_ticked"));
        }
        if chosen.iter().any(|one| !well_formed(source, one)) {
            return self.fail(FieldError::new(name, "choice"));
        }
        let unique: BTreeSet<String> = chosen.into_iter().collect();
        Some(json!(unique))
    }

    fn files(&mut self, field: &Field, name: &str) -> Option<Value> {
        let files = self.raw.files.get(name).cloned().unwrap_or_default();
        if files.is_empty() && field.required {
            return self.fail(FieldError::new(name, "file_required"));
        }
        for file in &files {
            self.vault.stage(self.raw.staged.get(&file.blob));
        }
        let refs: Vec<String> = files.iter().map(|f| self.vault.file(f).to_string()).collect();
        Some(json!(refs))
    }

    /// Row numbers that occur under a name, in order; rows left wholly empty
    /// do not count.
    fn row_numbers(&self, name: &str) -> Vec<usize> {
        let prefix = format!("{name}.");
        let numbers: BTreeSet<usize> = self
            .raw
            .values
            .iter()
            .filter(|(_, v)| v.iter().any(|v| !v.trim().is_empty()))
            .filter_map(|(k, _)| k.strip_prefix(&prefix)?.split('.').next()?.parse().ok())
            .collect();
        numbers.into_iter().take(MAX_ROWS).collect()
    }

    fn rows(&mut self, field: &Field, name: &str, inner: &'static [Field]) -> Option<Value> {
        let numbers = self.row_numbers(name);
        if numbers.is_empty() && field.required {
            return self
                .fail(FieldError::new(format!("{name}.0.{}", inner.first()?.name), "required"));
        }
        let rows = numbers
            .into_iter()
            .map(|n| Value::Object(self.fields(inner, &format!("{name}.{n}."))))
            .collect();
        Some(Value::Array(rows))
    }

    /// Keys directly under a name, such as factor identifiers.
    fn keys(&self, name: &str) -> Vec<String> {
        let prefix = format!("{name}.");
        let keys: BTreeSet<String> = self
            .raw
            .values
            .keys()
            .filter_map(|k| k.strip_prefix(&prefix)?.split('.').next().map(str::to_owned))
            .collect();
        keys.into_iter().take(MAX_ROWS).collect()
    }

    fn score(&mut self, name: &str) -> Option<Score> {
        let typed = self.raw.first(name).to_owned();
        if typed.is_empty() {
            self.fail(FieldError::new(name, "required"));
            return None;
        }
        match Score::parse(&typed) {
            Ok(score) => Some(score),
            Err(_) => {
                self.fail(FieldError::new(name, "score"));
                None
            }
        }
    }

    fn ratings(&mut self, name: &str) -> Option<Value> {
        let keys = self.keys(name);
        if keys.is_empty() {
            return Some(json!([]));
        }
        let mut rows = Vec::new();
        for key in keys {
            if !identifies(&key) {
                self.fail(FieldError::new(format!("{name}.{key}"), "choice"));
                continue;
            }
            let p = self.score(&format!("{name}.{key}.p"));
            let q = self.score(&format!("{name}.{key}.q"));
            if let (Some(p), Some(q)) = (p, q) {
                rows.push(json!({ "factor": key, "p": p, "q": q }));
            }
        }
        Some(Value::Array(rows))
    }

    fn weights(&mut self, name: &str) -> Option<Value> {
        let mut weights = Map::new();
        for key in self.keys(name) {
            let field = format!("{name}.{key}");
            match Weight::parse(self.raw.first(&field)) {
                Ok(weight) if identifies(&key) => {
                    weights.insert(key, json!(weight));
                }
                Ok(_) => {
                    self.fail(FieldError::new(field, "choice"));
                }
                Err(_) => {
                    self.fail(FieldError::new(field, "weight"));
                }
            }
        }
        Some(Value::Object(weights))
    }

    fn attitudes(&mut self, name: &str) -> Value {
        let mut counts = Map::new();
        for key in self.keys(name) {
            let field = format!("{name}.{key}");
            let typed = self.raw.first(&field).to_owned();
            if typed.is_empty() {
                continue;
            }
            match typed.parse::<u32>() {
                Ok(n) if Attitude::from_code(&key).is_some() => {
                    counts.insert(key, json!(n));
                }
                Ok(_) => {
                    self.fail(FieldError::new(field, "choice"));
                }
                Err(_) => {
                    let error =
                        FieldError::new(field, "count").with("min", 0).with("max", u32::MAX);
                    self.fail(error);
                }
            }
        }
        Value::Object(counts)
    }

    fn answers(&mut self, name: &str) -> Value {
        let mut answers = Map::new();
        for key in self.keys(name) {
            let field = format!("{name}.{key}");
            let yes = match self.raw.first(&field) {
                "yes" => true,
                "no" => false,
                _ => {
                    self.fail(missing(Kind::YesNo, &field));
                    continue;
                }
            };
            let basis = self.raw.first(&format!("{field}.basis")).to_owned();
            let basis = if basis.is_empty() {
                Value::Null
            } else {
                self.text(&format!("{field}.basis"), &basis, 500).unwrap_or(Value::Null)
            };
            answers.insert(key, json!({ "yes": yes, "basis": basis }));
        }
        Value::Object(answers)
    }

    fn sections(&mut self, field: &Field, name: &str) -> Option<Value> {
        let mut sections = Vec::new();
        let mut empty = true;
        for key in self.keys(name) {
            let typed = self.raw.first(&format!("{name}.{key}")).to_owned();
            if typed.is_empty() {
                continue;
            }
            empty = false;
            if let Some(text) = self.text(&format!("{name}.{key}"), &typed, 200_000) {
                sections.push(json!({ "code": key, "text": text }));
            }
        }
        if empty && field.required {
            return self.fail(FieldError::new(name, "required"));
        }
        Some(Value::Array(sections))
    }
}

/// Kinds of entries that may be struck out, as the act reads them.
const ENTRIES: [&str; 4] = ["notice", "activity", "factor", "measure"];

/// Nothing stands in a field that has to be filled in, or chosen.
fn missing(kind: Kind, name: &str) -> FieldError {
    let chosen = matches!(kind, Kind::One(_) | Kind::Many(_) | Kind::YesNo | Kind::Entry);
    FieldError::new(name, if chosen { "choose" } else { "required" })
}

fn identifies(typed: &str) -> bool {
    Uuid::parse_str(typed).is_ok()
}

/// Whether a choice has the form of what it stands for; whether that exists,
/// the act itself looks up.
fn well_formed(source: Source, typed: &str) -> bool {
    match source {
        Source::Codes(codes, _) => codes.contains(&typed),
        Source::Procedures => ProcedureCode::from_code(typed).is_some(),
        Source::Steps => Step::from_code(typed).is_some(),
        Source::OpenOpinions => typed.parse::<u32>().is_ok(),
        Source::Catalogue | Source::ReturnReasons | Source::Packet => true,
        Source::Divisions | Source::Entries => true,
        Source::Units
        | Source::Agencies
        | Source::Experts
        | Source::SilentExperts
        | Source::SilentReviewers
        | Source::Successors
        | Source::Factors
        | Source::Measures
        | Source::OpenNotices
        | Source::Meetings
        | Source::Unconfirmed
        | Source::OpenHearings
        | Source::OpenTriggers
        | Source::Matters => identifies(typed),
    }
}

/// A whole number as people write it: 12345, 12,345, １２３４５. A comma that does
/// not stand before groups of three digits is not guessed about.
#[must_use]
pub fn parse_whole(typed: &str) -> Option<i64> {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let text: String = typed.trim().chars().map(half).collect();
    let mut groups = text.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    if rest.iter().any(|group| group.len() != 3) || (!rest.is_empty() && first.len() > 3) {
        return None;
    }
    let digits = format!("{first}{}", rest.concat());
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// A day as people write it: 2016-11-18, 2016/11/18, 2016.11.18, 2016年11月18日.
#[must_use]
pub fn parse_date(typed: &str) -> Option<Date> {
    let unified: String = typed
        .trim()
        .trim_end_matches('日')
        .chars()
        .map(|c| if matches!(c, '/' | '.' | '年' | '月') { '-' } else { c })
        .collect();
    let mut parts = unified.split('-').map(str::trim);
    let year = parts.next()?.parse::<i16>().ok()?;
    let month = parts.next()?.parse::<i8>().ok()?;
    let day = parts.next()?.parse::<i8>().ok()?;
    if parts.next().is_some() || !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}
