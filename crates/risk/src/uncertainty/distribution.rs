//! Distributions of a probability or an impact, all on [0, 1].

use super::UncertaintyError;
use super::nodes::{Panel, Rule};

/// Most values of one discrete distribution.
pub const MAX_VALUES: usize = 1000;
/// Shapes of a beta distribution lie between these.
const SHAPES: (f64, f64) = (0.01, 1e6);
/// Weights of values and standard deviations lie below this.
const LARGEST: f64 = 1e6;
/// Standard deviations of a beta on either side of its mean beyond which nothing is left.
const FAR: f64 = 12.0;
/// A normal density is left out where it has fallen by e to this power.
const FALLEN: f64 = 50.0;

/// What is known about a number between 0 and 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    shape: Shape,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Point(f64),
    /// Values in rising order with chances that add to 1.
    Discrete(Vec<(f64, f64)>),
    Uniform {
        a: f64,
        b: f64,
    },
    Triangular {
        a: f64,
        mode: f64,
        b: f64,
    },
    Beta {
        a: f64,
        b: f64,
        alpha: f64,
        beta: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
        a: f64,
        b: f64,
    },
}

fn unit(value: f64) -> Result<f64, UncertaintyError> {
    // Adding 0 makes −0 the same value as 0.
    if (0.0..=1.0).contains(&value) { Ok(value + 0.0) } else { Err(UncertaintyError::OutOfRange) }
}

fn ordered(a: f64, mode: f64, b: f64) -> Result<(f64, f64, f64), UncertaintyError> {
    let (a, mode, b) = (unit(a)?, unit(mode)?, unit(b)?);
    if a <= mode && mode <= b { Ok((a, mode, b)) } else { Err(UncertaintyError::Order) }
}

impl Distribution {
    fn of(shape: Shape) -> Self {
        Self { shape }
    }

