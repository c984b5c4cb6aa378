use proptest::prelude::*;

use super::*;

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

#[test]
fn reads_decimals_and_fractions() {
    let table = [
        ("0.36", "9/25"),
        ("1/3", "1/3"),
        ("18/50", "9/25"),
        ("-0.5", "-1/2"),
        ("-6/4", "-3/2"),
        ("0", "0/1"),
        ("-0", "0/1"),
        ("0007.100", "71/10"),
        ("1e-4", "1/10000"),
        ("2.5E+3", "2500/1"),
        ("1e0", "1/1"),
    ];
    for (text, exact) in table {
        assert_eq!(ratio(text).to_string(), exact, "{text}");
    }
}

#[test]
fn refuses_everything_else() {
    let long = "1".repeat(MAX_DIGITS + 1);
    let longer = "1".repeat(MAX_TEXT + 1);
    let table = [
        ("", RatioError::Empty),
        ("NaN", RatioError::NotANumber),
        ("inf", RatioError::NotANumber),
        (" 1", RatioError::NotANumber),
        ("1.", RatioError::NotANumber),
        (".5", RatioError::NotANumber),
        ("+1", RatioError::NotANumber),
        ("--1", RatioError::NotANumber),
        ("1.2.3", RatioError::NotANumber),
        ("1/2/3", RatioError::NotANumber),
        ("1/-2", RatioError::NotANumber),
        ("0.5/2", RatioError::NotANumber),
        ("1_000", RatioError::NotANumber),
        ("０.５", RatioError::NotANumber),
        ("-", RatioError::NotANumber),
        ("/", RatioError::NotANumber),
        ("e5", RatioError::NotANumber),
        ("1e", RatioError::NotANumber),
        ("1/0", RatioError::ZeroDenominator),
        ("1/000", RatioError::ZeroDenominator),
        ("1e61", RatioError::TooLong),
        ("1e-99999999999", RatioError::TooLong),
        (&long, RatioError::TooLong),
        (&longer, RatioError::TooLong),
    ];
    for (text, error) in table {
        assert_eq!(Ratio::parse(text), Err(error), "{text}");
    }
    assert_eq!(Ratio::parse_decimal("1/3"), Err(RatioError::NotANumber));
}

#[test]
fn rounds_halves_away_from_zero() {
    let table = [
        ("0.4065", 3, "0.407"),
        ("0.40649", 3, "0.406"),
        ("2/3", 4, "0.6667"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("12.5", 0, "13"),
        ("0", 2, "0.00"),
        ("0.005", 2, "0.01"),
        ("99.995", 2, "100.00"),
        ("-1.005", 2, "-1.01"),
    ];
    for (text, places, rounded) in table {
        assert_eq!(ratio(text).round_half_up(places), rounded, "{text} to {places}");
    }
    assert_eq!(ratio("1").round_half_up(u32::MAX).len(), 2 + 60);
}

#[test]
fn is_exact_where_floats_are_not() {
    assert_eq!(&ratio("0.8") * &ratio("0.8"), ratio("0.64"));
    let tenths: Ratio = std::iter::repeat_n(ratio("0.1"), 10).sum();
    assert_eq!(tenths, Ratio::one());
    assert_eq!(&ratio("0.3") - &ratio("0.1"), ratio("1/5"));
}

#[test]
fn divides_by_zero_into_nothing() {
    assert_eq!(Ratio::one().checked_div(&Ratio::zero()), None);
    assert_eq!(Ratio::one().checked_div(&ratio("4")), Some(ratio("0.25")));
    assert_eq!(Ratio::fraction(1, 0), None);
}

#[test]
fn is_stored_as_a_fraction_and_read_from_either_form() {
    assert_eq!(serde_json::to_string(&ratio("0.36")).unwrap(), "\"9/25\"");
    assert_eq!(serde_json::from_str::<Ratio>("\"0.36\"").unwrap(), ratio("9/25"));
    assert!(serde_json::from_str::<Ratio>("0.36").is_err());
    assert!(serde_json::from_str::<Ratio>("\"1/0\"").is_err());
}

#[test]
fn results_longer_than_anything_typed_survive_storage() {
    let third = Ratio::fraction(1, 3).unwrap();
    let small = std::iter::repeat_n(&third, 2500).fold(Ratio::one(), |product, x| &product * x);
    assert!(small.bits() > 3900 && Ratio::parse(&small.to_string()).is_err());
    let shares = [small.clone(), Ratio::one().checked_div(&(&small * &small)).unwrap()];
    for value in shares {
        let stored = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Ratio>(&stored).unwrap(), value);
    }
    let hostile = format!("\"1/{}\"", "3".repeat(MAX_STORED_DIGITS + 1));
    assert!(serde_json::from_str::<Ratio>(&hostile).is_err());
    let hostile = format!("\"{}\"", "3".repeat(MAX_DIGITS + 1));
    assert!(serde_json::from_str::<Ratio>(&hostile).is_err());
}

