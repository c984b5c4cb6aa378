//! Pictures whose type is known from their content, not from what they are called.

use serde::{Deserialize, Serialize};

/// Most bytes of one picture.
pub const MAX_IMAGE: usize = 20 * 1024 * 1024;

/// A picture whose first bytes were looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Image {
    name: String,
    kind: ImageKind,
    bytes: Vec<u8>,
}

/// Types of pictures that documents carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImageKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG without scripts and without outside references.
    Svg,
}

/// Why a picture is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageFault {
    /// The content is none of the types that documents carry.
    #[error("picture {name}: neither PNG nor JPEG nor SVG")]
    Unknown {
        /// Its name.
        name: String,
    },
    /// The name says one type, the content is another.
    #[error("picture {name}: the name says {said:?}, the content is {found:?}")]
    Lies {
        /// Its name.
        name: String,
        /// Type by its name.
        said: ImageKind,
        /// Type by its content.
        found: ImageKind,
    },
    /// The first bytes are right, but the rest is cut off or broken.
    #[error("picture {name}: broken content")]
    Broken {
        /// Its name.
        name: String,
    },
    /// An SVG holds a script or refers to something outside.
    #[error("picture {name}: an SVG with a script or an outside reference")]
    Active {
        /// Its name.
        name: String,
    },
    /// Too many bytes.
    #[error("picture {name}: {bytes} bytes, at most {limit} are carried")]
    TooLarge {
        /// Its name.
        name: String,
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
}

impl Image {
    /// Takes a picture in, after its type was found in its content.
    ///
    /// # Errors
    /// [`ImageFault`] when the content is of no known type, differs from the ending of the name,
    /// is cut off, active, or too large.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, ImageFault> {
        let name = name.into();
        if bytes.len() > MAX_IMAGE {
            return Err(ImageFault::TooLarge { name, bytes: bytes.len(), limit: MAX_IMAGE });
        }
        let Some(kind) = by_content(&bytes) else {
            return Err(ImageFault::Unknown { name });
        };
        if let Some(said) = by_name(&name)
            && said != kind
        {
            return Err(ImageFault::Lies { name, said, found: kind });
        }
        if kind == ImageKind::Svg && is_active(&bytes) {
            return Err(ImageFault::Active { name });
        }
        if !is_whole(kind, &bytes) {
            return Err(ImageFault::Broken { name });
        }
        Ok(Self { name, kind, bytes })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its type, by content.
    pub fn kind(&self) -> ImageKind {
        self.kind
    }

    /// Its content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its width and height in dots, as its head says; nothing for a drawing, and where the
    /// head cannot be read.
    pub fn dots(&self) -> Option<(u32, u32)> {
        dots(self.kind, &self.bytes)
    }
}

/// Width and height of a picture in dots, from its head.
pub(crate) fn dots(kind: ImageKind, bytes: &[u8]) -> Option<(u32, u32)> {
    match kind {
        ImageKind::Png => png_size(bytes),
        ImageKind::Jpeg => jpeg_size(bytes),
        ImageKind::Svg => None,
    }
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = (number(bytes, 16, 4)?, number(bytes, 20, 4)?);
    (width > 0 && height > 0).then_some((width, height))
}

/// The size stands in the first frame: marks C0 to CF, but for C4, C8 and CC.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2_usize;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let mark = *bytes.get(at.checked_add(1)?)?;
        let length = usize::try_from(number(bytes, at.checked_add(2)?, 2)?).ok()?;
        if matches!(mark, 0xc0..=0xcf) && !matches!(mark, 0xc4 | 0xc8 | 0xcc) {
            let height = number(bytes, at.checked_add(5)?, 2)?;
            let width = number(bytes, at.checked_add(7)?, 2)?;
            return (width > 0 && height > 0).then_some((width, height));
        }
        at = at.checked_add(length)?.checked_add(2)?;
    }
}

fn by_content(bytes: &[u8]) -> Option<ImageKind> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(ImageKind::Png);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some(ImageKind::Jpeg);
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    let svg = text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"));
    svg.then_some(ImageKind::Svg)
}

fn by_name(name: &str) -> Option<ImageKind> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "png" => Some(ImageKind::Png),
        "jpg" | "jpeg" => Some(ImageKind::Jpeg),
        "svg" => Some(ImageKind::Svg),
        _ => None,
    }
}

fn is_whole(kind: ImageKind, bytes: &[u8]) -> bool {
    let tail = |length: usize| bytes.get(bytes.len().saturating_sub(length)..).unwrap_or(bytes);
    let holds = |part: &[u8], mark: &[u8]| part.windows(mark.len()).any(|window| window == mark);
    match kind {
        ImageKind::Png => holds(tail(32), b"IEND"),
        ImageKind::Jpeg => holds(tail(64), &[0xff, 0xd9]),
        ImageKind::Svg => holds(tail(32), b"</svg>"),
    }
}

fn is_active(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let outside = ["href=\"http", "href='http", "href=\"file", "href='file", "href=\"//"];
    ["<script", "<foreignobject", "<!entity", "<!doctype", "javascript:", "@import"]
        .iter()
        .chain(&outside)
        .any(|mark| text.contains(mark))
}

#[derive(Clone, Serialize, Deserialize)]
struct Raw {
    name: String,
    bytes: Vec<u8>,
}

impl TryFrom<Raw> for Image {
    type Error = ImageFault;

    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        Image::new(raw.name, raw.bytes)
    }
}

impl From<Image> for Raw {
    fn from(image: Image) -> Self {
        Raw { name: image.name, bytes: image.bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82";

    fn check(name: &str, bytes: &[u8], expected: &str) {
        let fault = Image::new(name, bytes.to_vec()).unwrap_err();
        assert_eq!(fault.to_string(), expected);
    }

    #[test]
    fn the_size_stands_in_the_head() {
        let dots = |name: &str, bytes: &[u8]| Image::new(name, bytes.to_vec()).unwrap().dots();
        let png =
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0....IEND\xae\x42\x60\x82";
        assert_eq!(dots("a.png", png), Some((640, 480)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04..\xff\xc0\0\x08\x08\x01\xe0\x02\x80.\xff\xd9";
        assert_eq!(dots("a.jpg", jpeg), Some((640, 480)));
        assert_eq!(dots("a.jpg", b"\xff\xd8\xff\xd9"), None);
    }

    #[test]
    fn content_decides_and_the_name_is_in_the_fault() {
        assert_eq!(Image::new("site.png", PNG.to_vec()).unwrap().kind(), ImageKind::Png);
        check("site.jpg", PNG, "picture site.jpg: the name says Jpeg, the content is Png");
        check("a.png", b"MZ\x90", "picture a.png: neither PNG nor JPEG nor SVG");
        check("a.png", b"\x89PNG\r\n\x1a\n...", "picture a.png: broken content");
        let active = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>";
        check("a.svg", active, "picture a.svg: an SVG with a script or an outside reference");
    }
}
