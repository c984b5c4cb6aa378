//! The model as PDF: tagged, with its meta data, PDF/A-2a or PDF/A-3a.
//!
//! The pages are set by typst. The model is handed over as values, never as source, so no text
//! of a document can be taken for an instruction. Date and identity come from the document, so
//! the same document with the same fonts gives the same bytes.

mod faces;
mod view;
mod world;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::figure::DrawError;
use crate::fonts::{FontError, Fonts, StandIn};
use crate::model::{Block, Document, Image, ImageFault, ImageKind, Layout, Picture};
use faces::{faces, roles_of};
use view::{View, view};
use world::Desk;

pub use view::{MAX_CELLS, MAX_FIGURES};

/// How a PDF is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PdfSettings {
    /// What the archive asks for.
    pub standard: Standard,
    /// Files that the PDF carries. Only [`Standard::A3a`] and [`Standard::Plain`] carry any.
    pub attachments: Vec<Attachment>,
}

/// The standard that a PDF keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF 1.7, tagged.
    Plain,
    /// PDF/A-2a (ISO 19005-2), for what is archived.
    #[default]
    A2a,
    /// PDF/A-3a (ISO 19005-3), for what is archived together with other files.
    A3a,
}

/// A file that a PDF carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its name, with ending.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its type, as `application/pdf`.
    pub mime: String,
    /// What it is to the document.
    pub relation: Relation,
    /// What it is, in words.
    pub description: Option<String>,
}

/// What an attached file is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The document was made from it.
    Source,
    /// Its figures are shown in the document.
    Data,
    /// It says the same in another form.
    Alternative,
    /// It adds to the document.
    Supplement,
}

impl Relation {
    fn name(self) -> &'static str {
        match self {
            Relation::Source => "source",
            Relation::Data => "data",
            Relation::Alternative => "alternative",
            Relation::Supplement => "supplement",
        }
    }
}

/// A finished PDF.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Fonts that stood in for others.
    pub stand_ins: Vec<StandIn>,
    /// Characters that no font has. They are written as their code, as `[U+1F600]`.
    pub unshown: Vec<char>,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font is missing or broken.
    #[error(transparent)]
    Font(#[from] FontError),
    /// A table has more cells than any page maker should be asked for.
    #[error("table {table:?} has {rows} rows: more than {limit} cells; use a spreadsheet")]
    TableTooLarge {
        /// Its caption, or the first cell of its head.
        table: String,
        /// Its rows.
        rows: usize,
        /// The limit of cells.
        limit: usize,
    },
    /// Too many pictures.
    #[error("more than {limit} pictures")]
    TooManyFigures {
        /// The limit.
        limit: usize,
    },
    /// A drawing cannot be made.
    #[error(transparent)]
    Drawing(#[from] DrawError),
    /// A picture is broken.
    #[error(transparent)]
    Picture(#[from] ImageFault),
    /// A document of one page does not fit on it, even in the smallest type.
    #[error("the text fills {pages} pages, it must fit on one")]
    SheetOverflow {
        /// Pages that it would fill.
        pages: usize,
    },
    /// An archive wants the day of a document, and the record has none.
    #[error("a document for an archive needs its date")]
    NoDate,
    /// Attachments were given, but the standard carries none.
    #[error("PDF/A-2a carries no files; use PDF/A-3a")]
    NoAttachments,
    /// The page maker refuses; this is a fault of this crate.
    #[error("page maker: {0}")]
    Maker(String),
}

/// Sizes of type that are tried for a document of one page, in points.
const SHEET_SIZES: [f64; 8] = [12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0];

/// Sets a document and writes it as PDF.
///
/// # Errors
/// [`PdfError`] with the place: the role of a missing font, the name of a picture or table.
pub fn render(
    document: &Document,
    fonts: &Fonts,
    settings: &PdfSettings,
) -> Result<Rendered, PdfError> {
    if settings.standard == Standard::A2a && !settings.attachments.is_empty() {
        return Err(PdfError::NoAttachments);
    }
    if settings.standard != Standard::Plain && document.meta.date.is_none() {
        return Err(PdfError::NoDate);
    }
    for image in images(&document.blocks) {
        check_picture(image)?;
    }
    let view = view(document, fonts, &settings.attachments)?;
    let (pages, unshown) = set(document, fonts, view)?;
    let bytes = export(document, &pages, settings)?;
    let pages = pages.pages().len();
    comemo::evict(0);
    let roles = roles_of(document, fonts);
    Ok(Rendered { bytes, pages, stand_ins: fonts.stand_ins(&roles), unshown })
}

/// Pictures of files, wherever they stand.
fn images(blocks: &[Block]) -> Vec<&Image> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Figure(figure) => {
                if let Picture::Image(image) = &figure.picture {
                    out.push(image);
                }
            }
            Block::List(list) => out.extend(list.items.iter().flat_map(|item| images(item))),
            Block::Callout { blocks } => out.extend(images(blocks)),
            _ => {}
        }
    }
    out
}

