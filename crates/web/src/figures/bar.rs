//! A horizontal bar that starts at zero.

use super::{ONE, percent};
use crate::ui::Markup;

/// Colour of a bar. Counts and scores use the blue ramp; risk colours are for
/// levels only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fill {
    /// Counts and scores.
    #[default]
    Count,
    /// A second series beside counts.
    Second,
    /// 支持.
    Agree,
    /// 无所谓.
    Pass,
    /// 反对.
    Disagree,
}

impl Fill {
    const fn class(self) -> &'static str {
        match self {
            Self::Count => "f-q4",
            Self::Second => "f-q2",
            Self::Agree => "f-agree",
            Self::Pass => "f-pass",
            Self::Disagree => "f-dis",
        }
    }
}

/// A bar of `value` on a scale that ends at `max`. Without a scale it is empty.
#[must_use]
pub fn bar(value: u64, max: u64, fill: Fill) -> Markup {
    let share = if max == 0 {
        0
    } else {
        let exact = u128::from(value) * u128::from(ONE.unsigned_abs()) / u128::from(max);
        i64::try_from(exact).unwrap_or(ONE)
    };
    let (class, width) = (fill.class(), percent(share));
    Markup::trusted(format!(
        "<svg class=\"mk\" height=\"18\" aria-hidden=\"true\">\
         <rect class=\"f-track\" width=\"100%\" height=\"18\" rx=\"3\"/>\
         <rect class=\"{class}\" width=\"{width}\" height=\"18\" rx=\"3\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::{Fill, bar};

    #[test]
    fn width_is_the_share_of_the_scale() {
        assert!(bar(605, 605, Fill::Count).to_string().contains("class=\"f-q4\" width=\"100%\""));
        assert!(bar(1, 3, Fill::Agree).to_string().contains("class=\"f-agree\" width=\"33.33%\""));
        assert!(bar(5, 0, Fill::Count).to_string().contains("class=\"f-q4\" width=\"0%\""));
        assert!(
            bar(u64::MAX, 1, Fill::Count)
                .to_string()
                .contains("width=\"100%\" height=\"18\" rx=\"3\"/></svg>")
        );
    }
}
