//! The distribution of T on a lattice.
//!
//! Each factor's w·p·q is put on a lattice of common step h: given p, the chances are second
//! differences of the integrated distribution function of w·p·q, which are never negative and
//! keep the mean; over p they are averaged with Gauss–Legendre nodes. The narrower of p and q is
//! the averaged one, so that what is averaged overlaps widely. The sum over factors is a
//! convolution. The lattice widens the variance by about h²/6 a factor; the step is chosen so
//! that this is far below what a million trials could see.

use super::fourier::convolve;
use super::nodes::Rule;
use super::stop_loss::StopLoss;
use super::{Uncertain, UncertaintyError};
use crate::uncertainty::distribution::Distribution;

/// Least and most places of a lattice.
const PLACES: (usize, usize) = (1 << 12, 1 << 17);
/// The share of the variance that the lattice may add.
const WIDENING: f64 = 2e-4;
/// Steps to a standard deviation, at least.
const FINE: f64 = 100.0;
/// Nodes of all factors' averages together; fewer factors get more each.
const NODES: usize = 640;
/// Least and most nodes of one average.
const NODE_RANGE: (usize, usize) = (20, 256);
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
    let outer = Rules::new(order);
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
    let (length, step) = choose(span, varying.len(), variance);
    let lists: Vec<Vec<f64>> = varying.iter().map(|one| place(one, step)).collect();
    let chances = cleaned(convolve(length, &lists));
    Ok(Lattice { origin: fixed + varying.iter().map(|one| one.low).sum::<f64>(), step, chances })
}

/// The shortest lattice on which the added variance is small and a deviation has enough steps, or
/// the longest one, and its step.
fn choose(span: f64, count: usize, variance: f64) -> (usize, f64) {
    let widened = (WIDENING * variance * 6.0 / count as f64).sqrt();
    let step = widened.min(variance.sqrt() / FINE);
    // Each list has up to three places more than its span has steps.
    let spare = 4 * count + 4;
    // A cast keeps to the range: what is no number becomes 0, and infinity the greatest.
    let wanted = ((span / step).ceil() as usize).saturating_add(spare);
    let length = smooth_length(wanted.clamp(PLACES.0, PLACES.1).max(2 * spare));
    // Weights may be so small that the step would be 0, by which nothing can be divided.
    (length, (span / (length - spare) as f64).max(f64::MIN_POSITIVE))
}

/// The least number from here on that has no prime factor above 3: such transforms are quick.
fn smooth_length(least: usize) -> usize {
    let smooth = |threes: u32| {
        let odd = 3_usize.pow(threes);
        odd * least.div_ceil(odd).next_power_of_two()
    };
    (0..4).map(smooth).min().unwrap_or(least)
}

/// Rules of averages: the nodes are shared among the stretches of a density.
struct Rules {
    one: Rule,
    two: Rule,
}

impl Rules {
    fn new(order: usize) -> Self {
        let rule = |order: usize| Rule::new(u16::try_from(order).unwrap_or(u16::MAX));
        Self { one: rule(order), two: rule(order.div_ceil(2)) }
    }

    fn of(&self, distribution: &Distribution) -> &Rule {
        if distribution.panels().len() > 1 { &self.two } else { &self.one }
    }
}

fn prepare(factor: &Uncertain, outer: &Rules, table: &Rule) -> Varying {
    let (averaged, kept) = roles(&factor.p, &factor.q);
    let nodes = averaged.nodes(outer.of(averaged));
    let inner = match StopLoss::new(kept, table) {
        Some(smooth) => Inner::Smooth(smooth),
        None => Inner::Values(kept.nodes(outer.of(kept))),
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
    // No longer than the lattice, by the choice of the step.
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
    let end = to.ceil() as usize + 2;
    let (ratio, shift) = (step / scale, low / scale);
    let mut rises = Rises {
        slots: chances.get_mut(first..).unwrap_or_default().iter_mut(),
        factor: chance * scale / step,
        before: 0.0,
        here: 0.0,
    };
    let mut place = first + 1;
    for piece in &smooth.pieces {
        let until = (((piece.to - shift) / ratio).floor() as usize + 1).min(end);
        (place..until).for_each(|place| rises.next(piece.at(shift + ratio * place as f64)));
        place = place.max(until);
    }
    (place..end).for_each(|place| rises.next(shift + ratio * place as f64 - smooth.mean));
}

/// Adds second differences of G to chances, one place after the other.
struct Rises<'a> {
    slots: std::slice::IterMut<'a, f64>,
    factor: f64,
    before: f64,
    here: f64,
}

impl Rises<'_> {
    fn next(&mut self, value: f64) {
        if let Some(slot) = self.slots.next() {
            *slot += self.factor * (value - 2.0 * self.here + self.before);
        }
        (self.before, self.here) = (self.here, value);
    }
}

/// Rounding leaves chances a little below 0 or a sum a little off 1.
fn cleaned(mut chances: Vec<f64>) -> Vec<f64> {
    chances.iter_mut().for_each(|chance| *chance = chance.max(0.0));
    let sum: f64 = chances.iter().sum();
    chances.iter_mut().for_each(|chance| *chance /= sum);
    chances
}
