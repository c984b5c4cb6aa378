//! Intervals for a share of independent answers.

use super::special::{Tails, beta_quantile, normal_quantile};
use super::{SurveyError, Warning};

/// Most answers that are counted.
pub const MAX_ANSWERS: u64 = 1_000_000_000_000;

/// How an interval is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Score interval (Wilson 1927).
    Wilson,
    /// Exact interval from binomial tails (Clopper and Pearson 1934): covers at least as promised.
    ClopperPearson,
    /// Wald with z²/2 added to each side (Agresti and Coull 1998), clipped to 0…1.
    AgrestiCoull,
    /// Equal tails of the posterior under Jeffreys' prior, without exceptions at the ends.
    Jeffreys,
    /// Estimate ± z standard errors, clipped to 0…1; without width where all answers agree.
    Wald,
    /// Wilson's interval with continuity correction (Newcombe 1998).
    WilsonCorrected,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 6] = [
        Self::Wilson,
        Self::ClopperPearson,
        Self::AgrestiCoull,
        Self::Jeffreys,
        Self::Wald,
        Self::WilsonCorrected,
    ];

    /// Name of the method, as in the JSON form.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::ClopperPearson => "clopper_pearson",
            Self::AgrestiCoull => "agresti_coull",
            Self::Jeffreys => "jeffreys",
            Self::Wald => "wald",
            Self::WilsonCorrected => "wilson_cc",
        }
    }
}

/// Yes among all answers, 0 ≤ yes ≤ all and all ≥ 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    yes: u64,
    all: u64,
}

impl Count {
    /// `yes` among `all` answers.
    ///
    /// # Errors
    /// [`SurveyError::NoAnswer`] without an answer, [`SurveyError::Range`] when yes exceeds all or
    /// there are more than [`MAX_ANSWERS`].
    pub fn new(yes: u64, all: u64) -> Result<Self, SurveyError> {
        #[expect(clippy::cast_precision_loss, reason = "only told to the reader")]
        let told = |value: u64| value as f64;
        SurveyError::unless(all <= MAX_ANSWERS, "n", told(all), "at most 1e12")?;
        SurveyError::unless(yes <= all, "x", told(yes), "at most n")?;
        if all == 0 { Err(SurveyError::NoAnswer) } else { Ok(Self { yes, all }) }
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 1e12, which a double holds exactly")]
    fn floats(self) -> (f64, f64) {
        (self.yes as f64, self.all as f64)
    }

    /// Share of yes, 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        let (yes, all) = self.floats();
        yes / all
    }
}

/// Lower and upper limit.
pub type Interval = [f64; 2];

/// The interval of one method at a confidence in (0, 1).
///
/// # Errors
/// [`SurveyError::Range`] for a confidence that is none.
pub fn interval(count: Count, confidence: f64, method: Method) -> Result<Interval, SurveyError> {
    let alpha = checked_alpha(confidence)?;
    let z = normal_quantile(1.0 - alpha / 2.0);
    let (x, n) = count.floats();
    Ok(match method {
        Method::Wilson => wilson(x, n, z),
        Method::ClopperPearson => clopper_pearson(x, n, alpha),
        Method::AgrestiCoull => {
            let all = n + z * z;
            wald((x + z * z / 2.0) / all, all, z)
        }
        Method::Jeffreys => [
            beta_quantile(x + 0.5, n - x + 0.5, tails(alpha / 2.0)).x,
            beta_quantile(x + 0.5, n - x + 0.5, tails(alpha / 2.0).swapped()).x,
        ],
        Method::Wald => wald(x / n, n, z),
        Method::WilsonCorrected => wilson_corrected(x, n, z),
    })
}

/// The interval of one method, or that of Clopper and Pearson where the method's has no width:
/// ten of ten who agree do not prove that all agree.
///
/// # Errors
/// As [`interval`].
pub fn interval_or_exact(
    count: Count,
    confidence: f64,
    method: Method,
) -> Result<(Interval, Vec<Warning>), SurveyError> {
    let found = interval(count, confidence, method)?;
    if found[0] < found[1] {
        return Ok((found, Vec::new()));
    }
    let exact = interval(count, confidence, Method::ClopperPearson)?;
    Ok((exact, vec![Warning::FellBackToExact]))
}

/// 1 − confidence, checked.
pub(crate) fn checked_alpha(confidence: f64) -> Result<f64, SurveyError> {
    let fits = confidence > 0.0 && confidence < 1.0;
    SurveyError::unless(fits, "confidence", confidence, "between 0 and 1")?;
    Ok(1.0 - confidence)
}

pub(crate) fn tails(lower: f64) -> Tails {
    Tails { lower, upper: 1.0 - lower }
}

/// Exact limits; x and n need not be whole, which Korn and Graubard (1998) make use of.
pub(crate) fn clopper_pearson(x: f64, n: f64, alpha: f64) -> Interval {
    let low = if x <= 0.0 { 0.0 } else { beta_quantile(x, n - x + 1.0, tails(alpha / 2.0)).x };
    let high =
        if x >= n { 1.0 } else { beta_quantile(x + 1.0, n - x, tails(alpha / 2.0).swapped()).x };
    [low, high]
}

fn wilson(x: f64, n: f64, z: f64) -> Interval {
    let (share, square) = (x / n, z * z);
    let centre = (x + square / 2.0) / (n + square);
    let half = z / (n + square) * (n * share * (1.0 - share) + square / 4.0).sqrt();
    // At the ends the limit is 0 or 1 by algebra; rounding must not move it.
    let low = if x <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if x >= n { 1.0 } else { (centre + half).min(1.0) };
    [low, high]
}

fn wald(share: f64, n: f64, z: f64) -> Interval {
    let half = z * (share * (1.0 - share) / n).sqrt();
    [(share - half).max(0.0), (share + half).min(1.0)]
}

fn wilson_corrected(x: f64, n: f64, z: f64) -> Interval {
    let (p, q, square) = (x / n, 1.0 - x / n, z * z);
    let below = 2.0 * (n + square);
    let centre = (2.0 * x + square) / below;
    let root = |inside: f64| (1.0 + z * inside.max(0.0).sqrt()) / below;
    let low = root(square - 2.0 - 1.0 / n + 4.0 * p * (n * q + 1.0));
    let high = root(square + 2.0 - 1.0 / n + 4.0 * p * (n * q - 1.0));
    [
        if x <= 0.0 { 0.0 } else { (centre - low).max(0.0) },
        if x >= n { 1.0 } else { (centre + high).min(1.0) },
    ]
}
