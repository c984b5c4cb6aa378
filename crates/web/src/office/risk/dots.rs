//! How far a panel agrees: one dot for each expert, without names.

use std::fmt::Write as _;

use domain::risk::Ratio;
use domain::{assessment::parts::Panel, ids::FactorId};
use locale::L10n;

use super::numbers::{two, units};
use crate::figures::ruler::Scale;
use crate::ui::Markup;

/// R of each expert for one factor, lowest first, so that the order tells
/// nothing about who.
pub(super) fn of(panel: &Panel, factor: FactorId) -> Vec<Ratio> {
    let mut found: Vec<Ratio> = panel
        .standing()
        .iter()
        .filter_map(|ratings| ratings.iter().find(|r| r.factor == factor))
        .map(|r| &r.p.ratio() * &r.q.ratio())
        .collect();
    found.sort();
    found
}

/// The drawing, with the words beside it for those who do not see it.
pub(super) fn draw(l10n: L10n, values: &[Ratio], scale: Scale) -> Markup {
    let (Some(low), Some(high)) = (values.first(), values.last()) else {
        return Markup::text(l10n.code("level", "NONE"));
    };
    let at = |value: i64| format!("{}.{:02}%", value / 100, value.rem_euclid(100));
    let mut svg = String::from("<svg class=\"mk\" height=\"18\" aria-hidden=\"true\">");
    for cut in [scale.medium, scale.high] {
        let x = at(cut);
        let _ = write!(svg, "<line class=\"s-line\" x1=\"{x}\" x2=\"{x}\" y1=\"2\" y2=\"16\"/>");
    }
    for value in values {
        let x = at(units(value));
        let _ = write!(svg, "<circle class=\"f-brand\" cx=\"{x}\" cy=\"9\" r=\"4\"/>");
    }
    svg.push_str("</svg>");
    let words = l10n.t_args(
        "risk-spread-words",
        &[
            ("count", locale::ToArg::to_arg(&values.len())),
            ("low", locale::ToArg::to_arg(&two(low))),
            ("high", locale::ToArg::to_arg(&two(high))),
        ],
    );
    Markup::trusted(format!("{svg}<span class=\"vh\">{}</span>", Markup::text(words)))
}
