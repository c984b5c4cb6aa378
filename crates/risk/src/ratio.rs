//! Exact numbers.
//!
//! Levels are decided on cuts such as 0.36 and 0.64. With binary floats 0.8 × 0.8 is
//! 0.6400000000000001 and would cross a cut that it only touches, so every number that a level
//! depends on is a fraction of integers. Floats leave this crate for display, never for decisions.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};
use std::str::FromStr;

use num_rational::BigRational;
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest text that [`Ratio::parse`] reads, in bytes. Longer text is refused unread.
pub const MAX_TEXT: usize = 160;
/// Most digits on one side of the point, or in one half of a fraction.
pub const MAX_DIGITS: usize = 60;
/// Largest power of ten, up or down, that an exponent may ask for.
pub const MAX_EXPONENT: i32 = 60;
/// Most decimal places that [`Ratio::round_half_up`] gives.
pub const MAX_PLACES: u32 = 60;

/// An exact rational number, always in lowest terms with a positive denominator.
///
/// Stored and sent as text: the fraction `"9/25"`; read as a fraction or as a decimal (`"0.36"`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(BigRational);

/// Most bits in either half of a sum that is formed by [`bounded_sum`]. Decimals never come near;
/// thousands of fractions with unrelated denominators would, and would cost minutes.
pub const MAX_BITS: u64 = 4096;

/// Why a text is not an exact number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatioError {
    /// The text is empty.
    #[error("a number is expected, the text is empty")]
    Empty,
    /// The text has more than [`MAX_TEXT`] bytes, [`MAX_DIGITS`] digits or too great an exponent.
    #[error("the number has too many digits")]
    TooLong,
    /// The text is no decimal number and no fraction.
    #[error("this is not a decimal number or a fraction")]
    NotANumber,
    /// The part below the stroke is zero.
    #[error("the part below the stroke is zero")]
    ZeroDenominator,
}

impl RatioError {
    /// Stable code for storage and for locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "ratio.empty",
            Self::TooLong => "ratio.too-long",
            Self::NotANumber => "ratio.not-a-number",
            Self::ZeroDenominator => "ratio.zero-denominator",
        }
    }
}

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

    /// Reads a decimal (`"0.36"`, `"-2"`, `"1e-4"`) or a fraction of whole numbers (`"1/3"`).
    ///
    /// # Errors
    /// [`RatioError`] when the text is something else (spaces, NaN, infinity, signs inside) or
    /// longer than the limits of this module, so that hostile text costs nothing.
    pub fn parse(text: &str) -> Result<Self, RatioError> {
        check_length(text)?;
        match text.split_once('/') {
            None => Self::parse_decimal(text),
            Some((above, below)) => {
                let (sign, above) = split_sign(above);
                whole(above)?;
                whole(below)?;
                if below.bytes().all(|b| b == b'0') {
                    return Err(RatioError::ZeroDenominator);
                }
                from_fraction_text(sign, above, below)
            }
        }
    }

    /// Reads a decimal with an optional exponent and no stroke. Decimals of bounded length have
    /// small common denominators, so that long sums of them stay cheap.
    ///
    /// # Errors
    /// As [`Ratio::parse`].
    pub fn parse_decimal(text: &str) -> Result<Self, RatioError> {
        check_length(text)?;
        let (sign, rest) = split_sign(text);
        let (mantissa, exponent) = split_exponent(rest)?;
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        whole(before)?;
        if mantissa.contains('.') {
            whole(after)?;
        }
        let places = i32::try_from(after.len()).map_err(|_| RatioError::TooLong)?;
        let shift = exponent - places;
        let power = "0".repeat(usize::try_from(shift.unsigned_abs()).unwrap_or(0));
        let digits = format!("{before}{after}");
        if shift < 0 {
            from_fraction_text(sign, &digits, &format!("1{power}"))
        } else {
            from_fraction_text(sign, &format!("{digits}{power}"), "1")
        }
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
        let sign = if self.0.is_negative() && !units.is_zero() {
            "-"
        } else {
            ""
        };
        let (whole, decimals) = digits.split_at(digits.len() - places);
        if places == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{decimals}")
        }
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

fn check_length(text: &str) -> Result<(), RatioError> {
    if text.is_empty() {
        Err(RatioError::Empty)
    } else if text.len() > MAX_TEXT {
        Err(RatioError::TooLong)
    } else {
        Ok(())
    }
}

fn split_sign(text: &str) -> (&'static str, &str) {
    match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    }
}

/// Only ASCII digits, at least one and at most [`MAX_DIGITS`].
fn whole(text: &str) -> Result<(), RatioError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        Err(RatioError::NotANumber)
    } else if text.len() > MAX_DIGITS {
        Err(RatioError::TooLong)
    } else {
        Ok(())
    }
}

fn split_exponent(text: &str) -> Result<(&str, i32), RatioError> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Ok((text, 0));
    };
    let (sign, digits) = match exponent.strip_prefix('+') {
        Some(digits) => ("", digits),
        None => split_sign(exponent),
    };
    whole(digits)?;
    let size: i32 = digits.parse().map_err(|_| RatioError::TooLong)?;
    if size > MAX_EXPONENT {
        return Err(RatioError::TooLong);
    }
    Ok((mantissa, if sign.is_empty() { size } else { -size }))
}

fn from_fraction_text(sign: &str, above: &str, below: &str) -> Result<Ratio, RatioError> {
    BigRational::from_str(&format!("{sign}{above}/{below}"))
        .map(Ratio)
        .map_err(|_| RatioError::NotANumber)
}

fn power_of_ten(places: usize) -> BigRational {
    let ten = BigRational::from_u8(10).unwrap_or_else(BigRational::one);
    num_traits::pow(ten, places)
}

/// The exact sum, or `None` when it grows beyond [`MAX_BITS`].
pub fn bounded_sum<I: IntoIterator<Item = Ratio>>(items: I) -> Option<Ratio> {
    let mut total = Ratio::zero();
    for item in items {
        total = total + item;
        if total.bits() > MAX_BITS {
            return None;
        }
    }
    Some(total)
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
        Self::parse(&text).map_err(serde::de::Error::custom)
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
