//! Drawings made of data, in SVG: bars of answers, risk matrix, ruler of the index, QR code.
//!
//! The drawings carry no style sheet and no script, only attributes, so that they can stand in a
//! page with the strictest content policy. Levels are told by words and limits, colours only
//! repeat them, so that a copy in black and white says the same.

mod chart;
mod draw;
mod matrix;
mod qr;
mod ruler;

use crate::model::{Image, ImageKind, Picture, Words};

/// Why a drawing cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// The text of a QR code is too long for one.
    #[error("{bytes} bytes are too long for a QR code")]
    QrTooLong {
        /// Its length.
        bytes: usize,
    },
}

/// What a format shows of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn<'a> {
    /// SVG made here.
    Svg(String),
    /// A picture from a file.
    Image(&'a Image),
}

/// Draws a picture in the words of a language. `family` names the font of its words; without it
/// the surroundings decide.
///
/// # Errors
/// [`DrawError`] when a QR code cannot hold its text.
pub fn draw<'a>(
    picture: &'a Picture,
    words: &Words,
    family: Option<&str>,
) -> Result<Drawn<'a>, DrawError> {
    Ok(match picture {
        Picture::Image(image) => Drawn::Image(image),
        Picture::Chart(chart) => Drawn::Svg(chart::svg(chart, words, family)),
        Picture::Matrix(matrix) => Drawn::Svg(matrix::svg(matrix, words, family)),
        Picture::Ruler(ruler) => Drawn::Svg(ruler::svg(ruler, words, family)),
        Picture::Qr(qr) => Drawn::Svg(qr::svg(&qr.text)?),
    })
}

impl Drawn<'_> {
    /// Type and content.
    pub fn bytes(&self) -> (ImageKind, &[u8]) {
        match self {
            Drawn::Svg(text) => (ImageKind::Svg, text.as_bytes()),
            Drawn::Image(image) => (image.kind(), image.bytes()),
        }
    }
}
