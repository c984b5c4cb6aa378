//! Text within a line.

use serde::{Deserialize, Serialize};

use super::Words;

/// A piece of a line of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Inline {
    /// Words of the template or of a person.
    Text {
        /// The words.
        text: String,
    },
    /// Words that stand out.
    Strong {
        /// What stands out.
        inner: Vec<Inline>,
    },
    /// Words said with stress.
    Emphasis {
        /// What is stressed.
        inner: Vec<Inline>,
    },
    /// A value of the record, shown live.
    Field {
        /// Path of the value in the context, as `rating.after.index`.
        name: String,
        /// The value as it is read.
        shown: String,
    },
    /// A value that the record does not have. It is shown as such, never as nothing.
    Missing {
        /// Path of the value in the context.
        name: String,
    },
    /// An address that can be followed.
    Link {
        /// What is read.
        inner: Vec<Inline>,
        /// The address, `http`, `https` or `mailto`.
        target: String,
    },
    /// A new line within the same paragraph.
    Break,
}

impl Inline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text { text: text.into() }
    }
}

/// The words of a line without any form; what is missing is said in the given words, a line
/// break becomes a space.
pub fn plain(inlines: &[Inline], words: &Words) -> String {
    let mut out = String::new();
    push_plain(inlines, words, &mut out);
    out
}

fn push_plain(inlines: &[Inline], words: &Words, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } => out.push_str(text),
            Inline::Field { shown, .. } => out.push_str(shown),
            Inline::Missing { name } => out.push_str(words.lacking(name)),
            Inline::Break => out.push(' '),
            Inline::Strong { inner } | Inline::Emphasis { inner } | Inline::Link { inner, .. } => {
                push_plain(inner, words, out);
            }
        }
    }
}
