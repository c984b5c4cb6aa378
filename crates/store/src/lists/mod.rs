//! Lists: columns only, one statement a page, paged by key so that no page is
//! slower than the first.

pub(crate) mod consultations;
pub(crate) mod filter;
pub(crate) mod gates;
pub(crate) mod grievances;
pub(crate) mod matters;
pub(crate) mod measures;
pub(crate) mod people;
pub(crate) mod reports;
pub(crate) mod statistics;
pub(crate) mod text;
pub(crate) mod units;

use std::fmt;

use uuid::Uuid;

use crate::value::Value;

/// The part of the units' tree that a reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The whole installation.
    All,
    /// Everything in which a unit under this path takes part; the path has
    /// slashes on both ends (`/210000/211300/`).
    Under(String),
    /// Matters whose latest assessment names this person.
    Named(Uuid),
}

impl Scope {
    /// First and first-but-one text of a path's subtree: with byte order, every
    /// path below `…/` lies before `…0`, the character after the slash.
    pub(crate) fn range(path: &str) -> (String, String) {
        let stem = path.strip_suffix('/').unwrap_or(path);
        (format!("{stem}/"), format!("{stem}0"))
    }
}

/// Where a page starts: after the row with this sort key and identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Sort key of the last row shown.
    pub key: String,
    /// Identifier of that row.
    pub id: String,
}

/// `key~id`; the identifier has no tilde.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.key, self.id)
    }
}

impl Cursor {
    /// Reads a cursor from a URL; `None` when it has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (key, id) = text.rsplit_once('~')?;
        Some(Self { key: key.to_owned(), id: id.to_owned() })
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it starts; `None` is the beginning.
    pub after: Option<Cursor>,
    /// Rows on it, at most 500.
    pub limit: u32,
}

impl Default for Page {
    fn default() -> Self {
        Self { after: None, limit: 50 }
    }
}

/// Conditions with their values; texts come from this crate only.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    texts: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; each `?` stands for the next value.
    pub(crate) fn add(&mut self, text: &str, values: impl IntoIterator<Item = Value>) {
        let written = self.write(text, values);
        self.texts.push(written);
    }

    /// Takes the values of a text that stands elsewhere in the statement, and
    /// gives the text with their numbers.
    pub(crate) fn write(&mut self, text: &str, values: impl IntoIterator<Item = Value>) -> String {
        let mut written = String::new();
        let mut values = values.into_iter();
        for part in text.chars() {
            if part == '?' {
                self.values.extend(values.next());
                written.push_str(&format!("${}", self.values.len()));
            } else {
                written.push(part);
            }
        }
        written
    }

    /// Adds `column = ?` when there is a value.
    pub(crate) fn equal(&mut self, column: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.add(&format!("{column} = ?"), [value.into()]);
        }
    }

    pub(crate) fn text(&self) -> String {
        if self.texts.is_empty() { "1 = 1".to_owned() } else { self.texts.join(" AND ") }
    }
}

/// A pattern that finds a folded text anywhere, with `\` as the escape character.
pub(crate) fn contains_pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_the_subtree_and_nothing_else() {
        let (first, end) = Scope::range("/210000/211300/");
        let inside = |path: &str| first.as_str() <= path && path < end.as_str();
        assert!(inside("/210000/211300/"));
        assert!(inside("/210000/211300/211302/x/"));
        assert!(!inside("/210000/"));
        assert!(!inside("/210000/2113001/"));
        assert!(!inside("/210000/211301/"));
        assert_eq!(Scope::range("/"), ("/".to_owned(), "0".to_owned()));
    }

    #[test]
    fn patterns_find_what_was_typed_literally() {
        assert_eq!(contains_pattern("100%_a\\"), "%100\\%\\_a\\\\%");
    }

    #[test]
    fn cursors_survive_a_url() {
        let cursor = Cursor { key: "a~b".into(), id: "0199".into() };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        assert_eq!(Cursor::parse("none"), None);
    }
}
