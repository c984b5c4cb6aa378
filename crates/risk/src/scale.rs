//! Scores, weights, bands, degrees and levels: the scales on which a factor and a matter are
//! placed (domain reference §1.3 and §1.4).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ratio::{Ratio, RatioError};

/// Ten-thousandths in one whole.
pub const UNIT: u16 = 10_000;

/// Why a number is not a score or a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScaleError {
    /// The value is below 0 or above 1.
    #[error("the value is outside 0 to 1")]
    OutOfRange,
    /// The value has more than four decimal places.
    #[error("the value has more than four decimal places")]
    TooFine,
    /// The text is no number.
    #[error(transparent)]
    NotANumber(#[from] RatioError),
}

impl ScaleError {
    /// Stable code for storage and for locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfRange => "scale.out-of-range",
            Self::TooFine => "scale.too-fine",
            Self::NotANumber(inner) => inner.code(),
        }
    }
}

fn units_of(text: &str) -> Result<u16, ScaleError> {
    let value = Ratio::parse_decimal(text)?;
    if !value.is_unit() {
        return Err(ScaleError::OutOfRange);
    }
    let exact = value.round_half_up(4);
    if Ratio::parse_decimal(&exact)? != value {
        return Err(ScaleError::TooFine);
    }
    // In 0..=1 with four places the digits without the point are the ten-thousandths.
    exact.replace('.', "").parse().map_err(|_| ScaleError::OutOfRange)
}

fn write_units(units: u16, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = Ratio::ten_thousandths(units).round_half_up(4);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    f.write_str(if short.is_empty() { "0" } else { short })
}

macro_rules! ten_thousandths {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(try_from = "u16", into = "u16")]
        pub struct $name(u16);

        impl $name {
            /// From ten-thousandths.
            ///
            /// # Errors
            /// [`ScaleError::OutOfRange`] above 10 000.
            pub fn new(units: u16) -> Result<Self, ScaleError> {
                if units <= UNIT { Ok(Self(units)) } else { Err(ScaleError::OutOfRange) }
            }

            /// From decimal text in 0..=1 with at most four places, as typed into a form.
            ///
            /// # Errors
            /// [`ScaleError`] for anything else.
            pub fn parse(text: &str) -> Result<Self, ScaleError> {
                units_of(text).map(Self)
            }

            /// Ten-thousandths, 0..=10 000.
            #[must_use]
            pub fn units(self) -> u16 {
                self.0
            }

            /// The exact value in 0..=1.
            #[must_use]
            pub fn ratio(self) -> Ratio {
                Ratio::ten_thousandths(self.0)
            }
        }

        impl TryFrom<u16> for $name {
            type Error = ScaleError;

            fn try_from(units: u16) -> Result<Self, ScaleError> {
                Self::new(units)
            }
        }

        impl From<$name> for u16 {
            fn from(value: $name) -> u16 {
                value.0
            }
        }

        impl FromStr for $name {
            type Err = ScaleError;

            fn from_str(text: &str) -> Result<Self, ScaleError> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            /// The shortest decimal: `0.36`, `1`, `0`.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_units(self.0, f)
            }
        }
    };
}

ten_thousandths! {
    /// Probability p or impact q of a factor, 0..=1 in steps of 1/10000. Stored as an integer.
    Score
}

ten_thousandths! {
    /// Weight I of a factor, 0..=1 in steps of 1/10000. Stored as an integer.
    Weight
}

/// The five bands of a score, named 很低 … 很高 for p (P1–P5) and 可忽略 … 严重 for q (Q1–Q5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Band {
    /// P1 很低, Q1 可忽略.
    #[serde(rename = "1")]
    One,
    /// P2 较低, Q2 较小.
    #[serde(rename = "2")]
    Two,
    /// P3 中等, Q3 中等.
    #[serde(rename = "3")]
    Three,
    /// P4 较高, Q4 较大.
    #[serde(rename = "4")]
    Four,
    /// P5 很高, Q5 严重.
    #[serde(rename = "5")]
    Five,
}

impl Band {
    /// All bands, lowest first.
    pub const ALL: [Band; 5] = [Self::One, Self::Two, Self::Three, Self::Four, Self::Five];

    /// The band of a score. The printed table has bands of 0.20 with a gap of 0.01 between them;
    /// scores are finer than that, so a band reaches up to and includes its upper end.
    #[must_use]
    pub fn of(score: Score) -> Self {
        match score.units() {
            0..=2000 => Self::One,
            2001..=4000 => Self::Two,
            4001..=6000 => Self::Three,
            6001..=8000 => Self::Four,
            _ => Self::Five,
        }
    }

    /// Code of the band for a probability: `P1` … `P5`.
    #[must_use]
    pub fn p_code(self) -> &'static str {
        match self {
            Self::One => "P1",
            Self::Two => "P2",
            Self::Three => "P3",
            Self::Four => "P4",
            Self::Five => "P5",
        }
    }

    /// Code of the band for an impact: `Q1` … `Q5`.
    #[must_use]
    pub fn q_code(self) -> &'static str {
        match self {
            Self::One => "Q1",
            Self::Two => "Q2",
            Self::Three => "Q3",
            Self::Four => "Q4",
            Self::Five => "Q5",
        }
    }
}

/// Risk degree of one factor, from R = p × q.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Degree {
    /// 微小: very unlikely and small.
    #[serde(rename = "N")]
    Negligible,
    /// 较小: does not affect feasibility.
    #[serde(rename = "L")]
    Minor,
    /// 一般: normally feasible, some prevention needed.
    #[serde(rename = "M")]
    Moderate,
    /// 较大: acceptable only with prevention.
    #[serde(rename = "H")]
    Major,
    /// 重大: turns feasible into not feasible; strong measures required.
    #[serde(rename = "S")]
    Grave,
}

impl Degree {
    /// All degrees, lowest first.
    pub const ALL: [Degree; 5] =
        [Self::Negligible, Self::Minor, Self::Moderate, Self::Major, Self::Grave];

    /// Letter of the degree: `N L M H S`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Negligible => "N",
            Self::Minor => "L",
            Self::Moderate => "M",
            Self::Major => "H",
            Self::Grave => "S",
        }
    }
}

/// Risk level of a whole matter (发改投资〔2012〕2492号 art. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// 低风险.
    #[serde(rename = "LOW")]
    Low,
    /// 中风险.
    #[serde(rename = "MEDIUM")]
    Medium,
    /// 高风险.
    #[serde(rename = "HIGH")]
    High,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Level; 3] = [Self::Low, Self::Medium, Self::High];

    /// Stable code: `LOW`, `MEDIUM`, `HIGH`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "LOW",
            Self::Medium => "MEDIUM",
            Self::High => "HIGH",
        }
    }
}

#[cfg(test)]
#[path = "scale_tests.rs"]
mod tests;
