//! How sure the index is: how far the experts agree, over what range it
//! spreads, what moves it most, and what would take it over a threshold.

use app::view::board::RANGE;
use domain::assessment::{
    Assessment,
    parts::{Factor, Panel},
    sure::{Agreement, Range, Tried},
};
use domain::risk::{
    Quantity, Ratio, Warning,
    agreement::Reading,
    crossing::{Crossing, Direction},
};
use domain::{env::Env, ids::FactorId};
use locale::{L10n, ToArg as _};

use super::numbers::{index, scale, units};
use super::verdict::warning_words;
use crate::figures::ruler::Ruler;
use crate::ui::{Facts, Markup};

/// Shares of what the panel disagrees on and of what moves the index: as many
/// as a reader takes in.
const MOST: usize = 3;

/// What a panel's ratings tell about the index.
pub(super) struct Sure {
    pub(super) facts: Facts,
    pub(super) notes: Vec<String>,
}

impl Sure {
    /// From a closed panel; `tried` as in [`Panel::range`]. None when there is
    /// nothing to tell.
    pub(super) fn of(
        l10n: L10n,
        env: &Env<'_>,
        state: &Assessment,
        panel: &Panel,
        tried: &Tried,
    ) -> Option<Self> {
        let agreement = panel.agreement(state, env);
        let range = panel.range(state, env, tried);
        if agreement.is_none() && range.is_none() {
            return None;
        }
        let words = Words { l10n, env, state };
        let mut notes: Vec<Warning> = Vec::new();
        let mut facts = Facts::new();
        if let Some(agreement) = &agreement {
            facts = words.agreement(facts, agreement);
            notes.extend(&agreement.warnings);
        }
        if let Some(range) = &range {
            facts = words.range(facts, range);
            notes.extend(&range.warnings);
        }
        notes.sort();
        notes.dedup();
        let mut notes: Vec<String> = notes.into_iter().map(|w| warning_words(l10n, w)).collect();
        if range.is_some() {
            notes.push(l10n.t("risk-sure-assumes"));
        }
        Some(Self { facts, notes })
    }
}

struct Words<'a> {
    l10n: L10n,
    env: &'a Env<'a>,
    state: &'a Assessment,
}

