//! What a chapter may show of the record: every single value, with the way in which it is written.

use jiff::civil::Date;
use serde_json::Value;

use super::filters::{self, DEGREES, LEVELS};
use crate::model::{Language, Limits, index, long_date};

/// A value that a chapter may show live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it stands, as `rating.after.index`.
    pub path: String,
    /// What is written into a chapter to show it, as `{{ rating.after.index|index }}`.
    pub insert: String,
    /// How it is shown now, as `0.31`.
    pub shown: String,
    /// What it is.
    pub what: FieldKind,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// An index, a probability, an impact or a limit from 0 to 1.
    Index,
    /// A share, shown in hundredths.
    Share,
    /// A count or an amount.
    Count,
    /// A day.
    Day,
    /// Words.
    Text,
}

/// Every single value of a context, in the order of its paths, and the length of every list.
/// Values within lists have no name of their own and are left out, and so is what the record
/// does not have.
pub fn fields(values: &Value, language: Language) -> Vec<Field> {
    let mut out = Vec::new();
    walk("", values, Manner::of(values, language), &mut out);
    out
}

fn walk(path: &str, value: &Value, manner: Manner, out: &mut Vec<Field>) {
    match value {
        Value::Object(map) => {
            // Chapters are texts of people; one does not show another.
            for (key, value) in map.iter().filter(|(key, _)| !path.is_empty() || *key != "chapters")
            {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(&path, value, manner, out);
            }
        }
        Value::Array(list) => {
            let (insert, shown) = (format!("{{{{ {path}|length }}}}"), list.len().to_string());
            out.push(Field { path: path.to_owned(), insert, shown, what: FieldKind::Count });
        }
        Value::Null | Value::Bool(_) => {}
        single => {
            if let Some(Leaf { filter, shown, what }) = leaf(path, single, manner) {
                let insert = format!("{{{{ {path}{filter} }}}}");
                out.push(Field { path: path.to_owned(), insert, shown, what });
            }
        }
    }
}

/// How the values of a document are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    language: Language,
    limits: Limits,
}

impl Manner {
    /// Of a document with these values.
    pub(crate) fn of(values: &Value, language: Language) -> Self {
        Self { language, limits: filters::limits_of(values) }
    }
}

/// How a single value is written.
pub(crate) struct Leaf {
    /// The filter with the bar before it, or nothing.
    pub filter: &'static str,
    /// What is read.
    pub shown: String,
    /// What it is.
    pub what: FieldKind,
}

/// How the value of a path is written in documents; nothing for what is no single value.
pub(crate) fn leaf(path: &str, value: &Value, manner: Manner) -> Option<Leaf> {
    let key = path.rsplit('.').next().unwrap_or(path);
    match value {
        Value::String(text) => Some(words(key, text, manner.language)),
        Value::Number(number) => {
            let decimal = number.is_f64();
            Some(figure(path, key, (number.as_f64()?, decimal), manner))
        }
        _ => None,
    }
}

fn words(key: &str, text: &str, language: Language) -> Leaf {
    let leaf = |filter, shown: String, what| Leaf { filter, shown, what };
    if let Ok(day) = text.parse::<Date>() {
        return leaf("|date", long_date(day, language), FieldKind::Day);
    }
    let listed = match key {
        "level" | "level_before" | "before" | "after" => Some(("|level", LEVELS)),
        "degree" | "degree_after" => Some(("|degree", DEGREES)),
        _ => None,
    };
    let word = listed.and_then(|(filter, codes)| {
        Some((filter, filters::word(text, codes, language)?.to_owned()))
    });
    match word {
        Some((filter, word)) => leaf(filter, word, FieldKind::Text),
        None => leaf("", text.to_owned(), FieldKind::Text),
    }
}

fn figure(path: &str, key: &str, (value, decimal): (f64, bool), manner: Manner) -> Leaf {
    let leaf = |filter, shown, what| Leaf { filter, shown, what };
    let grouped = |decimals| filters::grouped(value, decimals, manner.language);
    // The ends of an interval are those of a share beside answers, of an index elsewhere.
    let of_answer = path.contains(".answers");
    match key {
        "year" => leaf("", format!("{value:.0}"), FieldKind::Text),
        _ if !decimal => leaf("|number", grouped(0), FieldKind::Count),
        "weight" | "share" | "coverage" | "support" | "support_low" | "support_high" => {
            leaf("|percent(1)", filters::percent(value, 1), FieldKind::Share)
        }
        "low" | "high" if of_answer => {
            leaf("|percent(1)", filters::percent(value, 1), FieldKind::Share)
        }
        "index" | "low" | "high" | "threshold_medium" | "threshold_high" => {
            leaf("|index", index(value, manner.limits), FieldKind::Index)
        }
        "p" | "q" | "r" | "p_after" | "q_after" | "r_after" => {
            leaf("|score", filters::score(value), FieldKind::Index)
        }
        "points" | "total" | "most" => leaf("|number(1)", grouped(1), FieldKind::Count),
        _ => leaf("|number(2)", grouped(2), FieldKind::Count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context;
    use crate::model::Kind;
    use crate::template::pour_text;

    fn values(kind: Kind, language: Language) -> Value {
        context::sample(kind, language).unwrap().values().unwrap()
    }

    #[test]
    fn what_is_inserted_shows_what_was_promised() {
        for language in Language::ALL {
            for kind in Kind::ALL {
                let values = values(*kind, *language);
                for field in fields(&values, *language) {
                    let poured = pour_text("a", &format!("x{}", field.insert), &values, *language);
                    let poured = poured.unwrap_or_else(|faults| panic!("{kind}: {faults}"));
                    let shown = poured.replace('\\', "");
                    assert_eq!(shown, format!("x{}", field.shown), "{kind} {}", field.path);
                }
            }
        }
    }

    #[test]
    fn values_are_offered_by_what_they_are() {
        let fields = fields(&values(Kind::AssessmentReport, Language::Zh), Language::Zh);
        let check = |path: &str, insert: &str, shown: &str, what: FieldKind| {
            let field = fields.iter().find(|field| field.path == path).unwrap();
            assert_eq!((field.insert.as_str(), field.shown.as_str()), (insert, shown), "{path}");
            assert_eq!(field.what, what, "{path}");
        };
        let index = "{{ rating.after.index|index }}";
        check("rating.after.index", index, "0.31", FieldKind::Index);
        check("survey.support", "{{ survey.support|percent(1) }}", "54.0%", FieldKind::Share);
        check("survey.valid", "{{ survey.valid|number }}", "847", FieldKind::Count);
        check("rating.factors", "{{ rating.factors|length }}", "8", FieldKind::Count);
        check("date", "{{ date|date }}", "2016年8月30日", FieldKind::Day);
        check("rating.after.level", "{{ rating.after.level|level }}", "低风险", FieldKind::Text);
        assert!(!fields.iter().any(|field| field.path.starts_with("chapters")));
    }
}
