//! The rating ruler: the composite index on a line from 0 to 1 with the two
//! thresholds of the rule package.

use std::fmt::Write as _;

use super::{ONE, percent};
use crate::ui::Markup;

/// Where medium and high risk begin, in ten-thousandths. The rule package of the
/// record says so; nothing here does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Begin of medium risk.
    pub medium: i64,
    /// Begin of high risk.
    pub high: i64,
}

/// What one ruler shows, in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruler {
    /// Thresholds.
    pub scale: Scale,
    /// The index.
    pub value: i64,
    /// Interval of uncertainty, low and high end.
    pub band: Option<(i64, i64)>,
    /// The index before measures, as a hollow dot.
    pub before: Option<i64>,
}

impl Ruler {
    /// A ruler with a dot.
    #[must_use]
    pub const fn new(scale: Scale, value: i64) -> Self {
        Self { scale, value, band: None, before: None }
    }

    /// The ruler with an interval.
    #[must_use]
    pub const fn band(mut self, low: i64, high: i64) -> Self {
        self.band = Some((low, high));
        self
    }

    /// The ruler with the index before measures.
    #[must_use]
    pub const fn before(mut self, value: i64) -> Self {
        self.before = Some(value);
        self
    }

    /// The drawing, 28 px high, as wide as its place.
    #[must_use]
    pub fn svg(&self) -> Markup {
        let mut svg = String::from("<svg class=\"mk\" height=\"28\" aria-hidden=\"true\">");
        zones(&mut svg, self.scale, 10, 8);
        for at in [self.scale.medium, self.scale.high].map(percent) {
            line(&mut svg, "s-strong", &at, 4, 24);
        }
        if let Some((low, high)) = self.band {
            band(&mut svg, low.clamp(0, ONE), high.clamp(0, ONE));
        }
        if let Some(before) = self.before {
            let at = percent(before);
            let _ = write!(svg, "<circle class=\"hollow\" cx=\"{at}\" cy=\"14\" r=\"5\"/>");
        }
        let at = percent(self.value);
        let _ = write!(
            svg,
            "<circle class=\"dot\" data-out=\"dot\" cx=\"{at}\" cy=\"14\" r=\"6.5\"/></svg>"
        );
        Markup::trusted(svg)
    }
}

/// A small ruler for lists.
#[must_use]
pub fn mini(scale: Scale, value: i64) -> Markup {
    let mut svg =
        String::from("<span class=\"mini\"><svg class=\"mk\" height=\"14\" aria-hidden=\"true\">");
    zones(&mut svg, scale, 4, 6);
    let at = percent(value);
    let _ = write!(svg, "<circle class=\"dot\" cx=\"{at}\" cy=\"7\" r=\"5\"/></svg></span>");
    Markup::trusted(svg)
}

fn zones(svg: &mut String, scale: Scale, y: u8, height: u8) {
    let medium = scale.medium.clamp(0, ONE);
    let high = scale.high.clamp(medium, ONE);
    let parts = [("f-zlow", 0, medium), ("f-zmid", medium, high), ("f-zhigh", high, ONE)];
    for (class, from, to) in parts {
        let (x, width) = (percent(from), percent(to - from));
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }
}

fn band(svg: &mut String, low: i64, high: i64) {
    let (x, width) = (percent(low), percent(high - low));
    let _ =
        write!(svg, "<rect class=\"f-band\" x=\"{x}\" y=\"10\" width=\"{width}\" height=\"8\"/>");
    for at in [low, high].map(percent) {
        line(svg, "s-brand", &at, 6, 22);
    }
}

fn line(svg: &mut String, class: &str, at: &str, from: u8, to: u8) {
    let _ =
        write!(svg, "<line class=\"{class}\" x1=\"{at}\" x2=\"{at}\" y1=\"{from}\" y2=\"{to}\"/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale { medium: 3600, high: 6400 };

    #[test]
    fn zones_cover_the_whole_line_at_the_thresholds() {
        let svg = Ruler::new(SCALE, 3060).svg().to_string();
        assert!(svg.contains("class=\"f-zlow\" x=\"0%\" y=\"10\" width=\"36%\""));
        assert!(svg.contains("class=\"f-zmid\" x=\"36%\" y=\"10\" width=\"28%\""));
        assert!(svg.contains("class=\"f-zhigh\" x=\"64%\" y=\"10\" width=\"36%\""));
        assert!(svg.contains("class=\"dot\" data-out=\"dot\" cx=\"30.6%\""));
        assert!(!svg.contains("hollow") && !svg.contains("f-band"));
    }

    #[test]
    fn band_and_value_before_measures_are_drawn() {
        let svg = Ruler::new(SCALE, 3060).band(2220, 4000).before(5460).svg().to_string();
        assert!(svg.contains("class=\"f-band\" x=\"22.2%\" y=\"10\" width=\"17.8%\""));
        assert!(svg.contains("class=\"hollow\" cx=\"54.6%\""));
        assert_eq!(svg.matches("s-brand").count(), 2);
    }

    #[test]
    fn wrong_values_stay_on_the_line() {
        let svg = Ruler::new(Scale { medium: 9000, high: 100 }, 99_999).band(500, 100).svg();
        let svg = svg.to_string();
        assert!(svg.contains("cx=\"100%\""));
        assert!(!svg.contains("width=\"-"));
    }

    #[test]
    fn the_small_ruler_has_the_same_zones() {
        let svg = mini(SCALE, 5460).to_string();
        assert!(svg.contains("width=\"28%\" height=\"6\""));
        assert!(svg.contains("cx=\"54.6%\" cy=\"7\""));
    }
}
