//! Reading exact numbers from text, within limits.

use std::str::FromStr;

use num_rational::BigRational;

use super::Ratio;

/// Longest text that [`Ratio::parse`] reads, in bytes. Longer text is refused unread.
pub const MAX_TEXT: usize = 160;
/// Most digits on one side of the point, or in one half of a fraction.
pub const MAX_DIGITS: usize = 60;
/// Most digits in one half of a stored fraction. A result may be longer than anything typed:
/// shares of a large panel have the digits of a quotient of two sums, each of [`super::MAX_BITS`].
pub const MAX_STORED_DIGITS: usize = 5000;
/// Largest power of ten, up or down, that an exponent may ask for.
pub const MAX_EXPONENT: i32 = 60;
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
    /// Reads a decimal (`"0.36"`, `"-2"`, `"1e-4"`) or a fraction of whole numbers (`"1/3"`).
    ///
    /// # Errors
    /// [`RatioError`] when the text is something else (spaces, NaN, infinity, signs inside) or
    /// longer than the limits of this module, so that hostile text costs nothing.
    pub fn parse(text: &str) -> Result<Self, RatioError> {
        check_length(text, MAX_TEXT)?;
        match text.split_once('/') {
            None => Self::parse_decimal(text),
            Some((above, below)) => fraction(above, below, MAX_DIGITS),
        }
    }

    /// Reads what [`Ratio`] writes of itself, however long, and all that [`Ratio::parse`] reads.
    pub(super) fn parse_stored(text: &str) -> Result<Self, RatioError> {
        check_length(text, 2 * MAX_STORED_DIGITS + 2)?;
        match text.split_once('/') {
            None => Self::parse_decimal(text),
            Some((above, below)) => fraction(above, below, MAX_STORED_DIGITS),
        }
    }

    /// Reads a decimal with an optional exponent and no stroke. Decimals of bounded length have
    /// small common denominators, so that long sums of them stay cheap.
    ///
    /// # Errors
    /// As [`Ratio::parse`].
    pub fn parse_decimal(text: &str) -> Result<Self, RatioError> {
        check_length(text, MAX_TEXT)?;
        let (sign, rest) = split_sign(text);
        let (mantissa, exponent) = split_exponent(rest)?;
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        whole(before, MAX_DIGITS)?;
        if mantissa.contains('.') {
            whole(after, MAX_DIGITS)?;
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
}

fn fraction(above: &str, below: &str, most: usize) -> Result<Ratio, RatioError> {
    let (sign, above) = split_sign(above);
    whole(above, most)?;
    whole(below, most)?;
    if below.bytes().all(|b| b == b'0') {
        return Err(RatioError::ZeroDenominator);
    }
    from_fraction_text(sign, above, below)
}

fn check_length(text: &str, most: usize) -> Result<(), RatioError> {
    if text.is_empty() {
        Err(RatioError::Empty)
    } else if text.len() > most {
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

/// Only ASCII digits, at least one and at most `most`.
fn whole(text: &str, most: usize) -> Result<(), RatioError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        Err(RatioError::NotANumber)
    } else if text.len() > most {
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
    whole(digits, MAX_DIGITS)?;
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
