//! G(x) = E[max(x − X, 0)], the integrated distribution function, as a piecewise cubic.
//!
//! Its second differences on a lattice are chances that keep the mean exactly, which makes it the
//! right thing to know about a distribution that is to be put on a lattice.

use super::distribution::Distribution;
use super::nodes::{Panel, Rule};

/// Pieces of each panel of a curved density.
const PIECES: u16 = 32;
/// Pieces shorter than this part of the whole are joined with the next.
const SHORTEST: f64 = 1e-7;

/// One cubic: c0 + c1·d + c2·d² + c3·d³ with d = x − from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub from: f64,
    pub to: f64,
    pub c: [f64; 4],
}

impl Piece {
    pub(super) fn at(&self, x: f64) -> f64 {
        let d = x - self.from;
        let [c0, c1, c2, c3] = self.c;
        c0 + d * (c1 + d * (c2 + d * c3))
    }
}

/// The integrated distribution function of a continuous distribution.
#[derive(Clone, Debug)]
pub(super) struct StopLoss {
    /// Touching pieces, rising.
    pub pieces: Vec<Piece>,
    /// Where G begins to rise.
    pub from: f64,
    /// From here on G(x) = x − mean.
    pub to: f64,
    /// The mean that the pieces have.
    pub mean: f64,
}

impl StopLoss {
    /// `None` for discrete distributions.
    pub(super) fn new(distribution: &Distribution, rule: &Rule) -> Option<Self> {
        let panels = distribution.panels();
        let (from, _) = panels.first()?.ends();
        let (_, to) = panels.last()?.ends();
        let pieces = if distribution.is_curved() { PIECES } else { 1 };
        let mut knots = vec![Knot { x: from, mass: 0.0, integral: 0.0 }];
        for panel in &panels {
            walk(panel, pieces, rule, (to - from) * SHORTEST, &mut knots);
        }
        let total = knots.last()?.mass;
        knots.iter_mut().for_each(|knot| {
            knot.mass /= total;
            knot.integral /= total;
        });
        let pieces: Vec<Piece> = knots
            .windows(2)
            .filter_map(|pair| match pair {
                [left, right] => Some(cubic(left, right)),
                _ => None,
            })
            .collect();
        let last = knots.last()?;
        Some(Self { pieces, from, to: last.x, mean: last.x - last.integral })
    }
}

/// A place with F (mass) and G (integral) there.
#[derive(Clone, Copy, Debug)]
struct Knot {
    x: f64,
    mass: f64,
    integral: f64,
}

fn walk(panel: &Panel, pieces: u16, rule: &Rule, shortest: f64, knots: &mut Vec<Knot>) {
    let width = f64::from(pieces).recip();
    let Some(mut here) = knots.last().copied() else { return };
    for piece in 0..pieces {
        let start = f64::from(piece) * width;
        let end = if piece + 1 == pieces { panel.ends().1 } else { panel.place(start + width) };
        let (mut mass, mut moment) = (0.0, 0.0);
        for (u, weight) in rule.points() {
            let (x, density) = panel.at(start + u * width);
            mass += weight * width * density;
            moment += weight * width * density * (end - x);
        }
        here = Knot {
            x: end,
            integral: here.integral + here.mass * (end - here.x) + moment,
            mass: here.mass + mass,
        };
        let long = knots.last().is_none_or(|last| end - last.x > shortest);
        if long || piece + 1 == pieces {
            knots.push(here);
        }
    }
}

fn cubic(left: &Knot, right: &Knot) -> Piece {
    let d = right.x - left.x;
    if d <= 0.0 {
        let c = [left.integral, left.mass, 0.0, 0.0];
        return Piece { from: left.x, to: right.x, c };
    }
    let rise = (right.integral - left.integral) / d;
    let c2 = (3.0 * rise - 2.0 * left.mass - right.mass) / d;
    let c3 = (left.mass + right.mass - 2.0 * rise) / d / d;
    Piece { from: left.x, to: right.x, c: [left.integral, left.mass, c2, c3] }
}
