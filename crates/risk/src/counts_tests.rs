use super::*;

/// `(重大, 较大, 一般)` to level, reason and whether a person has to judge.
#[test]
fn follows_the_table() {
    let table = [
        ((2, 0, 0), Level::High, CountReason::Grave, false),
        ((3, 9, 9), Level::High, CountReason::Grave, false),
        ((0, 5, 0), Level::High, CountReason::Major, false),
        ((1, 5, 0), Level::High, CountReason::Major, false),
        ((1, 0, 0), Level::Medium, CountReason::Grave, false),
        ((1, 4, 0), Level::Medium, CountReason::Grave, false),
        ((0, 2, 0), Level::Medium, CountReason::Major, false),
        ((0, 4, 9), Level::Medium, CountReason::Major, false),
        ((0, 1, 0), Level::Low, CountReason::Major, false),
        ((0, 1, 9), Level::Low, CountReason::Major, false),
        ((0, 0, 1), Level::Low, CountReason::Moderate, false),
        ((0, 0, 4), Level::Low, CountReason::Moderate, false),
        ((0, 0, 5), Level::Low, CountReason::Moderate, true),
        ((0, 0, 40), Level::Low, CountReason::Moderate, true),
        ((0, 0, 0), Level::Low, CountReason::Nothing, false),
    ];
    for ((grave, major, moderate), level, reason, judge) in table {
        let counts = DegreeCounts { grave, major, moderate, minor: 3, negligible: 2 };
        let result = CountRule::convention().apply(&counts);
        assert_eq!((result.level, result.reason), (level, reason), "{counts:?}");
        assert_eq!(result.warnings.contains(&Warning::ManyModerate), judge, "{counts:?}");
    }
}

#[test]
fn nothing_to_count_is_low_but_says_so() {
    let result = CountRule::convention().apply(&DegreeCounts::default());
    assert_eq!(result.level, Level::Low);
    assert_eq!(result.warnings, [Warning::NoFactor]);
}

#[test]
fn counts_degrees_in_any_order() {
    use Degree::{Grave, Major, Minor, Moderate, Negligible};
    let counts: DegreeCounts =
        [Minor, Grave, Major, Minor, Moderate, Negligible, Minor].into_iter().collect();
    let expected = DegreeCounts { negligible: 1, minor: 3, moderate: 1, major: 1, grave: 1 };
    assert_eq!(counts, expected);
    assert_eq!(counts.total(), 7);
}

#[test]
fn thresholds_are_data_and_are_checked() {
    let stored = serde_json::to_value(CountRule::convention()).unwrap();
    assert_eq!(
        serde_json::from_value::<CountRule>(stored.clone()).unwrap(),
        CountRule::convention()
    );
    let with = |name: &str, value: u32| {
        let mut changed = stored.clone();
        changed[name] = value.into();
        serde_json::from_value::<CountRule>(changed)
    };
    assert!(with("high_grave", 3).is_ok());
    for (name, value) in [
        ("high_grave", 0),
        ("medium_grave", 0),
        ("medium_grave", 3),
        ("medium_major", 6),
        ("low_major", 3),
        ("low_moderate", 0),
        ("low_moderate", 6),
    ] {
        assert!(with(name, value).is_err(), "{name} = {value}");
    }
}

#[test]
fn one_more_grave_or_major_factor_never_lowers_the_level() {
    let rule = CountRule::convention();
    for grave in 0..4 {
        for major in 0..8 {
            for moderate in 0..8 {
                let level = |grave, major| {
                    rule.apply(&DegreeCounts { grave, major, moderate, ..Default::default() }).level
                };
                assert!(level(grave + 1, major) >= level(grave, major));
                assert!(level(grave, major + 1) >= level(grave, major));
            }
        }
    }
}
