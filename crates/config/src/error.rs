//! Why settings were refused.

use std::fmt;

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `wenping.toml:12`, `WENPING_SERVER_PORT` or `server.port`.
    pub place: String,
    /// What is wrong and what would be right.
    pub reason: Reason,
}

/// Why a setting is refused: a code and its particulars, put into words where
/// they are read. Its own words are for logs and tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A key that there is not.
    Unknown {
        /// The key.
        field: String,
        /// The keys that there are, as the reader of the file names them.
        known: String,
    },
    /// A value of another type.
    Type {
        /// What stands there.
        found: String,
        /// What is wanted.
        wanted: String,
    },
    /// A number outside its range.
    Range {
        /// The number.
        value: u32,
        /// Lowest accepted.
        low: u32,
        /// Highest accepted.
        high: u32,
    },
    /// A rule for one setting, by its code and in words.
    Rule(&'static str, &'static str),
    /// The words of the reader of files.
    Other(String),
}

impl Reason {
    /// From the words of the reader of TOML.
    pub(crate) fn read(message: &str) -> Self {
        let parts = |prefix: &str, between: &str| {
            let (found, wanted) = message.strip_prefix(prefix)?.split_once(between)?;
            Some((found.to_owned(), wanted.to_owned()))
        };
        if let Some((field, known)) = parts("unknown field `", "`, expected ") {
            let known = known.trim_start_matches("one of ").replace('`', "");
            return Self::Unknown { field, known };
        }
        let typed = parts("invalid type: ", ", expected ");
        match typed.or_else(|| parts("invalid value: ", ", expected ")) {
            Some((found, wanted)) => {
                // `string "many"` and `integer `5``: the value alone is shown.
                let value = found.split_once(' ').filter(|(_, v)| v.starts_with(['"', '`']));
                let found = value.map_or(found.as_str(), |(_, value)| value).replace('`', "");
                Self::Type { found, wanted }
            }
            None => Self::Other(message.to_owned()),
        }
    }

    /// The stable code, as in the locale files.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown",
            Self::Type { wanted, .. } => match wanted.as_bytes() {
                b"a boolean" => "switch",
                b"a string" => "text",
                [b'u' | b'i', b'0'..=b'9', ..] => "number",
                _ => "type",
            },
            Self::Range { .. } => "range",
            Self::Rule(code, _) => code,
            Self::Other(_) => "other",
        }
    }

    /// The particulars by name.
    #[must_use]
    pub fn particulars(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unknown { field, known } => {
                vec![("field", field.clone()), ("known", known.clone())]
            }
            Self::Type { found, wanted } => {
                vec![("found", found.clone()), ("wanted", wanted.clone())]
            }
            Self::Range { value, low, high } => vec![
                ("value", value.to_string()),
                ("low", low.to_string()),
                ("high", high.to_string()),
            ],
            Self::Rule(..) => Vec::new(),
            Self::Other(text) => vec![("reason", text.clone())],
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { field, known } => {
                write!(f, "unknown field `{field}`, known are {known}")
            }
            Self::Type { found, wanted } => write!(f, "invalid type: {found}, expected {wanted}"),
            Self::Range { value, low, high } => {
                write!(f, "{value} is not between {low} and {high}")
            }
            Self::Rule(_, words) => f.write_str(words),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// Settings that stop the start. One line for each problem: place, reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// All problems, never empty.
    pub problems: Vec<Problem>,
}

impl ConfigError {
    pub(crate) fn whole(place: &str, reason: Reason) -> Self {
        Self { problems: vec![Problem::new(place, reason)] }
    }

    pub(crate) fn in_file(name: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().and_then(|span| text.get(..span.start)).map(|before| {
            // A problem of a whole table points behind the line break.
            before.matches('\n').count() + 1
        });
        let place = line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
        Self::whole(&place, Reason::read(error.message()))
    }

    pub(crate) fn from_problems(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }
}

impl Problem {
    pub(crate) fn new(place: impl Into<String>, reason: Reason) -> Self {
        Self { place: place.into(), reason }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{}: {}", problem.place, problem.reason)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
