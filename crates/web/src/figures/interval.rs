//! A share with the range in which it may lie: a dot on a band, and a dashed
//! line at one half.

use super::{ONE, percent};
use crate::ui::Markup;

/// The drawing of a share and its range, in ten-thousandths.
#[must_use]
pub fn interval(share: i64, [low, high]: [i64; 2]) -> Markup {
    let low = low.clamp(0, ONE);
    let high = high.clamp(low, ONE);
    let (dot, from, width, half) =
        (percent(share), percent(low), percent(high - low), percent(ONE / 2));
    Markup::trusted(format!(
        "<svg class=\"mk\" height=\"22\" aria-hidden=\"true\">\
         <rect class=\"f-track\" y=\"5\" width=\"100%\" height=\"12\" rx=\"2\"/>\
         <line class=\"s-strong dash\" x1=\"{half}\" x2=\"{half}\" y1=\"0\" y2=\"22\"/>\
         <rect class=\"f-cib\" x=\"{from}\" y=\"5\" width=\"{width}\" height=\"12\"/>\
         <circle class=\"dot\" cx=\"{dot}\" cy=\"11\" r=\"6\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn the_band_is_the_range_and_the_dot_the_share() {
        let svg = interval(5400, [4900, 5950]).to_string();
        assert!(svg.contains("class=\"f-cib\" x=\"49%\" y=\"5\" width=\"10.5%\""));
        assert!(svg.contains("class=\"dot\" cx=\"54%\""));
        assert!(svg.contains("class=\"s-strong dash\" x1=\"50%\""));
    }

    #[test]
    fn wrong_ranges_stay_on_the_line() {
        let svg = interval(20_000, [9000, 100]).to_string();
        assert!(svg.contains("x=\"90%\" y=\"5\" width=\"0%\""));
        assert!(svg.contains("cx=\"100%\""));
    }
}