impl Words<'_> {
    fn agreement(&self, facts: Facts, found: &Agreement) -> Facts {
        let l10n = self.l10n;
        let gap = found.gap.map(bound).unwrap_or_default();
        let mut text = l10n.t1(found.alpha.reading.key(), "gap", gap);
        if let Some(alpha) = found.alpha.value {
            text.push_str(&l10n.t1("risk-sure-alpha", "alpha", decimals(alpha)));
        }
        let mut facts = facts.fact(l10n.t("risk-sure-agreement"), text);
        if let Some(order) = found.order.as_ref().filter(|o| o.reading != Reading::Undefined) {
            let code = order.reading.code().replace('.', "-");
            let w = order.w.map(decimals).unwrap_or_default();
            let text = l10n.code("risk-order", &code) + &l10n.t1("risk-sure-w", "w", w);
            facts = facts.fact(l10n.t("risk-sure-order"), text);
        }
        if found.apart.is_empty() {
            return facts;
        }
        let parts = found.apart.iter().take(MOST);
        let parts: Vec<String> =
            parts.map(|(factor, share)| self.part(&self.label(*factor), *share)).collect();
        facts.fact(l10n.t("risk-sure-apart"), l10n.join(&parts))
    }

    fn range(&self, facts: Facts, found: &Range) -> Facts {
        let l10n = self.l10n;
        let spread = &found.analysis.spread;
        let [low, high] = RANGE.map(|at| spread.quantile(at).unwrap_or(found.analysis.mean));
        let ruler = Ruler::new(scale(&self.env.rules.method), units(&found.crossing.t))
            .band(ten_thousandths(low), ten_thousandths(high));
        let text = l10n.t2("risk-sure-between", ("low", decimals(low)), ("high", decimals(high)));
        let chances = spread.levels(&self.env.rules.method.index);
        let levels = ["LOW", "MEDIUM", "HIGH"].iter().zip(chances);
        let levels: Vec<String> = levels
            .map(|(code, chance)| {
                let level = l10n.code("level", code);
                l10n.t2("risk-sure-level", ("level", level), ("chance", percent(chance)))
            })
            .collect();
        facts
            .markup(l10n.t("risk-sure-range"), ruler.svg().and(Markup::text(text)))
            .fact(l10n.t("risk-sure-levels"), l10n.join(&levels))
            .fact(l10n.t("risk-sure-moves"), self.moves(found))
            .fact(l10n.t("risk-sure-cross"), self.cross(found))
    }

    /// What moves the index most: shares of its variance that would be left if
    /// all others were known.
    fn moves(&self, found: &Range) -> String {
        let l10n = self.l10n;
        let mut parts: Vec<(f64, String)> = Vec::new();
        for (factor, indices) in found.factors.iter().zip(found.analysis.sobol.iter().flatten()) {
            for (index, quantity) in indices.iter().zip([Quantity::P, Quantity::Q]) {
                let word = if quantity == Quantity::P { "risk-p" } else { "risk-q" };
                parts.push((index.total, format!("{} {}", self.label(*factor), l10n.t(word))));
            }
        }
        parts.retain(|(share, _)| *share >= 0.005);
        parts.sort_by(|a, b| b.0.total_cmp(&a.0));
        let parts: Vec<String> =
            parts.iter().take(MOST).map(|(share, name)| self.part(name, *share)).collect();
        l10n.join(&parts)
    }

    fn cross(&self, found: &Range) -> String {
        let l10n = self.l10n;
        let Crossing { direction, distance, smallest, after, .. } = &found.crossing;
        let level = l10n.code("level", found.towards.code());
        let key = match (direction, smallest.is_some()) {
            (Direction::Up, true) => "risk-cross-up",
            (Direction::Up, false) => "risk-cross-up-never",
            (Direction::Down, true) => "risk-cross-down",
            (Direction::Down, false) => "risk-cross-down-never",
        };
        let places = smallest.iter().flatten().filter_map(|place| found.factors.get(*place));
        let names: Vec<String> = places.map(|factor| self.label(*factor)).collect();
        let rule = &self.env.rules.method.index;
        l10n.t_args(
            key,
            &[
                ("factors", l10n.join(&names).to_arg()),
                ("level", level.to_arg()),
                ("gap", gap(distance).to_arg()),
                ("after", index(after, rule).to_arg()),
            ],
        )
    }

    fn part(&self, name: &str, share: f64) -> String {
        self.l10n.t2("risk-sure-part", ("name", name), ("share", percent(share)))
    }

    fn label(&self, factor: FactorId) -> String {
        let found = self.state.live_factors().find(|f| f.id == factor);
        found.map(Factor::key).unwrap_or_default()
    }
}

/// Two decimals of a statistic.
fn decimals(value: f64) -> String {
    format!("{value:.2}")
}

/// Two decimals as the index has them; four where two would show no distance.
fn gap(distance: &Ratio) -> String {
    let short = distance.round_half_up(2);
    if short == "0.00" { distance.round_half_up(4) } else { short }
}

/// The least bound with up to four decimals, as people rate: no difference is shown as 0.
fn bound(value: f64) -> String {
    let text = format!("{:.4}", (value * 10_000.0 - 1e-6).ceil().abs() / 10_000.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn ten_thousandths(value: f64) -> i64 {
    format!("{value:.4}").replace('.', "").parse().unwrap_or_default()
}

/// Whole percent; what is possible is never 0 %, what is not certain never 100 %.
fn percent(share: f64) -> String {
    if (1e-9..0.005).contains(&share) {
        "<1%".to_owned()
    } else if (0.995..1.0 - 1e-9).contains(&share) {
        ">99%".to_owned()
    } else {
        format!("{:.0}%", share * 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{bound, percent, ten_thousandths};

    #[test]
    fn the_possible_is_never_nothing_and_the_unsure_never_certain() {
        for (share, shown) in [
            (0.0, "0%"),
            (0.000_01, "<1%"),
            (0.004_9, "<1%"),
            (0.126, "13%"),
            (0.994, "99%"),
            (0.999_9, ">99%"),
            (1.0, "100%"),
        ] {
            assert_eq!(percent(share), shown);
        }
        assert_eq!((ten_thousandths(0.360_04), ten_thousandths(1.0)), (3600, 10_000));
        let gaps = [0.000_01, 0.0025, 0.3 - 0.27, 1.0].map(bound);
        assert_eq!(gaps, ["0.0001", "0.0025", "0.03", "1"]);
    }
}
