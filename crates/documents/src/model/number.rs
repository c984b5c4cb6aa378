//! Numbers as documents write them. Rounding is half up, of the decimal that a number stands for,
//! as on the pages and on the forms (四舍五入).

/// Most decimals that tell two numbers apart.
const MOST: usize = 16;

/// The limits between the levels of the composite index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Where medium risk begins.
    pub medium: f64,
    /// Above which the risk is high.
    pub high: f64,
}

impl Default for Limits {
    /// Those by convention.
    fn default() -> Self {
        Self { medium: 0.36, high: 0.64 }
    }
}

/// A composite index beside its limits: two decimals, and as many more, by twos, as it takes not
/// to seem to lie on a limit on which it does not lie. 0.3599 is never written as 0.36.
pub fn index(value: f64, limits: Limits) -> String {
    let lies = |places: usize| {
        let text = half_up(value, places);
        [limits.medium, limits.high].iter().any(|at| *at != value && half_up(*at, places) == text)
    };
    let places = (2..MOST).step_by(2).find(|places| !lies(*places));
    half_up(value, places.unwrap_or(MOST))
}

/// A number with so many decimals, a half rounded up.
pub fn half_up(value: f64, places: usize) -> String {
    let plain = || format!("{value:.places$}");
    // The shortest decimal that is this number and no other.
    let text = value.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let Some((whole, decimals)) = digits.split_once('.') else { return plain() };
    let (Some(kept), Some(next)) = (decimals.get(..places), decimals.as_bytes().get(places)) else {
        return plain();
    };
    let up = u128::from(*next >= b'5');
    let units = format!("{whole}{kept}").parse::<u128>().ok();
    let Some(units) = units.and_then(|units| units.checked_add(up)) else { return plain() };
    let digits = format!("{units:0>width$}", width = places.saturating_add(1));
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(places));
    let sign = if units == 0 { "" } else { sign };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_never_seems_to_lie_on_a_limit() {
        for (value, written) in [
            (0.36, "0.36"),
            (0.3599, "0.3599"),
            (0.359_999, "0.359999"),
            (0.3049, "0.30"),
            (0.3065, "0.31"),
            (0.6401, "0.6401"),
            (1.0 / 3.0, "0.33"),
            (1.0, "1.00"),
            (0.0, "0.00"),
        ] {
            assert_eq!(index(value, Limits::default()), written, "{value}");
        }
        let own = Limits { medium: 0.3, high: 0.5 };
        assert_eq!((index(0.3599, own), index(0.2999, own)), ("0.36".into(), "0.2999".into()));
    }

    #[test]
    fn a_half_is_rounded_up() {
        for (value, places, written) in [
            (0.305, 2, "0.31"),
            (0.175, 2, "0.18"),
            (0.125, 2, "0.13"),
            (0.124, 2, "0.12"),
            (0.995, 2, "1.00"),
            (9.5, 0, "10"),
            (7.0, 2, "7.00"),
            (-0.005, 2, "-0.01"),
            (-0.001, 2, "0.00"),
        ] {
            assert_eq!(half_up(value, places), written, "{value} to {places}");
        }
        assert_eq!(half_up(f64::NAN, 2), "NaN");
    }
}
