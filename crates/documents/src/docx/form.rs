//! Measures of each paper form, in twentieths of a point unless said otherwise.

use crate::model::{Document, Language, Layout, Orientation};

use super::typeface::Letters;

/// Twentieths of a point in a millimetre, times 1000.
const MILLIMETRE: u32 = 56_693;
/// Width and height of A4.
const A4: (u32, u32) = (11_906, 16_838);

/// Millimetres in twentieths of a point.
pub(super) const fn mm(millimetres: u32) -> u32 {
    (millimetres * MILLIMETRE + 500) / 1000
}

/// Where page numbers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// At the outer edge.
    Outer,
    /// In the middle.
    Centre,
    /// Nowhere.
    None,
}

/// Measures of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Width and height of the paper.
    pub paper: (u32, u32),
    /// Top, right, bottom, left.
    pub margins: [u32; 4],
    /// Size of the text in half points.
    pub size: u32,
    /// Distance of lines.
    pub pitch: u32,
    /// Size of tables in half points.
    pub small: u32,
    /// Lines and characters on a grid (22 × 28).
    pub grid: bool,
    /// First line of a paragraph begins this much to the right.
    pub first_line: u32,
    /// Distance of the page number from the foot of the paper.
    pub footer: u32,
    /// Page numbers.
    pub numbers: Numbers,
    /// Whether the form is that of an official document.
    pub official: bool,
    /// Whether tables and figures are numbered.
    pub numbered: bool,
    /// Typeface of Latin letters.
    pub letters: Letters,
}

impl Form {
    pub(super) fn of(document: &Document) -> Self {
        let language = document.meta.language;
        let mut form = match &document.layout {
            Layout::Official(_) | Layout::Letter(_) => official(language),
            Layout::Report(_) | Layout::Dossier(_) => report(),
            Layout::Form { orientation } => plain(*orientation),
            Layout::Sheet => sheet(),
        };
        form.numbered = matches!(document.layout, Layout::Report(_));
        form.letters = Letters::of(form.official, language);
        let indented = language == Language::Zh && document.layout != Layout::Sheet;
        form.first_line = if indented { form.size.saturating_mul(20) } else { 0 };
        form
    }

    /// Width of the text.
    pub(super) fn width(&self) -> u32 {
        let [_, right, _, left] = self.margins;
        self.paper.0.saturating_sub(right).saturating_sub(left)
    }
}

impl Form {
    /// The properties of a section: paper, margins, grid, page numbers.
    pub(super) fn section(&self, numbers: Numbers, restart: bool, first: bool) -> String {
        let mut out = String::from("<w:sectPr>");
        if first {
            out.push_str(
                "<w:headerReference w:type=\"first\" r:id=\"rHeadFirst\"/>\
                 <w:footerReference w:type=\"first\" r:id=\"rFootFirst\"/>",
            );
        }
        if numbers != Numbers::None {
            out.push_str(
                "<w:footerReference w:type=\"default\" r:id=\"rFootOdd\"/>\
                 <w:footerReference w:type=\"even\" r:id=\"rFootEven\"/>",
            );
        }
        let (width, height) = self.paper;
        let orientation = if width > height { " w:orient=\"landscape\"" } else { "" };
        let [top, right, bottom, left] = self.margins;
        let (header, footer) = (if first { mm(30) } else { mm(15) }, self.footer);
        out.push_str(&format!(
            "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orientation}/>\
             <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" \
             w:left=\"{left}\" w:header=\"{header}\" w:footer=\"{footer}\" w:gutter=\"0\"/>"
        ));
        if restart {
            out.push_str("<w:pgNumType w:start=\"1\"/>");
        }
        if first {
            out.push_str("<w:titlePg/>");
        }
        if self.grid {
            out.push_str(GRID);
        }
        out.push_str("</w:sectPr>");
        out
    }
}

/// 22 lines: a line every 28.95 pt. A grid of characters is not asked for: programs differ in what
/// they add to it, and a line then takes 20 characters instead of 28. [`NARROWER`] gives them.
const GRID: &str = "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>";

/// What the distance of characters differs from their size, in twentieths of a point: 28
/// characters of 16 pt on 156 mm stand 15.79 pt apart; the next step below is 15.75 pt.
pub(super) const NARROWER: i32 = -5;

fn official(language: Language) -> Form {
    Form {
        paper: A4,
        margins: [mm(37), mm(26), mm(35), mm(28)],
        size: 32,
        pitch: 579,
        small: 24,
        grid: language == Language::Zh,
        first_line: 0,
        footer: mm(20),
        numbers: Numbers::Outer,
        official: true,
        numbered: false,
        letters: Letters::Own,
    }
}

fn report() -> Form {
    Form {
        margins: [mm(30), mm(26), mm(28), mm(28)],
        size: 28,
        pitch: 520,
        small: 21,
        grid: false,
        footer: mm(15),
        numbers: Numbers::Centre,
        official: false,
        ..official(Language::Zh)
    }
}

fn plain(orientation: Orientation) -> Form {
    let paper = match orientation {
        Orientation::Portrait => A4,
        Orientation::Landscape => (A4.1, A4.0),
    };
    Form { paper, margins: [mm(22); 4], size: 24, pitch: 400, footer: mm(10), ..report() }
}

fn sheet() -> Form {
    Form {
        margins: [mm(16), mm(20), mm(14), mm(20)],
        size: 20,
        pitch: 310,
        small: 19,
        numbers: Numbers::None,
        ..report()
    }
}
