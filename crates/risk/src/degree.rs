//! From R = p × q to the degree of a factor.

use serde::{Deserialize, Serialize};

use crate::ratio::Ratio;
use crate::scale::{Degree, Score};

/// The four cuts between the five degrees: ascending, above 0 and below 1.
///
/// Data of the rule files. An R exactly on a cut belongs to the lower degree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CutsText", into = "CutsText")]
pub struct DegreeCuts {
    uppers: [Ratio; 4],
}

/// The cuts of [`DegreeCuts`] are not ascending within 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cuts of the risk degrees must ascend and lie between 0 and 1")]
pub struct DegreeCutsError;

/// The stored form: the upper end of each degree but the last, whose upper end is 1.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CutsText {
    negligible: Ratio,
    minor: Ratio,
    moderate: Ratio,
    major: Ratio,
}

impl TryFrom<CutsText> for DegreeCuts {
    type Error = DegreeCutsError;

    fn try_from(text: CutsText) -> Result<Self, DegreeCutsError> {
        Self::new([text.negligible, text.minor, text.moderate, text.major])
    }
}

impl From<DegreeCuts> for CutsText {
    fn from(cuts: DegreeCuts) -> Self {
        let [negligible, minor, moderate, major] = cuts.uppers;
        Self { negligible, minor, moderate, major }
    }
}

impl DegreeCuts {
    /// Cuts from the upper ends of 微小, 较小, 一般 and 较大.
    ///
    /// # Errors
    /// [`DegreeCutsError`] unless they ascend strictly, the first above 0 and the last below 1.
    pub fn new(uppers: [Ratio; 4]) -> Result<Self, DegreeCutsError> {
        let ascending = uppers.iter().zip(uppers.iter().skip(1)).all(|(low, high)| low < high);
        let inside =
            uppers.iter().all(|cut| cut.is_unit() && !cut.is_zero() && *cut != Ratio::one());
        if ascending && inside { Ok(Self { uppers }) } else { Err(DegreeCutsError) }
    }

    /// 0.04, 0.16, 0.36, 0.64: the convention of the trade (domain reference §1.4), a default only.
    #[must_use]
    pub fn convention() -> Self {
        Self { uppers: [400, 1600, 3600, 6400].map(Ratio::ten_thousandths) }
    }

    /// The upper end of a degree: the value that the banded way counts for it.
    #[must_use]
    pub fn upper(&self, degree: Degree) -> Ratio {
        let [negligible, minor, moderate, major] = &self.uppers;
        match degree {
            Degree::Negligible => negligible.clone(),
            Degree::Minor => minor.clone(),
            Degree::Moderate => moderate.clone(),
            Degree::Major => major.clone(),
            Degree::Grave => Ratio::one(),
        }
    }

    /// Width of the narrowest degree: a smaller difference of R moves a factor by one degree at
    /// most, wherever it stands.
    #[must_use]
    pub fn narrowest(&self) -> Ratio {
        let uppers = Degree::ALL.map(|degree| self.upper(degree));
        let lowers = std::iter::once(Ratio::zero()).chain(uppers.iter().cloned());
        let widths = uppers.iter().zip(lowers).map(|(upper, lower)| upper - &lower);
        widths.min().unwrap_or_else(Ratio::one)
    }
}

/// R = p × q, exact.
#[must_use]
pub fn risk_of(p: Score, q: Score) -> Ratio {
    &p.ratio() * &q.ratio()
}

/// The degree of a factor with risk `r` in 0..=1. On a cut the lower degree holds; R = 0 is 微小.
#[must_use]
pub fn degree_of(r: &Ratio, cuts: &DegreeCuts) -> Degree {
    Degree::ALL.into_iter().find(|degree| *r <= cuts.upper(*degree)).unwrap_or(Degree::Grave)
}

#[cfg(test)]
#[path = "degree_tests.rs"]
mod tests;
