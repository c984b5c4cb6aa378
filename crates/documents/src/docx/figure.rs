//! Figures as pictures in a line of their own.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::figure::{Drawn, draw};
use crate::fonts::Role;
use crate::model::{Figure, ImageKind, Picture, dots};

use super::DocxError;
use super::blocks::Maker;
use super::xml::escape;

/// Units of the format in a twentieth of a point.
const UNIT: u32 = 635;
/// Dots in an inch of a drawing, as printers of an office show them.
const DOTS: u32 = 200;

/// A picture in PNG with its width and height in dots.
type Raster = (Vec<u8>, (u32, u32));

impl Maker<'_> {
    pub(super) fn figure(&mut self, figure: &Figure) -> Result<(), DocxError> {
        let width = match figure.picture {
            // A camera reads a code of this size from a page.
            Picture::Qr(_) => super::form::mm(u32::from(figure.width).saturating_mul(8) / 5),
            _ => self.form.width().saturating_mul(u32::from(figure.width.clamp(1, 100))) / 100,
        };
        let family = match self.fonts.font(Role::Song) {
            Ok(font) => font.info().family.clone(),
            Err(error) => return Err(error.into()),
        };
        let drawn = draw(&figure.picture, self.words(), Some(&family))?;
        let (kind, bytes) = drawn.bytes();
        let name = match &drawn {
            Drawn::Image(image) => image.name(),
            Drawn::Svg(_) => &figure.alt,
        };
        let broken = || DocxError::Picture { name: name.to_owned() };
        let (ending, bytes, (across, down)) = match kind {
            ImageKind::Svg => {
                let (bytes, size) = self.raster(bytes, width)?.ok_or_else(broken)?;
                ("png", bytes, size)
            }
            ImageKind::Png => ("png", bytes.to_vec(), dots(kind, bytes).ok_or_else(broken)?),
            ImageKind::Jpeg => ("jpeg", bytes.to_vec(), dots(kind, bytes).ok_or_else(broken)?),
        };
        let height = u64::from(width).saturating_mul(down.into()) / u64::from(across.max(1));
        // A picture is never higher than most of a page.
        let most = u64::from(self.form.paper.1) * 6 / 10;
        let (width, height) = if height > most {
            (u64::from(width).saturating_mul(most) / height.max(1), most)
        } else {
            (u64::from(width), height)
        };
        self.pictures.push((ending, bytes));
        self.drawing(&figure.alt, (width, height));
        self.caption_of(figure);
        Ok(())
    }

    fn drawing(&mut self, alt: &str, (width, height): (u64, u64)) {
        let (x, y) = (width.max(1) * u64::from(UNIT), height.max(1) * u64::from(UNIT));
        let id = self.pictures.len();
        let alt = escape(alt);
        self.open("Picture", "");
        self.out.put(format_args!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{x}\" cy=\"{y}\"/><wp:docPr id=\"{id}\" name=\"Picture {id}\" \
             descr=\"{alt}\"/><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"Picture {id}\" descr=\"{alt}\"/>\
             <pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rPicture{id}\"/>\
             <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" \
             y=\"0\"/><a:ext cx=\"{x}\" cy=\"{y}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
             </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>\
             </w:drawing></w:r></w:p>"
        ));
    }

    fn caption_of(&mut self, figure: &Figure) {
        let Some(caption) = &figure.caption else { return };
        self.open("Caption", "");
        if self.form.numbered && !matches!(figure.picture, Picture::Qr(_)) {
            self.figures = self.figures.saturating_add(1);
            let number = format!("{}{}\u{3000}", self.words().figure, self.figures);
            self.run(&number, None);
        }
        self.runs(caption, None);
        self.out.raw("</w:p>");
    }

    /// A drawing in dots, `width` in twentieths of a point; nothing when it is no drawing.
    fn raster(&self, svg: &[u8], width: u32) -> Result<Option<Raster>, DocxError> {
        let mut options = usvg::Options::default();
        let fonts = options.fontdb_mut();
        for role in [Role::Song, Role::Hei] {
            let data = self.fonts.font(role)?.data().clone();
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(data)));
        }
        let Ok(tree) = usvg::Tree::from_data(svg, &options) else { return Ok(None) };
        let size = tree.size();
        let across = width.saturating_mul(DOTS) / 1440;
        let scale = across as f32 / size.width().max(1.0);
        let down = (size.height() * scale).ceil().clamp(1.0, 8000.0) as u32;
        let Some(mut dots) = Pixmap::new(across.clamp(1, 8000), down) else { return Ok(None) };
        dots.fill(resvg::tiny_skia::Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
        let size = (dots.width(), dots.height());
        Ok(dots.encode_png().ok().map(|bytes| (bytes, size)))
    }
}
