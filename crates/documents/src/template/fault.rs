//! What is wrong with a template or with what is poured into it, and where.

use crate::model::ImageFault;

/// One fault with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{template}:{line}: {reason}")]
pub struct Fault {
    /// Name of the template, as `national/circular.zh.md`, or `chapter:NAME` for a chapter
    /// written by a person.
    pub template: String,
    /// Line in it, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The name of the file is not `LAYER/KIND.LANGUAGE.md`.
    #[error("the name is not of the form LAYER/KIND.LANGUAGE.md")]
    Name,
    /// The front matter is absent or not closed by `+++`.
    #[error("front matter between two lines of +++ is missing")]
    NoFrontMatter,
    /// The front matter is not TOML, or has a key that is unknown or of the wrong type.
    #[error("front matter: {0}")]
    FrontMatter(String),
    /// A key of the front matter must have a value.
    #[error("front matter: {0} has no value")]
    NoValue(&'static str),
    /// A key of the front matter is no day.
    #[error("front matter: {0} is no day")]
    NoDay(&'static str),
    /// A field that the record of this kind of document does not have.
    #[error("unknown field: {0}")]
    UnknownField(String),
    /// The template cannot be read: a bracket is not closed, a filter is unknown.
    #[error("syntax: {0}")]
    Syntax(String),
    /// A template that is included is not in the set.
    #[error("there is no template {0} in the set")]
    UnknownTemplate(String),
    /// The work limit was reached: a loop does not end, or nearly so.
    #[error("stopped after {limit} steps: a loop does not end")]
    TooMuchWork {
        /// The limit.
        limit: u64,
    },
    /// The text is too long, before or after the data is poured in.
    #[error("{bytes} bytes, at most {limit} are taken")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// A value cannot be shown the way a filter asks for.
    #[error("value: {0}")]
    Value(String),
    /// A block between fences whose name is unknown.
    #[error("unknown block: {0}")]
    UnknownBlock(String),
    /// A line in a block cannot be understood.
    #[error("block {block}: {problem}")]
    Block {
        /// Name of the block.
        block: String,
        /// What is wrong.
        problem: String,
    },
    /// A part of Markdown that documents do not use: raw HTML, footnotes.
    #[error("not used in documents: {0}")]
    Unused(&'static str),
    /// A picture that was not handed in.
    #[error("there is no picture {0}")]
    UnknownPicture(String),
    /// A picture that is refused.
    #[error(transparent)]
    Picture(ImageFault),
    /// An address that is neither http, https nor mailto.
    #[error("an address must begin with http:, https: or mailto:")]
    Address,
}

/// Every fault that was found, in the order of the lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Faults(pub Vec<Fault>);

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Faults(vec![fault])
    }
}

impl Fault {
    /// A fault at a line of a template.
    pub fn new(template: impl Into<String>, line: usize, reason: Reason) -> Self {
        Fault { template: template.into(), line: line.max(1), reason }
    }
}
