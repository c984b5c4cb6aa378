//! The one model from which every format is made.
//!
//! Values are plain data and serialisable, so that a document can be stored, compared and tested
//! as a snapshot. Nothing in the model knows of a format.

mod block;
mod figure;
mod image;
mod inline;
mod kind;
mod layout;
mod meta;
mod number;
mod table;
mod title;
mod words;

use serde::{Deserialize, Serialize};

pub use block::{Block, Fact, Facts, Heading, Level, List, SignatureLine};
pub use figure::{Bar, Chart, Figure, Mark, Matrix, Picture, Point, Qr, Ruler};
pub(crate) use image::dots;
pub use image::{Image, ImageFault, ImageKind};
pub use inline::{Inline, plain};
pub use kind::{Kind, UnknownKind};
pub use layout::{Cover, CoverLine, Imprint, Layout, Official, Orientation, Signer};
pub use meta::{Language, Meta, UnknownLanguage};
pub use number::{Limits, half_up, index};
pub use table::{Align, Cell, CellKind, Column, Table};
pub use title::{long_date, title_lines};
pub use words::Words;

/// One document, ready for any format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Title, author, date: what a catalogue needs.
    pub meta: Meta,
    /// The paper form it is set in.
    pub layout: Layout,
    /// Its content from top to bottom.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The text and the annexes of an official document: whatever follows the first page break
    /// is an annex and stands after signature and date. Other documents have no such division;
    /// all their blocks are text.
    pub fn main_and_annexes(&self) -> (&[Block], &[Block]) {
        if !matches!(self.layout, Layout::Official(_) | Layout::Letter(_)) {
            return (&self.blocks, &[]);
        }
        let is_break = |block: &Block| matches!(block, Block::PageBreak);
        let end = self.blocks.iter().position(is_break).unwrap_or(self.blocks.len());
        self.blocks.split_at(end)
    }
}
