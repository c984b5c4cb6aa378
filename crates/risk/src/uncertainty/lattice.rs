//! The distribution of T on a lattice.
//!
//! Each factor's w·p·q is put on a lattice of common step h: given p, the chances are second
//! differences of the integrated distribution function of w·p·q, which are never negative and
//! keep the mean; over p they are averaged with Gauss–Legendre nodes. The narrower of p and q is
//! the averaged one, so that what is averaged overlaps widely. The sum over factors is a
//! convolution. The lattice widens the variance by about h²/6 a factor; the step is chosen so
//! that this is far below what a million trials could see.

use super::fourier::Fourier;
use super::nodes::Rule;
use super::stop_loss::StopLoss;
use super::{Uncertain, UncertaintyError};
use crate::uncertainty::distribution::Distribution;

/// Smallest and greatest lattice, as powers of two.
const BITS: (u32, u32) = (12, 17);
/// The share of the variance that the lattice may add.
const WIDENING: f64 = 2e-4;
/// Steps to a standard deviation, at least.
const FINE: f64 = 100.0;
/// Nodes of all factors' averages together; fewer factors get more each.
const NODES: usize = 640;
/// Least and most nodes on a panel.
const NODE_RANGE: (usize, usize) = (16, 128);
/// Most pairs of values of discrete distributions, over all factors.
const MAX_PAIRS: usize = 20_000_000;

/// Chances on a lattice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lattice {
    /// Where the first chance lies.
    pub origin: f64,
    /// Distance between chances.
    pub step: f64,
    /// Chances, not negative, adding to 1.
    pub chances: Vec<f64>,
}

/// A factor that varies, ready to be put on a lattice.
struct Varying {
    weight: f64,
    /// Nodes of the averaged number.
    nodes: Vec<(f64, f64)>,
    inner: Inner,
    low: f64,
    high: f64,
}

enum Inner {
    Smooth(StopLoss),
    Values(Vec<(f64, f64)>),
}

/// Lays out T. `variance` is its known variance, above 0.
pub(super) fn lay_out(factors: &[Uncertain], variance: f64) -> Result<Lattice, UncertaintyError> {
    let continuous = |one: &Uncertain| !one.p.is_discrete() && !one.q.is_discrete();
    let both = factors.iter().filter(|one| one.weight > 0.0 && continuous(one)).count();
    let order = (NODES / both.max(1)).clamp(NODE_RANGE.0, NODE_RANGE.1);
    let outer = Rule::new(u16::try_from(order).unwrap_or(16));
    let table = Rule::new(3);
    let mut fixed = 0.0;
    let mut varying = Vec::new();
    let mut pairs = 0_usize;
    for factor in factors.iter().filter(|factor| factor.weight > 0.0) {
        let one = prepare(factor, &outer, &table);
        if let Inner::Values(values) = &one.inner {
            pairs = pairs.saturating_add(values.len().saturating_mul(one.nodes.len()));
        }
        if pairs > MAX_PAIRS {
            return Err(UncertaintyError::TooMany);
        }
        if one.low < one.high {
            varying.push(one);
        } else {
            fixed += one.low;
        }
    }
    let span: f64 = varying.iter().map(|one| one.high - one.low).sum();
    let (bits, step) = choose(span, varying.len(), variance);
    let lists: Vec<Vec<f64>> = varying.iter().map(|one| place(one, step)).collect();
    let chances = cleaned(Fourier::new(bits).convolve(&lists));
    Ok(Lattice { origin: fixed + varying.iter().map(|one| one.low).sum::<f64>(), step, chances })
}

/// The smallest lattice on which the added variance is small and a deviation has enough steps.
fn choose(span: f64, count: usize, variance: f64) -> (u32, f64) {
    let mut chosen = (BITS.1, span);
    for bits in BITS.0..=BITS.1 {
        let length = 1_usize << bits;
        // Each list has up to three places more than its span has steps.
        let Some(room) = length.checked_sub(4 * count + 4) else { continue };
        if room < length / 2 {
            continue;
        }
        let step = span / room as f64;
        chosen = (bits, step);
        let widening = count as f64 * step * step / 6.0;
        if widening <= WIDENING * variance && step * FINE <= variance.sqrt() {
            break;
        }
    }
    chosen
}

