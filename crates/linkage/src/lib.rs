//! Does a planned decision, an approval or an agenda item have an assessment?
//!
//! Titles in the register are rarely the titles of the plan: places are shortened, phases and
//! numbers are written otherwise, words are replaced, a report's name and a paper's number hang
//! at the end, and signs are mistyped. What tells two decisions apart, such as phase, number, section,
//! year and district, is kept. So a title is taken apart ([`title`]), two titles are compared part
//! by part ([`compare`]), and each link and each refusal names what it rests on ([`Finding`]).
//!
//! The words, costs and thresholds are data ([`Lexicon`], `data/terms.toml`). Nothing here does
//! I/O, reads a clock or draws a random number, and the order of the rows does not matter.

pub mod compare;
mod index;
mod learn;
mod lexicon;
mod likeness;
mod link;
mod number;
mod place;
mod signs;
pub mod title;
mod words;

pub use compare::{Comparison, Finding};
pub use lexicon::{Costs, Kind, Lexicon, LexiconError};
pub use link::{Decision, Entry, Link, LinkError, Plan, link};
pub use place::Gazetteer;
