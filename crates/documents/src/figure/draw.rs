//! A few shapes, written as SVG.

use std::fmt::Write;

/// Colours of the zones low, medium, high.
pub const ZONES: [&str; 3] = ["#dfe9e2", "#f6e7c4", "#f1cfc8"];
/// Ink of lines and words.
pub const INK: &str = "#1a1a1a";
/// Ink of bars and marks.
pub const BAR: &str = "#3d5a80";
/// Thin lines.
pub const THIN: &str = "#8a8a8a";
/// What is shorter is written as 0.00.
const LEAST: f64 = 0.005;

/// Where a text is held.
#[derive(Clone, Copy, Debug)]
pub enum Hold {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// A drawing that grows.
#[derive(Debug)]
pub struct Canvas {
    width: f64,
    height: f64,
    family: String,
    body: String,
}

impl Canvas {
    /// An empty drawing; lengths are in points at full width.
    pub fn new(width: f64, height: f64, family: Option<&str>) -> Self {
        let family = family.map(|name| format!(" font-family=\"{}\"", escape(name)));
        Canvas { width, height, family: family.unwrap_or_default(), body: String::new() }
    }

    /// A filled rectangle: left, top, width, height. Nothing is drawn where it has no area:
    /// readers of SVG take a width of 0 for a mistake.
    pub fn rect(&mut self, at: [f64; 4], fill: &str) {
        let [x, y, width, height] = at;
        if width < LEAST || height < LEAST {
            return;
        }
        self.push(format_args!(
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" \
             fill=\"{fill}\"/>"
        ));
    }

    /// A line from one point to another.
    pub fn line(&mut self, ends: [f64; 4], ink: &str, width: f64) {
        let [x1, y1, x2, y2] = ends;
        self.push(format_args!(
            "<line x1=\"{x1:.2}\" y1=\"{y1:.2}\" x2=\"{x2:.2}\" y2=\"{y2:.2}\" \
             stroke=\"{ink}\" stroke-width=\"{width}\"/>"
        ));
    }

    /// A full circle.
    pub fn dot(&mut self, x: f64, y: f64, radius: f64) {
        self.push(format_args!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"{BAR}\"/>"
        ));
    }

    /// A hollow circle.
    pub fn ring(&mut self, x: f64, y: f64, radius: f64) {
        self.push(format_args!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"#ffffff\" \
             stroke=\"{BAR}\" stroke-width=\"1.2\"/>"
        ));
    }

    /// Words on a base line.
    pub fn text(&mut self, (x, y): (f64, f64), size: f64, hold: Hold, words: &str) {
        let anchor = match hold {
            Hold::Start => "start",
            Hold::Middle => "middle",
            Hold::End => "end",
        };
        let words = escape(words);
        let family = self.family.clone();
        self.push(format_args!(
            "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size}\"{family} \
             text-anchor=\"{anchor}\" fill=\"{INK}\">{words}</text>"
        ));
    }

    /// The whole drawing.
    pub fn finish(self) -> String {
        let (width, height, body) = (self.width, self.height, self.body);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\">{body}</svg>"
        )
    }

    fn push(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing into a string does not fail.
        let _ = self.body.write_fmt(shape);
    }
}

/// Characters that mean something in XML; characters that XML cannot hold are dropped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// Words cut to a number of half-width places.
pub fn fitted(words: &str, places: usize) -> String {
    let mut used = 0_usize;
    let mut out = String::new();
    for character in words.chars() {
        used = used.saturating_add(if character.is_ascii() { 1 } else { 2 });
        if used > places {
            out.push('…');
            return out;
        }
        out.push(character);
    }
    out
}
