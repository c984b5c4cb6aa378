//! The likelihood interval of a share, read from a profile.
//!
//! R's `svyciprop(method = "likelihood")` follows the deviance over a few equal steps of the logit,
//! lays a cubic spline through them, and reads the limits from straight lines between three times
//! as many points of it. The limits differ from the exact roots by some 1e-5. The same is done
//! here, so that figures agree with those of the tool; where the profile does not reach the limits
//! the exact roots are taken.

use super::interval::Interval;
use super::numeric::float;
use super::special::{Unit, normal_upper, t_critical};

/// A share with what its likelihood interval needs.
pub(super) struct Share {
    /// The share, in (0, 1).
    pub p: f64,
    /// Its standard error under the design, above 0.
    pub error: f64,
    /// Answers, at least 2.
    pub rows: f64,
    /// Student's critical value at the degrees of freedom of the design.
    pub t: f64,
}

/// Most steps to either side.
const MOST_STEPS: usize = 9;

/// The limits from a profile, or the exact ones.
pub(super) fn likelihood(share: &Share) -> Interval {
    read_off(share).unwrap_or_else(|| {
        let Share { p, error, rows, t } = share;
        let distance = t * t * error * error * rows / (rows - 1.0) / (2.0 * p * (1.0 - p));
        [at_distance(*p, distance, -1.0), at_distance(*p, distance, 1.0)]
    })
}

/// Signed root of the scaled deviance at a logit.
fn root(share: &Share, logit: f64) -> f64 {
    let (start, at) = (Unit::new(share.p), Unit::from_logit(logit));
    let deviance = 2.0 * (share.rows - 1.0) * apart(start, at);
    deviance.max(0.0).sqrt().copysign(logit - start.logit)
}

fn read_off(share: &Share) -> Option<Interval> {
    let spread = share.p * (1.0 - share.p);
    let cutoff = share.t * share.error * (share.rows / spread).sqrt();
    let farthest = t_critical(normal_upper(cutoff) / 2.0, share.rows - 1.0);
    let step = farthest / 5.0 * share.error / spread;
    let start = Unit::new(share.p).logit;
    if !(step > 0.0 && step.is_finite()) {
        return None;
    }
    let steps = |side: f64| {
        let reached =
            |count: &usize| root(share, start + side * step * float(*count)).abs() >= farthest;
        (1..MOST_STEPS).find(reached).unwrap_or(MOST_STEPS)
    };
    let (down, up) = (steps(-1.0), steps(1.0));
    let first = start - step * float(down);
    let roots: Vec<f64> = (0..=down + up)
        .map(|place| if place == down { 0.0 } else { root(share, first + step * float(place)) })
        .collect();
    let fine = spline(&roots);
    let width = step * float(down + up) / float(fine.len() - 1);
    let cross = |level: f64| {
        let at = fine.windows(2).position(|pair| pair[0] <= level && level <= pair[1])?;
        let part = (level - fine[at]) / (fine[at + 1] - fine[at]);
        let x = Unit::from_logit(first + width * (float(at) + part)).x;
        x.is_finite().then_some(x)
    };
    Some([cross(-cutoff)?, cross(cutoff)?])
}

/// The cubic spline through values at equal steps, at three times as many points. At each end the
/// third derivative is that of the cubic through the four values there. With h = 1 and σ a sixth
/// of the second derivative: σ₋ + 4σ + σ₊ is the second difference, and the first two σ differ by
/// a sixth of the third difference.
fn spline(values: &[f64]) -> Vec<f64> {
    let n = values.len();
    let second = |at: usize| values[at - 1] - 2.0 * values[at] + values[at + 1];
    let third = |at: usize| if n > 3 { (second(at + 1) - second(at)) / 6.0 } else { 0.0 };
    let (head, tail) = if n > 3 { (third(1), third(n - 3)) } else { (0.0, 0.0) };
    // Elimination downwards: σ[at] = right[at] − slope[at] σ[at + 1].
    let (mut slope, mut right) = (vec![-1.0; n], vec![-head; n]);
    for at in 1..n - 1 {
        let below = 4.0 - slope[at - 1];
        slope[at] = 1.0 / below;
        right[at] = (second(at) - right[at - 1]) / below;
    }
    let mut sigma = vec![0.0; n];
    sigma[n - 1] = (tail + right[n - 2]) / (1.0 + slope[n - 2]);
    for at in (0..n - 1).rev() {
        sigma[at] = right[at] - slope[at] * sigma[at + 1];
    }
    let points = 3 * n;
    let mut at = 0;
    (0..points)
        .map(|point| {
            let x = float(n - 1) * float(point) / float(points - 1);
            while at + 2 < n && x > float(at + 1) {
                at += 1;
            }
            let (u, v) = (x - float(at), 1.0 - (x - float(at)));
            let bend = |s: f64, w: f64| s * (w * w * w - w);
            v * values[at] + u * values[at + 1] + bend(sigma[at], v) + bend(sigma[at + 1], u)
        })
        .collect()
}

/// p ln(p/q) + (1−p) ln((1−p)/(1−q)).
fn apart(p: Unit, q: Unit) -> f64 {
    p.x * (p.x / q.x).ln() + p.rest * (p.rest / q.rest).ln()
}

/// The share q on one side of p that is a distance [`apart`].
fn at_distance(p: f64, distance: f64, side: f64) -> f64 {
    let start = Unit::new(p);
    let short = |step: f64| apart(start, Unit::from_logit(start.logit + side * step)) < distance;
    let (mut near, mut far) = (0.0, 1.0);
    while short(far) && far < 700.0 {
        far *= 2.0;
    }
    for _ in 0..100 {
        let middle = f64::midpoint(near, far);
        if short(middle) {
            near = middle;
        } else {
            far = middle;
        }
    }
    Unit::from_logit(start.logit + side * far).x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spline_of_a_cubic_is_the_cubic() {
        let cubic = |x: f64| 0.3 * x * x * x - 2.0 * x * x + x - 4.0;
        let values: Vec<f64> = (0..9_u8).map(|x| cubic(f64::from(x))).collect();
        for (point, found) in spline(&values).into_iter().enumerate() {
            let x = 8.0 * float(point) / 26.0;
            assert!((found - cubic(x)).abs() < 1e-10, "{found} at {x}");
        }
    }

    #[test]
    fn the_profile_is_near_the_exact_roots() {
        for (p, error, rows, t) in [(0.5, 0.05, 100.0, 1.98), (0.1, 0.04, 60.0, 2.0)] {
            let share = Share { p, error, rows, t };
            let distance = t * t * error * error * rows / (rows - 1.0) / (2.0 * p * (1.0 - p));
            let read = read_off(&share).expect("the profile reaches the limits");
            for (found, side) in read.into_iter().zip([-1.0, 1.0]) {
                let exact = at_distance(p, distance, side);
                assert!((found - exact).abs() < 1e-4, "{found} is not {exact}");
            }
        }
    }
}
