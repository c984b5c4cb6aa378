//! Exact numbers as pages draw and write them.

use domain::risk::{Band, Degree, LevelRule, Ratio, Score, degree_of};
use domain::rulebook::Method;
use locale::L10n;

use crate::figures::{
    ONE,
    ruler::{Scale, mini},
};
use crate::ui::{Band as Colour, Markup, Tag};

/// A value in ten-thousandths, rounded half up, for drawings only.
pub(super) fn units(value: &Ratio) -> i64 {
    value.round_half_up(4).replace('.', "").parse().unwrap_or_default()
}

/// The composite index beside the thresholds of the rules.
pub(super) fn index(value: &Ratio, rule: &LevelRule) -> String {
    rule.written(value)
}

/// The index of a row of a list, in ten-thousandths: a small ruler and the number.
pub(crate) fn mini_index(value: i64, rule: &LevelRule) -> Markup {
    let [medium, high] = [rule.low_medium(), rule.medium_high()].map(|cut| units(&cut.at));
    let words = Ratio::fraction(value, ONE).map(|exact| index(&exact, rule));
    mini(Scale { medium, high }, value).and(Markup::text(words.unwrap_or_default()))
}

/// Two decimals.
pub(super) fn two(value: &Ratio) -> String {
    value.round_half_up(2)
}

/// A share of one in percent, without needless zeros: `12.5%`.
pub(super) fn percent(value: &Ratio) -> String {
    let text = (value * &Ratio::from_integer(100)).round_half_up(2);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    format!("{short}%")
}

/// The ruler's thresholds, from the rules of the record.
pub(super) fn scale(method: &Method) -> Scale {
    Scale {
        medium: units(&method.index.low_medium().at),
        high: units(&method.index.medium_high().at),
    }
}

/// The band, 1–5, in which a value lies.
pub(super) fn band(value: &Ratio) -> u8 {
    let units = u16::try_from(units(value)).unwrap_or(10_000).min(10_000);
    let Ok(score) = Score::new(units) else { return 5 };
    let at = Band::ALL.iter().position(|b| *b == Band::of(score)).unwrap_or(0);
    u8::try_from(at + 1).unwrap_or(5)
}

/// The degree, 1–5, of the middle of a cell of the matrix.
pub(super) fn middle(method: &Method, p: u8, q: u8) -> u8 {
    let middle = |band: u8| Ratio::ten_thousandths(u16::from(band) * 2000 - 1000);
    let degree = degree_of(&(&middle(p.max(1)) * &middle(q.max(1))), &method.degree_cuts);
    let at = Degree::ALL.iter().position(|d| *d == degree).unwrap_or(0);
    u8::try_from(at + 1).unwrap_or(5)
}

/// The tag of a degree.
pub(super) fn degree_tag(l10n: L10n, degree: Degree) -> Tag {
    let colour = match degree {
        Degree::Negligible | Degree::Minor => Colour::Low,
        Degree::Moderate => Colour::Mid,
        Degree::Major | Degree::Grave => Colour::High,
    };
    Tag::new(colour, l10n.code("degree", degree.code()))
}

#[cfg(test)]
mod tests {
    use domain::risk::Ratio;

    use super::{band, percent, units};

    fn ratio(text: &str) -> Ratio {
        Ratio::parse(text).unwrap()
    }

    #[test]
    fn shares_have_no_needless_zeros() {
        assert_eq!(percent(&ratio("0.2")), "20%");
        assert_eq!(percent(&ratio("0.125")), "12.5%");
        assert_eq!(percent(&Ratio::one()), "100%");
        assert_eq!(percent(&Ratio::zero()), "0%");
    }

    #[test]
    fn drawings_take_ten_thousandths() {
        assert_eq!(units(&ratio("1/3")), 3333);
        assert_eq!(units(&Ratio::one()), 10_000);
        assert_eq!((band(&Ratio::zero()), band(&ratio("0.5")), band(&Ratio::one())), (1, 3, 5));
    }
}
