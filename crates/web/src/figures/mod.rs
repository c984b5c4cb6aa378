//! Charts as SVG, drawn by the server: geometry in percent without a view box,
//! colours from classes, text in HTML beside them. The SVG is hidden from screen
//! readers; the number always stands in words next to it.
//!
//! Values are ten-thousandths (3600 is 0.36), so that a mark never lies about a
//! threshold because of rounding.

pub mod bar;
pub mod interval;
pub mod matrix;
pub mod qr;
pub mod ruler;

use std::fmt::Write as _;

/// The value of 1.0.
pub const ONE: i64 = 10_000;

/// A share of the width in percent with two decimals at most: 5460 → `54.6%`.
/// Values outside of 0–1 are drawn at the end of the scale.
fn percent(ten_thousandths: i64) -> String {
    let value = ten_thousandths.clamp(0, ONE);
    let mut text = (value / 100).to_string();
    let rest = value % 100;
    if rest > 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, ".{rest:02}");
        if text.ends_with('0') {
            text.pop();
        }
    }
    text.push('%');
    text
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percentages_have_no_needless_digits() {
        let cases = [
            (0, "0%"),
            (3600, "36%"),
            (5460, "54.6%"),
            (5465, "54.65%"),
            (5, "0.05%"),
            (10_000, "100%"),
            (12_000, "100%"),
            (-3, "0%"),
        ];
        for (value, text) in cases {
            assert_eq!(percent(value), text);
        }
    }
}
