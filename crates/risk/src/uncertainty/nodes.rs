//! Quadrature: Gauss–Legendre rules, and stretches of a density on which they work well.

use std::f64::consts::PI;
use std::fmt;

/// A Gauss–Legendre rule on [0, 1].
#[derive(Clone, Debug)]
pub(super) struct Rule {
    points: Vec<(f64, f64)>,
}

impl Rule {
    /// The rule with `order` points, by Newton's method on the Legendre polynomial.
    pub(super) fn new(order: u16) -> Self {
        let n = f64::from(order);
        let points = (0..order).map(|place| {
            let mut x = (PI * (f64::from(place) + 0.75) / (n + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..20 {
                let value;
                (value, slope) = legendre(order, x);
                let step = value / slope;
                x -= step;
                if step.abs() < 1e-15 {
                    break;
                }
            }
            ((1.0 - x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope))
        });
        Self { points: points.collect() }
    }

    /// Places in (0, 1), rising, with weights that add to 1.
    pub(super) fn points(&self) -> &[(f64, f64)] {
        &self.points
    }
}

/// The Legendre polynomial of this order and its slope.
fn legendre(order: u16, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for k in 2..=order {
        let k = f64::from(k);
        (before, value) = (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
    }
    (value, f64::from(order) * (x * value - before) / (x * x - 1.0))
}

/// Takes a number and its logarithm, which stays finite where the number itself has become 0.
type LogDensity = Box<dyn Fn(f64, f64) -> f64>;

/// A stretch of a density, run through by u from 0 to 1.
pub(super) struct Panel {
    from: f64,
    to: f64,
    map: Map,
    /// Logarithm of the density, of the place or of the distance to the anchored end.
    log: LogDensity,
}

/// How u becomes a place.
#[derive(Clone, Copy, Debug)]
enum Map {
    /// x = from + (to − from)·u.
    Straight,
    /// x = from + (to − from)·u^s, for a density that is a power at the left end.
    Left(f64),
    /// x = to − (to − from)·(1 − u)^s, for a power at the right end.
    Right(f64),
}

impl fmt::Debug for Panel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{} {:?}", self.from, self.to, self.map)
    }
}

impl Panel {
    /// A stretch without singular ends; `log` takes the place.
    pub(super) fn plain(from: f64, to: f64, log: impl Fn(f64) -> f64 + 'static) -> Self {
        Self { from, to, map: Map::Straight, log: Box::new(move |x, _| log(x)) }
    }

    /// A stretch of `length` from `from` on; `log` takes the distance from there and its
    /// logarithm.
    pub(super) fn from_left(
        from: f64,
        length: f64,
        s: f64,
        log: impl Fn(f64, f64) -> f64 + 'static,
    ) -> Self {
        Self { from, to: from + length, map: Map::Left(s), log: Box::new(log) }
    }

    /// A stretch of `length` up to `to`; `log` takes the distance to there and its
    /// logarithm.
    pub(super) fn from_right(
        to: f64,
        length: f64,
        s: f64,
        log: impl Fn(f64, f64) -> f64 + 'static,
    ) -> Self {
        Self { from: to - length, to, map: Map::Right(s), log: Box::new(log) }
    }

    pub(super) fn ends(&self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// The place of u.
    pub(super) fn place(&self, u: f64) -> f64 {
        let length = self.to - self.from;
        match self.map {
            Map::Straight => self.from + length * u,
            Map::Left(s) => self.from + length * u.powf(s),
            Map::Right(s) => self.to - length * (1.0 - u).powf(s),
        }
    }

    /// The place of u in (0, 1) and density·dx/du there.
    pub(super) fn at(&self, u: f64) -> (f64, f64) {
        let length = self.to - self.from;
        let anchored = |u: f64, s: f64| {
            let log_u = u.ln();
            let log_near = length.ln() + s * log_u;
            let near = log_near.exp();
            (near, length * s * ((self.log)(near, log_near) + (s - 1.0) * log_u).exp())
        };
        match self.map {
            Map::Straight => {
                let x = self.from + length * u;
                (x, length * (self.log)(x, 0.0).exp())
            }
            Map::Left(s) => {
                let (near, density) = anchored(u, s);
                (self.from + near, density)
            }
            Map::Right(s) => {
                let (near, density) = anchored(1.0 - u, s);
                (self.to - near, density)
            }
        }
    }
}