/// Whether the dots of a picture can be read to their end. That takes memory for every dot:
/// look at [`Image::dots`] first.
pub fn can_be_shown(image: &Image) -> bool {
    let sound = check_picture(image).is_ok();
    comemo::evict(0);
    sound
}

/// Decodes a picture, so that a broken one is named. The result is remembered until the pages
/// are set, so nothing is decoded twice.
fn check_picture(image: &Image) -> Result<(), PdfError> {
    let data = Bytes::new(image.bytes().to_vec());
    let sound = match image.kind() {
        ImageKind::Png => RasterImage::new(data, ExchangeFormat::Png, Smart::Auto).is_ok(),
        ImageKind::Jpeg => RasterImage::new(data, ExchangeFormat::Jpg, Smart::Auto).is_ok(),
        ImageKind::Svg => SvgImage::new(data).is_ok(),
    };
    let name = image.name().to_owned();
    if sound { Ok(()) } else { Err(ImageFault::Broken { name }.into()) }
}

/// Sets the pages. A document of one page is set in ever smaller type until it fits.
fn set(
    document: &Document,
    fonts: &Fonts,
    view: View,
) -> Result<(PagedDocument, Vec<char>), PdfError> {
    let View { mut values, files } = view;
    let (list, unshown) = faces(document, fonts, &mut values)?;
    let sizes = if document.layout == Layout::Sheet { &SHEET_SIZES[..] } else { &SHEET_SIZES[..1] };
    let mut pages = 0;
    for size in sizes {
        if let Value::Object(map) = &mut values {
            map.insert("size".to_owned(), json!(size));
        }
        let bytes = values.to_string().into_bytes();
        let desk = Desk::new(list.clone(), bytes, files.clone());
        let desk = desk.ok_or_else(|| PdfError::Maker("a path is no path".to_owned()))?;
        let made: PagedDocument = typst::compile(&desk).output.map_err(|e| maker(&e))?;
        pages = made.pages().len();
        if document.layout != Layout::Sheet || pages <= 1 {
            return Ok((made, unshown));
        }
    }
    Err(PdfError::SheetOverflow { pages })
}

fn export(
    document: &Document,
    pages: &PagedDocument,
    settings: &PdfSettings,
) -> Result<Vec<u8>, PdfError> {
    let standards = match settings.standard {
        Standard::Plain => PdfStandards::default(),
        Standard::A2a => standards(PdfStandard::A_2a)?,
        Standard::A3a => standards(PdfStandard::A_3a)?,
    };
    let content = serde_json::to_vec(document).map_err(|e| PdfError::Maker(e.to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(hex::encode(Sha256::digest(&content))),
        creator: Smart::Custom(Some("Wenping".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(pages, &options).map_err(|errors| maker(&errors))
}

fn standards(standard: PdfStandard) -> Result<PdfStandards, PdfError> {
    PdfStandards::new(&[standard]).map_err(|error| PdfError::Maker(error.message().to_string()))
}

fn maker(errors: &[SourceDiagnostic]) -> PdfError {
    let messages = errors.iter().map(|error| {
        let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}", error.message, hints.collect::<String>())
    });
    PdfError::Maker(messages.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests;
