//! Forms: what was sent ([`Submitted`]), what is wrong with it ([`Parse`],
//! [`Errors`]), and how it is shown again with everything kept ([`FormView`]).

mod extract;
mod field;
mod parse;
pub(crate) mod rescue;
mod view;

use locale::Msg;
use uuid::Uuid;

pub use extract::Submitted;
pub(crate) use extract::read_fields;
pub use field::{Choice, Field};
pub use parse::Parse;
pub use view::FormView;
pub(crate) use view::summary;

/// Name of the hidden field with the key of the form.
pub const KEY_FIELD: &str = "_key";

/// Fields as they were sent, in their order, exactly as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(Vec<(String, String)>);

impl Values {
    /// No fields: an empty form.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The first value of a field, empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// All values of a field (check boxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field was sent, even if empty.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// Adds a value, for forms that show what is stored.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// All fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// How many fields were sent.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was sent.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// Removes a field and gives its first value.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let value = self.has(name).then(|| self.get(name).to_owned());
        self.0.retain(|(key, _)| key != name);
        value
    }
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Name of the field.
    pub field: String,
    /// Name of the file as the browser says it, without folders.
    pub file_name: String,
    /// Content; its type is decided by looking at it, not by what was claimed.
    pub bytes: Vec<u8>,
}

/// The key of a form: the same form sent twice is carried out once.
pub type RequestKey = Uuid;

/// What is wrong with a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors {
    faults: Vec<(String, Msg)>,
    spent: Option<Spent>,
}

/// The key of the form was used for other content before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Spent {
    /// Where the first form led.
    led_to: Option<String>,
}

impl Errors {
    /// Nothing wrong so far.
    #[must_use]
    pub const fn new() -> Self {
        Self { faults: Vec::new(), spent: None }
    }

    /// Something is wrong with a field. An empty name means the whole form.
    pub fn add(&mut self, field: &str, msg: Msg) {
        self.faults.push((field.to_owned(), msg));
    }

    /// The form was sent before with other content, and that had its effect. It
    /// is shown again under a new key, with the way to what the first one led to.
    pub(crate) fn spent(&mut self, led_to: Option<String>) {
        self.add("", Msg::new("form-spent"));
        self.spent = Some(Spent { led_to });
    }

    /// The faults of another list as well.
    pub fn extend(&mut self, others: Self) {
        self.faults.extend(others.faults);
        self.spent = others.spent.or(self.spent.take());
    }

    /// Whether the form is right.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// The first thing wrong with a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Msg> {
        self.faults.iter().find(|(name, _)| name == field).map(|(_, msg)| msg)
    }

    /// All of them, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Msg)> {
        self.faults.iter().map(|(name, msg)| (name.as_str(), msg))
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.faults.len()
    }
}
