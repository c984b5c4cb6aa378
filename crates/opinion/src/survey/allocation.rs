//! Spreading a sample over strata.

use super::numeric::{float, sum};
use super::sample::{MAX_SIZE, whole};
use super::{SurveyError, Warning};

/// Most strata of one allocation.
pub const MAX_STRATA: usize = 100_000;

/// A stratum as an allocation sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StratumSize {
    /// Size of its population, above 0.
    pub population: f64,
    /// Standard deviation of the answers in it, at least 0.
    pub deviation: f64,
}

/// Answers for each stratum, in the order given.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// In proportion to the population.
    pub proportional: Vec<f64>,
    /// The same in whole answers.
    pub proportional_whole: Vec<u64>,
    /// In proportion to population × deviation, which has the least variance (Neyman 1934);
    /// `None` when no stratum has any deviation.
    pub neyman: Option<Vec<f64>>,
    /// The same in whole answers.
    pub neyman_whole: Option<Vec<u64>>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Spreads `answers` over the strata. Whole numbers are found by the largest remainder, ties going
/// to the earlier stratum, and always add up to `answers`.
///
/// # Errors
/// [`SurveyError`] when there is no stratum or there are too many, a number is outside its range,
/// or the sample is larger than the population.
pub fn allocate(strata: &[StratumSize], answers: u64) -> Result<Allocation, SurveyError> {
    SurveyError::unless(
        !strata.is_empty() && strata.len() <= MAX_STRATA,
        "N",
        float(strata.len()),
        "1 to 100000 strata",
    )?;
    for (place, stratum) in strata.iter().enumerate() {
        let (size, spread) = (stratum.population, stratum.deviation);
        let fits = size > 0.0 && size <= MAX_SIZE;
        SurveyError::unless(fits, &format!("N[{place}]"), size, "above 0, at most 1e12")?;
        let fits = (0.0..=MAX_SIZE).contains(&spread);
        SurveyError::unless(fits, &format!("S[{place}]"), spread, "0 to 1e12")?;
    }
    let people = sum(strata.iter().map(|stratum| stratum.population));
    #[expect(clippy::cast_precision_loss, reason = "checked to be at most the population")]
    let wanted = answers as f64;
    SurveyError::unless(
        wanted >= 1.0 && wanted <= people,
        "n",
        wanted,
        "at least 1, at most the population",
    )?;
    let sizes: Vec<f64> = strata.iter().map(|stratum| stratum.population).collect();
    let spreads: Vec<f64> = strata.iter().map(|it| it.population * it.deviation).collect();
    let proportional = shares(&sizes, wanted).unwrap_or_default();
    let proportional_whole = rounded(&proportional, answers);
    let neyman = shares(&spreads, wanted);
    let mut warnings = Vec::new();
    match &neyman {
        None => warnings.push(Warning::NoSpread),
        Some(neyman) if neyman.iter().zip(&sizes).any(|(part, size)| part > size) => {
            warnings.push(Warning::StratumTooSmall);
        }
        Some(_) => {}
    }
    let neyman_whole = neyman.as_ref().map(|parts| rounded(parts, answers));
    Ok(Allocation { proportional, proportional_whole, neyman, neyman_whole, warnings })
}

fn shares(of: &[f64], wanted: f64) -> Option<Vec<f64>> {
    let all = sum(of.iter().copied());
    (all > 0.0).then(|| of.iter().map(|part| wanted * part / all).collect())
}

fn rounded(parts: &[f64], total: u64) -> Vec<u64> {
    let mut counts: Vec<u64> = parts.iter().map(|part| whole(part.floor())).collect();
    let given: u64 = counts.iter().sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let rest = |place: usize| parts[place] - parts[place].floor();
    order.sort_by(|one, other| rest(*other).total_cmp(&rest(*one)).then(one.cmp(other)));
    let missing = usize::try_from(total.saturating_sub(given)).unwrap_or(0);
    for place in order.into_iter().take(missing) {
        counts[place] += 1;
    }
    counts
}
