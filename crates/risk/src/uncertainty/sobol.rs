//! Sobol indices from runs of a model, for samples that were made elsewhere.

use super::{Indices, UncertaintyError};

/// Most runs of a sample.
pub const MAX_RUNS: usize = 2_000_000;

/// Indices of each variable, `None` where the runs do not vary.
pub type Estimated = Option<Vec<Indices>>;

/// Estimates from `N` base rows of `D + 2` runs each: A, then A with one column of B at a time,
/// then B (Saltelli's scheme without second order). First order is the mean of B(AB − A), total
/// half the mean of (A − AB)², over the variance of A and B together; runs are taken about the
/// mean of all of them (Saltelli 2010; Jansen 1999).
///
/// # Errors
/// [`UncertaintyError::Runs`] unless there are N·(D + 2) finite runs, with N, D ≥ 1 and at most
/// [`MAX_RUNS`].
pub fn estimate(
    variables: usize,
    rows: usize,
    runs: &[f64],
) -> Result<Estimated, UncertaintyError> {
    let width = variables.checked_add(2).ok_or(UncertaintyError::Runs)?;
    let fits = variables > 0 && rows > 0 && rows.checked_mul(width) == Some(runs.len());
    // Squares of sums stay finite below.
    let sound = runs.len() <= MAX_RUNS && runs.iter().all(|run| run.abs() <= 1e100);
    if !fits || !sound {
        return Err(UncertaintyError::Runs);
    }
    let count = rows as f64;
    let mean = runs.iter().sum::<f64>() / runs.len() as f64;
    let ends =
        || runs.chunks_exact(width).flat_map(|row| [row.first(), row.last()]).flatten().copied();
    let middle = ends().sum::<f64>() / (2.0 * count);
    let variance = ends().map(|run| (run - middle) * (run - middle)).sum::<f64>() / (2.0 * count);
    let size = runs.iter().map(|run| run.abs()).fold(0.0, f64::max);
    // Equal runs leave rounding noise, not variance.
    if variance <= (size * 1e-14) * (size * 1e-14) {
        return Ok(None);
    }
    let mut sums = vec![Indices { first: 0.0, total: 0.0 }; variables];
    for row in runs.chunks_exact(width) {
        let [a, changed @ .., b] = row else { continue };
        for (sum, changed) in sums.iter_mut().zip(changed) {
            sum.first += (b - mean) * (changed - a);
            sum.total += (a - changed) * (a - changed) / 2.0;
        }
    }
    let share = |sum: Indices| Indices {
        first: sum.first / count / variance,
        total: sum.total / count / variance,
    };
    let shares: Vec<Indices> = sums.into_iter().map(share).collect();
    let finite = shares.iter().all(|one| one.first.is_finite() && one.total.is_finite());
    Ok(finite.then_some(shares))
}
