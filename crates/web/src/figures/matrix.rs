//! The 5 × 5 matrix of likelihood and impact, as data for an HTML table. The
//! colour of a cell is the degree of its middle; the degree of a factor comes
//! from its own p × q, and where they differ the register rules.

use askama::Template;
use askama::filters::HtmlSafe;
use locale::L10n;

/// One factor on the matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pip {
    /// Short name, for example `F1`.
    pub label: String,
    /// Address of its row in the register.
    pub url: String,
    /// Likelihood band, 1 (lowest) to 5.
    pub p_band: u8,
    /// Impact band, 1 (lowest) to 5.
    pub q_band: u8,
    /// Whether this is the place before measures (dashed).
    pub before: bool,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Degree of the middle of the cell, 1–5, for its colour and its words.
    pub degree: u8,
    /// Factors in it.
    pub pips: Vec<Pip>,
}

/// The whole matrix, rows from the highest likelihood down.
#[derive(Template)]
#[template(path = "ui/matrix.html")]
pub struct Matrix {
    rows: Vec<(u8, Vec<Cell>)>,
    l10n: L10n,
}

impl HtmlSafe for Matrix {}

impl Matrix {
    /// Puts factors into their cells. `degree_of(p_band, q_band)` gives the degree
    /// (1–5) of the middle of a cell under the rules of the record. Factors with
    /// bands outside of 1–5 are left out: they have no place.
    #[must_use]
    pub fn new(l10n: L10n, pips: &[Pip], degree_of: impl Fn(u8, u8) -> u8) -> Self {
        let cell = |p: u8, q: u8| Cell {
            degree: degree_of(p, q).clamp(1, 5),
            pips: pips.iter().filter(|pip| pip.p_band == p && pip.q_band == q).cloned().collect(),
        };
        let row = |p: u8| (p, (1..=5).map(|q| cell(p, q)).collect());
        Self { rows: (1..=5).rev().map(row).collect(), l10n }
    }

    /// The cells, for tests and exports: (likelihood band, cells by impact band).
    #[must_use]
    pub fn rows(&self) -> &[(u8, Vec<Cell>)] {
        &self.rows
    }

    fn degree_word(&self, degree: &u8) -> String {
        let code = ["N", "L", "M", "H", "S"].get(usize::from(degree.saturating_sub(1)));
        self.l10n.code("degree", code.copied().unwrap_or("N"))
    }
}

#[cfg(test)]
mod tests {
    use locale::Lang;

    use super::*;

    fn pip(label: &str, p_band: u8, q_band: u8) -> Pip {
        Pip { label: label.into(), url: format!("#{label}"), p_band, q_band, before: false }
    }

    #[test]
    fn factors_stand_in_their_cells() {
        let pips = [pip("F1", 5, 1), pip("F2", 5, 1), pip("F3", 9, 1)];
        let matrix = Matrix::new(L10n::new(Lang::ZhCn), &pips, |p, q| p.min(q));
        let (band, cells) = &matrix.rows()[0];
        assert_eq!((*band, cells[0].pips.len(), cells[4].degree), (5, 2, 5));
        let all: usize =
            matrix.rows().iter().flat_map(|row| &row.1).map(|cell| cell.pips.len()).sum();
        assert_eq!(all, 2);
    }

    #[test]
    fn cells_say_their_degree_in_words() {
        let matrix = Matrix::new(L10n::new(Lang::ZhCn), &[pip("F<1>", 1, 1)], |_, _| 5);
        let html = matrix.to_string();
        assert!(html.contains("重大"));
        assert!(!html.contains("F<1>"));
    }
}
