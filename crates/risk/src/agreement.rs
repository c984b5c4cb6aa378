//! How far experts agree: Krippendorff's alpha and Kendall's W.
//!
//! Both are statistics about a panel as a whole. Nothing here says which expert is off; it says
//! how far the figure can be relied on, and on which things to talk again.

mod alpha;
mod chi_square;
mod kendall;

use serde::Serialize;

pub use alpha::{
    Alpha, Disagreement, MAX_CELLS, MAX_DISTINCT, Measurement, Ratings, alpha, disagreements,
    widest_gap,
};
pub use kendall::{Concordance, kendall};

/// What agreement means, as the text of a page says it in one sentence.
///
/// For alpha the bounds 0.800 and 0.667 are Krippendorff's (Content Analysis, 2004, ch. 11); for W
/// they are the usual 0.7 and 0.3 (Schmidt 1997) where the chi-square test at 5 % finds agreement
/// at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The ratings can be relied on.
    Reliable,
    /// The ratings allow tentative conclusions only.
    Tentative,
    /// The experts agree little: talk, and rate again.
    Weak,
    /// Agreement is no better than chance, or cannot be told from it.
    Chance,
    /// Alpha is low, yet the experts are close together: the things rated are so alike that they
    /// differ from each other no more than the experts do. Never from alpha alone.
    Close,
    /// There is no variation, or nothing to compare.
    Undefined,
}

impl Reading {
    /// What alpha means.
    #[must_use]
    pub fn of_alpha(alpha: Option<f64>) -> Self {
        match alpha {
            None => Self::Undefined,
            Some(alpha) if alpha >= 0.8 => Self::Reliable,
            Some(alpha) if alpha >= 0.667 => Self::Tentative,
            Some(alpha) if alpha > 0.0 => Self::Weak,
            Some(_) => Self::Chance,
        }
    }

    /// The reading of alpha where the size of the differences is known as well: `gap` is the
    /// widest between two experts on any one thing ([`widest_gap`]), `step` the least difference
    /// that means something on the scale. Alpha compares the experts' differences with those
    /// between things; where the things are alike it is low however close the experts are, so
    /// that a low alpha says nothing as long as `gap` is at most `step`.
    #[must_use]
    pub fn within(self, gap: Option<f64>, step: f64) -> Self {
        // Decimal ratings are not exact as floats; a gap of one step is within it.
        let close = gap.is_some_and(|gap| gap <= step + 1e-9);
        match self {
            Self::Weak | Self::Chance if close => Self::Close,
            other => other,
        }
    }

    /// What Kendall's W with the p of its test means.
    #[must_use]
    pub fn of_concordance(w: Option<f64>, p: Option<f64>) -> Self {
        match (w, p) {
            (Some(_), Some(p)) if p >= 0.05 => Self::Chance,
            (Some(w), Some(_)) if w >= 0.7 => Self::Reliable,
            (Some(w), Some(_)) if w >= 0.3 => Self::Tentative,
            (Some(_), Some(_)) => Self::Weak,
            _ => Self::Undefined,
        }
    }

    /// Stable code, as stored and printed.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reliable => "agreement.reliable",
            Self::Tentative => "agreement.tentative",
            Self::Weak => "agreement.weak",
            Self::Chance => "agreement.chance",
            Self::Close => "agreement.close",
            Self::Undefined => "agreement.undefined",
        }
    }

    /// Key of the sentence in the locales.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Reliable => "risk-agreement-reliable",
            Self::Tentative => "risk-agreement-tentative",
            Self::Weak => "risk-agreement-weak",
            Self::Chance => "risk-agreement-chance",
            Self::Close => "risk-agreement-close",
            Self::Undefined => "risk-agreement-undefined",
        }
    }
}

/// Why agreement is not computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgreementError {
    /// No raters or nothing rated.
    #[error("there are no ratings")]
    Empty,
    /// More than [`MAX_CELLS`] ratings, or more than [`MAX_DISTINCT`] different ones.
    #[error("there are more than {MAX_CELLS} ratings or {MAX_DISTINCT} different ones")]
    TooLarge,
    /// A rater has another number of ratings than the first one.
    #[error("rater {rater} has another number of ratings than the first one")]
    Shape {
        /// The rater, from 0.
        rater: usize,
    },
    /// A rating is not finite or beyond 10¹².
    #[error("the rating of {unit} by rater {rater} is not a number in range")]
    OutOfRange {
        /// The rater, from 0.
        rater: usize,
        /// The thing rated, from 0.
        unit: usize,
    },
    /// W needs complete ranks.
    #[error("W needs complete ranks: rater {rater} did not rate {unit}")]
    Missing {
        /// The rater, from 0.
        rater: usize,
        /// The thing rated, from 0.
        unit: usize,
    },
    /// Fewer than two things cannot be ranked.
    #[error("at least two things are needed to be ranked")]
    TooFew,
}

impl AgreementError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "agreement.empty",
            Self::TooLarge => "agreement.too-large",
            Self::Shape { .. } => "agreement.shape",
            Self::OutOfRange { .. } => "agreement.out-of-range",
            Self::Missing { .. } => "agreement.missing",
            Self::TooFew => "agreement.too-few",
        }
    }
}

/// Ratings beyond this are a mistake, and squares of sums stay finite below.
const LARGEST: f64 = 1e12;

/// Positions of the runs of equal values in a sorted list: (first, one after the last).
fn runs(sorted: &[f64]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut first = 0;
    for (place, value) in sorted.iter().enumerate() {
        let last = sorted.get(place + 1).is_none_or(|next| next != value);
        if last {
            runs.push((first, place + 1));
            first = place + 1;
        }
    }
    runs
}

fn float(n: usize) -> f64 {
    // Counts are bounded by MAX_CELLS, far below 2^53.
    n as f64
}

#[cfg(test)]
#[path = "agreement_tests.rs"]
mod tests;
