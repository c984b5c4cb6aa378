//! The parts of a document from top to bottom.

use serde::{Deserialize, Serialize};

use super::{Figure, Inline, Table};

/// One part of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph {
        /// Its text.
        inlines: Vec<Inline>,
    },
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// The label and value grid of a form.
    Facts(Facts),
    /// A figure with its caption.
    Figure(Figure),
    /// The table of contents, made of the headings.
    Contents,
    /// What follows begins a new page.
    PageBreak,
    /// Words set apart from the text: a warning, a remark, a statement.
    Callout {
        /// Its content.
        blocks: Vec<Block>,
    },
    /// Places where units or persons sign by hand.
    Signatures {
        /// Beside each other, as many as fit.
        lines: Vec<SignatureLine>,
    },
}

/// A heading with its own number in the text, as 一、 or （一）.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// Rank.
    pub level: Level,
    /// Its text.
    pub inlines: Vec<Inline>,
}

/// Rank of a heading: 一、 （一） 1. （1）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Level {
    /// 一、
    One,
    /// （一）
    Two,
    /// 1.
    Three,
    /// （1）
    Four,
}

impl From<Level> for u8 {
    fn from(level: Level) -> u8 {
        match level {
            Level::One => 1,
            Level::Two => 2,
            Level::Three => 3,
            Level::Four => 4,
        }
    }
}

impl TryFrom<u8> for Level {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Level::One),
            2 => Ok(Level::Two),
            3 => Ok(Level::Three),
            4 => Ok(Level::Four),
            other => Err(format!("a heading has a level of 1 to 4, not {other}")),
        }
    }
}

/// A list; an item holds blocks, so lists nest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Number of the first item; absent for a list with bullets.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// Labels and values in rows. Rows may hold different numbers of pairs; the last value of a
/// shorter row takes the rest of the width.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Rows of pairs, at least one pair each.
    pub rows: Vec<Vec<Fact>>,
}

/// One label with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub label: Vec<Inline>,
    /// The value; empty where something is written by hand.
    pub value: Vec<Inline>,
    /// Least height in millimetres, for what is written by hand.
    pub height: Option<u16>,
}

/// A place to sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignatureLine {
    /// Who signs, as 评审组组长（签字）.
    pub label: Vec<Inline>,
    /// What is already known, as the name of the unit; empty for a blank line.
    pub value: Vec<Inline>,
}