    /// A number that is known.
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] outside 0..=1.
    pub fn point(value: f64) -> Result<Self, UncertaintyError> {
        Ok(Self::of(Shape::Point(unit(value)?)))
    }

    /// Anywhere between `a` and `b`, nothing preferred.
    ///
    /// # Errors
    /// [`UncertaintyError`] unless 0 ≤ a ≤ b ≤ 1.
    pub fn uniform(a: f64, b: f64) -> Result<Self, UncertaintyError> {
        let (a, _, b) = ordered(a, a, b)?;
        Ok(Self::of(if a < b { Shape::Uniform { a, b } } else { Shape::Point(a) }))
    }

    /// A least, a likeliest and a greatest value with straight lines between.
    ///
    /// # Errors
    /// [`UncertaintyError`] unless 0 ≤ a ≤ mode ≤ b ≤ 1.
    pub fn triangular(a: f64, mode: f64, b: f64) -> Result<Self, UncertaintyError> {
        let (a, mode, b) = ordered(a, mode, b)?;
        Ok(Self::of(if a < b { Shape::Triangular { a, mode, b } } else { Shape::Point(a) }))
    }

    /// A least, a likeliest and a greatest value, the likeliest counted four times: the beta with
    /// shapes 1 + 4(mode − a)/(b − a) and 1 + 4(b − mode)/(b − a).
    ///
    /// # Errors
    /// [`UncertaintyError`] unless 0 ≤ a ≤ mode ≤ b ≤ 1.
    pub fn pert(a: f64, mode: f64, b: f64) -> Result<Self, UncertaintyError> {
        let (a, mode, b) = ordered(a, mode, b)?;
        if a == b {
            return Ok(Self::of(Shape::Point(a)));
        }
        let alpha = 1.0 + 4.0 * (mode - a) / (b - a);
        let beta = 1.0 + 4.0 * (b - mode) / (b - a);
        Ok(Self::of(Shape::Beta { a, b, alpha, beta }))
    }

    /// The beta distribution on [0, 1].
    ///
    /// # Errors
    /// [`UncertaintyError::Shape`] unless both shapes lie between 0.01 and 1,000,000.
    pub fn beta(alpha: f64, beta: f64) -> Result<Self, UncertaintyError> {
        let sound = |shape: f64| (SHAPES.0..=SHAPES.1).contains(&shape);
        if sound(alpha) && sound(beta) {
            Ok(Self::of(Shape::Beta { a: 0.0, b: 1.0, alpha, beta }))
        } else {
            Err(UncertaintyError::Shape)
        }
    }

    /// A normal distribution of which only the part from `a` to `b` is kept. `mean` and `sd` are
    /// those before it is cut.
    ///
    /// # Errors
    /// [`UncertaintyError`] unless 0 ≤ a ≤ b ≤ 1, 0 ≤ mean ≤ 1 and 0.000001 ≤ sd ≤ 1,000,000.
    pub fn truncated_normal(mean: f64, sd: f64, a: f64, b: f64) -> Result<Self, UncertaintyError> {
        let (mean, (a, _, b)) = (unit(mean)?, ordered(a, a, b)?);
        if !(LARGEST.recip()..=LARGEST).contains(&sd) {
            return Err(UncertaintyError::Shape);
        }
        Ok(Self::of(if a < b { Shape::Normal { mean, sd, a, b } } else { Shape::Point(a) }))
    }

    /// Some values, each with a weight; the weights are divided by their sum.
    ///
    /// # Errors
    /// [`UncertaintyError`] without values, with more than [`MAX_VALUES`], a value outside 0..=1,
    /// a negative weight, or weights that are all 0.
    pub fn discrete(values: &[(f64, f64)]) -> Result<Self, UncertaintyError> {
        if values.is_empty() || values.len() > MAX_VALUES {
            return Err(UncertaintyError::Values);
        }
        let mut kept = Vec::with_capacity(values.len());
        for (value, weight) in values {
            if !(0.0..=LARGEST).contains(weight) {
                return Err(UncertaintyError::Values);
            }
            let value = unit(*value)?;
            if *weight > 0.0 {
                kept.push((value, *weight));
            }
        }
        kept.sort_by(|a, b| a.0.total_cmp(&b.0));
        kept.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 += next.1;
            }
            same
        });
        let sum: f64 = kept.iter().map(|(_, weight)| weight).sum();
        kept.iter_mut().for_each(|(_, weight)| *weight /= sum);
        match kept.as_slice() {
            [] => Err(UncertaintyError::Values),
            [(value, _)] => Ok(Self::of(Shape::Point(*value))),
            _ => Ok(Self::of(Shape::Discrete(kept))),
        }
    }

    /// The ratings of a panel as they are: each counts the same. Nothing is assumed about values
    /// that nobody gave.
    ///
    /// # Errors
    /// As [`Distribution::discrete`].
    pub fn empirical(ratings: &[f64]) -> Result<Self, UncertaintyError> {
        let values: Vec<(f64, f64)> = ratings.iter().map(|rating| (*rating, 1.0)).collect();
        Self::discrete(&values)
    }

    pub(super) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The least and the greatest possible value.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        match &self.shape {
            Shape::Point(value) => (*value, *value),
            Shape::Discrete(values) => {
                let first = values.first().map_or(0.0, |(value, _)| *value);
                (first, values.last().map_or(first, |(value, _)| *value))
            }
            Shape::Uniform { a, b }
            | Shape::Triangular { a, b, .. }
            | Shape::Beta { a, b, .. }
            | Shape::Normal { a, b, .. } => (*a, *b),
        }
    }

    /// Mean and variance: closed forms, but for the cut normal, which is integrated.
    #[must_use]
    pub fn moments(&self) -> (f64, f64) {
        match &self.shape {
            Shape::Point(value) => (*value, 0.0),
            Shape::Discrete(values) => of_nodes(values),
            Shape::Uniform { a, b } => (f64::midpoint(*a, *b), (b - a) * (b - a) / 12.0),
            Shape::Triangular { a, mode, b } => {
                // The variance from the two sides, which cannot cancel below 0.
                let (left, right) = (mode - a, b - mode);
                let variance = (left * left + left * right + right * right) / 18.0;
                ((a + mode + b) / 3.0, variance)
            }
            Shape::Beta { a, b, alpha, beta } => {
                let (sum, width) = (alpha + beta, b - a);
                let variance = alpha * beta / (sum * sum * (sum + 1.0));
                (a + width * alpha / sum, width * width * variance)
            }
            Shape::Normal { .. } => of_nodes(&self.nodes(&Rule::new(64))),
        }
    }

    /// Whether the number is known or one of a few values.
    pub(super) fn is_discrete(&self) -> bool {
        matches!(self.shape, Shape::Point(_) | Shape::Discrete(_))
    }

    /// Whether the density is neither flat nor a straight line on its panels.
    pub(super) fn is_curved(&self) -> bool {
        matches!(self.shape, Shape::Beta { .. } | Shape::Normal { .. })
    }

    /// Values with weights that stand for the distribution in integrals of smooth functions.
    pub(super) fn nodes(&self, rule: &Rule) -> Vec<(f64, f64)> {
        match &self.shape {
            Shape::Point(value) => vec![(*value, 1.0)],
            Shape::Discrete(values) => values.clone(),
            _ => {
                let panels = self.panels();
                let nodes = panels.iter().flat_map(|panel| {
                    rule.points().iter().map(|(u, weight)| {
                        let (x, density) = panel.at(*u);
                        (x, weight * density)
                    })
                });
                let mut nodes: Vec<(f64, f64)> = nodes.collect();
                let sum: f64 = nodes.iter().map(|(_, weight)| weight).sum();
                nodes.iter_mut().for_each(|(_, weight)| *weight /= sum);
                nodes
            }
        }
    }

    /// Stretches on which the density is smooth, from left to right; none for discrete ones.
    pub(super) fn panels(&self) -> Vec<Panel> {
        match &self.shape {
            Shape::Point(_) | Shape::Discrete(_) => Vec::new(),
            Shape::Uniform { a, b } => vec![Panel::plain(*a, *b, |_| 0.0)],
            Shape::Triangular { a, mode, b } => {
                let (a, mode, b) = (*a, *mode, *b);
                let mut panels = Vec::with_capacity(2);
                if a < mode {
                    panels.push(Panel::plain(a, mode, move |x| ((x - a) / (mode - a)).ln()));
                }
                if mode < b {
                    panels.push(Panel::plain(mode, b, move |x| ((b - x) / (b - mode)).ln()));
                }
                panels
            }
            Shape::Beta { a, b, alpha, beta } => beta_panels(*a, *b, *alpha, *beta),
            Shape::Normal { mean, sd, a, b } => normal_panels(*mean, *sd, *a, *b),
        }
    }
}

