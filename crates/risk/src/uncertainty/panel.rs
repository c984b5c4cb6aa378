//! The experts' own spread as the uncertainty of T.

use super::{Distribution, Uncertain, UncertaintyError};
use crate::index::Quantity;
use crate::panel::Panel;
use crate::ratio::Ratio;
use crate::warning::Warning;

/// Fewer ratings of a factor than these are warned about.
const SMALL: usize = 5;

/// Each factor's p and q as the panel rated them, every rating counted the same. p and q of a
/// factor are taken as independent.
///
/// # Errors
/// [`UncertaintyError::Weight`] unless there is a weight for each factor.
pub fn from_panel(
    panel: &Panel,
    weights: &[Ratio],
) -> Result<(Vec<Uncertain>, Vec<Warning>), UncertaintyError> {
    if weights.len() != panel.factors() {
        return Err(UncertaintyError::Weight(weights.len().min(panel.factors())));
    }
    let mut small = false;
    let mut factors = Vec::with_capacity(weights.len());
    for (factor, weight) in weights.iter().enumerate() {
        let mut spread = |quantity| {
            let ratings: Vec<f64> = panel.ratings_of(quantity, factor).map(Ratio::to_f64).collect();
            small |= ratings.len() < SMALL;
            Distribution::empirical(&ratings)
        };
        let (p, q) = (spread(Quantity::P)?, spread(Quantity::Q)?);
        factors.push(Uncertain { weight: weight.to_f64(), p, q });
    }
    Ok((factors, if small { vec![Warning::UncertaintySmallPanel] } else { Vec::new() }))
}
