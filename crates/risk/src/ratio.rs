//! Exact numbers.
//!
//! Levels are decided on cuts such as 0.36 and 0.64. With binary floats 0.8 × 0.8 is
//! 0.6400000000000001 and would cross a cut that it only touches, so every number that a level
//! depends on is a fraction of integers. Floats leave this crate for display, never for decisions.

mod parse;
mod sum;

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};
use std::str::FromStr;

use num_rational::BigRational;
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use parse::{MAX_DIGITS, MAX_EXPONENT, MAX_STORED_DIGITS, MAX_TEXT, RatioError};
pub use sum::{MAX_BITS, bounded_dot, bounded_sum};

/// Most decimal places that [`Ratio::round_half_up`] gives.
pub const MAX_PLACES: u32 = 60;

/// An exact rational number, always in lowest terms with a positive denominator.
///
/// Stored and sent as text: the fraction `"9/25"`; read as a fraction or as a decimal (`"0.36"`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ratio(BigRational);

impl Ratio {
    /// 0.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// 1.
    #[must_use]
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// The whole number `n`.
    #[must_use]
    pub fn from_integer(n: i64) -> Self {
        Self(BigRational::from_integer(n.into()))
    }

    /// The whole number `n`, for counts.
    #[must_use]
    pub fn from_count(n: u64) -> Self {
        Self(BigRational::from_integer(n.into()))
    }

    /// `numerator / denominator`; `None` when the denominator is zero.
    #[must_use]
    pub fn fraction(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }

    /// `n` ten-thousandths, the unit of scores and weights.
    #[must_use]
    pub fn ten_thousandths(n: u16) -> Self {
        Self(BigRational::new(n.into(), 10_000.into()))
    }

    /// The nearest binary float, for display and for output that asks for floats.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// The exact value of a finite float; `None` for NaN and infinities.
    #[must_use]
    pub fn from_f64_exact(value: f64) -> Option<Self> {
        BigRational::from_float(value).map(Self)
    }

    /// Decimal text with exactly `places` places (at most [`MAX_PLACES`]); a half is rounded away
    /// from zero, as on the forms (四舍五入).
    #[must_use]
    pub fn round_half_up(&self, places: u32) -> String {
        let places = usize::try_from(places.min(MAX_PLACES)).unwrap_or(0);
        let scale = power_of_ten(places);
        let half = BigRational::new(1.into(), 2.into());
        let units = (self.0.abs() * scale + half).floor().to_integer();
        let digits = format!("{:0>width$}", units.to_string(), width = places + 1);
        let sign = if self.0.is_negative() && !units.is_zero() { "-" } else { "" };
        let (whole, decimals) = digits.split_at(digits.len() - places);
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether this lies in 0..=1, the range of probabilities, impacts and risk degrees.
    #[must_use]
    pub fn is_unit(&self) -> bool {
        !self.is_negative() && self.0 <= BigRational::one()
    }

    /// Distance from 0.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// `self / divisor`; `None` when the divisor is 0.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// Size of the longer half of the fraction in bits: what arithmetic with it costs.
    #[must_use]
    pub fn bits(&self) -> u64 {
        self.0.numer().bits().max(self.0.denom().bits())
    }
}

fn power_of_ten(places: usize) -> BigRational {
    let ten = BigRational::from_u8(10).unwrap_or_else(BigRational::one);
    num_traits::pow(ten, places)
}

impl Ord for Ratio {
    /// Denominators are positive, so multiplying crosswise keeps the order.
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (&self.0, &other.0);
        if left.denom() == right.denom() {
            left.numer().cmp(right.numer())
        } else {
            (left.numer() * right.denom()).cmp(&(right.numer() * left.denom()))
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    /// The fraction in lowest terms, whole numbers too: `9/25`, `0/1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0.numer(), self.0.denom())
    }
}

impl FromStr for Ratio {
    type Err = RatioError;

    fn from_str(text: &str) -> Result<Self, RatioError> {
        Self::parse(text)
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_stored(&text).map_err(serde::de::Error::custom)
    }
}

impl Add for &Ratio {
    type Output = Ratio;

    fn add(self, other: &Ratio) -> Ratio {
        Ratio(&self.0 + &other.0)
    }
}

impl Sub for &Ratio {
    type Output = Ratio;

    fn sub(self, other: &Ratio) -> Ratio {
        Ratio(&self.0 - &other.0)
    }
}

impl Mul for &Ratio {
    type Output = Ratio;

    fn mul(self, other: &Ratio) -> Ratio {
        Ratio(&self.0 * &other.0)
    }
}

impl Add for Ratio {
    type Output = Ratio;

    fn add(self, other: Ratio) -> Ratio {
        Ratio(self.0 + other.0)
    }
}

impl Sub for Ratio {
    type Output = Ratio;

    fn sub(self, other: Ratio) -> Ratio {
        Ratio(self.0 - other.0)
    }
}

impl Mul for Ratio {
    type Output = Ratio;

    fn mul(self, other: Ratio) -> Ratio {
        Ratio(self.0 * other.0)
    }
}

impl<'a> Sum<&'a Ratio> for Ratio {
    fn sum<I: Iterator<Item = &'a Ratio>>(items: I) -> Ratio {
        items.fold(Ratio::zero(), |total, item| &total + item)
    }
}

impl Sum for Ratio {
    fn sum<I: Iterator<Item = Ratio>>(items: I) -> Ratio {
        items.fold(Ratio::zero(), |total, item| total + item)
    }
}

#[cfg(test)]
#[path = "ratio_tests.rs"]
mod tests;
