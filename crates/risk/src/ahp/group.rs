//! Several experts, and two levels of criteria.

use super::matrix::shares;
use super::{
    AhpError, Consistency, Judgements, Priorities, RANDOM_INDEX, normalised, warnings_of, weigh,
};
use crate::warning::Warning;

/// What a group of experts says, joined in both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Geometric mean of the experts' judgements.
    pub joined: Judgements,
    /// Weights from these (AIJ): the group acts as one person.
    pub by_judgements: Priorities,
    /// Geometric mean of the experts' own weights, normalised (AIP): each keeps a mind of their own.
    pub by_priorities: Vec<f64>,
    /// Each expert's consistency, in the order given.
    pub individual: Vec<Consistency>,
}

/// Joins experts who compared the same things; `weights` of the experts, or equal ones.
///
/// # Errors
/// [`AhpError::Group`] when sizes or weights do not fit, [`AhpError::Empty`] without an expert.
pub fn group(
    experts: &[Judgements],
    weights: Option<&[f64]>,
) -> Result<(Group, Vec<Warning>), AhpError> {
    let order = experts.first().ok_or(AhpError::Empty)?.order();
    if experts.iter().any(|expert| expert.order() != order) {
        return Err(AhpError::Group);
    }
    let shares = shares(weights, experts.len())?;
    let own = experts.iter().map(weigh).collect::<Result<Vec<Priorities>, AhpError>>()?;
    let joined = Judgements::mean(experts, &shares);
    let by_judgements = weigh(&joined)?;
    let log_mean = |place: usize| -> f64 {
        let logs = own
            .iter()
            .zip(&shares)
            .filter_map(|(one, share)| one.weights.get(place).map(|weight| share * weight.ln()));
        logs.sum()
    };
    let by_priorities = normalised((0..order).map(|place| log_mean(place).exp()).collect());
    let individual: Vec<Consistency> = own.into_iter().map(|one| one.consistency).collect();
    let mut checks: Vec<&Consistency> = individual.iter().collect();
    checks.push(&by_judgements.consistency);
    let warnings = warnings_of(&joined, &checks);
    Ok((Group { joined, by_judgements, by_priorities, individual }, warnings))
}

/// One criterion's own comparisons.
pub type Sub = Judgements;

/// Weights over two levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Hierarchy {
    /// Of the criteria.
    pub criteria: Priorities,
    /// Of what stands under each criterion, in the order given.
    pub subs: Vec<Priorities>,
    /// Products of both, criterion by criterion; add to 1.
    pub global: Vec<f64>,
    /// Σ w·CI / Σ w·RI over the criteria; 0 when no criterion has three or more things under it.
    pub total_ratio: f64,
}

/// Weights over two levels: the criteria, and under each criterion its own comparisons.
///
/// # Errors
/// [`AhpError::Shape`] unless there is one set of comparisons for each criterion.
pub fn hierarchy(
    criteria: &Judgements,
    subs: &[Sub],
) -> Result<(Hierarchy, Vec<Warning>), AhpError> {
    if subs.len() != criteria.order() {
        return Err(AhpError::Shape { expected: criteria.order(), found: subs.len() });
    }
    let top = weigh(criteria)?;
    let below = subs.iter().map(weigh).collect::<Result<Vec<Priorities>, AhpError>>()?;
    let (mut index, mut random) = (0.0, 0.0);
    let mut global = Vec::new();
    for ((weight, sub), judgements) in top.weights.iter().zip(&below).zip(subs) {
        global.extend(sub.weights.iter().map(|own| weight * own));
        index += weight * sub.consistency.index;
        let place = judgements.order().saturating_sub(1);
        random += weight * RANDOM_INDEX.get(place).copied().unwrap_or(0.0);
    }
    let total_ratio = if random > 0.0 { index / random } else { 0.0 };
    let mut checks: Vec<&Consistency> = below.iter().map(|one| &one.consistency).collect();
    checks.push(&top.consistency);
    let mut warnings = warnings_of(criteria, &checks);
    if subs.iter().any(Judgements::leaves_scale) && !warnings.contains(&Warning::AhpOutsideScale) {
        warnings.push(Warning::AhpOutsideScale);
    }
    Ok((Hierarchy { criteria: top, subs: below, global, total_ratio }, warnings))
}
