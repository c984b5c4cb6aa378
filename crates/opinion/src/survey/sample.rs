//! How many answers are needed, and how they are spread over strata.
//!
//! Sizes follow Cochran (1977) §4.4: n₀ = z² p (1 − p) / e², then the finite population, then the
//! design effect. Invitations are counted from the size before rounding.

use super::special::normal_quantile;
use super::{SurveyError, Warning};

/// Largest size of a population or sample that is reckoned with.
pub const MAX_SIZE: f64 = 1e12;

/// What a sample has to achieve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampleTarget {
    /// Expected share, in (0, 1); 0.5 is the cautious choice.
    pub share: f64,
    /// Half width of the interval that is wanted, in (0, 1).
    pub margin: f64,
    /// Confidence of the interval, in (0, 1), such as 0.95.
    pub confidence: f64,
    /// Size of the population, at least 1; `None` for a large one.
    pub population: Option<f64>,
    /// Design effect, above 0; 1 for simple random sampling.
    pub design_effect: f64,
    /// Share of the invited who answer, in (0, 1].
    pub response_rate: f64,
}

impl SampleTarget {
    /// A target for simple random sampling from a large population where everyone answers.
    #[must_use]
    pub fn new(share: f64, margin: f64, confidence: f64) -> Self {
        Self { share, margin, confidence, population: None, design_effect: 1.0, response_rate: 1.0 }
    }
}

/// The size of a sample, step by step.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleSize {
    /// For a population without end.
    pub unlimited: f64,
    /// With the finite population.
    pub finite: f64,
    /// With the design effect as well.
    pub designed: f64,
    /// Answers that are needed: `designed` rounded up, no more than the population.
    pub required: u64,
    /// Invitations that bring `designed` answers. It can be more than the population has: then the
    /// response rate does not suffice, and a warning says so.
    pub invited: u64,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Computes how many answers and invitations a target needs.
///
/// # Errors
/// [`SurveyError::Range`] naming the field of the target that is out of its range.
pub fn sample_size(target: &SampleTarget) -> Result<SampleSize, SurveyError> {
    let open = |field, value: f64| {
        SurveyError::unless(value > 0.0 && value < 1.0, field, value, "between 0 and 1")
    };
    open("p", target.share)?;
    open("e", target.margin)?;
    open("conf", target.confidence)?;
    let (deff, rate) = (target.design_effect, target.response_rate);
    SurveyError::unless(deff > 0.0 && deff <= 1e6, "deff", deff, "above 0, at most 1e6")?;
    SurveyError::unless(rate > 1e-6 && rate <= 1.0, "rr", rate, "above 1e-6, at most 1")?;
    if let Some(size) = target.population {
        SurveyError::unless((1.0..=MAX_SIZE).contains(&size), "N", size, "1 to 1e12")?;
    }
    let z = normal_quantile(f64::midpoint(1.0, target.confidence));
    let unlimited = z * z * target.share * (1.0 - target.share) / (target.margin * target.margin);
    let fits = unlimited * deff / rate <= MAX_SIZE;
    SurveyError::unless(fits, "e", target.margin, "the sample would be above 1e12")?;
    let finite =
        target.population.map_or(unlimited, |size| unlimited / (1.0 + (unlimited - 1.0) / size));
    let designed = finite * deff;
    let most = target.population.map_or(MAX_SIZE, f64::floor);
    let invited = (designed / rate).ceil();
    let mut warnings = Vec::new();
    if designed > most {
        warnings.push(Warning::WholePopulation);
    } else if invited > most {
        warnings.push(Warning::TooFewToInvite);
    }
    Ok(SampleSize {
        unlimited,
        finite,
        designed,
        required: whole(designed.ceil().min(most)),
        invited: whole(invited),
        warnings,
    })
}

/// A whole number of at most [`MAX_SIZE`], which a double holds exactly.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of the target type, which doubles hold exactly"
)]
pub(crate) fn whole(value: f64) -> u64 {
    value.clamp(0.0, 1e15) as u64
}