fn prepare(factor: &Uncertain, outer: &Rule, table: &Rule) -> Varying {
    let (averaged, kept) = roles(&factor.p, &factor.q);
    let nodes = averaged.nodes(outer);
    let inner = match StopLoss::new(kept, table) {
        Some(smooth) => Inner::Smooth(smooth),
        None => Inner::Values(kept.nodes(outer)),
    };
    let range = |nodes: &[(f64, f64)]| {
        let values = nodes.iter().map(|(value, _)| *value);
        (values.clone().fold(1.0, f64::min), values.fold(0.0, f64::max))
    };
    let (first, last) = match &inner {
        Inner::Smooth(smooth) => (smooth.from, smooth.to),
        Inner::Values(values) => range(values),
    };
    let (least, greatest) = range(&nodes);
    let weight = factor.weight;
    Varying { weight, nodes, inner, low: weight * least * first, high: weight * greatest * last }
}

/// Which number is averaged over nodes and which is kept whole: discrete ones are averaged
/// exactly; of two continuous ones the narrower, by its relative spread.
fn roles<'a>(p: &'a Distribution, q: &'a Distribution) -> (&'a Distribution, &'a Distribution) {
    let spread = |one: &Distribution| {
        let (mean, variance) = one.moments();
        if mean > 0.0 { variance.sqrt() / mean } else { 0.0 }
    };
    match (p.is_discrete(), q.is_discrete()) {
        (true, _) => (p, q),
        (false, true) => (q, p),
        (false, false) if spread(p) <= spread(q) => (p, q),
        (false, false) => (q, p),
    }
}

/// The chances of one factor from its lowest value on.
fn place(factor: &Varying, step: f64) -> Vec<f64> {
    let steps = ((factor.high - factor.low) / step).ceil();
    // At most 2^17 by the choice of the step.
    let mut chances = vec![0.0; steps as usize + 3];
    for (node, chance) in &factor.nodes {
        let scale = factor.weight * node;
        match &factor.inner {
            Inner::Smooth(smooth) => {
                spread(&mut chances, factor.low, step, (scale, *chance), smooth)
            }
            Inner::Values(values) => {
                for (value, other) in values {
                    split(&mut chances, (scale * value - factor.low) / step, chance * other);
                }
            }
        }
    }
    chances
}

/// Puts a chance between two places so that the mean stays.
fn split(chances: &mut [f64], position: f64, chance: f64) {
    let below = position.max(0.0).floor();
    let part = (position - below).clamp(0.0, 1.0);
    let below = below as usize;
    if let Some(slot) = chances.get_mut(below) {
        *slot += chance * (1.0 - part);
    }
    if let Some(slot) = chances.get_mut(below + 1) {
        *slot += chance * part;
    }
}

/// Adds `chance` times the distribution of scale·X.
fn spread(
    chances: &mut [f64],
    low: f64,
    step: f64,
    (scale, chance): (f64, f64),
    smooth: &StopLoss,
) {
    let (from, to) = ((scale * smooth.from - low) / step, (scale * smooth.to - low) / step);
    // A sliver within a step is a value as far as the lattice can tell.
    if to - from < 1e-3 {
        split(chances, (scale * smooth.mean - low) / step, chance);
        return;
    }
    let first = from.max(0.0).floor() as usize;
    let last = to.ceil() as usize;
    let (ratio, shift) = (step / scale, low / scale);
    let factor = chance * scale / step;
    let (mut before, mut here) = (0.0, 0.0);
    let mut pieces = smooth.pieces.iter();
    let mut piece = pieces.next();
    for (slot, place) in chances.iter_mut().take(last + 1).skip(first).zip(first + 1..) {
        let x = shift + ratio * place as f64;
        while piece.is_some_and(|piece| x > piece.to) {
            piece = pieces.next();
        }
        let next = match piece {
            Some(piece) if x > smooth.from => piece.at(x),
            Some(_) => 0.0,
            None => x - smooth.mean,
        };
        *slot += factor * (next - 2.0 * here + before);
        (before, here) = (here, next);
    }
}

/// Rounding leaves chances a little below 0 or a sum a little off 1.
fn cleaned(mut chances: Vec<f64>) -> Vec<f64> {
    chances.iter_mut().for_each(|chance| *chance = chance.max(0.0));
    let sum: f64 = chances.iter().sum();
    chances.iter_mut().for_each(|chance| *chance /= sum);
    chances
}
