//! Distribution functions and their inverses, accurate in both tails.
//!
//! The tails matter here: the lower limit of a rare answer is of the order of 1e-6, and a survey
//! may have a million answers. Crates at hand stop their continued fraction after some hundred
//! terms and give the upper tail as one minus the lower; both lose the accuracy that intervals
//! need. Checked against scipy 1.17.1, see the tests.

use std::f64::consts::{LN_2, PI, SQRT_2};

/// Terms of the continued fraction. It needs about √max(a, b) of them.
const MOST_TERMS: u32 = 200_000;
/// Steps of the search for a quantile; bisection alone needs about 70.
const MOST_STEPS: u32 = 200;
/// Beyond this logit a probability is 0 or 1 in double precision.
const FARTHEST: f64 = 745.0;

/// Probability below and above a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// P(X ≤ x).
    pub lower: f64,
    /// P(X > x).
    pub upper: f64,
}

impl Tails {
    /// The point as far from the other end.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }
}

/// A point of (0, 1) that keeps its distance from both ends exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// The point, x.
    pub x: f64,
    /// Its distance from one, 1 − x.
    pub rest: f64,
    /// ln(x / (1 − x)).
    pub logit: f64,
}

impl Unit {
    /// The point whose logit is given.
    #[must_use]
    pub fn from_logit(logit: f64) -> Self {
        let small = (-logit.abs()).exp();
        let (near, far) = (small / (1.0 + small), 1.0 / (1.0 + small));
        if logit < 0.0 {
            Self { x: near, rest: far, logit }
        } else {
            Self { x: far, rest: near, logit }
        }
    }

    /// The point x of (0, 1).
    #[must_use]
    pub fn new(x: f64) -> Self {
        Self { x, rest: 1.0 - x, logit: x.ln() - libm::log1p(-x) }
    }
}

/// Quantile of the standard normal distribution: the z with P(Z ≤ z) = p, for p in (0, 1).
/// Infinite at 0 and 1.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let tail = p.min(1.0 - p);
    // Abramowitz and Stegun 26.2.23 is within 4.5e-4; each step of Halley cubes the error.
    let t = (-2.0 * tail.ln()).sqrt();
    let mut z = t
        - (2.515_517 + t * (0.802_853 + t * 0.010_328))
            / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    for _ in 0..3 {
        let density = (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
        let error = (tail - normal_upper(z)) / density;
        // The upper tail falls with z, so that an excess of `tail` asks for a smaller z.
        z -= error / (1.0 - 0.5 * z * error);
    }
    if p < 0.5 { -z } else { z }
}

/// P(Z > z) of the standard normal distribution.
#[must_use]
pub fn normal_upper(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

/// Quantile of the beta distribution with shapes a and b, both positive, at the probability given
/// by its tails (`lower` + `upper` = 1).
#[must_use]
pub fn beta_quantile(a: f64, b: f64, at: Tails) -> Unit {
    let below = at.lower <= at.upper;
    let target = at.lower.min(at.upper).ln();
    let (mut low, mut high) = (-FARTHEST, FARTHEST);
    let mut logit = (a.ln() - b.ln()).clamp(-FARTHEST / 2.0, FARTHEST / 2.0);
    for _ in 0..MOST_STEPS {
        let point = Unit::from_logit(logit);
        let tails = beta_tails(a, b, point);
        let (tail, sign) = if below { (tails.lower, 1.0) } else { (tails.upper, -1.0) };
        let excess = tail.ln() - target;
        if excess * sign > 0.0 {
            high = logit;
        } else {
            low = logit;
        }
        let slope = sign * beta_kernel(a, b, point) / tail;
        let newton = logit - excess / slope;
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        let done = (next - logit).abs() <= 1e-15 * (1.0 + logit.abs());
        logit = next;
        if done {
            break;
        }
    }
    Unit::from_logit(logit)
}

/// Both tails of the beta distribution with shapes a and b at a point.
#[must_use]
pub fn beta_tails(a: f64, b: f64, at: Unit) -> Tails {
    let kernel = beta_kernel(a, b, at);
    if at.x <= (a + 1.0) / (a + b + 2.0) {
        let lower = (kernel * beta_fraction(a, b, at.x) / a).clamp(0.0, 1.0);
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = (kernel * beta_fraction(b, a, at.rest) / b).clamp(0.0, 1.0);
        Tails { lower: 1.0 - upper, upper }
    }
}

/// x^a (1 − x)^b / B(a, b): the density with respect to the logit. Written as a binomial
/// probability at its saddle point (Loader 2000), where nothing large cancels.
fn beta_kernel(a: f64, b: f64, at: Unit) -> f64 {
    let n = a + b;
    let log = stirling_rest(n)
        - stirling_rest(a)
        - stirling_rest(b)
        - deviance(a, n * at.x)
        - deviance(b, n * at.rest);
    // ab/n times the binomial probability, whose own factor is √(n / 2πab).
    log.exp() * (a / n * b / (2.0 * PI)).sqrt()
}

/// ln Γ(n + 1) less Stirling's formula for it.
fn stirling_rest(n: f64) -> f64 {
    if n < 16.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * n.ln() + n - 0.5 * (LN_2 + PI.ln());
    }
    let square = 1.0 / (n * n);
    (1.0 / 12.0
        - square
            * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0))))
        / n
}

/// k ln(k / m) + m − k, without cancellation where k and m are near.
fn deviance(k: f64, m: f64) -> f64 {
    let gap = k - m;
    if gap.abs() >= 0.1 * (k + m) {
        return k * (k / m).ln() + m - k;
    }
    let v = gap / (k + m);
    let mut sum = gap * v;
    let mut term = 2.0 * k * v;
    for odd in (3..2000_u32).step_by(2) {
        term *= v * v;
        let next = sum + term / f64::from(odd);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for term in 1..MOST_TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        value *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// Two-sided critical value of Student's t: the t with P(|T| > t) = `alpha`, for `df` > 0.
#[must_use]
pub fn t_critical(alpha: f64, df: f64) -> f64 {
    // df / (df + T²) has the beta distribution with shapes df/2 and 1/2.
    let at = beta_quantile(df / 2.0, 0.5, Tails { lower: alpha, upper: 1.0 - alpha });
    (df * (-at.logit).exp()).sqrt()
}

#[cfg(test)]
#[path = "special_tests.rs"]
mod tests;
