use proptest::prelude::*;

use super::*;

#[test]
fn scores_are_read_from_forms() {
    for (text, units) in [
        ("0", 0),
        ("1", 10_000),
        ("0.36", 3600),
        ("0.8000000", 8000),
        ("0.0001", 1),
        ("1.0", 10_000),
    ] {
        assert_eq!(Score::parse(text).unwrap().units(), units, "{text}");
        assert_eq!(Weight::parse(text).unwrap().units(), units, "{text}");
    }
}

#[test]
fn what_is_no_score_is_refused_with_its_reason() {
    let table = [
        ("1.0001", ScaleError::OutOfRange),
        ("-0.1", ScaleError::OutOfRange),
        ("36", ScaleError::OutOfRange),
        ("0.00001", ScaleError::TooFine),
        ("0.33333", ScaleError::TooFine),
        ("", ScaleError::NotANumber(RatioError::Empty)),
        ("1/3", ScaleError::NotANumber(RatioError::NotANumber)),
        ("NaN", ScaleError::NotANumber(RatioError::NotANumber)),
    ];
    for (text, error) in table {
        assert_eq!(Score::parse(text), Err(error), "{text}");
    }
    assert_eq!(Score::new(10_001), Err(ScaleError::OutOfRange));
}

#[test]
fn scores_are_stored_as_integers_and_checked_when_read() {
    let score = Score::parse("0.36").unwrap();
    assert_eq!(serde_json::to_string(&score).unwrap(), "3600");
    assert_eq!(serde_json::from_str::<Score>("3600").unwrap(), score);
    for bad in ["10001", "-1", "0.36", "\"3600\"", "null"] {
        assert!(serde_json::from_str::<Score>(bad).is_err(), "{bad}");
    }
}

#[test]
fn scores_are_shown_short() {
    for (units, text) in [(0, "0"), (10_000, "1"), (3600, "0.36"), (1, "0.0001"), (5000, "0.5")] {
        assert_eq!(Score::new(units).unwrap().to_string(), text);
    }
}

#[test]
fn a_band_includes_its_upper_end() {
    let table = [
        ("0", "P1"),
        ("0.2", "P1"),
        ("0.2001", "P2"),
        ("0.21", "P2"),
        ("0.4", "P2"),
        ("0.41", "P3"),
        ("0.6", "P3"),
        ("0.61", "P4"),
        ("0.8", "P4"),
        ("0.81", "P5"),
        ("1", "P5"),
    ];
    for (text, code) in table {
        let band = Band::of(Score::parse(text).unwrap());
        assert_eq!(band.p_code(), code, "{text}");
        assert_eq!(band.q_code(), code.replace('P', "Q"), "{text}");
    }
}

#[test]
fn codes_are_what_is_stored() {
    for degree in Degree::ALL {
        assert_eq!(serde_json::to_value(degree).unwrap(), degree.code());
    }
    for level in Level::ALL {
        assert_eq!(serde_json::to_value(level).unwrap(), level.code());
    }
    for (place, band) in Band::ALL.into_iter().enumerate() {
        assert_eq!(serde_json::to_value(band).unwrap(), (place + 1).to_string());
    }
    assert!(Degree::ALL.is_sorted() && Level::ALL.is_sorted() && Band::ALL.is_sorted());
}

proptest! {
    #[test]
    fn shown_scores_are_read_back(units in 0_u16..=10_000) {
        let score = Score::new(units).unwrap();
        prop_assert_eq!(Score::parse(&score.to_string()).unwrap(), score);
        prop_assert_eq!(score.ratio().to_f64(), f64::from(units) / 10_000.0);
    }
}
