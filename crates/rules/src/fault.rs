//! What is wrong with a rule file, with file, line and reason.

use std::fmt;

/// A fault in a rule file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path inside the rules folder, for example `liaoning/chaoyang.toml`.
    pub file: String,
    /// Line, counted from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

/// What is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Problem {
    /// The text is not TOML.
    #[error("not valid TOML: {0}")]
    Syntax(String),
    /// A key that the format does not have.
    #[error("unknown key `{key}` in {of}; known: {known}")]
    UnknownKey {
        /// The key.
        key: String,
        /// Where it stands.
        of: String,
        /// Keys that may stand there.
        known: String,
    },
    /// A key that must be there.
    #[error("{of} lacks `{key}`")]
    Missing {
        /// The key.
        key: String,
        /// Where it belongs.
        of: String,
    },
    /// A value of the wrong kind or out of range.
    #[error("`{key}` must be {expected}")]
    Wrong {
        /// The key.
        key: String,
        /// What it must be.
        expected: String,
    },
    /// A code that its list does not have.
    #[error("unknown {list} code `{code}`; known: {known}")]
    UnknownCode {
        /// Name of the list.
        list: String,
        /// The code.
        code: String,
        /// Codes of the list.
        known: String,
    },
    /// A code that another part of the package should define, and does not.
    #[error("{of} refers to the {list} `{code}`, which the package does not have")]
    UnknownReference {
        /// What refers.
        of: String,
        /// Kind of thing referred to.
        list: String,
        /// The code.
        code: String,
    },
    /// The same code twice in one list of one version.
    #[error("`{code}` stands twice in {of}")]
    Twice {
        /// The code.
        code: String,
        /// The list.
        of: String,
    },
    /// `remove = true` for something that no lower layer has.
    #[error("{of} removes `{code}`, which no lower layer has")]
    NothingToRemove {
        /// The code.
        code: String,
        /// The list.
        of: String,
    },
    /// Two versions of one file apply on the same day.
    #[error("version `{id}` begins on {from}, when version `{other}` still applies")]
    Overlap {
        /// The later version.
        id: String,
        /// Its first day.
        from: String,
        /// The earlier version.
        other: String,
    },
    /// `based_on` names no earlier version of the file.
    #[error("version `{id}` is based on `{base}`, which does not stand before it")]
    UnknownBase {
        /// The version.
        id: String,
        /// What it names.
        base: String,
    },
    /// The file's division does not fit its place in the folder.
    #[error("division `{division}` does not fit the place of this file: {reason}")]
    Division {
        /// The code in the file.
        division: String,
        /// Why it does not fit.
        reason: String,
    },
    /// The merged package breaks a rule that spans several items.
    #[error("{0}")]
    Inconsistent(String),
}

/// Every fault found in a set of rule files; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// The faults, by file and line.
    pub faults: Vec<Fault>,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LoadError {}

/// Why a package could not be resolved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    /// No national rules apply on the day asked for.
    #[error("no rules apply on {on} for {division}")]
    NoRules {
        /// The place.
        division: String,
        /// The day.
        on: jiff::civil::Date,
    },
    /// The merged rules do not have the form of a package.
    #[error("the rules of {division} do not make a package: {reason}")]
    Form {
        /// The place.
        division: String,
        /// What does not fit.
        reason: String,
    },
}

/// Faults while they are collected, with the line index of one file.
#[derive(Debug)]
pub(crate) struct Faults<'a> {
    pub(crate) file: &'a str,
    starts: Vec<usize>,
    pub(crate) list: Vec<Fault>,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(file: &'a str, text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        Self { file, starts: std::iter::once(0).chain(newlines).collect(), list: Vec::new() }
    }

    /// The line of a byte offset, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    pub(crate) fn add(&mut self, line: usize, problem: Problem) {
        self.list.push(Fault { file: self.file.to_owned(), line, problem });
    }
}