fn of_nodes(nodes: &[(f64, f64)]) -> (f64, f64) {
    let mean: f64 = nodes.iter().map(|(x, weight)| x * weight).sum();
    (mean, nodes.iter().map(|(x, weight)| weight * (x - mean) * (x - mean)).sum())
}

/// Two panels that meet at the mean. Where one reaches an end of the support, it is stretched so
/// that the power of the density there becomes harmless.
fn beta_panels(a: f64, b: f64, alpha: f64, beta: f64) -> Vec<Panel> {
    let sum = alpha + beta;
    let middle = alpha / sum;
    let sd = (middle * (1.0 - middle) / (sum + 1.0)).sqrt();
    let peak = (alpha - 1.0) * middle.ln() + (beta - 1.0) * (1.0 - middle).ln();
    // `near` is the distance to the end of the panel's own side, in units of the support.
    let power = move |own: f64, other: f64, near: f64, log_near: f64| {
        (own - 1.0) * log_near + (other - 1.0) * (-near).ln_1p() - peak
    };
    let width = b - a;
    let log_width = width.ln();
    let inside = move |x: f64| {
        let near = (x - a) / width;
        power(alpha, beta, near, near.ln())
    };
    let mut panels = Vec::with_capacity(2);
    let low = middle - FAR * sd;
    panels.push(if low > 0.0 {
        Panel::plain(a + width * low, a + width * middle, inside)
    } else {
        Panel::from_left(a, width * middle, exponent(alpha), move |near, log| {
            power(alpha, beta, near / width, log - log_width)
        })
    });
    let high = middle + FAR * sd;
    panels.push(if high < 1.0 {
        Panel::plain(a + width * middle, a + width * high, inside)
    } else {
        Panel::from_right(b, width * (1.0 - middle), exponent(beta), move |near, log| {
            power(beta, alpha, near / width, log - log_width)
        })
    });
    panels
}

/// x = u^s with s·shape whole turns x^(shape − 1) dx into a polynomial of u.
fn exponent(shape: f64) -> f64 {
    if shape >= 4.0 { 1.0 } else { (2.0 * shape).ceil() / shape }
}

fn normal_panels(mean: f64, sd: f64, a: f64, b: f64) -> Vec<Panel> {
    let peak = mean.clamp(a, b);
    let log =
        move |x: f64| ((peak - mean) * (peak - mean) - (x - mean) * (x - mean)) / (2.0 * sd * sd);
    // How far from the peak the exponent falls by FALLEN, going away from the mean.
    let slope = (peak - mean).abs() / (sd * sd);
    let reach = 2.0 * FALLEN / (slope + (slope * slope + 2.0 * FALLEN / (sd * sd)).sqrt());
    let (low, high) = (a.max(peak - reach), b.min(peak + reach));
    [(low, peak), (peak, high)]
        .into_iter()
        .filter(|(from, to)| from < to)
        .map(|(from, to)| Panel::plain(from, to, log))
        .collect()
}

#[cfg(test)]
#[path = "distribution_tests.rs"]
mod tests;
