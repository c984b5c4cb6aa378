//! Figures: pictures, and drawings made of data.

use serde::{Deserialize, Serialize};

use super::{Image, Inline};

/// A picture or a drawing with its caption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Title below the figure.
    pub caption: Option<Vec<Inline>>,
    /// What it shows, in words, for those who cannot see it.
    pub alt: String,
    /// Width in hundredths of the width of the text, 1 to 100.
    pub width: u8,
    /// What is seen.
    pub picture: Picture,
}

/// What a figure shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "picture", rename_all = "lowercase")]
pub enum Picture {
    /// A picture from a file.
    Image(Image),
    /// Bars of answers.
    Chart(Chart),
    /// Probability against impact.
    Matrix(Matrix),
    /// The composite index on its scale.
    Ruler(Ruler),
    /// A code for cameras.
    Qr(Qr),
}

/// Shares of answers as bars, with their interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Number of answers the shares are of.
    pub n: u64,
    /// The bars, top to bottom.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The answer.
    pub label: String,
    /// Share of the answers in percent, 0 to 100.
    pub percent: f64,
    /// Interval of the share in percent, lower and upper end.
    pub interval: Option<(f64, f64)>,
}

/// The risk matrix: each factor at its probability and impact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// The factors.
    pub points: Vec<Point>,
}

/// A factor in the matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Short name, as F1.
    pub label: String,
    /// Probability and impact before measures, 0 to 1.
    pub before: (f64, f64),
    /// Probability and impact after measures, 0 to 1.
    pub after: Option<(f64, f64)>,
}

/// The composite index between 0 and 1, with the limits of the levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ruler {
    /// Limit of low and middle, limit of middle and high (0.36 and 0.64 by convention).
    pub thresholds: (f64, f64),
    /// The values shown, top to bottom.
    pub marks: Vec<Mark>,
}

/// A value on the ruler.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is, as 措施前.
    pub label: String,
    /// The index, 0 to 1.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
}

/// A QR code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Qr {
    /// What a camera reads.
    pub text: String,
}
