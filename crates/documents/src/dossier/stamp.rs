//! Page numbers drawn as outlines, which need no font in the file.

use std::fmt::Write as _;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Height of the type in points (5号).
const SIZE: f32 = 10.5;

/// The digits 0 to 9: what draws each, and how far the next stands.
pub(super) type Digits = Vec<(String, f32)>;

/// Outlines of the digits of a font; none when it is broken.
pub(super) fn digits(font: &[u8], index: u32) -> Digits {
    let Ok(face) = Face::parse(font, index) else { return Digits::new() };
    let scale = SIZE / f32::from(face.units_per_em().max(1));
    ('0'..='9').map(|digit| outline(&face, face.glyph_index(digit), scale)).collect()
}

fn outline(face: &Face<'_>, glyph: Option<GlyphId>, scale: f32) -> (String, f32) {
    let Some(glyph) = glyph else { return (String::new(), SIZE / 2.0) };
    let mut pen = Pen { out: String::new(), at: (0.0, 0.0), scale };
    face.outline_glyph(glyph, &mut pen);
    pen.out.push_str("f\n");
    let width = face.glyph_hor_advance(glyph).map_or(SIZE / 2.0, |units| f32::from(units) * scale);
    (pen.out, width)
}

/// Draws with the operators of PDF.
struct Pen {
    out: String,
    at: (f32, f32),
    scale: f32,
}

impl Pen {
    fn put(&mut self, points: &[(f32, f32)], operator: &str) {
        for (x, y) in points {
            let (x, y) = (x * self.scale, y * self.scale);
            // Writing into a text in memory cannot fail.
            let _ = write!(self.out, "{x:.3} {y:.3} ");
        }
        self.out.push_str(operator);
        self.out.push('\n');
        if let Some(last) = points.last() {
            self.at = *last;
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put(&[(x, y)], "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put(&[(x, y)], "l");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x0, y0) = self.at;
        let part = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        let (first, second) = ((part(x0, x1), part(y0, y1)), (part(x, x1), part(y, y1)));
        self.put(&[first, second, (x, y)], "c");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put(&[(x1, y1), (x2, y2), (x, y)], "c");
    }

    fn close(&mut self) {
        self.out.push_str("h\n");
    }
}
