//! Two versions of a report: what changed in the words, and what changed in the data.

mod data;
mod piece;
mod words;

pub use data::{Change, numbers};
pub use piece::{Piece, PieceKind, texts};
