//! Setting what was read, and writing the file.

use std::{collections::BTreeMap, io::Write};

use app::{App, Ctx};
use documents::{
    docx,
    fonts::StandIn,
    html,
    model::Document,
    pdf::{self, PdfSettings, Standard},
};

use crate::{
    Drawing, Kit, Order, PaperError,
    draw::{Content, draw, drawn},
    order::Format,
    pour::pour,
    workbook,
};

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Name of the file with its ending.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Pages, where the format has any.
    pub pages: Option<usize>,
    /// Fonts that stood in for others.
    pub stand_ins: Vec<StandIn>,
    /// Names of files that were handed in and are of no type that is known: they stay with the
    /// case alone.
    pub left_out: Vec<String>,
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many leaves of so many are poured.
    Leaves {
        /// Done.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// Pages are set.
    Setting,
    /// The file is written.
    Writing,
}

/// Makes a file: reads, sets and writes it.
///
/// # Errors
/// Denied access as on the pages; a step that comes first; a fault of a template; a font that is
/// missing; a failure of the output.
pub async fn make(
    app: &App,
    ctx: &Ctx,
    kit: &Kit,
    order: &Order,
    out: &mut (dyn Write + Send),
) -> Result<Made, PaperError> {
    let drawing = draw(app, ctx, order).await?;
    let kit = kit.clone();
    let set = tokio::task::spawn_blocking(move || drawing.set(&kit, &mut |_| ()));
    let (made, bytes) = set.await.map_err(|_| PaperError::Stopped)??;
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(made)
}

/// A document as a model, for a preview. `chapters` are those of a draft, as in
/// [`crate::context`].
///
/// # Errors
/// As [`make`].
pub async fn document(
    app: &App,
    ctx: &Ctx,
    kit: &Kit,
    order: &Order,
    chapters: Option<&BTreeMap<String, String>>,
) -> Result<Document, PaperError> {
    let drawing = drawn(app, ctx, order, chapters).await?;
    match &drawing.content {
        Content::Sheet(sheet) => pour(kit, order.language, &drawing.layers, sheet),
        Content::File(_) => Err(PaperError::Format { kind: order.kind, format: Format::Html }),
    }
}

impl Drawing {
    /// Sets the document and gives its file. The same record, fonts and templates give the same
    /// bytes. It takes its time and blocks.
    ///
    /// # Errors
    /// As [`make`], but for access.
    pub fn set(
        &self,
        kit: &Kit,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Made, Vec<u8>), PaperError> {
        match &self.content {
            Content::Sheet(sheet) if self.order.format == Format::Xlsx => {
                progress(Progress::Writing);
                let bytes = workbook::write(sheet, self.order.language)?;
                Ok((self.made(None, Vec::new()), bytes))
            }
            Content::Sheet(sheet) => {
                let document = pour(kit, self.order.language, &self.layers, sheet)?;
                progress(Progress::Setting);
                self.one(kit, &document)
            }
            Content::File(file) => {
                let mut bytes = Vec::new();
                let set = file.set(kit, (self.order.language, &self.layers), progress)?;
                progress(Progress::Writing);
                if self.order.format == Format::Zip {
                    set.dossier.zip(std::io::Cursor::new(&mut bytes))?;
                } else {
                    bytes = set.dossier.pdf;
                }
                let mut made = self.made(Some(set.dossier.pages), set.stand_ins);
                made.left_out = file.left_out.clone();
                Ok((made, bytes))
            }
        }
    }

    fn one(&self, kit: &Kit, document: &Document) -> Result<(Made, Vec<u8>), PaperError> {
        match self.order.format {
            Format::Pdf => {
                let settings = PdfSettings { standard: Standard::A2a, attachments: Vec::new() };
                let set = pdf::render(document, &kit.fonts, &settings)?;
                Ok((self.made(Some(set.pages), set.stand_ins), set.bytes))
            }
            Format::Docx => {
                let bytes = docx::render(document, &kit.fonts, &kit.typefaces)?;
                Ok((self.made(None, Vec::new()), bytes))
            }
            Format::Html => Ok((self.made(None, Vec::new()), self.page(document)?.into_bytes())),
            format @ (Format::Xlsx | Format::Zip) => {
                Err(PaperError::Format { kind: self.order.kind, format })
            }
        }
    }

    /// The preview as a page of its own.
    fn page(&self, document: &Document) -> Result<String, PaperError> {
        let title: String = document.meta.title.chars().filter(|c| !"<>&\"".contains(*c)).collect();
        let body = html::preview(document, "")?;
        let language = document.meta.language.code();
        Ok(format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
             <title>{title}</title></head>\n<body>{body}</body>\n</html>\n"
        ))
    }

    fn made(&self, pages: Option<usize>, stand_ins: Vec<StandIn>) -> Made {
        Made {
            name: format!("{}.{}", self.name, self.order.format.ending()),
            media_type: self.order.format.media_type(),
            pages,
            stand_ins,
            left_out: Vec::new(),
        }
    }
}
