//! House rules that neither the compiler nor clippy knows.
//!
//! Every check is a function from the repository's files (or the workspace's
//! crates) to a list of [`Finding`]s, so that its own tests can show that it
//! finds what it is there for.

pub mod adr;
pub mod arrows;
pub mod docs;
pub mod origin;
pub mod size;
pub mod source;

use std::fmt;
use std::path::Path;

use crate::tree::Tree;
use crate::{Outcome, complain, say};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth a look; the run passes.
    Note,
    /// Against a rule; the run fails.
    Error,
}

/// Something that a check has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub weight: Weight,
    /// Path from the root of the repository.
    pub path: String,
    /// Line, counted from 1, when it belongs to one.
    pub line: Option<usize>,
    /// What is wrong and what to do instead.
    pub message: String,
}

impl Finding {
    /// A breach of a rule.
    #[must_use]
    pub fn error(path: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { weight: Weight::Error, path: path.to_owned(), line, message: message.into() }
    }

    /// Something worth a look.
    #[must_use]
    pub fn note(path: &str, message: impl Into<String>) -> Self {
        Self { weight: Weight::Note, path: path.to_owned(), line: None, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// Runs every check on the repository.
///
/// # Errors
/// When the repository cannot be read.
pub fn findings(root: &Path) -> Outcome<Vec<Finding>> {
    let tree = Tree::read(root)?;
    let mut found = arrows::check(&arrows::read(root)?);
    found.extend(arrows::manifests(&tree));
    found.extend(size::check(&tree));
    found.extend(source::check(&tree)?);
    found.extend(docs::check(&tree)?);
    found.extend(adr::check(&tree));
    found.extend(origin::check(&tree)?);
    Ok(found)
}

/// Runs every check and prints what was found; true when no rule is broken.
///
/// # Errors
/// When the repository cannot be read.
pub fn run(root: &Path) -> Outcome<bool> {
    let found = findings(root)?;
    for finding in found.iter().filter(|it| it.weight == Weight::Note) {
        say(&format!("note: {finding}"));
    }
    let errors: Vec<&Finding> = found.iter().filter(|it| it.weight == Weight::Error).collect();
    for finding in &errors {
        complain(&format!("error: {finding}"));
    }
    say(&format!("tidy: {} errors, {} notes", errors.len(), found.len() - errors.len()));
    Ok(errors.is_empty())
}
