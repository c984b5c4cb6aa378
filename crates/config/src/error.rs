//! Why settings were refused.

use std::fmt;

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `wenping.toml:12`, `WENPING_SERVER_PORT` or `server.port`.
    pub place: String,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// Settings that stop the start. One line for each problem: place, reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// All problems, never empty.
    pub problems: Vec<Problem>,
}

impl ConfigError {
    pub(crate) fn whole(place: &str, reason: &str) -> Self {
        Self { problems: vec![Problem::new(place, reason)] }
    }

    pub(crate) fn in_file(name: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().and_then(|span| text.get(..span.start)).map(|before| {
            // A problem of a whole table points behind the line break.
            before.matches('\n').count() + 1
        });
        let place = line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
        Self::whole(&place, error.message())
    }

    pub(crate) fn from_problems(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }
}

impl Problem {
    pub(crate) fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place: place.into(), reason: reason.into() }
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