#[test]
fn sums_of_unrelated_fractions_are_given_up() {
    let unrelated = (1000..9000).map(|n| Ratio::fraction(1, 2 * n + 1).unwrap());
    assert_eq!(bounded_sum(unrelated), None);
    assert_eq!(bounded_sum((0..4).map(|_| ratio("0.25"))), Some(Ratio::one()));
}

proptest! {
    #[test]
    fn order_and_sums_agree_with_plain_arithmetic(
        parts in prop::collection::vec((-99_i64..99, 1_i64..99), 1..8),
    ) {
        let values: Vec<Ratio> =
            parts.iter().map(|(n, d)| Ratio::fraction(*n, *d).unwrap()).collect();
        let one_by_one: Ratio = values.iter().sum();
        let sum = bounded_sum(values.iter().cloned()).unwrap();
        prop_assert_eq!(sum.to_string(), one_by_one.to_string());
        let squares: Ratio = values.iter().map(|value| &(value * value) * value).sum();
        let dot = bounded_dot(values.iter().map(|value| [value; 3])).unwrap();
        prop_assert_eq!(dot.to_string(), squares.to_string());
        for (a, x) in parts.iter().zip(&values) {
            for (b, y) in parts.iter().zip(&values) {
                prop_assert_eq!(x.cmp(y), (a.0 * b.1).cmp(&(b.0 * a.1)));
                prop_assert_eq!(x == y, x.cmp(y).is_eq());
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Ratio::parse(&text);
    }

    #[test]
    fn numberlike_text_is_read_or_refused(text in "-?[0-9./eE+-]{0,40}") {
        if let Ok(value) = Ratio::parse(&text) {
            prop_assert!(value.to_f64().is_finite());
            prop_assert_eq!(Ratio::parse(&value.to_string()).ok(), Some(value));
        }
    }

    #[test]
    fn fractions_survive_storage(n in any::<i64>(), d in 1_i64..) {
        let value = Ratio::fraction(n, d).unwrap();
        prop_assert_eq!(Ratio::parse(&value.to_string()).unwrap(), value);
    }

    #[test]
    fn the_shortest_text_of_a_float_is_read_as_that_float(value in 0.0_f64..1.0) {
        prop_assume!(value == 0.0 || value > 1e-30);
        prop_assert_eq!(Ratio::parse_decimal(&value.to_string()).unwrap().to_f64(), value);
    }

    #[test]
    fn rounding_is_within_half_a_unit(n in -1_000_000_i64..1_000_000, d in 1_i64..10_000) {
        let value = Ratio::fraction(n, d).unwrap();
        let rounded = Ratio::parse(&value.round_half_up(3)).unwrap();
        prop_assert!((&rounded - &value).abs() <= Ratio::fraction(1, 2000).unwrap());
    }
}
