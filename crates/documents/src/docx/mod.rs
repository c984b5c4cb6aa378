//! Text documents (DOCX, ISO/IEC 29500) for those who go on writing.
//!
//! The parts are written here, not by a library: the one at hand gives no way to set title and
//! author, to repeat the head of a table or to compress a part, and brings decoders of pictures
//! that nothing else needs. A document needs few elements of the format.
//!
//! Drawings become pictures in PNG: programs of an office draw SVG differently or not at all.

mod blocks;
mod contents;
mod cover;
mod figure;
mod form;
mod inline;
mod official;
mod package;
mod parts;
mod signatures;
mod styles;
mod table;
mod typeface;
mod xml;

#[cfg(test)]
mod tests;

use crate::figure::DrawError;
use crate::fonts::{FontError, Fonts};
use crate::model::{Document, Layout, Words, title_lines};

use blocks::Maker;
use form::Form;

pub use typeface::Typefaces;
pub(crate) use xml::escape;

/// Most bytes of the text of one document, about 100,000 pages.
const MAX_TEXT: usize = 512 * 1024 * 1024;

/// Why a document cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A font for the words of a drawing is missing.
    #[error(transparent)]
    Font(#[from] FontError),
    /// A drawing cannot be made.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// A picture is broken.
    #[error("picture {name}: broken content")]
    Picture {
        /// Its name, or the words that stand for it.
        name: String,
    },
    /// A table without columns, or a row whose cells are not as many as the columns.
    #[error("table {table}, row {row}: {cells} cells for {columns} columns")]
    Table {
        /// Caption or first head.
        table: String,
        /// Row from 1, head rows included.
        row: usize,
        /// Columns that its cells cover.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// More text than a program of an office opens.
    #[error("the text takes more than {limit} bytes")]
    TooLarge {
        /// Most bytes.
        limit: usize,
    },
    /// The archive of the parts cannot be written.
    #[error("writing the parts of a document")]
    Package(#[from] zip::result::ZipError),
    /// A part cannot be written.
    #[error("writing a part of a document")]
    Write(#[from] std::io::Error),
}

/// Writes a document as DOCX. `fonts` draw the words of figures; the text itself names the
/// `typefaces`, and the program that opens it puts others in their place where they are missing.
///
/// # Errors
/// [`DocxError`] with the place.
pub fn render(
    document: &Document,
    fonts: &Fonts,
    typefaces: &Typefaces,
) -> Result<Vec<u8>, DocxError> {
    let form = Form::of(document);
    let mut maker = Maker::new(document.meta.language, &form, fonts, typefaces);
    match &document.layout {
        Layout::Official(official) => maker.official(document, official)?,
        Layout::Letter(official) => maker.letter(document, official)?,
        Layout::Report(cover) | Layout::Dossier(cover) => maker.with_cover(document, cover)?,
        Layout::Form { .. } | Layout::Sheet => {
            maker.heading_of_form(document);
            maker.blocks(&document.blocks)?;
        }
    }
    maker.last_section();
    if maker.size() > MAX_TEXT {
        return Err(DocxError::TooLarge { limit: MAX_TEXT });
    }
    package::pack(&document.meta, maker.finish(), &form, typefaces)
}

impl Maker<'_> {
    /// Number and unit above, title in the middle.
    fn heading_of_form(&mut self, document: &Document) {
        let sheet = document.layout == Layout::Sheet;
        let number = document.meta.number.as_deref();
        if let (true, Some(number)) = (sheet, number) {
            self.two_ends(number, &document.meta.organ);
        }
        for line in title_lines(&document.meta.title, 24) {
            self.title(&line, 40);
        }
        if let (false, Some(number)) = (sheet, number) {
            self.styled("Cell", "<w:jc w:val=\"right\"/>", number);
        }
    }

    fn words(&self) -> &'static Words {
        Words::of(self.language)
    }
}
