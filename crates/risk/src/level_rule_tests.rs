use super::*;

fn check(rule: &LevelRule, table: &[(&str, Level)]) {
    for (text, level) in table {
        assert_eq!(rule.level(&Ratio::parse(text).unwrap()), *level, "{text}");
    }
}

#[test]
fn the_index_is_medium_on_both_edges() {
    let table = [
        ("0", Level::Low),
        ("0.3599999999999999999999", Level::Low),
        ("0.36", Level::Medium),
        ("0.5", Level::Medium),
        ("0.64", Level::Medium),
        ("0.6400000000000000000001", Level::High),
        ("1", Level::High),
    ];
    check(&LevelRule::index_convention(), &table);
}

#[test]
fn participants_are_counted_in_heads() {
    let rule = LevelRule::participants_convention();
    let table = [(0, Level::Low), (19, Level::Low), (20, Level::Medium), (199, Level::Medium)];
    for (count, level) in table {
        assert_eq!(rule.level_of_count(count), level, "{count}");
    }
    assert_eq!(rule.level_of_count(200), Level::High);
    assert_eq!(rule.level_of_count(u64::MAX), Level::High);
}

#[test]
fn opposition_and_demerit_have_their_own_edges() {
    let table = [
        ("0.1999", Level::Low),
        ("0.2", Level::Medium),
        ("0.5", Level::Medium),
        ("0.5001", Level::High),
    ];
    check(&LevelRule::opposition_convention(), &table);
    let table =
        [("40", Level::Low), ("40.5", Level::Medium), ("69.9", Level::Medium), ("70", Level::High)];
    check(&LevelRule::demerit_convention(), &table);
}

#[test]
fn a_rule_file_may_say_otherwise_but_not_nonsense() {
    let text = r#"{"low_medium":{"at":"0.1","edge":"upper"},"medium_high":{"at":"33/100","edge":"lower"}}"#;
    let rule: LevelRule = serde_json::from_str(text).unwrap();
    check(&rule, &[("0.0999", Level::Low), ("0.1", Level::Medium), ("0.33", Level::Medium)]);
    check(&rule, &[("0.3301", Level::High)]);
    let stored = serde_json::to_string(&rule).unwrap();
    assert_eq!(serde_json::from_str::<LevelRule>(&stored).unwrap(), rule);
    for bad in [
        text.replace("33/100", "0.1"),
        text.replace("33/100", "0.05"),
        text.replace("\"0.1\"", "\"-0.1\""),
        text.replace("lower", "middle"),
        text.replace("at", "from"),
    ] {
        assert!(serde_json::from_str::<LevelRule>(&bad).is_err(), "{bad}");
    }
}

#[test]
fn a_value_never_seems_to_lie_on_a_cut() {
    let rule = LevelRule::index_convention();
    for (value, written) in [
        ("0.36", "0.36"),
        ("0.3599", "0.3599"),
        ("0.3582", "0.3582"),
        ("0.359999", "0.359999"),
        ("0.3049", "0.30"),
        ("0.3065", "0.31"),
        ("0.6401", "0.6401"),
        ("1/3", "0.33"),
        ("1", "1.00"),
    ] {
        assert_eq!(rule.written(&Ratio::parse(value).unwrap()), written, "{value}");
    }
}
