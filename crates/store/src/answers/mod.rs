//! Answers of the public, in a database of their own. They are no events: they
//! can be erased by retention rules, while their leaf hashes stay.

pub(crate) mod batches;
mod desk;
pub(crate) mod erase;
pub(crate) mod exclude;
pub(crate) mod grievances;
pub(crate) mod letters;
pub(crate) mod patterns;
pub(crate) mod place;
pub(crate) mod proof;
pub(crate) mod read;
pub(crate) mod rounds;
pub(crate) mod sheets;
pub(crate) mod texts;

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

pub(crate) use self::desk::Desk;
pub use self::{
    exclude::Gone,
    grievances::{GrievanceText, NewGrievance},
    letters::LettersHead,
    patterns::Pattern,
    proof::{Inclusion, TILE},
    read::{AnswerRow, AnswersHead, Count, Receipt},
    rounds::{RoundPlace, RoundRows},
    sheets::TypedSheet,
    texts::{Decided, FreeText, TextRef},
};

/// An answer that was checked and has its leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// The consultation.
    pub consultation: Uuid,
    /// Hash of the receipt code: the same answer sent twice counts once.
    pub tag: Hash,
    /// Code of the group.
    pub stratum: String,
    /// Code of the channel.
    pub channel: String,
    /// Legal day.
    pub day: Date,
    /// Code of the attitude.
    pub attitude: Option<String>,
    /// Canonical JSON of what was chosen.
    pub content: String,
    /// Leaf hash over the salted commitment to the content.
    pub leaf: Hash,
    /// Question and choice, for every choice made.
    pub chosen: Vec<(String, String)>,
    /// Free texts.
    pub texts: Vec<NewText>,
    /// Hash of group and choices, without texts, day and channel; none for rows
    /// of which nobody asks whether they are alike.
    pub pattern: Option<Hash>,
    /// Keyed hash of the code of the letter, where the consultation asks for one.
    pub letter: Option<Hash>,
}

/// A free text of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewText {
    /// Code of the question.
    pub question: String,
    /// SHA-256 of salt and text, as it stands in the content of the answer.
    pub commitment: Hash,
    /// The salt.
    pub salt: [u8; 32],
    /// The text under the key of its consultation.
    pub sealed: String,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// It is stored.
    Taken {
        /// Position of its leaf, from 0.
        position: u64,
    },
    /// It was stored before; nothing was counted again.
    Repeated {
        /// Position of its leaf.
        position: u64,
    },
    /// The consultation takes no answers.
    Closed,
    /// No letter has this code.
    LetterUnknown,
    /// The letter was used before, for another answer.
    LetterSpent,
}
